from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_tasks_task_id_progress_response_200_status import GetApiTasksTaskIdProgressResponse200Status
from ..models.get_api_tasks_task_id_progress_response_200_task_status import (
    GetApiTasksTaskIdProgressResponse200TaskStatus,
)
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_tasks_task_id_progress_response_200_data import GetApiTasksTaskIdProgressResponse200Data
    from ..models.get_api_tasks_task_id_progress_response_200_stage_timings import (
        GetApiTasksTaskIdProgressResponse200StageTimings,
    )


T = TypeVar("T", bound="GetApiTasksTaskIdProgressResponse200")


@_attrs_define
class GetApiTasksTaskIdProgressResponse200:
    """
    Attributes:
        status (GetApiTasksTaskIdProgressResponse200Status):
        task_id (str):
        task_status (GetApiTasksTaskIdProgressResponse200TaskStatus):
        progress (float):
        current_page (int):
        total_pages (int | None):
        processed_pages (int):
        failed_pages (int):
        eta_seconds (float | None):
        processing_rate (float | None): pages a second
        stage_timings (GetApiTasksTaskIdProgressResponse200StageTimings): mean seconds a page of each stage, over the
            last pages
        data (GetApiTasksTaskIdProgressResponse200Data):
    """

    status: GetApiTasksTaskIdProgressResponse200Status
    task_id: str
    task_status: GetApiTasksTaskIdProgressResponse200TaskStatus
    progress: float
    current_page: int
    total_pages: int | None
    processed_pages: int
    failed_pages: int
    eta_seconds: float | None
    processing_rate: float | None
    stage_timings: GetApiTasksTaskIdProgressResponse200StageTimings
    data: GetApiTasksTaskIdProgressResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_tasks_task_id_progress_response_200_data import GetApiTasksTaskIdProgressResponse200Data  # noqa: PLC0415
        from ..models.get_api_tasks_task_id_progress_response_200_stage_timings import (
            GetApiTasksTaskIdProgressResponse200StageTimings,
        )  # noqa: PLC0415

        status = self.status.value

        task_id = self.task_id

        task_status = self.task_status.value

        progress = self.progress

        current_page = self.current_page

        total_pages: int | None
        total_pages = self.total_pages

        processed_pages = self.processed_pages

        failed_pages = self.failed_pages

        eta_seconds: float | None
        eta_seconds = self.eta_seconds

        processing_rate: float | None
        processing_rate = self.processing_rate

        stage_timings = self.stage_timings.to_dict()

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "task_id": task_id,
                "task_status": task_status,
                "progress": progress,
                "current_page": current_page,
                "total_pages": total_pages,
                "processed_pages": processed_pages,
                "failed_pages": failed_pages,
                "eta_seconds": eta_seconds,
                "processing_rate": processing_rate,
                "stage_timings": stage_timings,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_tasks_task_id_progress_response_200_data import GetApiTasksTaskIdProgressResponse200Data  # noqa: PLC0415
        from ..models.get_api_tasks_task_id_progress_response_200_stage_timings import (
            GetApiTasksTaskIdProgressResponse200StageTimings,
        )  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiTasksTaskIdProgressResponse200Status(d.pop("status"))

        task_id = d.pop("task_id")

        task_status = GetApiTasksTaskIdProgressResponse200TaskStatus(d.pop("task_status"))

        progress = d.pop("progress")

        current_page = d.pop("current_page")

        def _parse_total_pages(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total_pages = _parse_total_pages(d.pop("total_pages"))

        processed_pages = d.pop("processed_pages")

        failed_pages = d.pop("failed_pages")

        def _parse_eta_seconds(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        eta_seconds = _parse_eta_seconds(d.pop("eta_seconds"))

        def _parse_processing_rate(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        processing_rate = _parse_processing_rate(d.pop("processing_rate"))

        stage_timings = GetApiTasksTaskIdProgressResponse200StageTimings.from_dict(d.pop("stage_timings"))

        data = GetApiTasksTaskIdProgressResponse200Data.from_dict(d.pop("data"))

        get_api_tasks_task_id_progress_response_200 = cls(
            status=status,
            task_id=task_id,
            task_status=task_status,
            progress=progress,
            current_page=current_page,
            total_pages=total_pages,
            processed_pages=processed_pages,
            failed_pages=failed_pages,
            eta_seconds=eta_seconds,
            processing_rate=processing_rate,
            stage_timings=stage_timings,
            data=data,
        )

        return get_api_tasks_task_id_progress_response_200
