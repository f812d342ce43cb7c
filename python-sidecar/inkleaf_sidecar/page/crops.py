"""Lines cut out of a page."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from rapidocr.utils.process_img import get_rotate_crop_image

from .image import Bgr, Quads

TURNED = 1.5
"""Height over width from which RapidOCR's cropping turns a quad."""


def crop_lines(page: Bgr, quads: Quads) -> list[Bgr]:
    """Each quad straightened; one that is much higher than wide is turned a quarter anticlockwise, which is also
    how recognition nets have learned vertical Chinese and Japanese."""
    return [get_rotate_crop_image(page, quad) for quad in quads]


def are_upright(quads: Quads) -> npt.NDArray[np.bool_]:
    """(n,) whether `crop_lines` turns a quad."""
    across = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    down = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    upright: npt.NDArray[np.bool_] = down >= TURNED * across
    return upright
