from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="TableCellsItem")


@_attrs_define
class TableCellsItem:
    """
    Attributes:
        row (int):
        column (int):
        row_span (int):
        column_span (int):
        text (str):
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        row = self.row

        column = self.column

        row_span = self.row_span

        column_span = self.column_span

        text = self.text

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "row": row,
                "column": column,
                "row_span": row_span,
                "column_span": column_span,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        row = d.pop("row")

        column = d.pop("column")

        row_span = d.pop("row_span")

        column_span = d.pop("column_span")

        text = d.pop("text")

        table_cells_item = cls(
            row=row,
            column=column,
            row_span=row_span,
            column_span=column_span,
            text=text,
        )

        return table_cells_item
