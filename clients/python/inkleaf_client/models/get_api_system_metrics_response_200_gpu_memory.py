from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="GetApiSystemMetricsResponse200GpuMemory")


@_attrs_define
class GetApiSystemMetricsResponse200GpuMemory:
    """what MLX holds, of what Metal recommends at most; null where no GPU is used

    Attributes:
        used_bytes (float | None):
        total_bytes (float | None):
    """

    used_bytes: float | None
    total_bytes: float | None

    def to_dict(self) -> dict[str, Any]:
        used_bytes: float | None
        used_bytes = self.used_bytes

        total_bytes: float | None
        total_bytes = self.total_bytes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "used_bytes": used_bytes,
                "total_bytes": total_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)

        def _parse_used_bytes(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        used_bytes = _parse_used_bytes(d.pop("used_bytes"))

        def _parse_total_bytes(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        total_bytes = _parse_total_bytes(d.pop("total_bytes"))

        get_api_system_metrics_response_200_gpu_memory = cls(
            used_bytes=used_bytes,
            total_bytes=total_bytes,
        )

        return get_api_system_metrics_response_200_gpu_memory
