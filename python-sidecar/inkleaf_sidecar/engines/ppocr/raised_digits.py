"""Raised digits after a number: 3¹, 10⁹. The net knows them after letters, but reads 31 and 109 in a bare number."""

from __future__ import annotations

import re

import cv2
import numpy as np

from ...page import Bgr

NUMBER = re.compile(r"^\d[\d.,]{0,10}\d(?:/\S{0,8})?$")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
FOOT = 0.25
"""Of the first digit's height: a raised digit's foot is at least so far above the others'."""
LOWER = 0.92
"""Of the first digit's height."""

ONE_OVER_THE_OTHER = 0.6
"""Of the narrower part's width: a slash leans over its neighbours by less."""


def with_raised_digits(text: str, words: list[list[float]] | None, crop: Bgr) -> str:
    """`text` with those digits of its numbers that stand higher. `words` are the places of its words along the crop."""
    parts = text.split()
    if not any(NUMBER.match(part) for part in parts):
        return text
    places = [[0.0, 1.0]] if len(parts) == 1 else words
    if places is None or len(places) != len(parts):
        return text
    width = crop.shape[1]
    found = [
        _raised(part, crop[:, int(start * width) : int(np.ceil(end * width))]) if NUMBER.match(part) else part
        for part, (start, end) in zip(parts, places, strict=True)
    ]
    return " ".join(found) if found != parts else text


def _raised(number: str, crop: Bgr) -> str:
    if min(crop.shape[:2]) < 8:
        return number
    boxes = _marks(crop)
    if len(boxes) != len(number):
        return number
    top, bottom = boxes[0]
    height = bottom - top

    def is_raised(head: int, foot: int) -> bool:
        return foot < bottom - FOOT * height and head < top + FOOT * height and foot - head < LOWER * height

    return "".join(
        character.translate(RAISED) if is_raised(head, foot) else character
        for character, (head, foot) in zip(number, boxes, strict=True)
    )


def _marks(crop: Bgr) -> list[tuple[int, int]]:
    """(top, bottom) of each character, from left to right; parts one over the other are one."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    if ink.mean() > 0.5:
        ink = 1 - ink
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    rows = ink.shape[0]
    # What is cut off at the upper or lower edge belongs to the neighbours.
    parts = sorted(
        (x, y, width, height)
        for x, y, width, height, area in stats[1:count].tolist()
        if area >= 3 and not (height < 0.2 * rows and (y == 0 or y + height == rows))
    )
    marks: list[list[int]] = []
    for x, y, width, height in parts:
        if marks and marks[-1][1] - x > ONE_OVER_THE_OTHER * min(width, marks[-1][1] - marks[-1][0]):
            marks[-1][1:] = [max(marks[-1][1], x + width), min(marks[-1][2], y), max(marks[-1][3], y + height)]
        else:
            marks.append([x, x + width, y, y + height])
    return [(top, bottom) for _, _, top, bottom in marks]
