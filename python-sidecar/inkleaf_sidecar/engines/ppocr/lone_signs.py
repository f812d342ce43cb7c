"""Signs that stand alone, as in the cells of a laboratory's report: -, +, ±, ↑ and ↓. The net has learned them within
lines; alone it takes them for the Chinese characters that look like them (十, 个) or for a turned letter."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ...page import Bgr

MISTAKEN = frozenset("-–—一|丨Il1+十±土士干王↑↓个T丁小木不tf?")
"""What the net reads instead, and the signs themselves."""
SURE = 0.9
FLAT = 0.2
"""Line heights: a dash is no higher."""
LONG = 0.42
"""Line heights: an em dash has 0.56 of them, an en dash 0.28."""
SMALL = 0.5
"""Line heights: + is lower than 十."""

RINGS = frozenset("OoQDC0〇○◯")
FULL = 0.95
"""Of a disc's middle."""

Mask = npt.NDArray[np.uint8]


def lone_sign(text: str, confidence: float, crop: Bgr, line_px: float) -> str | None:
    """The sign that a crop shows, or None where it shows none of these. `text` is what the net read, `line_px` the
    usual height of the page's boxes."""
    if text not in MISTAKEN and confidence >= SURE:
        return None
    ink = _trimmed_ink(crop)
    if ink is None:
        return None
    height, width = ink.shape
    if height <= FLAT * line_px and width >= 2 * height:
        return "-" if width < LONG * line_px else "—"
    if _is_plus(ink) and height < SMALL * line_px:
        return "+"
    if _is_plus_over_bar(ink):
        return "±"
    return _arrow(ink)


def is_disc(text: str, crop: Bgr) -> bool:
    """Whether what was read as a ring is full: a picture's place on a card, a punch hole."""
    if text not in RINGS or min(crop.shape[:2]) < 8:
        return False
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    height, width = ink.shape
    middle = ink[height // 3 : height - height // 3, width // 3 : width - width // 3]
    corners = ink[[[0], [-1]], [0, -1]]
    # On a dark ground the corners of a letter are dark as well.
    return bool(middle.mean() > FULL and not corners.any())


def _trimmed_ink(crop: Bgr) -> Mask | None:
    if min(crop.shape[:2]) < 3:
        return None
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if not len(rows) or ink.mean() > 0.6:
        return None
    trimmed: Mask = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.uint8)
    return trimmed


def _is_plus(ink: Mask) -> bool:
    """One stroke down the middle and one across it, and nothing beside them."""
    height, width = ink.shape
    if min(height, width) < 5 or not 0.75 < width / height < 1.33:
        return False
    down, across = _middle(ink, 1), _middle(ink, 0)
    beside = ink.copy()
    beside[:, down] = 0
    beside[across, :] = 0
    return bool(
        ink[:, down].any(axis=1).mean() > 0.9
        and ink[across, :].any(axis=0).mean() > 0.9
        and beside.sum() < 0.1 * ink.sum()
        and ink.mean() < 0.6
    )


def _middle(ink: Mask, axis: int) -> slice:
    """The middle third of the columns (1) or rows (0)."""
    size = ink.shape[axis]
    return slice(size // 3, size - size // 3)


def _is_plus_over_bar(ink: Mask) -> bool:
    """A plus, white below it, and a bar as wide as it."""
    height = ink.shape[0]
    white = np.flatnonzero(ink.sum(axis=1) == 0)
    if not len(white) or white[0] < 0.5 * height or white[-1] - white[0] + 1 != len(white):
        return False
    bar = ink[white[-1] + 1 :]
    return _is_plus(ink[: white[0]]) and bool(bar.any(axis=0).mean() > 0.75) and bar.shape[0] < 0.25 * height


def _arrow(ink: Mask) -> str | None:
    """A stroke from top to bottom, and strokes that leave its one end to both sides."""
    height, width = ink.shape
    if height < 8 or width < 4 or not 1.2 < height / width < 3.5:
        return None
    stem = slice(int(0.36 * width), int(np.ceil(0.64 * width)))
    if ink[:, stem].any(axis=1).mean() < 0.95:
        return None
    for sign, rows in (("↑", ink), ("↓", ink[::-1])):
        left, right = rows[:, : stem.start], rows[:, stem.stop :]
        if all(_leaves_at_the_top(side) for side in (left[:, ::-1], right)):
            return sign
    return None


def _leaves_at_the_top(side: Mask) -> bool:
    """Whether ink beside a stem reaches further out the further down it is, and ends above the middle. `side` begins
    at the stem."""
    rows = np.flatnonzero(side.any(axis=1))
    if len(rows) < 3 or rows[-1] > 0.55 * len(side):
        return False
    reach = side.shape[1] - side[:, ::-1].argmax(axis=1)[rows]
    return bool(reach[-1] >= 0.8 * side.shape[1] and reach[0] <= 0.6 * side.shape[1] and (np.diff(reach) >= -1).all())
