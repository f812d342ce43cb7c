from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset


T = TypeVar("T", bound="GetApiBatchesBatchIdResponse200RefusedFilesItem")


@_attrs_define
class GetApiBatchesBatchIdResponse200RefusedFilesItem:
    """
    Attributes:
        filename (str):
        error (str):
    """

    filename: str
    error: str

    def to_dict(self) -> dict[str, Any]:
        filename = self.filename

        error = self.error

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "filename": filename,
                "error": error,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        filename = d.pop("filename")

        error = d.pop("error")

        get_api_batches_batch_id_response_200_refused_files_item = cls(
            filename=filename,
            error=error,
        )

        return get_api_batches_batch_id_response_200_refused_files_item
