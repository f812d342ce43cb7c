"""A page read a second time, without stamps, watermarks and print that shows through."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...page import Bgr, Quads
from .found_line import FoundLine, in_order, quads_of
from .other_ink import TextInk, apart, found_twice, lies_across, slanted

DOUBTFUL = 0.75
"""Confidence below which a character counts against the page."""
SURE = 0.9
"""What is read with less in other ink is a mirrored or a half letter."""
LEAST_BETTER = 0.2
"""Of `weight`: nearly a character."""
LEAST_GAIN = 0.05
"""Of the page's text, that is read only without other ink; or"""
LEAST_GONE = 0.2
"""of its lines, that are other ink over or between the text: a few may be pictures'."""


def without_other_ink(
    page: Bgr,
    lines: list[FoundLine],
    ink: TextInk,
    find: Callable[[Bgr], Quads],
    read: Callable[[Bgr, Quads], list[FoundLine]],
) -> tuple[Bgr, list[FoundLine]] | None:
    """The page, and its lines, without stamps, watermarks and print that shows through; None where that is nothing.

    Of what is found both with and without other ink the better reading is kept, and no line in other ink is given
    up that stands beside the text and reads well. `find` gives the lines' places on a page, `read` reads them,
    as `lines` were found and read."""
    text = find(ink.page)
    if not len(text):
        return None
    cleared = read(ink.page, text)
    own, text = quads_of(lines), quads_of(cleared)
    pale, across = ink.pale(own), lies_across(own, text, page.shape[:2])
    overlaid = pale & (across | slanted(own, text))
    doubtful = pale & np.array([line.reading.confidence < SURE for line in lines], bool)
    gone = overlaid | doubtful
    plain = [line for line, is_gone in zip(lines, gone, strict=True) if not is_gone]
    is_across = across[~gone]
    kept: list[FoundLine] = []
    better: list[FoundLine] = []
    gained = 0.0
    for ours, theirs in found_twice(quads_of(plain), text):
        after = [cleared[at] for at in theirs]
        # Pieces of a watermark within a line: printed text never lies over other text.
        heaviest = sorted((plain[at] for at in ours), key=lambda line: -weight([line]))
        before = [heaviest[at] for at in apart(quads_of(heaviest))]
        gain = weight(after) - weight(before)
        gained += max(0.0, gain)
        if gain > LEAST_BETTER or not before:
            kept += after
            better += after
        elif after or not is_across[ours].any():
            kept += before
    if gained < LEAST_GAIN * weight(plain) and gone.sum() < LEAST_GONE * len(lines):
        return None
    return ink.cleared(page, quads_of(better)), in_order(kept)


def weight(lines: list[FoundLine]) -> float:
    """How much was read, and how surely: what is doubtful counts against it."""
    return sum(len(line.reading.text) * (line.reading.confidence - DOUBTFUL) for line in lines)
