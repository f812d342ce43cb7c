from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_batches_response_200_status import GetApiBatchesResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_batches_response_200_data_item import GetApiBatchesResponse200DataItem


T = TypeVar("T", bound="GetApiBatchesResponse200")


@_attrs_define
class GetApiBatchesResponse200:
    """
    Attributes:
        status (GetApiBatchesResponse200Status):
        data (list[GetApiBatchesResponse200DataItem]):
        total (int):
        limit (int):
        offset (int):
    """

    status: GetApiBatchesResponse200Status
    data: list[GetApiBatchesResponse200DataItem]
    total: int
    limit: int
    offset: int

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_batches_response_200_data_item import GetApiBatchesResponse200DataItem  # noqa: PLC0415

        status = self.status.value

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        total = self.total

        limit = self.limit

        offset = self.offset

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "data": data,
                "total": total,
                "limit": limit,
                "offset": offset,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_batches_response_200_data_item import GetApiBatchesResponse200DataItem  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiBatchesResponse200Status(d.pop("status"))

        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = GetApiBatchesResponse200DataItem.from_dict(data_item_data)

            data.append(data_item)

        total = d.pop("total")

        limit = d.pop("limit")

        offset = d.pop("offset")

        get_api_batches_response_200 = cls(
            status=status,
            data=data,
            total=total,
            limit=limit,
            offset=offset,
        )

        return get_api_batches_response_200
