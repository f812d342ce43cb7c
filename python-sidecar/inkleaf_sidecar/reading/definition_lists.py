"""Tables of two columns that nothing but white shows: terms and what they mean, labels and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from .list_markers import is_item
from .paragraphs import TextRow
from .rows import Row

MIN_PAIRS = 3
SAME_EDGE = 0.6
"""Line heights."""
MAX_OF_COLUMN = 0.6
"""Of the way to the second column; lines of text fill theirs."""
NEAR = 1.8
"""Line heights from one row of a cell to the next."""
HEAD_NEAR = 2.2
NUMBER = re.compile(r"^\W*[\dIVXivx]{1,4}\W*$")


def pairs_until(rows: Sequence[TextRow], first: int, line_height_px: float) -> int:
    """The end of the rows from `first` on that stand in two columns at the same edges, the further lines of the second
    among them; `first` itself where it is no pair."""
    if not _is_pair(rows[first].place, line_height_px):
        return first
    left, right = (box.x0 for box in rows[first].place.boxes)
    at = first
    while at < len(rows) and rows[at].kind != "title" and rows[at].code is None:
        place = rows[at].place
        boxes = place.boxes
        pair = (
            _is_pair(place, line_height_px)
            and _same(boxes[0].x0, left, line_height_px)
            and _same(boxes[1].x0, right, line_height_px)
        )
        more = at > first and len(boxes) == 1 and _same(place.x0, right, line_height_px)
        if not pair and not (more and place.y0 - rows[at - 1].place.y0 <= NEAR * line_height_px):
            break
        at += 1
    return at


def are_pairs(rows: Sequence[TextRow]) -> bool:
    """Whether they are enough. Marks of items and numbers of lines make no pairs."""
    pairs = [row for row in rows if len(row.place.boxes) > 1]
    marks = sum(is_item(row.text) or NUMBER.match(row.text.strip().split(" ", 1)[0]) is not None for row in pairs)
    return len(pairs) >= MIN_PAIRS and 2 * marks < len(pairs)


def pairs_in(rows: Sequence[TextRow]) -> int:
    return sum(len(row.place.boxes) > 1 for row in rows)


def has_terms(rows: Sequence[TextRow]) -> bool:
    """Whether the first parts are short beside others of several lines: two columns of text are not."""
    firsts = [row.place.boxes[0] for row in rows if len(row.place.boxes) > 1]
    apart = rows[0].place.boxes[1].x0 - rows[0].place.boxes[0].x0
    return len(firsts) < len(rows) and median(box.width for box in firsts) < MAX_OF_COLUMN * apart


def before_pairs(rows: Sequence[TextRow], first: TextRow, line_height_px: float) -> list[TextRow]:
    """The last of these rows that belong to the table whose first pair is `first`: its head, or the rest of a cell from
    the page before."""
    right = first.place.boxes[1].x0
    if (
        rows
        and _is_pair(rows[-1].place, line_height_px)
        and first.place.y0 - rows[-1].place.y0 < HEAD_NEAR * line_height_px
    ):
        term, meaning = rows[-1].place.boxes
        return [rows[-1]] if term.x1 < right and meaning.x0 > right - SAME_EDGE * line_height_px else []
    found: list[TextRow] = []
    below = first
    for row in reversed(rows):
        one = len(row.place.boxes) == 1 and _same(row.place.x0, right, line_height_px)
        if not one or below.place.y0 - row.place.y0 > NEAR * line_height_px:
            break
        found.insert(0, row)
        below = row
    return found


def _is_pair(row: Row, line_height_px: float) -> bool:
    return len(row.boxes) == 2 and row.boxes[1].x0 - row.boxes[0].x1 > SAME_EDGE * line_height_px


def _same(one: float, other: float, line_height_px: float) -> bool:
    return abs(one - other) < SAME_EDGE * line_height_px
