from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_tasks_task_id_batches_response_200_batches_item_status import (
    GetApiTasksTaskIdBatchesResponse200BatchesItemStatus,
)


T = TypeVar("T", bound="GetApiTasksTaskIdBatchesResponse200BatchesItem")


@_attrs_define
class GetApiTasksTaskIdBatchesResponse200BatchesItem:
    """
    Attributes:
        batch_number (int):
        status (GetApiTasksTaskIdBatchesResponse200BatchesItemStatus):
        first_page (int):
        last_page (int):
    """

    batch_number: int
    status: GetApiTasksTaskIdBatchesResponse200BatchesItemStatus
    first_page: int
    last_page: int

    def to_dict(self) -> dict[str, Any]:
        batch_number = self.batch_number

        status = self.status.value

        first_page = self.first_page

        last_page = self.last_page

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "batch_number": batch_number,
                "status": status,
                "first_page": first_page,
                "last_page": last_page,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        batch_number = d.pop("batch_number")

        status = GetApiTasksTaskIdBatchesResponse200BatchesItemStatus(d.pop("status"))

        first_page = d.pop("first_page")

        last_page = d.pop("last_page")

        get_api_tasks_task_id_batches_response_200_batches_item = cls(
            batch_number=batch_number,
            status=status,
            first_page=first_page,
            last_page=last_page,
        )

        return get_api_tasks_task_id_batches_response_200_batches_item
