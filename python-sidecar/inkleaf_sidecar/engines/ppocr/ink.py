"""How large and how bold a line is set, measured on its pixels: detection's boxes differ by a quarter in height, by
which letters happen to stand in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from .detect import Bgr

DENSE = 0.45
"""Of the fullest rows: between the tops of small letters and the baseline lies most of a line's ink."""
FAINT = 0.06
"""Of the fullest rows: those with less above the letters are a neighbour's descenders or dirt."""
FLAT_PX = 2
"""Lower crops have no body of letters to measure."""
PLAIN = "acegmnopqrsuvwxyz"


@dataclass(frozen=True, slots=True)
class Ink:
    body_px: float
    """Of small letters; a CJK line's is that of its characters."""
    rise_px: float
    """From the baseline to the top of the highest."""
    stroke_px: float
    """Mean thickness."""


def line_ink(crop: Bgr) -> Ink | None:
    """None where nothing can be measured."""
    if crop.shape[0] <= FLAT_PX or crop.shape[1] <= FLAT_PX:
        return None
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if ink.mean() > 0.5:
        ink = 1 - ink
    rows = np.convolve(ink.sum(axis=1, dtype=np.float32), [0.25, 0.5, 0.25], "same")
    fullest = float(np.percentile(rows, 92))
    dense, inked = np.flatnonzero(rows > DENSE * fullest), np.flatnonzero(rows > FAINT * fullest)
    area = int(ink.sum())
    if not len(dense) or not area:
        return None
    edge = area - int(cv2.erode(ink, np.ones((3, 3), np.uint8)).sum())
    return Ink(float(dense[-1] - dense[0] + 1), float(dense[-1] - inked[0] + 1), 2 * area / max(edge, 1))


def letter_sizes(texts: Sequence[str], inks: Sequence[Ink | None]) -> list[float | None]:
    """The height of each line's small letters, px. Short lines with few of those are measured by their capitals, in
    terms of the page's long lines."""
    plain = [ink for text, ink in zip(texts, inks, strict=True) if ink is not None and _is_plain(text) and _rises(text)]
    ratio = float(np.median([ink.body_px / ink.rise_px for ink in plain])) if plain else None

    def size(text: str, ink: Ink) -> float:
        short = ratio is not None and not _is_plain(text) and _rises(text)
        return ink.rise_px * ratio if short and ratio else ink.body_px

    return [None if ink is None else size(text, ink) for text, ink in zip(texts, inks, strict=True)]


def _rises(text: str) -> bool:
    return any(c.isascii() and c.isalnum() and c not in PLAIN for c in text)


def _is_plain(text: str) -> bool:
    """Whether most of its ink is that of small Latin letters."""
    letters = [c for c in text if not c.isspace()]
    return sum(c in PLAIN for c in letters) >= (0.5 if len(letters) >= 12 else 0.75) * max(len(letters), 1)
