"""Tables whose lines are drawn: from the rulings' pixels to a grid of cells."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ..reading import Grid, GridCell
from .image import Grey

Mask = npt.NDArray[np.uint8]

MIN_RULE_PARTS = 45
"""A ruling is at least this fraction (one over) of the page's longer side long."""
MIN_SIDE = 0.6
"""Line heights of a cell's own side, where it lies on a ruling of the table: in old HTML each cell has a frame."""
SIDES = 0.7
"""Of the table's height that such sides cover; the stems of letters below each other cover half of it at most."""
BORDER = 0.6
"""Of a border between two cells this much is drawn; the rest may be broken by the scan."""
SAME_EDGE_PX = 8
MAX_CELLS = 20_000
GROUND_PX = 8
"""A ground is looked for in squares of so many px, as the median of nine times nine of them."""


@dataclass(frozen=True, slots=True)
class Rulings:
    grids: list[Grid]
    lone: list[tuple[float, float, float]]
    """(x0, x1, y) of the horizontal ones that are in no grid."""


def find_rulings(grey: Grey, text_px: float) -> Rulings:
    """On a level page; `text_px` is the median height of its lines. px."""
    across, down, sides = _masks(_on_light(grey), text_px)
    both = cv2.dilate(across | down, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(both, connectivity=8)
    grids, lone = [], []
    for at in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[at])
        window = np.s_[y : y + height, x : x + width]
        high = height >= 1.5 * text_px and width >= 3 * text_px
        grid = _grid(across[window], down[window], sides[window], x, y, text_px) if high else None
        if grid is not None:
            grids.append(grid)
        elif width > 4 * text_px:
            apart = max(SAME_EDGE_PX, 0.4 * text_px)
            lone += [(float(x), float(x + width), edge + y) for edge in _edges(across[window], 1, apart)]
    return Rulings(grids, lone)


def _on_light(grey: Grey) -> Grey:
    """Dark grounds turned light: there the white between letters would be taken for strokes."""
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // GROUND_PX), max(1, height // GROUND_PX)), interpolation=cv2.INTER_AREA)
    ground = cv2.resize(cv2.medianBlur(small, 9), (width, height), interpolation=cv2.INTER_NEAREST)
    light: Grey = np.where(ground < 128, 255 - grey, grey)
    return light


def _masks(grey: Grey, text_px: float) -> tuple[Mask, Mask, Mask]:
    """Masks of horizontal rulings, of vertical ones, and of vertical strokes that may be the side of a low cell.
    Letters' stems are shorter than a ruling, and bars are thicker."""
    ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    longest = max(grey.shape[:2])
    masks = []
    least = longest / MIN_RULE_PARTS
    for horizontal, length in (
        (True, int(max(least, 1.6 * text_px))),
        (False, int(max(least, 1.1 * text_px))),
        (False, int(MIN_SIDE * text_px) + 1),
    ):
        bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 3) if horizontal else (3, 1), np.uint8))
        kernel = np.ones((1, length) if horizontal else (length, 1), np.uint8)
        lines = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, kernel)
        thick = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((int(0.45 * text_px) + 3,) * 2, np.uint8))
        masks.append(lines & ~cv2.dilate(thick, np.ones((5, 5), np.uint8)))
    return masks[0], masks[1], masks[2]


def _grid(across: Mask, down: Mask, sides: Mask, left: int, top: int, text_px: float) -> Grid | None:
    apart = max(SAME_EDGE_PX, 0.4 * text_px)
    height, width = across.shape
    ys, xs = _edges(across, 1, apart), _edges(down, 0, apart)
    # Where all rows are low, their sides are not long enough for rulings, but there is one beside each.
    sides_of_rows = [x for x in _edges(sides, 0, apart, SIDES * height) if all(abs(x - other) > apart for other in xs)]
    xs = sorted(xs + sides_of_rows)
    if xs and ys:
        # Rulings that go on beyond the last one that crosses them: the table is open at that side.
        xs = _with_open_sides(xs, width, 1.5 * text_px)
        ys = _with_open_sides(ys, height, 0.8 * text_px)
    if len(ys) < 2 or len(xs) < 2 or (len(ys) - 1) * (len(xs) - 1) > MAX_CELLS:
        return None
    xs, ys, cells = _used(xs, ys, _cells(across, sides, xs, ys))
    if len(cells) < 2:
        return None
    return Grid([x + left for x in xs], [y + top for y in ys], cells, ruled=True)


def _with_open_sides(edges: list[float], size: int, least: float) -> list[float]:
    return [*([0.0] if edges[0] > least else []), *edges, *([float(size)] if size - edges[-1] > least else [])]


def _used(xs: list[float], ys: list[float], cells: list[GridCell]) -> tuple[list[float], list[float], list[GridCell]]:
    """Without edges that no cell begins at: a stroke of the text, a line beside the table."""
    rows, columns = sorted({c.row for c in cells}), sorted({c.column for c in cells})

    def moved(cell: GridCell) -> GridCell:
        row, column = rows.index(cell.row), columns.index(cell.column)
        last_row = sum(r < cell.row + cell.row_span for r in rows)
        last_column = sum(c < cell.column + cell.column_span for c in columns)
        return GridCell(row, column, last_row - row, last_column - column)

    return [*(xs[c] for c in columns), xs[-1]], [*(ys[r] for r in rows), ys[-1]], [moved(cell) for cell in cells]


def _edges(mask: Mask, axis: int, apart: float, least: float | None = None) -> list[float]:
    """Where rulings lie along the other axis: groups of rows (or columns) that hold much of a ruling."""
    sums = mask.sum(axis=axis, dtype=np.float32)
    least = max(1.5 * apart, 0.04 * mask.shape[axis]) if least is None else least
    places = np.flatnonzero(sums >= least)
    groups: list[list[int]] = []
    for place in places:
        if groups and place - groups[-1][-1] <= apart:
            groups[-1].append(int(place))
        else:
            groups.append([int(place)])
    return [float(np.average(group, weights=sums[group])) for group in groups]


def _cells(across: Mask, sides: Mask, xs: list[float], ys: list[float]) -> list[GridCell]:
    """Fields of the full grid, joined where no border is drawn between them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    joined = list(range(rows * columns))

    def root(n: int) -> int:
        while joined[n] != n:
            joined[n] = joined[joined[n]]
            n = joined[n]
        return n

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _drawn(sides, xs[c + 1], ys[r], ys[r + 1], vertical=True):
                joined[root(r * columns + c)] = root(r * columns + c + 1)
            if r + 1 < rows and not _drawn(across, ys[r + 1], xs[c], xs[c + 1], vertical=False):
                joined[root(r * columns + c)] = root((r + 1) * columns + c)
    groups: dict[int, list[int]] = {}
    for n in range(rows * columns):
        groups.setdefault(root(n), []).append(n)
    cells = []
    for members in groups.values():
        down_to, across_to = [n // columns for n in members], [n % columns for n in members]
        top, left = min(down_to), min(across_to)
        row_span, column_span = max(down_to) - top + 1, max(across_to) - left + 1
        if row_span * column_span == len(members):
            cells.append(GridCell(top, left, row_span, column_span))
        else:
            # No rectangle: a border was lost; its fields are sure.
            cells += [GridCell(n // columns, n % columns, 1, 1) for n in members]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _drawn(mask: Mask, at: float, start: float, end: float, vertical: bool) -> bool:
    low, high = max(0, int(at) - 5), int(at) + 6
    inset = min(6, int((end - start) / 4))
    first, last = int(start) + inset, int(end) - inset
    strip = mask[first:last, low:high] if vertical else mask[low:high, first:last]
    if not strip.size:
        return True
    return float(strip.any(axis=1 if vertical else 0).mean()) >= BORDER
