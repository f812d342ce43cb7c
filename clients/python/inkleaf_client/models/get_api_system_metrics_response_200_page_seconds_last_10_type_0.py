from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="GetApiSystemMetricsResponse200PageSecondsLast10Type0")


@_attrs_define
class GetApiSystemMetricsResponse200PageSecondsLast10Type0:
    """
    Attributes:
        pages (int):
        mean (float):
        p50 (float):
        p95 (float):
    """

    pages: int
    mean: float
    p50: float
    p95: float

    def to_dict(self) -> dict[str, Any]:
        pages = self.pages

        mean = self.mean

        p50 = self.p50

        p95 = self.p95

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "pages": pages,
                "mean": mean,
                "p50": p50,
                "p95": p95,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        pages = d.pop("pages")

        mean = d.pop("mean")

        p50 = d.pop("p50")

        p95 = d.pop("p95")

        get_api_system_metrics_response_200_page_seconds_last_10_type_0 = cls(
            pages=pages,
            mean=mean,
            p50=p50,
            p95=p95,
        )

        return get_api_system_metrics_response_200_page_seconds_last_10_type_0
