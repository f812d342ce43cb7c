from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_webhooks_response_200_status import PostApiWebhooksResponse200Status
from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_webhooks_response_200_data import PostApiWebhooksResponse200Data


T = TypeVar("T", bound="PostApiWebhooksResponse200")


@_attrs_define
class PostApiWebhooksResponse200:
    """
    Attributes:
        status (PostApiWebhooksResponse200Status):
        data (PostApiWebhooksResponse200Data):
    """

    status: PostApiWebhooksResponse200Status
    data: PostApiWebhooksResponse200Data

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_webhooks_response_200_data import PostApiWebhooksResponse200Data  # noqa: PLC0415

        status = self.status.value

        data = self.data.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "data": data,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_webhooks_response_200_data import PostApiWebhooksResponse200Data  # noqa: PLC0415

        d = dict(src_dict)
        status = PostApiWebhooksResponse200Status(d.pop("status"))

        data = PostApiWebhooksResponse200Data.from_dict(d.pop("data"))

        post_api_webhooks_response_200 = cls(
            status=status,
            data=data,
        )

        return post_api_webhooks_response_200
