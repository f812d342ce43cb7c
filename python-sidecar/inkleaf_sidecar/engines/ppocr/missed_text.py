"""Ink that the detection net passed over: single digits, letters and dashes standing alone on the row of other text,
such as a contents page's numbers or a table's cells, which are too small for the net at a size that is fast."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from ...page import Quads

MOST = 200
"""More than this is a texture, not text."""
FLAT = 0.2
"""Line heights: a dash is no higher."""
ALONE = 0.8
"""Line heights beside a dash without other ink: within a line there would be letters."""


Mask = npt.NDArray[np.uint8]
NONE: Quads = np.zeros((0, 4, 2), np.float32)


def missed_text(image: npt.NDArray[np.uint8], quads: Quads) -> Quads:
    """(m, 4, 2) quads around inked marks outside all `quads` that have the height and place of a character on the
    row of one of them. `image` is BGR."""
    if len(quads) < 2:
        return NONE
    ink = _ink(image)
    whole = ink.copy()
    cv2.fillPoly(ink, list(quads.astype(np.int32)), 0)
    line_px = float(np.median(np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)))
    return np.concatenate([_characters(ink, quads, line_px), _dashes(ink, whole, quads, line_px)])


def _characters(ink: Mask, quads: Quads, line_px: float) -> Quads:
    # Parts of one character and neighbouring digits become one mark.
    reach = max(1, int(line_px * 0.3))
    merged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(1, reach // 2), reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(merged, connectivity=8)
    marks = stats[1:, :4].astype(np.float32)
    marks = marks[(marks[:, 3] > 0.3 * line_px) & (marks[:, 3] < 1.2 * line_px) & (marks[:, 2] < 4 * line_px)]
    marks = marks[marks[:, 2] > 0.08 * line_px]
    if not 0 < len(marks) <= 10 * MOST:
        return NONE
    marks = marks[_on_a_row(marks, quads)]
    if not 0 < len(marks) <= MOST:
        return NONE
    pad = marks[:, 3] * 0.33
    return _boxes(marks, pad, pad, ink)


def _dashes(ink: Mask, whole: Mask, quads: Quads, line_px: float) -> Quads:
    """`whole` is the ink within the quads too. Their boxes are as high as a line's."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    marks = stats[1:, :4].astype(np.float32)
    flat = (marks[:, 3] > 1) & (marks[:, 3] < FLAT * line_px) & (marks[:, 2] > 2 * marks[:, 3])
    marks = marks[flat & (marks[:, 2] > 0.15 * line_px) & (marks[:, 2] < 1.6 * line_px)]
    if not 0 < len(marks) <= 10 * MOST:
        return NONE
    letters = _without_rulings(whole, line_px)
    marks = marks[[_is_alone(letters, mark, ALONE * line_px) for mark in marks]]
    marks = marks[_on_a_row(marks, quads, flat=True)] if len(marks) else marks
    if not 0 < len(marks) <= MOST:
        return NONE
    return _boxes(marks, np.full(len(marks), 0.3 * line_px), (line_px - marks[:, 3]) / 2, ink)


def _is_alone(ink: Mask, mark: npt.NDArray[np.float32], around: float) -> bool:
    """Whether the ink around a mark, and half as far above and below it, is all its own."""
    x, y, wide, high = (int(v) for v in mark)
    rows = slice(max(0, y - int(around / 2)), y + high + int(around / 2))
    columns = slice(max(0, x - int(around)), x + wide + int(around))
    return bool(np.count_nonzero(ink[rows, columns]) == np.count_nonzero(ink[y : y + high, x : x + wide]))


def _without_rulings(ink: Mask, line_px: float) -> Mask:
    length = max(3, int(2 * line_px))
    kernels = (np.ones((1, length), np.uint8), np.ones((length, 1), np.uint8))
    across, down = (cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel) for kernel in kernels)
    result: Mask = cv2.bitwise_and(ink, cv2.bitwise_not(cv2.dilate(across | down, np.ones((3, 3), np.uint8))))
    return result


def _ink(image: npt.NDArray[np.uint8]) -> Mask:
    """255 where there is ink, whichever of the two tones is the rarer."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    result: npt.NDArray[np.uint8] = cv2.bitwise_not(ink) if np.count_nonzero(ink) > ink.size // 2 else ink
    return result


def _on_a_row(marks: npt.NDArray[np.float32], quads: Quads, flat: bool = False) -> npt.NDArray[np.bool_]:
    """(n,) whether a mark sits on the middle line of some quad, drawn on to either side. Dashes are `flat`."""
    start = (quads[:, 0] + quads[:, 3]) / 2
    along = (quads[:, 1] + quads[:, 2]) / 2 - start
    length = np.linalg.norm(along, axis=1).clip(min=1)
    height = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    level = length > 1.5 * height
    centre = marks[:, :2] + marks[:, 2:] / 2
    offset = centre[:, None, :] - start[None, :, :]
    across = np.abs(offset[:, :, 0] * along[:, 1] - offset[:, :, 1] * along[:, 0]) / length
    fits = flat | ((marks[:, 3, None] > 0.35 * height) & (marks[:, 3, None] < 1.1 * height))
    found: npt.NDArray[np.bool_] = ((across < 0.28 * height) & fits & level).any(axis=1)
    return found


def _boxes(
    marks: npt.NDArray[np.float32], pad_x: npt.NDArray[np.float32], pad_y: npt.NDArray[np.float32], ink: Mask
) -> Quads:
    """Padded as the net's boxes are: by a third of a character's height."""
    height, width = ink.shape
    x0, y0 = (marks[:, 0] - pad_x).clip(0), (marks[:, 1] - pad_y).clip(0)
    x1 = (marks[:, 0] + marks[:, 2] + pad_x).clip(max=width - 1)
    y1 = (marks[:, 1] + marks[:, 3] + pad_y).clip(max=height - 1)
    return np.stack([np.stack(c, axis=1) for c in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))], axis=1).astype(np.float32)
