"""What Vision says of a page, as lines on it. Vision's points are parts of the picture's sides, and its y runs from the
bottom (https://developer.apple.com/documentation/vision/vnrectangleobservation)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...reading import PlacedLine, reading_order

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Observation:
    text: str
    confidence: float
    corners: tuple[Point, Point, Point, Point]
    """Top left, top right, bottom right, bottom left of the text, as it reads."""
    words: tuple[tuple[Point, Point], ...] = ()
    """Of each word, parted by spaces, the bottom left and the bottom right; empty where Vision can't tell."""


def placed_lines(observations: Sequence[Observation], width: int, height: int) -> list[PlacedLine]:
    """In reading order; corners in pixels from the top left."""
    lines = [_placed(one, width, height) for one in observations if one.text.strip()]
    if not lines:
        return []
    order = reading_order(np.stack([line.quad for line in lines])).sequence
    return [lines[at] for at in order]


def _placed(observation: Observation, width: int, height: int) -> PlacedLine:
    quad = np.array([_pixels(point, width, height) for point in observation.corners], np.float32)
    return PlacedLine(observation.text, quad, observation.confidence, _word_places(observation, width, height))


def _pixels(point: Point, width: int, height: int) -> tuple[float, float]:
    return point[0] * width, (1 - point[1]) * height


def _word_places(observation: Observation, width: int, height: int) -> list[list[float]] | None:
    """Where each word starts and ends along the line, 0..1."""
    if len(observation.words) != len(observation.text.split()):
        return None
    start, end = (np.array(_pixels(observation.corners[at], width, height)) for at in (3, 2))
    along = end - start
    length = float(along @ along)
    if length == 0:
        return None

    def part(point: Point) -> float:
        return min(1.0, max(0.0, float((np.array(_pixels(point, width, height)) - start) @ along) / length))

    places = [sorted((part(left), part(right))) for left, right in observation.words]
    # Arabic and Hebrew run from the right: their words are told from the left, as all others are.
    in_order = all(a[0] <= b[0] for a, b in pairwise(places))
    return [[round(a, 4), round(b, 4)] for a, b in places] if in_order else None
