"""Heads that stand beside their text, in a narrow column at its left: each is read before what it is the head of."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from .geometry import Box
from .rows import Row, group_rows

NARROW = 0.5
"""Of the text's width; columns of a page are as wide as each other."""
WORD = 2.0
"""Line heights: marks and numbers are narrower."""
LEVEL = 0.3
"""Line heights between a head's first row and the row of text that it stands beside."""
APART = 1.25
"""Steps of its own rows, from one head to the next."""


def side_heads(
    left: Sequence[Box], right: Sequence[Box], line_height_px: float
) -> list[tuple[list[Box], list[Box]]] | None:
    """(head, its text) from top to bottom; None where the left side is no heads. One row beside one row is read as a
    row: only heads of several rows would be read across."""
    heads = _groups(group_rows(left))
    text = group_rows(right)
    if len(heads) < 2 or len(text) <= sum(len(head) for head in heads):
        return None
    words = all(row.x1 - row.x0 > WORD * line_height_px for head in heads for row in head[:1])
    if not words or _width(left) > NARROW * _width(right):
        return None
    begins: list[int] = []
    for head in heads:
        away = [abs(row.middle_y - head[0].middle_y) for row in text]
        nearest = int(np.argmin(away))
        if away[nearest] > LEVEL * line_height_px or (begins and nearest <= begins[-1]):
            return None
        begins.append(nearest)
    if begins[0] != 0:
        return None
    parts = [text[first:end] for first, end in itertools.pairwise([*begins, len(text)])]
    if not any(len(head) > 1 and len(part) > 1 for head, part in zip(heads, parts, strict=True)):
        return None
    if not all(_ends_above(part, after, text) for part, after in itertools.pairwise(parts)):
        return None
    return [(_boxes(head), _boxes(part)) for head, part in zip(heads, parts, strict=True)]


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows with no more white between them than between most."""
    steps = [below.middle_y - above.middle_y for above, below in itertools.pairwise(rows)]
    groups: list[list[Row]] = [[row] for row in rows[:1]]
    for row, step in zip(rows[1:], steps, strict=True):
        if step > APART * min(steps):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _ends_above(part: Sequence[Row], after: Sequence[Row], text: Sequence[Row]) -> bool:
    """Whether a text ends where the next one's head begins: with a short row, or with white below it."""
    full = float(np.percentile([row.x1 for row in text], 85))
    steps = [below.middle_y - above.middle_y for above, below in itertools.pairwise(text)]
    short = part[-1].x1 < full - 0.15 * (full - min(row.x0 for row in text))
    return short or after[0].middle_y - part[-1].middle_y > APART * float(np.median(steps))


def _width(boxes: Sequence[Box]) -> float:
    return max(b.x1 for b in boxes) - min(b.x0 for b in boxes)


def _boxes(rows: Sequence[Row]) -> list[Box]:
    return [box for row in rows for box in row.boxes]
