from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="GetApiSystemMetricsResponse200Memory")


@_attrs_define
class GetApiSystemMetricsResponse200Memory:
    """
    Attributes:
        total_bytes (float):
        available_bytes (float):
        app_bytes (float):
        engine_bytes (float | None):
    """

    total_bytes: float
    available_bytes: float
    app_bytes: float
    engine_bytes: float | None

    def to_dict(self) -> dict[str, Any]:
        total_bytes = self.total_bytes

        available_bytes = self.available_bytes

        app_bytes = self.app_bytes

        engine_bytes: float | None
        engine_bytes = self.engine_bytes

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "total_bytes": total_bytes,
                "available_bytes": available_bytes,
                "app_bytes": app_bytes,
                "engine_bytes": engine_bytes,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        total_bytes = d.pop("total_bytes")

        available_bytes = d.pop("available_bytes")

        app_bytes = d.pop("app_bytes")

        def _parse_engine_bytes(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        engine_bytes = _parse_engine_bytes(d.pop("engine_bytes"))

        get_api_system_metrics_response_200_memory = cls(
            total_bytes=total_bytes,
            available_bytes=available_bytes,
            app_bytes=app_bytes,
            engine_bytes=engine_bytes,
        )

        return get_api_system_metrics_response_200_memory
