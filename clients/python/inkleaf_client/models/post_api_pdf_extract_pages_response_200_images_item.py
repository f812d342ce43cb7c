from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="PostApiPdfExtractPagesResponse200ImagesItem")


@_attrs_define
class PostApiPdfExtractPagesResponse200ImagesItem:
    """
    Attributes:
        filename (str):
        file_path (str):
        file_url (str): where the picture is
        thumb_b64 (str): PNG, as a data URL
        page_number (int):
    """

    filename: str
    file_path: str
    file_url: str
    thumb_b64: str
    page_number: int

    def to_dict(self) -> dict[str, Any]:
        filename = self.filename

        file_path = self.file_path

        file_url = self.file_url

        thumb_b64 = self.thumb_b64

        page_number = self.page_number

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "filename": filename,
                "file_path": file_path,
                "file_url": file_url,
                "thumb_b64": thumb_b64,
                "page_number": page_number,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        filename = d.pop("filename")

        file_path = d.pop("file_path")

        file_url = d.pop("file_url")

        thumb_b64 = d.pop("thumb_b64")

        page_number = d.pop("page_number")

        post_api_pdf_extract_pages_response_200_images_item = cls(
            filename=filename,
            file_path=file_path,
            file_url=file_url,
            thumb_b64=thumb_b64,
            page_number=page_number,
        )

        return post_api_pdf_extract_pages_response_200_images_item
