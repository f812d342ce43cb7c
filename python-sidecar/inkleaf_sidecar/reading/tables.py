"""Tables from the places of their lines: columns from the white between them, cells filled with what was recognised."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from .geometry import Box
from .look import Grid, GridCell
from .rows import group_rows, has_room
from .script import joined
from .table_columns import SHRINK, column_edges
from .table_rows import ColumnPiece, by_bands, field_at, pieces_of, row_groups


@dataclass(slots=True)
class Piece:
    """A line, or as much of it as stands in one cell. `at` is the line's index."""

    at: int
    text: str
    box: Box


@dataclass(slots=True)
class Cell:
    row: int
    column: int
    row_span: int
    column_span: int
    pieces: list[Piece] = field(default_factory=list)
    room: float | None = None
    """The width that a line of its column may have, px; None for a cell over several columns."""

    @property
    def text(self) -> str:
        """Its lines joined; apart where the next one's first word would have had room beside the one before."""
        text, above = "", None
        for row in group_rows([piece.box for piece in self.pieces]):
            pieces = {piece.box: piece for piece in self.pieces}
            line = " ".join(pieces[box].text for box in row.boxes)
            apart = above is not None and self.room is not None and has_room(above, row, line, self.room)
            text = f"{text}\n{line}" if apart else joined(text, line)
            above = row
        return text


@dataclass(slots=True)
class Table:
    rows: int
    columns: int
    cells: list[Cell]
    """By row, then column; every field of the grid belongs to exactly one."""

    @property
    def members(self) -> list[int]:
        """The lines in it, in the order of the cells, each once."""
        return list(dict.fromkeys(piece.at for cell in self.cells for piece in cell.pieces))

    def as_text(self) -> str:
        """Rows as lines, cells parted by tabs: what a spreadsheet takes from the clipboard."""
        rows: list[list[str]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append(cell.text.replace("\n", " "))
        return "\n".join("\t".join(row) for row in rows)


def fill(grid: Grid, boxes: Sequence[Box], texts: Sequence[str], words: Sequence[list[list[float]] | None]) -> Table:
    """Every line goes into the cell that its middle is in; one that lies across cells is parted between words.

    `texts` and `words` are of all lines, by `Box.at`."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    cells = {(c.row, c.column): Cell(c.row, c.column, c.row_span, c.column_span) for c in grid.cells}
    owner = {
        (r, c): cell
        for cell in cells.values()
        for r in range(cell.row, cell.row + cell.row_span)
        for c in range(cell.column, cell.column + cell.column_span)
    }
    for r, c in itertools.product(range(rows), range(columns)):
        if (r, c) not in owner:
            owner[r, c] = cells[r, c] = Cell(r, c, 1, 1)
    for box in boxes:
        row = field_at(grid.ys, box.middle_y)
        for piece in _parted(box, texts[box.at].strip(), words[box.at], grid, row, owner):
            column = field_at(grid.xs, (piece.box.x0 + piece.box.x1) / 2)
            owner[row, column].pieces.append(piece)
    measure_room(cells.values(), grid)
    return _trimmed(Table(rows, columns, sorted(cells.values(), key=lambda cell: (cell.row, cell.column))))


def measure_room(cells: Iterable[Cell], grid: Grid | None = None) -> None:
    """As wide as the column's widest line; between rulings as the column without its margins."""
    by_column: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.column_span == 1 and cell.pieces:
            by_column.setdefault(cell.column, []).append(cell)
    for column, some in by_column.items():
        rows = [row for cell in some for row in group_rows([piece.box for piece in cell.pieces])]
        room = max(row.x1 - row.x0 for row in rows)
        if grid is not None and grid.ruled:
            left, right = grid.xs[column], grid.xs[column + 1]
            margin = min(row.x0 - left for row in rows), min(right - row.x1 for row in rows)
            room = max(room, right - left - 2 * max(0.0, min(margin)))
        for cell in some:
            cell.room = room


def _parted(
    box: Box, text: str, words: list[list[float]] | None, grid: Grid, row: int, owner: dict[tuple[int, int], Cell]
) -> list[Piece]:
    parts = text.split()
    less = min(SHRINK * box.height, 0.3 * box.width)
    first, last = field_at(grid.xs, box.x0 + less), field_at(grid.xs, box.x1 - less)
    if owner[row, first] is owner[row, last] or words is None or len(words) != len(parts) or len(parts) < 2:
        return [Piece(box.at, text, box)]
    pieces: list[tuple[Cell, list[str], float, float]] = []
    for word, (start, end) in zip(parts, words, strict=True):
        x0, x1 = box.x0 + start * box.width, box.x0 + end * box.width
        cell = owner[row, field_at(grid.xs, (x0 + x1) / 2)]
        if pieces and pieces[-1][0] is cell:
            pieces[-1][1].append(word)
            pieces[-1] = (cell, pieces[-1][1], pieces[-1][2], x1)
        else:
            pieces.append((cell, [word], x0, x1))
    return [Piece(box.at, " ".join(some), Box(box.at, x0, box.y0, x1, box.y1)) for _, some, x0, x1 in pieces]


def _trimmed(table: Table) -> Table:
    """Without rows and columns that nothing begins in: a margin between rulings, a double line, an underline."""
    used_rows = sorted({cell.row for cell in table.cells if cell.pieces})
    used_columns = sorted({cell.column for cell in table.cells if cell.pieces})
    edge_rows = set(range(table.rows)) - set(used_rows)
    edge_columns = set(range(table.columns)) - set(used_columns)
    if not edge_rows and not edge_columns:
        return table
    row_at = {r: n for n, r in enumerate(used_rows)}
    column_at = {c: n for n, c in enumerate(used_columns)}
    cells = []
    for cell in table.cells:
        own_rows = [row_at[r] for r in range(cell.row, cell.row + cell.row_span) if r in row_at]
        own_columns = [column_at[c] for c in range(cell.column, cell.column + cell.column_span) if c in column_at]
        if own_rows and own_columns:
            cells.append(Cell(own_rows[0], own_columns[0], len(own_rows), len(own_columns), cell.pieces, cell.room))
    return Table(len(used_rows), len(used_columns), cells)


def aligned_grid(
    boxes: Sequence[Box],
    texts: Sequence[str],
    words: Sequence[list[list[float]] | None],
    bands: Sequence[float] = (),
    *,
    sure: bool = False,
) -> Grid | None:
    """The grid of a table without rulings, or None where the lines don't stand in two columns and two rows.

    `texts` and `words` are of all lines, by `Box.at`; `bands` are the heights of rulings across it, where there are
    any. Where it is `sure` that this is a table, its columns may stand a space apart."""
    rows = group_rows(boxes)
    if len(rows) < 2:
        return None
    line_height_px = median(box.height for box in boxes)
    xs = column_edges(rows, line_height_px, texts, words, sure=sure)
    if len(xs) < 3:
        return None
    slack_px = 1.5 * SHRINK * line_height_px
    pieces = [piece for box in boxes for piece in pieces_of(box, texts[box.at], words[box.at], xs, slack_px)]
    if not _stand_beside(pieces):
        return None
    groups = by_bands(pieces, bands) or row_groups(pieces, len(xs) - 1)
    if len(groups) < 2:
        return None
    return _grid(xs, groups)


def _stand_beside(pieces: Sequence[ColumnPiece]) -> bool:
    """Whether something stands in more than one column of a row: turns of a talk stand to the left or to the right."""
    column = {piece.box: piece.first for piece in pieces}
    return any(len({column[box] for box in row.boxes}) > 1 for row in group_rows(list(column)))


def _grid(xs: list[float], groups: Sequence[Sequence[ColumnPiece]]) -> Grid:
    tops = [min(piece.box.y0 for piece in group) for group in groups]
    bottoms = [max(piece.box.y1 for piece in group) for group in groups]
    ys = [tops[0], *((above + below) / 2 for above, below in zip(bottoms[:-1], tops[1:], strict=True)), bottoms[-1]]
    # Boxes of tightly set rows overlap.
    ys = list(np.maximum.accumulate(ys))
    cells = []
    for at, group in enumerate(groups):
        column = 0
        while column < len(xs) - 1:
            last = max((piece.last for piece in group if piece.first <= column <= piece.last), default=column)
            cells.append(GridCell(at, column, 1, last - column + 1))
            column = last + 1
    return Grid(xs, [float(y) for y in ys], cells)
