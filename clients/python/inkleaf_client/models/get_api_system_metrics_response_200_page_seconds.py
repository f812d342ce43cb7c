from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_system_metrics_response_200_page_seconds_last_100_type_0 import (
        GetApiSystemMetricsResponse200PageSecondsLast100Type0,
    )
    from ..models.get_api_system_metrics_response_200_page_seconds_last_10_type_0 import (
        GetApiSystemMetricsResponse200PageSecondsLast10Type0,
    )


T = TypeVar("T", bound="GetApiSystemMetricsResponse200PageSeconds")


@_attrs_define
class GetApiSystemMetricsResponse200PageSeconds:
    """
    Attributes:
        last_10 (GetApiSystemMetricsResponse200PageSecondsLast10Type0 | None):
        last_100 (GetApiSystemMetricsResponse200PageSecondsLast100Type0 | None):
    """

    last_10: GetApiSystemMetricsResponse200PageSecondsLast10Type0 | None
    last_100: GetApiSystemMetricsResponse200PageSecondsLast100Type0 | None

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_metrics_response_200_page_seconds_last_100_type_0 import (
            GetApiSystemMetricsResponse200PageSecondsLast100Type0,
        )  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_page_seconds_last_10_type_0 import (
            GetApiSystemMetricsResponse200PageSecondsLast10Type0,
        )  # noqa: PLC0415

        last_10: dict[str, Any] | None
        if isinstance(self.last_10, GetApiSystemMetricsResponse200PageSecondsLast10Type0):
            last_10 = self.last_10.to_dict()
        else:
            last_10 = self.last_10

        last_100: dict[str, Any] | None
        if isinstance(self.last_100, GetApiSystemMetricsResponse200PageSecondsLast100Type0):
            last_100 = self.last_100.to_dict()
        else:
            last_100 = self.last_100

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "last_10": last_10,
                "last_100": last_100,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_metrics_response_200_page_seconds_last_100_type_0 import (
            GetApiSystemMetricsResponse200PageSecondsLast100Type0,
        )  # noqa: PLC0415
        from ..models.get_api_system_metrics_response_200_page_seconds_last_10_type_0 import (
            GetApiSystemMetricsResponse200PageSecondsLast10Type0,
        )  # noqa: PLC0415

        d = dict(src_dict)

        def _parse_last_10(data: object) -> GetApiSystemMetricsResponse200PageSecondsLast10Type0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                last_10_type_0 = GetApiSystemMetricsResponse200PageSecondsLast10Type0.from_dict(data)

                return last_10_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(GetApiSystemMetricsResponse200PageSecondsLast10Type0 | None, data)

        last_10 = _parse_last_10(d.pop("last_10"))

        def _parse_last_100(data: object) -> GetApiSystemMetricsResponse200PageSecondsLast100Type0 | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                last_100_type_0 = GetApiSystemMetricsResponse200PageSecondsLast100Type0.from_dict(data)

                return last_100_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(GetApiSystemMetricsResponse200PageSecondsLast100Type0 | None, data)

        last_100 = _parse_last_100(d.pop("last_100"))

        get_api_system_metrics_response_200_page_seconds = cls(
            last_10=last_10,
            last_100=last_100,
        )

        return get_api_system_metrics_response_200_page_seconds
