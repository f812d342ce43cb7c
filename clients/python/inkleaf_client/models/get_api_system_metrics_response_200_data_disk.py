from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="GetApiSystemMetricsResponse200DataDisk")


@_attrs_define
class GetApiSystemMetricsResponse200DataDisk:
    """
    Attributes:
        total_bytes (float):
        free_bytes (float):
    """

    total_bytes: float
    free_bytes: float

    def to_dict(self) -> dict[str, Any]:
        total_bytes = self.total_bytes

        free_bytes = self.free_bytes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "total_bytes": total_bytes,
                "free_bytes": free_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        total_bytes = d.pop("total_bytes")

        free_bytes = d.pop("free_bytes")

        get_api_system_metrics_response_200_data_disk = cls(
            total_bytes=total_bytes,
            free_bytes=free_bytes,
        )

        return get_api_system_metrics_response_200_data_disk
