from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime


T = TypeVar("T", bound="GetApiSystemRecoveryResponse200Data")


@_attrs_define
class GetApiSystemRecoveryResponse200Data:
    """
    Attributes:
        checkpoints (int): pages stored since the start
        last_checkpoint_at (datetime.datetime | None):
        recovered_pages (int): pages that were at work when the last run ended, and were taken up again
        recovered_tasks (list[str]):
        engine_restarts (int):
    """

    checkpoints: int
    last_checkpoint_at: datetime.datetime | None
    recovered_pages: int
    recovered_tasks: list[str]
    engine_restarts: int

    def to_dict(self) -> dict[str, Any]:
        checkpoints = self.checkpoints

        last_checkpoint_at: None | str
        if isinstance(self.last_checkpoint_at, datetime.datetime):
            last_checkpoint_at = self.last_checkpoint_at.isoformat()
        else:
            last_checkpoint_at = self.last_checkpoint_at

        recovered_pages = self.recovered_pages

        recovered_tasks = self.recovered_tasks

        engine_restarts = self.engine_restarts

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "checkpoints": checkpoints,
                "last_checkpoint_at": last_checkpoint_at,
                "recovered_pages": recovered_pages,
                "recovered_tasks": recovered_tasks,
                "engine_restarts": engine_restarts,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
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

        get_api_system_recovery_response_200_data = cls(
            checkpoints=checkpoints,
            last_checkpoint_at=last_checkpoint_at,
            recovered_pages=recovered_pages,
            recovered_tasks=recovered_tasks,
            engine_restarts=engine_restarts,
        )

        return get_api_system_recovery_response_200_data
