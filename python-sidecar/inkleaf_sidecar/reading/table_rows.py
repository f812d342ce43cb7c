"""The rows of a table without rulings: which lines are of one cell, and which cells stand beside each other.

Its numbers are from the same tables as those of `table_columns`."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from .geometry import Box
from .rows import Row, group_rows, has_room

STEP = 1.04
"""Steps that differ by less are alike: boxes are not exact."""
SURE = 0.75
"""Of the steps agree with what begins a row."""
LEAST = 5
"""The percentile of the steps that counts as the least."""
LOOSE = 1.4
"""Of the least step, to the next line of a cell."""
INNER = 0.2
"""Of a box's height at either end may overlap the next row's."""


@dataclass(frozen=True, slots=True)
class ColumnPiece:
    """As much of a line as stands in one column, or what lies across several. `at` is the line's index."""

    at: int
    text: str
    box: Box
    first: int
    last: int
    """Columns."""


def pieces_of(
    box: Box, text: str, words: list[list[float]] | None, xs: Sequence[float], slack_px: float
) -> list[ColumnPiece]:
    """A line, parted between words where a gutter of `xs` runs between them. `slack_px` is how far a box may reach over
    a gutter."""
    parts = text.split()
    if not words or len(words) != len(parts):
        parts, words = [text], [[0.0, 1.0]]
    spans = [(box.x0 + start * box.width, box.x0 + end * box.width) for start, end in words]
    groups: list[list[int]] = []
    for n, (start, _) in enumerate(spans):
        before = spans[n - 1][1] if n else start
        if n and not any(before - slack_px < x < start + slack_px and before < start for x in xs[1:-1]):
            groups[-1].append(n)
        else:
            groups.append([n])
    found = []
    for group in groups:
        x0, x1 = spans[group[0]][0], spans[group[-1]][1]
        if len(groups) == 1:
            x0, x1 = box.x0, box.x1
        less = min(slack_px, 0.3 * (x1 - x0))
        own = Box(box.at, x0, box.y0, x1, box.y1)
        found.append(
            ColumnPiece(
                box.at, " ".join(parts[n] for n in group), own, field_at(xs, x0 + less), field_at(xs, x1 - less)
            )
        )
    return found


def field_at(edges: Sequence[float], place: float) -> int:
    return int(np.clip(np.searchsorted(edges, place, side="right") - 1, 0, len(edges) - 2))


def by_bands(pieces: Sequence[ColumnPiece], bands: Sequence[float]) -> list[list[ColumnPiece]] | None:
    """The pieces between rulings, where the rulings part rows and not only head and foot."""
    if len(bands) < 3:
        return None
    edges = sorted(bands)
    groups: dict[int, list[ColumnPiece]] = defaultdict(list)
    for piece in pieces:
        groups[int(np.searchsorted(edges, piece.box.middle_y))].append(piece)
    lines = [len(group_rows([piece.box for piece in group])) for group in groups.values()]
    if len(groups) < 3 or median(lines) > 3 or max(lines) > max(4, 0.4 * sum(lines)):
        return None
    return [groups[at] for at in sorted(groups)]


def row_groups(pieces: Sequence[ColumnPiece], columns: int) -> list[list[ColumnPiece]]:
    """The pieces of each row, from top to bottom."""
    text_rows = group_rows([piece.box for piece in pieces])
    row_of = {box: n for n, row in enumerate(text_rows) for box in row.boxes}
    blocks: list[list[ColumnPiece]] = [[piece] for piece in pieces if piece.first != piece.last]
    steps: list[_Step] = []
    by_column: list[list[list[ColumnPiece]]] = []
    for column in range(columns):
        lines = _lines([piece for piece in pieces if piece.first == column == piece.last])
        by_column.append(lines)
        width_px = max((_row(line).x1 - _row(line).x0 for line in lines), default=0.0)
        for above, below in itertools.pairwise(lines):
            upper, lower = _row(above), _row(below)
            room = has_room(upper, lower, " ".join(piece.text for piece in below), width_px)
            steps.append(_Step(column, row_of[below[0].box], lower.middle_y - upper.middle_y, room))
    filled = [len({piece.first for piece in pieces if row_of[piece.box] == n}) for n in range(len(text_rows))]
    begun = {row_of[line[0].box] for line in by_column[0]}
    joins = _joined(steps, filled, begun, columns)
    for column, lines in enumerate(by_column):
        for n, line in enumerate(lines):
            if n and (column, row_of[line[0].box]) in joins:
                blocks[-1].extend(line)
            else:
                blocks.append(list(line))
    return _beside(blocks)


@dataclass(frozen=True, slots=True)
class _Step:
    """To a line from the one above it in its column."""

    column: int
    text_row: int
    step_px: float
    has_room: bool


def _joined(steps: Sequence[_Step], filled: Sequence[int], begun: set[int], columns: int) -> set[tuple[int, int]]:
    """(column, row of text) of the lines that go on in the cell of the line above them."""
    if not steps:
        return set()
    # What begins a row: all columns have something, the first has, or the word would have had room above.
    begins = [s.has_room or filled[s.text_row] == columns or s.text_row in begun for s in steps]
    near_px, right = _parting_step([step.step_px for step in steps], begins)
    if right >= SURE and near_px > 0:
        return {(step.column, step.text_row) for step in steps if step.step_px <= near_px}
    most = LOOSE * float(np.percentile([step.step_px for step in steps], LEAST, method="lower"))
    return {
        (step.column, step.text_row)
        for step, new in zip(steps, begins, strict=True)
        if not new and step.step_px <= most
    }


def _parting_step(steps: Sequence[float], begins: Sequence[bool]) -> tuple[float, float]:
    """(px, share): the step up to which lines are of one cell, so that it agrees best with what begins a row, and the
    share of the steps that agree."""
    order = sorted(zip(steps, begins, strict=True))
    right = sum(begins)
    best = (right, 0.0, 0.0)
    for (step, new), (following, _) in itertools.pairwise(order):
        right += -1 if new else 1
        if following > STEP * step > 0:
            best = max(best, (right, following / step, (step + following) / 2))
    return best[2], best[0] / len(order)


def _lines(pieces: Sequence[ColumnPiece]) -> list[list[ColumnPiece]]:
    of_box = {id(piece.box): piece for piece in pieces}
    return [[of_box[id(box)] for box in row.boxes] for row in group_rows([piece.box for piece in pieces])]


def _row(line: Sequence[ColumnPiece]) -> Row:
    return Row([piece.box for piece in line])


def _beside(blocks: Sequence[list[ColumnPiece]]) -> list[list[ColumnPiece]]:
    """Blocks that share some of their height are of one row."""
    extents = []
    for block in blocks:
        top, bottom = min(p.box.y0 for p in block), max(p.box.y1 for p in block)
        less = INNER * median(p.box.height for p in block)
        extents.append((top + less, bottom - less))
    groups: list[list[ColumnPiece]] = []
    end = -float("inf")
    for n in sorted(range(len(blocks)), key=lambda n: extents[n]):
        if extents[n][0] >= end:
            groups.append([])
        groups[-1].extend(blocks[n])
        end = max(end, extents[n][1])
    return groups
