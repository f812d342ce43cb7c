"""What a page shows besides its characters: the layout net, rulings, pictures, the size and weight of its letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace

import numpy as np

from ...nets import Backend
from ...reading import Area, Grid, Look, PlacedLine, Quad, TableRows, straight_boxes
from ..base import Seen
from .bullets import find_bullets
from .detect import Bgr, Quads, short_sides
from .figures import check_figures
from .flat import Flat, flatten
from .ink import letter_sizes, line_ink
from .layout import LayoutNet
from .recognise import crop_lines
from .rulings import Rulings, find_rulings
from .table_net import TableNet

MOST_ROWS = 45


class PageStructure:
    """Begun as soon as the lines' places are known, so that the nets work while the characters are read."""

    def __init__(self, backend: Backend, layout: LayoutNet, table: TableNet, page: Bgr, quads: Quads) -> None:
        self._page = page
        self._table = table
        self.flat: Flat = flatten(page, quads)
        text_px = self._text_px = float(np.median(short_sides(quads))) if len(quads) else 24.0
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
        return Look(width, height, areas, grids, rulings.lone, self._table_rows(areas, grids))

    def _table_rows(self, areas: Sequence[Area], grids: Sequence[Grid]) -> list[TableRows]:
        """Of the tables that no rulings show. Long ones are more than the net can write."""
        found = []
        for area in areas:
            low = area.kind in ("table", "text_figure") and area.y1 - area.y0 < MOST_ROWS * self._text_px
            if low and not any(_shared(area, grid) > 0.5 for grid in grids):
                rows = self._table(self.flat.page, area)
                if rows is not None:
                    found.append(rows)
        return found

    def _measured(self, lines: Sequence[PlacedLine]) -> list[PlacedLine]:
        """The lines on the level page, with the size and weight of their letters."""
        if not lines:
            return []
        quads = np.stack([line.quad for line in lines])
        level = self.flat.flatten(quads)
        # A PDF's own text may reach far out of the page.
        height, width = self._page.shape[:2]
        shown = quads.clip(0, np.array([width - 1, height - 1], np.float32))
        inks = [line_ink(crop_lines(self._page, quad[None])[0]) if _has_room(quad) else None for quad in shown]
        sizes = letter_sizes([line.text for line in lines], inks)
        boxes = straight_boxes(level, range(len(lines)))
        starts = [box.x0 + box.width * (lines[box.at].words or [[0.0]])[0][0] for box in boxes]
        bullets = find_bullets(self.flat.page, boxes, starts)
        return [
            replace(line, quad=quad, size_px=size, stroke_px=ink.stroke_px if ink else None, bullet_x=bullet)
            for line, quad, size, ink, bullet in zip(lines, level, sizes, inks, bullets, strict=True)
        ]


def _has_room(quad: Quad) -> bool:
    return float(np.linalg.norm(quad[1] - quad[0])) >= 1 and float(np.linalg.norm(quad[3] - quad[0])) >= 1


def _shared(area: Area, grid: Grid) -> float:
    """How much of the area lies in the grid, 0..1."""
    width = min(area.x1, grid.xs[-1]) - max(area.x0, grid.xs[0])
    height = min(area.y1, grid.ys[-1]) - max(area.y0, grid.ys[0])
    return max(0.0, width) * max(0.0, height) / max((area.x1 - area.x0) * (area.y1 - area.y0), 1e-6)
