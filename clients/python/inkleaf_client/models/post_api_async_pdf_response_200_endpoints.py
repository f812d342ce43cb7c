from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="PostApiAsyncPdfResponse200Endpoints")


@_attrs_define
class PostApiAsyncPdfResponse200Endpoints:
    """
    Attributes:
        status (str):
        result (str):
        cancel (str):
        websocket (str):
    """

    status: str
    result: str
    cancel: str
    websocket: str

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        result = self.result

        cancel = self.cancel

        websocket = self.websocket

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "result": result,
                "cancel": cancel,
                "websocket": websocket,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = d.pop("status")

        result = d.pop("result")

        cancel = d.pop("cancel")

        websocket = d.pop("websocket")

        post_api_async_pdf_response_200_endpoints = cls(
            status=status,
            result=result,
            cancel=cancel,
            websocket=websocket,
        )

        return post_api_async_pdf_response_200_endpoints
