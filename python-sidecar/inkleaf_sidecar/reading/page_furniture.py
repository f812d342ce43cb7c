"""Running heads and page numbers: what stands at the ends of a page, apart from its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .code import is_typewriter
from .geometry import Box, without
from .list_markers import PAGE_NUMBER
from .paragraphs import BOLD, text_row
from .rows import Row, group_rows
from .seen_page import LARGER, SLIGHTLY_LARGER, SeenPage

MARGIN = 0.13
"""Of the page's height at either end."""
LEAST_LINES, MOST_LINES = 20, 200
"""For how many lines of its text a page has room: a card has 17, a sheet of A4 in 6 point 140."""
NUMBERED = re.compile(r"^\d{1,4}\s|\s\d{1,4}$")
"""A page number at either end of a row."""


def running_heads(page: SeenPage, boxes: Sequence[Box]) -> tuple[list[Box], list[Box], list[Box]]:
    """(head, foot, the rest)."""
    height = page.look.height
    if not LEAST_LINES < height / page.line_height_px < MOST_LINES:
        # No sheet of paper: a card, a label, a web page.
        return [], [], list(boxes)
    head: list[Box] = []
    foot: list[Box] = []
    rest: list[Box] = []
    all_rows = group_rows(boxes)
    for at, row in enumerate(all_rows):
        at_top = row.middle_y < MARGIN * height
        outer = at_top or row.middle_y > (1 - MARGIN) * height
        seen = outer and any(page.kind_of(b, ("header", "footer")) for b in row.boxes)
        inward = all_rows[at + 1 : at + 2] if at_top else all_rows[max(at - 1, 0) : at]
        if seen and not _is_large(page, row.boxes) and not _is_code(page, row, inward):
            (head if at_top else foot).extend(row.boxes)
        else:
            rest.extend(row.boxes)
    # A page number alone in its row, apart from the text.
    rows = group_rows(rest)
    ends = ((rows[0], rows[1], head), (rows[-1], rows[-2], foot)) if len(rows) > 1 else ()
    for edge, neighbour, side in ends:
        outer = edge.middle_y < MARGIN * height if side is head else edge.middle_y > (1 - MARGIN) * height
        apart = abs(edge.middle_y - neighbour.middle_y) > 1.8 * page.line_height_px
        if outer and apart and len(edge.boxes) == 1 and PAGE_NUMBER.match(page.text(edge.boxes[0])):
            side.extend(edge.boxes)
    rest = without(rest, [*head, *foot])
    if not rest:
        # A page that says nothing else is there for what it says.
        rest = [box for box in (*head, *foot) if not PAGE_NUMBER.match(page.text(box))]
    return without(head, rest), without(foot, rest), rest


def _is_code(page: SeenPage, row: Row, inward: Sequence[Row]) -> bool:
    """The net takes code that goes on from the page before for a running head. `inward` is the next row towards the
    page's middle: where that is no code, what has a page number in it is a running head in a typewriter's letters."""
    own, *next_rows = (text_row(one, page.lines, page.line_height_px) for one in (row, *inward))
    if not is_typewriter(own, page.lines):
        return False
    return NUMBERED.search(own.text) is None or all(is_typewriter(one, page.lines) for one in next_rows)


def _is_large(page: SeenPage, boxes: Sequence[Box]) -> bool:
    """A title's letters, or those of a heading: larger and bold."""
    if page.text_size is None:
        return False
    for line in (page.lines[box.at] for box in boxes):
        size = (line.x_height_px or 0.0) / page.text_size
        stroke = (line.stroke_px or 0.0) / (line.x_height_px or 1)
        bold = page.text_stroke and stroke >= BOLD * page.text_stroke
        if size > LARGER or (size > SLIGHTLY_LARGER and bold):
            return True
    return False
