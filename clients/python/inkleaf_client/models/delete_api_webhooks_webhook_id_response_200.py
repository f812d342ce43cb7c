from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.delete_api_webhooks_webhook_id_response_200_status import DeleteApiWebhooksWebhookIdResponse200Status


T = TypeVar("T", bound="DeleteApiWebhooksWebhookIdResponse200")


@_attrs_define
class DeleteApiWebhooksWebhookIdResponse200:
    """
    Attributes:
        status (DeleteApiWebhooksWebhookIdResponse200Status):
        message (str):
    """

    status: DeleteApiWebhooksWebhookIdResponse200Status
    message: str

    def to_dict(self) -> dict[str, Any]:
        status = self.status.value

        message = self.message

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "message": message,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = DeleteApiWebhooksWebhookIdResponse200Status(d.pop("status"))

        message = d.pop("message")

        delete_api_webhooks_webhook_id_response_200 = cls(
            status=status,
            message=message,
        )

        return delete_api_webhooks_webhook_id_response_200
