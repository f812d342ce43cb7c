from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_tasks_task_id_pause_response_200_status import PostApiTasksTaskIdPauseResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.task import Task


T = TypeVar("T", bound="PostApiTasksTaskIdPauseResponse200")


@_attrs_define
class PostApiTasksTaskIdPauseResponse200:
    """
    Attributes:
        status (PostApiTasksTaskIdPauseResponse200Status):
        message (str):
        task_id (str):
        data (Task):
    """

    status: PostApiTasksTaskIdPauseResponse200Status
    message: str
    task_id: str
    data: Task

    def to_dict(self) -> dict[str, Any]:
        from ..models.task import Task  # noqa: PLC0415

        status = self.status.value

        message = self.message

        task_id = self.task_id

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "message": message,
                "task_id": task_id,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.task import Task  # noqa: PLC0415

        d = dict(src_dict)
        status = PostApiTasksTaskIdPauseResponse200Status(d.pop("status"))

        message = d.pop("message")

        task_id = d.pop("task_id")

        data = Task.from_dict(d.pop("data"))

        post_api_tasks_task_id_pause_response_200 = cls(
            status=status,
            message=message,
            task_id=task_id,
            data=data,
        )

        return post_api_tasks_task_id_pause_response_200
