"""The columns of a table without rulings: from the white that runs through its rows.

Its numbers are those that put most cells of the corpus's train tables right (training/README.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .geometry import Box
from .rows import Row

SHRINK = 0.25
"""Line heights taken off either end of a box: detection's own margin."""
MIN_WHITE = 0.4
"""Line heights of white between columns."""
MIN_SPACE = 0.15
"""Line heights between columns whose edges are aligned: hardly more than a space."""
MAX_ACROSS = 0.2
"""Of the rows so many may have a cell across two columns."""
MIN_PARTED = 0.3
"""Of the rows with something on both sides, as many at least were found as lines of their own on each."""
ALIGNED = 0.8
"""Of those rows begin, or end, at the same place."""
SAME_EDGE = 0.3
"""Line heights."""
MIN_ALIGNED_ROWS = 3
MIN_BESIDE = 0.3
"""Of the rows have something on both sides of such a column's edge."""
MIN_GOING_ON = 2
"""Rows that begin at the edge, with nothing before it."""
FEW_ROWS = 4
ALIKE = 0.8
"""Of the words before such an edge so many may be the same."""

Places = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    x0: float
    x1: float


def column_edges(
    rows: Sequence[Row],
    line_height_px: float,
    texts: Sequence[str],
    words: Sequence[list[list[float]] | None],
    *,
    sure: bool,
) -> list[float]:
    """[left, gutter, gutter, ..., right]: where few rows have a word, in the middle of the white.

    `texts` and the places of their `words`, as fractions of the line's width, are of all lines, by `Box.at`. Where it
    is `sure` that this is a table, a space is enough between columns whose edges are aligned."""
    spans = []
    for row in rows:
        own = [(box, words[box.at] if sure else None) for box in row.boxes]
        spans.append([word for box, places in own for word in _words(box, texts[box.at], places, line_height_px)])
    places = np.unique([x for row in spans for span in row for x in (span.x0, span.x1)])
    across = _rows_across(spans, places)
    gutters = [
        gutter
        for low, high in _valleys(places, across, int(MAX_ACROSS * len(rows)))
        if (gutter := _gutter(rows, spans, low, high, line_height_px, sure=sure)) is not None
    ]
    gutters = _with_columns_between(gutters, spans, line_height_px)
    return [min(row.x0 for row in rows), *((one.low + one.high) / 2 for one in gutters), max(row.x1 for row in rows)]


@dataclass(frozen=True, slots=True)
class _Gutter:
    low: float
    high: float
    aligned: bool
    """Whether what stands beside it begins, or ends, at the same place: then a space is enough."""


def _words(box: Box, text: str, places: list[list[float]] | None, line_height_px: float) -> list[_Word]:
    less = min(SHRINK * line_height_px, 0.3 * box.width)
    x0, x1 = box.x0 + less, box.x1 - less
    parts = text.split()
    if not places or len(places) != len(parts):
        return [_Word(text, x0, x1)]
    spans = [
        _Word(part, max(box.x0 + start * box.width, x0), min(box.x0 + end * box.width, x1))
        for part, (start, end) in zip(parts, places, strict=True)
    ]
    return [word for word in spans if word.x1 > word.x0] or [_Word(text, x0, x1)]


def _gutter(
    rows: Sequence[Row], words: Sequence[Sequence[_Word]], low: float, high: float, line_height_px: float, *, sure: bool
) -> _Gutter | None:
    """The white from `low` to `high`, where it parts columns and not words."""
    before: list[tuple[_Word, float]] = []
    parted = going_on = 0
    unit = SAME_EDGE * line_height_px
    for row, own in zip(rows, words, strict=True):
        ends = [word for word in own if word.x1 <= high and word.x0 < low]
        starts = [word.x0 for word in own if word.x1 > high and word.x0 >= low]
        if not ends or not starts:
            going_on += bool(starts) and abs(min(starts) - high) < unit
            continue
        last = max(ends, key=lambda word: word.x1)
        before.append((last, min(starts)))
        middle = (low + high) / 2
        parted += not any(box.x0 < middle < box.x1 for box in row.boxes)
    if not before:
        # Nothing stands on both sides: a head over one column, say.
        return _Gutter(low, high, aligned=False) if high - low >= MIN_WHITE * line_height_px else None
    begin = [word.text for word, start in before if start - high < unit]
    end = [word.text for word, _ in before if low - word.x1 < unit]
    level = max(begin, end, key=len)
    enough = len(level) >= ALIGNED * len(before) and len(before) >= max(MIN_ALIGNED_ROWS, MIN_BESIDE * len(rows))
    if sure and enough and high - low >= MIN_SPACE * line_height_px:
        # Lines may all begin with the same words: then cells that go on in further lines tell.
        alike = max(Counter(level).values())
        if alike <= ALIKE * len(level) or going_on >= MIN_GOING_ON:
            return _Gutter(low, high, aligned=True)
    if parted >= MIN_PARTED * len(before) and high - low >= MIN_WHITE * line_height_px:
        return _Gutter(low, high, aligned=False)
    return None


def _rows_across(words: Sequence[Sequence[_Word]], places: Places) -> Places:
    """How many rows have a word between each place and the next."""
    change = np.zeros(len(places))
    for row in words:
        right = -1
        for x0, x1 in sorted((word.x0, word.x1) for word in row):
            first, last = max(int(np.searchsorted(places, x0)), right), int(np.searchsorted(places, x1))
            if last > first:
                change[first] += 1
                change[last] -= 1
            right = max(right, last)
    counts: Places = np.cumsum(change)[:-1]
    return counts


def _valleys(places: Places, across: Places, most: int) -> list[tuple[float, float]]:
    """Stretches that fewer rows reach into than into what lies on either side, and at most so many."""
    found = []
    at = 0
    while at < len(across):
        end = at
        while end < len(across) and across[end] == across[at]:
            end += 1
        left = across[at - 1] if at else np.inf
        right = across[end] if end < len(across) else np.inf
        if across[at] <= most and left > across[at] < right:
            found.append((float(places[at]), float(places[end])))
        at = end
    return found


def _with_columns_between(
    gutters: Sequence[_Gutter], words: Sequence[Sequence[_Word]], line_height_px: float
) -> list[_Gutter]:
    """Without those between which nothing stands by itself: a word that reaches out of a neighbour's cell does not."""
    page = (_Gutter(-np.inf, -np.inf, aligned=False), _Gutter(np.inf, np.inf, aligned=False))
    kept = [page[0], *gutters, page[1]]
    least = max(1 if len(words) < FEW_ROWS else 2, len(words) // 20)
    at = 0
    while at + 1 < len(kept):
        left, right = kept[at], kept[at + 1]
        own = to_left = to_right = 0
        for row in words:
            inside = [word for word in row if left.low < (word.x0 + word.x1) / 2 < right.high]
            if not inside:
                continue
            x0, x1 = min(word.x0 for word in inside), max(word.x1 for word in inside)
            before = x0 - max((word.x1 for word in row if word.x1 <= x0), default=-np.inf)
            after = min((word.x0 for word in row if word.x0 >= x1), default=np.inf) - x1
            by_left = before < _least_white(left, line_height_px)
            by_right = after < _least_white(right, line_height_px)
            own += not by_left and not by_right
            to_left += by_left
            to_right += by_right
        if own >= least or len(kept) == 2:
            at += 1
            continue
        gone = at + 1 if at == 0 or (to_right > to_left and at + 2 < len(kept)) else at
        del kept[gone]
        at = max(at - 1, 0)
    return kept[1:-1]


def _least_white(gutter: _Gutter, line_height_px: float) -> float:
    return (MIN_SPACE if gutter.aligned else MIN_WHITE) * line_height_px
