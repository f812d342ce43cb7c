from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_tasks_task_id_batches_response_200_status import GetApiTasksTaskIdBatchesResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_tasks_task_id_batches_response_200_batches_item import (
        GetApiTasksTaskIdBatchesResponse200BatchesItem,
    )
    from ..models.get_api_tasks_task_id_batches_response_200_data import GetApiTasksTaskIdBatchesResponse200Data


T = TypeVar("T", bound="GetApiTasksTaskIdBatchesResponse200")


@_attrs_define
class GetApiTasksTaskIdBatchesResponse200:
    """
    Attributes:
        status (GetApiTasksTaskIdBatchesResponse200Status):
        task_id (str):
        batches (list[GetApiTasksTaskIdBatchesResponse200BatchesItem]):
        total_batches (int):
        data (GetApiTasksTaskIdBatchesResponse200Data):
    """

    status: GetApiTasksTaskIdBatchesResponse200Status
    task_id: str
    batches: list[GetApiTasksTaskIdBatchesResponse200BatchesItem]
    total_batches: int
    data: GetApiTasksTaskIdBatchesResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_tasks_task_id_batches_response_200_batches_item import (
            GetApiTasksTaskIdBatchesResponse200BatchesItem,
        )  # noqa: PLC0415
        from ..models.get_api_tasks_task_id_batches_response_200_data import GetApiTasksTaskIdBatchesResponse200Data  # noqa: PLC0415

        status = self.status.value

        task_id = self.task_id

        batches = []
        for batches_item_data in self.batches:
            batches_item = batches_item_data.to_dict()
            batches.append(batches_item)

        total_batches = self.total_batches

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "task_id": task_id,
                "batches": batches,
                "total_batches": total_batches,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_tasks_task_id_batches_response_200_batches_item import (
            GetApiTasksTaskIdBatchesResponse200BatchesItem,
        )  # noqa: PLC0415
        from ..models.get_api_tasks_task_id_batches_response_200_data import GetApiTasksTaskIdBatchesResponse200Data  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiTasksTaskIdBatchesResponse200Status(d.pop("status"))

        task_id = d.pop("task_id")

        batches = []
        _batches = d.pop("batches")
        for batches_item_data in _batches:
            batches_item = GetApiTasksTaskIdBatchesResponse200BatchesItem.from_dict(batches_item_data)

            batches.append(batches_item)

        total_batches = d.pop("total_batches")

        data = GetApiTasksTaskIdBatchesResponse200Data.from_dict(d.pop("data"))

        get_api_tasks_task_id_batches_response_200 = cls(
            status=status,
            task_id=task_id,
            batches=batches,
            total_batches=total_batches,
            data=data,
        )

        return get_api_tasks_task_id_batches_response_200
