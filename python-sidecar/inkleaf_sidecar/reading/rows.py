"""Boxes that stand beside each other are one row."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from .geometry import Box


class Row:
    """Boxes from left to right, with what is asked of them often worked out once."""

    __slots__ = ("boxes", "height", "inked", "middle_y", "x0", "x1", "y0", "y1")

    def __init__(self, boxes: list[Box]) -> None:
        self.boxes = sorted(boxes, key=lambda b: b.x0)
        self.x0 = min(b.x0 for b in boxes)
        self.x1 = max(b.x1 for b in boxes)
        self.y0 = sum(b.y0 for b in boxes) / len(boxes)
        self.y1 = sum(b.y1 for b in boxes) / len(boxes)
        self.middle_y = (self.y0 + self.y1) / 2
        self.height = sorted(b.height for b in boxes)[len(boxes) // 2]
        self.inked = sum(b.width for b in boxes)


def group_rows(boxes: Sequence[Box]) -> list[Row]:
    """Rows from top to bottom. A box joins the row that it shares half its height with."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: (b.middle_y, b.x0)):
        if rows and _beside(rows[-1], box):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [Row(row) for row in rows]


def _beside(row: list[Box], box: Box) -> bool:
    y0, y1 = sum(b.y0 for b in row) / len(row), sum(b.y1 for b in row) / len(row)
    if min(y1, box.y1) - max(y0, box.y0) < 0.5 * min(y1 - y0, box.height):
        return False
    # Two boxes one over the other are two rows, however tightly they are set.
    return all(min(other.x1, box.x1) - max(other.x0, box.x0) < 0.5 * min(other.width, box.width) for other in row)


def outer_rows(boxes: Sequence[Box], unit: float) -> tuple[list[Box], list[Box], list[Box]]:
    """(head, body, foot): what little stands at either end beyond a white strip through all columns that is wider
    than those within: running heads, page numbers, a heading between two stretches."""
    slabs = white_strips(boxes, -0.3 * unit)
    gaps = [min(b.y0 for b in below) - max(b.y1 for b in above) for above, below in itertools.pairwise(slabs)]
    if not gaps:
        return [], list(boxes), []
    apart = 0.6 * unit + (max(0.0, median(gaps)) if len(gaps) > 3 else 0.0)
    first = 1 if gaps[0] > apart and is_low(slabs[0], unit) else 0
    last = len(slabs) - 1 if gaps[-1] > apart and is_low(slabs[-1], unit) else len(slabs)
    if first >= last:
        return [], list(boxes), []
    head, body, foot = ([b for slab in part for b in slab] for part in (slabs[:first], slabs[first:last], slabs[last:]))
    return head, body, foot


def usual_gap(boxes: Sequence[Box]) -> float:
    """The median white between a box and the next one below it that shares some of its width; below 0 where boxes
    overlap. px."""
    ordered = sorted(boxes, key=lambda b: b.y0)
    gaps = []
    for at, box in enumerate(ordered):
        below = (b for b in ordered[at + 1 :] if b.middle_y > box.y1 and min(b.x1, box.x1) > max(b.x0, box.x0))
        following = next(below, None)
        if following is not None:
            gaps.append(following.y0 - box.y1)
    return median(gaps) if gaps else 0.0


def white_strips(boxes: Sequence[Box], least_white: float) -> list[list[Box]]:
    """Groups of boxes from top to bottom with more than `least_white` px between them; negative where boxes may
    overlap by so much."""
    slabs: list[list[Box]] = []
    bottom = -float("inf")
    for box in sorted(boxes, key=lambda b: b.y0):
        if box.y0 - bottom > least_white:
            slabs.append([])
        slabs[-1].append(box)
        bottom = max(bottom, box.y1)
    return slabs


def is_low(slab: Sequence[Box], unit: float) -> bool:
    """Not more than two lines high."""
    return max(b.y1 for b in slab) - min(b.y0 for b in slab) < 3.2 * unit
