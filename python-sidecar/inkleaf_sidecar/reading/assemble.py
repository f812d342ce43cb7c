"""Lines in order become blocks and a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..result import Block, Cell, Line, Table
from .geometry import Corners, PlacedLine, Quad
from .inline import fitted, without_mark
from .list_markers import is_item, item_mark
from .look import Look
from .paragraphs import Paragraph, goes_on, margins_of, split_paragraphs, text_row
from .part import Part
from .parts import find_parts
from .reading_order import reading_order
from .told import NOTHING_TOLD, Told

INLINE = ("text", "heading", "list_item", "caption", "footnote")
"""Kinds of blocks whose words may be set apart: code is of one face, a table's cells have only text."""


def assemble(
    lines: Sequence[PlacedLine],
    upright_px: tuple[float, float],
    turn: int,
    look: Look | None = None,
    from_level: Callable[[Corners], Corners] = lambda corners: corners,
    told: Told = NOTHING_TOLD,
) -> tuple[str, list[Block], list[Table]]:
    """(text, blocks, tables) of lines given in any order. `upright_px` is (width, height) of the upright page, `turn`
    the degrees clockwise by which the viewer's page was turned to get it.

    `told` is what a PDF says of the page.

    With `look` the page's structure is found and the text joins the lines of a paragraph; without it every block is
    text and keeps its lines. Lines and look are on the level page that `from_level` leads back from."""
    if look is None:
        paragraphs = _paragraphs(lines)
        parts = [_plain_part(paragraph) for paragraph in paragraphs]
        text = "\n\n".join("\n".join(row.text for row in p.rows) for p in paragraphs)
    else:
        parts = find_parts(lines, look, told)
        text = "\n\n".join(part.text for part in parts if part.text)
    place = _Placed(lines, upright_px, turn, from_level)
    blocks = [place.block(number, part) for number, part in enumerate(parts, start=1)]
    tables = [place.table(block, part) for block, part in zip(blocks, parts, strict=True) if part.table is not None]
    return text, blocks, tables


def _paragraphs(lines: Sequence[PlacedLine]) -> list[Paragraph]:
    order = reading_order([line.quad for line in lines])
    paragraphs: list[Paragraph] = []
    before = None
    for region in order.regions:
        rows = [text_row(row, lines, order.line_height_px) for row in region]
        found = split_paragraphs(rows, margins_of(rows, order.line_height_px), order.line_height_px)
        if before is not None and paragraphs and goes_on(before, rows, order.line_height_px):
            paragraphs[-1].rows.extend(found[0].rows)
            found = found[1:]
        paragraphs.extend(found)
        before = rows
    return paragraphs


def _plain_part(paragraph: Paragraph) -> Part:
    text, first = paragraph.joined(), paragraph.rows[0]
    if is_item(first.text) and not first.is_entry:
        return Part("list_item", paragraph.members, text, paragraph.rows, level=1, mark=item_mark(text))
    return Part("text", paragraph.members, text, paragraph.rows)


class _Placed:
    """Parts as blocks on the page as a viewer shows it."""

    def __init__(
        self,
        lines: Sequence[PlacedLine],
        upright_px: tuple[float, float],
        turn: int,
        from_level: Callable[[Corners], Corners],
    ) -> None:
        self._lines = lines
        self._upright_px = upright_px
        self._turn = turn
        self._unflatten = from_level

    def block(self, number: int, part: Part) -> Block:
        quads = [self._on_viewers_page(self._lines[at].quad) for at in part.members]
        outline = [*quads]
        if part.box is not None:
            x0, y0, x1, y1 = part.box
            outline = [self._on_viewers_page(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32))]
        corners = np.array(outline).reshape(-1, 2)
        return Block(
            id=f"b{number}",
            type=part.kind,
            bbox=[*map(float, corners.min(axis=0).round(5)), *map(float, corners.max(axis=0).round(5))],
            order=number,
            lines=[
                Line(f"b{number}l{n}", line.text, quad, round(line.confidence, 4), line.words, line.doubts)
                for n, (line, quad) in enumerate(
                    zip((self._lines[at] for at in part.members), quads, strict=True), start=1
                )
            ],
            text=part.text,
            level=part.level,
            mark=part.mark,
            size=part.size,
            content=self._content(part),
        )

    def _content(self, part: Part) -> list[dict[str, Any]] | None:
        if part.kind not in INLINE:
            return None
        members = [self._lines[at] for at in part.members]
        content = fitted(part.text, [(line.text, line.content) for line in members])
        # Headings are bold by themselves.
        return without_mark(content, "bold") if content is not None and part.kind == "heading" else content

    def table(self, block: Block, part: Part) -> Table:
        assert part.table is not None
        id_of = {at: line.id for at, line in zip(part.members, block.lines, strict=True)}
        return Table(
            block.id,
            part.table.rows,
            part.table.columns,
            [
                Cell(
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                    cell.text,
                    list(dict.fromkeys(id_of[piece.at] for piece in cell.pieces)),
                )
                for cell in part.table.cells
            ],
        )

    def _on_viewers_page(self, quad: Quad) -> list[list[float]]:
        upright = self._unflatten(quad[None])[0]
        width, height = self._upright_px
        x, y = upright[:, 0] / width, upright[:, 1] / height
        x, y = {0: (x, y), 90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[self._turn]
        return [[round(float(a), 5), round(float(b), 5)] for a, b in zip(x.clip(0, 1), y.clip(0, 1), strict=True)]
