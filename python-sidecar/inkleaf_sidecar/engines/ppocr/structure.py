"""What a page shows besides its characters: the layout net, rulings, pictures, the size and weight of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

import numpy as np

from ...nets import Backend
from ...reading import Area, Grid, Look, PlacedLine
from ..base import Seen
from .detect import Bgr, Quads, short_sides
from .figures import check_figures
from .flat import Flat, flatten
from .ink import letter_sizes, line_ink
from .layout import LayoutNet
from .recognise import crop_lines
from .rulings import Rulings, find_rulings


class PageStructure:
    """Begun as soon as the lines' places are known, so that the nets work while the characters are read."""

    def __init__(self, backend: Backend, layout: LayoutNet, page: Bgr, quads: Quads) -> None:
        self._page = page
        self.flat: Flat = flatten(page, quads)
        text_px = float(np.median(short_sides(quads))) if len(quads) else 24.0
        self._areas: Callable[[], list[Area]] = layout.begin(self.flat.page)
        self._rulings: Future[Rulings] = backend.submit(lambda: find_rulings(self.flat.page, text_px))

    def seen(self, lines: Sequence[PlacedLine]) -> Seen:
        """Waits for the nets. What was found but is not in `lines`, since it could not be read, counts as picture."""
        level = self._measured(lines)
        return Seen(level, self._look(level), self.flat.unflatten)

    def _look(self, lines: Sequence[PlacedLine]) -> Look:
        height, width = self.flat.page.shape[:2]
        rulings = self._rulings.result()
        grids: list[Grid] = rulings.grids
        areas = check_figures(self.flat.page, [line.quad for line in lines], self._areas(), grids)
        return Look(width, height, areas, grids, rulings.lone)

    def _measured(self, lines: Sequence[PlacedLine]) -> list[PlacedLine]:
        """The lines on the level page, with the size and weight of their letters."""
        if not lines:
            return []
        quads = np.stack([line.quad for line in lines])
        level = self.flat.flatten(quads)
        inks = [line_ink(crop) for crop in crop_lines(self._page, quads)]
        sizes = letter_sizes([line.text for line in lines], inks)
        return [
            PlacedLine(line.text, quad, line.confidence, line.words, size, None if ink is None else ink.stroke_px)
            for line, quad, size, ink in zip(lines, level, sizes, inks, strict=True)
        ]
