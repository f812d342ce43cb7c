from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_system_metrics_history_response_200_status import GetApiSystemMetricsHistoryResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_system_metrics_history_response_200_data_item import (
        GetApiSystemMetricsHistoryResponse200DataItem,
    )


T = TypeVar("T", bound="GetApiSystemMetricsHistoryResponse200")


@_attrs_define
class GetApiSystemMetricsHistoryResponse200:
    """
    Attributes:
        status (GetApiSystemMetricsHistoryResponse200Status):
        data (list[GetApiSystemMetricsHistoryResponse200DataItem]):
    """

    status: GetApiSystemMetricsHistoryResponse200Status
    data: list[GetApiSystemMetricsHistoryResponse200DataItem]

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_metrics_history_response_200_data_item import (
            GetApiSystemMetricsHistoryResponse200DataItem,
        )  # noqa: PLC0415

        status = self.status.value

        data = []
        for data_item_data in self.data:
            data_item = data_item_data.to_dict()
            data.append(data_item)

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_metrics_history_response_200_data_item import (
            GetApiSystemMetricsHistoryResponse200DataItem,
        )  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiSystemMetricsHistoryResponse200Status(d.pop("status"))

        data = []
        _data = d.pop("data")
        for data_item_data in _data:
            data_item = GetApiSystemMetricsHistoryResponse200DataItem.from_dict(data_item_data)

            data.append(data_item)

        get_api_system_metrics_history_response_200 = cls(
            status=status,
            data=data,
        )

        return get_api_system_metrics_history_response_200
