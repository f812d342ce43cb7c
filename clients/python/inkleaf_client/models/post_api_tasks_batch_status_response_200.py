from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_tasks_batch_status_response_200_status import PostApiTasksBatchStatusResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_tasks_batch_status_response_200_summary import PostApiTasksBatchStatusResponse200Summary
    from ..models.post_api_tasks_batch_status_response_200_tasks_item import PostApiTasksBatchStatusResponse200TasksItem


T = TypeVar("T", bound="PostApiTasksBatchStatusResponse200")


@_attrs_define
class PostApiTasksBatchStatusResponse200:
    """
    Attributes:
        status (PostApiTasksBatchStatusResponse200Status):
        tasks (list[PostApiTasksBatchStatusResponse200TasksItem]):
        summary (PostApiTasksBatchStatusResponse200Summary):
    """

    status: PostApiTasksBatchStatusResponse200Status
    tasks: list[PostApiTasksBatchStatusResponse200TasksItem]
    summary: PostApiTasksBatchStatusResponse200Summary

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_tasks_batch_status_response_200_summary import PostApiTasksBatchStatusResponse200Summary  # noqa: PLC0415
        from ..models.post_api_tasks_batch_status_response_200_tasks_item import (
            PostApiTasksBatchStatusResponse200TasksItem,
        )  # noqa: PLC0415

        status = self.status.value

        tasks = []
        for tasks_item_data in self.tasks:
            tasks_item = tasks_item_data.to_dict()
            tasks.append(tasks_item)

        summary = self.summary.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "tasks": tasks,
                "summary": summary,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_tasks_batch_status_response_200_summary import PostApiTasksBatchStatusResponse200Summary  # noqa: PLC0415
        from ..models.post_api_tasks_batch_status_response_200_tasks_item import (
            PostApiTasksBatchStatusResponse200TasksItem,
        )  # noqa: PLC0415

        d = dict(src_dict)
        status = PostApiTasksBatchStatusResponse200Status(d.pop("status"))

        tasks = []
        _tasks = d.pop("tasks")
        for tasks_item_data in _tasks:
            tasks_item = PostApiTasksBatchStatusResponse200TasksItem.from_dict(tasks_item_data)

            tasks.append(tasks_item)

        summary = PostApiTasksBatchStatusResponse200Summary.from_dict(d.pop("summary"))

        post_api_tasks_batch_status_response_200 = cls(
            status=status,
            tasks=tasks,
            summary=summary,
        )

        return post_api_tasks_batch_status_response_200
