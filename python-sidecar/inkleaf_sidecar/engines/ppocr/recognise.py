"""Text recognition: crops of lines to characters."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np
import numpy.typing as npt
from rapidocr.ch_ppocr_rec.utils import CTCLabelDecode

from ...errors import Cancelled
from ...nets import Backend, Net
from ...page import Bgr
from ...result import Doubt
from .doubts import certainties, find_doubts

HEIGHT_PX = 48
WIDTH_STEP_PX = 32
"""Widths are rounded up to this, so that lines of like width share a batch and no line's result depends on its
neighbours. RapidOCR's least width of 320 px wastes a third of the time on short lines."""
LONGEST_LINE_PX = 48 * 80


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    confidence: float
    words: list[list[float]] | None = None
    """[start, end] of each word along the crop, 0..1."""
    certainty: float = 1.0
    """Of its least certain character; 0 where nothing was read."""
    doubts: tuple[Doubt, ...] = ()


NOTHING = Reading("", 0.0)


class Recogniser:
    """`characters` are the net's classes from the second to the last but one: the first is the blank, the last the
    space."""

    def __init__(self, backend: Backend, net: Net, characters: Sequence[str]) -> None:
        self._backend = backend
        self._net = net
        self._decode = CTCLabelDecode(character=list(characters))
        self._classes: Sequence[str] = self._decode.character

    def read(
        self,
        crops: Sequence[Bgr],
        cancelled: Callable[[], bool] = lambda: False,
        on_line: Callable[[int, Reading], None] = lambda _at, _reading: None,
        *,
        doubts: bool = True,
    ) -> list[Reading]:
        """Readings in the order of `crops`; `on_line` hears of each as it is done. `doubts` False: what else words may
        say is not looked for, since another net reads the doubtful lines anyway. Raises Cancelled."""
        readings = [NOTHING] * len(crops)
        running: dict[Future[list[Reading]], list[int]] = {
            self._backend.submit(partial(self._read_batch, crops, members, width_px, doubts)): members
            for members, width_px in _batches(crops, self._backend.batch_lines)
        }
        try:
            while running:
                if cancelled():
                    raise Cancelled
                done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    for at, reading in zip(running.pop(future), future.result(), strict=True):
                        readings[at] = reading
                        on_line(at, reading)
        finally:
            for future in running:
                future.cancel()
        return readings

    def _read_batch(self, crops: Sequence[Bgr], members: list[int], width_px: int, doubts: bool) -> list[Reading]:
        scores = self._net(np.stack([normalised(crops[at], width_px) for at in members]))
        lines, _ = self._decode(scores)
        return [
            self._reading(text, float(confidence), one, width_px / inner_px(crops[at], width_px), doubts)
            for (text, confidence), one, at in zip(lines, scores, members, strict=True)
        ]

    def _reading(
        self, text: str, confidence: float, scores: npt.NDArray[np.float32], padding: float, doubts: bool
    ) -> Reading:
        sure = certainties(scores)
        return Reading(
            text,
            confidence,
            word_places(text, scores, padding),
            min(sure, default=0.0),
            find_doubts(text, scores, sure, self._classes, padding) if doubts else (),
        )


def word_places(text: str, scores: npt.NDArray[np.float32], padding: float) -> list[list[float]] | None:
    """[start, end] of the words of `text` along the crop, 0..1, from where the net saw each character.

    `scores` are (steps, classes), class 0 the blank; `padding` is the net input's width over the crop's part of it.
    None where the characters can't be told apart. A step sees a character near its middle: a word ends halfway to
    the space beside it, and at the line's ends half the usual distance away."""
    best = scores.argmax(axis=1)
    seen = np.flatnonzero((best != 0) & (best != np.concatenate([[-1], best[:-1]])))
    if len(seen) != len(text) or not len(seen):
        return None
    middles = (seen + 0.5) / len(best) * padding
    half = 0.5 * float(np.median(np.diff(middles))) if len(seen) > 1 else 0.25 / len(best)
    before = np.concatenate([[middles[0] - half], (middles[:-1] + middles[1:]) / 2])
    after = np.concatenate([(middles[:-1] + middles[1:]) / 2, [middles[-1] + half]])
    return [[_fraction(before[word.start()]), _fraction(after[word.end() - 1])] for word in re.finditer(r"\S+", text)]


def _fraction(value: float) -> float:
    return round(float(np.clip(value, 0, 1)), 4)


def _width_px(crop: Bgr) -> int:
    natural: int = math.ceil(HEIGHT_PX * crop.shape[1] / max(crop.shape[0], 1))
    return min(LONGEST_LINE_PX, -(-natural // WIDTH_STEP_PX) * WIDTH_STEP_PX)


def _batches(crops: Sequence[Bgr], most: int) -> Iterator[tuple[list[int], int]]:
    """(indices, width px). A batch of one goes in page order, so that the first lines come first."""
    if most == 1:
        yield from (([at], _width_px(crop)) for at, crop in enumerate(crops))
        return
    by_width: dict[int, list[int]] = {}
    for at, crop in enumerate(crops):
        by_width.setdefault(_width_px(crop), []).append(at)
    for width_px, members in sorted(by_width.items(), key=lambda item: item[1][0]):
        for start in range(0, len(members), most):
            yield members[start : start + most], width_px


def inner_px(crop: Bgr, width_px: int) -> int:
    """The crop's own part of the net's input."""
    natural: int = math.ceil(HEIGHT_PX * crop.shape[1] / max(crop.shape[0], 1))
    return min(width_px, max(1, natural))


def normalised(crop: Bgr, width_px: int) -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """(3, 48, width_px) in -1..1, padded with 0 on the right, as PP-OCR was trained."""
    inner = inner_px(crop, width_px)
    resized = cv2.resize(crop, (inner, HEIGHT_PX)).astype(np.float32).transpose(2, 0, 1)
    padded = np.zeros((3, HEIGHT_PX, width_px), np.float32)
    padded[:, :, :inner] = resized / 127.5 - 1
    return padded
