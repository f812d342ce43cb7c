"""What an engine is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
import numpy.typing as npt

from ..reading import Corners, Look, PlacedLine
from ..result import PageResult

Mode = Literal["basic", "markdown"]
Emit = Callable[[dict[str, Any]], None]
"""Takes one event: `{"type": "stage", "stage"}` or `{"type": "delta", "text"}`."""


@dataclass(slots=True)
class PageImage:
    pixels: npt.NDArray[np.uint8]
    """(height, width, 3) RGB."""
    page: int = 1
    dpi: float | None = None
    mode: Mode = "basic"
    spent_ms: dict[str, float] = field(default_factory=dict)
    """What was done before the engine: render, decode."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Lines whose characters are known, on the level page, and what the page's pixels show."""

    lines: list[PlacedLine]
    look: Look
    unflatten: Callable[[Corners], Corners]
    """From the level page back to the page as it was."""


class Engine(Protocol):
    """Loaded once, used from several threads at a time."""

    name: str
    model: str
    device: str

    def warm_up(self) -> None:
        """Read something small, so that the first page doesn't pay for compiling."""

    def read(self, image: PageImage, emit: Emit, cancelled: Callable[[], bool]) -> PageResult:
        """Raises SidecarError, or Cancelled soon after `cancelled()` turns true."""

    def structure(self, pixels: npt.NDArray[np.uint8], lines: list[PlacedLine]) -> Seen:
        """What the page shows besides the characters of `lines`, which are in px of `pixels`."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class EngineOptions:
    backend: str
    dtype: str
    models: Path
    cores: int | None = None


def open_engine(name: str, options: EngineOptions) -> Engine:
    """Raises ValueError for a name that isn't an engine."""
    if name != "ppocr":
        raise ValueError(f"There is no engine called {name}; there is ppocr.")
    from .ppocr.engine import PpOcrEngine

    return PpOcrEngine(options)
