"""What a PDF says of a page besides its characters: its tags, and what its outline says begins there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .paragraphs import TextRow
from .script import joined

LONGEST_HEADING = 4
"""Rows."""
NUMBER = re.compile(
    r"^(?:(?:chapter|section|part|appendix|kapitel|chapitre)\s+)?(?:\d+|[a-z]|[ivxlc]+)(?:\.\d+)*[.:)]?\s+"
)
MEANING = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class TagCell:
    """`table` numbers the page's tables, `row` the rows of one; the cells of a row are in order."""

    table: int
    row: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Tag:
    """A block of a tagged PDF (ISO 32000-1, 14.8.4). `kind` as `result.Block.type`, or `group`: text of which only the
    place in the order is known."""

    kind: str
    level: int | None = None
    cell: TagCell | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """`tags` are in the document's own order; `outline` has (title, level from 1)."""

    tags: Sequence[Tag] = ()
    outline: Sequence[tuple[str, int]] = ()


NOTHING_TOLD = Told()


def mark_titles(rows: Sequence[TextRow], outline: Sequence[tuple[str, int]]) -> None:
    """Sets `title` on rows that together say what the outline says."""
    wanted = {key: (number, level) for number, (title, level) in enumerate(outline) if (key := _key(title))}
    at = 0
    while at < len(rows):
        text = whole = ""
        found = 0
        for end in range(at, min(at + LONGEST_HEADING, len(rows))):
            text = joined(text, rows[end].text)
            if _key(text) in wanted:
                found, whole = end + 1, text
        if found:
            title = wanted.pop(_key(whole))
            for row in rows[at:found]:
                row.title = title
        at = max(found, at + 1)


def _key(title: str) -> str:
    """Letters and digits alone, without the number that an outline may or may not have."""
    plain = unicodedata.normalize("NFKC", title).casefold().strip()
    own = MEANING.sub("", NUMBER.sub("", plain))
    return own if any(character.isalpha() for character in own) else ""
