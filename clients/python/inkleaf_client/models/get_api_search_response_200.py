from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_search_response_200_status import GetApiSearchResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_search_response_200_data_item import GetApiSearchResponse200DataItem


T = TypeVar("T", bound="GetApiSearchResponse200")


@_attrs_define
class GetApiSearchResponse200:
    """
    Attributes:
        status (GetApiSearchResponse200Status):
        total (int):
        limit (int):
        offset (int):
        data (list[GetApiSearchResponse200DataItem]):
    """

    status: GetApiSearchResponse200Status
    total: int
    limit: int
    offset: int
    data: list[GetApiSearchResponse200DataItem]

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_search_response_200_data_item import GetApiSearchResponse200DataItem  # noqa: PLC0415

        status = self.status.value

        total = self.total

        limit = self.limit

        offset = self.offset

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "total": total,
                "limit": limit,
                "offset": offset,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_search_response_200_data_item import GetApiSearchResponse200DataItem  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiSearchResponse200Status(d.pop("status"))

        total = d.pop("total")

        limit = d.pop("limit")

        offset = d.pop("offset")

        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = GetApiSearchResponse200DataItem.from_dict(data_item_data)

            data.append(data_item)

        get_api_search_response_200 = cls(
            status=status,
            total=total,
            limit=limit,
            offset=offset,
            data=data,
        )

        return get_api_search_response_200
