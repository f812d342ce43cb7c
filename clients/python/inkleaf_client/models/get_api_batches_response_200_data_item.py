from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_batches_response_200_data_item_batch_status import GetApiBatchesResponse200DataItemBatchStatus
from typing import cast
import datetime

if TYPE_CHECKING:
    from ..models.get_api_batches_response_200_data_item_refused_files_item import (
        GetApiBatchesResponse200DataItemRefusedFilesItem,
    )


T = TypeVar("T", bound="GetApiBatchesResponse200DataItem")


@_attrs_define
class GetApiBatchesResponse200DataItem:
    """
    Attributes:
        batch_id (str):
        batch_status (GetApiBatchesResponse200DataItemBatchStatus):
        created_at (datetime.datetime | None):
        total_files (int): with those that were not taken in
        completed_files (int):
        failed_files (int): with those that were not taken in
        refused_files (list[GetApiBatchesResponse200DataItemRefusedFilesItem]):
        progress (float):
        total_time (float): from the first file added until the last one ended, or until now
    """

    batch_id: str
    batch_status: GetApiBatchesResponse200DataItemBatchStatus
    created_at: datetime.datetime | None
    total_files: int
    completed_files: int
    failed_files: int
    refused_files: list[GetApiBatchesResponse200DataItemRefusedFilesItem]
    progress: float
    total_time: float

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_batches_response_200_data_item_refused_files_item import (
            GetApiBatchesResponse200DataItemRefusedFilesItem,
        )  # noqa: PLC0415

        batch_id = self.batch_id

        batch_status = self.batch_status.value

        created_at: None | str
        if isinstance(self.created_at, datetime.datetime):
            created_at = self.created_at.isoformat()
        else:
            created_at = self.created_at

        total_files = self.total_files

        completed_files = self.completed_files

        failed_files = self.failed_files

        refused_files = []
        for refused_files_item_data in self.refused_files:
            refused_files_item = refused_files_item_data.to_dict()
            refused_files.append(refused_files_item)

        progress = self.progress

        total_time = self.total_time

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "batch_id": batch_id,
                "batch_status": batch_status,
                "created_at": created_at,
                "total_files": total_files,
                "completed_files": completed_files,
                "failed_files": failed_files,
                "refused_files": refused_files,
                "progress": progress,
                "total_time": total_time,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_batches_response_200_data_item_refused_files_item import (
            GetApiBatchesResponse200DataItemRefusedFilesItem,
        )  # noqa: PLC0415

        d = dict(src_dict)
        batch_id = d.pop("batch_id")

        batch_status = GetApiBatchesResponse200DataItemBatchStatus(d.pop("batch_status"))

        def _parse_created_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                created_at_type_0 = datetime.datetime.fromisoformat(data)

                return created_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        created_at = _parse_created_at(d.pop("created_at"))

        total_files = d.pop("total_files")

        completed_files = d.pop("completed_files")

        failed_files = d.pop("failed_files")

        refused_files = []
        _refused_files = d.pop("refused_files")
        for refused_files_item_data in _refused_files:
            refused_files_item = GetApiBatchesResponse200DataItemRefusedFilesItem.from_dict(refused_files_item_data)

            refused_files.append(refused_files_item)

        progress = d.pop("progress")

        total_time = d.pop("total_time")

        get_api_batches_response_200_data_item = cls(
            batch_id=batch_id,
            batch_status=batch_status,
            created_at=created_at,
            total_files=total_files,
            completed_files=completed_files,
            failed_files=failed_files,
            refused_files=refused_files,
            progress=progress,
            total_time=total_time,
        )

        return get_api_batches_response_200_data_item
