"""Two recognisers in little more than the time of the quick one: what that is not sure of, the thorough one reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...page import Bgr
from .marks import BOXES
from .recognise import Reading, Recogniser

SURE = 0.9
"""Certainty of a line's least certain character, as the tiny net has it. On 3,295 scanned lines in 11 languages
that leaves a fifth of the lines in Latin script, half of the Chinese and three quarters of the Japanese ones (its
dictionary has no kana) to the small net; characters wrong: 0.32% (small alone 0.28%), 0.24% (0.24%), 1.1% (1.1%)."""

FEW = 3
"""Characters: with fewer there is too little to tell noise by, and they cost little."""


class Cascade:
    def __init__(self, quick: Recogniser, thorough: Recogniser) -> None:
        self._quick = quick
        self._thorough = thorough

    def read(
        self,
        crops: Sequence[Bgr],
        cancelled: Callable[[], bool] = lambda: False,
        on_line: Callable[[int, Reading], None] = lambda _at, _reading: None,
    ) -> list[Reading]:
        """As `Recogniser.read`."""

        def on_quick_line(at: int, reading: Reading) -> None:
            if _is_sure(reading):
                on_line(at, reading)

        readings = self._quick.read(crops, cancelled, on_quick_line, doubts=False)
        doubtful = [at for at, reading in enumerate(readings) if not _is_sure(reading)]
        again = self._thorough.read(
            [crops[at] for at in doubtful], cancelled, lambda n, reading: on_line(doubtful[n], reading)
        )
        for at, reading in zip(doubtful, again, strict=True):
            readings[at] = reading
        return readings


def _is_sure(reading: Reading) -> bool:
    """The small net reads tick boxes in the ways that `marks` knows."""
    return reading.certainty >= SURE and len(reading.text) >= FEW and not BOXES.intersection(reading.text)
