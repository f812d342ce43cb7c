from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_system_recovery_response_200_status import GetApiSystemRecoveryResponse200Status
from typing import cast
import datetime

if TYPE_CHECKING:
    from ..models.get_api_system_recovery_response_200_data import GetApiSystemRecoveryResponse200Data


T = TypeVar("T", bound="GetApiSystemRecoveryResponse200")


@_attrs_define
class GetApiSystemRecoveryResponse200:
    """
    Attributes:
        status (GetApiSystemRecoveryResponse200Status):
        checkpoints (int): pages stored since the start
        last_checkpoint_at (datetime.datetime | None):
        recovered_pages (int): pages that were at work when the last run ended, and were taken up again
        recovered_tasks (list[str]):
        engine_restarts (int):
        data (GetApiSystemRecoveryResponse200Data):
    """

    status: GetApiSystemRecoveryResponse200Status
    checkpoints: int
    last_checkpoint_at: datetime.datetime | None
    recovered_pages: int
    recovered_tasks: list[str]
    engine_restarts: int
    data: GetApiSystemRecoveryResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.get_api_system_recovery_response_200_data import GetApiSystemRecoveryResponse200Data  # noqa: PLC0415

        status = self.status.value

        checkpoints = self.checkpoints

        last_checkpoint_at: None | str
        if isinstance(self.last_checkpoint_at, datetime.datetime):
            last_checkpoint_at = self.last_checkpoint_at.isoformat()
        else:
            last_checkpoint_at = self.last_checkpoint_at

        recovered_pages = self.recovered_pages

        recovered_tasks = self.recovered_tasks

        engine_restarts = self.engine_restarts

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "checkpoints": checkpoints,
                "last_checkpoint_at": last_checkpoint_at,
                "recovered_pages": recovered_pages,
                "recovered_tasks": recovered_tasks,
                "engine_restarts": engine_restarts,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.get_api_system_recovery_response_200_data import GetApiSystemRecoveryResponse200Data  # noqa: PLC0415

        d = dict(src_dict)
        status = GetApiSystemRecoveryResponse200Status(d.pop("status"))

        checkpoints = d.pop("checkpoints")

        def _parse_last_checkpoint_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                last_checkpoint_at_type_0 = datetime.datetime.fromisoformat(data)

                return last_checkpoint_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(datetime.datetime | None, data)

        last_checkpoint_at = _parse_last_checkpoint_at(d.pop("last_checkpoint_at"))

        recovered_pages = d.pop("recovered_pages")

        recovered_tasks = cast(list[str], d.pop("recovered_tasks"))

        engine_restarts = d.pop("engine_restarts")

        data = GetApiSystemRecoveryResponse200Data.from_dict(d.pop("data"))

        get_api_system_recovery_response_200 = cls(
            status=status,
            checkpoints=checkpoints,
            last_checkpoint_at=last_checkpoint_at,
            recovered_pages=recovered_pages,
            recovered_tasks=recovered_tasks,
            engine_restarts=engine_restarts,
            data=data,
        )

        return get_api_system_recovery_response_200
