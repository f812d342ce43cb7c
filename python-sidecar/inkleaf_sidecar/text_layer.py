"""A page whose characters are known from its PDF: only their order and their paragraphs are worked out."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from .reading import Look, PlacedLine, assemble
from .result import PageResult

POINTS_PER_INCH = 72


def arrange_text(body: dict[str, Any]) -> PageResult:
    """`body`: page, mode, widthPt, heightPt, lines of {text, quad in points clockwise from the text's own top left}."""
    start = time.perf_counter()
    width, height = float(body["widthPt"]), float(body["heightPt"])
    lines = [
        PlacedLine(str(line["text"]), np.asarray(line["quad"], np.float32).reshape(4, 2), 1.0) for line in body["lines"]
    ]
    look = Look(width, height) if body["mode"] == "markdown" else None
    text, blocks, tables = assemble(lines, (width, height), 0, look)
    spent = round((time.perf_counter() - start) * 1000, 1)
    return PageResult(
        page=int(body["page"]),
        widthPx=max(1, round(width)),
        heightPx=max(1, round(height)),
        dpi=POINTS_PER_INCH,
        rotation=0,
        text=text,
        blocks=blocks,
        tables=tables,
        warnings=[],
        engine="pdf-text",
        model="text layer",
        confidence=1.0 if lines else None,
        timingsMs={"layout": spent, "total": spent},
    )
