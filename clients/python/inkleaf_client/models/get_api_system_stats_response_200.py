from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_system_stats_response_200_status import GetApiSystemStatsResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_system_stats_response_200_data import GetApiSystemStatsResponse200Data
    from ..models.get_api_system_stats_response_200_status_counts import GetApiSystemStatsResponse200StatusCounts


T = TypeVar("T", bound="GetApiSystemStatsResponse200")


@_attrs_define
class GetApiSystemStatsResponse200:
    """
    Attributes:
        status (GetApiSystemStatsResponse200Status):
        total_tasks (int):
        status_counts (GetApiSystemStatsResponse200StatusCounts):
        total_pages (int):
        queue_length (int):
        data (GetApiSystemStatsResponse200Data):
    """

    status: GetApiSystemStatsResponse200Status
    total_tasks: int
    status_counts: GetApiSystemStatsResponse200StatusCounts
    total_pages: int
    queue_length: int
    data: GetApiSystemStatsResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_stats_response_200_data import GetApiSystemStatsResponse200Data  # noqa: PLC0415
        from ..models.get_api_system_stats_response_200_status_counts import GetApiSystemStatsResponse200StatusCounts  # noqa: PLC0415

        status = self.status.value

        total_tasks = self.total_tasks

        status_counts = self.status_counts.to_dict()

        total_pages = self.total_pages

        queue_length = self.queue_length

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "total_tasks": total_tasks,
                "status_counts": status_counts,
                "total_pages": total_pages,
                "queue_length": queue_length,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_stats_response_200_data import GetApiSystemStatsResponse200Data  # noqa: PLC0415
        from ..models.get_api_system_stats_response_200_status_counts import GetApiSystemStatsResponse200StatusCounts  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiSystemStatsResponse200Status(d.pop("status"))

        total_tasks = d.pop("total_tasks")

        status_counts = GetApiSystemStatsResponse200StatusCounts.from_dict(d.pop("status_counts"))

        total_pages = d.pop("total_pages")

        queue_length = d.pop("queue_length")

        data = GetApiSystemStatsResponse200Data.from_dict(d.pop("data"))

        get_api_system_stats_response_200 = cls(
            status=status,
            total_tasks=total_tasks,
            status_counts=status_counts,
            total_pages=total_pages,
            queue_length=queue_length,
            data=data,
        )

        return get_api_system_stats_response_200
