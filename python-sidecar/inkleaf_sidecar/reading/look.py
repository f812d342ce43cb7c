"""What the pixels of a page show besides its characters. Everything is in px of the level page, y down."""

from __future__ import annotations

from dataclasses import dataclass, field

from .geometry import Box


@dataclass(frozen=True, slots=True)
class Area:
    """`kind` is one of CDLA's classes: text, title, figure, figure_caption, table, table_caption, header, footer,
    reference, equation; or text_figure, a figure in which nothing but text was seen."""

    kind: str
    confidence: float
    x0: float
    y0: float
    x1: float
    y1: float

    def holds(self, box: Box) -> bool:
        return self.x0 <= (box.x0 + box.x1) / 2 <= self.x1 and self.y0 <= box.middle_y <= self.y1


@dataclass(frozen=True, slots=True)
class GridCell:
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's fields: `xs` and `ys` are the edges of columns and rows."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    ruled: bool = False

    def holds(self, box: Box) -> bool:
        middle = (box.x0 + box.x1) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[0] <= box.middle_y <= self.ys[-1]


@dataclass(frozen=True, slots=True)
class Look:
    """Empty for a page that was never drawn: then only the places of its lines tell what they are."""

    width: float
    height: float
    areas: list[Area] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)
    """(x0, x1, y) of horizontal rulings that are not part of a grid."""
    fills: list[tuple[float, float, float, float]] = field(default_factory=list)
    """(x0, y0, x1, y1) of rectangles of another colour than the paper."""


def laid_look(look: Look) -> Look:
    """As `geometry.laid` does with the lines of vertical writing. Rulings of such pages are not tables."""
    areas = [Area(a.kind, a.confidence, a.y0, look.width - a.x1, a.y1, look.width - a.x0) for a in look.areas]
    return Look(look.height, look.width, areas)
