from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_system_metrics_response_200_data_cpu import GetApiSystemMetricsResponse200DataCpu
    from ..models.get_api_system_metrics_response_200_data_disk import GetApiSystemMetricsResponse200DataDisk
    from ..models.get_api_system_metrics_response_200_data_errors import GetApiSystemMetricsResponse200DataErrors
    from ..models.get_api_system_metrics_response_200_data_gpu_memory import GetApiSystemMetricsResponse200DataGpuMemory
    from ..models.get_api_system_metrics_response_200_data_memory import GetApiSystemMetricsResponse200DataMemory
    from ..models.get_api_system_metrics_response_200_data_page_seconds import (
        GetApiSystemMetricsResponse200DataPageSeconds,
    )
    from ..models.get_api_system_metrics_response_200_data_pages import GetApiSystemMetricsResponse200DataPages
    from ..models.get_api_system_metrics_response_200_data_throughput import (
        GetApiSystemMetricsResponse200DataThroughput,
    )


T = TypeVar("T", bound="GetApiSystemMetricsResponse200Data")


@_attrs_define
class GetApiSystemMetricsResponse200Data:
    """
    Attributes:
        cpu (GetApiSystemMetricsResponse200DataCpu):
        memory (GetApiSystemMetricsResponse200DataMemory):
        disk (GetApiSystemMetricsResponse200DataDisk):
        gpu_memory (GetApiSystemMetricsResponse200DataGpuMemory): what MLX holds, of what Metal recommends at most; null
            where no GPU is used
        pages (GetApiSystemMetricsResponse200DataPages): on this machine
        page_seconds (GetApiSystemMetricsResponse200DataPageSeconds):
        throughput (GetApiSystemMetricsResponse200DataThroughput):
        timeouts (int):
        errors (GetApiSystemMetricsResponse200DataErrors):
        uptime_seconds (float):
    """

    cpu: GetApiSystemMetricsResponse200DataCpu
    memory: GetApiSystemMetricsResponse200DataMemory
    disk: GetApiSystemMetricsResponse200DataDisk
    gpu_memory: GetApiSystemMetricsResponse200DataGpuMemory
    pages: GetApiSystemMetricsResponse200DataPages
    page_seconds: GetApiSystemMetricsResponse200DataPageSeconds
    throughput: GetApiSystemMetricsResponse200DataThroughput
    timeouts: int
    errors: GetApiSystemMetricsResponse200DataErrors
    uptime_seconds: float

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_metrics_response_200_data_cpu import GetApiSystemMetricsResponse200DataCpu  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_disk import GetApiSystemMetricsResponse200DataDisk  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_errors import GetApiSystemMetricsResponse200DataErrors  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_gpu_memory import (
            GetApiSystemMetricsResponse200DataGpuMemory,
        )  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_memory import GetApiSystemMetricsResponse200DataMemory  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_page_seconds import (
            GetApiSystemMetricsResponse200DataPageSeconds,
        )  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_pages import GetApiSystemMetricsResponse200DataPages  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_throughput import (
            GetApiSystemMetricsResponse200DataThroughput,
        )  # noqa: PLC0415

        cpu = self.cpu.to_dict()

        memory = self.memory.to_dict()

        disk = self.disk.to_dict()

        gpu_memory = self.gpu_memory.to_dict()

        pages = self.pages.to_dict()

        page_seconds = self.page_seconds.to_dict()

        throughput = self.throughput.to_dict()

        timeouts = self.timeouts

        errors = self.errors.to_dict()

        uptime_seconds = self.uptime_seconds

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cpu": cpu,
                "memory": memory,
                "disk": disk,
                "gpu_memory": gpu_memory,
                "pages": pages,
                "page_seconds": page_seconds,
                "throughput": throughput,
                "timeouts": timeouts,
                "errors": errors,
                "uptime_seconds": uptime_seconds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_metrics_response_200_data_cpu import GetApiSystemMetricsResponse200DataCpu  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_disk import GetApiSystemMetricsResponse200DataDisk  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_errors import GetApiSystemMetricsResponse200DataErrors  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_gpu_memory import (
            GetApiSystemMetricsResponse200DataGpuMemory,
        )  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_memory import GetApiSystemMetricsResponse200DataMemory  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_page_seconds import (
            GetApiSystemMetricsResponse200DataPageSeconds,
        )  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_pages import GetApiSystemMetricsResponse200DataPages  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data_throughput import (
            GetApiSystemMetricsResponse200DataThroughput,
        )  # noqa: PLC0415

        d = dict(src_dict)
        cpu = GetApiSystemMetricsResponse200DataCpu.from_dict(d.pop("cpu"))

        memory = GetApiSystemMetricsResponse200DataMemory.from_dict(d.pop("memory"))

        disk = GetApiSystemMetricsResponse200DataDisk.from_dict(d.pop("disk"))

        gpu_memory = GetApiSystemMetricsResponse200DataGpuMemory.from_dict(d.pop("gpu_memory"))

        pages = GetApiSystemMetricsResponse200DataPages.from_dict(d.pop("pages"))

        page_seconds = GetApiSystemMetricsResponse200DataPageSeconds.from_dict(d.pop("page_seconds"))

        throughput = GetApiSystemMetricsResponse200DataThroughput.from_dict(d.pop("throughput"))

        timeouts = d.pop("timeouts")

        errors = GetApiSystemMetricsResponse200DataErrors.from_dict(d.pop("errors"))

        uptime_seconds = d.pop("uptime_seconds")

        get_api_system_metrics_response_200_data = cls(
            cpu=cpu,
            memory=memory,
            disk=disk,
            gpu_memory=gpu_memory,
            pages=pages,
            page_seconds=page_seconds,
            throughput=throughput,
            timeouts=timeouts,
            errors=errors,
            uptime_seconds=uptime_seconds,
        )

        return get_api_system_metrics_response_200_data
