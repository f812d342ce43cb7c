from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.get_api_health_response_200_status import GetApiHealthResponse200Status
from ..models.get_api_health_response_200_video_tasks import GetApiHealthResponse200VideoTasks


T = TypeVar("T", bound="GetApiHealthResponse200")


@_attrs_define
class GetApiHealthResponse200:
    """
    Attributes:
        status (GetApiHealthResponse200Status):
        model_loaded (bool):
        model_healthy (bool):
        active_tasks (int):
        preprocess_tasks (int):
        video_tasks (GetApiHealthResponse200VideoTasks): Inkleaf reads no videos
    """

    status: GetApiHealthResponse200Status
    model_loaded: bool
    model_healthy: bool
    active_tasks: int
    preprocess_tasks: int
    video_tasks: GetApiHealthResponse200VideoTasks

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        model_loaded = self.model_loaded

        model_healthy = self.model_healthy

        active_tasks = self.active_tasks

        preprocess_tasks = self.preprocess_tasks

        video_tasks = self.video_tasks.value

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "model_loaded": model_loaded,
                "model_healthy": model_healthy,
                "active_tasks": active_tasks,
                "preprocess_tasks": preprocess_tasks,
                "video_tasks": video_tasks,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = GetApiHealthResponse200Status(d.pop("status"))

        model_loaded = d.pop("model_loaded")

        model_healthy = d.pop("model_healthy")

        active_tasks = d.pop("active_tasks")

        preprocess_tasks = d.pop("preprocess_tasks")

        video_tasks = GetApiHealthResponse200VideoTasks(d.pop("video_tasks"))

        get_api_health_response_200 = cls(
            status=status,
            model_loaded=model_loaded,
            model_healthy=model_healthy,
            active_tasks=active_tasks,
            preprocess_tasks=preprocess_tasks,
            video_tasks=video_tasks,
        )

        return get_api_health_response_200
