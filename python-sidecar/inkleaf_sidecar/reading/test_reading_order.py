"""Reading order on boxes as detection gives them: no net is needed to say where a line stands."""

from __future__ import annotations

import numpy as np
import pytest

from inkleaf_sidecar.cancel import cancelled_when
from inkleaf_sidecar.errors import Cancelled
from inkleaf_sidecar.reading import reading_order

LINE = 20.0
STEP = 30.0


def box(x0: float, y0: float, width: float, height: float = LINE) -> np.ndarray:
    return np.array([[x0, y0], [x0 + width, y0], [x0 + width, y0 + height], [x0, y0 + height]], np.float32)


def column(x0: float, y0: float, lines: int, width: float, step: float = STEP) -> list[np.ndarray]:
    """Justified lines; the last is short, as at the end of a paragraph."""
    return [box(x0, y0 + n * step, width if n < lines - 1 else width * 0.6) for n in range(lines)]


def read(boxes: list[np.ndarray], seed: int = 0) -> list[int]:
    """The order in which `boxes`, given in the right one and shuffled, are read."""
    shuffled = np.random.default_rng(seed).permutation(len(boxes))
    sequence = reading_order(np.stack([boxes[at] for at in shuffled])).sequence
    return [int(shuffled[at]) for at in sequence]


def turned(boxes: list[np.ndarray], degrees: float) -> list[np.ndarray]:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32)
    return [b @ turn for b in boxes]


TWO = column(100, 100, 20, 400) + column(540, 100, 20, 400)
THREE = column(60, 100, 25, 270) + column(365, 100, 25, 270) + column(670, 100, 25, 270)
MIXED = [
    box(200, 40, 600, 34),
    *column(100, 100, 12, 400),
    *column(540, 100, 12, 400),
    box(100, 490, 840),
    *column(100, 540, 12, 400),
    *column(540, 540, 12, 400),
    box(500, 960, 40),
]
SHORT_HEADING = [
    *column(100, 100, 12, 400),
    *column(540, 100, 12, 400),
    box(100, 490, 300, 26),
    *column(100, 546, 12, 400),
    *column(540, 546, 12, 400),
]
UNEVEN = column(100, 100, 30, 400) + column(540, 100, 11, 400)
HEAD_APART = [box(100, 30, 160), box(880, 30, 60), *TWO]
NARROW_GUTTER = column(100, 100, 20, 410) + column(525, 100, 20, 410)
BESIDE_A_FIGURE = column(540, 100, 10, 400) + column(100, 420, 12, 400) + column(540, 420, 12, 400)


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param(column(100, 100, 30, 800), id="one column"),
        pytest.param(TWO, id="two columns on the same lines"),
        pytest.param(column(100, 100, 20, 400) + column(540, 113, 20, 400), id="two columns on other lines"),
        pytest.param(THREE, id="three columns"),
        pytest.param(MIXED, id="head, two columns, heading across, two columns, foot"),
        pytest.param(UNEVEN, id="a short last column"),
        pytest.param(HEAD_APART, id="a running head at either edge"),
        pytest.param(NARROW_GUTTER, id="a narrow gutter"),
        pytest.param(SHORT_HEADING, id="a heading across that is too short to reach the gutter"),
        pytest.param(turned(TWO, 2.0), id="two columns scanned askew"),
        pytest.param(turned(MIXED, -1.5), id="a mixed page scanned askew"),
    ],
)
def test_lines_are_read_in_order(boxes: list[np.ndarray]) -> None:
    for seed in range(3):
        assert read(boxes, seed) == list(range(len(boxes)))


def test_a_contents_page_is_read_row_by_row() -> None:
    titles = [300, 420, 250, 500, 380, 200, 450, 330]
    rows = [[box(100, 100 + n * STEP, w), box(900, 100 + n * STEP, 24)] for n, w in enumerate(titles)]
    assert read([b for row in rows for b in row]) == list(range(2 * len(titles)))


def test_a_table_of_short_cells_is_read_row_by_row() -> None:
    rows = [[box(100 + 200 * c, 100 + n * STEP, 60 + 17 * ((n + c) % 4)) for c in range(4)] for n in range(8)]
    assert read([b for row in rows for b in row]) == list(range(32))


def test_cells_of_several_lines_stay_together() -> None:
    cells = []
    for n in range(5):
        y = 100 + n * 110
        cells += column(100, y, 3, 300) + column(450, y, 3, 400)
    sequence = read(cells)
    assert sequence.index(5) < sequence.index(6), "the first row's right cell comes before the second row"


def test_paragraphs_that_part_at_the_same_heights_are_still_columns() -> None:
    stretches = [(100, 14), (560, 11), (930, 15)]
    left = [b for y, n in stretches for b in column(100, y, n, 400)]
    right = [b for y, n in stretches for b in column(540, y, n, 400)]
    assert read(left + right) == list(range(80))


def test_vertical_writing_runs_from_right_to_left() -> None:
    columns = [box(900 - n * 50, 100, 24, 700) for n in range(12)]
    assert read(columns) == list(range(12))


def test_the_two_pages_of_a_spread_may_lean_to_different_sides() -> None:
    left = turned(column(100, 100, 20, 400) + column(540, 100, 20, 400), 0.8)
    right = [b + np.array([1100, 0], np.float32) for b in turned(TWO, -0.8)]
    assert read(left + right) == list(range(80))


def test_every_line_is_there_once_whatever_the_page_looks_like() -> None:
    random = np.random.default_rng(7)
    for count in (0, 1, 2, 3, 50, 400):
        boxes = [box(x, y, 1 + w * 0.4, 1 + h * 0.06) for x, y, w, h in random.random((count, 4)) * 1000]
        quads = np.stack(boxes) if boxes else np.zeros((0, 4, 2), np.float32)
        assert sorted(reading_order(quads).sequence) == list(range(count))


def test_a_line_across_two_columns_is_named_as_a_bridge() -> None:
    boxes = [box(100, 70, 840), *TWO]
    bridges = reading_order(np.stack(boxes)).bridges
    assert [at for at, _ in bridges] == [0]
    assert bridges[0][1] == pytest.approx((520 - 100) / 840, abs=0.03)


def test_it_ends_soon_after_nobody_waits_any_more() -> None:
    """Five hundred boxes in two columns; whoever asked has hung up."""
    quads = [
        np.array([[x, 20 * n], [x + 300, 20 * n], [x + 300, 20 * n + 14], [x, 20 * n + 14]], np.float32)
        for n in range(250)
        for x in (0, 400)
    ]
    with cancelled_when(lambda: True), pytest.raises(Cancelled):
        reading_order(quads)


def test_turns_of_a_talk_at_the_left_and_the_right_are_read_from_top_to_bottom() -> None:
    turns = [box(60 if n % 2 else 560, 100 + 60 * n, 380) for n in range(30)]
    assert read(turns) == list(range(30))


def test_a_line_up_the_edge_of_a_page_belongs_to_no_row_of_it() -> None:
    edge = np.array([[20, 200], [44, 200], [44, 700], [20, 700]], np.float32)
    assert read([*column(100, 100, 20, 700), edge]) == list(range(21))


def test_a_head_beside_its_text_is_read_before_it() -> None:
    page = []
    for n, rows in enumerate([3, 4, 3, 3]):
        top = 100 + 180 * n
        page += [box(80, top, 140), box(80, top + STEP, 90), *column(280, top, rows, 520)]
    assert read(page) == list(range(len(page)))


def test_labels_of_one_row_are_read_with_the_row_beside_them() -> None:
    page = []
    for n in range(6):
        page += [box(80, 100 + 50 * n, 60 + 25 * n), box(280, 100 + 50 * n, 300 + 60 * (n % 3))]
    assert read(page) == list(range(len(page)))
