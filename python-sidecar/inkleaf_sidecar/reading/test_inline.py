"""What is said of the words of lines holds for the block that is made of them."""

from __future__ import annotations

from inkleaf_sidecar.reading.inline import Stretch, fitted, without_mark

BOLD: Stretch = {"marks": ["bold"]}


def test_words_keep_their_marks_where_lines_are_joined_and_a_hyphen_goes() -> None:
    lines: list[tuple[str, list[Stretch] | None]] = [
        ("A bold hyphen-", [{"text": "A "}, {"text": "bold", **BOLD}, {"text": " hyphen-"}]),
        ("ated word", None),
    ]
    assert fitted("A bold hyphenated word", lines) == [
        {"text": "A "},
        {"text": "bold", **BOLD},
        {"text": " hyphenated word"},
    ]


def test_a_space_has_what_its_neighbours_share() -> None:
    link: Stretch = {"href": "https://example.org"}
    lines = [("one two", [{"text": "one", **BOLD, **link}, {"text": " "}, {"text": "two", **link}])]
    assert fitted("one two", lines) == [{"text": "one", **BOLD, **link}, {"text": " two", **link}]


def test_nothing_is_said_where_nothing_is_set_apart_or_the_text_is_another() -> None:
    assert fitted("plain text", [("plain text", None)]) is None
    assert fitted("other text", [("plain text", [{"text": "plain text", **BOLD}])]) is None


def test_a_mark_is_taken_out_and_with_the_last_one_the_stretches() -> None:
    assert without_mark([{"text": "all", **BOLD}], "bold") is None
    assert without_mark([{"text": "a", "marks": ["bold", "sup"]}], "bold") == [{"text": "a", "marks": ["sup"]}]


def test_a_comma_alone_is_not_slanted() -> None:
    slanted: Stretch = {"marks": ["italic"]}
    lines: list[tuple[str, list[Stretch] | None]] = [
        ("f(a, b)", [{"text": "f("}, {"text": "a", **slanted}, {"text": ",", **slanted}, {"text": " b)"}]),
        ("x, y", [{"text": "x"}, {"text": ",", **slanted}, {"text": " y"}]),
    ]
    assert fitted("f(a, b) x, y", lines) == [{"text": "f("}, {"text": "a,", **slanted}, {"text": " b) x, y"}]
