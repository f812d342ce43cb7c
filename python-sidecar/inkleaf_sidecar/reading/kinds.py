"""What a paragraph is: heading, item, caption, note, code or text."""

from __future__ import annotations

from .marks import BULLET, CAPTION, SECTION, is_item
from .paragraphs import Margins, Paragraph, TextRow
from .script import ends_sentence
from .seen_page import LARGER, PROSE_CHARACTERS, SeenPage

SLIGHTLY_LARGER = 1.06
MUCH_LARGER = 1.5
MOST_HEADING_ROWS = 4
MOST_HEADING_CHARACTERS = 240


def kind_of_paragraph(page: SeenPage, paragraph: Paragraph, margins: Margins, above: str | None) -> str:
    """`above` is the text right above it in its column, where that is a paragraph."""
    first = paragraph.rows[0]
    if first.code is not None:
        return "code"
    titled = all(row.kind == "title" for row in paragraph.rows)
    if _is_heading(page, paragraph, margins) and (titled or not _in_a_sentence(first.text, above)):
        return "heading"
    if first.kind == "note":
        return "footnote"
    if is_item(first.text) or (BULLET.match(first.text) and not first.is_entry):
        return "list_item"
    if CAPTION.match(first.text) or (first.kind == "caption" and _is_apart(page, first, margins)):
        return "caption"
    return "text"


def _is_apart(page: SeenPage, row: TextRow, margins: Margins) -> bool:
    """Smaller than the text, or not at its margin: the net takes any line above a table for its caption."""
    small = row.size is not None and row.size <= 0.95
    return small or row.place.x0 > margins.left + 1.5 * page.unit


def _is_heading(page: SeenPage, paragraph: Paragraph, margins: Margins) -> bool:
    rows = paragraph.rows
    first, text = rows[0], paragraph.joined()
    if len(rows) > MOST_HEADING_ROWS or len(text) > MOST_HEADING_CHARACTERS or any(row.is_entry for row in rows):
        return False
    if not any(c.isalpha() for c in text) or BULLET.match(text) or CAPTION.match(text) or first.kind == "note":
        return False
    size = first.size if first.size is not None else first.place.height / page.unit
    titled = all(row.kind == "title" for row in rows)
    numbered = SECTION.match(text) is not None
    bold = all(row.is_bold for row in rows)
    stops = text.rstrip()[-1] in ".,;。，；、" and not (numbered and len(text) < 8)
    if stops:
        return titled and size >= LARGER and len(rows) <= 2
    if size < 0.88:
        return False
    if titled and (first.size is None or size >= SLIGHTLY_LARGER or bold or (len(rows) == 1 and len(text) < 60)):
        return not (text.rstrip()[-1] in ":：" and size < LARGER and len(rows) > 1)
    # Few letters are hard to measure.
    sure = len(text) >= 12 or bold or first.size is None or not text.isascii()
    heavy = first.stroke is not None and first.stroke >= 1.1
    if size >= (LARGER if sure else 1.25 if heavy else MUCH_LARGER):
        return True
    short = len(rows) <= 2 and first.place.x1 - first.place.x0 < 0.85 * max(margins.right - margins.left, 1)
    return short and bold and text.rstrip()[-1] not in ":：" and not (is_item(text) and not numbered)


def _in_a_sentence(text: str, above: str | None) -> bool:
    """Letters that measure larger than they are: the line goes on with what was begun above it."""
    going_on = above is not None and len(above) > PROSE_CHARACTERS and not ends_sentence(above)
    return text.lstrip()[:1].islower() or going_on
