"""What Vision says (corners from the bottom left, parts of the sides) as lines of a page. The framework needs a Mac."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from inkleaf_sidecar.engines.base import PageImage
from inkleaf_sidecar.errors import SidecarError

from . import engine as module
from .engine import VisionEngine
from .framework import observe
from .observations import Observation, Point, placed_lines


def line(text: str, x: float, y: float, width: float = 0.4, height: float = 0.03, sure: float = 1.0) -> Observation:
    """`y` is its bottom's, from the page's bottom. Words share the width by their letters."""
    corners = ((x, y + height), (x + width, y + height), (x + width, y), (x, y))
    letter = width / max(1, len(text))
    words: list[tuple[Point, Point]] = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        words.append(((x + letter * start, y), (x + letter * at, y)))
    return Observation(text, sure, corners, tuple(words))


def test_places_run_from_the_top_and_words_along_the_line() -> None:
    (placed,) = placed_lines([line("High water 03:12", 0.1, 0.9, width=0.32)], 1000, 2000)
    assert placed.quad.tolist() == [
        pytest.approx([100, 140]),
        pytest.approx([420, 140]),
        pytest.approx([420, 200]),
        pytest.approx([100, 200]),
    ]
    assert placed.words is not None
    assert [word[0] for word in placed.words] == pytest.approx([0, 5 / 16, 11 / 16], abs=1e-3)
    assert placed.words[-1][1] == pytest.approx(1, abs=1e-3)


def test_lines_are_in_reading_order_column_by_column() -> None:
    left = [line(f"left {n} of the first column", 0.05, 0.8 - 0.05 * n) for n in range(5)]
    right = [line(f"right {n} of the second column", 0.55, 0.8 - 0.05 * n) for n in range(5)]
    mixed = [one for pair in zip(right, left, strict=True) for one in pair]
    assert [one.text for one in placed_lines(mixed, 1000, 1400)] == [one.text for one in [*left, *right]]


def test_a_line_that_lies_aslant_keeps_its_corners_and_one_without_places_of_words_has_none() -> None:
    slanted = Observation("a b", 0.5, ((0.1, 0.55), (0.5, 0.65), (0.5, 0.62), (0.1, 0.52)))
    (placed,) = placed_lines([slanted], 1000, 1000)
    assert placed.words is None
    assert placed.quad[1][1] == pytest.approx(350)


def test_a_page_has_paragraphs_and_its_confidence_by_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        line("Двести лет подряд смотрители маяка писали", 0.1, 0.8, 0.8),
        line("высоту моря в книги дважды в день.", 0.1, 0.76, 0.7, sure=0.5),
        line("한국어 문장입니다.", 0.1, 0.6),
    ]

    def observed(_: npt.NDArray[np.uint8]) -> Sequence[Observation]:
        return found

    monkeypatch.setattr(module, "observe", observed)
    engine = VisionEngine(None)  # type: ignore[arg-type]
    events: list[dict[str, object]] = []
    result = engine.read(PageImage(np.full((1400, 1000, 3), 255, np.uint8)), events.append, lambda: False)
    assert "смотрители маяка" in result.text
    assert "한국어 문장입니다." in result.text
    assert result.confidence is not None
    assert 0.5 < result.confidence < 1
    assert [event["type"] for event in events] == ["stage", "delta", "stage"]


@pytest.mark.skipif(sys.platform == "darwin", reason="the framework is there")
def test_elsewhere_it_says_that_it_is_a_part_of_macos() -> None:
    with pytest.raises(SidecarError, match="macOS only"):
        observe(np.full((10, 10, 3), 255, np.uint8))


@pytest.mark.skipif(sys.platform != "darwin", reason="needs the framework")
def test_on_a_mac_it_reads_a_page_of_print() -> None:
    import cv2

    page = np.full((300, 900, 3), 255, np.uint8)
    cv2.putText(page, "High water 0312", (40, 170), cv2.FONT_HERSHEY_SIMPLEX, 2.5, (0, 0, 0), 5)
    (found,) = observe(page)
    assert found.text == "High water 0312"
    assert len(found.words) == 3
