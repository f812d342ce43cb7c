"""Runs pages on the engine, several at a time, and hands their events on as they happen."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .clean_up import Region, cleaned, without_regions
from .engines import Accuracy, Engine, Mode, PageImage, Part
from .errors import Cancelled, SidecarError, coerce_error
from .images import MAX_PIXELS, decode_image
from .memory import give_back_memory

MAX_PAGES = 16
"""Pages at work at a time. The caller decides how many it sends; this only bounds the threads."""


@dataclass(slots=True)
class PageRequest:
    """`file` is a picture, on disk or its bytes; otherwise `pixels` are grey or RGB, (heightPx, widthPx, channels)."""

    page: int
    mode: Mode
    accuracy: Accuracy
    dpi: float | None
    file: Path | bytes | None = None
    frame: int = 0
    max_pixels: int = MAX_PIXELS
    widthPx: int = 0
    heightPx: int = 0
    channels: int = 3
    pixels: bytes = b""
    clean_up: Sequence[str] = ()
    ignore_regions: Sequence[Region] = ()
    turn: int = 0
    """Degrees clockwise by which the picture is turned before it is read."""
    scale: float = 1.0
    """Below 1: it is made smaller first."""
    part: Part = "page"
    question: str | None = None
    spent_ms: dict[str, float] = field(default_factory=dict)


class PageRunner:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._threads = ThreadPoolExecutor(MAX_PAGES, thread_name_prefix="page")
        self.in_flight = 0
        self.pages_read = 0

    async def events(self, request: PageRequest) -> AsyncIterator[dict[str, Any]]:
        """Ends with one `result` or `error` event. Closing it early cancels the page's work."""
        loop = asyncio.get_running_loop()
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        gone = threading.Event()

        def emit(event: dict[str, Any] | None) -> None:
            if not gone.is_set():
                loop.call_soon_threadsafe(queue.put_nowait, event)

        def work() -> None:
            try:
                image = page_image(request)
                result = self._engine.read(image, emit, gone.is_set)
                emit({"type": "result", "result": result.as_json()})
            except Cancelled:
                pass
            except BaseException as caught:
                emit(coerce_error(caught).as_event())
            finally:
                emit(None)
                give_back_memory()

        self.in_flight += 1
        try:
            self._threads.submit(work)
            while (event := await queue.get()) is not None:
                self.pages_read += event["type"] == "result"
                yield event
        finally:
            gone.set()
            self.in_flight -= 1


def as_rgb(sent: bytes, width: int, height: int, channels: int) -> npt.NDArray[np.uint8]:
    """(height, width, 3) of grey or RGB bytes. Raises SidecarError where they are too few."""
    if len(sent) != width * height * channels:
        raise SidecarError("bad_request", "defect", f"Expected {width * height * channels} bytes, got {len(sent)}.")
    pixels = np.frombuffer(sent, np.uint8).reshape(height, width, channels)
    rgb: npt.NDArray[np.uint8] = cv2.cvtColor(pixels, cv2.COLOR_GRAY2RGB) if channels == 1 else pixels
    return rgb


def page_image(request: PageRequest) -> PageImage:
    """What the engine is shown. Raises SidecarError where it is no picture."""
    start = time.perf_counter()
    if request.file is not None:
        pixels = decode_image(request.file, request.frame, request.max_pixels)
    else:
        pixels = as_rgb(request.pixels, request.widthPx, request.heightPx, request.channels)
    # First of all: memory is short.
    if request.scale < 1:
        pixels = cv2.resize(pixels, None, fx=request.scale, fy=request.scale, interpolation=cv2.INTER_AREA)
    pixels = without_regions(cleaned(pixels, request.clean_up), request.ignore_regions)
    if request.turn:
        pixels = np.ascontiguousarray(np.rot90(pixels, -request.turn // 90))
    spent = {**request.spent_ms, "decode": round((time.perf_counter() - start) * 1000, 1)}
    return PageImage(
        pixels=pixels,
        page=request.page,
        dpi=request.dpi,
        mode=request.mode,
        accuracy=request.accuracy,
        part=request.part,
        question=request.question,
        spent_ms=spent,
    )
