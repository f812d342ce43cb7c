from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_system_health_response_200_overall_status import GetApiSystemHealthResponse200OverallStatus
from ..models.get_api_system_health_response_200_status import GetApiSystemHealthResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.get_api_system_health_response_200_data import GetApiSystemHealthResponse200Data


T = TypeVar("T", bound="GetApiSystemHealthResponse200")


@_attrs_define
class GetApiSystemHealthResponse200:
    """
    Attributes:
        status (GetApiSystemHealthResponse200Status):
        overall_status (GetApiSystemHealthResponse200OverallStatus):
        issues (list[str]):
        data (GetApiSystemHealthResponse200Data):
    """

    status: GetApiSystemHealthResponse200Status
    overall_status: GetApiSystemHealthResponse200OverallStatus
    issues: list[str]
    data: GetApiSystemHealthResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_health_response_200_data import GetApiSystemHealthResponse200Data  # noqa: PLC0415

        status = self.status.value

        overall_status = self.overall_status.value

        issues = self.issues

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "overall_status": overall_status,
                "issues": issues,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_health_response_200_data import GetApiSystemHealthResponse200Data  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiSystemHealthResponse200Status(d.pop("status"))

        overall_status = GetApiSystemHealthResponse200OverallStatus(d.pop("overall_status"))

        issues = cast(list[str], d.pop("issues"))

        data = GetApiSystemHealthResponse200Data.from_dict(d.pop("data"))

        get_api_system_health_response_200 = cls(
            status=status,
            overall_status=overall_status,
            issues=issues,
            data=data,
        )

        return get_api_system_health_response_200
