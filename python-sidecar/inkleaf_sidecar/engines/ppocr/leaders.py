"""Rows of dots that lead the eye from an entry to its number. To the detection net they are a line of text, and one
that swallows the ends of the entry."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ...page import Bgr, Quads
from .found_line import FoundLine, in_order
from .recognise import Reading

LEAST_DOTS = 12
"""A row of fewer is an ellipsis, or three of them."""
STEP_DOTS = 8.0
"""Diameters from one dot to the next; the points of sentences are further apart."""
UNEVEN = 0.35
"""Of a step: so much may the steps of one row differ."""
LARGEST = 0.006
"""Of the page's longer side: a dot of 12 points on A4 has half of it."""
HIGH = 4.0
"""Diameters: a line of the same type is about so much higher than its dots."""
NEAR = 3.0
"""Heights of the row between the dots and what is at either end of them."""
TEXT = "……"

Float = npt.NDArray[np.float32]


def find_leaders(page: Bgr) -> Quads:
    """(n, 4, 2) px of rows of dots."""
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if ink.mean() > 0.5:
        return np.zeros((0, 4, 2), np.float32)
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    most = max(4.0, LARGEST * max(page.shape[:2]))
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    round_ones = (wide <= most) & (high <= most) & (np.abs(wide - high) <= 2) & (high >= 2)
    dots = stats[1:][round_ones][:, :4].astype(np.float32)
    if len(dots) < LEAST_DOTS:
        return np.zeros((0, 4, 2), np.float32)
    rows = [row for line in _level(dots) for row in _even(line)]
    return np.array([_quad(row) for row in rows], np.float32).reshape(-1, 4, 2)


def _level(dots: Float) -> list[Float]:
    """Dots whose feet are at one height, from left to right."""
    feet = dots[:, 1] + dots[:, 3]
    order = np.argsort(feet, kind="stable")
    breaks = np.flatnonzero(np.diff(feet[order]) > 1.5) + 1
    return [dots[some][np.argsort(dots[some, 0])] for some in np.split(order, breaks) if len(some) >= LEAST_DOTS]


def _even(line: Float) -> list[Float]:
    """Stretches of dots with one step."""
    steps = np.diff(line[:, 0])
    usual = float(np.median(steps))
    size = float(np.median(line[:, 2]))
    if not 0 < usual <= STEP_DOTS * size:
        return []
    breaks = np.flatnonzero(np.abs(steps - usual) > max(1.5, UNEVEN * usual)) + 1
    return [row for row in np.split(line, breaks) if len(row) >= LEAST_DOTS]


def _quad(row: Float) -> list[list[float]]:
    size = float(np.median(row[:, 3]))
    x0, x1 = float(row[0, 0]), float(row[-1, 0] + row[-1, 2])
    foot = float(np.median(row[:, 1] + row[:, 3])) + size / 2
    return [[x0, foot - HIGH * size], [x1, foot - HIGH * size], [x1, foot], [x0, foot]]


def without_leaders(page: Bgr, leaders: Quads) -> Bgr:
    """The paper beside the dots in their place."""
    if not len(leaders):
        return page
    cleared = page.copy()
    for quad in leaders:
        (x0, _), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
        size = (y1 - quad[0, 1]) / HIGH
        rows = slice(max(0, int(y1 - 2 * size)), int(np.ceil(y1)) + 1)
        strip = cleared[rows, max(0, int(x0) - 1) : int(np.ceil(x1)) + 2]
        strip[:] = np.median(strip.reshape(-1, 3), axis=0).astype(np.uint8)
    return cleared


def with_leaders(page: Bgr, lines: list[FoundLine], leaders: Quads) -> list[FoundLine]:
    """`lines` in order, with those leaders that have an entry before them and something after: other rows of dots are
    rulings."""
    boxes = [(*line.quad.min(axis=0), *line.quad.max(axis=0)) for line in lines if line.is_read]
    added = []
    for quad in leaders:
        (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
        near = NEAR * (y1 - y0)
        level = [box for box in boxes if box[1] < (y0 + y1) / 2 < box[3]]
        before = any(-near < x0 - box[2] < near for box in level)
        after = any(-near < box[0] - x1 < near for box in level)
        if before and after:
            crop = page[int(max(0, y0)) : int(y1), int(max(0, x0)) : int(x1)]
            added.append(FoundLine(quad, crop, Reading(TEXT, 1.0)))
    return in_order([*lines, *added]) if added else lines
