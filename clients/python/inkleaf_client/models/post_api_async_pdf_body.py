from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, BinaryIO, TextIO, TYPE_CHECKING, Generator

from attrs import define as _attrs_define
from attrs import field as _attrs_field
import json
from .. import types

from ..types import UNSET, Unset

from ..models.post_api_async_pdf_body_accuracy import PostApiAsyncPdfBodyAccuracy
from ..models.post_api_async_pdf_body_fresh import PostApiAsyncPdfBodyFresh
from ..models.post_api_async_pdf_body_mode import PostApiAsyncPdfBodyMode
from ..models.post_api_async_pdf_body_text_layer import PostApiAsyncPdfBodyTextLayer
from ..types import File, FileTypes
from ..types import UNSET, Unset
from io import BytesIO


T = TypeVar("T", bound="PostApiAsyncPdfBody")


@_attrs_define
class PostApiAsyncPdfBody:
    """
    Attributes:
        file (File):
        mode (PostApiAsyncPdfBodyMode | Unset): basic keeps the lines; markdown (default) joins them to paragraphs, with
            tables and formulas, as table and formula do; product is basic
        content_type (str | Unset): instead of a mode: Document or Scene
        subcategory (str | Unset): Academic, Table, Photo, ...
        complexity (str | Unset): Tiny, Small, Medium, Large or Gundam
        dpi (int | Unset): resolution at which PDF pages are drawn
        priority (int | Unset): higher goes first
        pages (str | Unset): pages to read, such as 1-3,7; default: all
        accuracy (PostApiAsyncPdfBodyAccuracy | Unset): time against wrong characters: fast, balanced or accurate;
            default: as in the settings
        text_layer (PostApiAsyncPdfBodyTextLayer | Unset): a PDF's own text: where it is sound, never, or only it
        clean_up (str | Unset): before reading: contrast, denoise, or both, parted by a comma
        ignore_regions (str | Unset): JSON: boxes [left, top, right, bottom], fractions of the page, in which nothing is
            read
        password (str | Unset): of a protected PDF; never stored
        engine (str | Unset):
        fresh (PostApiAsyncPdfBodyFresh | Unset): false: the same bytes that were read before with the same options are
            not read again
    """

    file: File
    mode: PostApiAsyncPdfBodyMode | Unset = UNSET
    content_type: str | Unset = UNSET
    subcategory: str | Unset = UNSET
    complexity: str | Unset = UNSET
    dpi: int | Unset = UNSET
    priority: int | Unset = UNSET
    pages: str | Unset = UNSET
    accuracy: PostApiAsyncPdfBodyAccuracy | Unset = UNSET
    text_layer: PostApiAsyncPdfBodyTextLayer | Unset = UNSET
    clean_up: str | Unset = UNSET
    ignore_regions: str | Unset = UNSET
    password: str | Unset = UNSET
    engine: str | Unset = UNSET
    fresh: PostApiAsyncPdfBodyFresh | Unset = UNSET
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        file = self.file.to_tuple()

        mode: str | Unset = UNSET
        if not isinstance(self.mode, Unset):
            mode = self.mode.value

        content_type = self.content_type

        subcategory = self.subcategory

        complexity = self.complexity

        dpi = self.dpi

        priority = self.priority

        pages = self.pages

        accuracy: str | Unset = UNSET
        if not isinstance(self.accuracy, Unset):
            accuracy = self.accuracy.value

        text_layer: str | Unset = UNSET
        if not isinstance(self.text_layer, Unset):
            text_layer = self.text_layer.value

        clean_up = self.clean_up

        ignore_regions = self.ignore_regions

        password = self.password

        engine = self.engine

        fresh: str | Unset = UNSET
        if not isinstance(self.fresh, Unset):
            fresh = self.fresh.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "file": file,
            }
        )
        if mode is not UNSET:
            field_dict["mode"] = mode
        if content_type is not UNSET:
            field_dict["content_type"] = content_type
        if subcategory is not UNSET:
            field_dict["subcategory"] = subcategory
        if complexity is not UNSET:
            field_dict["complexity"] = complexity
        if dpi is not UNSET:
            field_dict["dpi"] = dpi
        if priority is not UNSET:
            field_dict["priority"] = priority
        if pages is not UNSET:
            field_dict["pages"] = pages
        if accuracy is not UNSET:
            field_dict["accuracy"] = accuracy
        if text_layer is not UNSET:
            field_dict["text_layer"] = text_layer
        if clean_up is not UNSET:
            field_dict["clean_up"] = clean_up
        if ignore_regions is not UNSET:
            field_dict["ignore_regions"] = ignore_regions
        if password is not UNSET:
            field_dict["password"] = password
        if engine is not UNSET:
            field_dict["engine"] = engine
        if fresh is not UNSET:
            field_dict["fresh"] = fresh

        return field_dict

    def to_multipart(self) -> types.RequestFiles:
        files: types.RequestFiles = []

        files.append(("file", self.file.to_tuple()))

        if not isinstance(self.mode, Unset):
            files.append(("mode", (None, str(self.mode.value).encode(), "text/plain")))

        if not isinstance(self.content_type, Unset):
            files.append(("content_type", (None, str(self.content_type).encode(), "text/plain")))

        if not isinstance(self.subcategory, Unset):
            files.append(("subcategory", (None, str(self.subcategory).encode(), "text/plain")))

        if not isinstance(self.complexity, Unset):
            files.append(("complexity", (None, str(self.complexity).encode(), "text/plain")))

        if not isinstance(self.dpi, Unset):
            files.append(("dpi", (None, str(self.dpi).encode(), "text/plain")))

        if not isinstance(self.priority, Unset):
            files.append(("priority", (None, str(self.priority).encode(), "text/plain")))

        if not isinstance(self.pages, Unset):
            files.append(("pages", (None, str(self.pages).encode(), "text/plain")))

        if not isinstance(self.accuracy, Unset):
            files.append(("accuracy", (None, str(self.accuracy.value).encode(), "text/plain")))

        if not isinstance(self.text_layer, Unset):
            files.append(("text_layer", (None, str(self.text_layer.value).encode(), "text/plain")))

        if not isinstance(self.clean_up, Unset):
            files.append(("clean_up", (None, str(self.clean_up).encode(), "text/plain")))

        if not isinstance(self.ignore_regions, Unset):
            files.append(("ignore_regions", (None, str(self.ignore_regions).encode(), "text/plain")))

        if not isinstance(self.password, Unset):
            files.append(("password", (None, str(self.password).encode(), "text/plain")))

        if not isinstance(self.engine, Unset):
            files.append(("engine", (None, str(self.engine).encode(), "text/plain")))

        if not isinstance(self.fresh, Unset):
            files.append(("fresh", (None, str(self.fresh.value).encode(), "text/plain")))

        for prop_name, prop in self.additional_properties.items():
            files.append((prop_name, (None, str(prop).encode(), "text/plain")))

        return files

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        file = File(payload=BytesIO(d.pop("file")))

        _mode = d.pop("mode", UNSET)
        mode: PostApiAsyncPdfBodyMode | Unset
        if isinstance(_mode, Unset):
            mode = UNSET
        else:
            mode = PostApiAsyncPdfBodyMode(_mode)

        content_type = d.pop("content_type", UNSET)

        subcategory = d.pop("subcategory", UNSET)

        complexity = d.pop("complexity", UNSET)

        dpi = d.pop("dpi", UNSET)

        priority = d.pop("priority", UNSET)

        pages = d.pop("pages", UNSET)

        _accuracy = d.pop("accuracy", UNSET)
        accuracy: PostApiAsyncPdfBodyAccuracy | Unset
        if isinstance(_accuracy, Unset):
            accuracy = UNSET
        else:
            accuracy = PostApiAsyncPdfBodyAccuracy(_accuracy)

        _text_layer = d.pop("text_layer", UNSET)
        text_layer: PostApiAsyncPdfBodyTextLayer | Unset
        if isinstance(_text_layer, Unset):
            text_layer = UNSET
        else:
            text_layer = PostApiAsyncPdfBodyTextLayer(_text_layer)

        clean_up = d.pop("clean_up", UNSET)

        ignore_regions = d.pop("ignore_regions", UNSET)

        password = d.pop("password", UNSET)

        engine = d.pop("engine", UNSET)

        _fresh = d.pop("fresh", UNSET)
        fresh: PostApiAsyncPdfBodyFresh | Unset
        if isinstance(_fresh, Unset):
            fresh = UNSET
        else:
            fresh = PostApiAsyncPdfBodyFresh(_fresh)

        post_api_async_pdf_body = cls(
            file=file,
            mode=mode,
            content_type=content_type,
            subcategory=subcategory,
            complexity=complexity,
            dpi=dpi,
            priority=priority,
            pages=pages,
            accuracy=accuracy,
            text_layer=text_layer,
            clean_up=clean_up,
            ignore_regions=ignore_regions,
            password=password,
            engine=engine,
            fresh=fresh,
        )

        post_api_async_pdf_body.additional_properties = d
        return post_api_async_pdf_body

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
