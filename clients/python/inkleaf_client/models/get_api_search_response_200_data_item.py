from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="GetApiSearchResponse200DataItem")


@_attrs_define
class GetApiSearchResponse200DataItem:
    """
    Attributes:
        task_id (str):
        page_number (int):
        file_name (str):
        snippet (str):
        marks (list[list[int]]): where the words are in the snippet: [start, end)
    """

    task_id: str
    page_number: int
    file_name: str
    snippet: str
    marks: list[list[int]]

    def to_dict(self) -> dict[str, Any]:
        task_id = self.task_id

        page_number = self.page_number

        file_name = self.file_name

        snippet = self.snippet

        marks = []
        for marks_item_data in self.marks:
            marks_item = marks_item_data

            marks.append(marks_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "task_id": task_id,
                "page_number": page_number,
                "file_name": file_name,
                "snippet": snippet,
                "marks": marks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        task_id = d.pop("task_id")

        page_number = d.pop("page_number")

        file_name = d.pop("file_name")

        snippet = d.pop("snippet")

        marks = []
        _marks = d.pop("marks")
        for marks_item_data in _marks:
            marks_item = cast(list[int], marks_item_data)

            marks.append(marks_item)

        get_api_search_response_200_data_item = cls(
            task_id=task_id,
            page_number=page_number,
            file_name=file_name,
            snippet=snippet,
            marks=marks,
        )

        return get_api_search_response_200_data_item
