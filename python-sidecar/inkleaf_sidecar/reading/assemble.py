"""Lines in order become blocks, a text that keeps the lines and Markdown that joins them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..result import Block, Line
from .geometry import PlacedLine, Quad
from .markdown import to_markdown
from .order import arrange
from .paragraphs import Paragraph, split_paragraphs


def assemble(
    lines: Sequence[PlacedLine], upright_px: tuple[float, float], turn: int, mode: str
) -> tuple[str, str, list[Block]]:
    """(text, markdown, blocks) of lines given in any order. `upright_px` is (width, height) of the page that the
    quads are on, `turn` the degrees clockwise by which the viewer's page was turned to get it.

    The text keeps the lines in mode `basic` and joins them in mode `markdown`."""
    order = arrange([line.quad for line in lines])
    paragraphs = split_paragraphs(order, [line.text for line in lines])
    blocks = [_block(number, p, lines, upright_px, turn) for number, p in enumerate(paragraphs, start=1)]
    kept = "\n\n".join("\n".join(row.text for row in p.rows) for p in paragraphs)
    joined = "\n\n".join(p.joined() for p in paragraphs)
    return (joined if mode == "markdown" else kept), to_markdown(paragraphs), blocks


def _block(
    number: int, paragraph: Paragraph, lines: Sequence[PlacedLine], upright_px: tuple[float, float], turn: int
) -> Block:
    members = [at for row in paragraph.rows for at in row.members]
    quads = [_on_viewers_page(lines[at].quad, upright_px, turn) for at in members]
    corners = np.array(quads).reshape(-1, 2)
    return Block(
        id=f"b{number}",
        type="text",
        bbox=[*map(float, corners.min(axis=0).round(5)), *map(float, corners.max(axis=0).round(5))],
        order=number,
        lines=[
            Line(f"b{number}l{n}", lines[at].text, quad, round(lines[at].confidence, 4), lines[at].words)
            for n, (at, quad) in enumerate(zip(members, quads, strict=True), start=1)
        ],
    )


def _on_viewers_page(quad: Quad, upright_px: tuple[float, float], turn: int) -> list[list[float]]:
    width, height = upright_px
    x, y = quad[:, 0] / width, quad[:, 1] / height
    x, y = {0: (x, y), 90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[turn]
    return [[round(float(a), 5), round(float(b), 5)] for a, b in zip(x.clip(0, 1), y.clip(0, 1), strict=True)]
