from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_tasks_task_id_batches_response_200_data_batches_item import (
        GetApiTasksTaskIdBatchesResponse200DataBatchesItem,
    )


T = TypeVar("T", bound="GetApiTasksTaskIdBatchesResponse200Data")


@_attrs_define
class GetApiTasksTaskIdBatchesResponse200Data:
    """
    Attributes:
        task_id (str):
        batches (list[GetApiTasksTaskIdBatchesResponse200DataBatchesItem]):
        total_batches (int):
    """

    task_id: str
    batches: list[GetApiTasksTaskIdBatchesResponse200DataBatchesItem]
    total_batches: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_tasks_task_id_batches_response_200_data_batches_item import (
            GetApiTasksTaskIdBatchesResponse200DataBatchesItem,
        )  # noqa: PLC0415

        task_id = self.task_id

        batches = []
        for batches_item_data in self.batches:
            batches_item = batches_item_data.to_dict()
            batches.append(batches_item)

        total_batches = self.total_batches

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "batches": batches,
                "total_batches": total_batches,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_tasks_task_id_batches_response_200_data_batches_item import (
            GetApiTasksTaskIdBatchesResponse200DataBatchesItem,
        )  # noqa: PLC0415

        d = dict(src_dict)
        task_id = d.pop("task_id")

        batches = []
        _batches = d.pop("batches")
        for batches_item_data in _batches:
            batches_item = GetApiTasksTaskIdBatchesResponse200DataBatchesItem.from_dict(batches_item_data)

            batches.append(batches_item)

        total_batches = d.pop("total_batches")

        get_api_tasks_task_id_batches_response_200_data = cls(
            task_id=task_id,
            batches=batches,
            total_batches=total_batches,
        )

        return get_api_tasks_task_id_batches_response_200_data
