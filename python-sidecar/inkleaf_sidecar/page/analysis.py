"""What a page shows besides its characters: the layout net, rulings, pictures, the size and weight of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ..nets import Backend
from ..reading import Area, Corners, Grid, Look, PlacedLine, Quad, straight_boxes
from .bullets import find_bullets
from .crops import crop_lines
from .deskew import Deskewed, deskew
from .figures import check_figures
from .fills import Edges, find_fills
from .glyph_metrics import glyph_metrics, x_heights
from .image import Bgr, PagePixels, Quads, short_sides
from .layout_net import LayoutNet
from .rulings import Rulings, find_rulings
from .weights import find_layout_weights


@dataclass(frozen=True, slots=True)
class Seen:
    """Lines whose characters are known, on the level page, and what the page's pixels show."""

    lines: list[PlacedLine]
    look: Look
    from_level: Callable[[Corners], Corners]
    """From the level page back to the page as it was."""


class PageAnalyser:
    """The nets of the analysis, loaded once and used from several threads at a time."""

    def __init__(self, backend: Backend, models: Path) -> None:
        self.backend = backend
        self.layout = LayoutNet(backend, backend.open_net(find_layout_weights(models)))

    def begin(self, page: PagePixels, quads: Quads) -> PageAnalysis:
        """`quads` are the places of the page's lines."""
        return PageAnalysis(self, page, quads)

    def analyse(self, page: PagePixels, lines: Sequence[PlacedLine]) -> Seen:
        """Of a page whose characters are known; `lines` are in px of `page`."""
        self.backend.begin_page()
        quads = np.stack([line.quad for line in lines]) if lines else np.zeros((0, 4, 2), np.float32)
        return self.begin(page, quads).seen(lines)


class PageAnalysis:
    """Begun as soon as the lines' places are known, so that the nets work while the characters are read."""

    def __init__(self, analyser: PageAnalyser, page: PagePixels, quads: Quads) -> None:
        self._page = page
        self.level: Deskewed = deskew(page, quads)
        text_px = self._text_px = float(np.median(short_sides(quads))) if len(quads) else 24.0
        self._areas: Callable[[], list[Area]] = analyser.layout.begin(self.level.page.colour)
        self._fills: Future[list[Edges]] = analyser.backend.submit(lambda: find_fills(self.level.page.colour, text_px))
        self._rulings: Future[Rulings] = analyser.backend.submit(lambda: find_rulings(self.level.page.grey, text_px))

    def seen(self, lines: Sequence[PlacedLine], crops: Sequence[Bgr] | None = None) -> Seen:
        """Waits for the nets. What was found but is not in `lines`, since it could not be read, counts as picture.
        `crops` are those of the lines, where they were made already."""
        level = self._measured(lines, crops)
        return Seen(level, self._look(level), self.level.from_level)

    def _look(self, lines: Sequence[PlacedLine]) -> Look:
        width, height = self.level.page.size
        rulings = self._rulings.result()
        grids: list[Grid] = rulings.grids
        areas = check_figures(self.level.page.grey, [line.quad for line in lines], self._areas(), grids)
        return Look(width, height, areas, grids, rulings.lone, self._fills.result())

    def _measured(self, lines: Sequence[PlacedLine], crops: Sequence[Bgr] | None) -> list[PlacedLine]:
        """The lines on the level page, with the size and weight of their letters."""
        if not lines:
            return []
        quads = np.stack([line.quad for line in lines])
        level = self.level.to_level(quads)
        if crops is None:
            # A PDF's own text may reach far out of the page.
            width, height = self._page.size
            shown = quads.clip(0, np.array([width - 1, height - 1], np.float32))
            crops = [crop_lines(self._page.colour, quad[None])[0] if _has_room(quad) else NO_CROP for quad in shown]
        metrics = [glyph_metrics(crop) for crop in crops]
        sizes = x_heights([line.text for line in lines], metrics)
        boxes = straight_boxes(level, range(len(lines)))
        starts = [box.x0 + box.width * (lines[box.at].words or [[0.0]])[0][0] for box in boxes]
        bullets = find_bullets(self.level.page.grey, boxes, starts)
        return [
            replace(line, quad=quad, x_height_px=size, stroke_px=metric.stroke_px if metric else None, bullet_x=bullet)
            for line, quad, size, metric, bullet in zip(lines, level, sizes, metrics, bullets, strict=True)
        ]


NO_CROP: Bgr = np.zeros((0, 0, 3), np.uint8)


def _has_room(quad: Quad) -> bool:
    return float(np.linalg.norm(quad[1] - quad[0])) >= 1 and float(np.linalg.norm(quad[3] - quad[0])) >= 1
