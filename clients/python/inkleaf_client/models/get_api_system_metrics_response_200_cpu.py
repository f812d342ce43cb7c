from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast


T = TypeVar("T", bound="GetApiSystemMetricsResponse200Cpu")


@_attrs_define
class GetApiSystemMetricsResponse200Cpu:
    """
    Attributes:
        cores (int):
        percent (float):
        load_average (list[float]):
    """

    cores: int
    percent: float
    load_average: list[float]

    def to_dict(self) -> dict[str, Any]:
        cores = self.cores

        percent = self.percent

        load_average = self.load_average

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "cores": cores,
                "percent": percent,
                "load_average": load_average,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        cores = d.pop("cores")

        percent = d.pop("percent")

        load_average = cast(list[float], d.pop("load_average"))

        get_api_system_metrics_response_200_cpu = cls(
            cores=cores,
            percent=percent,
            load_average=load_average,
        )

        return get_api_system_metrics_response_200_cpu
