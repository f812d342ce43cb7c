from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="GetApiSystemMetricsResponse200Throughput")


@_attrs_define
class GetApiSystemMetricsResponse200Throughput:
    """
    Attributes:
        pages_per_second (float):
        seconds_per_page (float | None):
        pages_completed (int):
        pages_failed (int):
        pages_retried (int):
    """

    pages_per_second: float
    seconds_per_page: float | None
    pages_completed: int
    pages_failed: int
    pages_retried: int

    def to_dict(self) -> dict[str, Any]:
        pages_per_second = self.pages_per_second

        seconds_per_page: float | None
        seconds_per_page = self.seconds_per_page

        pages_completed = self.pages_completed

        pages_failed = self.pages_failed

        pages_retried = self.pages_retried

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pages_per_second": pages_per_second,
                "seconds_per_page": seconds_per_page,
                "pages_completed": pages_completed,
                "pages_failed": pages_failed,
                "pages_retried": pages_retried,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pages_per_second = d.pop("pages_per_second")

        def _parse_seconds_per_page(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        seconds_per_page = _parse_seconds_per_page(d.pop("seconds_per_page"))

        pages_completed = d.pop("pages_completed")

        pages_failed = d.pop("pages_failed")

        pages_retried = d.pop("pages_retried")

        get_api_system_metrics_response_200_throughput = cls(
            pages_per_second=pages_per_second,
            seconds_per_page=seconds_per_page,
            pages_completed=pages_completed,
            pages_failed=pages_failed,
            pages_retried=pages_retried,
        )

        return get_api_system_metrics_response_200_throughput
