"""How large and how bold a line is set, measured on its pixels: detection's boxes differ by a quarter in height, by
which letters happen to stand in a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ..reading.script import is_cjk
from .image import Bgr

Mask = npt.NDArray[np.uint8]
Profile = npt.NDArray[np.floating]

DENSE = 0.45
"""Of the fullest rows: between the tops of small letters and the baseline lies most of a line's ink."""
FAINT = 0.06
"""Of the fullest rows: those with less above the letters are a neighbour's descenders or dirt."""
RULE = 1.0
"""Crop heights: no stroke of a letter runs on for so long, an underline does."""
PART_OF_RULE = 0.35
"""Crop heights: an underline is broken where letters reach below it."""
CJK_DENSE = 0.2
"""Of the fullest rows: characters fill their square unevenly, but have little ink outside of it."""
CJK_BODY = 0.62
"""Small Latin letters over characters of the same size, as type is set together."""
FLAT_PX = 2
"""Lower crops have no body of letters to measure."""
PLAIN = "acegmnopqrsuvwxyz"


@dataclass(frozen=True, slots=True)
class GlyphMetrics:
    x_height_px: float
    """Of small letters."""
    em_px: float
    """Of CJK characters."""
    cap_height_px: float
    """From the baseline to the top of the highest."""
    stroke_px: float
    """Mean thickness."""


def glyph_metrics(crop: Bgr) -> GlyphMetrics | None:
    """None where nothing can be measured."""
    if crop.shape[0] <= FLAT_PX or crop.shape[1] <= FLAT_PX:
        return None
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if ink.mean() > 0.5:
        ink = 1 - ink
    ink = _without_underlines(ink)
    rows = _middle(np.convolve(ink.sum(axis=1, dtype=np.float32), [0.25, 0.5, 0.25], "same"))
    fullest = float(np.percentile(rows, 92))
    dense, square, inked = (np.flatnonzero(rows > part * fullest) for part in (DENSE, CJK_DENSE, FAINT))
    area = int(ink.sum())
    if not len(dense) or not area:
        return None
    edge = area - int(cv2.erode(ink, np.ones((3, 3), np.uint8)).sum())
    return GlyphMetrics(
        x_height_px=float(dense[-1] - dense[0] + 1),
        em_px=float(square[-1] - square[0] + 1),
        cap_height_px=float(dense[-1] - inked[0] + 1),
        stroke_px=2 * area / max(edge, 1),
    )


def _middle(rows: Profile) -> Profile:
    """Without what lies apart below the letters, such as a row of dots."""
    faint = rows <= FAINT * rows.max(initial=0.0)
    edges = np.flatnonzero(np.diff(faint, prepend=True, append=True))
    groups = list(zip(edges[::2], edges[1::2], strict=True))
    first, end = max(groups, key=lambda group: float(rows[slice(*group)].sum()), default=(0, len(rows)))
    below = [(start, stop) for start, stop in groups if start >= end and stop - start < 0.3 * (end - first)]
    kept = rows.copy()
    for start, stop in below:
        kept[start:stop] = 0
    return kept


def _without_underlines(ink: Mask) -> Mask:
    height = ink.shape[0]
    # Its smoothed edge is a row of its own.
    ruled = cv2.dilate(_runs(ink, RULE * height).max(axis=1, keepdims=True), np.ones((3, 1), np.uint8)).reshape(-1, 1)
    if not ruled.any():
        return ink
    parts = cv2.dilate(_runs(ink, PART_OF_RULE * height), np.ones((3, 3), np.uint8))
    return np.where(parts & ruled, 0, ink).astype(np.uint8)


def _runs(ink: Mask, least_px: float) -> Mask:
    """What lies in horizontal runs of so many px."""
    length = max(3, round(least_px))
    if length > ink.shape[1]:
        return np.zeros_like(ink)
    return np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, length), np.uint8)), np.uint8)


def x_heights(texts: Sequence[str], metrics: Sequence[GlyphMetrics | None]) -> list[float | None]:
    """The height of each line's small letters, px. Short lines with few of those are measured by their capitals, in
    terms of the page's long lines."""
    known = [(text, ink) for text, ink in zip(texts, metrics, strict=True) if ink is not None]
    plain = [ink for text, ink in known if _is_plain(text) and _rises(text)]
    ratio = float(np.median([ink.x_height_px / ink.cap_height_px for ink in plain])) if plain else None

    def size(text: str, ink: GlyphMetrics) -> float:
        if _is_cjk(text):
            return CJK_BODY * ink.em_px
        short = ratio is not None and not _is_plain(text) and _rises(text)
        return ink.cap_height_px * ratio if short and ratio else ink.x_height_px

    return [None if ink is None else size(text, ink) for text, ink in zip(texts, metrics, strict=True)]


def _is_cjk(text: str) -> bool:
    letters = [c for c in text if c.isalnum()]
    return 2 * sum(map(is_cjk, letters)) > len(letters)


def _rises(text: str) -> bool:
    return any(c.isascii() and c.isalnum() and c not in PLAIN for c in text)


def _is_plain(text: str) -> bool:
    """Whether most of its ink is that of small Latin letters."""
    letters = [c for c in text if not c.isspace()]
    return sum(c in PLAIN for c in letters) >= (0.5 if len(letters) >= 12 else 0.75) * max(len(letters), 1)
