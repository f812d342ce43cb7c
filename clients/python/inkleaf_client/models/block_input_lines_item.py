from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="BlockInputLinesItem")


@_attrs_define
class BlockInputLinesItem:
    """
    Attributes:
        text (str):
        confidence (float | None):
        quad (list[list[float]] | None): four corners, clockwise from the text's own top left
    """

    text: str
    confidence: float | None
    quad: list[list[float]] | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        text = self.text

        confidence: float | None
        confidence = self.confidence

        quad: list[list[float]] | None
        if isinstance(self.quad, list):
            quad = []
            for quad_type_0_item_data in self.quad:
                quad_type_0_item = quad_type_0_item_data

                quad.append(quad_type_0_item)

        else:
            quad = self.quad

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "text": text,
                "confidence": confidence,
                "quad": quad,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        text = d.pop("text")

        def _parse_confidence(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        confidence = _parse_confidence(d.pop("confidence"))

        def _parse_quad(data: object) -> list[list[float]] | None:
            if data is None:
                return data
            try:
                if not isinstance(data, list):
                    raise TypeError()
                quad_type_0 = []
                _quad_type_0 = data
                for quad_type_0_item_data in _quad_type_0:
                    quad_type_0_item = cast(list[float], quad_type_0_item_data)

                    quad_type_0.append(quad_type_0_item)

                return quad_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(list[list[float]] | None, data)

        quad = _parse_quad(d.pop("quad"))

        block_input_lines_item = cls(
            text=text,
            confidence=confidence,
            quad=quad,
        )

        block_input_lines_item.additional_properties = d
        return block_input_lines_item

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
