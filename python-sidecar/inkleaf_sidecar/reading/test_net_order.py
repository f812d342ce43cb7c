"""Cuts of a page, with a net that is sure of one order."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from .geometry import Box
from .net_order import net_order


def sure_of(count: int) -> npt.NDArray[np.float32]:
    """The boxes come in the order in which they are given."""
    return np.triu(np.full((count, count), 0.9, np.float32), 1) + np.tril(np.full((count, count), 0.1, np.float32), -1)


def apart(count: int) -> npt.NDArray[np.float32]:
    return np.zeros((count, count), np.float32)


def box(at: int, x0: float, y0: float, x1: float) -> Box:
    return Box(at, x0, y0, x1, y0 + 10)


def columns(first: int, top: float, rows: int) -> list[Box]:
    left = [box(first + n, 0, top + 15 * n, 90) for n in range(rows)]
    return left + [box(first + rows + n, 100, top + 15 * n, 190) for n in range(rows)]


def test_two_columns_are_read_one_after_the_other() -> None:
    boxes = columns(0, 0, 4)
    regions = net_order(boxes, sure_of(8), apart(8), 10)
    assert [[b.at for b in region] for region in regions] == [[0, 1, 2, 3], [4, 5, 6, 7]]


def test_the_same_places_are_read_row_by_row_where_the_net_says_so() -> None:
    boxes = columns(0, 0, 2)
    rows = [boxes[0], boxes[2], boxes[1], boxes[3]]
    regions = net_order(rows, sure_of(4), apart(4), 10)
    assert [[b.at for b in region] for region in regions] == [[0, 2, 1, 3]]


def test_a_heading_over_columns_is_read_before_them_and_what_is_below_after_them() -> None:
    boxes = [box(0, 20, 0, 170), *columns(1, 20, 3), box(7, 0, 80, 190)]
    regions = net_order(boxes, sure_of(8), apart(8), 10)
    assert [[b.at for b in region] for region in regions] == [[0, 1, 2, 3], [4, 5, 6], [7]]


def test_boxes_that_no_white_parts_stay_together() -> None:
    boxes = [Box(0, 0, 0, 100, 30), Box(1, 50, 10, 150, 40), Box(2, 20, 25, 80, 60)]
    assert [[b.at for b in region] for region in net_order(boxes, sure_of(3), 1 - apart(3), 10)] == [[0, 1, 2]]
