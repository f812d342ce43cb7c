"""A piece of a page's structure, as it is found."""

from __future__ import annotations

from dataclasses import dataclass, field

from .paragraphs import TextRow
from .tables import Table


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
    """How deep an item of a list is, or a heading of which the document says so, from 1."""
    mark: str | None = None
    """The bullet or number that such an item begins with."""
    table: Table | None = None
    box: tuple[float, float, float, float] | None = None
    """Of what has edges of its own: figures, formulas, tables with rulings. px of the level page."""
