from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_health_response_503_status import GetHealthResponse503Status
from typing import cast
import datetime


T = TypeVar("T", bound="GetHealthResponse503")


@_attrs_define
class GetHealthResponse503:
    """
    Attributes:
        status (GetHealthResponse503Status):
        timestamp (datetime.datetime):
        reason (str):
    """

    status: GetHealthResponse503Status
    timestamp: datetime.datetime
    reason: str

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        timestamp = self.timestamp.isoformat()

        reason = self.reason

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "timestamp": timestamp,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = GetHealthResponse503Status(d.pop("status"))

        timestamp = datetime.datetime.fromisoformat(d.pop("timestamp"))

        reason = d.pop("reason")

        get_health_response_503 = cls(
            status=status,
            timestamp=timestamp,
            reason=reason,
        )

        return get_health_response_503
