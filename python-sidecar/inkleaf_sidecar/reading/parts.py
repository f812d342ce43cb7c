"""What a page is made of: headings, paragraphs, lists, tables, figures, code, notes, running heads, in reading order.

The layout net's areas say what something is; sizes, boldness, numbering, indents and steps decide where it says nothing
or can't be right."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from .code import code_stretches, code_text
from .geometry import Box, Corners, PlacedLine, is_vertical, laid_down, straight_boxes
from .look import Area, Grid, Look, TableRows, laid_look
from .marks import BULLET, CAPTION, NOTE, PAGE_NUMBER, SECTION, is_item, item_mark
from .order import arrange
from .paragraphs import Margins, Paragraph, TextRow, goes_on, margins_of, split_paragraphs, text_row, usual
from .rows import Row, group_rows
from .script import ends_sentence
from .tables import Table, aligned_grid, fill

SURE = 0.5
"""Confidence from which the layout net's word is taken."""
MARGIN = 0.13
"""Running heads and page numbers stand in this part of the page's height at either end."""
LARGER = 1.17
"""A short paragraph in letters so much larger than the text is a heading, whatever the net says."""
SLIGHTLY_LARGER = 1.06
MUCH_LARGER = 1.5
MOST_HEADING_ROWS = 4
MOST_HEADING_CHARACTERS = 240
NOTE_SIZE = 0.93
HELD = ("table", "figure", "text_figure", "equation")
LEAST_FILLED = 0.4
"""Of the fields of a table without rulings."""
PROSE_CHARACTERS = 20
MOST_COVERED = 0.2
"""Of a picture by text that reads on."""
WHOLE_PAGE = 0.9
CELL_ROWS = 3
"""A table that nothing but white shows has at least so many rows, and as many columns."""
NUMBERS = re.compile(r"^[\d.,()%'’\s–-]+$")
KINDS = {"title": "title", "figure_caption": "caption", "table_caption": "caption", "reference": "note"}


@dataclass(slots=True)
class Part:
    """`kind` as `result.Block.type`. `members` are the lines in it."""

    kind: str
    members: list[int]
    text: str
    rows: list[TextRow] = field(default_factory=list)
    size: float | None = None
    """A heading's letters over those of the text."""
    level: int | None = None
    """How deep an item of a list is, from 1."""
    mark: str | None = None
    """The bullet or number that such an item begins with."""
    table: Table | None = None
    box: tuple[float, float, float, float] | None = None
    """Of what is not made of lines: figures, formulas. px of the level page."""


@dataclass(slots=True)
class _Held:
    """What keeps its lines to itself: a table, a figure, a formula. It takes its place in the order as one box."""

    kind: str
    box: tuple[float, float, float, float]
    boxes: list[Box]
    table: Table | None = None


def find_parts(lines: Sequence[PlacedLine], look: Look) -> list[Part]:
    """`lines` and `look` are on the level page. Every line is in exactly one part."""
    corners = np.stack([line.quad for line in lines]) if lines else np.zeros((0, 4, 2), np.float32)
    vertical = bool(len(lines)) and is_vertical(corners)
    if vertical:
        corners, look_laid = laid_down(corners, look.width), laid_look(look)
    else:
        look_laid = look
    parts = _Page(lines, corners, look_laid).parts()
    if vertical:
        for part in parts:
            if part.box is not None:
                x0, y0, x1, y1 = part.box
                part.box = (look.width - y1, x0, look.width - y0, x1)
    return parts


class _Page:
    def __init__(self, lines: Sequence[PlacedLine], corners: Corners, look: Look) -> None:
        self.lines = lines
        self.corners = corners
        self.look = look
        self.boxes = straight_boxes(corners, range(len(lines)))
        self.unit = float(median(box.height for box in self.boxes)) if lines else 1.0
        lengths = [len(line.text) for line in lines]
        self.leading: float | None = None
        self.text_size = usual([line.size_px for line in lines], lengths)
        strokes = [line.stroke_px / line.size_px if line.stroke_px and line.size_px else None for line in lines]
        self.text_stroke = usual(strokes, lengths)
        self.areas = sorted((a for a in look.areas if a.confidence >= SURE), key=lambda a: -a.confidence)

    def parts(self) -> list[Part]:
        free = list(self.boxes)
        head, foot, free = self._running(free)
        held, free = self._held(free)
        body = self._body(held, free)
        return [*self._outer(head, "header"), *body, *self._outer(foot, "footer")]

    # Running heads and page numbers

    def _running(self, boxes: list[Box]) -> tuple[list[Box], list[Box], list[Box]]:
        """(head, foot, the rest)."""
        height = self.look.height
        head: list[Box] = []
        foot: list[Box] = []
        rest: list[Box] = []
        for row in group_rows(boxes):
            outer = row.middle_y < MARGIN * height or row.middle_y > (1 - MARGIN) * height
            if (
                outer
                and any(self._kind_of(b, ("header", "footer")) for b in row.boxes)
                and not self._is_large(row.boxes)
            ):
                (head if row.middle_y < MARGIN * height else foot).extend(row.boxes)
            else:
                rest.extend(row.boxes)
        # A page number alone in its row, apart from the text.
        rows = group_rows(rest)
        ends = ((rows[0], rows[1], head), (rows[-1], rows[-2], foot)) if len(rows) > 1 else ()
        for edge, neighbour, side in ends:
            outer = edge.middle_y < MARGIN * height if side is head else edge.middle_y > (1 - MARGIN) * height
            apart = abs(edge.middle_y - neighbour.middle_y) > 1.8 * self.unit
            if outer and apart and len(edge.boxes) == 1 and PAGE_NUMBER.match(self._text(edge.boxes[0])):
                side.extend(edge.boxes)
        return head, foot, _without(rest, [*head, *foot])

    def _is_large(self, boxes: Sequence[Box]) -> bool:
        sizes = [self.lines[box.at].size_px for box in boxes]
        return self.text_size is not None and any(size is not None and size > LARGER * self.text_size for size in sizes)

    def _outer(self, boxes: list[Box], kind: str) -> list[Part]:
        parts = []
        for row in group_rows(boxes):
            for box in row.boxes:
                text = self._text(box)
                own = "page_number" if PAGE_NUMBER.match(text) else kind
                parts.append(Part(own, [box.at], text))
        return parts

    def _kind_of(self, box: Box, kinds: Sequence[str]) -> str | None:
        return next((a.kind for a in self.areas if a.kind in kinds and a.holds(box)), None)

    def _text(self, box: Box) -> str:
        return self.lines[box.at].text.strip()

    # Tables, figures, formulas

    def _held(self, free: list[Box]) -> tuple[list[_Held], list[Box]]:
        held: list[_Held] = []
        for grid in self.look.grids:
            inside = [box for box in free if grid.holds(box)]
            table = self._filled(grid, inside)
            if table is not None:
                held.append(_Held("table", (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]), inside, table))
                free = _without(free, inside)
        for inside, table in self._between_rules(free):
            held.append(_Held("table", _hull_of(inside), inside, table))
            free = _without(free, inside)
        for area in self.areas:
            if area.kind not in HELD or any(_covers(h.box, area) for h in held):
                continue
            inside = [b for b in free if area.holds(b) and not self._kind_of(b, ("table_caption", "figure_caption"))]
            found = self._judged(area, inside, free)
            if found is not None:
                held.append(found)
                free = _without(free, found.boxes)
        return held, free

    def _between_rules(self, free: list[Box]) -> list[tuple[list[Box], Table]]:
        """Tables whose rows are parted by rulings of the same length, without any between their columns."""
        found = []
        left = sorted(self.look.rules, key=lambda rule: rule[2])
        while left:
            first = left[0]
            group = [r for r in left if abs(r[0] - first[0]) < self.unit and abs(r[1] - first[1]) < self.unit]
            left = [r for r in left if r not in group]
            for some in _close(group, 9 * self.unit):
                x0, x1, top, bottom = some[0][0], some[0][1], some[0][2], some[-1][2]
                inside = [b for b in free if top < b.middle_y < bottom and x0 < (b.x0 + b.x1) / 2 < x1]
                table = self._table(inside, LEAST_FILLED, self._seen(inside)) if len(some) >= 3 else None
                if table is not None and table.rows >= len(some) - 1:
                    found.append((inside, table))
        return found

    def _seen(self, inside: Sequence[Box]) -> TableRows | None:
        """What the table net says of the table that these lines are in."""
        hull = _hull_of(inside) if inside else (0.0, 0.0, 0.0, 0.0)
        return next((rows for rows in self.look.table_rows if _covers(hull, rows.area)), None)

    def _more_rows(self, inside: Sequence[Box], free: Sequence[Box]) -> list[Box]:
        """The next row below a table, where it has several pieces under the columns: the net's area ended early."""
        rows = group_rows(inside)
        step = float(np.median([b.middle_y - a.middle_y for a, b in itertools.pairwise(rows)])) if len(rows) > 2 else 0
        left, _, right, bottom = _hull_of(inside)
        own = {box.at for box in inside}
        below = [b for b in free if b.at not in own and bottom - 0.3 * self.unit < b.middle_y < bottom + step]
        row = group_rows(below)[:1]
        if not row or len(row[0].boxes) < 2 or row[0].x0 < left - self.unit or row[0].x1 > right + self.unit:
            return []
        return row[0].boxes

    def _judged(self, area: Area, inside: list[Box], free: Sequence[Box]) -> _Held | None:
        """What an area of the net turns out to be; None where the lines in it are text like any other."""
        box = (area.x0, area.y0, area.x1, area.y1)
        if area.kind == "equation":
            words = [w for b in inside for w in self._text(b).split() if len(w) > 3 and w.isalpha()]
            # The net takes a block of bare numbers for a formula.
            numbers = len(inside) > 3 and all(NUMBERS.match(self._text(b)) for b in inside)
            return _Held("formula", box, inside) if len(words) <= 2 and not numbers else None
        if area.kind != "figure":
            least = LEAST_FILLED if area.kind == "table" else 1.5 * LEAST_FILLED
            table = self._table(inside, least, self._seen(inside))
            while table is not None and (more := self._more_rows(inside, free)):
                longer = self._table([*inside, *more], least)
                if longer is None or longer.columns != table.columns:
                    break
                inside, table = [*inside, *more], longer
            return None if table is None else _Held("table", _hull(box, inside), inside, table)
        size = (area.x1 - area.x0) * (area.y1 - area.y0)
        if inside and size > WHOLE_PAGE * self.look.width * self.look.height:
            return None
        prose = [b for b in inside if len(self._text(b)) >= PROSE_CHARACTERS]
        if len(prose) < 3:
            return _Held("figure", box, inside)
        # Text over a picture is text; a picture that is mostly text is none.
        covered = sum(b.width * b.height for b in inside)
        return _Held("figure", box, []) if covered < MOST_COVERED * size else None

    def _table(
        self, inside: list[Box], least_filled: float = LEAST_FILLED, seen: TableRows | None = None
    ) -> Table | None:
        if len(inside) < 3:
            return None
        grid = aligned_grid(inside, self._bands(inside), seen)
        return None if grid is None else self._filled(grid, inside, least_filled)

    def _bands(self, inside: list[Box]) -> list[float]:
        x0, x1 = min(b.x0 for b in inside), max(b.x1 for b in inside)
        y0, y1 = min(b.y0 for b in inside), max(b.y1 for b in inside)
        return [
            y for left, right, y in self.look.rules if y0 < y < y1 and min(right, x1) - max(left, x0) > 0.7 * (x1 - x0)
        ]

    def _filled(self, grid: Grid, inside: list[Box], least_filled: float = 0.15) -> Table | None:
        """None where too little stands in it to be a table: a frame round some text, a drawing."""
        table = fill(grid, inside, [line.text for line in self.lines], [line.words for line in self.lines])
        filled = sum(bool(cell.pieces) for cell in table.cells)
        if table.rows < 1 or table.rows * table.columns < 2 or filled < 2 or filled < least_filled * len(table.cells):
            return None
        if table.columns == 1 and not (grid.ruled and table.rows >= 3):
            return None
        if not grid.ruled and _is_contents(table):
            return None
        return table

    # The text and its order

    def _body(self, held: list[_Held], free: list[Box]) -> list[Part]:
        at_of = [box.at for box in free]
        quads = np.concatenate([self.corners[at_of], _quads_of([h.box for h in held])])
        # `arrange` gives back places in this list.
        order = arrange(quads, horizontal=True)
        self.leading = _usual_leading(order.regions, self.unit)
        parts: list[Part] = []
        before: list[TextRow] | None = None
        for region in order.regions:
            places = [box for row in region for box in row.boxes]
            lines = [Box(at_of[box.at], box.x0, box.y0, box.x1, box.y1) for box in places if box.at < len(at_of)]
            things = sorted((held[box.at - len(at_of)] for box in places if box.at >= len(at_of)), key=_middle_y)
            found, rows = self._region(lines, things)
            if before and rows and found and found[0].rows and parts and parts[-1].rows:
                last, first = parts[-1], found[0]
                if (
                    last.kind == first.kind
                    and last.kind in ("text", "list_item", "footnote")
                    and goes_on(before, rows, self.unit)
                ):
                    parts[-1] = self._part(
                        Paragraph([*last.rows, *first.rows]), margins_of(before, self.unit, self.leading), parts[:-1]
                    )
                    found = found[1:]
            parts.extend(found)
            before = rows if rows else before
        _with_unread_bullets(parts, self.unit)
        return _with_captions(parts)

    def _region(self, boxes: list[Box], things: list[_Held]) -> tuple[list[Part], list[TextRow]]:
        rows = [self._described(text_row(row, self.lines, self.unit)) for row in group_rows(boxes)]
        for number, (first, last) in enumerate(code_stretches(rows, self.lines)):
            for row in rows[first:last]:
                row.code = number
        margins = margins_of([row for row in rows if row.code is None] or rows, self.unit, self.leading)
        self._mark_notes(rows)
        parts: list[Part] = []
        at = 0
        for thing in [*things, None]:
            stretch = []
            while at < len(rows) and (thing is None or rows[at].place.middle_y < _middle_y(thing)):
                stretch.append(rows[at])
                at += 1
            for piece in self._tables_in(stretch, margins):
                if isinstance(piece, Part):
                    parts.append(piece)
                    continue
                for paragraph in split_paragraphs(piece, margins, self.unit):
                    parts.append(self._part(paragraph, margins, parts))
            if thing is not None:
                parts.append(self._thing(thing))
        return parts, rows

    def _described(self, row: TextRow) -> TextRow:
        widest = max(row.place.boxes, key=lambda b: b.width)
        kind = self._kind_of(widest, tuple(KINDS))
        row.kind = KINDS.get(kind or "")
        lines = [self.lines[at] for at in row.members]
        weights = [len(line.text) for line in lines]
        size = usual([line.size_px for line in lines], weights)
        stroke = usual([line.stroke_px for line in lines], weights)
        row.letter_px = size
        if size and self.text_size:
            row.size = size / self.text_size
            if stroke and self.text_stroke:
                row.stroke = stroke / size / self.text_stroke
        return row

    def _mark_notes(self, rows: list[TextRow]) -> None:
        """Small print at the foot that begins with a mark is notes; elsewhere the net's references are text."""
        first = None
        for at in range(len(rows) - 1, -1, -1):
            row = rows[at]
            small = row.size <= NOTE_SIZE if row.size is not None else row.place.height < 0.85 * self.unit
            if row.place.middle_y < 0.5 * self.look.height or not small or row.code is not None:
                break
            if NOTE.match(row.text):
                first = at
        for at, row in enumerate(rows):
            if first is not None and at >= first:
                row.kind = "note"
            elif row.kind == "note":
                row.kind = None

    def _tables_in(self, rows: list[TextRow], margins: Margins) -> list[list[TextRow] | Part]:
        """Stretches of rows, and the tables among them that only the white between their cells shows."""
        pieces: list[list[TextRow] | Part] = []
        at = 0
        while at < len(rows):
            end = at
            while end < len(rows) and len(rows[end].members) >= CELL_ROWS and rows[end].kind != "title":
                end += 1
            table = (
                self._table([box for row in rows[at:end] for box in row.place.boxes]) if end - at >= CELL_ROWS else None
            )
            if table is not None and table.columns >= CELL_ROWS:
                while end < len(rows) and len(rows[end].members) > 1:
                    # A row with empty cells.
                    longer = self._table([box for row in rows[at : end + 1] for box in row.place.boxes])
                    if longer is None or longer.columns != table.columns or not _follows(rows[at : end + 1]):
                        break
                    table, end = longer, end + 1
                pieces.append(self._thing(_Held("table", (0, 0, 0, 0), [], table)))
                at = end
                continue
            end = max(end, at + 1)
            if pieces and isinstance(pieces[-1], list):
                pieces[-1].extend(rows[at:end])
            else:
                pieces.append(list(rows[at:end]))
            at = end
        return pieces

    def _thing(self, held: _Held) -> Part:
        if held.table is not None:
            return Part("table", held.table.members, held.table.as_text(), table=held.table)
        members = [box.at for row in group_rows(held.boxes) for box in row.boxes]
        rows = [" ".join(self._text(box) for box in row.boxes) for row in group_rows(held.boxes)]
        return Part(held.kind, members, "\n".join(rows), box=held.box)

    # Paragraphs

    def _part(self, paragraph: Paragraph, margins: Margins, before: Sequence[Part]) -> Part:
        rows = paragraph.rows
        kind, level, mark = self._judge(paragraph, margins, before), None, None
        text = code_text(rows, self.lines) if kind == "code" else paragraph.joined()
        if kind == "list_item":
            level, mark = _depth(rows[0].place.x0, before, self.unit), item_mark(text)
        size = rows[0].size or rows[0].place.height / self.unit
        return Part(kind, paragraph.members, text, rows, round(size, 3) if kind == "heading" else None, level, mark)

    def _judge(self, paragraph: Paragraph, margins: Margins, before: Sequence[Part]) -> str:
        first = paragraph.rows[0]
        if first.code is not None:
            return "code"
        titled = all(row.kind == "title" for row in paragraph.rows)
        if self._is_heading(paragraph, margins) and (titled or not _in_a_sentence(first.text, before)):
            return "heading"
        if first.kind == "note":
            return "footnote"
        if is_item(first.text) or (BULLET.match(first.text) and not first.is_entry):
            return "list_item"
        if CAPTION.match(first.text) or (first.kind == "caption" and self._is_apart(first, margins)):
            return "caption"
        return "text"

    def _is_apart(self, row: TextRow, margins: Margins) -> bool:
        """Smaller than the text, or not at its margin: the net takes any line above a table for its caption."""
        small = row.size is not None and row.size <= 0.95
        return small or row.place.x0 > margins.left + 1.5 * self.unit

    def _is_heading(self, paragraph: Paragraph, margins: Margins) -> bool:
        rows = paragraph.rows
        first, text = rows[0], paragraph.joined()
        if len(rows) > MOST_HEADING_ROWS or len(text) > MOST_HEADING_CHARACTERS or any(row.is_entry for row in rows):
            return False
        if not any(c.isalpha() for c in text) or BULLET.match(text) or CAPTION.match(text) or first.kind == "note":
            return False
        size = first.size if first.size is not None else first.place.height / self.unit
        titled = all(row.kind == "title" for row in rows)
        numbered = SECTION.match(text) is not None
        bold = all(row.is_bold for row in rows)
        stops = text.rstrip()[-1] in ".,;。，；、" and not (numbered and len(text) < 8)
        if stops:
            return titled and size >= LARGER and len(rows) <= 2
        if size < 0.88:
            return False
        if titled and (first.size is None or size >= SLIGHTLY_LARGER or bold or (len(rows) == 1 and len(text) < 60)):
            return not (text.rstrip()[-1] in ":：" and size < LARGER and len(rows) > 1)
        # Few letters are hard to measure.
        sure = len(text) >= 12 or bold or first.size is None or not text.isascii()
        heavy = first.stroke is not None and first.stroke >= 1.1
        if size >= (LARGER if sure else 1.25 if heavy else MUCH_LARGER):
            return True
        short = len(rows) <= 2 and first.place.x1 - first.place.x0 < 0.85 * max(margins.right - margins.left, 1)
        return short and bold and text.rstrip()[-1] not in ":：" and not (is_item(text) and not numbered)


def _in_a_sentence(text: str, before: Sequence[Part]) -> bool:
    """Letters that measure larger than they are: the line goes on with what was begun above it."""
    above = next((part for part in reversed(before) if part.kind != "heading"), None)
    going_on = above is not None and above is before[-1] and above.kind == "text" and not ends_sentence(above.text)
    return text.lstrip()[:1].islower() or (going_on and above is not None and len(above.text) > PROSE_CHARACTERS)


def _usual_leading(regions: Sequence[Sequence[Row]], unit: float) -> float | None:
    """The step between rows of the page's text that stand close to each other, px."""
    steps = [
        below.middle_y - above.middle_y
        for region in regions
        for above, below in itertools.pairwise(region)
        if 0.5 * unit < below.middle_y - above.middle_y < 1.7 * unit and above.height < 2 * unit > below.height
    ]
    return float(np.percentile(steps, 30, method="lower")) if len(steps) >= 2 else None


def _follows(rows: Sequence[TextRow]) -> bool:
    """Whether the last row comes as closely as the others do."""
    steps = [below.place.middle_y - above.place.middle_y for above, below in itertools.pairwise(rows)]
    return steps[-1] < 1.3 * float(np.median(steps[:-1]))


def _depth(x0: float, before: Sequence[Part], unit: float) -> int:
    """From the items just before it: one that is indented further is one deeper."""
    items = []
    for part in reversed(before):
        if part.kind != "list_item":
            break
        items.append(part)
    for part in items:
        other = part.rows[0].place.x0
        if x0 > other + 0.5 * unit:
            return (part.level or 1) + 1
        if x0 > other - 0.5 * unit:
            return part.level or 1
    return 1


def _with_unread_bullets(parts: list[Part], unit: float) -> None:
    """What stands between items where they begin is one of them whose bullet wasn't read."""
    for above, part, below in zip(parts, parts[1:], parts[2:], strict=False):
        if part.kind == "text" and above.kind == "list_item" and below.kind == "list_item" and above.rows and part.rows:
            first, here = above.rows[0].place, part.rows[0].place
            if (
                part.rows[0].unread_mark
                and abs(first.x0 - here.x0) < 0.4 * unit
                and here.y0 - above.rows[-1].place.y1 < unit
            ):
                part.kind, part.level, part.mark = "list_item", above.level, ""


def _with_captions(parts: list[Part]) -> list[Part]:
    """A caption stays one only beside what it is of: else it is text."""
    for at, part in enumerate(parts):
        near = [p.kind for p in parts[max(0, at - 2) : at + 3]]
        if part.kind == "caption" and not {"figure", "table", "formula"} & set(near):
            part.kind = "text"
    return parts


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


def _without(boxes: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    gone = {box.at for box in others}
    return [box for box in boxes if box.at not in gone]


def _quads_of(boxes: Sequence[tuple[float, float, float, float]]) -> Corners:
    quads = [[[x0, y0], [x1, y0], [x1, y1], [x0, y1]] for x0, y0, x1, y1 in boxes]
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def _middle_y(held: _Held) -> float:
    return (held.box[1] + held.box[3]) / 2


def _hull(box: tuple[float, float, float, float], inside: Sequence[Box]) -> tuple[float, float, float, float]:
    return (
        min(box[0], *(b.x0 for b in inside)),
        min(box[1], *(b.y0 for b in inside)),
        max(box[2], *(b.x1 for b in inside)),
        max(box[3], *(b.y1 for b in inside)),
    )


def _hull_of(boxes: Sequence[Box]) -> tuple[float, float, float, float]:
    return min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)


def _close(rules: Sequence[tuple[float, float, float]], apart: float) -> list[list[tuple[float, float, float]]]:
    """Groups of rulings, from top to bottom, with at most `apart` px from one to the next."""
    groups: list[list[tuple[float, float, float]]] = []
    for rule in rules:
        if groups and rule[2] - groups[-1][-1][2] <= apart:
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
