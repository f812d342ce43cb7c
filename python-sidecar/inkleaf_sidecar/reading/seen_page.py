"""A page's lines with what its pixels show of them, and what all steps of the reading ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from .geometry import Box, Corners, PlacedLine, straight_boxes
from .look import Look
from .paragraphs import usual

SURE = 0.5
"""Confidence from which the layout net's word is taken."""
LARGER = 1.17
"""Letters so much larger than the text's are a heading's, whatever the net says."""


SLIGHTLY_LARGER = 1.06
"""Enough where more than their size speaks for it."""


class SeenPage:
    """`corners` are of the lines, laid so that all writing runs from left to right."""

    def __init__(self, lines: Sequence[PlacedLine], corners: Corners, look: Look) -> None:
        self.lines = lines
        self.corners = corners
        self.look = look
        self.boxes = straight_boxes(corners, range(len(lines)))
        self.line_height_px = float(median(box.height for box in self.boxes)) if lines else 1.0
        """The median line height, px."""
        self.leading: float | None = None
        """The step between rows of the text, px, once their order is known."""
        lengths = [len(line.text) for line in lines]
        self.text_width_px = usual([box.width for box in self.boxes], lengths) or 1.0
        """The width of most of its text's lines, px."""
        self.text_size = usual([line.x_height_px for line in lines], lengths)
        strokes = [line.stroke_px / line.x_height_px if line.stroke_px and line.x_height_px else None for line in lines]
        self.text_stroke = usual(strokes, lengths)
        self.has_arrows = not any("«" in line.text for line in lines)
        """Whether » begins items, as it opens no quotation."""
        self.areas = sorted((a for a in look.areas if a.confidence >= SURE), key=lambda a: -a.confidence)

    def kind_of(self, box: Box, kinds: Sequence[str]) -> str | None:
        """The surest of these kinds of areas that the middle of the box is in."""
        return next((a.kind for a in self.areas if a.kind in kinds and a.holds(box)), None)

    def text(self, box: Box) -> str:
        return self.lines[box.at].text.strip()
