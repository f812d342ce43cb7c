"""A page's pixels as all of the analysis looks at them."""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

Bgr = npt.NDArray[np.uint8]
"""(height, width, 3)."""
Grey = npt.NDArray[np.uint8]
"""(height, width)."""
Quads = npt.NDArray[np.float32]
"""(n, 4, 2) pixels, clockwise from top left."""


class PagePixels:
    """Colour, and grey beside it, which is made once."""

    def __init__(self, colour: Bgr) -> None:
        self.colour = colour

    @cached_property
    def grey(self) -> Grey:
        grey: Grey = cv2.cvtColor(self.colour, cv2.COLOR_BGR2GRAY)
        return grey

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, px."""
        return self.colour.shape[1], self.colour.shape[0]


def short_sides(quads: Quads) -> npt.NDArray[np.float32]:
    """(n,) the lesser of each quad's width and height, px."""
    across = np.linalg.norm(quads[:, 1] - quads[:, 0], axis=1)
    down = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    shorter: npt.NDArray[np.float32] = np.minimum(across, down)
    return shorter
