"""What stands on a page beside letters and was not read, or read as letters: tick boxes, lone signs, raised digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from ...page import Bgr, Quads, TickBox, crop_lines, find_tick_boxes, short_sides
from ...reading import is_cjk
from .found_line import FoundLine, in_order, quads_of
from .lone_signs import is_disc, lone_sign
from .raised_digits import with_raised_digits
from .recognise import NOTHING, Reading

BESIDE = 1.5
"""Line heights between a box and the text that it belongs to."""
BOXES = frozenset("□☐■☑☒✓✔√")
"""Read as characters."""


def with_marks(page: Bgr, lines: list[FoundLine], read: Callable[[Bgr, Quads], list[FoundLine]]) -> list[FoundLine]:
    """`lines` in reading order, with what the page's pixels say besides. `read` reads lines at given places."""
    read_lines = [line for line in lines if line.is_read]
    if not read_lines:
        return lines
    line_px = float(np.median(short_sides(quads_of(read_lines))))
    counted = any(line.reading.text[:1] in ("二", "三") for line in read_lines)
    for line in lines:
        line.reading = _with_signs(page, line, line_px, counted)
    boxes = find_tick_boxes(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), line_px)
    return _with_boxes(page, lines, boxes, line_px, read) if boxes else lines


def _with_signs(page: Bgr, line: FoundLine, line_px: float, counted: bool) -> Reading:
    """`counted` is whether the page counts in Chinese numerals: then 一 is one, else a dash that looks like it."""
    reading = line.reading
    sign = None
    if len(reading.text) == 1:
        # As it stands: what is higher than wide was turned to be read.
        (x0, y0), (x1, y1) = line.quad.min(axis=0).clip(0).astype(int), line.quad.max(axis=0).astype(int)
        if is_disc(reading.text, line.crop):
            return NOTHING
        sign = lone_sign(reading.text, reading.confidence, page[y0:y1, x0:x1], line_px)
        sign = reading.text if sign == "—" and reading.text == "一" and counted else sign
    if sign is not None:
        return replace(reading, text=sign, confidence=max(reading.confidence, 0.9), doubts=())
    text = with_raised_digits(reading.text, reading.words, line.crop)
    return reading if text == reading.text else replace(reading, text=text)


def _with_boxes(
    page: Bgr,
    lines: list[FoundLine],
    boxes: Sequence[TickBox],
    line_px: float,
    read: Callable[[Bgr, Quads], list[FoundLine]],
) -> list[FoundLine]:
    """A box within a line parts it; one before or after a line is a piece of its own. Chinese has characters that are
    squares, and its lines keep those that were read."""
    kept = list(lines)
    added: list[FoundLine] = []
    for box in sorted(boxes, key=lambda box: -box.x0):
        within = next((line for line in kept if line.is_read and _holds(line, box)), None)
        if within is None:
            if any(line.is_read and _is_beside(line, box, line_px) for line in kept):
                added.append(_as_line(page, box))
        elif not _is_read(within.reading.text):
            kept = [line for line in kept if line is not within]
            kept += read(page, _parts_beside(within, box, line_px))
            added.append(_as_line(page, box))
    return in_order([*kept, *added]) if added else lines


def _is_read(text: str) -> bool:
    return any(is_cjk(character) or character in BOXES for character in text)


def _holds(line: FoundLine, box: TickBox) -> bool:
    (x0, y0), (x1, y1) = line.quad.min(axis=0), line.quad.max(axis=0)
    return bool(x0 < (box.x0 + box.x1) / 2 < x1 and y0 < (box.y0 + box.y1) / 2 < y1)


def _is_beside(line: FoundLine, box: TickBox, line_px: float) -> bool:
    (x0, y0), (x1, y1) = line.quad.min(axis=0), line.quad.max(axis=0)
    level = y0 < (box.y0 + box.y1) / 2 < y1
    return bool(level and -0.5 * line_px < max(x0 - box.x1, box.x0 - x1) < BESIDE * line_px)


def _parts_beside(line: FoundLine, box: TickBox, line_px: float) -> Quads:
    """The line's quad left and right of the box, where there is room for a character."""
    quad = line.quad
    top, bottom = quad[1] - quad[0], quad[2] - quad[3]
    length = max(float(top[0]), 1.0)
    start, end = (box.x0 - quad[0, 0]) / length, (box.x1 - quad[0, 0]) / length
    parts = []
    for first, last in ((0.0, start), (end, 1.0)):
        if (last - first) * length > 0.4 * line_px:
            corners = [quad[0] + first * top, quad[0] + last * top, quad[3] + last * bottom, quad[3] + first * bottom]
            parts.append(np.stack(corners).astype(np.float32))
    return np.stack(parts) if parts else np.zeros((0, 4, 2), np.float32)


def _as_line(page: Bgr, box: TickBox) -> FoundLine:
    quad = np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]], np.float32)
    return FoundLine(quad, crop_lines(page, quad[None])[0], Reading(box.text, 1.0))
