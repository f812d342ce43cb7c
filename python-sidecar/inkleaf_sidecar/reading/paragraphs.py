"""Rows become paragraphs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

import numpy as np

from .geometry import PlacedLine
from .list_markers import BULLET, NOTE, NUMBERED_SECTION, is_item, item_mark
from .rows import Row, has_room
from .script import ends_sentence, is_cjk, joined, starts_with_dash

LEADERS = re.compile(r"(\.\s?){4,}|…{2,}|·{4,}|_{4,}")
SAME_SIZE = 1.12
"""Between the sizes of two rows of one paragraph; by detection's boxes, which differ more, 1.32."""
SAME_BOX = 1.32
MIXED_SIZE = 1.6
"""What a name in another type makes of a line's size."""
ENTRY_GAP = 1.1
"""Line heights."""
BOLD = 1.2
"""Thickness of strokes over that of the other text of the same size."""


EVEN_ODDS = 0.5
SURE_PAIR = 0.8
"""From which the line net's word is taken about two rows that no white parts."""
SHORT = 14
"""Characters."""


@dataclass(slots=True)
class TextRow:
    text: str
    members: list[int]
    """Indices of the row's lines, left to right."""
    place: Row
    kind: str | None = None
    """The kind of area that it is in: title, caption, note; None for text."""
    size: float | None = None
    """Over the page's text, 1 is the same."""
    x_height_px: float | None = None
    stroke: float | None = None
    """Thickness over size, over that of the page's text."""
    mark: str | None = None
    """What it begins with as an item of a list, where more than its text tells: empty for a bullet that wasn't read."""
    mark_x: float | None = None
    """The left edge of such a bullet, px."""
    unread_mark: bool = False
    """Whether something stands before the text that the net took for a space: a bullet."""
    code: int | None = None
    """The number of the stretch of rows in a typewriter's even steps."""
    joins: float | None = None
    """How likely it goes on from the row above it, as the line net sees it."""
    title: tuple[int, int] | None = None
    """(number, level) of the entry in the document's outline that it is, or a part of."""
    says: dict[str, float] = field(default_factory=dict)
    """How likely it is of each of the line net's kinds; empty where the net did not look."""

    @property
    def is_entry(self) -> bool:
        """A row of cells or of a table of contents, which is never joined to its neighbours."""
        boxes = self.place.boxes
        apart = max((b.x0 - a.x1 for a, b in itertools.pairwise(boxes)), default=0.0)
        # A change of type within a line parts its boxes too, but leaves no more than a space between them.
        return apart > ENTRY_GAP * self.place.height or LEADERS.search(self.text) is not None

    @property
    def begins_item(self) -> bool:
        return self.mark is not None or is_item(self.text)

    @property
    def is_bold(self) -> bool:
        return self.stroke is not None and self.stroke >= BOLD


@dataclass(slots=True)
class Paragraph:
    rows: list[TextRow]

    @property
    def members(self) -> list[int]:
        return [at for row in self.rows for at in row.members]

    def joined(self) -> str:
        """Hyphens taken out, rows joined; entries keep their rows."""
        text = ""
        for before, row in zip([None, *self.rows], self.rows, strict=False):
            if before is not None and (before.is_entry or row.is_entry):
                text = f"{text}\n{row.text}"
            else:
                text = joined(text, row.text)
        return text


@dataclass(frozen=True, slots=True)
class Margins:
    """Of the column that rows stand in."""

    leading: float
    left: float
    right: float
    room_px: float | None = None
    """The width of the frame round it, where there is one."""


MAX_LEADING = 3.0
"""Line heights: three is a typewriter's widest spacing."""
MAX_SHIFT = 4.0
"""Line heights: the deepest indents are of three."""
MANY_STEPS = 6
WIDER = 1.08
"""A column may be set so much wider than the page; more is the white between its paragraphs."""


def margins_of(rows: Sequence[TextRow], line_height_px: float, page_leading: float | None = None) -> Margins:
    """`page_leading` helps where paragraphs are of a line each: they would pass for one."""
    places = [row.place for row in rows]
    steps = [
        step
        for above, below in itertools.pairwise(places)
        if (step := below.middle_y - above.middle_y) < MAX_LEADING * max(line_height_px, above.height, below.height)
    ]
    leading = float(np.percentile(steps, 40)) if steps else line_height_px
    if page_leading is not None:
        height = float(np.median([place.height for place in places])) if places else line_height_px
        most = page_leading if len(steps) < MANY_STEPS else WIDER * page_leading * max(1.0, height / line_height_px)
        leading = min(leading, most)
    return Margins(
        leading=leading,
        left=float(np.percentile([p.x0 for p in places], 15, method="lower")) if places else 0.0,
        right=float(np.percentile([p.x1 for p in places], 85, method="higher")) if places else 0.0,
    )


def text_row(row: Row, lines: Sequence[PlacedLine], line_height_px: float) -> TextRow:
    text, right = "", row.x0
    for box in row.boxes:
        piece = lines[box.at].text.strip()
        touching = box.x0 - right < 0.6 * line_height_px and text and piece and is_cjk(text[-1]) and is_cjk(piece[0])
        text = f"{text}{piece}" if touching or not text else f"{text} {piece}"
        right = box.x1
    first = lines[row.boxes[0].at]
    members = [box.at for box in row.boxes]
    mark = None if first.bullet_x is None else ""
    return TextRow(text, members, row, mark=mark, mark_x=first.bullet_x, unread_mark=first.text[:1].isspace())


def split_paragraphs(rows: Sequence[TextRow], margins: Margins, line_height_px: float) -> list[Paragraph]:
    """Rows of one stretch of one column, from top to bottom."""
    paragraphs: list[Paragraph] = []
    for row in rows:
        if not paragraphs or _begins(paragraphs[-1], row, margins, line_height_px):
            paragraphs.append(Paragraph([row]))
        else:
            paragraphs[-1].rows.append(row)
    return paragraphs


def _begins(paragraph: Paragraph, row: TextRow, margins: Margins, line_height_px: float) -> bool:
    above, leading = paragraph.rows[-1], margins.leading
    # Large type stands wider.
    scale = max(1.0, min(above.size or 1.0, row.size or 1.0))
    step = (row.place.middle_y - above.place.middle_y) / scale
    if row.code is not None or above.code is not None:
        return row.code != above.code
    if row.title is not None or above.title is not None:
        return row.title != above.title
    if _shares_no_edge(above, row, line_height_px):
        return True
    if margins.room_px is not None and has_room(above.place, row.place, row.text, margins.room_px):
        return True
    if step > 1.4 * leading and step > leading + 0.3 * line_height_px:
        return True
    if row.mark is not None or (BULLET.match(row.text) and not starts_with_dash(row.text)):
        return True
    entries = row.is_entry or above.is_entry
    if row.joins is not None and not entries:
        if row.joins >= SURE_PAIR:
            return False
        if row.joins <= 1 - SURE_PAIR and not is_in_sentence(above.text, row.text):
            return True
    if (
        step > 1.25 * leading
        and ends_sentence(above.text)
        and above.place.height < 1.2 * line_height_px > row.place.height
    ):
        return True
    if _runs_on(above, row, margins, line_height_px) and (not row.begins_item or _is_number_in_text(paragraph, row)):
        return False
    if row.kind != above.kind or not _same_type(above, row):
        return True
    if row.kind == "title" and NUMBERED_SECTION.match(row.text):
        return True
    if row.is_entry and above.is_entry:
        return False
    if row.is_entry or above.is_entry or (row.begins_item and not starts_with_dash(row.text)):
        return True
    if row.kind == "note":
        return NOTE.match(row.text) is not None
    first = paragraph.rows[0]
    if (
        first.begins_item
        and row.place.x0 < first.place.x0 - 0.5 * line_height_px
        and first.place.x0 > margins.left + line_height_px
    ):
        return True
    # A dash goes on with a sentence as often as it begins an item.
    if starts_with_dash(row.text) and (ends_sentence(above.text) or starts_with_dash(above.text)):
        return True
    left, right = margins.left, margins.right
    indent, indent_above = row.place.x0 - left, above.place.x0 - left
    if indent > 0.8 * line_height_px and indent_above < 0.4 * line_height_px and ends_sentence(above.text):
        return True
    spare = right - above.place.x1
    if row.kind == "title":
        return False
    return spare > 0.45 * (right - left) or (
        spare > max(2.5 * line_height_px, 0.12 * (right - left)) and ends_sentence(above.text)
    )


def is_in_sentence(above: str, below: str) -> bool:
    """Whether a row goes on in small letters where the one above it ended no sentence: then the line net alone parts
    them not."""
    return below[:1].islower() and not ends_sentence(above)


def _shares_no_edge(above: TextRow, row: TextRow, line_height_px: float) -> bool:
    """Whether a row stands so far to one side of the one above that neither their left edges, their middles nor their
    right edges agree, as they do in every way of setting a paragraph: turns of a talk, words of a drawing."""
    left, right = row.place.x0 - above.place.x0, row.place.x1 - above.place.x1
    far = MAX_SHIFT * line_height_px
    return (left > far and right > line_height_px) or (left < -far and right < -line_height_px)


def _is_number_in_text(paragraph: Paragraph, row: TextRow) -> bool:
    """`(see 2.` and `3. below`: the line begins like an item, but no item came before it, and the first it isn't."""
    label = item_mark(row.text).strip(" ()[].、）（")
    return (
        label.isdecimal()
        and label != "1"
        and not paragraph.rows[0].begins_item
        and row.place.x0 < (paragraph.rows[-1].place.x0 + 0.5 * row.place.height)
    )


def _runs_on(above: TextRow, row: TextRow, margins: Margins, line_height_px: float) -> bool:
    """Whether a full line that ends in the middle of a sentence goes on in this one: links and names in other type make
    neighbours measure differently."""
    if row.is_entry or above.is_entry or row.mark is not None or ends_sentence(above.text):
        return False
    if "note" in (row.kind, above.kind) or above.size is None or row.size is None:
        return False
    full = margins.right - above.place.x1 < 0.12 * (margins.right - margins.left)
    close = row.place.middle_y - above.place.middle_y < 1.2 * margins.leading
    sizes = row.size / above.size
    return full and close and 1 / MIXED_SIZE < sizes < MIXED_SIZE


def _same_type(above: TextRow, row: TextRow) -> bool:
    if row.kind is None and len(row.text) < SHORT and not row.is_bold:
        # The last word of a paragraph is too little to measure.
        return True
    if above.size is None or row.size is None:
        return 1 / SAME_BOX < row.place.height / above.place.height < SAME_BOX
    if above.stroke is not None and row.stroke is not None and above.is_bold != row.is_bold:
        # Bold by a hair is no change of type.
        apart = row.stroke / above.stroke
        if not 1 / BOLD < apart < BOLD:
            return False
    # Headings one over the other differ by little; a heading's own rows are of one size.
    most = SAME_SIZE if row.kind == above.kind == "title" else SAME_SIZE * 1.06
    return 1 / most < row.size / above.size < most


def goes_on(before: Sequence[TextRow], after: Sequence[TextRow], line_height_px: float) -> bool:
    """Whether a paragraph runs on from the foot of one column to the head of the next."""
    last, first = before[-1], after[0]
    if last.is_entry or first.is_entry or ends_sentence(last.text) or first.begins_item:
        return False
    if last.kind != first.kind or last.code != first.code or not _same_type(last, first):
        return False
    width_before = max(r.place.x1 for r in before) - min(r.place.x0 for r in before)
    width_after = max(r.place.x1 for r in after) - min(r.place.x0 for r in after)
    if not 0.75 < width_after / max(width_before, 1e-6) < 1.33:
        return False
    full = max(r.place.x1 for r in before) - last.place.x1 < 3 * line_height_px
    head = first.text.lstrip()[:1]
    # Where sizes and areas are known, a heading would not be of the same type.
    known = first.size is not None and first.kind is None
    return full and (known or head.islower() or (bool(head) and is_cjk(head)) or last.text[-1:] in "-‐,，、")


def usual(values: Sequence[float | None], weights: Sequence[int]) -> float | None:
    """The median of what is known, each as often as it has characters."""
    known = [(v, w) for v, w in zip(values, weights, strict=True) if v is not None and w > 0]
    if not known:
        return None
    ordered = sorted(known)
    half, seen = sum(w for _, w in ordered) / 2, 0
    for value, weight in ordered:
        seen += weight
        if seen >= half:
            return value
    return median(v for v, _ in ordered)
