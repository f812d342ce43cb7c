from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_async_batch_response_200_status import PostApiAsyncBatchResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_async_batch_response_200_failed_files_item import PostApiAsyncBatchResponse200FailedFilesItem
    from ..models.post_api_async_batch_response_200_submitted_tasks_item import (
        PostApiAsyncBatchResponse200SubmittedTasksItem,
    )


T = TypeVar("T", bound="PostApiAsyncBatchResponse200")


@_attrs_define
class PostApiAsyncBatchResponse200:
    """
    Attributes:
        status (PostApiAsyncBatchResponse200Status):
        message (str):
        batch_id (str):
        submitted_tasks (list[PostApiAsyncBatchResponse200SubmittedTasksItem]):
        failed_files (list[PostApiAsyncBatchResponse200FailedFilesItem]):
        total_tasks (int):
        total_estimated_time (float | None): from what pages took so far; null before any was read
    """

    status: PostApiAsyncBatchResponse200Status
    message: str
    batch_id: str
    submitted_tasks: list[PostApiAsyncBatchResponse200SubmittedTasksItem]
    failed_files: list[PostApiAsyncBatchResponse200FailedFilesItem]
    total_tasks: int
    total_estimated_time: float | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_async_batch_response_200_failed_files_item import (
            PostApiAsyncBatchResponse200FailedFilesItem,
        )  # noqa: PLC0415
        from ..models.post_api_async_batch_response_200_submitted_tasks_item import (
            PostApiAsyncBatchResponse200SubmittedTasksItem,
        )  # noqa: PLC0415

        status = self.status.value

        message = self.message

        batch_id = self.batch_id

        submitted_tasks = []
        for submitted_tasks_item_data in self.submitted_tasks:
            submitted_tasks_item = submitted_tasks_item_data.to_dict()
            submitted_tasks.append(submitted_tasks_item)

        failed_files = []
        for failed_files_item_data in self.failed_files:
            failed_files_item = failed_files_item_data.to_dict()
            failed_files.append(failed_files_item)

        total_tasks = self.total_tasks

        total_estimated_time: float | None
        total_estimated_time = self.total_estimated_time

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "message": message,
                "batch_id": batch_id,
                "submitted_tasks": submitted_tasks,
                "failed_files": failed_files,
                "total_tasks": total_tasks,
                "total_estimated_time": total_estimated_time,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_async_batch_response_200_failed_files_item import (
            PostApiAsyncBatchResponse200FailedFilesItem,
        )  # noqa: PLC0415
        from ..models.post_api_async_batch_response_200_submitted_tasks_item import (
            PostApiAsyncBatchResponse200SubmittedTasksItem,
        )  # noqa: PLC0415

        d = dict(src_dict)
        status = PostApiAsyncBatchResponse200Status(d.pop("status"))

        message = d.pop("message")

        batch_id = d.pop("batch_id")

        submitted_tasks = []
        _submitted_tasks = d.pop("submitted_tasks")
        for submitted_tasks_item_data in _submitted_tasks:
            submitted_tasks_item = PostApiAsyncBatchResponse200SubmittedTasksItem.from_dict(submitted_tasks_item_data)

            submitted_tasks.append(submitted_tasks_item)

        failed_files = []
        _failed_files = d.pop("failed_files")
        for failed_files_item_data in _failed_files:
            failed_files_item = PostApiAsyncBatchResponse200FailedFilesItem.from_dict(failed_files_item_data)

            failed_files.append(failed_files_item)

        total_tasks = d.pop("total_tasks")

        def _parse_total_estimated_time(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        total_estimated_time = _parse_total_estimated_time(d.pop("total_estimated_time"))

        post_api_async_batch_response_200 = cls(
            status=status,
            message=message,
            batch_id=batch_id,
            submitted_tasks=submitted_tasks,
            failed_files=failed_files,
            total_tasks=total_tasks,
            total_estimated_time=total_estimated_time,
        )

        return post_api_async_batch_response_200
