from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_tasks_task_id_pages_page_number_response_200_status import (
    GetApiTasksTaskIdPagesPageNumberResponse200Status,
)
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_tasks_task_id_pages_page_number_response_200_data import (
        GetApiTasksTaskIdPagesPageNumberResponse200Data,
    )


T = TypeVar("T", bound="GetApiTasksTaskIdPagesPageNumberResponse200")


@_attrs_define
class GetApiTasksTaskIdPagesPageNumberResponse200:
    """
    Attributes:
        status (GetApiTasksTaskIdPagesPageNumberResponse200Status):
        data (GetApiTasksTaskIdPagesPageNumberResponse200Data):
    """

    status: GetApiTasksTaskIdPagesPageNumberResponse200Status
    data: GetApiTasksTaskIdPagesPageNumberResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_tasks_task_id_pages_page_number_response_200_data import (
            GetApiTasksTaskIdPagesPageNumberResponse200Data,
        )  # noqa: PLC0415

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
        from ..models.get_api_tasks_task_id_pages_page_number_response_200_data import (
            GetApiTasksTaskIdPagesPageNumberResponse200Data,
        )  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiTasksTaskIdPagesPageNumberResponse200Status(d.pop("status"))

        data = GetApiTasksTaskIdPagesPageNumberResponse200Data.from_dict(d.pop("data"))

        get_api_tasks_task_id_pages_page_number_response_200 = cls(
            status=status,
            data=data,
        )

        return get_api_tasks_task_id_pages_page_number_response_200
