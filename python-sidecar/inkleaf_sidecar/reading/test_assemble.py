"""Lines become paragraphs, text and Markdown."""

from __future__ import annotations

import numpy as np
import pytest

from inkleaf_sidecar.reading import Look, PlacedLine, assemble, unsupported_script

PAGE = (1000, 1400)


def lines(*rows: tuple[str, float, float, float]) -> list[PlacedLine]:
    """(text, x0, y0, x1) of lines 20 px high."""
    return [
        PlacedLine(text, np.array([[x0, y], [x1, y], [x1, y + 20], [x0, y + 20]], np.float32), 0.9)
        for text, x0, y, x1 in rows
    ]


def full(*texts: str, y: float = 100) -> list[PlacedLine]:
    return lines(*((text, 100, y + 30 * n, 900) for n, text in enumerate(texts)))


def blocks(given: list[PlacedLine]) -> list[str]:
    return [block.text for block in assemble(given, PAGE, 0)[1]]


def test_text_keeps_lines_without_structure_and_joins_them_with_it() -> None:
    given = full("The quick brown fox", "jumps over the lazy dog.")
    assert assemble(given, PAGE, 0)[0] == "The quick brown fox\njumps over the lazy dog."
    assert assemble(given, PAGE, 0, Look(*PAGE))[0] == "The quick brown fox jumps over the lazy dog."


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        (("an experi-", "ment"), "an experiment"),
        (("the Mid-", "West"), "the Mid-West"),
        (("Vor-", "und Nachteile"), "Vor- und Nachteile"),
        (("COVID-19-", "bedingt"), "COVID-19-bedingt"),
        (("soft\u00ad", "ware"), "software"),
        (("a dash -", "and more"), "a dash - and more"),
    ],
)
def test_hyphens_at_a_lines_end(rows: tuple[str, str], whole: str) -> None:
    assert blocks(full(*rows)) == [whole]


@pytest.mark.parametrize(
    ("rows", "paragraphs"),
    [
        (("as was said by", "J. Smith in his book"), 1),
        (("a thought", "– as it were – goes on"), 1),
        (("Here they are:", "– one", "– two"), 3),
        (("First comes", "2. second"), 2),
        (("it was", "(a) this"), 2),
    ],
)
def test_items_begin_anew_and_names_and_dashes_do_not(rows: tuple[str, ...], paragraphs: int) -> None:
    assert len(blocks(full(*rows))) == paragraphs


def test_lines_without_height_break_nothing() -> None:
    flat = np.array([[100, 100], [900, 100], [900, 100], [100, 100]], np.float32)
    placed = [PlacedLine("x", flat + np.array([0, 30 * n], np.float32), 1.0) for n in range(3)]
    assert assemble(placed, PAGE, 0)[0].count("x") == 3


def test_chinese_and_japanese_lines_join_without_a_space() -> None:
    assert blocks(full("潮汐的高度每天", "记录两次")) == ["潮汐的高度每天记录两次"]
    assert blocks(full("版本 PP-OCR", "是新的")) == ["版本 PP-OCR 是新的"]


def test_white_space_above_and_indented_first_lines_begin_paragraphs() -> None:
    spaced = full("one", "two") + full("three", "four", y=220)
    assert blocks(spaced) == ["one two", "three four"]
    indented = lines(("End of one.", 100, 100, 900), ("Next begins", 140, 130, 900), ("and goes on", 100, 160, 900))
    assert blocks(indented) == ["End of one.", "Next begins and goes on"]


def test_a_short_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    given = lines(
        ("Some text that is long", 100, 100, 900), ("and ends.", 100, 130, 300), ("Another begins", 100, 160, 900)
    )
    assert blocks(given) == ["Some text that is long and ends.", "Another begins"]


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = [("left column line", 100, 100 + 30 * n, 480) for n in range(9)] + [("which goes", 100, 370, 480)]
    right = [("on here and", 520, 100, 900)] + [("right column line", 520, 130 + 30 * n, 900) for n in range(9)]
    assert "which goes on here and right" in "\n".join(blocks(lines(*left, *right)))


def test_entries_keep_their_rows() -> None:
    rows = [(f"Chapter {n} ........", 100, 100 + 30 * n, 500) for n in range(4)]
    numbers = [(str(n), 880, 100 + 30 * n, 900) for n in range(4)]
    assert blocks(lines(*rows, *numbers))[0].split("\n")[1] == "Chapter 1 ........ 1"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_of_the_page_as_a_viewer_shows_it(turn: int) -> None:
    """A mark near the viewer's top left, seen on the page as it was turned for reading."""
    width, height = 1000, 1400
    seen = {0: (100, 140), 90: (1400 - 140, 100), 180: (900, 1260), 270: (140, 1000 - 100)}[turn]
    size = (width, height) if turn in (0, 180) else (height, width)
    quad = np.array([seen] * 4, np.float32) + np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    _, found, _ = assemble([PlacedLine("x", quad, 0.9)], size, turn)
    assert found[0].lines[0].quad[0] == pytest.approx([0.1, 0.1], abs=0.002)


def test_rows_of_text_that_read_badly_are_in_a_script_that_the_model_does_not_know() -> None:
    devanagari = ("H3H chat", 0.5, 20.0)
    cyrillic = ("PoccT", 0.94, 20.0)
    english = ("a line of letters that are read as they are", 0.98, 20.0)
    chinese = ("这一行有二十个汉字所以它和自己的高度一样长", 0.98, 20.0)
    for page in ([devanagari] * 3, [cyrillic] * 3, [cyrillic] * 5 + [english]):
        assert unsupported_script(page) is not None
    for page in ([], [english] * 3, [chinese] * 3, [english] * 5 + [cyrillic]):
        assert unsupported_script(page) is None


def test_what_was_taken_for_text_in_a_picture_says_nothing_about_scripts() -> None:
    assert unsupported_script([("i", 0.3, 1.2), ("o", 0.4, 0.9), ("~", 0.2, 2.0), ("", 0.0, 40.0)]) is None
