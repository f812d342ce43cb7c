"""What a page's lines look like, as numbers for the line net: each line by itself, and each pair of them."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .code import SYNTAX, word_steps
from .geometry import Box, PlacedLine
from .list_markers import ADDRESS, BULLETS, CAPTION, NOTE, NUMBERED_SECTION, PAGE_NUMBER, SECTION, is_item
from .paragraphs import LEADERS
from .script import ends_sentence, is_cjk
from .seen_page import SeenPage

Features = npt.NDArray[np.float32]
AREAS = (
    "text",
    "title",
    "figure",
    "text_figure",
    "figure_caption",
    "table",
    "table_caption",
    "header",
    "footer",
    "reference",
    "equation",
)
PATTERNS = (SECTION, NUMBERED_SECTION, CAPTION, NOTE, PAGE_NUMBER, SYNTAX, LEADERS, ADDRESS)
CHARACTERS = (
    str.islower,
    str.isupper,
    str.isdigit,
    is_cjk,
    lambda c: c in ".。!?！？",
    lambda c: c in ",;，；、",
    lambda c: c in ":：",
    lambda c: c in "-‐–—",
    lambda c: c in "([{（「『【〔",
    lambda c: c in ")]}）」』】〕",
    lambda c: c in "\"'“”‘’«»",
    lambda c: c in BULLETS or c in "*",
    lambda c: c in "\\$#<>=_/|&@%+~",
)
"""Classes of a line's first and last characters."""
FAR = 8.0
"""Line heights; what is further away counts as so far."""
CLOSE = 2.0
"""Line heights from one line to the next of the same paragraph, at most."""
NEIGHBOUR_FEATURES = 8
PAIR_FEATURES = 14


def line_features(page: SeenPage) -> Features:
    """(lines, features) in the order of `page.lines`, each about -3..3."""
    unit = page.line_height_px
    near = _neighbours(page)
    rows = [
        [
            *near[box.at],
            *_place(page, box, unit),
            *_type(page, page.lines[box.at]),
            *_pitch(page.lines[box.at]),
            *_characters(page.lines[box.at].text),
            *_surroundings(page, box, unit),
        ]
        for box in sorted(page.boxes, key=lambda box: box.at)
    ]
    return np.array(rows, np.float32).reshape(len(rows), -1)


def leading_of(page: SeenPage) -> float:
    """The usual step from a line to the next one below it, px."""
    steps = [step for pair in _nearest(page) for step in pair[1:] if step is not None]
    close = [step for step in steps if step < CLOSE * page.line_height_px]
    return float(np.median(close)) if close else 1.3 * page.line_height_px


def _nearest(page: SeenPage) -> list[tuple[tuple[int | None, int | None], float | None, float | None]]:
    """Of each line, in the page's order: the nearest lines above and below that share some of its width, and the steps
    to them in px."""
    boxes = sorted(page.boxes, key=lambda box: box.at)
    x0, x1, y = (np.array([getattr(box, name) for box in boxes]) for name in ("x0", "x1", "middle_y"))
    found = []
    for at, box in enumerate(boxes):
        shares = np.minimum(x1, x1[at]) - np.maximum(x0, x0[at]) > 0
        step = y - y[at]
        # Further pieces of its own row are neither above nor below.
        above = np.where(shares & (step < -0.5 * box.height), -step, np.inf)
        below = np.where(shares & (step > 0.5 * box.height), step, np.inf)
        over, under = int(above.argmin()), int(below.argmin())
        has_over, has_under = np.isfinite(above[over]), np.isfinite(below[under])
        found.append(
            (
                (over if has_over else None, under if has_under else None),
                float(above[over]) if has_over else None,
                float(below[under]) if has_under else None,
            )
        )
    return found


def _neighbours(page: SeenPage) -> list[list[float]]:
    """Of each line what differs from the nearest ones above and below: step, edges, size, weight."""
    boxes = {box.at: box for box in page.boxes}
    unit, leading = page.line_height_px, leading_of(page)
    rows = []
    for at, (pair, *steps) in enumerate(_nearest(page)):
        row: list[float] = []
        for other, step in zip(pair, steps, strict=True):
            if other is None or step is None:
                row += [0.0] * NEIGHBOUR_FEATURES
                continue
            here, there = page.lines[at], page.lines[other]
            row += [
                1.0,
                min(step / leading - 1, 3.0),
                max(-4.0, min(4.0, (boxes[other].x0 - boxes[at].x0) / unit)),
                max(-8.0, min(8.0, (boxes[other].x1 - boxes[at].x1) / unit)),
                3 * math.log(there.x_height_px / here.x_height_px) if there.x_height_px and here.x_height_px else 0.0,
                2 * math.log(there.stroke_px / here.stroke_px) if there.stroke_px and here.stroke_px else 0.0,
                float(ends_sentence(there.text)),
                float(is_item(there.text)),
            ]
        rows.append(row)
    return rows


def _place(page: SeenPage, box: Box, unit: float) -> list[float]:
    width, height = page.look.width, page.look.height
    return [
        2 * box.x0 / width - 1,
        2 * box.x1 / width - 1,
        2 * box.middle_y / height - 1,
        math.log(max(box.width, 1) / unit) - 2,
        math.log(max(box.height, 1) / unit),
        math.log(width / unit) - 4,
        math.log(height / unit) - 4,
        box.width / page.text_width_px - 1,
        math.log(len(page.boxes)) - 4,
    ]


def _type(page: SeenPage, line: PlacedLine) -> list[float]:
    size, stroke = line.x_height_px, line.stroke_px
    known = bool(size and page.text_size)
    weight = stroke / size / page.text_stroke if size and stroke and page.text_stroke else None
    return [
        float(known),
        math.log(size / page.text_size) * 3 if size and page.text_size else 0.0,
        float(weight is not None),
        math.log(max(weight, 0.2)) * 3 if weight is not None else 0.0,
        float(line.fixed_pitch is True),
        float(line.fixed_pitch is False),
        float(line.bullet_x is not None),
        float(line.text[:1].isspace()),
    ]


def _pitch(line: PlacedLine) -> list[float]:
    """How even its steps are, and how wide: a typewriter's face has the same for every character."""
    steps = word_steps(line)
    if steps is None or not line.x_height_px or steps.pitch <= 0:
        return [0.0, 0.0, 0.0, 0.0]
    off = steps.off
    return [1.0, min(off, 1.5), min(steps.pitch / line.x_height_px - 1, 2.0), math.log(len(steps.lengths)) - 1]


def _characters(raw: str) -> list[float]:
    text = raw.strip()
    many = max(len(text), 1)
    share = [
        sum(c.isalpha() for c in text) / many,
        sum(c.isupper() for c in text) / many,
        sum(c.isdigit() for c in text) / many,
        sum(is_cjk(c) for c in text) / many,
        sum(not c.isalnum() and not c.isspace() for c in text) / many,
    ]
    first, last = (text[0], text[-1]) if text else ("", "")
    return [
        math.log(many) - 3,
        math.log(len(text.split()) + 1) - 2,
        *share,
        *(float(bool(first) and test(first)) for test in CHARACTERS),
        *(float(bool(last) and test(last)) for test in CHARACTERS),
        *(float(pattern.search(text) is not None) for pattern in PATTERNS),
        float(is_item(text)),
        float(ends_sentence(text)),
    ]


def _surroundings(page: SeenPage, box: Box, unit: float) -> list[float]:
    inside = dict.fromkeys(AREAS, 0.0)
    for area in page.look.areas:
        if area.kind in inside and area.holds(box):
            inside[area.kind] = max(inside[area.kind], area.confidence)
    grid = next((grid for grid in page.look.grids if grid.holds(box)), None)
    over, under = FAR, FAR
    for x0, x1, y in page.look.rules:
        if min(x1, box.x1) - max(x0, box.x0) > 0.5 * box.width:
            if y < box.middle_y:
                over = min(over, (box.middle_y - y) / unit)
            else:
                under = min(under, (y - box.middle_y) / unit)
    return [
        *inside.values(),
        float(grid is not None),
        math.log(len(grid.xs)) if grid else 0.0,
        math.log(len(grid.ys)) if grid else 0.0,
        over / FAR,
        under / FAR,
    ]


def pair_features(page: SeenPage, members: Sequence[int]) -> Features:
    """(lines, lines, PAIR_FEATURES): of the second line beside the first."""
    boxes = {box.at: box for box in page.boxes}
    some = [boxes[at] for at in members]
    unit = page.line_height_px
    x0, x1, y0, y1 = (np.array([getattr(box, side) for box in some]) for side in ("x0", "x1", "y0", "y1"))
    size = np.array([math.log(page.lines[at].x_height_px or boxes[at].height * 0.5) for at in members])
    stroke = np.array([2 * math.log(max(page.lines[at].stroke_px or 0.0, 0.5)) for at in members])

    def apart(first: Features, second: Features) -> Features:
        difference = (second[None, :] - first[:, None]) / unit
        return np.asarray(np.sign(difference) * np.log1p(np.abs(difference)), np.float32)

    shared_x = np.minimum(x1[:, None], x1[None]) - np.maximum(x0[:, None], x0[None])
    shared_y = np.minimum(y1[:, None], y1[None]) - np.maximum(y0[:, None], y0[None])
    step = ((y0 + y1) / 2)[None, :] - ((y0 + y1) / 2)[:, None]
    found = [
        apart(x0, x0),
        apart(x1, x1),
        apart(x0 + x1, x0 + x1),
        apart(x1, x0),
        apart(y0 + y1, y0 + y1),
        apart(y1, y0),
        np.clip(shared_x / np.minimum(x1 - x0, (x1 - x0)[:, None]).clip(1), -1, 1),
        np.clip(shared_y / np.minimum(y1 - y0, (y1 - y0)[:, None]).clip(1), -1, 1),
        np.clip((size[None, :] - size[:, None]) * 3, -3, 3),
        # Steps of about one row tell most, so they are shown finely.
        np.clip(step / unit - 1.3, -2, 2),
        np.clip((x0[None, :] - x0[:, None]) / unit, -2, 2),
        np.clip((x1[None, :] - x1[:, None]) / unit, -2, 2),
        np.clip(3 * (np.abs(step) / leading_of(page) - 1), -3, 3),
        np.clip(stroke[None, :] - stroke[:, None], -2, 2),
    ]
    return np.stack(found, axis=2).astype(np.float32)


def windows(page: SeenPage, most: int) -> list[list[int]]:
    """Lines from top to bottom, at most so many at a time, each stretch half over the one before."""
    order = [box.at for box in sorted(page.boxes, key=lambda box: (box.middle_y, box.x0))]
    if len(order) <= most:
        return [order] if order else []
    starts = range(0, len(order) - most // 2, most // 2)
    return [order[start : start + most] for start in starts]
