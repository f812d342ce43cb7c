"""The page result that every engine returns. Boxes and quads are fractions 0..1 of the upright page as a viewer
shows it (after EXIF and /Rotate); quads run clockwise from the text's own top left."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA_VERSION = 1

Quad = list[list[float]]
"""Four [x, y] corners, fractions of the page."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that the engine is not sure of; in scripts without spaces a character."""

    start: int
    end: int
    """[start, end) in the line's text, characters."""
    place: list[float]
    """[start, end] along the line, 0..1."""
    sure: float
    """Of its least certain character, 0..1."""
    others: list[str]
    """What else it may say, the likeliest first."""


@dataclass(slots=True)
class Line:
    id: str
    text: str
    quad: Quad
    confidence: float
    words: list[list[float]] | None = None
    """[start, end] of each word (parted by spaces) along the line, 0..1."""
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    id: str
    type: str
    """text, heading, list_item, table, figure, formula, caption, code, footnote, header, footer, page_number
    or line_number; only
    text and list_item where the page's structure was not looked at."""
    bbox: list[float]
    """[x0, y0, x1, y1], fractions of the page."""
    order: int
    lines: list[Line]
    text: str
    """Its lines joined as they read: a paragraph in one line, code with its indents, a table's cells parted by tabs."""
    level: int | None = None
    """How deep an item of a list is, or a heading of which the document says so, from 1."""
    mark: str | None = None
    """The bullet or number that such an item's text begins with, and the space after it; empty where it wasn't read."""
    size: float | None = None
    """A heading's letters over those of the page's text."""
    content: list[dict[str, Any]] | None = None
    """Its text in stretches with their marks and links, where the document says more of it than its characters."""


@dataclass(slots=True)
class Cell:
    row: int
    column: int
    rowSpan: int
    columnSpan: int
    text: str
    lines: list[str]
    """The ids of the lines that the text comes from."""


@dataclass(slots=True)
class Table:
    """Each field of the grid of `rows` by `columns` belongs to exactly one cell."""

    blockId: str
    rows: int
    columns: int
    cells: list[Cell]


@dataclass(slots=True)
class Notice:
    """Something the reader should know about the page, e.g. a script that the model can't read."""

    code: str
    message: str


@dataclass(slots=True)
class PageResult:
    page: int
    widthPx: int
    heightPx: int
    dpi: float | None
    rotation: int
    """Degrees clockwise by which the page was turned to be read: 0, 90, 180 or 270."""
    text: str
    blocks: list[Block]
    warnings: list[Notice]
    engine: str
    model: str
    confidence: float | None
    """Mean over lines, weighted by their length, 0..1; None on a page without text."""
    timingsMs: dict[str, float]
    tables: list[Table] = field(default_factory=list)
    schemaVersion: int = SCHEMA_VERSION

    def as_json(self) -> dict[str, Any]:
        result = asdict(self)
        for block in result["blocks"]:
            _drop_unknown(block, "level", "mark", "size", "content")
            for line in block["lines"]:
                _drop_unknown(line, "words")
                if not line["doubts"]:
                    del line["doubts"]
        return result


def _drop_unknown(entry: dict[str, Any], *names: str) -> None:
    for name in names:
        if entry[name] is None:
            del entry[name]
