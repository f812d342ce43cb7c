"""Tables from the places of their lines: columns from the white between them, cells filled with what was recognised."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np
import numpy.typing as npt

from .geometry import Box
from .look import Grid, GridCell, TableRows
from .rows import Row, group_rows, has_room
from .script import joined

SHRINK = 0.25
"""Line heights taken off either end of a box: detection's own margin."""
MIN_WHITE = 0.4
"""Line heights of white between columns."""
MAX_ACROSS = 0.2
"""Of the rows so many may have a cell across two columns."""
BETWEEN = 0.4
"""How near to the middle between two rows a row that belongs to both is."""
APART = 1.05
"""Of the steps between the lines of a cell: those between rows are as much larger at least."""
WRAPPED = 0.8
"""A step between rows that is lower than this part of the usual one is a second line of the same cell."""


Places = npt.NDArray[np.float64]


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
        row = _field(grid.ys, box.middle_y)
        for piece in _parted(box, texts[box.at].strip(), words[box.at], grid, row, owner):
            column = _field(grid.xs, (piece.box.x0 + piece.box.x1) / 2)
            owner[row, column].pieces.append(piece)
    _measure_room(grid, cells.values())
    return _trimmed(Table(rows, columns, sorted(cells.values(), key=lambda cell: (cell.row, cell.column))))


def _measure_room(grid: Grid, cells: Iterable[Cell]) -> None:
    """As wide as the column's widest line; between rulings as the column without its margins."""
    by_column: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.column_span == 1 and cell.pieces:
            by_column.setdefault(cell.column, []).append(cell)
    for column, some in by_column.items():
        rows = [row for cell in some for row in group_rows([piece.box for piece in cell.pieces])]
        room = max(row.x1 - row.x0 for row in rows)
        if grid.ruled:
            left, right = grid.xs[column], grid.xs[column + 1]
            margin = min(row.x0 - left for row in rows), min(right - row.x1 for row in rows)
            room = max(room, right - left - 2 * max(0.0, min(margin)))
        for cell in some:
            cell.room = room


def _field(edges: Sequence[float], place: float) -> int:
    return int(np.clip(np.searchsorted(edges, place, side="right") - 1, 0, len(edges) - 2))


def _parted(
    box: Box, text: str, words: list[list[float]] | None, grid: Grid, row: int, owner: dict[tuple[int, int], Cell]
) -> list[Piece]:
    parts = text.split()
    less = min(SHRINK * box.height, 0.3 * box.width)
    first, last = _field(grid.xs, box.x0 + less), _field(grid.xs, box.x1 - less)
    if owner[row, first] is owner[row, last] or words is None or len(words) != len(parts) or len(parts) < 2:
        return [Piece(box.at, text, box)]
    pieces: list[tuple[Cell, list[str], float, float]] = []
    for word, (start, end) in zip(parts, words, strict=True):
        x0, x1 = box.x0 + start * box.width, box.x0 + end * box.width
        cell = owner[row, _field(grid.xs, (x0 + x1) / 2)]
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


def aligned_grid(boxes: Sequence[Box], bands: Sequence[float] = (), seen: TableRows | None = None) -> Grid | None:
    """The grid of a table without rulings, or None where the lines don't stand in two columns and two rows.

    `bands` are the heights of rulings across it, where there are any; `seen` is what the table net says, which knows
    cells of several lines that stand beside lower ones."""
    rows = group_rows(boxes)
    if len(rows) < 2:
        return None
    line_height_px = median(box.height for box in boxes)
    xs = _column_edges(rows, line_height_px)
    if len(xs) < 3:
        return None
    begun = _begun_at_left(rows, xs)
    groups = _by_bands(rows, bands) or begun or _wrapped_together(rows, xs, line_height_px)
    spanning: list[tuple[int, Row]] = []
    if begun is None and seen is not None and seen.columns == len(xs) - 1 and 2 <= len(seen.middles) < len(groups):
        by_net = _as_seen(rows, seen.middles, xs)
        if by_net is not None:
            groups, spanning = by_net
    if len(groups) < 2:
        return None
    tops = [min(box.y0 for row in group for box in row.boxes) for group in groups]
    bottoms = [max(box.y1 for row in group for box in row.boxes) for group in groups]
    ys = [tops[0], *((above + below) / 2 for above, below in zip(bottoms[:-1], tops[1:], strict=True)), bottoms[-1]]
    # Boxes of tightly set rows overlap.
    ys = list(np.maximum.accumulate(ys))
    cells = [GridCell(at, column, 2, 1) for at, row in spanning for column in sorted(_columns(row, xs))]
    taken = {(cell.row + n, cell.column) for cell in cells for n in range(2)}
    for at, group in enumerate(groups):
        column = 0
        spans = _spans([box for row in group for box in row.boxes], xs)
        while column < len(xs) - 1:
            last = max((end for start, end in spans if start <= column <= end), default=column)
            if (at, column) not in taken:
                cells.append(GridCell(at, column, 1, last - column + 1))
            column = last + 1
    return Grid(xs, [float(y) for y in ys], cells)


def _column_edges(rows: Sequence[Row], line_height_px: float) -> list[float]:
    """[left, gutter, gutter, ..., right]: where few rows have a box, in the middle of the white."""
    spans = [[_shrunk(box, line_height_px) for box in row.boxes] for row in rows]
    places = np.unique([x for row in spans for span in row for x in span])
    across = _rows_across(spans, places)
    open_to = across <= int(MAX_ACROSS * len(rows))
    edges: list[float] = [min(row.x0 for row in rows)]
    starts = np.flatnonzero(open_to & ~np.concatenate([[False], open_to[:-1]]))
    ends = np.flatnonzero(open_to & ~np.concatenate([open_to[1:], [False]]))
    for start, end in zip(starts, ends, strict=True):
        low, high = _emptiest(places, across, int(start), int(end))
        if high - low >= MIN_WHITE * line_height_px:
            edges.append((low + high) / 2)
    edges.append(max(row.x1 for row in rows))
    return _with_something_in_each(edges, spans)


def _shrunk(box: Box, line_height_px: float) -> tuple[float, float]:
    less = min(SHRINK * line_height_px, 0.3 * box.width)
    return box.x0 + less, box.x1 - less


def _rows_across(spans: Sequence[Sequence[tuple[float, float]]], places: Places) -> Places:
    """How many rows have a box between each place and the next."""
    change = np.zeros(len(places))
    for row in spans:
        right = -1
        for x0, x1 in sorted(row):
            first, last = max(int(np.searchsorted(places, x0)), right), int(np.searchsorted(places, x1))
            if last > first:
                change[first] += 1
                change[last] -= 1
            right = max(right, last)
    counts: Places = np.cumsum(change)[:-1]
    return counts


def _emptiest(places: Places, across: Places, start: int, end: int) -> tuple[float, float]:
    """The widest part of the white from `start` to `end` that fewest rows reach into: one wide cell may."""
    least = across[start : end + 1].min()
    best = (0.0, 0.0)
    at = start
    while at <= end:
        last = at
        while last <= end and across[last] == least:
            last += 1
        if last > at and places[last] - places[at] > best[1] - best[0]:
            best = (float(places[at]), float(places[last]))
        at = max(last, at + 1)
    return best


def _with_something_in_each(edges: list[float], spans: Sequence[Sequence[tuple[float, float]]]) -> list[float]:
    """Edges between which at least one row, and one in twenty of many, has a box of its own."""
    least = max(1, len(spans) // 20)
    kept = [edges[0]]
    for edge in edges[1:]:
        inside = sum(any(kept[-1] <= (x0 + x1) / 2 <= edge for x0, x1 in row) for row in spans)
        if inside >= least:
            kept.append(edge)
    kept[-1] = edges[-1]
    return kept


def _spans(boxes: Sequence[Box], xs: Sequence[float]) -> list[tuple[int, int]]:
    """First and last column of what lies across a gutter."""
    found = []
    for box in boxes:
        less = min(1.5 * SHRINK * box.height, 0.3 * box.width)
        first, last = _field(xs, box.x0 + less), _field(xs, box.x1 - less)
        if first != last:
            found.append((first, last))
    return found


def _by_bands(rows: Sequence[Row], bands: Sequence[float]) -> list[list[Row]] | None:
    """Rows of text between rulings, where the rulings part rows and not only head and foot."""
    if len(bands) < 3:
        return None
    edges = sorted(bands)
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(int(np.searchsorted(edges, row.middle_y)), []).append(row)
    if len(groups) < 3 or median(len(group) for group in groups.values()) > 3:
        return None
    if max(len(group) for group in groups.values()) > max(4, 0.4 * len(rows)):
        return None
    return [groups[at] for at in sorted(groups)]


def _begun_at_left(rows: Sequence[Row], xs: Sequence[float]) -> list[list[Row]] | None:
    """Rows that begin where something stands in the first column, with the rows below it that continue their other
    cells. None where the white between them doesn't say so too: a first cell may have several lines itself."""
    groups: list[list[Row]] = []
    within: list[float] = []
    between: list[float] = []
    for above, row in zip([None, *rows], rows, strict=False):
        columns = _columns(row, xs)
        step = row.middle_y - above.middle_y if above else 0.0
        if 0 in columns:
            if len(columns) < 2:
                return None
            between += [step] if groups else []
            groups.append([row])
        elif not groups:
            # It goes on from the page before.
            groups.append([row])
        elif 0 in _columns(groups[-1][0], xs) and not columns <= _columns(groups[-1][0], xs):
            return None
        else:
            within.append(step)
            groups[-1].append(row)
    if len(groups) < 3 or not within or min(between) < APART * max(within):
        return None
    return groups


def _wrapped_together(rows: Sequence[Row], xs: Sequence[float], line_height_px: float) -> list[list[Row]]:
    """Rows that continue the cells of the row above are put to it: they stand closer and fill fewer columns."""
    steps = [below.middle_y - above.middle_y for above, below in itertools.pairwise(rows)]
    usual = float(np.percentile(steps, 75)) if steps else line_height_px
    groups = [[rows[0]]]
    for above, row, step in zip(rows, rows[1:], steps, strict=False):
        own, others = _columns(row, xs), _columns(above, xs)
        if step < WRAPPED * usual and own < set.union(*(_columns(one, xs) for one in groups[-1])) and own <= others:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _as_seen(
    rows: Sequence[Row], middles: Sequence[float], xs: Sequence[float]
) -> tuple[list[list[Row]], list[tuple[int, Row]]] | None:
    """(rows of text by the net's rows, (first, row) of those that stand between two of them, over both), or None
    where a row of the net has no text."""
    groups: list[list[Row]] = [[] for _ in middles]
    between: list[tuple[int, Row]] = []
    for row in rows:
        away = [abs(row.middle_y - middle) for middle in middles]
        nearest, second = sorted(range(len(middles)), key=lambda n: away[n])[:2]
        if abs(nearest - second) == 1 and away[second] - away[nearest] < BETWEEN * (away[second] + away[nearest]):
            between.append((min(nearest, second), row))
        else:
            groups[nearest].append(row)
    spanning: list[tuple[int, Row]] = []
    for first, row in between:
        others = {column for one in (*groups[first], *groups[first + 1]) for column in _columns(one, xs)}
        if others and not _columns(row, xs) & others:
            spanning.append((first, row))
        else:
            away = [abs(row.middle_y - middles[n]) for n in (first, first + 1)]
            groups[first + int(away[1] < away[0])].append(row)
    return (groups, spanning) if all(groups) else None


def _columns(row: Row, xs: Sequence[float]) -> set[int]:
    return {_field(xs, (box.x0 + box.x1) / 2) for box in row.boxes}
