"""What stands in columns without a ruling: tables, and what only looks like one."""

from __future__ import annotations

from collections.abc import Sequence

from .geometry import Box
from .page_objects import _reads_on
from .tables import Cell, Piece, Table

PROSE = (
    "typing will be exactly as it was while it was being recorded for",
    "iterations of the loop, and every trace that was compiled contains",
    "the guards that are required to validate what was supposed before",
    "and if one of them fails the flow of control is another one.",
)


def table(column: Sequence[str]) -> Table:
    cells = []
    for row, text in enumerate(column):
        for at, own in enumerate((text, str(row), "continue;")):
            box = Box(3 * row + at, 300.0 * at, 40.0 * row, 300.0 * at + 250, 40.0 * row + 30)
            cells.append(Cell(row, at, 1, 1, [Piece(box.at, own, box)]))
    return Table(len(column), 3, cells)


def test_prose_that_goes_on_from_row_to_row_stands_beside_something_and_is_no_column_of_it() -> None:
    assert _reads_on(table(PROSE))


def test_sentences_that_end_in_their_rows_are_cells_and_so_are_words_in_small_letters() -> None:
    assert not _reads_on(table([f"{text.capitalize()}." for text in PROSE]))
    assert not _reads_on(table(["height", "width", "depth", "weight"]))
