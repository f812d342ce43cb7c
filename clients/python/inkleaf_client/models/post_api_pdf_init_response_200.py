from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="PostApiPdfInitResponse200")


@_attrs_define
class PostApiPdfInitResponse200:
    """
    Attributes:
        success (bool):
        task_id (str):
        total_pages (int):
        filename (str):
        thumbnails (list[str]): of each page, its longer side 200 px at most
    """

    success: bool
    task_id: str
    total_pages: int
    filename: str
    thumbnails: list[str]

    def to_dict(self) -> dict[str, Any]:
        success = self.success

        task_id = self.task_id

        total_pages = self.total_pages

        filename = self.filename

        thumbnails = self.thumbnails

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "success": success,
                "task_id": task_id,
                "total_pages": total_pages,
                "filename": filename,
                "thumbnails": thumbnails,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        success = d.pop("success")

        task_id = d.pop("task_id")

        total_pages = d.pop("total_pages")

        filename = d.pop("filename")

        thumbnails = cast(list[str], d.pop("thumbnails"))

        post_api_pdf_init_response_200 = cls(
            success=success,
            task_id=task_id,
            total_pages=total_pages,
            filename=filename,
            thumbnails=thumbnails,
        )

        return post_api_pdf_init_response_200
