from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_tasks_batch_status_response_200_summary_status_counts import (
        PostApiTasksBatchStatusResponse200SummaryStatusCounts,
    )


T = TypeVar("T", bound="PostApiTasksBatchStatusResponse200Summary")


@_attrs_define
class PostApiTasksBatchStatusResponse200Summary:
    """
    Attributes:
        total_tasks (int):
        status_counts (PostApiTasksBatchStatusResponse200SummaryStatusCounts):
    """

    total_tasks: int
    status_counts: PostApiTasksBatchStatusResponse200SummaryStatusCounts

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_tasks_batch_status_response_200_summary_status_counts import (
            PostApiTasksBatchStatusResponse200SummaryStatusCounts,
        )  # noqa: PLC0415

        total_tasks = self.total_tasks

        status_counts = self.status_counts.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "total_tasks": total_tasks,
                "status_counts": status_counts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_tasks_batch_status_response_200_summary_status_counts import (
            PostApiTasksBatchStatusResponse200SummaryStatusCounts,
        )  # noqa: PLC0415

        d = dict(src_dict)
        total_tasks = d.pop("total_tasks")

        status_counts = PostApiTasksBatchStatusResponse200SummaryStatusCounts.from_dict(d.pop("status_counts"))

        post_api_tasks_batch_status_response_200_summary = cls(
            total_tasks=total_tasks,
            status_counts=status_counts,
        )

        return post_api_tasks_batch_status_response_200_summary
