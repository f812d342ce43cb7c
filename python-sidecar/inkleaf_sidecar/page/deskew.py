"""The page with the skew of its lines taken out: layout net and rulings need level edges."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ..reading import skew_radians
from .image import Bgr, PagePixels, Quads

MIN_SKEW_RADIANS = float(np.radians(0.25))
MAX_SKEW_RADIANS = float(np.radians(20))
"""Beyond, the lines don't share one angle: a photograph, a poster."""

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Deskewed:
    page: PagePixels
    there: Matrix | None
    """(2, 3) from the page as it was to the level one; None where they are the same."""

    def to_level(self, quads: Quads) -> Quads:
        return quads if self.there is None else _moved(quads, self.there)

    def from_level(self, quads: Quads) -> Quads:
        return quads if self.there is None else _moved(quads, cv2.invertAffineTransform(self.there))


def deskew(page: PagePixels, quads: Quads) -> Deskewed:
    angle = skew_radians(quads) if len(quads) else 0.0
    if not MIN_SKEW_RADIANS < abs(angle) < MAX_SKEW_RADIANS:
        return Deskewed(page, None)
    width, height = page.size
    there: Matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(np.degrees(angle)), 1.0)
    level: Bgr = cv2.warpAffine(
        page.colour, there, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return Deskewed(PagePixels(level), there)


def _moved(quads: Quads, matrix: Matrix) -> Quads:
    moved: Quads = (quads @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
    return moved
