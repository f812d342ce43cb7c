"""A page of a tagged PDF: its blocks and their order are the document's own."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from statistics import median

from .geometry import Box
from .list_markers import item_mark
from .page_objects import PageObject, hull_of
from .paragraphs import Margins, Paragraph, TextRow, is_in_sentence, margins_of
from .part import Part
from .rows import group_rows
from .seen_page import SeenPage
from .tables import Cell, Piece, Table, measure_room
from .told import Tag

LEAST_KNOWN = 0.5
"""Of the characters, in blocks of a known kind; of less than that the tags say nothing that helps."""
LEAST_TAGGED = 0.8
"""Of the characters, in any block."""
MOST_BROKEN = 0.25
"""Of the steps from a paragraph to the next, in the middle of a sentence: there each line is tagged as a paragraph."""

LEAST_TYPED = 2
"""Rows in a typewriter's face, which a paragraph has not by chance."""


def is_tagged(page: SeenPage, tags: Sequence[Tag], boxes: Sequence[Box]) -> bool:
    """Whether the tags of these lines are to be believed."""
    lengths = [(page.lines[box.at].tag, len(page.lines[box.at].text)) for box in boxes]
    whole = sum(length for _, length in lengths)
    tagged = sum(length for tag, length in lengths if tag is not None)
    known = sum(length for tag, length in lengths if tag is not None and tags[tag].kind != "group")
    if known == 0 or tagged < LEAST_TAGGED * whole or known < LEAST_KNOWN * whole:
        return False
    texts = _texts(page, tags, boxes)
    steps = [is_in_sentence(above, below) for above, below in itertools.pairwise(texts)]
    return sum(steps) <= MOST_BROKEN * len(steps)


def _texts(page: SeenPage, tags: Sequence[Tag], boxes: Sequence[Box]) -> list[str]:
    """Of the paragraphs."""
    texts: dict[int, str] = {}
    for box in sorted(boxes, key=lambda box: box.at):
        tag = page.lines[box.at].tag
        if tag is not None and tags[tag].kind == "text":
            texts[tag] = f"{texts.get(tag, '')} {page.text(box)}".strip()
    return [texts[tag] for tag in sorted(texts)]


class TaggedPage:
    """`describe` makes rows of boxes; `read` reads boxes as a page by themselves, in their own order or in one that it
    finds; `kind_of` says what a paragraph is by its looks."""

    def __init__(
        self,
        page: SeenPage,
        tags: Sequence[Tag],
        describe: Callable[[Sequence[Box]], list[TextRow]],
        read: Callable[[list[Box], bool], list[Part]],
        kind_of: Callable[[Paragraph, Margins], str],
    ) -> None:
        self._page = page
        self._tags = tags
        self._describe = describe
        self._read = read
        self._kind_of = kind_of

    def parts(self, boxes: Sequence[Box], pictures: Sequence[PageObject]) -> list[Part]:
        """Every box is in exactly one. `pictures` have no lines; one with a block's text in it is none."""
        of_tag: dict[int, list[Box]] = {}
        untagged: list[Box] = []
        for box in sorted(boxes, key=lambda box: box.at):
            at = self._page.lines[box.at].tag
            if at is None:
                untagged.append(box)
            else:
                of_tag.setdefault(at, []).append(box)
        self._kinds = {self._tags[at].kind for at in of_tag}
        parts: list[Part] = []
        loose: list[Box] = []
        tables: set[int] = set()
        for number in sorted(of_tag):
            tag, own = self._tags[number], of_tag[number]
            if tag.cell is not None:
                if tag.cell.table in tables:
                    continue
                tables.add(tag.cell.table)
                found, own = self._table(tag.cell.table, of_tag)
            else:
                found = None if self._is_loose(tag, own) else self._part(tag, own)
            if found is None:
                loose += own
                continue
            parts += self._read(loose, True)
            loose = []
            parts.append(found)
        parts += self._read(loose, True)
        added = self._read(untagged, False)
        for picture in pictures:
            if not any(_holds(picture, box) for box in boxes):
                added.append(Part(picture.kind, [], "", box=picture.box))
        return self._placed(parts, added)

    def _is_loose(self, tag: Tag, own: Sequence[Box]) -> bool:
        """What is all in a typewriter's face is code; an item may hold some."""
        rows = group_rows(own)
        typed = sum(all(self._page.lines[box.at].fixed_pitch for box in row.boxes) for row in rows)
        return (
            tag.kind == "group"
            or (tag.kind == "text" and typed == len(rows))
            or (tag.kind == "list_item" and typed >= LEAST_TYPED)
        )

    def _rows(self, own: Sequence[Box]) -> list[TextRow]:
        """From column to column, if it goes on from one to the next."""
        rows: list[TextRow] = []
        for stretch in columns_in_order(own):
            rows += self._describe(stretch)
        return rows

    def _part(self, tag: Tag, own: list[Box]) -> Part:
        rows = self._rows(own)
        members = [at for row in rows for at in row.members]
        if tag.kind in ("figure", "formula"):
            return Part(tag.kind, members, "\n".join(row.text for row in rows), box=hull_of(own))
        paragraph = Paragraph(rows)
        text = paragraph.joined()
        kind = tag.kind
        if kind == "text":
            told = self._kind_of(paragraph, margins_of(rows, self._page.line_height_px, self._page.leading))
            # Where the tags have no headings, or no lists, their writer had other means.
            if told == "caption" or (told in ("heading", "list_item") and told not in self._kinds):
                kind = told
        if kind == "heading" and not any(character.isalpha() for character in text):
            kind = "text"
        part = Part(kind, members, text, rows)
        if kind == "heading":
            part.level = tag.level
            part.size = None if tag.level is not None else rows[0].size
        elif kind == "list_item":
            part.level, part.mark = tag.level or 1, item_mark(text)
        return part

    def _table(self, number: int, of_tag: dict[int, list[Box]]) -> tuple[Part | None, list[Box]]:
        """The table and its lines."""
        cells = [(self._tags[tag], of_tag[tag]) for tag in sorted(of_tag)]
        own = [(tag, boxes) for tag, boxes in cells if tag.cell is not None and tag.cell.table == number]
        boxes = [box for _, some in own for box in some]
        table = tagged_table(own, [self._page.text(box) for box in self._page.boxes])
        return (None if table is None else Part("table", table.members, table.as_text(), table=table)), boxes

    def _placed(self, parts: list[Part], added: Sequence[Part]) -> list[Part]:
        """What the tags don't have comes after the last part that begins above it and stands over it."""
        placed = list(parts)
        for part in added:
            x0, y0, x1, _ = self._hull(part)
            at = 0
            for n, other in enumerate(placed):
                left, top, right, _ = self._hull(other)
                if top <= y0 and min(x1, right) > max(x0, left):
                    at = n + 1
            placed.insert(at, part)
        return placed

    def _hull(self, part: Part) -> tuple[float, float, float, float]:
        return part.box if part.box is not None else hull_of([self._page.boxes[at] for at in part.members])


def columns_in_order(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes in the order of the text, parted where it goes back up."""
    stretches: list[list[Box]] = []
    for box in boxes:
        if stretches and box.middle_y > stretches[-1][-1].y0 - box.height:
            stretches[-1].append(box)
        else:
            stretches.append([box])
    return stretches


def _holds(picture: PageObject, box: Box) -> bool:
    x0, y0, x1, y1 = picture.box
    return x0 <= (box.x0 + box.x1) / 2 <= x1 and y0 <= box.middle_y <= y1


def tagged_table(cells: Sequence[tuple[Tag, list[Box]]], texts: Sequence[str]) -> Table | None:
    """`cells` in order, with their lines; `texts` are of all lines, by `Box.at`. Empty cells are in no tag: where rows
    are short of some, the places of the others tell which. None where they don't."""
    numbers = sorted({tag.cell.row for tag, _ in cells if tag.cell})
    row_of = {number: at for at, number in enumerate(numbers)}
    rows: list[list[tuple[Tag, list[Box]]]] = [[] for _ in numbers]
    for tag, boxes in cells:
        if tag.cell is not None:
            rows[row_of[tag.cell.row]].append((tag, boxes))
    columns = max(_width(row) for row in rows)
    if len(rows) < 2 or columns < 2:
        return None
    edges = _edges(rows, columns)
    taken: set[tuple[int, int]] = set()
    placed: list[Cell] = []
    for at, row in enumerate(rows):
        # What cells of the rows above leave of it.
        free = sum((at, column) not in taken for column in range(columns))
        whole = _width(row) >= free
        column = 0
        for n, (tag, boxes) in enumerate(row):
            assert tag.cell is not None
            span = min(tag.cell.column_span, columns)
            while column < columns and (at, column) in taken:
                column += 1
            if not whole:
                if edges is None:
                    return None
                column = _nearest(boxes, edges, column, columns - _width(row[n:]))
            if column + span > columns:
                return None
            pieces = [Piece(box.at, texts[box.at], box) for box in boxes]
            down = min(tag.cell.row_span, len(rows) - at)
            fields = list(itertools.product(range(at, at + down), range(column, column + span)))
            if any(one in taken for one in fields):
                return None
            taken.update(fields)
            placed.append(Cell(at, column, down, span, pieces))
            column += span
    empty = [
        Cell(row, column, 1, 1)
        for row, column in itertools.product(range(len(rows)), range(columns))
        if (row, column) not in taken
    ]
    measure_room(placed)
    return Table(len(rows), columns, sorted([*placed, *empty], key=lambda cell: (cell.row, cell.column)))


def _width(row: Sequence[tuple[Tag, list[Box]]]) -> int:
    return sum(tag.cell.column_span for tag, _ in row if tag.cell)


def _edges(rows: Sequence[Sequence[tuple[Tag, list[Box]]]], columns: int) -> list[tuple[float, float]] | None:
    """Where the columns' text begins and ends, from the rows that have a cell in each."""
    full = [row for row in rows if len(row) == columns]
    if not full:
        return None
    hulls = [[hull_of(boxes) for _, boxes in row] for row in full]
    return [(median(row[n][0] for row in hulls), max(row[n][2] for row in hulls)) for n in range(columns)]


def _nearest(boxes: Sequence[Box], edges: Sequence[tuple[float, float]], first: int, last: int) -> int:
    """Of the columns from `first` to `last`, the one whose text is nearest."""
    x0, _, x1, _ = hull_of(boxes)

    def distance(column: int) -> float:
        left, right = edges[column]
        return min(abs(x0 - left), abs((x0 + x1) / 2 - (left + right) / 2), abs(x1 - right))

    return min(range(first, max(last, first) + 1), key=distance) if first < len(edges) else first
