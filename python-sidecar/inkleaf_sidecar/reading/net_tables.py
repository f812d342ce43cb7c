"""Tables that the line net sees."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np

from .geometry import Box
from .line_net import LinesSeen
from .rows import group_rows

NO_TABLE = 0.1
"""Of being cells or terms, the mean over lines: up to 0.3 the pages of the dev split come out nearly alike."""
COLUMNS = 3
"""Pieces of a row: more than two columns of a page."""
LIKELY = 0.5
"""Of being a cell, and of being of one table with another."""


def is_table(inside: Sequence[Box], seen: LinesSeen | None) -> bool:
    """Whether the line net takes most of these lines for cells."""
    return seen is not None and bool(inside) and seen.says([box.at for box in inside], ("table",)) >= LIKELY


def is_no_table(inside: Sequence[Box], seen: LinesSeen | None) -> bool:
    """Whether the line net is sure that these lines are text or code."""
    if seen is None or not inside:
        return False
    members = [box.at for box in inside]
    if seen.says(members, ("table", "term")) >= NO_TABLE:
        return False
    # It has learned from few pages that are nothing but a table, and takes their cells for code.
    return seen.says(members, ("code",)) < LIKELY or median(len(row.boxes) for row in group_rows(inside)) < COLUMNS


def tables_seen(free: Sequence[Box], seen: LinesSeen) -> list[list[Box]]:
    """The lines of each table among these: likely cells, and what is likely of one block with them. A table that other
    lines stand among is left out."""
    if not free:
        return []
    _, together = seen.of_groups([[box.at] for box in free])
    linked = together >= LIKELY
    left = {n for n, box in enumerate(free) if seen.says([box.at], ("table",)) >= LIKELY}
    found = []
    while left:
        group = _reached(linked, left.pop())
        left -= group
        some = [free[n] for n in sorted(group)]
        x0, y0 = min(box.x0 for box in some), min(box.y0 for box in some)
        x1, y1 = max(box.x1 for box in some), max(box.y1 for box in some)
        among = [box for box in free if x0 <= (box.x0 + box.x1) / 2 <= x1 and y0 <= box.middle_y <= y1]
        if is_table(some, seen) and len(among) == len(some):
            found.append(some)
    return found


def _reached(linked: np.ndarray, first: int) -> set[int]:
    group, next_ones = {first}, [first]
    while next_ones:
        near = set(np.flatnonzero(linked[next_ones.pop()]).tolist()) - group
        group |= near
        next_ones += near
    return group
