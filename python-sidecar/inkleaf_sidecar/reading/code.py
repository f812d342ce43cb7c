"""Program text: set in a typewriter's even steps, its indents and spaces mean something."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from .geometry import PlacedLine
from .paragraphs import TextRow, is_in_sentence
from .script import ends_sentence, is_cjk
from .seen_page import LARGER

MIN_PITCH = 1.04
"""A step over the height of small letters: 1.1 and more in typewriter faces, 0.8 to 0.95 in others, but justified lines
are wider."""
MIN_PITCH_OF_MANY = 0.99
MANY_ROWS = 5
SAME_PITCH = 0.022
ABOUT_SAME = 0.06
NEAR = 1.9
"""Line heights between the middles of two rows of the same code."""
ABOVE_EMPTY, EMPTY_LINE = 1.6, 2.3
"""Of the step from row to row: the step over an empty line."""
MIN_CHARACTERS = 8
EVEN = 0.17
"""Characters, root mean square, by which the lengths of words and of the white between them are off whole steps: up to
0.17 in typewriter faces on the pages that were measured, 0.25 to 0.7 in others. Two words tell little."""
EVEN_WORDS = 3
EVEN_PITCH = 0.98
VERY_EVEN = 0.12
VERY_EVEN_PITCH = 0.9
"""Where capitals and digits make the letters measure larger, the steps alone must tell."""
UNEVEN = 0.25
POOLED_WORDS = 6
"""Of several rows with the same step."""
TYPEWRITTEN = 0.7
"""Of a page's rows: then that is how it was written, not what is set apart on it."""
FEW_SYNTAX = 0.15
SYNTAX = re.compile(
    r"^[$#>%] \S|[;{}]$|::|==|->|=>|\w\(.*\)$|^\S+\(\)|(^|\s)--?\w[\w-]+(\s|=|$)|^\w+ = |(^|[\s\[(|])--[a-z]|\w_\w+\(\w"
)
"""What a single row in even steps must look like to be code."""
MIN_ROWS = 3
PROSE_WORDS = 5
"""A row."""
MEASURED = 9
"""So many rows tell a stretch's step."""
MARGIN = 0.3
"""Line heights that detection adds at the ends of a line, both together."""


def code_stretches(rows: Sequence[TextRow], lines: Sequence[PlacedLine]) -> list[tuple[int, int]]:
    """[first, end) of the rows that are set in even steps, or in a font of fixed pitch where the fonts are known."""
    if any(line.fixed_pitch is not None for line in lines):
        return _fixed_pitch_stretches(rows, lines)
    pitches = [_pitch(row, lines) for row in rows]
    stretches: list[tuple[int, int]] = []
    at = 0
    while at < len(rows):
        end = at
        long: list[int] = []
        while end < len(rows) and _fits(rows[end], pitches[end], [pitches[n] or 0.0 for n in long[:MEASURED]]):
            if pitches[end] is not None and len(rows[end].text) >= MIN_CHARACTERS:
                long.append(end)
            end += 1
        # Short rows at the end may be anything.
        while end > at and len(rows[end - 1].text) < MIN_CHARACTERS and not _is_syntax(rows[end - 1].text):
            end -= 1
        some = [rows[n] for n in long]
        steps = [steps for row in some if (steps := _steps(row, lines))]
        even = any(is_typewriter(row, lines) for row in some) or _are_even(
            some, [pitches[n] or 0.0 for n in long], steps
        )
        if even and not (_is_prose(some) and _off_steps(steps) > VERY_EVEN):
            stretches.append((at, end))
            at = end
        else:
            # Rows that are alike will not become even from a later one on.
            at = end if len(long) > MIN_ROWS else at + 1
    return _merged(stretches, rows, pitches)


def _is_prose(rows: Sequence[TextRow]) -> bool:
    """Whether the rows go on in sentences, with nothing that only code has: then their steps must leave no doubt."""
    if len(rows) < 2 or sum(len(row.text.split()) for row in rows) < PROSE_WORDS * len(rows):
        return False
    goes_on = all(
        is_in_sentence(above.text, below.text) or ends_sentence(above.text) for above, below in itertools.pairwise(rows)
    )
    return goes_on and not any(SYNTAX.search(row.text) for row in rows)


def _is_fixed_pitch(row: TextRow, lines: Sequence[PlacedLine]) -> bool | None:
    """Whether the font of all of the row is one of fixed pitch; None where no font is known."""
    known = [lines[at].fixed_pitch for at in row.members]
    return None if None in known else all(known)


def _fixed_pitch_stretches(rows: Sequence[TextRow], lines: Sequence[PlacedLine]) -> list[tuple[int, int]]:
    """Neighbouring rows in a font of fixed pitch. A single one is code where it stands apart or looks like it: in a
    paragraph a row may happen to hold nothing but a name in such a font."""
    stretches: list[tuple[int, int]] = []
    for at, row in enumerate(rows):
        if not _is_fixed_pitch(row, lines) or row.kind in ("title", "caption"):
            continue
        first, end = stretches[-1] if stretches else (at, -1)
        if end == at and (
            _is_next(rows[at - 1], row) or _is_blank_between(rows[first:end], row, rows[at + 1 : at + 2])
        ):
            stretches[-1] = (first, at + 1)
        else:
            stretches.append((at, at + 1))
    return [(first, end) for first, end in stretches if end - first > 1 or _stands_apart(rows, first)]


def _is_blank_between(before: Sequence[TextRow], row: TextRow, after: Sequence[TextRow]) -> bool:
    """Whether one empty line stands before the row, by the steps of the rows around it."""
    steps = [below.place.middle_y - above.place.middle_y for above, below in itertools.pairwise(before)]
    steps += [below.place.middle_y - row.place.middle_y for below in after]
    return bool(steps) and row.place.middle_y - before[-1].place.middle_y < EMPTY_LINE * min(steps)


def _is_next(above: TextRow, below: TextRow) -> bool:
    return below.place.middle_y - above.place.middle_y < NEAR * max(above.place.height, below.place.height)


def _stands_apart(rows: Sequence[TextRow], at: int) -> bool:
    row = rows[at]
    if SYNTAX.search(row.text) is not None:
        return True
    if row.size is not None and row.size > LARGER:
        # A heading in such a font.
        return False
    before = at == 0 or not _is_next(rows[at - 1], row)
    after = at == len(rows) - 1 or not _is_next(row, rows[at + 1])
    return before and after


@dataclass(frozen=True, slots=True)
class Steps:
    """Of words in a row: their lengths in characters, their widths and the white between them in px."""

    lengths: list[int]
    widths: list[float]
    white: list[float]

    @property
    def pitch(self) -> float:
        return float(np.dot(self.widths, self.lengths) / np.dot(self.lengths, self.lengths))

    @property
    def off(self) -> float:
        """As `_off_steps`, of this line alone."""
        return _off_steps([self])


def _longest(row: TextRow, lines: Sequence[PlacedLine]) -> PlacedLine:
    return lines[max(row.place.boxes, key=lambda box: box.width).at]


def _steps(row: TextRow, lines: Sequence[PlacedLine]) -> Steps | None:
    """Of the row's longest piece."""
    return word_steps(_longest(row, lines))


def word_steps(line: PlacedLine) -> Steps | None:
    """None where the places of its words aren't known."""
    parts, words = line.text.split(), line.words
    if words is None or len(words) != len(parts) or not parts:
        return None
    ends = np.array(words) * float(np.linalg.norm(line.quad[1] - line.quad[0]))
    return Steps(
        [len(part) for part in parts], (ends[:, 1] - ends[:, 0]).tolist(), (ends[1:, 0] - ends[:-1, 1]).tolist()
    )


def _off_steps(some: Sequence[Steps]) -> float:
    """Characters, root mean square, by which words and the white between them are off whole steps of one width."""
    lengths = np.concatenate([steps.lengths for steps in some])
    widths = np.concatenate([steps.widths for steps in some])
    pitch = float(np.dot(widths, lengths) / np.dot(lengths, lengths))
    if pitch <= 0:
        return np.inf
    white = np.concatenate([steps.white for steps in some]) / pitch
    off = np.concatenate([widths / pitch - lengths, white - np.maximum(1, np.round(white))])
    return float(np.sqrt(np.mean(off**2)))


def is_typewriter(row: TextRow, lines: Sequence[PlacedLine]) -> bool:
    """Whether the words of the row stand where even steps put them. Capitals are nearly as wide as each other."""
    fixed = _is_fixed_pitch(row, lines)
    if fixed is not None:
        return fixed
    steps = _steps(row, lines)
    size = _longest(row, lines).x_height_px
    if steps is None or len(steps.lengths) < EVEN_WORDS or not size or row.text.isupper():
        return False
    if steps.pitch < VERY_EVEN_PITCH * size:
        return False
    off = _off_steps([steps])
    return off < EVEN if steps.pitch > EVEN_PITCH * size else off < VERY_EVEN and len(steps.lengths) > EVEN_WORDS


def is_typewritten(rows: Sequence[TextRow], lines: Sequence[PlacedLine]) -> bool:
    """Whether a page is prose that was typed: a letter, a memorandum."""
    long = [row for row in rows if len(row.text.split()) >= EVEN_WORDS]
    typed = [row for row in long if is_typewriter(row, lines)]
    syntax = sum(SYNTAX.search(row.text) is not None for row in typed)
    return len(typed) > TYPEWRITTEN * len(long) and syntax < FEW_SYNTAX * len(typed)


def _merged(
    stretches: Sequence[tuple[int, int]], rows: Sequence[TextRow], pitches: Sequence[float | None]
) -> list[tuple[int, int]]:
    """Stretches that follow each other closely are one, with rows of about the same step before, between and after."""
    merged: list[tuple[int, int]] = []

    def alike(at: int, own: float, nearest: int) -> bool:
        pitch = pitches[at]
        near = abs(rows[at].place.middle_y - rows[nearest].place.middle_y) < NEAR * rows[at].place.height
        return near and pitch is not None and abs(pitch / own - 1) < ABOUT_SAME and rows[at].kind != "title"

    for first, end in stretches:
        own = median(p for p in pitches[first:end] if p is not None)
        last = merged[-1][1] if merged else 0
        while first > last and alike(first - 1, own, first):
            first -= 1
        while end < len(rows) and alike(end, own, end - 1):
            end += 1
        if merged and first <= last and (first < last or alike(first, own, last - 1)):
            merged[-1] = (merged[-1][0], max(end, last))
        else:
            merged.append((first, end))
    return merged


def _are_even(rows: Sequence[TextRow], pitches: Sequence[float], steps: Sequence[Steps]) -> bool:
    letters = [row.x_height_px for row in rows if row.x_height_px]
    widths = [row.place.x1 - row.place.x0 for row in rows]
    # Many rows of all lengths with the same step are no accident, however narrow their face is.
    many = len(rows) >= MANY_ROWS and max(widths) > 1.5 * min(widths)
    if not letters or median(pitches) / median(letters) < (MIN_PITCH_OF_MANY if many else MIN_PITCH):
        return False
    if all(SYNTAX.search(row.text) for row in rows):
        return True
    if sum(len(one.lengths) for one in steps) >= POOLED_WORDS:
        off = _off_steps(steps)
        if off < EVEN or off > UNEVEN:
            return off < EVEN
    # Two justified lines are as wide as each other, and may have the same number of letters.
    even = len(rows) >= MIN_ROWS or (len(rows) == 2 and max(pitches) < 1.012 * min(pitches))
    return even and max(widths) > 1.1 * min(widths)


def _pitch(row: TextRow, lines: Sequence[PlacedLine]) -> float | None:
    """px a character, of the row's longest piece."""
    if len(row.text) < 2 or any(is_cjk(c) for c in row.text):
        return None
    box = max(row.place.boxes, key=lambda b: b.width)
    return (box.width - MARGIN * row.place.height) / max(len(lines[box.at].text.strip()), 1)


def _fits(row: TextRow, pitch: float | None, own: Sequence[float]) -> bool:
    if row.kind in ("title", "caption"):
        return False
    if len(row.text) < MIN_CHARACTERS:
        return bool(own) and (pitch is None or 0.7 < pitch / median(own) < 1.4)
    if pitch is None or not own:
        return pitch is not None
    # Detection's margin may be off by a third of the height, which tells in short rows.
    width = max(1.0, *(box.width for box in row.place.boxes))
    return abs(pitch / median(own) - 1) <= max(SAME_PITCH, MARGIN * row.place.height / width)


def _is_syntax(text: str) -> bool:
    return all(not c.isalnum() for c in text) or text.endswith((";", "{", "}", ")", ":"))


def code_text(rows: Sequence[TextRow], lines: Sequence[PlacedLine]) -> str:
    """As it was typed: each row with its indent."""
    pitches = [p for row in rows if (p := _pitch(row, lines)) and len(row.text) >= MIN_CHARACTERS]
    pitch = median(pitches) if pitches else max(rows[0].place.height * 0.5, 1.0)
    left = min(row.place.x0 for row in rows)
    steps = [below.place.middle_y - above.place.middle_y for above, below in itertools.pairwise(rows)]
    step = min((step for step in steps if step > 0.5 * rows[0].place.height), default=0.0)
    text = _typed(rows[0], lines, left, pitch)
    for row, down in zip(rows[1:], steps, strict=True):
        empty = step > 0 and EMPTY_LINE * step > down > ABOVE_EMPTY * step
        text += ("\n\n" if empty else "\n") + _typed(row, lines, left, pitch)
    return text


def _typed(row: TextRow, lines: Sequence[PlacedLine], left: float, pitch: float) -> str:
    """Its pieces at the columns where they stand."""
    text = ""
    for box in row.place.boxes:
        column = round((box.x0 - left) / pitch)
        text = text.ljust(max(column, len(text) + bool(text))) + lines[box.at].text.strip()
    return text
