"""What an engine is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from ..page import Bgr, PageAnalyser, Quads
from ..result import Doubt, PageResult

Mode = Literal["basic", "markdown"]
Accuracy = Literal["fast", "balanced", "accurate"]
Part = Literal["page", "text", "table", "formula"]
"""What a picture shows: a whole page, or one block of it."""
Emit = Callable[[dict[str, Any]], None]
"""Takes one event: `{"type": "stage", "stage"}` or `{"type": "delta", "text"}`."""


@dataclass(slots=True)
class PageImage:
    pixels: npt.NDArray[np.uint8]
    """(height, width, 3) RGB."""
    page: int = 1
    dpi: float | None = None
    mode: Mode = "basic"
    accuracy: Accuracy = "balanced"
    part: Part = "page"
    question: str | None = None
    """What is wanted to be known of it, in place of its text."""
    spent_ms: dict[str, float] = field(default_factory=dict)
    """What was done before the engine: render, decode."""


@dataclass(frozen=True, slots=True)
class LineReading:
    text: str
    confidence: float
    words: list[list[float]] | None = None
    """[start, end] of each word along the line, 0..1; None where they can't be told."""
    doubts: tuple[Doubt, ...] = ()


class Engine(Protocol):
    """Loaded once, used from several threads at a time."""

    name: str
    model: str
    device: str
    parts: tuple[Part, ...]
    """What it was made to be shown."""

    def warm_up(self) -> None:
        """Read something small, so that the first page doesn't pay for compiling."""

    def read(self, image: PageImage, emit: Emit, cancelled: Callable[[], bool]) -> PageResult:
        """Raises SidecarError, or Cancelled soon after `cancelled()` turns true."""

    def read_lines(self, page: Bgr, quads: Quads, net: Path | None = None) -> list[LineReading]:
        """Each line at a known place, without anything around it; by a net for another script where one is named.
        Raises SidecarError `net_damaged` where it can't be loaded."""

    def find_lines(self, page: Bgr) -> Quads:
        """Where lines of any script are, in reading order, whatever they say."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class EngineOptions:
    models: Path
    """The nets' folder, or the model's own."""
    analyser: PageAnalyser | None = None
    """Its backend is the engine's too: nets of one process share their threads."""


ENGINES = ("ppocr", "vision", "vlm")
WITH_ANALYSIS = ("ppocr", "vision")
"""Those whose process also works on pictures and text layers."""


def open_engine(name: str, options: EngineOptions) -> Engine:
    """Raises ValueError for a name that isn't an engine."""
    if name == "vlm":
        from .vlm.engine import VlmEngine

        return VlmEngine(options.models)
    if name == "vision" and options.analyser is not None:
        from .vision.engine import VisionEngine

        return VisionEngine(options.analyser)
    if name != "ppocr" or options.analyser is None:
        raise ValueError(f"There is no engine called {name}; there is {', '.join(ENGINES)}.")
    from .ppocr.engine import PpOcrEngine

    return PpOcrEngine(options.models, options.analyser)
