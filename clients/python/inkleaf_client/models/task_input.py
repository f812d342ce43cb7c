from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.task_input_status import TaskInputStatus
from ..models.task_input_task_type import TaskInputTaskType
from typing import cast
import datetime


T = TypeVar("T", bound="TaskInput")


@_attrs_define
class TaskInput:
    """
    Attributes:
        id (str): the same as task_id
        task_id (str):
        status (TaskInputStatus):
        task_type (TaskInputTaskType):
        file_name (str):
        file_size (int): bytes
        total_pages (int | None): null until the file has been opened
        processed_pages (int):
        failed_pages (int):
        progress (float):
        priority (int):
        created_at (datetime.datetime | None):
        started_at (datetime.datetime | None):
        completed_at (datetime.datetime | None):
        error_message (None | str):
    """

    id: str
    task_id: str
    status: TaskInputStatus
    task_type: TaskInputTaskType
    file_name: str
    file_size: int
    total_pages: int | None
    processed_pages: int
    failed_pages: int
    progress: float
    priority: int
    created_at: datetime.datetime | None
    started_at: datetime.datetime | None
    completed_at: datetime.datetime | None
    error_message: None | str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        task_id = self.task_id

        status = self.status.value

        task_type = self.task_type.value

        file_name = self.file_name

        file_size = self.file_size

        total_pages: int | None
        total_pages = self.total_pages

        processed_pages = self.processed_pages

        failed_pages = self.failed_pages

        progress = self.progress

        priority = self.priority

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        started_at: None | str
        if isinstance(self.started_at, datetime.datetime):
            started_at = self.started_at.isoformat()
        else:
            started_at = self.started_at

        completed_at: None | str
        if isinstance(self.completed_at, datetime.datetime):
            completed_at = self.completed_at.isoformat()
        else:
            completed_at = self.completed_at

        error_message: None | str
        error_message = self.error_message

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "task_id": task_id,
                "status": status,
                "task_type": task_type,
                "file_name": file_name,
                "file_size": file_size,
                "total_pages": total_pages,
                "processed_pages": processed_pages,
                "failed_pages": failed_pages,
                "progress": progress,
                "priority": priority,
                "created_at": created_at,
                "started_at": started_at,
                "completed_at": completed_at,
                "error_message": error_message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        task_id = d.pop("task_id")

        status = TaskInputStatus(d.pop("status"))

        task_type = TaskInputTaskType(d.pop("task_type"))

        file_name = d.pop("file_name")

        file_size = d.pop("file_size")

        def _parse_total_pages(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total_pages = _parse_total_pages(d.pop("total_pages"))

        processed_pages = d.pop("processed_pages")

        failed_pages = d.pop("failed_pages")

        progress = d.pop("progress")

        priority = d.pop("priority")

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

        def _parse_started_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                started_at_type_0 = datetime.datetime.fromisoformat(data)

                return started_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        started_at = _parse_started_at(d.pop("started_at"))

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

        task_input = cls(
            id=id,
            task_id=task_id,
            status=status,
            task_type=task_type,
            file_name=file_name,
            file_size=file_size,
            total_pages=total_pages,
            processed_pages=processed_pages,
            failed_pages=failed_pages,
            progress=progress,
            priority=priority,
            created_at=created_at,
            started_at=started_at,
            completed_at=completed_at,
            error_message=error_message,
        )

        task_input.additional_properties = d
        return task_input

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
