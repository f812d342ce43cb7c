"""Which characters belong together, and pages in scripts that the model can't read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..result import Notice

READABLE = 0.6
"""Mean confidence of rows of text; the model is surer of what it knows."""
ROW = 5.0
"""Length over height. What detection takes for text in a picture or a drawing is seldom that long."""
MIN_ROWS = 3
"""Fewer say nothing about the page."""
FULL_WIDTH = 1.0
"""Characters a row's height of its length: the widest there are (CJK) fill a square each. The model passes over
characters that it does not know, and is sure of the few that it takes for others (Cyrillic: 0.93)."""


def is_cjk(character: str) -> bool:
    """Characters written without spaces between them: Han, kana, and their full-width punctuation."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF or 0x20000 <= code <= 0x3FFFF
    )


HYPHENS = "-‐\u00ad"
CONJUNCTIONS = ("und", "oder", "bzw", "bis", "and", "or", "to", "et", "ou", "à", "e", "o", "y")
"""After a hyphen that stands for a missing word: `Vor- und Nachteile`."""
OWN_HYPHEN = re.compile(
    r"(?:^|[\s(\[“\"'-])(?:\w|well|ill|low|high|self|half|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-‐]$",
    re.IGNORECASE,
)
"""What is written with a hyphen wherever it stands in its line: n-octanal, low-pressure, twenty-one."""
ENDING = re.compile(r"(?:er|est|ly|ness|ish|less|land|way|light)")
"""Unless the word goes on with this: highest, illness, lowlands."""
NEUTRAL = "“”‘’…—·"
"""Marks of both Latin and Chinese text."""


def joined(before: str, after: str) -> str:
    """Two pieces of a paragraph as one: hyphens at a line's end taken out where they only part a word, no space
    between CJK characters."""
    if not before or not after:
        return before + after
    if len(before) > 1 and before[-1] in HYPHENS and before[-2].isalnum():
        first_word = after.split()[0].rstrip(".,;:") if after.split() else ""
        if first_word in CONJUNCTIONS and before[-1] != "\u00ad":
            return f"{before} {after}"
        own = OWN_HYPHEN.search(before) is not None and ENDING.match(after) is None
        parts_a_word = before[-2].isalpha() and after[0].islower() and not own
        return before[:-1] + after if parts_a_word or before[-1] == "\u00ad" else before + after
    left, right = is_cjk(before[-1]), is_cjk(after[0])
    if (left or before[-1] in NEUTRAL) and (right or after[0] in NEUTRAL) and (left or right):
        return before + after
    return f"{before} {after}"


def unsupported_script(readings: Sequence[tuple[str, float, float]]) -> Notice | None:
    """A notice where the page has rows of text, and they read so badly that their script is probably not the model's.

    `readings` are (text, confidence, length over height) of every line found, also those dropped as noise."""
    rows = [reading for reading in readings if reading[2] >= ROW]
    if len(rows) < MIN_ROWS:
        return None
    length = sum(aspect for _, _, aspect in rows)
    confidence = sum(confidence * aspect for _, confidence, aspect in rows) / length
    density = sum(len("".join(text.split())) for text, _, _ in rows) / length
    if confidence >= READABLE and density >= FULL_WIDTH:
        return None
    return Notice(
        "script_not_supported",
        "Most of this page could not be read. The model knows Chinese, Japanese and Latin scripts; "
        "Korean, Cyrillic, Arabic and others are not supported by it.",
    )


def ends_sentence(text: str) -> bool:
    stripped = text.rstrip("\"'”’»）)]」』 ")
    return bool(stripped) and stripped[-1] in ".!?:;。！？：；…"


def starts_with_dash(text: str) -> bool:
    head = text.lstrip()[:2]
    return len(head) == 2 and head[0] in "-–—*" and head[1] == " "
