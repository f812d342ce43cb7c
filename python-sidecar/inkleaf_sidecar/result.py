"""The page result that every engine returns. Boxes and quads are fractions 0..1 of the upright page as a viewer
shows it (after EXIF and /Rotate); quads run clockwise from the text's own top left."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

SCHEMA_VERSION = 1

Quad = list[list[float]]
"""Four [x, y] corners, fractions of the page."""


@dataclass(slots=True)
class Line:
    id: str
    text: str
    quad: Quad
    confidence: float
    words: list[list[float]] | None = None
    """[start, end] of each word (parted by spaces) along the line, 0..1."""


@dataclass(slots=True)
class Block:
    id: str
    type: str
    bbox: list[float]
    """[x0, y0, x1, y1], fractions of the page."""
    order: int
    lines: list[Line]


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
    markdown: str
    blocks: list[Block]
    warnings: list[Notice]
    engine: str
    model: str
    confidence: float | None
    """Mean over lines, weighted by their length, 0..1; None on a page without text."""
    timingsMs: dict[str, float]
    tables: list[Any] = field(default_factory=list)
    schemaVersion: int = SCHEMA_VERSION

    def as_json(self) -> dict[str, Any]:
        result = asdict(self)
        for line in (line for block in result["blocks"] for line in block["lines"]):
            if line["words"] is None:
                del line["words"]
        return result
