"""Boxes of lines, straightened. Coordinates are pixels of the upright page, y down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from ..result import Doubt

Quad = npt.NDArray[np.float32]
"""(4, 2) corners clockwise from top left."""
Corners = npt.NDArray[np.float32]
"""(n, 4, 2) the quads of n lines."""


@dataclass(slots=True)
class PlacedLine:
    text: str
    quad: Quad
    confidence: float
    words: list[list[float]] | None = None
    x_height_px: float | None = None
    """Height of its small letters, of its characters in CJK, where the pixels were looked at."""
    stroke_px: float | None = None
    bullet_x: float | None = None
    """The left edge of a bullet that stands before it and was not read, px."""
    fixed_pitch: bool | None = None
    """Whether its font gives every letter the same advance width; None where no font is known."""
    content: list[dict[str, Any]] | None = None
    """Its text in stretches, where some of it is set apart or leads somewhere (`reading/inline.py`)."""
    doubts: list[Doubt] = field(default_factory=list)
    """Those of its words that the engine is not sure of."""
    tag: int | None = None
    """The block of the document's structure that it is part of; None where the document doesn't say."""


@dataclass(frozen=True, slots=True)
class Box:
    """`at` is the line's index in the caller's list."""

    at: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle_y(self) -> float:
        return (self.y0 + self.y1) / 2


def without(boxes: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    gone = {box.at for box in others}
    return [box for box in boxes if box.at not in gone]


def laid(corners: Corners) -> Corners:
    """Vertical writing laid over on its side (columns from right to left become rows from top to bottom), so that
    all that follows need only know horizontal text; horizontal writing as it is."""
    return laid_down(corners, 0.0) if len(corners) and is_vertical(corners) else corners


def laid_down(corners: Corners, width: float) -> Corners:
    """Turned a quarter anticlockwise on a page of `width` px, the first corner where the writing begins."""
    return np.stack([corners[:, :, 1], width - corners[:, :, 0]], axis=2)[:, [1, 2, 3, 0]]


def straight_boxes(corners: Corners, members: Sequence[int]) -> list[Box]:
    """Boxes of the lines `members`, with the skew that they share taken out."""
    if not len(members):
        return []
    own = _deskewed(corners[list(members)])
    low, high = own.min(axis=1), own.max(axis=1)
    # A quad's own height, not that of its skewed hull.
    middle = (low[:, 1] + high[:, 1]) / 2
    height = np.minimum(high[:, 1] - low[:, 1], np.linalg.norm(own[:, 3] - own[:, 0], axis=1)).clip(min=1)
    return [
        Box(
            at,
            float(low[n, 0]),
            float(middle[n] - height[n] / 2),
            float(high[n, 0]),
            float(middle[n] + height[n] / 2),
        )
        for n, at in enumerate(members)
    ]


def on_their_side(boxes: Sequence[Box], line_height_px: float) -> list[Box]:
    """Lines that run up or down the edge of a page whose other lines are level: they belong to no row of it."""
    return [box for box in boxes if box.height > 3 * box.width and box.height > 3 * line_height_px]


def is_vertical(corners: Corners) -> bool:
    """Whether most of the ink's length is in boxes much higher than wide."""
    across = np.linalg.norm(corners[:, 1] - corners[:, 0], axis=1)
    down = np.linalg.norm(corners[:, 3] - corners[:, 0], axis=1)
    return bool(down[down > 1.5 * across].sum() > across[across >= down / 1.5].sum())


def skew_radians(corners: Corners) -> float:
    """The lines' common angle: the median over lines long enough to tell, weighted by length. 0 within 0.1 degrees."""
    along = corners[:, 1] - corners[:, 0] + corners[:, 2] - corners[:, 3]
    length = np.linalg.norm(along, axis=1) / 2
    height = np.linalg.norm(corners[:, 3] - corners[:, 0], axis=1)
    long_enough = length > 8 * height
    if long_enough.sum() < 3:
        return 0.0
    angles = np.arctan2(along[long_enough, 1], along[long_enough, 0])
    sequence = np.argsort(angles)
    weight = np.cumsum(length[long_enough][sequence])
    angle = float(angles[sequence][np.searchsorted(weight, weight[-1] / 2)])
    return angle if abs(angle) > np.radians(0.1) else 0.0


def _deskewed(corners: Corners) -> npt.NDArray[np.float32]:
    angle = skew_radians(corners)
    if angle == 0.0:
        return corners
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32)
    centre = corners.reshape(-1, 2).mean(axis=0)
    straightened: npt.NDArray[np.float32] = (corners - centre) @ turn + centre
    return straightened
