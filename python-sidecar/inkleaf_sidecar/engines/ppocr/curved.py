"""Curved pages: detection takes several of their lines for one, and what it makes of them reads well but is little."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from ...page import Bgr, Flattener, Warp, laid_flat, on_curved_page
from ...reading import Corners
from .found_line import FoundLine

LEAST_READ = 0.8
"""Characters for each mark that is as high as letters are: on 294 flat pages of the corpus 0.97 at least, 1.28 in the
middle, Chinese and Japanese ones alike."""
MIN_MARKS = 200
"""Fewer are too little text to tell."""
MOST_PX = 1600
"""Of the page's longer side, at which its marks are counted: letters of 6 pt are five pixels high on A4."""
MIN_HEIGHT_PX = 5
MUCH_BETTER, BETTER = 1.1, 1.01
"""As much text must be read as well on the page laid flat, and when that is laid flat once more."""


@dataclass(frozen=True, slots=True)
class FlatPage:
    page: Bgr
    lines: list[FoundLine]
    warps: list[Warp]
    """One after the other, from the page as it was."""

    def on_curved_page(self, corners: Corners) -> Corners:
        height, width = self.page.shape[:2]
        for warp in reversed(self.warps):
            corners = on_curved_page(corners, warp, (width, height))
        return corners


def read_flat(
    page: Bgr, lines: list[FoundLine], flattener: Flattener, read: Callable[[Bgr], list[FoundLine]]
) -> FlatPage | None:
    """The page laid flat, where much of it was not read and more is when it is flat."""
    if not lacks_text(page, lines):
        return None
    best = FlatPage(page, lines, [])
    for better in (MUCH_BETTER, BETTER):
        warp = flattener.warp(best.page)
        flat = laid_flat(best.page, warp)
        again = read(flat)
        if _read(again) <= better * _read(best.lines):
            break
        best = FlatPage(flat, again, [*best.warps, warp])
    return best if best.warps else None


def lacks_text(page: Bgr, lines: list[FoundLine]) -> bool:
    """Whether far fewer characters were read than there are marks of one height. Of a page of pictures too."""
    scale = min(1.0, MOST_PX / max(page.shape[:2]))
    grey = cv2.resize(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    marks = (heights >= MIN_HEIGHT_PX) & (heights < 0.05 * grey.shape[0]) & (widths < 4 * heights)
    if marks.sum() < MIN_MARKS:
        return False
    usual = float(np.median(heights[marks]))
    marks &= (heights > 0.6 * usual) & (heights < 2 * usual)
    text = "".join(line.reading.text for line in lines if line.is_read)
    read = sum(not c.isspace() for c in text)
    return read < LEAST_READ * int(marks.sum())


def _read(lines: list[FoundLine]) -> float:
    return sum(len(line.reading.text) * line.reading.confidence for line in lines if line.is_read)
