"""A line of a page as it was found and read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ...page import Bgr, Quads
from ...reading import PlacedLine, reading_order
from .recognise import Reading

MIN_CONFIDENCE = 0.5
"""Lines below are noise: textures, logos, scripts that the net has not learned. RapidOCR's own value."""


@dataclass(slots=True, eq=False)
class FoundLine:
    quad: npt.NDArray[np.float32]
    """(4, 2) corners on the upright page, px."""
    crop: Bgr
    reading: Reading

    @property
    def is_read(self) -> bool:
        return bool(self.reading.text.strip()) and self.reading.confidence >= MIN_CONFIDENCE


def as_placed(line: FoundLine, text: str) -> PlacedLine:
    """`text` is its reading's, with signs put right one for one."""
    reading = line.reading
    doubts = [
        replace(doubt, others=[other for other in doubt.others if other != text[doubt.start : doubt.end]])
        for doubt in reading.doubts
    ]
    return PlacedLine(text, line.quad, reading.confidence, reading.words, doubts=doubts)


def quads_of(lines: Sequence[FoundLine]) -> Quads:
    return np.stack([line.quad for line in lines]) if lines else np.zeros((0, 4, 2), np.float32)


def in_order(lines: Sequence[FoundLine]) -> list[FoundLine]:
    return [lines[at] for at in reading_order(quads_of(lines)).sequence]


def readings_of(lines: Sequence[FoundLine]) -> list[Reading]:
    return [line.reading for line in lines]
