from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="GetApiTasksTaskIdPagesResponse200DataPageStatistics")


@_attrs_define
class GetApiTasksTaskIdPagesResponse200DataPageStatistics:
    """
    Attributes:
        pending (int):
        processing (int):
        completed (int):
        failed (int):
        cancelled (int):
    """

    pending: int
    processing: int
    completed: int
    failed: int
    cancelled: int

    def to_dict(self) -> dict[str, Any]:
        pending = self.pending

        processing = self.processing

        completed = self.completed

        failed = self.failed

        cancelled = self.cancelled

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pending": pending,
                "processing": processing,
                "completed": completed,
                "failed": failed,
                "cancelled": cancelled,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pending = d.pop("pending")

        processing = d.pop("processing")

        completed = d.pop("completed")

        failed = d.pop("failed")

        cancelled = d.pop("cancelled")

        get_api_tasks_task_id_pages_response_200_data_page_statistics = cls(
            pending=pending,
            processing=processing,
            completed=completed,
            failed=failed,
            cancelled=cancelled,
        )

        return get_api_tasks_task_id_pages_response_200_data_page_statistics
