"""Rectangles of another colour than the paper: cards, sidebars, notes on a ground of their own."""

from __future__ import annotations

import cv2
import numpy as np

from .image import Bgr

SCALE = 0.25
"""At which grain and JPEG's blocks are averaged away."""
MIN_STEP = 6
"""Grey levels of a channel between a pale ground and the paper: #f4f5f7 on white has 11."""
SAME = 3
MIN_EVEN = 0.5
"""Of its pixels are of its own colour: else it is a picture."""
MIN_FULL = 0.95
"""Of its bounding box: a rectangle, with rounded corners perhaps."""
MIN_WIDTH, MIN_HEIGHT = 5.0, 3.0
"""Heights of the text's lines: less holds no two rows."""
EDGE = 0.02
"""Of the page's shorter side."""
MAX_AREA = 0.6
"""Of the page: more is its paper."""

Edges = tuple[float, float, float, float]


def find_fills(page: Bgr, text_px: float) -> list[Edges]:
    """(x0, y0, x1, y1) in px of `page`, whose lines are `text_px` high."""
    size = (max(1, round(page.shape[1] * SCALE)), max(1, round(page.shape[0] * SCALE)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    small = cv2.medianBlur(small, 3)
    edge = max(1, round(EDGE * min(small.shape[:2])))
    rim = [small[:edge], small[-edge:], small[:, :edge], small[:, -edge:]]
    # The grounds may cover more of the page than the paper does.
    paper = _usual(np.concatenate([side.reshape(-1, 1, 3) for side in rim]))
    other = np.abs(small.astype(np.int16) - paper).max(axis=2) >= MIN_STEP
    outlines, _ = cv2.findContours(other.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    least_width, least_height = MIN_WIDTH * text_px * SCALE, MIN_HEIGHT * text_px * SCALE
    found = []
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        if width < least_width or height < least_height or width * height > MAX_AREA * other.size:
            continue
        # An outline runs through the middles of its pixels.
        if cv2.contourArea(outline) < MIN_FULL * (width - 1) * (height - 1):
            continue
        inside = small[y : y + height, x : x + width]
        own = _usual(inside)
        even = np.abs(inside.astype(np.int16) - own).max(axis=2) <= SAME
        if np.abs(own - paper).max() >= MIN_STEP and even.mean() >= MIN_EVEN:
            found.append((x / SCALE, y / SCALE, (x + width) / SCALE, (y + height) / SCALE))
    return found


def _usual(pixels: Bgr) -> np.ndarray:
    """The most frequent value of each channel."""
    return np.array([np.bincount(pixels[..., band].ravel(), minlength=256).argmax() for band in range(3)], np.int16)
