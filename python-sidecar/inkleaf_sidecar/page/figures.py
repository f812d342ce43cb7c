"""Pictures on a page: those that the layout net takes for pictures although they are text, and those that it missed."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from ..reading import Area, Grid, Quad
from .image import Grey

Mask = npt.NDArray[np.uint8]

SCALE = 0.25
MIN_OTHER_INK = 0.3
"""Of a figure's ink at least this much is no text."""
MIN_AREA = 0.02
"""Of the page; smaller pictures that the net didn't see are marks and stamps."""
DARKER = 35
"""Grey levels below the paper."""
MAX_TEXT = 0.25
EDGE = 0.02
"""Of the page's shorter side: what comes so near to its edge may be the scanner's."""


def check_figures(page: Grey, quads: Sequence[Quad], areas: Sequence[Area], grids: Sequence[Grid]) -> list[Area]:
    """`areas` with figures that are only text named `text_figure`, and with pictures that are in none of them.
    Everything in px of the level `page`."""
    size = (max(1, round(page.shape[1] * SCALE)), max(1, round(page.shape[0] * SCALE)))
    grey = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    ink: Mask = (grey.astype(np.int16) < int(np.percentile(grey, 90)) - DARKER).astype(np.uint8)
    text = np.zeros_like(ink)
    cv2.fillPoly(text, [np.round(q * SCALE).astype(np.int32) for q in quads], 1)
    text = cv2.dilate(text, np.ones((5, 5), np.uint8))
    checked = [_checked(area, ink, text) if area.kind == "figure" else area for area in areas]
    return checked + _missed(ink, text, checked, grids)


def _checked(area: Area, ink: Mask, text: Mask) -> Area:
    window = _window(area.x0, area.y0, area.x1, area.y1)
    inked, other = int(ink[window].sum()), int((ink[window] & ~text[window] & 1).sum())
    if inked and other / inked >= MIN_OTHER_INK:
        return area
    return Area("text_figure", area.confidence, area.x0, area.y0, area.x1, area.y1)


def _missed(ink: Mask, text: Mask, areas: Sequence[Area], grids: Sequence[Grid]) -> list[Area]:
    rest = ink & (1 - text)
    for area in areas:
        if area.kind in ("figure", "table", "equation"):
            rest[_window(area.x0, area.y0, area.x1, area.y1)] = 0
    for grid in grids:
        rest[_window(grid.xs[0] - 8, grid.ys[0] - 8, grid.xs[-1] + 8, grid.ys[-1] + 8)] = 0
    closed = cv2.morphologyEx(rest, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    closed = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    height, width = ink.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    found = []
    for at in range(1, count):
        x, y, w, h, filled = (int(v) for v in stats[at])
        if w * h < MIN_AREA * width * height or min(w, h) < 0.04 * min(width, height) or filled < 0.25 * w * h:
            continue
        near = int(EDGE * min(width, height)) + 1
        touches = (x <= near) + (y <= near) + (x + w >= width - near) + (y + h >= height - near)
        if touches and text.any() and touches < 4:
            # The dark edge that a scanner or a book's fold leaves.
            continue
        if float(text[y : y + h, x : x + w].mean()) > MAX_TEXT:
            continue
        found.append(Area("figure", 0.5, x / SCALE, y / SCALE, (x + w) / SCALE, (y + h) / SCALE))
    return found


def _window(x0: float, y0: float, x1: float, y1: float) -> tuple[slice, slice]:
    def at(value: float) -> int:
        return max(0, round(value * SCALE))

    return slice(at(y0), at(y1)), slice(at(x0), at(x1))
