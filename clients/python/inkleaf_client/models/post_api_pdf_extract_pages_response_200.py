from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_pdf_extract_pages_response_200_images_item import PostApiPdfExtractPagesResponse200ImagesItem


T = TypeVar("T", bound="PostApiPdfExtractPagesResponse200")


@_attrs_define
class PostApiPdfExtractPagesResponse200:
    """
    Attributes:
        success (bool):
        total_images (int):
        images (list[PostApiPdfExtractPagesResponse200ImagesItem]):
    """

    success: bool
    total_images: int
    images: list[PostApiPdfExtractPagesResponse200ImagesItem]

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_pdf_extract_pages_response_200_images_item import (
            PostApiPdfExtractPagesResponse200ImagesItem,
        )  # noqa: PLC0415

        success = self.success

        total_images = self.total_images

        images = []
        for images_item_data in self.images:
            images_item = images_item_data.to_dict()
            images.append(images_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "success": success,
                "total_images": total_images,
                "images": images,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_pdf_extract_pages_response_200_images_item import (
            PostApiPdfExtractPagesResponse200ImagesItem,
        )  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        total_images = d.pop("total_images")

        images = []
        _images = d.pop("images")
        for images_item_data in _images:
            images_item = PostApiPdfExtractPagesResponse200ImagesItem.from_dict(images_item_data)

            images.append(images_item)

        post_api_pdf_extract_pages_response_200 = cls(
            success=success,
            total_images=total_images,
            images=images,
        )

        return post_api_pdf_extract_pages_response_200
