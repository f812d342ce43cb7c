"""Tables that only the white between their cells shows, among the rows of a region."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from .definition_lists import are_pairs, before_pairs, pairs_in, pairs_until
from .geometry import Box
from .line_net import LinesSeen
from .net_tables import is_no_table
from .page_objects import table_of
from .paragraphs import TextRow
from .seen_page import SeenPage
from .tables import Table

CELL_ROWS = 3
"""Such a table has at least so many rows, and as many columns."""


def with_white_tables(rows: Sequence[TextRow], page: SeenPage, seen: LinesSeen | None) -> list[list[TextRow] | Table]:
    """Stretches of rows, and the tables among them."""
    pieces: list[list[TextRow] | Table] = []
    at = looked_at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and len(rows[end].members) >= CELL_ROWS and _may_be_cells(rows[end]):
            end += 1
        cells = _boxes(rows[at:end])
        may_be = end - at >= CELL_ROWS and not is_no_table(cells, seen)
        table = table_of(page, cells) if may_be else None
        end_of_pairs = pairs_until(rows, at, page.line_height_px) if table is None and at >= looked_at else at
        looked_at = max(looked_at, end_of_pairs)
        some = rows[at:end_of_pairs]
        if are_pairs(some) and not is_no_table(_boxes(some), seen):
            before_it = pieces[-1] if pieces and isinstance(pieces[-1], list) else []
            before = before_pairs(before_it, some[0], page.line_height_px)
            pairs = table_of(page, _boxes([*before, *some]))
            if pairs is not None and pairs.columns == 2 and pairs.rows == pairs_in(some) + (len(before) > 0):
                if before:
                    del before_it[-len(before) :]
                pieces.append(pairs)
                at = end_of_pairs
                continue
        if table is not None and table.columns >= CELL_ROWS:
            while end < len(rows) and len(rows[end].members) > 1:
                # A row with empty cells.
                longer = table_of(page, _boxes(rows[at : end + 1]))
                if longer is None or longer.columns != table.columns or not _follows(rows[at : end + 1]):
                    break
                table, end = longer, end + 1
            pieces.append(table)
            at = end
            continue
        end = max(end, at + 1)
        if pieces and isinstance(pieces[-1], list):
            pieces[-1].extend(rows[at:end])
        else:
            pieces.append(list(rows[at:end]))
        at = end
    return pieces


def _boxes(rows: Sequence[TextRow]) -> list[Box]:
    return [box for row in rows for box in row.place.boxes]


def _may_be_cells(row: TextRow) -> bool:
    return row.kind != "title" and row.code is None


def _follows(rows: Sequence[TextRow]) -> bool:
    """Whether the last row comes as closely as the others do."""
    steps = [below.place.middle_y - above.place.middle_y for above, below in itertools.pairwise(rows)]
    return steps[-1] < 1.3 * float(np.median(steps[:-1]))
