"""Lines of two columns that detection took for one are parted where the gutter between the columns is white."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ...page import Bgr, Quads, crop_lines
from ...reading import reading_order

MIN_WHITE = 0.5
"""Of the box's height. Between words it is a third of the ink's height, in loosely justified lines half."""

MAX_COLUMNS = 4


def part_merged_lines(page: Bgr, quads: Quads) -> Quads:
    """The quads, those across a white gutter beside columns each cut in two. Again while that helps: a line may lie
    across several gutters."""
    for _ in range(MAX_COLUMNS):
        parted: dict[int, list[npt.NDArray[np.float32]]] = {}
        for at, where in reading_order(quads).bridges:
            white = _white_run(crop_lines(page, quads[[at]])[0], where)
            if white is not None:
                parted[at] = _parted(quads[at], *white)
        if not parted:
            break
        quads = np.stack([part for at, quad in enumerate(quads) for part in parted.get(at, [quad])])
    return quads


def _white_run(crop: Bgr, where: float) -> tuple[float, float] | None:
    """(start, end) along the line, 0..1, of the widest inkless run near `where`; None where none is wide enough."""
    height, width = crop.shape[:2]
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    inked = ink[height // 6 : height - height // 6].sum(axis=0) > 0
    near = range(max(0, int(where * width - 1.5 * height)), min(width, int(where * width + 1.5 * height)))
    best, start = (0, 0), None
    for x in [*near, near.stop]:
        white = x < near.stop and not inked[x]
        if white and start is None:
            start = x
        elif not white and start is not None:
            best, start = max(best, (start, x), key=lambda run: run[1] - run[0]), None
    return (best[0] / width, best[1] / width) if best[1] - best[0] >= MIN_WHITE * height else None


def _parted(quad: npt.NDArray[np.float32], start: float, end: float) -> list[npt.NDArray[np.float32]]:
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    third = (end - start) / 3
    left, right = start + third, end - third
    return [
        np.stack([quad[0], quad[0] + left * top, quad[3] + left * bottom, quad[3]]).astype(np.float32),
        np.stack([quad[0] + right * top, quad[1], quad[2], quad[3] + right * bottom]).astype(np.float32),
    ]
