from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.page_result import PageResult


T = TypeVar("T", bound="GetApiTasksTaskIdPagesPageNumberResponse200Data")


@_attrs_define
class GetApiTasksTaskIdPagesPageNumberResponse200Data:
    """
    Attributes:
        task_id (str):
        page_number (int):
        page_result (PageResult):
    """

    task_id: str
    page_number: int
    page_result: PageResult

    def to_dict(self) -> dict[str, Any]:
        from ..models.page_result import PageResult  # noqa: PLC0415

        task_id = self.task_id

        page_number = self.page_number

        page_result = self.page_result.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "page_number": page_number,
                "page_result": page_result,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.page_result import PageResult  # noqa: PLC0415

        d = dict(src_dict)
        task_id = d.pop("task_id")

        page_number = d.pop("page_number")

        page_result = PageResult.from_dict(d.pop("page_result"))

        get_api_tasks_task_id_pages_page_number_response_200_data = cls(
            task_id=task_id,
            page_number=page_number,
            page_result=page_result,
        )

        return get_api_tasks_task_id_pages_page_number_response_200_data
