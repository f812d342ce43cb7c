"""What the app sees of the corpus's pages, with what each line is part of: the examples for train_lines.py.

    see_pages.py PAGES TARGET MODELS [SPLIT ...]      (train and dev)

Lines are where a detection net finds them, their characters are the PDF's own: recognition makes few errors, and
takes most of a page's time."""

from __future__ import annotations

import json
import pickle
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from inkleaf_sidecar.engines.ppocr.detect import QUICK_LONG_SIDE_PX, Detector
from inkleaf_sidecar.engines.ppocr.merged_lines import part_merged_lines
from inkleaf_sidecar.engines.ppocr.weights import find_weights
from inkleaf_sidecar.nets import open_backend
from inkleaf_sidecar.page import PageAnalyser, PagePixels
from inkleaf_sidecar.reading import Look, PlacedLine
from inkleaf_sidecar.reading.list_markers import BULLETS
from inkleaf_sidecar.reading.script import is_cjk

PURE = 0.6
"""Of a line's words that are part of the same thing."""
FURNITURE = -1


@dataclass
class SeenExample:
    name: str
    source: str
    split: str
    group: str
    style: str
    lines: list[PlacedLine]
    look: Look
    kinds: list[str | None]
    """Of each line; None where it isn't known."""
    blocks: list[int]
    """The block's place in the order of reading; -1 where none is known."""
    order: list[int]
    """Places of the lines in the order of the page's content."""


class _Eyes:
    def __init__(self, models: Path) -> None:
        backend = open_backend("onnxruntime", cores=1)
        self.backend = backend
        self.analyser = PageAnalyser(backend, models)
        weights = find_weights(models)
        self.detectors = [
            Detector(backend, backend.open_net(weights.detection)),
            Detector(backend, backend.open_net(weights.quick_detection), QUICK_LONG_SIDE_PX),
        ]

    def see(self, entry: dict[str, Any], picture: Path) -> SeenExample:
        page = cv2.imread(str(picture))
        assert page is not None
        self.backend.begin_page()
        rng = random.Random(entry["name"])
        # Either way of reading (`accuracy`) has its own detection net.
        quads = part_merged_lines(page, rng.choice(self.detectors)(page))
        words = entry["words"]
        if rng.random() < 0.5:
            # Bullets are often not read.
            words = [word for word in words if word[0] not in BULLETS]
        places = _words_in(quads, words)
        kept = [n for n, own in enumerate(places) if own]
        lines = [_line(quads[n], [words[w] for w in places[n]]) for n in kept]
        seen = self.analyser.analyse(PagePixels(page), lines)
        block_of = {FURNITURE: FURNITURE, 0: None, **{n: at for n, (at, _) in enumerate(entry["meanings"], start=1)}}
        owners = [_owner([(words[w][0], block_of[words[w][5]]) for w in places[n]]) for n in kept]
        named = {None: None, FURNITURE: "furniture"}
        kinds = [named[own] if own in named else entry["blocks"][own]["type"] for own in owners]
        blocks = [-1 if own is None else own for own in owners]
        order = [min(places[n]) for n in kept]
        about = {name: entry[name] for name in ("name", "source", "split", "group", "style")}
        return SeenExample(**about, lines=seen.lines, look=seen.look, kinds=kinds, blocks=blocks, order=order)


def _words_in(quads: Any, words: list[Any]) -> list[list[int]]:
    """Of each quad the words whose middle it holds, from left to right."""
    found: list[list[int]] = [[] for _ in quads]
    for at, (_, x0, y0, x1, y1, _) in enumerate(words):
        inside = [
            (abs(float((b - a)[0] * (middle - a)[1] - (b - a)[1] * (middle - a)[0])), n)
            for middle in [np.array([(x0 + x1) / 2, (y0 + y1) / 2])]
            for n, quad in enumerate(quads)
            if cv2.pointPolygonTest(quad.astype(np.float32), (float(middle[0]), float(middle[1])), False) >= 0
            for a, b in [((quad[0] + quad[3]) / 2, (quad[1] + quad[2]) / 2)]
        ]
        if inside:
            found[min(inside)[1]].append(at)
    for own in found:
        own.sort(key=lambda at: words[at][1])
    return found


def _line(quad: Any, words: list[Any]) -> PlacedLine:
    left, length = quad[0], max(float(np.linalg.norm(quad[1] - quad[0])), 1.0)
    along = (quad[1] - quad[0]) / length
    text = ""
    spans: list[list[float]] = []
    for word, x0, y0, x1, y1, _ in words:
        middle_y = (y0 + y1) / 2
        ends = [float(np.clip(np.dot(np.array([x, middle_y]) - left, along) / length, 0, 1)) for x in (x0, x1)]
        if text and is_cjk(text[-1]) and is_cjk(word[0]):
            text += word
            spans[-1][1] = ends[1]
        else:
            text = f"{text} {word}" if text else word
            spans.append(ends)
    return PlacedLine(text, quad, 1.0, spans)


def _owner(words: list[tuple[str, int | None]]) -> int | None:
    """The block that most of the line's characters are part of; None where that isn't plain."""
    counted: Counter[int] = Counter()
    for text, block in words:
        if block is not None:
            counted[block] += len(text)
    if not counted:
        return None
    block, share = counted.most_common(1)[0]
    return block if share >= PURE * sum(len(text) for text, _ in words) else None


_eyes: _Eyes | None = None


def _job(job: tuple[Path, Path, Path]) -> bool:
    global _eyes
    file, target, models = job
    _eyes = _eyes or _Eyes(models)
    if target.exists():
        return True
    try:
        example = _eyes.see(json.loads(file.read_text()), file.with_suffix(".png"))
    except Exception as error:
        print(file.name, repr(error)[:200], file=sys.stderr)
        return False
    target.write_bytes(pickle.dumps(example))
    return True


def main() -> None:
    pages, target, models = (Path(argument) for argument in sys.argv[1:4])
    splits = sys.argv[4:] or ["train", "dev"]
    target.mkdir(parents=True, exist_ok=True)
    jobs = [
        (file, target / f"{file.stem}.pickle", models)
        for file in sorted(pages.glob("*.json"))
        if not file.stem.endswith(".fonts") and json.loads(file.read_text())["split"] in splits
    ]
    with ProcessPoolExecutor(2) as pool:
        done = sum(pool.map(_job, jobs, chunksize=2))
    print(f"{done} of {len(jobs)} pages seen")


if __name__ == "__main__":
    main()
