"""Rows become paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .order import Order
from .rows import Row
from .script import ends_sentence, is_cjk, joined, starts_like_item, starts_with_dash

LEADERS = re.compile(r"(\.\s?){4,}|…{2,}|·{4,}|_{4,}")


@dataclass(slots=True)
class TextRow:
    text: str
    members: list[int]
    """Indices of the row's lines, left to right."""
    place: Row

    @property
    def is_entry(self) -> bool:
        """A row of cells or of a table of contents, which is never joined to its neighbours."""
        return len(self.members) > 1 or LEADERS.search(self.text) is not None


@dataclass(slots=True)
class Paragraph:
    rows: list[TextRow]

    def joined(self) -> str:
        """Hyphens taken out, rows joined; entries keep their rows."""
        text = ""
        for before, row in zip([None, *self.rows], self.rows, strict=False):
            if before is not None and (before.is_entry or row.is_entry):
                text = f"{text}\n{row.text}"
            else:
                text = joined(text, row.text)
        return text


def split_paragraphs(order: Order, texts: Sequence[str]) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    before: list[TextRow] | None = None
    for region in order.regions:
        rows = [_text_row(row, texts, order.unit) for row in region]
        found = _in_region(rows, order.unit)
        if before is not None and paragraphs and _goes_on(before, rows, order.unit):
            paragraphs[-1].rows.extend(found[0].rows)
            found = found[1:]
        paragraphs.extend(found)
        before = rows
    return paragraphs


def _text_row(row: Row, texts: Sequence[str], unit: float) -> TextRow:
    text, right = "", row.x0
    for box in row.boxes:
        piece = texts[box.at].strip()
        touching = box.x0 - right < 0.6 * unit and text and piece and is_cjk(text[-1]) and is_cjk(piece[0])
        text = f"{text}{piece}" if touching or not text else f"{text} {piece}"
        right = box.x1
    return TextRow(text, [box.at for box in row.boxes], row)


def _in_region(rows: list[TextRow], unit: float) -> list[Paragraph]:
    places = [row.place for row in rows]
    steps = [below.middle_y - above.middle_y for above, below in itertools.pairwise(places)]
    leading = float(np.percentile(steps, 40)) if steps else unit
    left = float(np.percentile([p.x0 for p in places], 15))
    right = float(np.percentile([p.x1 for p in places], 85))
    paragraphs: list[Paragraph] = []
    for at, row in enumerate(rows):
        if at == 0 or _begins(rows[at - 1], row, leading, left, right, unit):
            paragraphs.append(Paragraph([row]))
        else:
            paragraphs[-1].rows.append(row)
    return paragraphs


def _begins(above: TextRow, row: TextRow, leading: float, left: float, right: float, unit: float) -> bool:
    step = row.place.middle_y - above.place.middle_y
    if step > 1.4 * leading and step > leading + 0.3 * unit:
        return True
    if not 0.76 < row.place.height / above.place.height < 1.32:
        return True
    if row.is_entry and above.is_entry:
        return False
    if row.is_entry or above.is_entry or starts_like_item(row.text):
        return True
    # A dash goes on with a sentence as often as it begins an item.
    if starts_with_dash(row.text) and (ends_sentence(above.text) or starts_with_dash(above.text)):
        return True
    indent, indent_above = row.place.x0 - left, above.place.x0 - left
    if indent > 0.8 * unit and indent_above < 0.4 * unit and ends_sentence(above.text):
        return True
    spare = right - above.place.x1
    return spare > 0.45 * (right - left) or (
        spare > max(2.5 * unit, 0.12 * (right - left)) and ends_sentence(above.text)
    )


def _goes_on(before: list[TextRow], after: list[TextRow], unit: float) -> bool:
    """Whether a paragraph runs on from the foot of one column to the head of the next."""
    last, first = before[-1], after[0]
    if last.is_entry or first.is_entry or ends_sentence(last.text) or starts_like_item(first.text):
        return False
    if not 0.8 < first.place.height / last.place.height < 1.25:
        return False
    width_before = max(r.place.x1 for r in before) - min(r.place.x0 for r in before)
    width_after = max(r.place.x1 for r in after) - min(r.place.x0 for r in after)
    if not 0.75 < width_after / max(width_before, 1e-6) < 1.33:
        return False
    full = max(r.place.x1 for r in before) - last.place.x1 < 3 * unit
    head = first.text.lstrip()[:1]
    return full and (head.islower() or (bool(head) and is_cjk(head)) or last.text[-1:] in "-‐,，、")
