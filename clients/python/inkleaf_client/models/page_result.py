from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.page_result_status import PageResultStatus
from typing import cast

if TYPE_CHECKING:
    from ..models.block import Block
    from ..models.table import Table


T = TypeVar("T", bound="PageResult")


@_attrs_define
class PageResult:
    """
    Attributes:
        page_number (int):
        status (PageResultStatus):
        content (str): Markdown
        text (str):
        confidence (float | None):
        processing_time (float | None):
        error_message (None | str):
        blocks (list[Block]):
        tables (list[Table]): every field of the grid belongs to exactly one cell
    """

    page_number: int
    status: PageResultStatus
    content: str
    text: str
    confidence: float | None
    processing_time: float | None
    error_message: None | str
    blocks: list[Block]
    tables: list[Table]

    def to_dict(self) -> dict[str, Any]:
        from ..models.block import Block  # noqa: PLC0415
        from ..models.table import Table  # noqa: PLC0415

        page_number = self.page_number

        status = self.status.value

        content = self.content

        text = self.text

        confidence: float | None
        confidence = self.confidence

        processing_time: float | None
        processing_time = self.processing_time

        error_message: None | str
        error_message = self.error_message

        blocks = []
        for blocks_item_data in self.blocks:
            blocks_item = blocks_item_data.to_dict()
            blocks.append(blocks_item)

        tables = []
        for tables_item_data in self.tables:
            tables_item = tables_item_data.to_dict()
            tables.append(tables_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "page_number": page_number,
                "status": status,
                "content": content,
                "text": text,
                "confidence": confidence,
                "processing_time": processing_time,
                "error_message": error_message,
                "blocks": blocks,
                "tables": tables,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.block import Block  # noqa: PLC0415
        from ..models.table import Table  # noqa: PLC0415

        d = dict(src_dict)
        page_number = d.pop("page_number")

        status = PageResultStatus(d.pop("status"))

        content = d.pop("content")

        text = d.pop("text")

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        def _parse_processing_time(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        processing_time = _parse_processing_time(d.pop("processing_time"))

        def _parse_error_message(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        error_message = _parse_error_message(d.pop("error_message"))

        blocks = []
        _blocks = d.pop("blocks")
        for blocks_item_data in _blocks:
            blocks_item = Block.from_dict(blocks_item_data)

            blocks.append(blocks_item)

        tables = []
        _tables = d.pop("tables")
        for tables_item_data in _tables:
            tables_item = Table.from_dict(tables_item_data)

            tables.append(tables_item)

        page_result = cls(
            page_number=page_number,
            status=status,
            content=content,
            text=text,
            confidence=confidence,
            processing_time=processing_time,
            error_message=error_message,
            blocks=blocks,
            tables=tables,
        )

        return page_result
