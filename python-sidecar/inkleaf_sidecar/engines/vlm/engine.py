"""A vision language model as an engine: a page in one picture, its text as it is made."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ...errors import SidecarError
from ...page import Bgr, Quads
from ...result import Notice, PageResult
from ..base import Emit, LineReading, PageImage
from .generator import Generator, Reading
from .model_folder import check_folder
from .prompts import KINDS

MAX_TOKENS = 8192


class VlmEngine:
    name = "vlm"

    def __init__(self, folder: Path) -> None:
        self._prompts = KINDS[check_folder(folder)]
        self.parts = self._prompts.parts
        self._generator = Generator(folder)
        self.model = folder.name
        self.device = self._generator.device

    def warm_up(self) -> None:
        """The first page compiles what it needs: nothing small tells how."""

    def read(self, image: PageImage, emit: Emit, cancelled: Callable[[], bool]) -> PageResult:
        start = time.perf_counter()
        first_ms: list[float] = []

        def on_text(text: str) -> None:
            if not first_ms:
                first_ms.append(round((time.perf_counter() - start) * 1000, 1))
            emit({"type": "delta", "text": text})

        reading = Reading(
            pixels=image.pixels,
            prompt=self._asked(image),
            max_tokens=MAX_TOKENS,
            on_text=on_text,
            cancelled=cancelled,
        )
        emit({"type": "stage", "stage": "recognize"})
        text, end = self._generator.read(reading)
        spent = {**image.spent_ms, "recognize": round((time.perf_counter() - start) * 1000, 1)}
        height, width = image.pixels.shape[:2]
        cut = Notice("answer_cut", f"The model stopped at the limit of {MAX_TOKENS} tokens, before the page's end.")
        return PageResult(
            page=image.page,
            widthPx=width,
            heightPx=height,
            dpi=image.dpi,
            rotation=0,
            text=text,
            blocks=[],
            warnings=[cut] if end == "length" else [],
            engine=self.name,
            model=self.model,
            confidence=None,
            timingsMs={**spent, "firstToken": sum(first_ms), "total": round(sum(spent.values()), 1)},
        )

    def _asked(self, image: PageImage) -> str:
        if image.question is None:
            return self._prompts.asked(image.part, image.mode)
        if not self._prompts.answers:
            raise SidecarError(
                "answers_nothing",
                "input",
                f"{self.model} only reads pages; it can't answer questions. Choose Qwen3-VL or a service.",
            )
        return image.question

    def read_lines(self, page: Bgr, quads: Quads, net: Path | None = None) -> list[LineReading]:
        raise SidecarError("bad_request", "defect", "A vision model reads no lines by themselves.")

    def find_lines(self, page: Bgr) -> Quads:
        raise SidecarError("bad_request", "defect", "A vision model knows no places.")

    def close(self) -> None:
        self._generator.close()
