"""How the blocks of a page that was taken apart compare with what the page is. For tests and training only."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .geometry import PlacedLine
from .part import Part

SAME = 0.8
"""Of a block's characters, as in the benches."""
OF_TRUTH = {
    "paragraph": "text",
    "caption": "text",
    "footnote": "text",
    "running_head": "furniture",
    "page_number": "furniture",
}
OF_PART = {
    "caption": "text",
    "footnote": "text",
    "header": "furniture",
    "footer": "furniture",
    "page_number": "furniture",
    "line_number": "furniture",
}
"""As Markdown has them."""


@dataclass
class BlockScore:
    right: Counter[str] = field(default_factory=Counter)
    got: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    steps: int = 0
    """From one line to the next."""
    wrong_steps: int = 0
    """To another line than the one that follows."""

    def add(self, other: BlockScore) -> None:
        self.right += other.right
        self.got += other.got
        self.wanted += other.wanted
        self.steps += other.steps
        self.wrong_steps += other.wrong_steps

    def f1(self, kind: str) -> float:
        return 2 * self.right[kind] / max(1, self.got[kind] + self.wanted[kind])

    @property
    def out_of_order(self) -> float:
        return self.wrong_steps / max(1, self.steps)


def block_score(
    parts: Sequence[Part],
    lines: Sequence[PlacedLine],
    kinds: Sequence[str | None],
    blocks: Sequence[int],
    order: Sequence[int],
) -> BlockScore:
    """Of each line its true kind, its block's place in the order of reading (-1 where none is known), and its own place
    in the order of the content. A term may be a heading or a paragraph."""
    score = BlockScore()
    truth: dict[int, list[int]] = defaultdict(list)
    for at, block in enumerate(blocks):
        if block >= 0:
            truth[block].append(at)
    weight = [max(len(line.text.replace(" ", "")), 1) for line in lines]
    part_of = {at: n for n, part in enumerate(parts) for at in part.members}
    spared: set[int] = set()
    for own in truth.values():
        raw = kinds[own[0]] or ""
        kind = OF_TRUTH.get(raw, raw)
        if kind != "term":
            score.wanted[kind] += 1
        shares: Counter[int] = Counter()
        for at in own:
            shares[part_of[at]] += weight[at]
        number, shared = shares.most_common(1)[0]
        part = parts[number]
        whole = {*own, *(at for at in part.members if kinds[at] is not None)}
        if shared < SAME * sum(weight[at] for at in whole):
            continue
        if kind == "term":
            spared.add(number)
        elif OF_PART.get(part.kind, part.kind) == kind:
            score.right[kind] += 1
    for number, part in enumerate(parts):
        # What the truth doesn't know can't be wrong.
        if number not in spared and any(blocks[at] >= 0 for at in part.members):
            score.got[OF_PART.get(part.kind, part.kind)] += 1
    placed = sorted((at for at, block in enumerate(blocks) if block >= 0), key=lambda at: (blocks[at], order[at]))
    rank = {at: n for n, at in enumerate(placed)}
    came = [rank[at] for part in parts for at in part.members if at in rank]
    score.steps = max(len(came) - 1, 0)
    score.wrong_steps = sum(b != a + 1 for a, b in itertools.pairwise(came))
    return score
