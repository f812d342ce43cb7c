"""Words in doubt: where they are, and what else they may say."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.doubts import certainties, find_doubts, likeliest
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.images import decode_image
from inkleaf_sidecar.result import PageResult

CLASSES = ["", "a", "b", "c", " "]


def steps(*rows: Sequence[float]) -> np.ndarray:
    return np.array(rows, np.float32)


def test_what_stands_between_the_blank_and_a_character_is_no_doubt_of_the_character() -> None:
    # Blank, a, b: the net wavers about where `a` stands, not about what it is.
    assert certainties(steps([0.9, 0.1, 0.0], [0.4, 0.6, 0.0], [0.8, 0.2, 0.0])) == [pytest.approx(1)]


def test_two_characters_that_are_as_likely_are_one_in_doubt() -> None:
    assert certainties(steps([1, 0, 0], [0.1, 0.5, 0.4], [1, 0, 0])) == [pytest.approx(0.5 / 0.9)]


def test_a_neighbour_in_the_text_is_no_rival() -> None:
    assert certainties(steps([0.1, 0.8, 0.1], [0.1, 0.1, 0.8])) == [pytest.approx(1)] * 2


def test_a_beam_adds_up_the_ways_to_the_same_text() -> None:
    found = {text: p for text, p in likeliest(steps([0.4, 0.6], [0.4, 0.6]), ["", "a"]) if p > 0}
    # a-, -a and aa.
    assert found == {"": pytest.approx(0.16), "a": pytest.approx(0.84)}


def test_only_the_doubtful_word_is_told_with_its_place_and_its_other_reading() -> None:
    sure, wavering = [0, 1, 0, 0, 0], [0, 0, 0.6, 0.4, 0]
    blank, space = [1, 0, 0, 0, 0], [0, 0, 0, 0, 1]
    scores = steps(sure, blank, space, blank, wavering, blank, sure, blank, space, sure)
    doubts = find_doubts("a ba a", scores, certainties(scores), CLASSES, 1.0)
    assert [(doubt.start, doubt.end, doubt.others) for doubt in doubts] == [(2, 4, ["ca"])]
    assert doubts[0].sure == pytest.approx(0.6)
    assert 0.3 < doubts[0].place[0] < 0.45 < 0.65 < doubts[0].place[1] < 0.8


def test_of_a_script_without_spaces_the_character_is_in_doubt() -> None:
    classes = ["", "\u5927", "\u592a", "\u5c0f"]
    scores = steps([0, 0, 0, 1], [1, 0, 0, 0], [0, 0.5, 0.4, 0.1])
    doubts = find_doubts("\u5c0f\u5927", scores, certainties(scores), classes, 1.0)
    assert [(doubt.start, doubt.end, doubt.others) for doubt in doubts] == [(1, 2, ["\u592a", "\u5c0f"])]


def _doubts(result: PageResult) -> list[tuple[str, list[str]]]:
    lines = [line for block in result.blocks for line in block.lines]
    return [(line.text[doubt.start : doubt.end], doubt.others) for line in lines for doubt in line.doubts]


def test_a_worn_page_has_more_doubts_than_a_clean_one_and_each_is_a_word_of_its_line(engine: PpOcrEngine) -> None:
    clean = decode_image(FIXTURES / "page.png")
    worn = cv2.GaussianBlur(cv2.resize(clean, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA), (0, 0), 1.0)
    few, many = (
        _doubts(engine.read(PageImage(page), lambda _: None, lambda: False)) for page in (clean, np.asarray(worn))
    )
    assert len(few) < len(many)
    assert all(text and " " not in text and text not in others and len(others) <= 3 for text, others in many)
    assert any(others for _, others in many)
