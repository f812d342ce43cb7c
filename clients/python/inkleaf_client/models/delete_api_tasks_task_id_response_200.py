from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.delete_api_tasks_task_id_response_200_status import DeleteApiTasksTaskIdResponse200Status


T = TypeVar("T", bound="DeleteApiTasksTaskIdResponse200")


@_attrs_define
class DeleteApiTasksTaskIdResponse200:
    """
    Attributes:
        status (DeleteApiTasksTaskIdResponse200Status):
        message (str):
        task_id (str):
    """

    status: DeleteApiTasksTaskIdResponse200Status
    message: str
    task_id: str

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        message = self.message

        task_id = self.task_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "message": message,
                "task_id": task_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = DeleteApiTasksTaskIdResponse200Status(d.pop("status"))

        message = d.pop("message")

        task_id = d.pop("task_id")

        delete_api_tasks_task_id_response_200 = cls(
            status=status,
            message=message,
            task_id=task_id,
        )

        return delete_api_tasks_task_id_response_200
