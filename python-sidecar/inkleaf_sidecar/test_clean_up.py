"""What is done to a page before it is read."""

from __future__ import annotations

import numpy as np
import pytest

from inkleaf_sidecar.clean_up import as_regions, cleaned, is_ignored, without_regions
from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.errors import SidecarError
from inkleaf_sidecar.images import decode_image

PAGE = decode_image(FIXTURES / "page.png")


def shadowed() -> np.ndarray:
    """Dark to one side, as in a book's fold, on yellow paper."""
    across = np.linspace(0.25, 1.0, PAGE.shape[1])[None, :, None] * np.array([1.0, 0.95, 0.75])
    return np.asarray(PAGE * across, np.uint8)


def specked() -> np.ndarray:
    random = np.random.default_rng(5)
    page = PAGE.copy()
    page[random.random(page.shape[:2]) < 0.03] = 0
    return page


def test_a_shadow_is_evened_out() -> None:
    paper = cleaned(shadowed(), ["contrast"])[:40].astype(float)
    assert shadowed()[:40].mean(axis=(0, 2)).std() > 30
    assert paper.mean(axis=(0, 2)).std() < 6
    assert paper.mean() > 235


def test_the_grain_of_a_nearly_empty_page_stays_pale() -> None:
    page = np.random.default_rng(3).normal(200, 3, (800, 600, 3)).clip(0, 255).astype(np.uint8)
    page[300:310, 200:260] = 20
    clean = cleaned(page, ["contrast"])
    assert (clean[:250] > 180).mean() > 0.99
    assert clean[305, 230].max() < 60


def test_specks_are_taken_out_and_letters_are_not() -> None:
    clean = cleaned(specked(), ["denoise"])
    assert (specked()[:40] < 60).mean() > 0.02
    assert (clean[:40] < 60).mean() < 0.003
    ink = (PAGE < 60).mean()
    assert (clean < 60).mean() > 0.7 * ink


@pytest.mark.parametrize("page", [shadowed(), specked()])
def test_a_page_that_was_cleaned_is_read(engine: PpOcrEngine, page: np.ndarray) -> None:
    image = PageImage(cleaned(page, ["denoise", "contrast"]))
    text = engine.read(image, lambda _: None, lambda: False).text
    assert "Goods received, 14 March" in text
    assert "增值税发票号码：20260314" in text


def test_nothing_is_read_in_a_region(engine: PpOcrEngine) -> None:
    whole = engine.read(PageImage(PAGE), lambda _: None, lambda: False)
    first = whole.blocks[0].bbox
    below = without_regions(PAGE, [(0.0, 0.0, 1.0, first[3] + 0.005)])
    rest = engine.read(PageImage(below), lambda _: None, lambda: False)
    assert whole.blocks[0].text not in rest.text
    assert "Goods received, 14 March" in whole.text
    assert len(rest.text) > 0.5 * len(whole.text)


def test_regions_are_four_numbers_and_steps_have_names() -> None:
    assert is_ignored([0.5, 0.05], as_regions([[0, 0, 1, 0.1]]))
    assert not is_ignored([0.5, 0.2], as_regions([[0, 0, 1, 0.1]]))
    with pytest.raises(ValueError, match="unpack"):
        as_regions([[0, 0, 1]])
    with pytest.raises(SidecarError, match="sharpen"):
        cleaned(PAGE, ["sharpen"])
