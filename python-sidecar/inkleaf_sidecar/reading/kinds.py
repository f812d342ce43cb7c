"""What a paragraph is: heading, item, caption, note, code or text."""

from __future__ import annotations

from .list_markers import ADDRESS, BULLET, CAPTION, LABEL, NUMBERED_SECTION, SECTION
from .paragraphs import Margins, Paragraph, TextRow
from .seen_page import LARGER, SLIGHTLY_LARGER, SeenPage

MUCH_LARGER = 1.5
SLIGHTLY_BOLD = 1.1
HEAVIER = 1.1
"""Strokes of larger letters over those of the text: a light face of half again the size has 1.15."""
APART = 1.25
"""Steps of the text's rows between a heading and what is above it."""
RUNNING = ("text", "list_item", "footnote")
MAX_HEADING_ROWS = 4
MAX_HEADING_CHARACTERS = 240


def kind_of_paragraph(
    page: SeenPage, paragraph: Paragraph, margins: Margins, above: TextRow | None, above_kind: str | None
) -> str:
    """`above` is the last row above it in its column, `above_kind` what that is part of."""
    first = paragraph.rows[0]
    if first.code is not None:
        return "code"
    if first.title is not None:
        return "heading"
    told = _told_by_net(page, paragraph)
    shows = _is_heading(page, paragraph, margins)
    # The net finds headings that letters don't show, but takes none from those that do.
    if told is not None and (told == "heading" or not shows):
        return told
    if shows:
        titled = all(row.kind == "title" for row in paragraph.rows)
        close = above is not None and first.place.middle_y - above.place.middle_y < APART * margins.leading
        sure = titled or all(row.is_bold for row in paragraph.rows) or (first.size or 0) >= MUCH_LARGER
        if sure or not close or above_kind not in RUNNING:
            return "heading"
    if first.kind == "note":
        return "footnote"
    if first.begins_item or (BULLET.match(first.text) and not first.is_entry):
        return "list_item"
    if CAPTION.match(first.text) or (first.kind == "caption" and _is_apart(page, first, margins)):
        return "caption"
    return "text"


SURE_KIND = 0.75
"""From which the line net's word is taken; its training keeps it below 0.95."""


def _told_by_net(page: SeenPage, paragraph: Paragraph) -> str | None:
    """The kind that the line net is sure of, where the paragraph's own signs allow it."""
    first = paragraph.rows[0]
    if not first.says:
        return None
    weights = [max(len(row.text), 1) for row in paragraph.rows]
    says = {
        kind: sum(row.says[kind] * weight for row, weight in zip(paragraph.rows, weights, strict=True)) / sum(weights)
        for kind in first.says
    }
    kind = max(says, key=lambda kind: says[kind])
    if says[kind] < SURE_KIND or kind not in ("text", "heading", "list_item", "caption"):
        return None
    text = paragraph.joined()
    signs = first.begins_item or (BULLET.match(text) is not None and not first.is_entry)
    if kind == "list_item":
        return kind if signs else None
    if kind == "heading" and (ADDRESS.match(text) or LABEL.match(text) or CAPTION.match(text)):
        return None
    return None if signs and kind != "heading" else kind


def _is_apart(page: SeenPage, row: TextRow, margins: Margins) -> bool:
    """Smaller than the text, or not at its margin: the net takes any line above a table for its caption."""
    small = row.size is not None and row.size <= 0.95
    return small or row.place.x0 > margins.left + 1.5 * page.line_height_px


def _is_heading(page: SeenPage, paragraph: Paragraph, margins: Margins) -> bool:
    rows = paragraph.rows
    first, text = rows[0], paragraph.joined()
    if len(rows) > MAX_HEADING_ROWS or len(text) > MAX_HEADING_CHARACTERS or any(row.is_entry for row in rows):
        return False
    if not any(c.isalpha() for c in text) or first.mark is not None or BULLET.match(text):
        return False
    if CAPTION.match(text) or first.kind == "note":
        return False
    if ADDRESS.match(text) or LABEL.match(text):
        return False
    size = first.size if first.size is not None else first.place.height / page.line_height_px
    titled = all(row.kind == "title" for row in rows)
    numbered = SECTION.match(text) is not None
    bold = all(row.is_bold for row in rows)
    stops = text.rstrip()[-1] in ".,;。，；、" and not (numbered and len(text) < 8)
    if stops:
        return titled and size >= LARGER and len(rows) <= 2
    if size < 0.88:
        return False
    heavy = first.stroke is not None and first.stroke >= SLIGHTLY_BOLD
    # In 52 manuals the net's word alone, without larger or bolder letters, was wrong twice in three times.
    if titled and (first.size is None or size >= SLIGHTLY_LARGER or bold or heavy or numbered):
        return not (text.rstrip()[-1] in ":：" and size < LARGER and len(rows) > 1)
    # Few letters are hard to measure.
    sure = len(text) >= 12 or bold or first.size is None or not text.isascii()
    # Brackets and arrows make letters look larger than they are, with strokes that are as thin as the text's.
    thin = first.stroke is not None and not titled and size * first.stroke < HEAVIER
    if size >= (LARGER if sure else 1.25 if heavy else MUCH_LARGER) and not thin:
        return True
    if NUMBERED_SECTION.match(text) and len(rows) == 1 and (first.stroke or 0) >= 1.08:
        return True
    # A head beside its text has a column of its own.
    column_px = max(margins.right - margins.left, page.text_width_px)
    short = len(rows) <= 2 and first.place.x1 - first.place.x0 < 0.85 * column_px
    return short and bold and text.rstrip()[-1] not in ":：" and not (first.begins_item and not numbered)
