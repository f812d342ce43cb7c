"""Reading order where the line net has seen the lines: of the cuts that the white of a page allows (an XY-cut, Nagy and
Seth 1984), each time the one whose sides the net is surest to come one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..cancel import check_cancelled
from .geometry import Box
from .paragraphs import EVEN_ODDS
from .rows import Row, group_rows

Float = npt.NDArray[np.float32]

SLACK = 0.25
"""Line heights by which boxes may reach into each other at a cut: detection's margin."""
BALANCE = 0.01
"""Of a probability, that equal halves are better than one line and the rest: it keeps the tree low."""
SURE = 0.9
"""A cut whose sides come in this order with less likelihood is none."""
NEAR = 3.0
"""Line heights between lines of one block."""
SAME_EDGE = 4.0
"""Line heights between the left edges of stretches of one column: an indent is no more."""
DOUBT = 0.02
"""What cutting columns apart must be better by than cutting between rows, which parts no paragraph."""


@dataclass(slots=True)
class _Node:
    members: list[int]
    parts: list[_Node]
    columns: bool
    """Whether columns are cut apart anywhere in it."""


def net_order(boxes: Sequence[Box], before: Float, together: Float, line_height_px: float) -> list[list[Box]]:
    """Columns and full-width stretches in reading order. `before` and `together` are (boxes, boxes): how likely the
    first comes before the second, and how likely they are of one block."""
    if not boxes:
        return []
    cutter = _Cutter(boxes, before, together, line_height_px)
    regions: list[list[int]] = []
    for members in _regions(cutter.cut(list(range(len(boxes))))):
        if regions and cutter.goes_on(regions[-1], members):
            regions[-1] += members
        else:
            regions.append(list(members))
    return [[boxes[at] for at in members] for members in regions]


def likelihood(regions: Sequence[Sequence[Row]], before: Float) -> float:
    """The mean probability, over all pairs of boxes, that the first comes before the second in this order."""
    sequence = [box.at for region in regions for row in region for box in row.boxes]
    if len(sequence) < 2:
        return 1.0
    return float(before[np.ix_(sequence, sequence)][np.triu_indices(len(sequence), 1)].mean())


def _regions(node: _Node) -> list[list[int]]:
    if not node.columns:
        return [node.members]
    return [region for part in node.parts for region in _regions(part)]


class _Cutter:
    def __init__(self, boxes: Sequence[Box], before: Float, together: Float, line_height_px: float) -> None:
        self._boxes = boxes
        self._before = before
        self._together = together
        self._unit = line_height_px

    def cut(self, members: list[int]) -> _Node:
        check_cancelled()
        if len(members) < 2 or len(group_rows([self._boxes[at] for at in members])) == 1:
            return _Node(members, [], False)
        best = max(self._cuts(members), key=lambda cut: cut[0], default=None)
        if best is None or best[0] < SURE:
            return self._in_clusters(members)
        _, across, sequence, place = best
        parts = [self.cut(part) for part in (sequence[:place], sequence[place:])]
        left, right = parts
        # Pieces of the same rows of code are no columns.
        columns = across and float(self._together[np.ix_(left.members, right.members)].mean()) < EVEN_ODDS
        return _Node(members, parts, columns or any(part.columns for part in parts))

    def _cuts(self, members: list[int]) -> Iterator[tuple[float, bool, list[int], int]]:
        """(how good, whether between columns, the members in the order of their edges, how many of them are before)."""
        slack = SLACK * self._unit
        for across in (False, True):
            ends = [(box.x0, box.x1) if across else (box.y0, box.y1) for box in (self._boxes[at] for at in members)]
            low = np.array([end[0] for end in ends]) + slack
            high = np.maximum(np.array([end[1] for end in ends]) - slack, low)
            order = np.argsort(low, kind="stable")
            reach = np.maximum.accumulate(high[order])
            sequence = [members[n] for n in order]
            sums = self._before[np.ix_(sequence, sequence)].cumsum(0).cumsum(1)
            many = len(sequence)
            for place in map(int, np.flatnonzero(low[order][1:] >= reach[:-1]) + 1):
                total = float(sums[place - 1, -1] - sums[place - 1, place - 1])
                score = total / (place * (many - place)) + BALANCE * min(place, many - place) / many
                yield score - DOUBT * across, across, sequence, place

    def _in_clusters(self, members: list[int]) -> _Node:
        """Where no white parts them well: lines that stand below each other and are of one block, by who comes before
        most others."""
        clusters = self._clusters(members)
        if len(clusters) == 1:
            return _Node(members, [], False)
        chances = np.array([[self._before[np.ix_(a, b)].mean() for b in clusters] for a in clusters])
        np.fill_diagonal(chances, 0)
        ordered = [clusters[n] for n in np.argsort(-chances.sum(axis=1), kind="stable")]
        columns: list[list[int]] = []
        for cluster in ordered:
            if columns and self.goes_on(columns[-1], cluster):
                columns[-1] += cluster
            else:
                columns.append(list(cluster))
        return _Node(members, [_Node(column, [], False) for column in columns], True)

    def _clusters(self, members: list[int]) -> list[list[int]]:
        left, clusters = set(members), []
        while left:
            some, reached = [], [left.pop()]
            while reached:
                at = reached.pop()
                some.append(at)
                near = {n for n in left if self._together[at, n] >= EVEN_ODDS and self._touches(at, n)}
                left -= near
                reached += near
            clusters.append(sorted(some))
        return clusters

    def _touches(self, one: int, other: int) -> bool:
        a, b = self._boxes[one], self._boxes[other]
        beside = min(a.x1, b.x1) > max(a.x0, b.x0)
        return beside and max(a.y0, b.y0) - min(a.y1, b.y1) < NEAR * self._unit

    def goes_on(self, above: list[int], below: list[int]) -> bool:
        """Whether a stretch stands below another in the same column."""
        a, b = [self._boxes[at] for at in above], [self._boxes[at] for at in below]
        lower = min(box.y0 for box in b) > max(box.y1 for box in a) - 2 * SLACK * self._unit
        edges = abs(min(box.x0 for box in a) - min(box.x0 for box in b))
        return lower and edges < SAME_EDGE * self._unit
