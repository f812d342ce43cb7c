from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="PostApiPdfPreviewPageResponse200")


@_attrs_define
class PostApiPdfPreviewPageResponse200:
    """
    Attributes:
        success (bool):
        image (str): PNG, as a data URL
    """

    success: bool
    image: str

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        image = self.image

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "success": success,
                "image": image,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        success = d.pop("success")

        image = d.pop("image")

        post_api_pdf_preview_page_response_200 = cls(
            success=success,
            image=image,
        )

        return post_api_pdf_preview_page_response_200
