from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_system_health_response_200_data_overall_status import (
    GetApiSystemHealthResponse200DataOverallStatus,
)
from typing import cast


T = TypeVar("T", bound="GetApiSystemHealthResponse200Data")


@_attrs_define
class GetApiSystemHealthResponse200Data:
    """
    Attributes:
        overall_status (GetApiSystemHealthResponse200DataOverallStatus):
        issues (list[str]):
    """

    overall_status: GetApiSystemHealthResponse200DataOverallStatus
    issues: list[str]

    def to_dict(self) -> dict[str, Any]:
        overall_status = self.overall_status.value

        issues = self.issues

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "overall_status": overall_status,
                "issues": issues,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        overall_status = GetApiSystemHealthResponse200DataOverallStatus(d.pop("overall_status"))

        issues = cast(list[str], d.pop("issues"))

        get_api_system_health_response_200_data = cls(
            overall_status=overall_status,
            issues=issues,
        )

        return get_api_system_health_response_200_data
