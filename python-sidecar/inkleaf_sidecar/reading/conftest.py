"""Pages made of lines at given places, as recognition would give them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from inkleaf_sidecar.reading import Area, Grid, Look, PlacedLine, assemble
from inkleaf_sidecar.result import Block, Table

PAGE = (1000.0, 1400.0)
WORD = re.compile(r"\S+")
FULL = "A line of the text that is as wide as its column and goes on"


def line(text: str, x0: float, y: float, x1: float = 900, size: float = 14, stroke: float | None = None) -> PlacedLine:
    """A line 30 px high with letters of `size` px, and strokes as thick as that makes them."""
    height = 30 * size / 14
    quad = np.array([[x0, y], [x1, y], [x1, y + height], [x0, y + height]], np.float32)
    return PlacedLine(text, quad, 0.95, _words(text), size, size / 7 if stroke is None else stroke)


WIDTHS = {**dict.fromkeys("fijlrt.,:;()| ", 0.5), **dict.fromkeys("mwMW", 1.5)}


def _words(text: str) -> list[list[float]]:
    """Where they stand in a face whose letters differ in width."""
    ends = np.cumsum([0.0, *(WIDTHS.get(c, 1.0) for c in text)])
    return [
        [float(ends[found.start()] / ends[-1]), float(ends[found.end()] / ends[-1])] for found in WORD.finditer(text)
    ]


def typed(text: str, x0: float, y: float, step: float = 17) -> PlacedLine:
    """In a typewriter's steps."""
    words = [[found.start() / len(text), found.end() / len(text)] for found in WORD.finditer(text)]
    return replace(line(text, x0, y, x0 + step * len(text) + 9), words=words)


def paragraph(y: float, lines: int = 4) -> list[PlacedLine]:
    return [line(FULL, 100, y + 40 * n) for n in range(lines - 1)] + [
        line("and here it ends.", 100, y + 40 * (lines - 1), 350)
    ]


def read(
    lines: list[PlacedLine],
    *areas: Area,
    grids: list[Grid] | None = None,
    rules: Sequence[tuple[float, float, float]] = (),
) -> list[Block]:
    return assemble(lines, PAGE, 0, Look(*PAGE, list(areas), grids or [], list(rules)))[1]


def tables(lines: list[PlacedLine], *areas: Area, grids: list[Grid] | None = None) -> list[Table]:
    return assemble(lines, PAGE, 0, Look(*PAGE, list(areas), grids or []))[2]


def kinds(blocks: list[Block]) -> list[str]:
    return [block.type for block in blocks]
