from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from typing import Literal, cast


T = TypeVar("T", bound="Error")


@_attrs_define
class Error:
    """What was wrong and what to do.

    Attributes:
        status (Literal['error']):
        message (str):
        code (str):
        error (str): the message again, for clients of other services
        detail (str): ... and again
    """

    status: Literal["error"]
    message: str
    code: str
    error: str
    detail: str

    def to_dict(self) -> dict[str, Any]:
        status = self.status

        message = self.message

        code = self.code

        error = self.error

        detail = self.detail

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "status": status,
                "message": message,
                "code": code,
                "error": error,
                "detail": detail,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        status = cast(Literal["error"], d.pop("status"))
        if status != "error":
            raise ValueError(f"status must match const 'error', got '{status}'")

        message = d.pop("message")

        code = d.pop("code")

        error = d.pop("error")

        detail = d.pop("detail")

        error = cls(
            status=status,
            message=message,
            code=code,
            error=error,
            detail=detail,
        )

        return error
