from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_tasks_task_id_result_response_200_status import GetApiTasksTaskIdResultResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_tasks_task_id_result_response_200_data import GetApiTasksTaskIdResultResponse200Data


T = TypeVar("T", bound="GetApiTasksTaskIdResultResponse200")


@_attrs_define
class GetApiTasksTaskIdResultResponse200:
    """
    Attributes:
        status (GetApiTasksTaskIdResultResponse200Status):
        data (GetApiTasksTaskIdResultResponse200Data):
    """

    status: GetApiTasksTaskIdResultResponse200Status
    data: GetApiTasksTaskIdResultResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_tasks_task_id_result_response_200_data import GetApiTasksTaskIdResultResponse200Data  # noqa: PLC0415

        status = self.status.value

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_tasks_task_id_result_response_200_data import GetApiTasksTaskIdResultResponse200Data  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiTasksTaskIdResultResponse200Status(d.pop("status"))

        data = GetApiTasksTaskIdResultResponse200Data.from_dict(d.pop("data"))

        get_api_tasks_task_id_result_response_200 = cls(
            status=status,
            data=data,
        )

        return get_api_tasks_task_id_result_response_200
