from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_tasks_task_id_result_response_200_data_status import GetApiTasksTaskIdResultResponse200DataStatus
from typing import cast
import datetime

if TYPE_CHECKING:
    from ..models.page_result import PageResult


T = TypeVar("T", bound="GetApiTasksTaskIdResultResponse200Data")


@_attrs_define
class GetApiTasksTaskIdResultResponse200Data:
    """
    Attributes:
        task_id (str):
        status (GetApiTasksTaskIdResultResponse200DataStatus):
        progress (float):
        created_at (datetime.datetime | None):
        completed_at (datetime.datetime | None):
        error_message (None | str):
        file_size_mb (float):
        content (str): the pages' Markdown, joined by a blank line
        page_results (list[PageResult]):
    """

    task_id: str
    status: GetApiTasksTaskIdResultResponse200DataStatus
    progress: float
    created_at: datetime.datetime | None
    completed_at: datetime.datetime | None
    error_message: None | str
    file_size_mb: float
    content: str
    page_results: list[PageResult]

    def to_dict(self) -> dict[str, Any]:
        from ..models.page_result import PageResult  # noqa: PLC0415

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

        file_size_mb = self.file_size_mb

        content = self.content

        page_results = []
        for page_results_item_data in self.page_results:
            page_results_item = page_results_item_data.to_dict()
            page_results.append(page_results_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "status": status,
                "progress": progress,
                "created_at": created_at,
                "completed_at": completed_at,
                "error_message": error_message,
                "file_size_mb": file_size_mb,
                "content": content,
                "page_results": page_results,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.page_result import PageResult  # noqa: PLC0415

        d = dict(src_dict)
        task_id = d.pop("task_id")

        status = GetApiTasksTaskIdResultResponse200DataStatus(d.pop("status"))

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

        file_size_mb = d.pop("file_size_mb")

        content = d.pop("content")

        page_results = []
        _page_results = d.pop("page_results")
        for page_results_item_data in _page_results:
            page_results_item = PageResult.from_dict(page_results_item_data)

            page_results.append(page_results_item)

        get_api_tasks_task_id_result_response_200_data = cls(
            task_id=task_id,
            status=status,
            progress=progress,
            created_at=created_at,
            completed_at=completed_at,
            error_message=error_message,
            file_size_mb=file_size_mb,
            content=content,
            page_results=page_results,
        )

        return get_api_tasks_task_id_result_response_200_data
