"""Numbers beside lines are set apart, and those of items and verses are not."""

from __future__ import annotations

from inkleaf_sidecar.reading import PlacedLine
from inkleaf_sidecar.reading.conftest import kinds, line, read

TEXT = [
    "The witness said that she had",
    "seen the ferry leave the quay at",
    "ten past six. She was sure of",
    "the hour,",
]
TEXT += ["because the bells had just rung", "and nobody else stood on the", "pier, except a boy with", "a bicycle."]


def numbered(texts: list[str], every: int = 1, first: int = 1, x0: float = 60) -> list[PlacedLine]:
    rows = [line(text, 130, 100 + 45 * n, 700) for n, text in enumerate(texts)]
    return rows + [
        line(str(first + n), x0, 100 + 45 * n, x0 + 25) for n in range(len(texts)) if (first + n) % every == 0
    ]


def test_numbers_of_the_lines_of_a_text_are_set_apart() -> None:
    blocks = read(numbered(TEXT))
    assert kinds(blocks) == ["text", "line_number"]
    assert blocks[1].text.split() == [str(n) for n in range(1, 9)]
    assert blocks[0].text.startswith("The witness said that she had seen the ferry")


def test_every_fifth_line_may_have_its_number_and_at_the_right() -> None:
    blocks = read(numbered(TEXT * 4, every=5, first=200, x0=760))
    assert kinds(blocks)[-1] == "line_number"
    assert blocks[-1].text.split() == ["200", "205", "210", "215", "220", "225", "230"]


def test_numbers_of_items_are_not() -> None:
    assert "line_number" not in kinds(read(numbered([f"Lemons from the island, box {n}." for n in range(8)])))


def test_numbers_that_do_not_grow_with_the_rows_are_not() -> None:
    rows = numbered(TEXT)
    rows[-3] = line("70", 60, rows[-3].quad[0, 1], 85)
    assert "line_number" not in kinds(read(rows))
