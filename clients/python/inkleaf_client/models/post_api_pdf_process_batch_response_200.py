from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_pdf_process_batch_response_200_results_item import (
        PostApiPdfProcessBatchResponse200ResultsItem,
    )


T = TypeVar("T", bound="PostApiPdfProcessBatchResponse200")


@_attrs_define
class PostApiPdfProcessBatchResponse200:
    """
    Attributes:
        success (bool):
        task_id (str):
        results (list[PostApiPdfProcessBatchResponse200ResultsItem]):
        has_more (bool):
        next_batch_index (int | None): null at the end
        processed_pages (int): the last page of this portion
        processed (int): pages of the task that have been read or given up
        total (int):
        done (bool): whether that is all of them
    """

    success: bool
    task_id: str
    results: list[PostApiPdfProcessBatchResponse200ResultsItem]
    has_more: bool
    next_batch_index: int | None
    processed_pages: int
    processed: int
    total: int
    done: bool

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_pdf_process_batch_response_200_results_item import (
            PostApiPdfProcessBatchResponse200ResultsItem,
        )  # noqa: PLC0415

        success = self.success

        task_id = self.task_id

        results = []
        for results_item_data in self.results:
            results_item = results_item_data.to_dict()
            results.append(results_item)

        has_more = self.has_more

        next_batch_index: int | None
        next_batch_index = self.next_batch_index

        processed_pages = self.processed_pages

        processed = self.processed

        total = self.total

        done = self.done

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "success": success,
                "task_id": task_id,
                "results": results,
                "has_more": has_more,
                "next_batch_index": next_batch_index,
                "processed_pages": processed_pages,
                "processed": processed,
                "total": total,
                "done": done,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_pdf_process_batch_response_200_results_item import (
            PostApiPdfProcessBatchResponse200ResultsItem,
        )  # noqa: PLC0415

        d = dict(src_dict)
        success = d.pop("success")

        task_id = d.pop("task_id")

        results = []
        _results = d.pop("results")
        for results_item_data in _results:
            results_item = PostApiPdfProcessBatchResponse200ResultsItem.from_dict(results_item_data)

            results.append(results_item)

        has_more = d.pop("has_more")

        def _parse_next_batch_index(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        next_batch_index = _parse_next_batch_index(d.pop("next_batch_index"))

        processed_pages = d.pop("processed_pages")

        processed = d.pop("processed")

        total = d.pop("total")

        done = d.pop("done")

        post_api_pdf_process_batch_response_200 = cls(
            success=success,
            task_id=task_id,
            results=results,
            has_more=has_more,
            next_batch_index=next_batch_index,
            processed_pages=processed_pages,
            processed=processed,
            total=total,
            done=done,
        )

        return post_api_pdf_process_batch_response_200
