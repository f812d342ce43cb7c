"""Ink that the detection net passed over: single digits and letters standing alone on the row of other text, such
as a contents page's numbers or a table's cells, which are too small for the net at a size that is fast."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

MOST = 200
"""More than this is a texture, not text."""


def missed_text(image: npt.NDArray[np.uint8], quads: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """(m, 4, 2) quads around inked marks outside all `quads` that have the height and place of a character on the
    row of one of them. `image` is BGR."""
    none = np.zeros((0, 4, 2), np.float32)
    if len(quads) < 2:
        return none
    ink = _ink(image)
    cv2.fillPoly(ink, list(quads.astype(np.int32)), 0)
    line_px = float(np.median(np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)))
    # Parts of one character and neighbouring digits become one mark.
    reach = max(1, int(line_px * 0.3))
    merged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((max(1, reach // 2), reach), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(merged, connectivity=8)
    marks = stats[1:, :4].astype(np.float32)
    marks = marks[(marks[:, 3] > 0.3 * line_px) & (marks[:, 3] < 1.2 * line_px) & (marks[:, 2] < 4 * line_px)]
    marks = marks[marks[:, 2] > 0.08 * line_px]
    if not 0 < len(marks) <= 10 * MOST:
        return none
    marks = marks[_on_a_row(marks, quads)]
    if not 0 < len(marks) <= MOST:
        return none
    return _boxes(marks, image.shape[1], image.shape[0])


def _ink(image: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """255 where there is ink, whichever of the two tones is the rarer."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    result: npt.NDArray[np.uint8] = cv2.bitwise_not(ink) if np.count_nonzero(ink) > ink.size // 2 else ink
    return result


def _on_a_row(marks: npt.NDArray[np.float32], quads: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """(n,) whether a mark sits on the middle line of some quad, drawn on to either side."""
    start = (quads[:, 0] + quads[:, 3]) / 2
    along = (quads[:, 1] + quads[:, 2]) / 2 - start
    length = np.linalg.norm(along, axis=1).clip(min=1)
    height = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    level = length > 1.5 * height
    centre = marks[:, :2] + marks[:, 2:] / 2
    offset = centre[:, None, :] - start[None, :, :]
    across = np.abs(offset[:, :, 0] * along[:, 1] - offset[:, :, 1] * along[:, 0]) / length
    fits = (marks[:, 3, None] > 0.35 * height) & (marks[:, 3, None] < 1.1 * height)
    found: npt.NDArray[np.bool_] = ((across < 0.28 * height) & fits & level).any(axis=1)
    return found


def _boxes(marks: npt.NDArray[np.float32], width: int, height: int) -> npt.NDArray[np.float32]:
    """Padded as the net's boxes are: by a third of the mark's height."""
    pad = marks[:, 3] * 0.33
    x0, y0 = (marks[:, 0] - pad).clip(0), (marks[:, 1] - pad).clip(0)
    x1 = (marks[:, 0] + marks[:, 2] + pad).clip(max=width - 1)
    y1 = (marks[:, 1] + marks[:, 3] + pad).clip(max=height - 1)
    return np.stack([np.stack(c, axis=1) for c in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))], axis=1)
