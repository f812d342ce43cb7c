"""Boxes that stand beside each other are one row."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from statistics import median

from .geometry import Box
from .script import is_cjk

ROOM = 1.15
"""Of the next word's width: boxes are not exact."""


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
    rows: list[_Gathered] = []
    for box in sorted(boxes, key=lambda b: (b.middle_y, b.x0)):
        if rows and rows[-1].has_beside(box):
            rows[-1].add(box)
        else:
            rows.append(_Gathered(box))
    return [Row(row.boxes) for row in rows]


class _Gathered:
    """Boxes of a row as they are found."""

    __slots__ = ("_right", "_sum_y0", "_sum_y1", "boxes")

    def __init__(self, box: Box) -> None:
        self.boxes = [box]
        self._sum_y0, self._sum_y1 = box.y0, box.y1
        self._right = box.x1

    def add(self, box: Box) -> None:
        self.boxes.append(box)
        self._sum_y0 += box.y0
        self._sum_y1 += box.y1
        self._right = max(self._right, box.x1)

    def has_beside(self, box: Box) -> bool:
        y0, y1 = self._sum_y0 / len(self.boxes), self._sum_y1 / len(self.boxes)
        if min(y1, box.y1) - max(y0, box.y0) < 0.5 * min(y1 - y0, box.y1 - box.y0):
            return False
        if box.x0 >= self._right:
            return True
        # Two boxes one over the other are two rows, however tightly they are set.
        x0, x1 = box.x0, box.x1
        width = x1 - x0
        return not any(
            b.x1 > x0 and b.x0 < x1 and min(b.x1, x1) - max(b.x0, x0) >= 0.5 * min(b.x1 - b.x0, width)
            for b in self.boxes
        )


def outer_rows(boxes: Sequence[Box], line_height_px: float) -> tuple[list[Box], list[Box], list[Box]]:
    """(head, body, foot): what little stands at either end beyond a white strip through all columns that is wider
    than those within: running heads, page numbers, a heading between two stretches."""
    slabs = white_strips(boxes, -0.3 * line_height_px)
    gaps = [min(b.y0 for b in below) - max(b.y1 for b in above) for above, below in itertools.pairwise(slabs)]
    if not gaps:
        return [], list(boxes), []
    apart = 0.6 * line_height_px + (max(0.0, median(gaps)) if len(gaps) > 3 else 0.0)
    first = 1 if gaps[0] > apart and is_low(slabs[0], line_height_px) else 0
    last = len(slabs) - 1 if gaps[-1] > apart and is_low(slabs[-1], line_height_px) else len(slabs)
    if first >= last:
        return [], list(boxes), []
    head, body, foot = ([b for slab in part for b in slab] for part in (slabs[:first], slabs[first:last], slabs[last:]))
    return head, body, foot


def usual_gap(boxes: Sequence[Box]) -> float:
    """The median white between a box and the next one below it that shares some of its width; below 0 where boxes
    overlap. px."""
    ordered = sorted(boxes, key=lambda b: b.y0)
    tops = [box.y0 for box in ordered]
    highest = max((box.height for box in ordered), default=0.0)
    gaps = []
    for at, box in enumerate(ordered):
        # Nothing that begins above this has its middle below the box.
        first = max(at + 1, bisect_right(tops, box.y1 - highest / 2))
        for n in range(first, len(ordered)):
            other = ordered[n]
            if (other.y0 + other.y1) / 2 > box.y1 and min(other.x1, box.x1) > max(other.x0, box.x0):
                gaps.append(other.y0 - box.y1)
                break
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


def is_low(slab: Sequence[Box], line_height_px: float) -> bool:
    """Not more than two lines high."""
    return max(b.y1 for b in slab) - min(b.y0 for b in slab) < 3.2 * line_height_px


def has_room(above: Row, row: Row, text: str, width_px: float) -> bool:
    """Whether the first word of a row, which reads `text`, would have had room in the row above it, in a column that is
    `width_px` wide: then it begins a line of its own."""
    if not text:
        return False
    word = text.split()[0]
    # Chinese breaks after any character, though not before a mark that closes.
    first = word[0] if is_cjk(word[0]) else f"{word} "
    next_word = (row.x1 - row.x0) * _width(first) / max(_width(text), 1)
    return above.x1 - above.x0 + ROOM * next_word < width_px


def _width(text: str) -> int:
    """In Latin characters."""
    return sum(2 if is_cjk(character) else 1 for character in text)
