from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_tasks_task_id_pages_response_200_data_page_statistics import (
        GetApiTasksTaskIdPagesResponse200DataPageStatistics,
    )
    from ..models.page_result import PageResult


T = TypeVar("T", bound="GetApiTasksTaskIdPagesResponse200Data")


@_attrs_define
class GetApiTasksTaskIdPagesResponse200Data:
    """
    Attributes:
        task_id (str):
        pages (list[PageResult]):
        total_pages (int | None):
        page_statistics (GetApiTasksTaskIdPagesResponse200DataPageStatistics):
    """

    task_id: str
    pages: list[PageResult]
    total_pages: int | None
    page_statistics: GetApiTasksTaskIdPagesResponse200DataPageStatistics

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_tasks_task_id_pages_response_200_data_page_statistics import (
            GetApiTasksTaskIdPagesResponse200DataPageStatistics,
        )  # noqa: PLC0415
        from ..models.page_result import PageResult  # noqa: PLC0415

        task_id = self.task_id

        pages = []
        for pages_item_data in self.pages:
            pages_item = pages_item_data.to_dict()
            pages.append(pages_item)

        total_pages: int | None
        total_pages = self.total_pages

        page_statistics = self.page_statistics.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "pages": pages,
                "total_pages": total_pages,
                "page_statistics": page_statistics,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_tasks_task_id_pages_response_200_data_page_statistics import (
            GetApiTasksTaskIdPagesResponse200DataPageStatistics,
        )  # noqa: PLC0415
        from ..models.page_result import PageResult  # noqa: PLC0415

        d = dict(src_dict)
        task_id = d.pop("task_id")

        pages = []
        _pages = d.pop("pages")
        for pages_item_data in _pages:
            pages_item = PageResult.from_dict(pages_item_data)

            pages.append(pages_item)

        def _parse_total_pages(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total_pages = _parse_total_pages(d.pop("total_pages"))

        page_statistics = GetApiTasksTaskIdPagesResponse200DataPageStatistics.from_dict(d.pop("page_statistics"))

        get_api_tasks_task_id_pages_response_200_data = cls(
            task_id=task_id,
            pages=pages,
            total_pages=total_pages,
            page_statistics=page_statistics,
        )

        return get_api_tasks_task_id_pages_response_200_data
