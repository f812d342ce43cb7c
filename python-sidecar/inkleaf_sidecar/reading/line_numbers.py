"""Numbers beside the lines of a text, as transcripts, laws and editions have them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from .geometry import Box
from .paragraphs import LEADERS
from .rows import Row, group_rows
from .script import ends_sentence, is_cjk
from .seen_page import SeenPage

MIN_NUMBERS = 5
MOST_OF = 0.8
"""Of the numbers at that margin; a few may be the text's own."""
SAME_EDGE = 0.7
"""Line heights: numbers of one column share an edge."""


def line_numbers(page: SeenPage, boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a column of numbers that count the rows of the text beside them, at either margin; none where they
    may number items or verses: the text has to run on from row to row."""
    rows = group_rows(boxes)
    for end in (0, -1):
        column = _counting(page, rows, end)
        if len(column) >= MIN_NUMBERS and _runs_on(page, [row for row, _ in column], [number for _, number in column]):
            return [number for _, number in column]
    return []


def _counting(page: SeenPage, rows: Sequence[Row], end: int) -> list[tuple[Row, Box]]:
    """(row, number) of the longest stretch whose numbers grow as the rows do."""
    numbered = [(at, row, row.boxes[end]) for at, row in enumerate(rows) if page.text(row.boxes[end]).isdecimal()]
    best: list[tuple[Row, Box]] = []
    stretch: list[tuple[int, Row, Box]] = []
    for entry in numbered:
        if stretch and not _counts(page, stretch[-1], entry):
            stretch = []
        stretch.append(entry)
        if len(stretch) > len(best):
            best = [(row, box) for _, row, box in stretch]
    return best if len(best) >= MOST_OF * len(numbered) else []


def _counts(page: SeenPage, before: tuple[int, Row, Box], after: tuple[int, Row, Box]) -> bool:
    (at, _, above), (later, _, below) = before, after
    grown = int(page.text(below)) - int(page.text(above))
    edges = min(abs(below.x0 - above.x0), abs(below.x1 - above.x1))
    return grown == later - at and edges < SAME_EDGE * page.line_height_px


def _runs_on(page: SeenPage, rows: Sequence[Row], numbers: Sequence[Box]) -> bool:
    """Whether half of the rows or more go on in the next one, in the middle of a sentence."""
    texts = [
        " ".join(page.text(box) for box in row.boxes if box is not number)
        for row, number in zip(rows, numbers, strict=True)
    ]
    pairs = [(above, below) for above, below in itertools.pairwise(texts) if above and below]
    running = sum(
        not ends_sentence(above) and (below[0].islower() or is_cjk(below[0])) and not LEADERS.search(above)
        for above, below in pairs
    )
    return len(pairs) >= MIN_NUMBERS - 2 and 2 * running >= len(pairs)
