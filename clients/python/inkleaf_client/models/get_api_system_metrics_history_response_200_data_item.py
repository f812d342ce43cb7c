from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="GetApiSystemMetricsHistoryResponse200DataItem")


@_attrs_define
class GetApiSystemMetricsHistoryResponse200DataItem:
    """
    Attributes:
        at (int):
        cpu_percent (float):
        own_cpu_percent (float):
        memory_total_bytes (float):
        memory_used_bytes (float):
        app_bytes (float):
        engine_bytes (float):
        gpu_bytes (float | None):
        gpu_total_bytes (float | None):
        pages_per_second (float):
        seconds_per_page (float | None):
        pages_in_flight (float):
        pages_waiting (float):
        errors (float):
        restarts (float):
    """

    at: int
    cpu_percent: float
    own_cpu_percent: float
    memory_total_bytes: float
    memory_used_bytes: float
    app_bytes: float
    engine_bytes: float
    gpu_bytes: float | None
    gpu_total_bytes: float | None
    pages_per_second: float
    seconds_per_page: float | None
    pages_in_flight: float
    pages_waiting: float
    errors: float
    restarts: float

    def to_dict(self) -> dict[str, Any]:
        at = self.at

        cpu_percent = self.cpu_percent

        own_cpu_percent = self.own_cpu_percent

        memory_total_bytes = self.memory_total_bytes

        memory_used_bytes = self.memory_used_bytes

        app_bytes = self.app_bytes

        engine_bytes = self.engine_bytes

        gpu_bytes: float | None
        gpu_bytes = self.gpu_bytes

        gpu_total_bytes: float | None
        gpu_total_bytes = self.gpu_total_bytes

        pages_per_second = self.pages_per_second

        seconds_per_page: float | None
        seconds_per_page = self.seconds_per_page

        pages_in_flight = self.pages_in_flight

        pages_waiting = self.pages_waiting

        errors = self.errors

        restarts = self.restarts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "at": at,
                "cpuPercent": cpu_percent,
                "ownCpuPercent": own_cpu_percent,
                "memoryTotalBytes": memory_total_bytes,
                "memoryUsedBytes": memory_used_bytes,
                "appBytes": app_bytes,
                "engineBytes": engine_bytes,
                "gpuBytes": gpu_bytes,
                "gpuTotalBytes": gpu_total_bytes,
                "pagesPerSecond": pages_per_second,
                "secondsPerPage": seconds_per_page,
                "pagesInFlight": pages_in_flight,
                "pagesWaiting": pages_waiting,
                "errors": errors,
                "restarts": restarts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        at = d.pop("at")

        cpu_percent = d.pop("cpuPercent")

        own_cpu_percent = d.pop("ownCpuPercent")

        memory_total_bytes = d.pop("memoryTotalBytes")

        memory_used_bytes = d.pop("memoryUsedBytes")

        app_bytes = d.pop("appBytes")

        engine_bytes = d.pop("engineBytes")

        def _parse_gpu_bytes(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        gpu_bytes = _parse_gpu_bytes(d.pop("gpuBytes"))

        def _parse_gpu_total_bytes(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        gpu_total_bytes = _parse_gpu_total_bytes(d.pop("gpuTotalBytes"))

        pages_per_second = d.pop("pagesPerSecond")

        def _parse_seconds_per_page(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        seconds_per_page = _parse_seconds_per_page(d.pop("secondsPerPage"))

        pages_in_flight = d.pop("pagesInFlight")

        pages_waiting = d.pop("pagesWaiting")

        errors = d.pop("errors")

        restarts = d.pop("restarts")

        get_api_system_metrics_history_response_200_data_item = cls(
            at=at,
            cpu_percent=cpu_percent,
            own_cpu_percent=own_cpu_percent,
            memory_total_bytes=memory_total_bytes,
            memory_used_bytes=memory_used_bytes,
            app_bytes=app_bytes,
            engine_bytes=engine_bytes,
            gpu_bytes=gpu_bytes,
            gpu_total_bytes=gpu_total_bytes,
            pages_per_second=pages_per_second,
            seconds_per_page=seconds_per_page,
            pages_in_flight=pages_in_flight,
            pages_waiting=pages_waiting,
            errors=errors,
            restarts=restarts,
        )

        return get_api_system_metrics_history_response_200_data_item
