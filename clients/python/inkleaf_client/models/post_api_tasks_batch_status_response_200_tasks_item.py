from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_tasks_batch_status_response_200_tasks_item_status import (
    PostApiTasksBatchStatusResponse200TasksItemStatus,
)
from typing import cast
import datetime


T = TypeVar("T", bound="PostApiTasksBatchStatusResponse200TasksItem")


@_attrs_define
class PostApiTasksBatchStatusResponse200TasksItem:
    """
    Attributes:
        task_id (str):
        status (PostApiTasksBatchStatusResponse200TasksItemStatus):
        progress (float):
        created_at (datetime.datetime | None):
        completed_at (datetime.datetime | None):
        error_message (None | str):
    """

    task_id: str
    status: PostApiTasksBatchStatusResponse200TasksItemStatus
    progress: float
    created_at: datetime.datetime | None
    completed_at: datetime.datetime | None
    error_message: None | str

    def to_dict(self) -> dict[str, Any]:
        task_id = self.task_id

        status = self.status.value

        progress = self.progress

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        error_message: None | str
        error_message = self.error_message

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "status": status,
                "progress": progress,
                "created_at": created_at,
                "completed_at": completed_at,
                "error_message": error_message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        task_id = d.pop("task_id")

        status = PostApiTasksBatchStatusResponse200TasksItemStatus(d.pop("status"))

        progress = d.pop("progress")

        def _parse_created_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        created_at = _parse_created_at(d.pop("created_at"))

        def _parse_completed_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                completed_at_type_0 = datetime.datetime.fromisoformat(data)

                return completed_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        completed_at = _parse_completed_at(d.pop("completed_at"))

        def _parse_error_message(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error_message = _parse_error_message(d.pop("error_message"))

        post_api_tasks_batch_status_response_200_tasks_item = cls(
            task_id=task_id,
            status=status,
            progress=progress,
            created_at=created_at,
            completed_at=completed_at,
            error_message=error_message,
        )

        return post_api_tasks_batch_status_response_200_tasks_item
