"""Items of lists whose marks mean something else elsewhere: they are told by their neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .paragraphs import TextRow

HOLLOW = re.compile(r"^o\s+(?=[^\W\d_])")
"""A ring is read as the letter."""
ARROW = re.compile(r"^»\s*(?=\S)")
LETTER = re.compile(r"^([a-z])\.\s+(?=\S)")
INDENT = 0.8
"""Line heights."""
SAME_EDGE = 0.4


def mark_items(rows: Sequence[TextRow], left: float, line_height_px: float, *, arrows: bool) -> None:
    """Sets the `mark` of rows of one region. `left` is its margin, px; `arrows` whether » may be a bullet."""
    for row in rows:
        if row.mark is not None or row.code is not None:
            continue
        hollow, arrow, letter = HOLLOW.match(row.text), ARROW.match(row.text), LETTER.match(row.text)
        if arrow and arrows:
            row.mark = arrow.group()
        elif hollow and row.place.x0 > left + INDENT * line_height_px and _is_capital(row.text[hollow.end()]):
            row.mark = hollow.group()
        elif letter and any(
            _follow(letter.group(1), other.text) for other in rows if _begins_at(row, other, line_height_px)
        ):
            row.mark = letter.group()


def _is_capital(character: str) -> bool:
    return character.lower() != character


def _begins_at(row: TextRow, other: TextRow, line_height_px: float) -> bool:
    return abs(row.place.x0 - other.place.x0) < SAME_EDGE * line_height_px


def _follow(label: str, text: str) -> bool:
    """Whether the other row has the next letter, or the one before."""
    found = LETTER.match(text)
    return found is not None and abs(ord(found.group(1)) - ord(label)) == 1
