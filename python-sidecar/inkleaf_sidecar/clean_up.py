"""What is done to a page's picture before it is read, when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from .errors import SidecarError

Rgb = npt.NDArray[np.uint8]
Region = tuple[float, float, float, float]
"""left, top, right, bottom, fractions of the upright page."""

PAPER_PART = 1 / 40
"""Of the page's longer side: the paper's shade is looked for over spots of this size, which letters don't fill."""
DARK, LIGHT = 2, 85
"""Percentiles that become black and white."""
SPECK = 50
"""Grey levels between a speck and what is round it."""
MAX_TOUCHING = 1
"""Of a pixel's eight neighbours: strokes of letters have more."""
GRAIN = 30
"""Grey levels that grain differs by, and that edges of letters exceed."""


def cleaned(page: Rgb, steps: Sequence[str]) -> Rgb:
    """(height, width, 3). Raises SidecarError for a step that is not `contrast` or `denoise`."""
    known = {"denoise": _denoised, "contrast": _even}
    unknown = [step for step in steps if step not in known]
    if unknown:
        raise SidecarError("bad_request", "defect", f"There is no clean-up called {unknown[0]}.")
    # Specks first: they would be made stronger.
    for step, clean in known.items():
        if step in steps:
            page = clean(page)
    return page


def _denoised(page: Rgb) -> Rgb:
    """Lone specks by the median of their neighbours (Tukey 1977), a sensor's grain by a bilateral filter (Tomasi and
    Manduchi 1998). Both keep the edges of letters, and a median over everything would eat thin strokes."""
    smooth = cv2.medianBlur(page, 3)
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY).astype(np.int16)
    apart = np.abs(grey - cv2.cvtColor(smooth, cv2.COLOR_RGB2GRAY)) > SPECK
    around = cv2.boxFilter(apart.astype(np.float32), -1, (3, 3), normalize=False) - apart
    lone = apart & (around <= MAX_TOUCHING)
    return np.asarray(cv2.bilateralFilter(np.where(lone[:, :, None], smooth, page), 5, GRAIN, 2), np.uint8)


def _even(page: Rgb) -> Rgb:
    """Shadows and yellowed paper taken out: each pixel over the shade of the paper round it, then black and white
    stretched."""
    size = max(3, int(max(page.shape[:2]) * PAPER_PART) | 1)
    quarter = (max(1, page.shape[1] // 4), max(1, page.shape[0] // 4))
    small = cv2.resize(page, quarter, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((max(3, size // 4 | 1),) * 2, np.uint8))
    paper = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 4), (page.shape[1], page.shape[0]))
    # In bytes throughout: a large scan as floats would fill the memory.
    level = cv2.divide(page, np.maximum(paper, 1), scale=255)
    dark, light = np.percentile(level[::4, ::4], (DARK, LIGHT))
    # On a nearly empty page even the darkest percent is paper, whose grain must not become black.
    dark = min(dark, light - 2 * GRAIN)
    stretched = ((np.arange(256) - dark) / (light - dark) * 255).clip(0, 255).astype(np.uint8)
    return np.asarray(cv2.LUT(level, stretched), np.uint8)


def as_regions(given: Iterable[Sequence[float]]) -> list[Region]:
    """Raises ValueError where a region has not four numbers."""
    regions: list[Region] = []
    for one in given:
        left, top, right, bottom = (float(value) for value in one)
        regions.append((left, top, right, bottom))
    return regions


def without_regions(page: Rgb, regions: Sequence[Region]) -> Rgb:
    """With the regions painted in the colour of the paper, so that nothing is found there."""
    if not regions:
        return page
    painted = page.copy()
    paper = np.percentile(page[::8, ::8].reshape(-1, 3), 80, axis=0).astype(np.uint8)
    height, width = page.shape[:2]
    for left, top, right, bottom in regions:
        painted[round(top * height) : round(bottom * height), round(left * width) : round(right * width)] = paper
    return painted


def is_ignored(middle: Sequence[float] | npt.NDArray[np.float32], regions: Sequence[Region]) -> bool:
    """`middle` is a point [x, y], fractions of the page."""
    x, y = float(middle[0]), float(middle[1])
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in regions)
