"""How words of a block are set, and where they lead: carried over from its lines."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any

from .script import HYPHENS

Stretch = dict[str, Any]
"""`text`, and `marks` and `href` where it has any (`inline` in src-preload/model.ts)."""
Style = tuple[tuple[str, ...], str | None]
PLAIN: Style = ((), None)


def fitted(text: str, lines: Iterable[tuple[str, list[Stretch] | None]]) -> list[Stretch] | None:
    """`text` in stretches, from its lines' texts and stretches in order; None where nothing in it is set apart, or
    where it isn't those lines joined."""
    known = [one for own, content in lines for one in _characters(own, content)]
    if all(style == PLAIN for _, style in known):
        return None
    styles: list[Style | None] = []
    at = 0
    for character in text:
        if character.isspace():
            styles.append(None)
            continue
        # What joining takes out: hyphens at a line's end, white space.
        while at < len(known) and known[at][0] != character and (known[at][0].isspace() or known[at][0] in HYPHENS):
            at += 1
        if at == len(known) or known[at][0] != character:
            return None
        styles.append(known[at][1])
        at += 1
    return _stretches(text, styles)


def without_mark(content: list[Stretch], mark: str) -> list[Stretch] | None:
    """Without one of its marks; None where nothing is left of its styles."""
    left = []
    for stretch in content:
        marks = [own for own in stretch.get("marks", ()) if own != mark]
        plain = {key: value for key, value in stretch.items() if key != "marks"}
        left.append({**plain, "marks": marks} if marks else plain)
    return left if any(len(stretch) > 1 for stretch in left) else None


def _characters(text: str, content: list[Stretch] | None) -> list[tuple[str, Style]]:
    if content is None:
        return [(character, PLAIN) for character in text]
    return [
        (character, (tuple(stretch.get("marks", ())), stretch.get("href")))
        for stretch in content
        for character in stretch["text"]
    ]


def _shared(one: Style, other: Style) -> Style:
    return tuple(mark for mark in one[0] if mark in other[0]), one[1] if one[1] == other[1] else None


def _stretches(text: str, styles: list[Style | None]) -> list[Stretch]:
    """A space (None) has of its neighbours' styles what they share."""
    before = PLAIN
    following = [PLAIN] * len(styles)
    after = PLAIN
    for at in range(len(styles) - 1, -1, -1):
        after = styles[at] or after
        following[at] = after
    own: list[Style] = []
    for style, after in zip(styles, following, strict=True):
        own.append(style if style is not None else _shared(before, after))
        before = style or before
    found: list[Stretch] = []
    at = 0
    for (marks, href), same in itertools.groupby(_without_faces_of_signs(text, own)):
        length = len(list(same))
        stretch: Stretch = {"text": text[at : at + length]}
        if marks:
            stretch["marks"] = list(marks)
        if href is not None:
            stretch["href"] = href
        found.append(stretch)
        at += length
    return found


def _without_faces_of_signs(text: str, styles: list[Style]) -> list[Style]:
    """A comma alone is neither bold nor slanted."""
    shown: list[Style] = []
    at = 0
    for (marks, href), same in itertools.groupby(styles):
        length = len(list(same))
        if not any(character.isalnum() for character in text[at : at + length]):
            marks = tuple(mark for mark in marks if mark not in ("bold", "italic"))
        shown += [(marks, href)] * length
        at += length
    return shown
