from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_system_metrics_response_200_status import GetApiSystemMetricsResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_system_metrics_response_200_cpu import GetApiSystemMetricsResponse200Cpu
    from ..models.get_api_system_metrics_response_200_data import GetApiSystemMetricsResponse200Data
    from ..models.get_api_system_metrics_response_200_disk import GetApiSystemMetricsResponse200Disk
    from ..models.get_api_system_metrics_response_200_errors import GetApiSystemMetricsResponse200Errors
    from ..models.get_api_system_metrics_response_200_gpu_memory import GetApiSystemMetricsResponse200GpuMemory
    from ..models.get_api_system_metrics_response_200_memory import GetApiSystemMetricsResponse200Memory
    from ..models.get_api_system_metrics_response_200_page_seconds import GetApiSystemMetricsResponse200PageSeconds
    from ..models.get_api_system_metrics_response_200_pages import GetApiSystemMetricsResponse200Pages
    from ..models.get_api_system_metrics_response_200_throughput import GetApiSystemMetricsResponse200Throughput


T = TypeVar("T", bound="GetApiSystemMetricsResponse200")


@_attrs_define
class GetApiSystemMetricsResponse200:
    """
    Attributes:
        status (GetApiSystemMetricsResponse200Status):
        cpu (GetApiSystemMetricsResponse200Cpu):
        memory (GetApiSystemMetricsResponse200Memory):
        disk (GetApiSystemMetricsResponse200Disk):
        gpu_memory (GetApiSystemMetricsResponse200GpuMemory): what MLX holds, of what Metal recommends at most; null
            where no GPU is used
        pages (GetApiSystemMetricsResponse200Pages): on this machine
        page_seconds (GetApiSystemMetricsResponse200PageSeconds):
        throughput (GetApiSystemMetricsResponse200Throughput):
        timeouts (int):
        errors (GetApiSystemMetricsResponse200Errors):
        uptime_seconds (float):
        data (GetApiSystemMetricsResponse200Data):
    """

    status: GetApiSystemMetricsResponse200Status
    cpu: GetApiSystemMetricsResponse200Cpu
    memory: GetApiSystemMetricsResponse200Memory
    disk: GetApiSystemMetricsResponse200Disk
    gpu_memory: GetApiSystemMetricsResponse200GpuMemory
    pages: GetApiSystemMetricsResponse200Pages
    page_seconds: GetApiSystemMetricsResponse200PageSeconds
    throughput: GetApiSystemMetricsResponse200Throughput
    timeouts: int
    errors: GetApiSystemMetricsResponse200Errors
    uptime_seconds: float
    data: GetApiSystemMetricsResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_metrics_response_200_cpu import GetApiSystemMetricsResponse200Cpu  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data import GetApiSystemMetricsResponse200Data  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_disk import GetApiSystemMetricsResponse200Disk  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_errors import GetApiSystemMetricsResponse200Errors  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_gpu_memory import GetApiSystemMetricsResponse200GpuMemory  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_memory import GetApiSystemMetricsResponse200Memory  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_page_seconds import GetApiSystemMetricsResponse200PageSeconds  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_pages import GetApiSystemMetricsResponse200Pages  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_throughput import GetApiSystemMetricsResponse200Throughput  # noqa: PLC0415

        status = self.status.value

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

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
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
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_metrics_response_200_cpu import GetApiSystemMetricsResponse200Cpu  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_data import GetApiSystemMetricsResponse200Data  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_disk import GetApiSystemMetricsResponse200Disk  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_errors import GetApiSystemMetricsResponse200Errors  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_gpu_memory import GetApiSystemMetricsResponse200GpuMemory  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_memory import GetApiSystemMetricsResponse200Memory  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_page_seconds import GetApiSystemMetricsResponse200PageSeconds  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_pages import GetApiSystemMetricsResponse200Pages  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_throughput import GetApiSystemMetricsResponse200Throughput  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiSystemMetricsResponse200Status(d.pop("status"))

        cpu = GetApiSystemMetricsResponse200Cpu.from_dict(d.pop("cpu"))

        memory = GetApiSystemMetricsResponse200Memory.from_dict(d.pop("memory"))

        disk = GetApiSystemMetricsResponse200Disk.from_dict(d.pop("disk"))

        gpu_memory = GetApiSystemMetricsResponse200GpuMemory.from_dict(d.pop("gpu_memory"))

        pages = GetApiSystemMetricsResponse200Pages.from_dict(d.pop("pages"))

        page_seconds = GetApiSystemMetricsResponse200PageSeconds.from_dict(d.pop("page_seconds"))

        throughput = GetApiSystemMetricsResponse200Throughput.from_dict(d.pop("throughput"))

        timeouts = d.pop("timeouts")

        errors = GetApiSystemMetricsResponse200Errors.from_dict(d.pop("errors"))

        uptime_seconds = d.pop("uptime_seconds")

        data = GetApiSystemMetricsResponse200Data.from_dict(d.pop("data"))

        get_api_system_metrics_response_200 = cls(
            status=status,
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
            data=data,
        )

        return get_api_system_metrics_response_200
