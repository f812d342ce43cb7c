from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_system_metrics_response_200_data_pages_allowed_because import (
    GetApiSystemMetricsResponse200DataPagesAllowedBecause,
)
from ..models.get_api_system_metrics_response_200_data_pages_memory_state import (
    GetApiSystemMetricsResponse200DataPagesMemoryState,
)


T = TypeVar("T", bound="GetApiSystemMetricsResponse200DataPages")


@_attrs_define
class GetApiSystemMetricsResponse200DataPages:
    """on this machine

    Attributes:
        in_flight (int):
        waiting (int):
        allowed (int):
        allowed_because (GetApiSystemMetricsResponse200DataPagesAllowedBecause):
        memory_state (GetApiSystemMetricsResponse200DataPagesMemoryState):
    """

    in_flight: int
    waiting: int
    allowed: int
    allowed_because: GetApiSystemMetricsResponse200DataPagesAllowedBecause
    memory_state: GetApiSystemMetricsResponse200DataPagesMemoryState

    def to_dict(self) -> dict[str, Any]:
        in_flight = self.in_flight

        waiting = self.waiting

        allowed = self.allowed

        allowed_because = self.allowed_because.value

        memory_state = self.memory_state.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "in_flight": in_flight,
                "waiting": waiting,
                "allowed": allowed,
                "allowed_because": allowed_because,
                "memory_state": memory_state,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        in_flight = d.pop("in_flight")

        waiting = d.pop("waiting")

        allowed = d.pop("allowed")

        allowed_because = GetApiSystemMetricsResponse200DataPagesAllowedBecause(d.pop("allowed_because"))

        memory_state = GetApiSystemMetricsResponse200DataPagesMemoryState(d.pop("memory_state"))

        get_api_system_metrics_response_200_data_pages = cls(
            in_flight=in_flight,
            waiting=waiting,
            allowed=allowed,
            allowed_because=allowed_because,
            memory_state=memory_state,
        )

        return get_api_system_metrics_response_200_data_pages
