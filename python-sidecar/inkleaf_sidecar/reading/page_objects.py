"""What keeps its lines to itself: tables, figures, formulas."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .definition_lists import are_pairs, before_pairs, has_terms, pairs_in, pairs_until
from .geometry import Box, without
from .line_net import LinesSeen
from .list_markers import CAPTION
from .look import Area, Grid
from .net_tables import is_no_table, is_table, tables_seen
from .paragraphs import is_in_sentence, text_row
from .rows import Row, group_rows
from .script import is_cjk
from .seen_page import SeenPage
from .tables import Table, aligned_grid, fill

HELD = ("table", "figure", "text_figure", "equation")
MIN_FILLED = 0.4
"""Of the fields of a table without rulings."""
PROSE_CHARACTERS = 20
"""A line with so many reads on."""
MAX_COVERED = 0.2
"""Of a picture by text that reads on."""
MAX_PIECES = 1
"""Lines that read on, in a cell of a table of one column: more is text in a frame."""
HEAD, NEXT = 4.0, 9.0
"""Line heights between the rulings of a table's head, and between those of its rows."""
WHOLE_PAGE = 0.9
WORD = re.compile(r"[^\W\d_]{4,}|[\u3040-\u9fff]{3}")
"""Formulas have few; three CJK characters are one."""
NUMBERS = re.compile(r"^[\d.,()%'’\s–-]+$")


@dataclass(slots=True)
class PageObject:
    """It takes its place in the order as one box, in px of the level page."""

    kind: str
    box: tuple[float, float, float, float]
    boxes: list[Box]
    table: Table | None = None
    ruled: bool = False
    """Whether `box` is where the table's rulings are."""

    @property
    def middle_y(self) -> float:
        return (self.box[1] + self.box[3]) / 2


def find_page_objects(
    page: SeenPage, free: list[Box], seen: LinesSeen | None = None
) -> tuple[list[PageObject], list[Box]]:
    held: list[PageObject] = []
    for grid in page.look.grids:
        inside = [box for box in free if grid.holds(box)]
        if _is_squared_paper(grid, inside) or is_no_table(inside, seen):
            continue
        table = table_in_grid(page, grid, inside)
        if table is not None:
            edges = (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
            held.append(PageObject("table", edges, inside, table, ruled=True))
            free = without(free, inside)
    for inside, table in _between_rules(page, free):
        held.append(PageObject("table", hull_of(inside), inside, table))
        free = without(free, inside)
    for inside in tables_seen(free, seen) if seen is not None and seen.is_whole else []:
        table = table_of(page, inside, sure=True)
        if table is not None:
            held.append(PageObject("table", hull_of(inside), inside, table))
            free = without(free, inside)
    for area in page.areas:
        if area.kind not in HELD or any(_covers(h.box, area) for h in held):
            continue
        inside = [b for b in free if area.holds(b) and not page.kind_of(b, ("table_caption", "figure_caption"))]
        inside = _without_captions(page, inside)
        found = _judged(page, area, inside, free, seen)
        if found is not None:
            held.append(found)
            free = without(free, found.boxes)
    for inside, table in _pairs(page, free):
        if is_no_table(inside, seen):
            continue
        held.append(PageObject("table", hull_of(inside), inside, table))
        free = without(free, inside)
    return held, free


def _pairs(page: SeenPage, free: list[Box]) -> list[tuple[list[Box], Table]]:
    """Terms with meanings of several lines, which would be taken for two columns of text."""
    rows = [text_row(row, page.lines, page.line_height_px) for row in group_rows(free)]
    found = []
    at = 0
    while at < len(rows):
        end = pairs_until(rows, at, page.line_height_px)
        some = rows[at:end]
        if are_pairs(some) and has_terms(some):
            before = before_pairs(rows[:at], some[0], page.line_height_px)
            inside = [box for row in [*before, *some] for box in row.place.boxes]
            table = table_of(page, inside)
            if table is not None and table.columns == 2 and table.rows == pairs_in(some) + (len(before) > 0):
                found.append((inside, table))
        at = max(end, at + 1)
    return found


def _without_captions(page: SeenPage, inside: list[Box]) -> list[Box]:
    """The net's areas take in what stands close above or below a figure."""
    rows = group_rows(inside)
    captions = [row.boxes[0] for row in (rows[:1] + rows[-1:]) if CAPTION.match(page.text(row.boxes[0]))]
    return without(inside, captions)


def _between_rules(page: SeenPage, free: list[Box]) -> list[tuple[list[Box], Table]]:
    """Tables whose rows are parted by rulings of the same length, without any between their columns."""
    found = []
    left = sorted(page.look.rules, key=lambda rule: rule[2])
    while left:
        first = left[0]
        group = [
            r for r in left if abs(r[0] - first[0]) < page.line_height_px and abs(r[1] - first[1]) < page.line_height_px
        ]
        left = [r for r in left if r not in group]
        for some in _close(group, page.line_height_px):
            x0, x1, top, bottom = some[0][0], some[0][1], some[0][2], some[-1][2]
            inside = [b for b in free if top < b.middle_y < bottom and x0 < (b.x0 + b.x1) / 2 < x1]
            table = table_of(page, inside, sure=True) if len(some) >= 3 else None
            if table is not None and table.rows >= len(some) - 1:
                found.append((inside, table))
                free = without(free, inside)
    return found


def _more_rows(page: SeenPage, inside: Sequence[Box], free: Sequence[Box]) -> list[Box]:
    """The next row below a table, where it has several pieces under the columns: the net's area ended early."""
    rows = group_rows(inside)
    step = float(np.median([b.middle_y - a.middle_y for a, b in itertools.pairwise(rows)])) if len(rows) > 2 else 0
    left, _, right, bottom = hull_of(inside)
    own = {box.at for box in inside}
    below = [b for b in free if b.at not in own and bottom - 0.3 * page.line_height_px < b.middle_y < bottom + step]
    return _if_in_columns(page, group_rows(below)[:1], left, right)


def _head_row(page: SeenPage, inside: Sequence[Box], free: Sequence[Box]) -> list[Box]:
    """The row close above a table that has a piece over each of several columns: the net's area began late."""
    left, top, right, _ = hull_of(inside)
    own = {box.at for box in inside}
    above = [
        b
        for b in free
        if b.at not in own and top - 2.2 * page.line_height_px < b.middle_y < top + 0.3 * page.line_height_px
    ]
    return _if_in_columns(page, group_rows(above)[-1:], left, right)


def _if_in_columns(page: SeenPage, rows: Sequence[Row], left: float, right: float) -> list[Box]:
    """The boxes of these rows (one or none) where several stand between a table's edges, in pixels; else none."""
    slack_px = page.line_height_px
    return [
        box
        for row in rows
        if len(row.boxes) > 1 and row.x0 >= left - slack_px and row.x1 <= right + slack_px
        for box in row.boxes
    ]


def _judged(
    page: SeenPage, area: Area, inside: list[Box], free: Sequence[Box], seen: LinesSeen | None
) -> PageObject | None:
    """What an area of the net turns out to be; None where the lines in it are text like any other."""
    box = (area.x0, area.y0, area.x1, area.y1)
    if area.kind == "equation":
        words = [w for b in inside for w in WORD.findall(page.text(b))]
        # The net takes a block of bare numbers for a formula.
        numbers = all(NUMBERS.match(page.text(b)) for b in inside) and (len(inside) > 3 or _fills(inside, area))
        typed = inside and all(page.lines[b.at].fixed_pitch for b in inside)
        return PageObject("formula", box, inside) if len(words) <= 2 and not numbers and not typed else None
    if area.kind != "figure":
        if is_no_table(inside, seen):
            return None
        least = MIN_FILLED if area.kind == "table" else 1.5 * MIN_FILLED
        sure = is_table(inside, seen)
        table = table_of(page, inside, least, sure=sure)
        head = _head_row(page, inside, free) if table is not None else []
        if head and table is not None:
            longer = table_of(page, [*head, *inside], least, sure=sure)
            if longer is not None and longer.columns == table.columns:
                inside, table = [*head, *inside], longer
        while table is not None and (more := _more_rows(page, inside, free)):
            longer = table_of(page, [*inside, *more], least, sure=sure)
            if longer is None or longer.columns != table.columns:
                break
            inside, table = [*inside, *more], longer
        return None if table is None else PageObject("table", _hull(box, inside), inside, table)
    size = (area.x1 - area.x0) * (area.y1 - area.y0)
    if inside and size > WHOLE_PAGE * page.look.width * page.look.height:
        return None
    prose = [b for b in inside if _length(page.text(b)) >= PROSE_CHARACTERS]
    if len(prose) < 3:
        return PageObject("figure", box, inside)
    # Text over a picture is text; a picture that is mostly text is none.
    covered = sum(b.width * b.height for b in inside)
    return PageObject("figure", box, []) if covered < MAX_COVERED * size else None


def table_in_grid(page: SeenPage, grid: Grid, inside: list[Box]) -> Table | None:
    if len(grid.xs) == 2 and len(grid.ys) > 3 and len(inside) >= 3:
        # Rulings between rows only, in a frame.
        texts, words = [line.text for line in page.lines], [line.words for line in page.lines]
        columns = aligned_grid(inside, texts, words, grid.ys, sure=True)
        if columns is not None:
            return _filled(page, columns, inside, MIN_FILLED)
    return _filled(page, grid, inside)


def table_of(
    page: SeenPage, inside: list[Box], least_filled: float = MIN_FILLED, *, sure: bool = False
) -> Table | None:
    if len(inside) < 3:
        return None
    texts, words = [line.text for line in page.lines], [line.words for line in page.lines]
    bands = _bands(page, inside)
    grid = aligned_grid(inside, texts, words, bands, sure=sure)
    table = None if grid is None else _filled(page, grid, inside, least_filled)
    return None if table is not None and not sure and not bands and _reads_on(table) else table


def _reads_on(table: Table) -> bool:
    """Whether the rows of a column go on into each other as lines of prose do: then it stands beside something else."""
    for column in range(table.columns):
        texts = [cell.text for cell in table.cells if cell.column == column and cell.text]
        steps = [
            len(above) >= 2 * PROSE_CHARACTERS and is_in_sentence(above, below)
            for above, below in itertools.pairwise(texts)
        ]
        if sum(steps) >= 2 and 2 * sum(steps) >= len(steps):
            return True
    return False


def _bands(page: SeenPage, inside: list[Box]) -> list[float]:
    x0, x1 = min(b.x0 for b in inside), max(b.x1 for b in inside)
    y0, y1 = min(b.y0 for b in inside), max(b.y1 for b in inside)
    return [y for left, right, y in page.look.rules if y0 < y < y1 and min(right, x1) - max(left, x0) > 0.7 * (x1 - x0)]


def _filled(page: SeenPage, grid: Grid, inside: list[Box], least_filled: float = 0.15) -> Table | None:
    """None where too little stands in it to be a table: a frame round some text, a drawing."""
    table = fill(grid, inside, [line.text for line in page.lines], [line.words for line in page.lines])
    filled = sum(bool(cell.pieces) for cell in table.cells)
    if table.rows < 1 or table.rows * table.columns < 2 or filled < 2 or filled < least_filled * len(table.cells):
        return None
    prose = any(
        len(cell.pieces) > MAX_PIECES and len(cell.text) > PROSE_CHARACTERS * len(cell.pieces) for cell in table.cells
    )
    if table.columns == 1 and (prose or not (grid.ruled and table.rows >= 3)):
        return None
    if not grid.ruled and _is_contents(table):
        return None
    return table


def _is_squared_paper(grid: Grid, inside: Sequence[Box]) -> bool:
    """Whether most lines run on over the rulings."""
    across = [sum(box.x0 < x < box.x1 for x in grid.xs) >= 3 for box in inside]
    return len(grid.xs) > 8 and sum(across) > 0.5 * len(across)


def _fills(inside: Sequence[Box], area: Area) -> bool:
    """Whether what was read is all there is: a formula's own signs may not have been."""
    return sum(b.width * b.height for b in inside) > 0.5 * (area.x1 - area.x0) * (area.y1 - area.y0)


def _length(text: str) -> int:
    """In Latin characters: one of CJK says as much as two."""
    return sum(2 if is_cjk(c) else 1 for c in text)


def _is_contents(table: Table) -> bool:
    """Rows that end in page numbers, each at least as high as the one before: a table of contents."""
    last = [cell.text for cell in table.cells if cell.column + cell.column_span == table.columns]
    numbers = [int(text) for text in last if text.isdecimal() and len(text) < 5]
    rising = sum(a <= b for a, b in itertools.pairwise(numbers))
    if len(numbers) < max(2, 0.7 * table.rows) or rising < 0.9 * (len(numbers) - 1):
        return False
    first = [cell.text for cell in table.cells if cell.column == 0]
    return table.columns == 2 or sum(bool(re.match(r"\d+(\.\d+)*\b|[IVX]+\b", text)) for text in first) > 0.6 * len(
        first
    )


def _hull(box: tuple[float, float, float, float], inside: Sequence[Box]) -> tuple[float, float, float, float]:
    return (
        min(box[0], *(b.x0 for b in inside)),
        min(box[1], *(b.y0 for b in inside)),
        max(box[2], *(b.x1 for b in inside)),
        max(box[3], *(b.y1 for b in inside)),
    )


def hull_of(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    return min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)


def _close(
    rules: Sequence[tuple[float, float, float]], line_height_px: float
) -> list[list[tuple[float, float, float]]]:
    """Groups of rulings, from top to bottom: those near each other, and after two that hold a head between them the
    next one, however far it is: the table's foot."""
    groups: list[list[tuple[float, float, float]]] = []
    for rule in rules:
        has_head = bool(groups) and len(groups[-1]) == 2 and groups[-1][1][2] - groups[-1][0][2] < HEAD * line_height_px
        if groups and (has_head or rule[2] - groups[-1][-1][2] <= NEXT * line_height_px):
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _covers(box: tuple[float, float, float, float], area: Area) -> bool:
    """Whether half of the smaller one lies in the other."""
    width = min(box[2], area.x1) - max(box[0], area.x0)
    height = min(box[3], area.y1) - max(box[1], area.y0)
    smaller = min((box[2] - box[0]) * (box[3] - box[1]), (area.x1 - area.x0) * (area.y1 - area.y0))
    return width > 0 and height > 0 and width * height > 0.5 * smaller
