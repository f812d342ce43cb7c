"""Are two sides of a vertical strip of white columns of text, or one table?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .geometry import Box
from .rows import Row, group_rows, usual_gap, white_strips

MIN_COLUMN_UNITS = 5.0
"""A column's median line is at least this many line heights wide: numbers and labels are not."""
MAX_CELL_ROWS = 6
MAX_LINES = 400
FULL = 0.8
"""Lines of prose are as wide as those above and below; cells and entries are not."""


def are_columns(left: Sequence[Box], right: Sequence[Box], line_height_px: float) -> bool:
    """`line_height_px` is the page's median line height in px."""
    if len(left) < 2 or len(right) < 2:
        return False
    rows_left, rows_right = group_rows(left), group_rows(right)
    if min(len(rows_left), len(rows_right)) < 2 or max(len(rows_left), len(rows_right)) < 3:
        return False
    if _shared_extent(left, right) < 0.5 or not _beside(rows_left, rows_right):
        return False
    narrowest = min(float(np.median([b.width for b in side])) for side in (left, right))
    aligned = _aligned(rows_left, rows_right, line_height_px)
    if narrowest < MIN_COLUMN_UNITS * line_height_px:
        return aligned < 0.4 and narrowest >= 2.5 * line_height_px and min(len(rows_left), len(rows_right)) >= 3
    if aligned >= 0.75 and min(_fill(left), _fill(right)) < FULL:
        return False
    return not _is_table(left, right, line_height_px)


def _shared_extent(left: Sequence[Box], right: Sequence[Box]) -> float:
    """How much of the shorter side's height lies beside the other, 0..1."""
    spans = [(min(b.y0 for b in side), max(b.y1 for b in side)) for side in (left, right)]
    shared = min(spans[0][1], spans[1][1]) - max(spans[0][0], spans[1][0])
    return shared / max(min(high - low for low, high in spans), 1e-6)


def _beside(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether any row has part of another at its own height on the other side. Turns of a talk have not, which stand at
    the left and at the right one below the other."""
    at = 0
    for row in left:
        while at < len(right) and right[at].y1 <= row.y0:
            at += 1
        if at < len(right):
            other = right[at]
            if min(row.y1, other.y1) - max(row.y0, other.y0) > 0.25 * min(row.height, other.height):
                return True
    return False


def _aligned(left: list[Row], right: list[Row], line_height_px: float) -> float:
    """The part of the rows of the side with fewer that have a row at their own height on the other."""
    few, many = sorted((left, right), key=len)
    heights = np.array([row.middle_y for row in many])
    return float(np.mean([np.abs(heights - row.middle_y).min() < 0.3 * line_height_px for row in few]))


def _fill(boxes: Sequence[Box]) -> float:
    """The median of each line's width over that of the wider ones among the lines above and below it, 0..1."""
    x0, x1 = np.array([b.x0 for b in boxes]), np.array([b.x1 for b in boxes])
    width = x1 - x0
    # A median needs no more than some hundred of thousands of lines.
    some = np.unique(np.linspace(0, len(boxes) - 1, min(len(boxes), MAX_LINES)).astype(int))
    fill = []
    for at in some:
        shared = np.minimum(x1, x1[at]) - np.maximum(x0, x0[at])
        near = shared > 0.5 * np.minimum(width, width[at])
        near[at] = True
        fill.append(min(1.0, width[at] / max(float(np.percentile(width[near], 85)), 1e-6)))
    return float(np.median(fill))


def _is_table(left: Sequence[Box], right: Sequence[Box], line_height_px: float) -> bool:
    """Rows of cells with several lines each: white strips go through both sides at the same height, and what lies
    between them starts level."""
    slabs = white_strips([*left, *right], 0.35 * line_height_px + max(0.0, usual_gap([*left, *right])))
    most_rows = max(len(group_rows(left)), len(group_rows(right)))
    # Paragraphs of two columns may happen to part at the same heights; cells are low and many.
    if len(slabs) < 3 or not 1.25 < most_rows / len(slabs) < MAX_CELL_ROWS:
        return False
    on_left = {box.at for box in left}
    level = 0
    for slab in slabs:
        tops = [[b.y0 for b in slab if (b.at in on_left) == side] for side in (True, False)]
        level += bool(tops[0] and tops[1] and abs(min(tops[0]) - min(tops[1])) < 0.5 * line_height_px)
    return level >= 0.8 * len(slabs)
