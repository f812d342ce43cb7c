"""Which lines of a table without rulings are of one row."""

from __future__ import annotations

from .geometry import Box
from .table_rows import by_bands, pieces_of, row_groups

XS = [100.0, 300.0, 700.0]


def rows_of(*lines: tuple[float, float, str], bands: list[float] | None = None) -> list[str]:
    """Of lines of (left edge, height of the middle, text); characters are 10 px wide, lines 20 px high."""
    boxes = [Box(n, x, y - 10, x + 10 * len(text), y + 10) for n, (x, y, text) in enumerate(lines)]
    pieces = [
        piece for box, (_, _, text) in zip(boxes, lines, strict=True) for piece in pieces_of(box, text, None, XS, 8)
    ]
    groups = by_bands(pieces, bands or []) or row_groups(pieces, 2)
    return [" ".join(piece.text for piece in sorted(group, key=lambda p: (p.first, p.box.y0))) for group in groups]


def test_lines_of_a_cell_stand_closer_than_rows() -> None:
    assert rows_of(
        (100, 100, "first"),
        (300, 100, "a sentence that goes on in"),
        (300, 124, "a second line"),
        (100, 160, "second"),
        (300, 160, "another of these that has more"),
        (300, 184, "words"),
    ) == ["first a sentence that goes on in a second line", "second another of these that has more words"]


def test_a_low_cell_may_stand_in_the_middle_beside_a_high_one() -> None:
    wrapped = [
        "a sentence that goes on and on",
        "in a second line that is as long",
        "as a third which is not",
        "the last",
    ]
    given = [(300.0, 100.0 + 24 * n, text) for n, text in enumerate(wrapped)]
    more = [(x, y + 130, text) for x, y, text in given]
    assert rows_of((100, 136, "first"), *given, (100, 266, "second"), *more) == [
        f"{name} {' '.join(wrapped)}" for name in ("first", "second")
    ]


def test_rows_at_equal_steps_stay_apart() -> None:
    given = [line for n in range(5) for line in ((100.0, 100.0 + 24 * n, f"name {n}"), (300.0, 100.0 + 24 * n, "12"))]
    assert rows_of(*given) == [f"name {n} 12" for n in range(5)]


def test_at_equal_steps_a_line_with_nothing_in_the_first_column_goes_on() -> None:
    assert rows_of(
        (100, 100, "first"),
        (300, 100, "a sentence that goes on in"),
        (300, 124, "a second line"),
        (100, 148, "second"),
        (300, 148, "short"),
        (100, 172, "third"),
        (300, 172, "short"),
    ) == ["first a sentence that goes on in a second line", "second short", "third short"]


def test_rulings_across_part_rows_whatever_the_steps_are() -> None:
    given = [
        (100.0, 100.0, "dry-"),
        (100.0, 124.0, "run"),
        (300.0, 112.0, "tells"),
        (100.0, 150.0, "wet"),
        (300.0, 150.0, "does"),
    ]
    assert rows_of(*given, (100, 180, "all"), (300, 180, "both"), bands=[136, 165, 195]) == [
        "dry- run tells",
        "wet does",
        "all both",
    ]


def test_lines_over_each_other_do_no_harm() -> None:
    given = [(100.0, 100.0, "first"), (100.0, 100.0, "twice"), (300.0, 100.0, "one"), (300.0, 100.0, "two")]
    assert len(rows_of(*given, (100, 150, "second"), (300, 150, "three"))) == 2
