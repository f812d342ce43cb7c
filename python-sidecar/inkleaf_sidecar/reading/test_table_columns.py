"""Where the columns of a table without rulings are."""

from __future__ import annotations

from .geometry import Box
from .rows import group_rows
from .table_columns import column_edges

CHARACTER, HEIGHT = 10.0, 20.0


def edges_of(*rows: list[tuple[float, str]], sure: bool = True) -> list[int]:
    """Of rows of (left edge in px, text), each a line of its own; characters are 10 px wide."""
    boxes: list[Box] = []
    texts: list[str] = []
    words: list[list[list[float]] | None] = []
    for n, row in enumerate(rows):
        for x0, text in row:
            boxes.append(Box(len(boxes), x0, 30.0 * n, x0 + CHARACTER * len(text), 30.0 * n + HEIGHT))
            texts.append(text)
            places: list[list[float]] = []
            at = 0
            for word in text.split():
                at = text.index(word, at)
                places.append([at / len(text), (at + len(word)) / len(text)])
                at += len(word)
            words.append(places)
    return [round(x) for x in column_edges(group_rows(boxes), HEIGHT, texts, words, sure=sure)]


def right_aligned(first: str, second: str) -> list[tuple[float, str]]:
    return [(200 - CHARACTER * len(first), f"{first} {second}")]


MEMBERS = [
    right_aligned("void", "close (now)"),
    right_aligned("gboolean", "is it open ()"),
    right_aligned("int", "how many ()"),
    right_aligned("gchar *", "name of it"),
]


def test_columns_stand_a_space_apart_where_it_is_sure_that_they_are_a_table() -> None:
    assert edges_of(*MEMBERS) == [120, 205, 340]
    assert len(edges_of(*MEMBERS, sure=False)) == 2


def test_lines_that_all_begin_with_the_same_word_are_no_columns() -> None:
    names = ["grid", "polar coordinates", "units", "cursor"]
    assert len(edges_of(*([(100.0, f"Toggle {name}")] for name in names))) == 2


def test_they_are_where_cells_go_on_below_with_nothing_before_them() -> None:
    lines = ["Toggle the grid of", "Toggle polar or other", "Toggle units of", "Toggle the cursor"]
    more = [[(170.0, "the page")], [(170.0, "coordinates")], [(170.0, "length")]]
    rows = [row for line, further in zip(lines, [*more, []], strict=True) for row in ([(100.0, line)], further) if row]
    assert edges_of(*rows) == [100, 165, 310]


def test_a_word_of_a_head_that_reaches_over_the_white_makes_no_column() -> None:
    rows = [[(100.0, name), (400.0, number)] for name, number in (("one", "11"), ("two", "22"), ("three", "33"))]
    head = [(100.0, "name of the thing"), (400.0, "how many")]
    assert edges_of(head, *rows, *rows) == [100, 335, 480]


def test_a_cell_may_lie_across_two_columns() -> None:
    rows = [[(100.0, "north"), (300.0, "12"), (500.0, "well")] for _ in range(5)]
    assert len(edges_of([(100.0, "a title over the first two of them")], *rows)) == 4
