from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.block_type import BlockType
from typing import cast

if TYPE_CHECKING:
    from ..models.block_lines_item import BlockLinesItem


T = TypeVar("T", bound="Block")


@_attrs_define
class Block:
    """
    Attributes:
        id (str):
        type_ (BlockType):
        text (str):
        bbox (list[float] | None): [left, top, right, bottom], fractions of the upright page
        order (int):
        level (int | None): how deep a heading or an item of a list is, from 1
        confidence (float | None):
        lines (list[BlockLinesItem]):
    """

    id: str
    type_: BlockType
    text: str
    bbox: list[float] | None
    order: int
    level: int | None
    confidence: float | None
    lines: list[BlockLinesItem]

    def to_dict(self) -> dict[str, Any]:
        from ..models.block_lines_item import BlockLinesItem  # noqa: PLC0415

        id = self.id

        type_ = self.type_.value

        text = self.text

        bbox: list[float] | None
        if isinstance(self.bbox, list):
            bbox = self.bbox

        else:
            bbox = self.bbox

        order = self.order

        level: int | None
        level = self.level

        confidence: float | None
        confidence = self.confidence

        lines = []
        for lines_item_data in self.lines:
            lines_item = lines_item_data.to_dict()
            lines.append(lines_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "type": type_,
                "text": text,
                "bbox": bbox,
                "order": order,
                "level": level,
                "confidence": confidence,
                "lines": lines,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.block_lines_item import BlockLinesItem  # noqa: PLC0415

        d = dict(src_dict)
        id = d.pop("id")

        type_ = BlockType(d.pop("type"))

        text = d.pop("text")

        def _parse_bbox(data: object) -> list[float] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                bbox_type_0 = cast(list[float], data)

                return bbox_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[float] | None, data)

        bbox = _parse_bbox(d.pop("bbox"))

        order = d.pop("order")

        def _parse_level(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        level = _parse_level(d.pop("level"))

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        lines = []
        _lines = d.pop("lines")
        for lines_item_data in _lines:
            lines_item = BlockLinesItem.from_dict(lines_item_data)

            lines.append(lines_item)

        block = cls(
            id=id,
            type_=type_,
            text=text,
            bbox=bbox,
            order=order,
            level=level,
            confidence=confidence,
            lines=lines,
        )

        return block
