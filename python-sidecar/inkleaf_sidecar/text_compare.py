"""Whether a PDF's own text says what its page shows: fonts may map their glyphs to other characters."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .engines import Engine

LEAST_PX = 4
"""What reaches out of the page, or is set too small, can't be read."""
SURE = 0.8
"""Confidence from which a reading tells; below, the line proves nothing."""


def compare_text(body: dict[str, Any], engine: Engine, pixels: npt.NDArray[np.uint8]) -> list[float | None]:
    """For each line of `body` (as in `text_layer.arrange_text`) how much of it is what is drawn there, 0..1; None where
    that can't be read surely. `pixels` are the page, (height, width, 3) RGB."""
    lines: Sequence[dict[str, Any]] = body["lines"]
    scale = np.array([pixels.shape[1] / float(body["widthPt"]), pixels.shape[0] / float(body["heightPt"])], np.float32)
    quads = np.array([line["quad"] for line in lines], np.float32).reshape(-1, 4, 2) * scale
    limit = np.array([pixels.shape[1] - 1, pixels.shape[0] - 1], np.float32)
    quads = quads.clip(0, limit)
    shown = [at for at, quad in enumerate(quads) if min(np.ptp(quad, axis=0)) >= LEAST_PX]
    readings = dict(zip(shown, engine.read_lines(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), quads[shown]), strict=True))

    def told(at: int) -> float | None:
        reading = readings.get(at)
        return alike(str(lines[at]["text"]), reading.text) if reading and reading.confidence >= SURE else None

    return [told(at) for at in range(len(lines))]


def alike(one: str, other: str) -> float:
    """Letters and digits that both have in the same order, 0..1."""
    first, second = ["".join(c for c in text.casefold() if c.isalnum()) for text in (one, other)]
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
