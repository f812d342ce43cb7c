"""Grounds of their own: what stands on one is read together."""

from __future__ import annotations

from collections.abc import Sequence

from inkleaf_sidecar.reading import Look, assemble
from inkleaf_sidecar.reading.conftest import FULL, PAGE, line, paragraph
from inkleaf_sidecar.reading.geometry import PlacedLine

Edges = tuple[float, float, float, float]


def texts(lines: list[PlacedLine], fills: Sequence[Edges]) -> list[str]:
    return [block.text for block in assemble(lines, PAGE, 0, Look(*PAGE, fills=list(fills)))[1]]


def test_cards_are_read_one_by_one_and_row_by_row() -> None:
    lines, fills = [], []
    for row in range(2):
        for column in range(3):
            x, y = 60 + 300 * column, 100 + 260 * row
            fills.append((x, y, x + 270, y + 220))
            for at, part in enumerate(("name", "trade", "place")):
                lines.append(line(f"{part} {row}{column}", x + 90, y + 60 + 50 * at, x + 170))
    assert texts(lines, fills) == [
        f"{part} {row}{column}" for row in range(2) for column in range(3) for part in ("name", "trade", "place")
    ]


def test_a_sidebar_is_read_apart_from_the_text_beside_it() -> None:
    text = [line(FULL, 60, 100 + 40 * n, 560) for n in range(12)]
    aside = [line(f"note {n} of the aside goes on", 640, 195 + 47 * n, 920) for n in range(4)]
    found = texts([*text, *aside], [(620, 180, 940, 400)])
    assert [block for block in found if "note" in block] == [" ".join(one.text for one in aside)]


def test_a_row_of_a_table_on_a_stripe_is_no_frame() -> None:
    rows = [
        [line(f"{name} {n}", x, 100 + 50 * n, x + 120) for name, x in (("a", 100), ("b", 400), ("c", 700))]
        for n in range(6)
    ]
    cells = [cell for row in rows for cell in row]
    stripes = [(80.0, 95.0 + 50 * n, 900.0, 135.0 + 50 * n) for n in range(0, 6, 2)]
    assert texts(cells, stripes) == texts(cells, [])


def test_a_ground_below_other_text_changes_nothing() -> None:
    lines = [*paragraph(100), *paragraph(400)]
    assert texts(lines, [(80, 380, 920, 580)]) == texts(lines, [])


def test_a_line_on_two_grounds_is_read_once() -> None:
    text = [line(FULL, 60, 100 + 40 * n, 560) for n in range(6)]
    aside = [line(f"note {n} of the aside", 640, 115 + 47 * n, 900) for n in range(4)]
    found = texts([*text, *aside], [(620, 90, 940, 320), (622, 92, 942, 322)])
    assert " ".join(found).count("note 0") == 1
