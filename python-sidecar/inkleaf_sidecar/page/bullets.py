"""Bullets that were not read: detection passes over a lone dot in front of a line."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ..reading import Box
from .image import Grey

REACH = 2.4
"""Line heights left of a line in which its bullet stands."""
INNER = 0.12
"""Of a line's height, at its top and its foot, where the neighbours' letters end."""
CONTRAST = 45
"""Grey levels between a bullet and its ground."""
SIZE = (0.1, 0.55)
"""Line heights, in both directions."""
ASPECT = 1.7
FILLED = 0.3
"""Of the square around it: a ring or an arrowhead of this size."""
MIDDLE = (0.28, 0.76)
"""Where the middle of a bullet is, of the line's height from its top."""
SPECK = 0.06
INSIDE = 0.5
"""Line heights between a box's left edge and its first word, where there is room for a bullet."""
BEFORE_WORD = 0.2
"""Line heights: recognition tells a word's place no better."""


def find_bullets(grey: Grey, boxes: Sequence[Box], starts: Sequence[float]) -> list[float | None]:
    """For each line its bullet's left edge, px, where one thing of a bullet's size stands alone before it. `grey` is
    the level page; `starts` is where the first word of each line begins, px: detection may have taken the bullet in."""
    lefts = np.array([box.x0 for box in boxes])
    rights = np.array([box.x1 for box in boxes])
    middles = np.array([box.middle_y for box in boxes])
    found: list[float | None] = []
    for box, start in zip(boxes, starts, strict=True):
        reach = box.x0 - REACH * box.height
        beside = (abs(middles - box.middle_y) < 0.5 * box.height) & (rights > reach) & (lefts < box.x0 - 1)
        found.append(None if beside.any() or box.width < box.height else _bullet(grey, box, start))
    return found


def _bullet(grey: Grey, box: Box, start: float) -> float | None:
    height = box.height
    end = start - BEFORE_WORD * height if start > box.x0 + INSIDE * height else box.x0
    # A PDF's own text may reach far out of the page.
    top, bottom = (max(0, round(y)) for y in (box.y0 + INNER * height, box.y1 - INNER * height))
    left, right = (max(0, round(x)) for x in (end - REACH * height, end))
    strip = grey[top:bottom, left:right].astype(np.int16)
    if strip.shape[0] < 3 or strip.shape[1] < 0.3 * height:
        return None
    ink = (abs(strip - np.median(strip)) > CONTRAST).astype(np.uint8)
    # A small picture falls to pieces.
    ink = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    parts = [part for part in stats[1:count] if max(part[2], part[3]) > SPECK * height]
    if not 1 <= len(parts) <= 2:
        return None
    # An arrowhead has two parts.
    x, y = min(int(part[0]) for part in parts), min(int(part[1]) for part in parts)
    wide = max(int(part[0] + part[2]) for part in parts) - x
    high = max(int(part[1] + part[3]) for part in parts) - y
    area = sum(int(part[4]) for part in parts)
    if not (SIZE[0] * height <= min(wide, high) and max(wide, high) <= SIZE[1] * height):
        return None
    middle = (y + high / 2 + INNER * height) / height
    apart = x > 0 and y > 0 and y + high < strip.shape[0] and x + wide < strip.shape[1]
    compact = max(wide, high) <= ASPECT * min(wide, high) and area >= FILLED * wide * high
    return float(left + x) if apart and compact and MIDDLE[0] < middle < MIDDLE[1] else None
