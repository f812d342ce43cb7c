"""PP-OCRv6 as an engine: orient, detect, put in order, recognise, join."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from ...errors import Cancelled
from ...page import Bgr, Flattener, PageAnalyser, PageAnalysis, PagePixels, Quads, are_upright, crop_lines
from ...reading import Corners, PlacedLine, QuoteMender, assemble, reading_order, unsupported_script
from ...result import PageResult
from ..base import Accuracy, Emit, LineReading, PageImage, Part
from .blank import nothing_read
from .cascade import Cascade
from .curved import read_flat
from .detect import QUICK_LONG_SIDE_PX, Detector
from .found_line import MIN_CONFIDENCE, FoundLine, as_placed, quads_of, readings_of
from .language_nets import LanguageNets
from .leaders import find_leaders, with_leaders, without_leaders
from .marks import with_marks
from .merged_lines import part_merged_lines
from .orient import LineClassNet, OrientationNet
from .other_ink import text_ink
from .recognise import Reading, Recogniser
from .weights import find_weights
from .without_other_ink import without_other_ink

DOUBTFUL = 0.75
"""Below, a line is looked at upside down, and a page whose mean is below is looked at the other ways up."""
FLUENT = 0.95
"""Lines that are read the right way up have more."""
SPARSE = 0.5
"""Characters to a line's height of its width: a Chinese one takes all of it, a Latin one half. What is upside down
often reads as fewer."""
SURE_OF_TURN = 0.8
"""The orientation net was trained with label smoothing: sure is 0.92."""


@dataclass(frozen=True, slots=True)
class _Reader:
    model: str
    detect: Detector
    recogniser: Recogniser | Cascade
    closer: _Reader | None = None
    """For second looks, whose readings are held against each other: two nets' confidences are no measure of that."""

    @property
    def again(self) -> _Reader:
        return self.closer or self


class PpOcrEngine:
    name = "ppocr"
    model = "PP-OCRv6"
    parts: tuple[Part, ...] = ("page",)

    def __init__(self, models: Path, analyser: PageAnalyser) -> None:
        backend = analyser.backend
        weights = find_weights(models)
        self._backend = backend
        self.device = f"{backend.name}:{backend.device}"
        self.detect = Detector(backend, backend.open_net(weights.detection))
        quick_detect = Detector(backend, backend.open_net(weights.quick_detection), QUICK_LONG_SIDE_PX)
        net = backend.open_net(weights.recognition)
        self.recogniser = Recogniser(backend, net, net.metadata["character"].splitlines())
        quick = Recogniser(
            backend,
            backend.open_net(weights.quick_recognition),
            weights.quick_characters.read_text("utf-8").splitlines(),
        )
        accurate = _Reader("PP-OCRv6-small", self.detect, self.recogniser)
        self._readers: dict[Accuracy, _Reader] = {
            "fast": _Reader("PP-OCRv6-tiny", quick_detect, quick),
            "balanced": _Reader("PP-OCRv6-tiny+small", quick_detect, Cascade(quick, self.recogniser), accurate),
            "accurate": accurate,
        }
        self._line_class = LineClassNet(backend, backend.open_net(weights.line_class))
        self._orientation = OrientationNet(backend, backend.open_net(weights.orientation))
        self._analyser = analyser
        self._flattener = Flattener(models)
        self._language_nets = LanguageNets(backend)

    def warm_up(self) -> None:
        page = np.full((320, 480, 3), 255, np.uint8)
        cv2.putText(page, "Inkleaf", (40, 180), cv2.FONT_HERSHEY_SIMPLEX, 3, (0, 0, 0), 6)
        for accuracy in self._readers:
            self.read(PageImage(page, accuracy=accuracy), lambda _event: None, lambda: False)

    def close(self) -> None:
        """Its threads are the backend's, which is not its own."""

    def read(self, image: PageImage, emit: Emit, cancelled: Callable[[], bool]) -> PageResult:
        clock = _Clock(image.spent_ms)
        reader = self._readers[image.accuracy]
        self._backend.begin_page()
        height, width = image.pixels.shape[:2]
        page: Bgr = cv2.cvtColor(image.pixels, cv2.COLOR_RGB2BGR)

        emit({"type": "stage", "stage": "detect"})
        leaders = find_leaders(page)
        page = without_leaders(page, leaders)
        turn, page, quads = self._upright(reader, page, cancelled)
        quads = part_merged_lines(page, quads)
        clock.mark("detect")

        emit({"type": "stage", "stage": "recognize"})
        analysis = self._analysis(image, page, quads)
        lines = self._read_lines(reader, page, quads, emit, cancelled)
        if turn == 0 and lines and _mean(readings_of(lines)) < DOUBTFUL:
            better = self._second_look(reader, page, readings_of(lines), cancelled)
            if better is not None:
                turn, page, lines = better
                analysis = self._analysis(image, page, quads_of(lines))

        def find(page: Bgr) -> Quads:
            return part_merged_lines(page, reader.again.detect(page))

        def read(page: Bgr, quads: Quads) -> list[FoundLine]:
            return self._read_lines(reader.again, page, quads, _silent, cancelled)

        flat = read_flat(page, lines, self._flattener, lambda page: read(page, find(page)))
        if flat is not None:
            page, lines = flat.page, flat.lines
            analysis = self._analysis(image, page, quads_of(lines))
        ink = text_ink(page)
        if ink is not None:
            closely = lines if reader.closer is None else read(page, find(page))
            cleared = without_other_ink(page, closely, ink, find, read)
            if cleared is not None:
                page, lines = cleared
                analysis = self._analysis(image, page, quads_of(lines))
        if turn == 0 and flat is None:
            lines = with_leaders(page, lines, leaders)
        lines = with_marks(page, lines, read)
        clock.mark("recognize")

        emit({"type": "stage", "stage": "layout"})
        mend = QuoteMender()
        kept: list[PlacedLine] = []
        crops: list[Bgr] = []
        for line in lines:
            if line.is_read:
                reading = line.reading
                kept.append(as_placed(line, mend(reading.text)))
                crops.append(line.crop)
        upright_size = (page.shape[1], page.shape[0])
        from_flat = _same if flat is None else flat.on_curved_page
        if analysis is None:
            text, blocks, tables = assemble(kept, upright_size, turn, None, from_flat)
        else:
            seen = analysis.seen(kept, crops)

            def from_level(corners: Corners) -> Corners:
                return from_flat(seen.from_level(corners))

            text, blocks, tables = assemble(seen.lines, upright_size, turn, seen.look, from_level)
        notice = unsupported_script(
            [
                (line.reading.text, line.reading.confidence, line.crop.shape[1] / max(line.crop.shape[0], 1))
                for line in lines
            ]
        )
        if notice is None and not kept:
            notice = nothing_read(page)
        clock.mark("layout")
        return PageResult(
            page=image.page,
            widthPx=width,
            heightPx=height,
            dpi=image.dpi,
            rotation=turn,
            text=text,
            blocks=blocks,
            tables=tables,
            warnings=[notice] if notice else [],
            engine=self.name,
            model=reader.model,
            confidence=_weighted_mean(kept),
            timingsMs=clock.done(),
        )

    def read_lines(self, page: Bgr, quads: Quads, net: Path | None = None) -> list[LineReading]:
        self._backend.begin_page()
        recogniser = self.recogniser if net is None else self._language_nets.of(net)
        readings = recogniser.read(crop_lines(page, quads))
        return [LineReading(one.text, one.confidence, one.words, one.doubts) for one in readings]

    def find_lines(self, page: Bgr) -> Quads:
        self._backend.begin_page()
        quads = part_merged_lines(page, self.detect(page))
        return quads[reading_order(quads).sequence] if len(quads) else quads

    def _analysis(self, image: PageImage, page: Bgr, quads: Quads) -> PageAnalysis | None:
        return self._analyser.begin(PagePixels(page), quads) if image.mode == "markdown" else None

    def _read_lines(
        self, reader: _Reader, page: Bgr, quads: Quads, emit: Emit, cancelled: Callable[[], bool]
    ) -> list[FoundLine]:
        """In reading order, so that the text so far can be shown while the rest is read."""
        quads = quads[reading_order(quads).sequence]
        crops = crop_lines(page, quads)
        done: list[Reading | None] = [None] * len(crops)
        shown = 0
        mend = QuoteMender()

        def on_line(at: int, reading: Reading) -> None:
            nonlocal shown
            done[at] = reading
            ready = []
            while shown < len(done) and (following := done[shown]) is not None:
                if following.confidence >= MIN_CONFIDENCE:
                    ready.append(mend(following.text) + "\n")
                shown += 1
            if ready:
                emit({"type": "delta", "text": "".join(ready)})

        readings = self._right_way_up(
            reader, crops, quads, reader.recogniser.read(crops, cancelled, on_line), cancelled
        )
        return [FoundLine(quad, crop, reading) for quad, crop, reading in zip(quads, crops, readings, strict=True)]

    def _right_way_up(
        self, reader: _Reader, crops: list[Bgr], quads: Quads, readings: list[Reading], cancelled: Callable[[], bool]
    ) -> list[Reading]:
        doubtful = [
            at
            for at, (reading, crop) in enumerate(zip(readings, crops, strict=True))
            if reading.confidence < DOUBTFUL or len(reading.text) < SPARSE * crop.shape[1] / max(crop.shape[0], 1)
        ]
        asked = [at for at in doubtful if crops[at].size]
        turned = self._line_class([crops[at] for at in asked])
        upside_down = {at for at, is_so in zip(asked, turned, strict=True) if is_so}
        # What runs up or down the page was laid flat one way, and may run the other.
        on_their_side = {
            at for at in np.flatnonzero(are_upright(quads)) if readings[at].confidence < FLUENT and crops[at].size
        }
        again = sorted(upside_down | on_their_side)
        others = reader.again.recogniser.read([cv2.rotate(crops[at], cv2.ROTATE_180) for at in again], cancelled)
        for at, other in zip(again, others, strict=True):
            if other.confidence > readings[at].confidence:
                readings[at] = _from_the_other_end(other)
        return readings

    def _upright(self, reader: _Reader, page: Bgr, cancelled: Callable[[], bool]) -> tuple[int, Bgr, Quads]:
        """(turn, page turned by it, quads on it). The net's word is taken when lines read better its way."""
        probabilities = self._orientation(page)
        turn = max(probabilities, key=lambda t: probabilities[t])
        if cancelled():
            raise Cancelled
        quads = reader.detect(page)
        if turn == 0 or probabilities[turn] < SURE_OF_TURN or not len(quads):
            return 0, page, quads
        turned = _turned(page, turn)
        quads_turned = reader.detect(turned)
        # Lines on their side are laid flat before they are read, so a quarter turn may read as well either way.
        gain = self._sample(reader, turned, quads_turned, cancelled) - self._sample(reader, page, quads, cancelled)
        if gain < (0.02 if turn == 180 else -0.02):
            return 0, page, quads
        return turn, turned, quads_turned

    def _sample(self, reader: _Reader, page: Bgr, quads: Quads, cancelled: Callable[[], bool]) -> float:
        """Mean confidence of the longest few lines, 0 where there are none."""
        longest = np.argsort([-np.linalg.norm(q[1] - q[0]) - np.linalg.norm(q[3] - q[0]) for q in quads])[:4]
        readings = reader.again.recogniser.read(crop_lines(page, quads[longest]), cancelled) if len(quads) else []
        return _mean(readings)

    def _second_look(
        self, reader: _Reader, page: Bgr, readings: list[Reading], cancelled: Callable[[], bool]
    ) -> tuple[int, Bgr, list[FoundLine]] | None:
        """The page read the way up that reads best, or None where that is the way it was."""
        best, best_score = None, max(_mean(readings) + 0.1, MIN_CONFIDENCE)
        for turn in (180, 90, 270):
            turned = _turned(page, turn)
            turned_quads = reader.detect(turned)
            score = self._sample(reader, turned, turned_quads, cancelled)
            if score > best_score:
                best, best_score = (turn, turned, turned_quads), score
        if best is None:
            return None
        turn, page, quads = best
        return turn, page, self._read_lines(reader, page, quads, _silent, cancelled)


def _same(corners: Corners) -> Corners:
    return corners


def _silent(_event: dict[str, Any]) -> None:
    """What is read a second time isn't shown while it is."""


def _from_the_other_end(reading: Reading) -> Reading:
    """Of a crop that was turned round: its places run the other way."""

    def mirrored(place: list[float]) -> list[float]:
        return [round(1 - place[1], 4), round(1 - place[0], 4)]

    words = reading.words and [mirrored(place) for place in reading.words]
    doubts = tuple(replace(doubt, place=mirrored(doubt.place)) for doubt in reading.doubts)
    return replace(reading, words=words, doubts=doubts)


def _turned(page: Bgr, turn: int) -> Bgr:
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    turned: Bgr = cv2.rotate(page, codes[turn])
    return turned


def _mean(readings: list[Reading]) -> float:
    return float(np.mean([r.confidence for r in readings])) if readings else 0.0


def _weighted_mean(lines: list[PlacedLine]) -> float | None:
    if not lines:
        return None
    weights = [len(line.text) for line in lines]
    return round(float(np.average([line.confidence for line in lines], weights=weights)), 4)


class _Clock:
    """Milliseconds by stage, after those already spent."""

    def __init__(self, spent_ms: dict[str, float]) -> None:
        self._stages = dict(spent_ms)
        self._last = time.perf_counter()

    def mark(self, stage: str) -> None:
        now = time.perf_counter()
        self._stages[stage] = round((now - self._last) * 1000, 1)
        self._last = now

    def done(self) -> dict[str, float]:
        return {**self._stages, "total": round(sum(self._stages.values()), 1)}
