from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_async_batch_response_200_submitted_tasks_item_type import (
    PostApiAsyncBatchResponse200SubmittedTasksItemType,
)
from ..types import UNSET, Unset
from typing import cast


T = TypeVar("T", bound="PostApiAsyncBatchResponse200SubmittedTasksItem")


@_attrs_define
class PostApiAsyncBatchResponse200SubmittedTasksItem:
    """
    Attributes:
        task_id (str):
        filename (str):
        type_ (PostApiAsyncBatchResponse200SubmittedTasksItemType):
        estimated_time (float | None): from what pages took so far; null before any was read
        total_pages (int | Unset):
    """

    task_id: str
    filename: str
    type_: PostApiAsyncBatchResponse200SubmittedTasksItemType
    estimated_time: float | None
    total_pages: int | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        task_id = self.task_id

        filename = self.filename

        type_ = self.type_.value

        estimated_time: float | None
        estimated_time = self.estimated_time

        total_pages = self.total_pages

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "filename": filename,
                "type": type_,
                "estimated_time": estimated_time,
            }
        )
        if total_pages is not UNSET:
            field_dict["total_pages"] = total_pages

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        task_id = d.pop("task_id")

        filename = d.pop("filename")

        type_ = PostApiAsyncBatchResponse200SubmittedTasksItemType(d.pop("type"))

        def _parse_estimated_time(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        estimated_time = _parse_estimated_time(d.pop("estimated_time"))

        total_pages = d.pop("total_pages", UNSET)

        post_api_async_batch_response_200_submitted_tasks_item = cls(
            task_id=task_id,
            filename=filename,
            type_=type_,
            estimated_time=estimated_time,
            total_pages=total_pages,
        )

        return post_api_async_batch_response_200_submitted_tasks_item
