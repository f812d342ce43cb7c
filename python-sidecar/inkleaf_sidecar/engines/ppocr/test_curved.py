"""The real engine on photographs of pages that don't lie flat."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.conftest import MODELS
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.curved import lacks_text, read_flat
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.page import Flattener
from inkleaf_sidecar.result import PageResult

SENTENCE = "Entry {n}: the boat came in with the tide and was made fast before the lamps were lit"
ROWS = 34


def sheet() -> np.ndarray:
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for n in range(ROWS):
        draw.text((120, 140 + 42 * n), SENTENCE.format(n=n + 10), font=ImageFont.load_default(24), fill="black")
    return np.array(page)


def curved(page: np.ndarray, part: float) -> np.ndarray:
    """Bent upward in the middle by so much of its height."""
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    sag = (part * height * np.sin(np.pi * x / width)).astype(np.float32)
    bent: np.ndarray = cv2.remap(page, x, y + sag - part * height / 2, cv2.INTER_LINEAR, borderValue=(235, 235, 235))
    return bent


def read(engine: PpOcrEngine, page: np.ndarray, mode: str = "basic") -> PageResult:
    return engine.read(PageImage(np.ascontiguousarray(page), mode=mode), lambda _: None, lambda: False)  # type: ignore[arg-type]


def rows_read(result: PageResult) -> int:
    text = " ".join(result.text.split())
    return sum(SENTENCE.format(n=n + 10) in text for n in range(ROWS))


@pytest.mark.parametrize("mode", ["basic", "markdown"])
def test_a_curved_page_is_read_and_its_lines_are_where_they_are_on_the_photograph(
    engine: PpOcrEngine, mode: str
) -> None:
    page = curved(sheet(), 0.03)
    result = read(engine, page, mode)
    assert rows_read(result) >= 0.85 * ROWS
    lines = {line.text: line.quad for block in result.blocks for line in block.lines}
    quad = next(quad for text, quad in lines.items() if "Entry 27" in text)
    ends = (quad[0][1] + quad[3][1]) / 2 * page.shape[0]
    middle = 140 + 42 * 17 + 14
    sag_at_end = 0.03 * page.shape[0] * (np.sin(np.pi * 120 / page.shape[1]) - 0.5)
    assert abs(ends - (middle - sag_at_end)) < 14


def test_a_flat_page_is_not_looked_at_again(engine: PpOcrEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("it was laid flat")

    monkeypatch.setattr(Flattener, "warp", fail)
    assert rows_read(read(engine, sheet())) >= 0.95 * ROWS


def test_a_page_on_which_no_more_is_read_when_it_is_flat_stays_as_it_is() -> None:
    page = cv2.cvtColor(sheet(), cv2.COLOR_RGB2BGR)
    assert read_flat(page, [], Flattener(MODELS), lambda _: []) is None


def test_what_is_missing_is_told_by_the_marks_that_were_not_read() -> None:
    assert lacks_text(cv2.cvtColor(sheet(), cv2.COLOR_RGB2BGR), [])
    assert not lacks_text(np.full((900, 700, 3), 255, np.uint8), [])
