from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import cast
import datetime


T = TypeVar("T", bound="GetApiWebhooksResponse200DataItem")


@_attrs_define
class GetApiWebhooksResponse200DataItem:
    """
    Attributes:
        id (str):
        url (str):
        private (bool):
        created_at (datetime.datetime):
    """

    id: str
    url: str
    private: bool
    created_at: datetime.datetime

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        url = self.url

        private = self.private

        created_at = self.created_at.isoformat()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "id": id,
                "url": url,
                "private": private,
                "created_at": created_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        id = d.pop("id")

        url = d.pop("url")

        private = d.pop("private")

        created_at = datetime.datetime.fromisoformat(d.pop("created_at"))

        get_api_webhooks_response_200_data_item = cls(
            id=id,
            url=url,
            private=private,
            created_at=created_at,
        )

        return get_api_webhooks_response_200_data_item
