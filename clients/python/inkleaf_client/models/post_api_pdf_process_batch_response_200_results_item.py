from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_pdf_process_batch_response_200_results_item_status import (
    PostApiPdfProcessBatchResponse200ResultsItemStatus,
)
from typing import cast

if TYPE_CHECKING:
    from ..models.block import Block


T = TypeVar("T", bound="PostApiPdfProcessBatchResponse200ResultsItem")


@_attrs_define
class PostApiPdfProcessBatchResponse200ResultsItem:
    """
    Attributes:
        page (int):
        status (PostApiPdfProcessBatchResponse200ResultsItemStatus):
        text (str):
        markdown (str):
        blocks (list[Block]):
        processing_time (float | None):
        error_message (None | str):
    """

    page: int
    status: PostApiPdfProcessBatchResponse200ResultsItemStatus
    text: str
    markdown: str
    blocks: list[Block]
    processing_time: float | None
    error_message: None | str

    def to_dict(self) -> dict[str, Any]:
        from ..models.block import Block  # noqa: PLC0415

        page = self.page

        status = self.status.value

        text = self.text

        markdown = self.markdown

        blocks = []
        for blocks_item_data in self.blocks:
            blocks_item = blocks_item_data.to_dict()
            blocks.append(blocks_item)

        processing_time: float | None
        processing_time = self.processing_time

        error_message: None | str
        error_message = self.error_message

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "page": page,
                "status": status,
                "text": text,
                "markdown": markdown,
                "blocks": blocks,
                "processing_time": processing_time,
                "error_message": error_message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.block import Block  # noqa: PLC0415

        d = dict(src_dict)
        page = d.pop("page")

        status = PostApiPdfProcessBatchResponse200ResultsItemStatus(d.pop("status"))

        text = d.pop("text")

        markdown = d.pop("markdown")

        blocks = []
        _blocks = d.pop("blocks")
        for blocks_item_data in _blocks:
            blocks_item = Block.from_dict(blocks_item_data)

            blocks.append(blocks_item)

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

        post_api_pdf_process_batch_response_200_results_item = cls(
            page=page,
            status=status,
            text=text,
            markdown=markdown,
            blocks=blocks,
            processing_time=processing_time,
            error_message=error_message,
        )

        return post_api_pdf_process_batch_response_200_results_item
