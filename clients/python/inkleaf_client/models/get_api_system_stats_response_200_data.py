from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_system_stats_response_200_data_status_counts import (
        GetApiSystemStatsResponse200DataStatusCounts,
    )


T = TypeVar("T", bound="GetApiSystemStatsResponse200Data")


@_attrs_define
class GetApiSystemStatsResponse200Data:
    """
    Attributes:
        total_tasks (int):
        status_counts (GetApiSystemStatsResponse200DataStatusCounts):
        total_pages (int):
        queue_length (int):
    """

    total_tasks: int
    status_counts: GetApiSystemStatsResponse200DataStatusCounts
    total_pages: int
    queue_length: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_stats_response_200_data_status_counts import (
            GetApiSystemStatsResponse200DataStatusCounts,
        )  # noqa: PLC0415

        total_tasks = self.total_tasks

        status_counts = self.status_counts.to_dict()

        total_pages = self.total_pages

        queue_length = self.queue_length

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "total_tasks": total_tasks,
                "status_counts": status_counts,
                "total_pages": total_pages,
                "queue_length": queue_length,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_stats_response_200_data_status_counts import (
            GetApiSystemStatsResponse200DataStatusCounts,
        )  # noqa: PLC0415

        d = dict(src_dict)
        total_tasks = d.pop("total_tasks")

        status_counts = GetApiSystemStatsResponse200DataStatusCounts.from_dict(d.pop("status_counts"))

        total_pages = d.pop("total_pages")

        queue_length = d.pop("queue_length")

        get_api_system_stats_response_200_data = cls(
            total_tasks=total_tasks,
            status_counts=status_counts,
            total_pages=total_pages,
            queue_length=queue_length,
        )

        return get_api_system_stats_response_200_data
