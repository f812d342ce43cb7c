"""Pictures many times as high as wide (a chat, a whole web page) are looked at in tiles: brought to a net's size in one
piece, their letters would be a few pixels high."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np

from .image import Bgr

TALL = 3.0
"""Height over width from which a picture is parted. At 2.8 a screenshot of a phone still reads without a fault."""
TILE = 2.0
"""Height over width of a tile: between an A4 page and what is still seen in one piece."""
LEAST_PX = 1280
"""What is no higher is seen as it is."""
OVERLAP = 0.25
"""Widths of the picture that neighbours share, so that what lies on a cut is whole in one of them."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Rows of pixels: `y0` to `y1` are looked at, and what has its middle from `own_y0` to `own_y1` is taken."""

    y0: int
    y1: int
    own_y0: int
    own_y1: int


def tiles_of(page: Bgr) -> list[Tile]:
    """From top to bottom; one for most pages."""
    height, width = page.shape[:2]
    if height <= max(TALL * width, LEAST_PX):
        return [Tile(0, height, 0, height)]
    count = round(height / max(TILE * width, LEAST_PX))
    reach = max(2, int(OVERLAP * width))
    cuts = [0, *(_emptiest(page, round(n * height / count), reach // 2) for n in range(1, count)), height]
    return [
        Tile(max(0, own_y0 - reach), min(height, own_y1 + reach), own_y0, own_y1)
        for own_y0, own_y1 in itertools.pairwise(cuts)
    ]


def _emptiest(page: Bgr, y: int, reach: int) -> int:
    """The middle of the highest strip with least change along its rows, at most `reach` px from `y`."""
    first = max(0, y - reach)
    strip = cv2.cvtColor(page[first : y + reach], cv2.COLOR_BGR2GRAY).astype(np.int16)
    busy = np.abs(np.diff(strip, axis=1)).sum(axis=1)
    calm = np.flatnonzero(busy <= busy.min())
    runs = np.split(calm, np.flatnonzero(np.diff(calm) > 1) + 1)
    longest = max(runs, key=len)
    return first + int(longest[len(longest) // 2])
