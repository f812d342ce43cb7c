from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_status_response_200_status import GetApiStatusResponse200Status
from typing import cast


T = TypeVar("T", bound="GetApiStatusResponse200")


@_attrs_define
class GetApiStatusResponse200:
    """
    Attributes:
        status (GetApiStatusResponse200Status):
        model_loaded (bool):
        model_healthy (bool): false while something keeps it from working
        model (None | str):
        device (None | str):
        version (str):
        queue_length (int):
    """

    status: GetApiStatusResponse200Status
    model_loaded: bool
    model_healthy: bool
    model: None | str
    device: None | str
    version: str
    queue_length: int

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        model_loaded = self.model_loaded

        model_healthy = self.model_healthy

        model: None | str
        model = self.model

        device: None | str
        device = self.device

        version = self.version

        queue_length = self.queue_length

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "model_loaded": model_loaded,
                "model_healthy": model_healthy,
                "model": model,
                "device": device,
                "version": version,
                "queue_length": queue_length,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = GetApiStatusResponse200Status(d.pop("status"))

        model_loaded = d.pop("model_loaded")

        model_healthy = d.pop("model_healthy")

        def _parse_model(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        model = _parse_model(d.pop("model"))

        def _parse_device(data: object) -> None | str:
            if data is None:
                return data
            return cast(None | str, data)

        device = _parse_device(d.pop("device"))

        version = d.pop("version")

        queue_length = d.pop("queue_length")

        get_api_status_response_200 = cls(
            status=status,
            model_loaded=model_loaded,
            model_healthy=model_healthy,
            model=model,
            device=device,
            version=version,
            queue_length=queue_length,
        )

        return get_api_status_response_200
