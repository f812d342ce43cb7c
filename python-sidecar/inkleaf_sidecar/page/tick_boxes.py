"""Squares that a form draws to be ticked."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from .image import Grey

SIDE = (0.5, 1.6)
"""Heights of the page's line boxes."""
SQUARE = 1.25
DRAWN = 0.85
"""Of each side."""
INNER = 0.25
"""Of its side, at each edge: what is within is the tick."""
TICK = 0.04
"""Of the inner part that is inked."""
SAME_PAPER = 16
"""Grey levels between the paper within and around: a filled square is a picture or a button."""
FULL = 0.7
"""A square with more is a bullet."""

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class TickBox:
    """px of the page."""

    x0: float
    y0: float
    x1: float
    y1: float
    ticked: bool

    @property
    def text(self) -> str:
        """As task lists have it (github.github.com/gfm, 5.3)."""
        return "[x]" if self.ticked else "[ ]"


def find_tick_boxes(grey: Grey, line_px: float) -> list[TickBox]:
    """`line_px` is the usual height of the page's line boxes."""
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    length = max(5, int(0.8 * SIDE[0] * line_px))
    across, down = (
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(shape, np.uint8)) for shape in ((1, length), (length, 1))
    )
    frames = cv2.dilate(across | down, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(frames, connectivity=8)
    least, most = SIDE[0] * line_px, SIDE[1] * line_px
    found = []
    for x, y, width, height, _ in stats[1:count].tolist():
        if not (least <= width <= most and least <= height <= most and 1 / SQUARE < width / height < SQUARE):
            continue
        window = np.s_[y : y + height, x : x + width]
        if not _is_framed(across[window], down[window]):
            continue
        inset = int(INNER * min(width, height))
        if abs(_paper(grey[y : y + height, x : x + width]) - _paper(_around(grey, x, y, width, height))) > SAME_PAPER:
            continue
        inner = float(ink[y + inset : y + height - inset, x + inset : x + width - inset].mean())
        if inner < FULL:
            found.append(TickBox(x, y, x + width, y + height, inner > TICK))
    return found


def _paper(grey: Grey) -> float:
    return float(np.percentile(grey, 80))


def _around(grey: Grey, x: int, y: int, width: int, height: int) -> Grey:
    margin = width // 2
    return grey[max(0, y - margin) : y + height + margin, max(0, x - margin) : x + width + margin]


def _is_framed(across: Mask, down: Mask) -> bool:
    height, width = across.shape
    edge = max(3, int(0.2 * min(height, width)))
    sides = (
        across[:edge].any(axis=0),
        across[-edge:].any(axis=0),
        down[:, :edge].any(axis=1),
        down[:, -edge:].any(axis=1),
    )
    return all(float(side.mean()) >= DRAWN for side in sides)
