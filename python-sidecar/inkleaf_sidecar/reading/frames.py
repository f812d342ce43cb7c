"""What stands on a ground of its own beside other text is read by itself: cards, sidebars, notes in a tint."""

from __future__ import annotations

from .geometry import Box, without
from .page_objects import PageObject
from .rows import group_rows
from .seen_page import SeenPage

LEAST_ROWS = 2
"""A stripe of a table holds one."""


def find_frames(page: SeenPage, free: list[Box]) -> tuple[list[PageObject], list[Box]]:
    """Frames with the lines in them, and what is left of `free`."""
    frames = []
    left = free
    for x0, y0, x1, y1 in page.look.fills:
        inside = [b for b in left if x0 <= (b.x0 + b.x1) / 2 <= x1 and y0 <= b.middle_y <= y1]
        if not all(x0 <= b.x0 and b.x1 <= x1 for b in inside) or len(group_rows(inside)) < LEAST_ROWS:
            continue
        if any(grid.holds(box) for grid in page.look.grids for box in inside):
            continue
        if any(y0 < b.middle_y < y1 for b in without(free, inside)):
            frames.append(PageObject("frame", (x0, y0, x1, y1), inside))
            left = without(left, inside)
    return frames, left
