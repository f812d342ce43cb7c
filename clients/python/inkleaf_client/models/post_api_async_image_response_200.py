from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_async_image_response_200_status import PostApiAsyncImageResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_async_image_response_200_endpoints import PostApiAsyncImageResponse200Endpoints


T = TypeVar("T", bound="PostApiAsyncImageResponse200")


@_attrs_define
class PostApiAsyncImageResponse200:
    """
    Attributes:
        status (PostApiAsyncImageResponse200Status):
        id (str): the task, as task_id
        task_id (str):
        message (str):
        total_pages (int | None): null where only a password would tell
        file_size_mb (float): 10^6 bytes
        estimated_time (float | None): from what pages took so far; null before any was read
        endpoints (PostApiAsyncImageResponse200Endpoints):
    """

    status: PostApiAsyncImageResponse200Status
    id: str
    task_id: str
    message: str
    total_pages: int | None
    file_size_mb: float
    estimated_time: float | None
    endpoints: PostApiAsyncImageResponse200Endpoints

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_async_image_response_200_endpoints import PostApiAsyncImageResponse200Endpoints  # noqa: PLC0415

        status = self.status.value

        id = self.id

        task_id = self.task_id

        message = self.message

        total_pages: int | None
        total_pages = self.total_pages

        file_size_mb = self.file_size_mb

        estimated_time: float | None
        estimated_time = self.estimated_time

        endpoints = self.endpoints.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "id": id,
                "task_id": task_id,
                "message": message,
                "total_pages": total_pages,
                "file_size_mb": file_size_mb,
                "estimated_time": estimated_time,
                "endpoints": endpoints,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_async_image_response_200_endpoints import PostApiAsyncImageResponse200Endpoints  # noqa: PLC0415

        d = dict(src_dict)
        status = PostApiAsyncImageResponse200Status(d.pop("status"))

        id = d.pop("id")

        task_id = d.pop("task_id")

        message = d.pop("message")

        def _parse_total_pages(data: object) -> int | None:
            if data is None:
                return data
            return cast(int | None, data)

        total_pages = _parse_total_pages(d.pop("total_pages"))

        file_size_mb = d.pop("file_size_mb")

        def _parse_estimated_time(data: object) -> float | None:
            if data is None:
                return data
            return cast(float | None, data)

        estimated_time = _parse_estimated_time(d.pop("estimated_time"))

        endpoints = PostApiAsyncImageResponse200Endpoints.from_dict(d.pop("endpoints"))

        post_api_async_image_response_200 = cls(
            status=status,
            id=id,
            task_id=task_id,
            message=message,
            total_pages=total_pages,
            file_size_mb=file_size_mb,
            estimated_time=estimated_time,
            endpoints=endpoints,
        )

        return post_api_async_image_response_200
