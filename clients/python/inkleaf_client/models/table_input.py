from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.table_input_cells_item import TableInputCellsItem


T = TypeVar("T", bound="TableInput")


@_attrs_define
class TableInput:
    """
    Attributes:
        block_id (str):
        rows (int):
        columns (int):
        cells (list[TableInputCellsItem]):
    """

    block_id: str
    rows: int
    columns: int
    cells: list[TableInputCellsItem]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.table_input_cells_item import TableInputCellsItem  # noqa: PLC0415

        block_id = self.block_id

        rows = self.rows

        columns = self.columns

        cells = []
        for cells_item_data in self.cells:
            cells_item = cells_item_data.to_dict()
            cells.append(cells_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "block_id": block_id,
                "rows": rows,
                "columns": columns,
                "cells": cells,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.table_input_cells_item import TableInputCellsItem  # noqa: PLC0415

        d = dict(src_dict)
        block_id = d.pop("block_id")

        rows = d.pop("rows")

        columns = d.pop("columns")

        cells = []
        _cells = d.pop("cells")
        for cells_item_data in _cells:
            cells_item = TableInputCellsItem.from_dict(cells_item_data)

            cells.append(cells_item)

        table_input = cls(
            block_id=block_id,
            rows=rows,
            columns=columns,
            cells=cells,
        )

        table_input.additional_properties = d
        return table_input

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
