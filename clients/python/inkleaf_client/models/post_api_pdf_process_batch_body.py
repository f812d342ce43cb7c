from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

from ..models.post_api_pdf_process_batch_body_mode import PostApiPdfProcessBatchBodyMode
from ..types import UNSET, Unset
from typing import cast

if TYPE_CHECKING:
    from ..models.post_api_pdf_process_batch_body_processed_images import PostApiPdfProcessBatchBodyProcessedImages


T = TypeVar("T", bound="PostApiPdfProcessBatchBody")


@_attrs_define
class PostApiPdfProcessBatchBody:
    """
    Attributes:
        task_id (str):
        batch_index (int | Unset): which portion, from 0 Default: 0.
        batch_size (int | Unset): pages a portion Default: 2.
        mode (PostApiPdfProcessBatchBodyMode | Unset):
        processed_images (PostApiPdfProcessBatchBodyProcessedImages | Unset): instead of some pages, pictures from
            /api/preprocess: path by page
    """

    task_id: str
    batch_index: int | Unset = 0
    batch_size: int | Unset = 2
    mode: PostApiPdfProcessBatchBodyMode | Unset = UNSET
    processed_images: PostApiPdfProcessBatchBodyProcessedImages | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.post_api_pdf_process_batch_body_processed_images import PostApiPdfProcessBatchBodyProcessedImages  # noqa: PLC0415

        task_id = self.task_id

        batch_index = self.batch_index

        batch_size = self.batch_size

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode.value

        processed_images: dict[str, Any] | Unset = UNSET
        if not isinstance(self.processed_images, Unset):
            processed_images = self.processed_images.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "task_id": task_id,
            }
        )
        if batch_index is not UNSET:
            field_dict["batch_index"] = batch_index
        if batch_size is not UNSET:
            field_dict["batch_size"] = batch_size
        if mode is not UNSET:
            field_dict["mode"] = mode
        if processed_images is not UNSET:
            field_dict["processed_images"] = processed_images

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.post_api_pdf_process_batch_body_processed_images import PostApiPdfProcessBatchBodyProcessedImages  # noqa: PLC0415

        d = dict(src_dict)
        task_id = d.pop("task_id")

        batch_index = d.pop("batch_index", UNSET)

        batch_size = d.pop("batch_size", UNSET)

        _mode = d.pop("mode", UNSET)
        mode: PostApiPdfProcessBatchBodyMode | Unset
        if isinstance(_mode, Unset):
            mode = UNSET
        else:
            mode = PostApiPdfProcessBatchBodyMode(_mode)

        _processed_images = d.pop("processed_images", UNSET)
        processed_images: PostApiPdfProcessBatchBodyProcessedImages | Unset
        if isinstance(_processed_images, Unset):
            processed_images = UNSET
        else:
            processed_images = PostApiPdfProcessBatchBodyProcessedImages.from_dict(_processed_images)

        post_api_pdf_process_batch_body = cls(
            task_id=task_id,
            batch_index=batch_index,
            batch_size=batch_size,
            mode=mode,
            processed_images=processed_images,
        )

        post_api_pdf_process_batch_body.additional_properties = d
        return post_api_pdf_process_batch_body

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
