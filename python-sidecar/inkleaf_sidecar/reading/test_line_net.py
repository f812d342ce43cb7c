"""The line net on pages of a known number of lines."""

from __future__ import annotations

import numpy as np

from .conftest import line
from .geometry import PlacedLine
from .line_net import KINDS, MOST_LINES, see_lines
from .look import Look
from .seen_page import SeenPage


def page_of(count: int) -> SeenPage:
    lines: list[PlacedLine] = [
        line(f"line {n} of a text that goes on and on", 100, 100 + 40 * n, 900) for n in range(count)
    ]
    return SeenPage(lines, np.stack([one.quad for one in lines]), Look(1000, 40 * count + 200))


def test_every_line_has_a_kind_and_every_pair_an_order() -> None:
    seen = see_lines(page_of(20))
    assert np.allclose(seen.kinds.sum(axis=1), 1, atol=1e-4)
    assert seen.kinds.shape == (20, len(KINDS))
    before, together = seen.of_groups([[n] for n in range(20)])
    assert np.allclose(before + before.T, 1, atol=1e-4)
    assert np.allclose(together, together.T, atol=1e-4)
    assert before[np.triu_indices(20, 1)].min() > 0.5


def test_a_page_of_more_lines_than_see_each_other_is_looked_at_in_stretches() -> None:
    count = MOST_LINES + 100
    seen = see_lines(page_of(count))
    assert not seen.is_whole
    assert np.allclose(seen.kinds.sum(axis=1), 1, atol=1e-4)
    assert seen.joined([count - 2], [count - 1]) > 0.5
    assert seen.joined([0], [count - 1]) == 0.0
