"""What a page is made of: headings, paragraphs, lists, tables, figures, code, notes, running heads, in reading order.

The layout net's areas say what something is; sizes, boldness, numbering, indents and steps decide where it says nothing
or can't be right."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from .code import code_stretches, code_text, is_typewritten
from .frames import find_frames
from .geometry import Box, Corners, PlacedLine, is_vertical, laid_down, on_their_side, straight_boxes, without
from .items import mark_items
from .kinds import kind_of_paragraph
from .line_net import LinesSeen, see_lines
from .line_numbers import line_numbers
from .list_markers import NOTE, PAGE_NUMBER, item_mark
from .look import Look, laid_look
from .net_order import likelihood, net_order
from .net_rows import code_by_net, told_by_net
from .page_furniture import running_heads
from .page_objects import PageObject, find_page_objects, hull_of
from .paragraphs import (
    SURE_PAIR,
    Margins,
    Paragraph,
    TextRow,
    goes_on,
    is_in_sentence,
    margins_of,
    split_paragraphs,
    text_row,
    usual,
)
from .part import Part
from .reading_order import reading_order
from .rows import Row, group_rows
from .seen_page import SeenPage
from .tables import Table
from .tagged import TaggedPage, columns_in_order, is_tagged
from .told import NOTHING_TOLD, Told, mark_titles
from .white_tables import with_white_tables

LEAST_LINES = 12
"""A page with fewer outside of tables and figures shows the line net too little."""
LIKELIER = 0.05
"""Of a probability, by which the line net must prefer its own order to that of the white alone: from 0.03 to 0.06 the
pages of the dev split come out alike."""
NOTE_SIZE = 0.93
"""Of the text's size: small print."""
KINDS = {"title": "title", "figure_caption": "caption", "table_caption": "caption", "reference": "note"}


def find_parts(lines: Sequence[PlacedLine], look: Look, told: Told = NOTHING_TOLD) -> list[Part]:
    """`lines` and `look` are on the level page. Every line is in exactly one part."""
    corners = np.stack([line.quad for line in lines]) if lines else np.zeros((0, 4, 2), np.float32)
    vertical = bool(len(lines)) and is_vertical(corners)
    if vertical:
        corners, look_laid = laid_down(corners, look.width), laid_look(look)
    else:
        look_laid = look
    parts = _Parts(SeenPage(lines, corners, look_laid), told).find()
    if vertical:
        for part in parts:
            if part.box is not None:
                x0, y0, x1, y1 = part.box
                part.box = (look.width - y1, x0, look.width - y0, x1)
    return parts


class _Parts:
    def __init__(self, page: SeenPage, told: Told) -> None:
        self._page = page
        self._told = told
        self._typewritten = False
        self._seen: LinesSeen | None = None
        self._frame: PageObject | None = None
        """That is being read."""

    def find(self) -> list[Part]:
        page = self._page
        turned = [
            box
            for box in on_their_side(page.boxes, page.line_height_px)
            if not any(grid.holds(box) for grid in page.look.grids)
        ]
        upright = without(page.boxes, turned)
        numbers = line_numbers(page, upright)
        free = without(upright, numbers)
        tagged = is_tagged(page, self._told.tags, free)
        # What a tagged page has no tag for is its running heads, and what was forgotten.
        outer = [box for box in free if page.lines[box.at].tag is None] if tagged else free
        head, foot, rest = running_heads(page, outer)
        body = self._tagged(without(free, [*head, *foot])) if tagged else self._untagged(rest)
        parts = [*self._outer(head, "header"), *body, *self._outer(foot, "footer")]
        if numbers:
            parts.append(Part("line_number", [b.at for b in numbers], "\n".join(page.text(b) for b in numbers)))
        return [*parts, *(Part("text", [box.at], page.text(box)) for box in turned)]

    def _untagged(self, free: list[Box]) -> list[Part]:
        page = self._page
        frames, free = find_frames(page, free)
        if len(free) >= LEAST_LINES:
            self._seen = see_lines(page)
        held, free = find_page_objects(page, free, self._seen)
        if self._seen is not None and self._seen.is_whole:
            held, free = self._with_tables(held, free)
        if len(free) < LEAST_LINES:
            self._seen = None
        return self._body([*held, *frames], free)

    def _tagged(self, free: list[Box]) -> list[Part]:
        pictures = [held for held in find_page_objects(self._page, [])[0] if held.kind in ("figure", "formula")]

        def read(boxes: list[Box], in_order: bool) -> list[Part]:
            if not boxes:
                return []
            found, left = find_page_objects(self._page, boxes, self._seen)
            held = [thing for thing in found if thing.boxes]
            return self._body(held, left, self._regions_in_order(held, left) if in_order else None)

        def kind_of(paragraph: Paragraph, margins: Margins) -> str:
            mark_titles(paragraph.rows, self._told.outline)
            return kind_of_paragraph(self._page, paragraph, margins, None, None)

        self._look_over(free, self._regions_in_order([], free))
        self._seen = see_lines(self._page) if len(free) >= LEAST_LINES else None
        return TaggedPage(self._page, self._told.tags, self._rows, read, kind_of).parts(free, pictures)

    def _outer(self, boxes: list[Box], kind: str) -> list[Part]:
        parts = []
        for row in group_rows(boxes):
            for box in row.boxes:
                text = self._page.text(box)
                own = "page_number" if PAGE_NUMBER.match(text) else kind
                parts.append(Part(own, [box.at], text))
        return parts

    def _body(self, held: list[PageObject], free: list[Box], regions: list[list[Row]] | None = None) -> list[Part]:
        """`regions` are worked out where they aren't known."""
        at_of = [box.at for box in free]
        if regions is None:
            regions = self._regions(held, free)
            self._look_over(free, regions)
        parts: list[Part] = []
        before: list[TextRow] | None = None
        for region in regions:
            places = [box for row in region for box in row.boxes]
            lines = [Box(at_of[box.at], box.x0, box.y0, box.x1, box.y1) for box in places if box.at < len(at_of)]
            things = sorted(
                (held[box.at - len(at_of)] for box in places if box.at >= len(at_of)), key=lambda thing: thing.middle_y
            )
            found, rows = self._region(lines, things)
            if before and rows and found and found[0].rows and parts and parts[-1].rows:
                last, first = parts[-1], found[0]
                if (
                    last.kind == first.kind
                    and last.kind in ("text", "list_item", "footnote", "code")
                    and self._goes_on(before, rows, last.kind)
                ):
                    parts[-1] = self._joined(last, first, before, parts[:-1])
                    found = found[1:]
            parts.extend(found)
            before = rows if rows else before
        _with_unread_bullets(parts, self._page.line_height_px)
        return _with_captions(parts)

    def _look_over(self, free: list[Box], regions: list[list[Row]]) -> None:
        """What is to be known of the page, or of what stands in a frame, before its paragraphs are."""
        # Code has steps of its own.
        typed = {n for n, box in enumerate(free) if self._page.lines[box.at].fixed_pitch}
        prose = [[row for row in region if not any(box.at in typed for box in row.boxes)] for region in regions]
        height = self._page.line_height_px
        self._page.leading = _usual_leading(prose, height) or _usual_leading(regions, height)
        rows = [text_row(row, self._page.lines, self._page.line_height_px) for row in group_rows(free)]
        self._typewritten = is_typewritten(rows, self._page.lines)

    def _joined(self, last: Part, first: Part, before: list[TextRow], others: Sequence[Part]) -> Part:
        rows = [*last.rows, *first.rows]
        if last.kind == "code":
            # Each column has its own left edge to indent from.
            return Part("code", [*last.members, *first.members], f"{last.text}\n{first.text}", rows)
        margins = margins_of(before, self._page.line_height_px, self._page.leading)
        return self._part(Paragraph(rows), margins, others)

    def _goes_on(self, before: list[TextRow], after: list[TextRow], kind: str) -> bool:
        chance = self._seen.joined(before[-1].members, after[0].members) if self._seen is not None else 0.5
        if chance >= SURE_PAIR:
            return True
        if chance <= 1 - SURE_PAIR and not is_in_sentence(before[-1].text, after[0].text):
            return False
        return kind != "code" and goes_on(before, after, self._page.line_height_px)

    def _quads(self, held: list[PageObject], free: list[Box]) -> Corners:
        return np.concatenate([self._page.corners[[box.at for box in free]], _quads_of([h.box for h in held])])

    def _with_tables(self, held: list[PageObject], free: list[Box]) -> tuple[list[PageObject], list[Box]]:
        """Those that white alone shows are held before the line net is asked for an order: it may take their columns
        for the page's."""
        found: list[PageObject] = []
        for region in reading_order(self._quads(held, free), horizontal=True).regions:
            lines = [replace(box, at=free[box.at].at) for row in region for box in row.boxes if box.at < len(free)]
            for piece in with_white_tables(self._rows(lines), self._page, self._seen):
                if isinstance(piece, Table):
                    boxes = [box for box in lines if box.at in set(piece.members)]
                    found.append(PageObject("table", hull_of(boxes), boxes, piece))
        return [*held, *found], without(free, [box for table in found for box in table.boxes])

    def _regions(self, held: list[PageObject], free: list[Box]) -> list[list[Row]]:
        """Columns and full-width stretches in reading order; their boxes' `at` are places among lines and objects."""
        quads = self._quads(held, free)
        by_white = reading_order(quads, horizontal=True).regions
        if self._seen is None or not self._seen.is_whole:
            return by_white
        boxes = straight_boxes(quads, range(len(quads)))
        members = [[box.at] for box in free] + [[box.at for box in thing.boxes] for thing in held]
        before, together = self._seen.of_groups(members)
        for at in (n for n, own in enumerate(members) if not own):
            for other in range(len(boxes)):
                before[at, other] = _before_by_place(boxes[at], boxes[other])
                before[other, at] = 1 - before[at, other]
        by_net = [group_rows(region) for region in net_order(boxes, before, together, self._page.line_height_px)]
        gain = likelihood(by_net, before) - likelihood(by_white, before)
        return by_net if gain > LIKELIER else by_white

    def _regions_in_order(self, held: list[PageObject], free: list[Box]) -> list[list[Row]]:
        """The same where lines come in their order, which goes back up where a new column begins."""
        quads = self._quads(held, free)
        boxes = straight_boxes(quads, range(len(quads)))
        first = [box.at for box in free] + [min(box.at for box in thing.boxes) for thing in held]
        return [group_rows(some) for some in columns_in_order(sorted(boxes, key=lambda box: first[box.at]))]

    def _region(self, boxes: list[Box], things: list[PageObject]) -> tuple[list[Part], list[TextRow]]:
        rows = self._rows(boxes)
        mark_titles(rows, self._told.outline)
        stretches = [] if self._typewritten else code_stretches(rows, self._page.lines)
        for number, (first, last) in enumerate(stretches):
            for row in rows[first:last]:
                row.code = number
        if self._seen is not None:
            told_by_net(rows, self._page.lines, self._seen)
            if not self._typewritten:
                code_by_net(rows, self._page.lines)
        margins = margins_of(
            [row for row in rows if row.code is None] or rows, self._page.line_height_px, self._page.leading
        )
        if self._frame is not None:
            x0, _, x1, _ = self._frame.box
            margins = replace(margins, room_px=x1 - x0 - 2 * self._page.line_height_px)
        self._mark_notes(rows)
        mark_items(rows, margins.left, self._page.line_height_px, arrows=self._page.has_arrows)
        parts: list[Part] = []
        at = 0
        for thing in [*things, None]:
            stretch = []
            while at < len(rows) and (thing is None or rows[at].place.middle_y < thing.middle_y):
                stretch.append(rows[at])
                at += 1
            for piece in with_white_tables(stretch, self._page, self._seen):
                if isinstance(piece, Table):
                    parts.append(self._thing(PageObject("table", (0, 0, 0, 0), [], piece)))
                    continue
                for paragraph in split_paragraphs(piece, margins, self._page.line_height_px):
                    parts.append(self._part(paragraph, margins, parts))
            if thing is not None:
                parts += self._framed(thing) if thing.kind == "frame" else [self._thing(thing)]
        return parts, rows

    def _framed(self, frame: PageObject) -> list[Part]:
        """What stands in a frame, as a page by itself."""
        leading, typewritten, self._frame = self._page.leading, self._typewritten, frame
        parts = self._body(*find_page_objects(self._page, frame.boxes, self._seen))
        self._page.leading, self._typewritten, self._frame = leading, typewritten, None
        return parts

    def _rows(self, boxes: Sequence[Box]) -> list[TextRow]:
        return [
            self._described(text_row(row, self._page.lines, self._page.line_height_px)) for row in group_rows(boxes)
        ]

    def _described(self, row: TextRow) -> TextRow:
        widest = max(row.place.boxes, key=lambda b: b.width)
        kind = self._page.kind_of(widest, tuple(KINDS))
        row.kind = KINDS.get(kind or "")
        lines = [self._page.lines[at] for at in row.members]
        weights = [len(line.text) for line in lines]
        size = usual([line.x_height_px for line in lines], weights)
        stroke = usual([line.stroke_px for line in lines], weights)
        row.x_height_px = size
        if size and self._page.text_size:
            row.size = size / self._page.text_size
            if stroke and self._page.text_stroke:
                row.stroke = stroke / size / self._page.text_stroke
        return row

    def _mark_notes(self, rows: list[TextRow]) -> None:
        """Small print at the foot that begins with a mark is notes; elsewhere the net's references are text."""
        first = None
        for at in range(len(rows) - 1, -1, -1):
            row = rows[at]
            small = (
                row.size <= NOTE_SIZE if row.size is not None else row.place.height < 0.85 * self._page.line_height_px
            )
            if row.place.middle_y < 0.5 * self._page.look.height or not small or row.code is not None:
                break
            if NOTE.match(row.text):
                first = at
        for at, row in enumerate(rows):
            if first is not None and at >= first:
                row.kind = "note"
            elif row.kind == "note":
                row.kind = None

    def _thing(self, held: PageObject) -> Part:
        if held.table is not None:
            box = held.box if held.ruled else None
            return Part("table", held.table.members, held.table.as_text(), table=held.table, box=box)
        members = [box.at for row in group_rows(held.boxes) for box in row.boxes]
        rows = [" ".join(self._page.text(box) for box in row.boxes) for row in group_rows(held.boxes)]
        return Part(held.kind, members, "\n".join(rows), box=held.box)

    def _part(self, paragraph: Paragraph, margins: Margins, before: Sequence[Part]) -> Part:
        rows = paragraph.rows
        last = before[-1] if before and before[-1].rows else None
        above, above_kind = (last.rows[-1], last.kind) if last else (None, None)
        kind, level, mark = kind_of_paragraph(self._page, paragraph, margins, above, above_kind), None, None
        text = code_text(rows, self._page.lines) if kind == "code" else paragraph.joined()
        if kind == "list_item":
            level = _depth(_mark_x(rows[0]), before, self._page.line_height_px)
            mark = item_mark(text) if rows[0].mark is None else rows[0].mark
        size = None
        if kind == "heading":
            level = rows[0].title[1] if rows[0].title is not None else None
            if level is None:
                size = round(rows[0].size or rows[0].place.height / self._page.line_height_px, 3)
        return Part(kind, paragraph.members, text, rows, size, level, mark)


def _before_by_place(one: Box, other: Box) -> float:
    """How likely something without text comes before another: by their heights where they are in one column."""
    if min(one.x1, other.x1) <= max(one.x0, other.x0):
        return 0.5
    return 1.0 if one.middle_y < other.middle_y else 0.0


def _usual_leading(regions: Sequence[Sequence[Row]], line_height_px: float) -> float | None:
    """The step between rows of the page's text that stand close to each other, px."""
    steps = [
        below.middle_y - above.middle_y
        for region in regions
        for above, below in itertools.pairwise(region)
        if 0.5 * line_height_px < below.middle_y - above.middle_y < 1.7 * line_height_px
        and above.height < 2 * line_height_px > below.height
    ]
    return float(np.percentile(steps, 30, method="lower")) if len(steps) >= 2 else None


def _mark_x(row: TextRow) -> float:
    return row.place.x0 if row.mark_x is None else row.mark_x


def _depth(x0: float, before: Sequence[Part], line_height_px: float) -> int:
    """From the items just before it: one that is indented further is one deeper."""
    items = []
    for part in reversed(before):
        if part.kind != "list_item":
            break
        items.append(part)
    for part in items:
        other = _mark_x(part.rows[0])
        if x0 > other + 0.5 * line_height_px:
            return (part.level or 1) + 1
        if x0 > other - 0.5 * line_height_px:
            return part.level or 1
    return 1


def _with_unread_bullets(parts: list[Part], line_height_px: float) -> None:
    """What stands between items where they begin is one of them whose bullet wasn't read."""
    for above, part, below in zip(parts, parts[1:], parts[2:], strict=False):
        if part.kind == "text" and above.kind == "list_item" and below.kind == "list_item" and above.rows and part.rows:
            first, here = above.rows[0].place, part.rows[0].place
            if (
                part.rows[0].unread_mark
                and abs(first.x0 - here.x0) < 0.4 * line_height_px
                and here.y0 - above.rows[-1].place.y1 < line_height_px
            ):
                part.kind, part.level, part.mark = "list_item", above.level, ""


def _with_captions(parts: list[Part]) -> list[Part]:
    """A caption stays one only beside what it is of: else it is text."""
    for at, part in enumerate(parts):
        near = [p.kind for p in parts[max(0, at - 2) : at + 3]]
        if part.kind == "caption" and not {"figure", "table", "formula"} & set(near):
            part.kind = "text"
    return parts


def _quads_of(boxes: Sequence[tuple[float, float, float, float]]) -> Corners:
    quads = [[[x0, y0], [x1, y0], [x1, y1], [x0, y1]] for x0, y0, x1, y1 in boxes]
    return np.array(quads, np.float32).reshape(-1, 4, 2)
