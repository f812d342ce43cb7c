"""What the line net says of a region's rows."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .code import SYNTAX
from .geometry import PlacedLine
from .line_net import KINDS, LinesSeen
from .paragraphs import EVEN_ODDS, TextRow

SURE_CODE = 0.75
"""From which its word is taken: from 0.6 to 0.85 the pages of the dev split come out nearly alike."""
FIRST_OF_NET = 10_000
"""Numbers of its stretches, after all others."""


def told_by_net(rows: Sequence[TextRow], lines: Sequence[PlacedLine], seen: LinesSeen) -> None:
    """Sets `joins` and `says` of a region's rows, from top to bottom."""
    above: TextRow | None = None
    for row in rows:
        row.joins = 0.0 if above is None else seen.joined(above.members, row.members)
        above = row
        weights = [max(len(lines[line].text), 1) for line in row.members]
        mean = np.average(seen.kinds[row.members], axis=0, weights=weights)
        row.says = dict(zip(KINDS, map(float, mean), strict=True))


def code_by_net(rows: Sequence[TextRow], lines: Sequence[PlacedLine]) -> None:
    """Sets `code` of rows that the net is sure are code, and takes it from those that it is sure are not. A font that
    is known to be of no fixed pitch sets none."""
    for at, row in enumerate(rows):
        if any(lines[line].fixed_pitch is False for line in row.members):
            continue
        if row.says["code"] <= 1 - SURE_CODE and row.says["text"] + row.says["list_item"] >= SURE_CODE:
            row.code = None
        elif row.says["code"] >= SURE_CODE and row.code is None:
            above = rows[at - 1] if at else None
            on = above is not None and above.code is not None and (row.joins or 0.0) >= EVEN_ODDS
            row.code = above.code if above is not None and on else FIRST_OF_NET + at
    for at, row in enumerate(rows):
        around = [one.code for one in (*rows[max(at - 1, 0) : at], *rows[at + 1 : at + 2])]
        if row.code is not None and row.code >= FIRST_OF_NET and row.code not in around and _is_a_word(row.text):
            row.code = None


def _is_a_word(text: str) -> bool:
    """A single word has no steps to be known by: an address at a paragraph's end is no code for being alone."""
    return " " not in text.strip() and SYNTAX.search(text) is None
