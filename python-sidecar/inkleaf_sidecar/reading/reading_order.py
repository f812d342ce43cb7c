"""Reading order by a recursive XY-cut on line boxes (Nagy and Seth 1984), with statistics of gaps, widths and rows
to tell a gutter between columns from the white between a table's cells or before a contents page's numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..cancel import check_cancelled
from .columns import are_columns
from .geometry import Box, Corners, Quad, laid, on_their_side, straight_boxes, without
from .rows import Row, group_rows, is_low, outer_rows, usual_gap, white_strips
from .side_heads import side_heads

MAX_CANDIDATES = 10
MAX_DEPTH = 12
SHRINK = 0.5
"""Line heights taken off either end of a box: detection's own margin, and what a slanted gutter needs."""
MIN_GUTTER = 0.6
"""Line heights of white between such boxes."""


@dataclass(frozen=True, slots=True)
class Order:
    regions: list[list[Row]]
    """Columns and full-width stretches in reading order, each as rows from top to bottom."""
    line_height_px: float
    """The median line height, px."""
    bridges: list[tuple[int, float]]
    """Lines that lie across a gutter beside its columns: (index, where along it the gutter is, 0..1). Detection may
    have taken the ends of two columns' lines for one."""

    @property
    def sequence(self) -> list[int]:
        """The lines' indices in reading order."""
        return [box.at for region in self.regions for row in region for box in row.boxes]


def reading_order(quads: npt.NDArray[np.float32] | Sequence[Quad], horizontal: bool = False) -> Order:
    """`quads` are (n, 4, 2) px; every line is in the order exactly once. `horizontal` says that they were laid
    already: else vertical writing is, and lines on their side come last."""
    corners = np.asarray(quads, np.float32).reshape(-1, 4, 2)
    corners = corners if horizontal else laid(corners)
    if not len(corners):
        return Order([], 1.0, [])
    boxes = straight_boxes(corners, range(len(corners)))
    line_height_px = float(np.median([box.height for box in boxes]))
    turned = [] if horizontal else on_their_side(boxes, line_height_px)
    bridges: list[tuple[int, float]] = []
    upright = without(boxes, turned)
    regions = [*_cut(corners, upright, line_height_px, bridges, MAX_DEPTH), *([box] for box in turned)]
    return Order([group_rows(region) for region in regions], line_height_px, bridges)


@dataclass(slots=True)
class _Band:
    """A horizontal stretch of a region: two sides of a gutter, or boxes that go on across it."""

    wide: list[Box]
    left: list[Box]
    right: list[Box]


def _cut(
    corners: Corners, boxes: list[Box], line_height_px: float, bridges: list[tuple[int, float]], depth: int
) -> list[list[Box]]:
    check_cancelled()
    cut = _best_bands(boxes, line_height_px) if len(boxes) >= 4 and depth else None
    if cut is None:
        return [boxes] if boxes else []
    gutter, bands = cut
    bridges += _bridges(bands, gutter, line_height_px)
    regions: list[list[Box]] = []
    for band in bands:
        for part in (band.wide, band.left, band.right):
            # Each page of a spread and each column of a photographed page has its own skew.
            again = straight_boxes(corners, [box.at for box in part])
            regions += _cut(corners, again, line_height_px, bridges, depth - 1)
    return regions


def _best_bands(boxes: list[Box], line_height_px: float) -> tuple[float, list[_Band]] | None:
    """The cut that puts most boxes into columns, or None where there are no columns."""
    best, best_score = None, 0.0
    for gutter, at_most in _gutters(boxes, line_height_px):
        if at_most <= best_score:
            break
        bands = _bands(boxes, gutter, line_height_px)
        score = float(sum(len(band.left) + len(band.right) for band in bands if band.left and band.right))
        if score > best_score:
            best, best_score = (gutter, bands), score
    return best


def _gutters(boxes: list[Box], line_height_px: float) -> list[tuple[float, int]]:
    """(middle, boxes that don't lie across) of the emptiest vertical strips inside the region, emptiest first."""
    ends = np.array([_shrunk(box, line_height_px) for box in boxes])
    x0, x1 = ends[:, 0], ends[:, 1]
    edges = np.unique(np.concatenate([x0, x1]))
    lows, highs = edges[:-1], edges[1:]
    middles = (lows + highs) / 2
    # No middle is an edge: what begins before it and has not ended lies across.
    to_left = np.searchsorted(np.sort(x1), middles)
    crossing = np.searchsorted(np.sort(x0), middles) - to_left
    to_right = len(boxes) - crossing - to_left
    fit = (
        (highs - lows >= MIN_GUTTER * line_height_px)
        & (to_left >= 2)
        & (to_right >= 2)
        & (crossing <= 0.75 * len(boxes))
    )
    ranked = sorted(np.flatnonzero(fit), key=lambda at: (crossing[at], lows[at] - highs[at]))
    return [(float(middles[at]), len(boxes) - int(crossing[at])) for at in ranked[:MAX_CANDIDATES]]


def _shrunk(box: Box, line_height_px: float) -> tuple[float, float]:
    less = min(SHRINK * line_height_px, 0.4 * box.width)
    return box.x0 + less, box.x1 - less


def _bands(boxes: list[Box], gutter: float, line_height_px: float) -> list[_Band]:
    bands: list[_Band] = []
    stretch: list[Box] = []

    def close() -> None:
        if not stretch:
            return
        head, body, foot = outer_rows(stretch, line_height_px)
        parts = [_sides(part, gutter) for part in _at_headings(body, gutter, line_height_px)]
        if not all(are_columns(*sides, line_height_px) for sides in parts[::2]):
            parts = [_sides(body, gutter)]
        if are_columns(*parts[0], line_height_px):
            _add_wide(bands, head)
            for at, (left, right) in enumerate(parts):
                if at % 2:
                    _add_wide(bands, left + right)
                else:
                    bands.append(_Band([], left, right))
            _add_wide(bands, foot)
        elif heads := side_heads(*_sides(stretch, gutter), line_height_px):
            bands.extend(_Band([], *beside) for beside in heads)
        elif heads := side_heads(*_sides(body, gutter), line_height_px):
            _add_wide(bands, head)
            bands.extend(_Band([], *beside) for beside in heads)
            _add_wide(bands, foot)
        else:
            _add_wide(bands, stretch)
        stretch.clear()

    for box in sorted(boxes, key=lambda b: b.middle_y):
        x0, x1 = _shrunk(box, line_height_px)
        if x0 < gutter < x1:
            close()
            _add_wide(bands, [box])
        else:
            stretch.append(box)
    close()
    return bands


def _bridges(bands: list[_Band], gutter: float, line_height_px: float) -> list[tuple[int, float]]:
    beside = [
        band.wide
        for at, band in enumerate(bands)
        if any(bands[n].left for n in (at - 1, at + 1) if 0 <= n < len(bands))
    ]
    return [
        (box.at, (gutter - box.x0) / box.width)
        for wide in beside
        for box in wide
        if box.x0 + line_height_px < gutter < box.x1 - line_height_px and box.height < 1.6 * line_height_px
    ]


def _sides(boxes: Sequence[Box], gutter: float) -> tuple[list[Box], list[Box]]:
    left = [box for box in boxes if (box.x0 + box.x1) / 2 <= gutter]
    return left, [box for box in boxes if (box.x0 + box.x1) / 2 > gutter]


def _at_headings(boxes: Sequence[Box], gutter: float, line_height_px: float) -> list[list[Box]]:
    """Columns, heading, columns, heading, columns ...: a heading over all columns may be too short to reach across
    the gutter, but it has white above and below it that goes through both sides."""
    slabs = white_strips(boxes, 0.35 * line_height_px + max(0.0, usual_gap(boxes)))
    parts: list[list[Box]] = [[]]
    for at, slab in enumerate(slabs):
        between = 0 < at < len(slabs) - 1 and all(all(_sides(slabs[n], gutter)) for n in (at - 1, at + 1))
        if between and is_low(slab, line_height_px) and not all(_sides(slab, gutter)):
            parts += [slab, []]
        else:
            parts[-1].extend(slab)
    return parts


def _add_wide(bands: list[_Band], boxes: list[Box]) -> None:
    if not boxes:
        return
    if bands and bands[-1].wide:
        bands[-1].wide.extend(boxes)
    else:
        bands.append(_Band(list(boxes), [], []))
