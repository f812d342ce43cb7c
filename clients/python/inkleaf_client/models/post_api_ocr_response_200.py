from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.block import Block


T = TypeVar("T", bound="PostApiOcrResponse200")


@_attrs_define
class PostApiOcrResponse200:
    """
    Attributes:
        success (bool):
        task_id (str):
        text (str): what the mode asks for
        markdown (str):
        blocks (list[Block]):
        processing_time (float):
    """

    success: bool
    task_id: str
    text: str
    markdown: str
    blocks: list[Block]
    processing_time: float

    def to_dict(self) -> dict[str, Any]:
        from ..models.block import Block  # noqa: PLC0415

        success = self.success

        task_id = self.task_id

        text = self.text

        markdown = self.markdown

        blocks = []
        for blocks_item_data in self.blocks:
            blocks_item = blocks_item_data.to_dict()
            blocks.append(blocks_item)

        processing_time = self.processing_time

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "success": success,
                "task_id": task_id,
                "text": text,
                "markdown": markdown,
                "blocks": blocks,
                "processing_time": processing_time,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.block import Block  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        task_id = d.pop("task_id")

        text = d.pop("text")

        markdown = d.pop("markdown")

        blocks = []
        _blocks = d.pop("blocks")
        for blocks_item_data in _blocks:
            blocks_item = Block.from_dict(blocks_item_data)

            blocks.append(blocks_item)

        processing_time = d.pop("processing_time")

        post_api_ocr_response_200 = cls(
            success=success,
            task_id=task_id,
            text=text,
            markdown=markdown,
            blocks=blocks,
            processing_time=processing_time,
        )

        return post_api_ocr_response_200
