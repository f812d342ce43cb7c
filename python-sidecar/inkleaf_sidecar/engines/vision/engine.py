"""Apple Vision as an engine: it finds and reads lines, what they make together is found as for all."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import cv2

from ...errors import Cancelled, SidecarError
from ...page import Bgr, PageAnalyser, PagePixels, Quads, crop_lines
from ...reading import assemble
from ...result import Notice, PageResult
from ..base import Emit, LineReading, PageImage, Part
from .framework import REVISION, observe
from .observations import placed_lines


class VisionEngine:
    name = "vision"
    model = f"VNRecognizeTextRequest {REVISION}"
    device = "apple"
    parts: tuple[Part, ...] = ("page",)

    def __init__(self, analyser: PageAnalyser) -> None:
        self._analyser = analyser

    def warm_up(self) -> None:
        """The first page loads what the system has; where it has nothing, that is told at once."""
        import numpy as np

        observe(np.full((64, 64, 3), 255, np.uint8))

    def read(self, image: PageImage, emit: Emit, cancelled: Callable[[], bool]) -> PageResult:
        start = time.perf_counter()
        emit({"type": "stage", "stage": "recognize"})
        height, width = image.pixels.shape[:2]
        lines = placed_lines(observe(image.pixels), width, height)
        if cancelled():
            raise Cancelled
        if lines:
            emit({"type": "delta", "text": "".join(f"{line.text}\n" for line in lines)})
        read_ms = round((time.perf_counter() - start) * 1000, 1)
        emit({"type": "stage", "stage": "layout"})
        if image.mode == "markdown":
            page: Bgr = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2BGR)
            seen = self._analyser.analyse(PagePixels(page), lines)
            text, blocks, tables = assemble(seen.lines, (width, height), 0, seen.look, seen.from_level)
        else:
            text, blocks, tables = assemble(lines, (width, height), 0)
        letters = sum(len(line.text) for line in lines)
        sure = sum(len(line.text) * line.confidence for line in lines)
        spent = {**image.spent_ms, "recognize": read_ms}
        return PageResult(
            page=image.page,
            widthPx=width,
            heightPx=height,
            dpi=image.dpi,
            rotation=0,
            text=text,
            blocks=blocks,
            tables=tables,
            warnings=[] if lines else [Notice("nothing_read", "Nothing was read on this page.")],
            engine=self.name,
            model=self.model,
            confidence=round(sure / letters, 4) if letters else None,
            timingsMs={**spent, "total": round(sum(spent.values()), 1)},
        )

    def read_lines(self, page: Bgr, quads: Quads, net: Path | None = None) -> list[LineReading]:
        if net is not None:
            raise SidecarError("bad_request", "defect", "Apple Vision reads by its own nets.")
        found: list[LineReading] = []
        for crop in crop_lines(page, quads):
            lines = observe(cv2.cvtColor(crop, cv2.COLOR_BGR2RGB)) if crop.size else []
            text = " ".join(line.text for line in lines)
            found.append(LineReading(text, min((line.confidence for line in lines), default=0.0)))
        return found

    def find_lines(self, page: Bgr) -> Quads:
        import numpy as np

        height, width = page.shape[:2]
        lines = placed_lines(observe(cv2.cvtColor(page, cv2.COLOR_BGR2RGB)), width, height)
        return np.stack([line.quad for line in lines]) if lines else np.zeros((0, 4, 2), np.float32)

    def close(self) -> None:
        """The system keeps what it has loaded."""
