"""Pages of tagged PDFs: what their tags say, and where they are not believed."""

from __future__ import annotations

from dataclasses import replace

from inkleaf_sidecar.reading import Look, PlacedLine, Tag, TagCell, Told, assemble
from inkleaf_sidecar.reading.conftest import PAGE, kinds, line, paragraph
from inkleaf_sidecar.result import Block, Table

TEXT = Tag("text")


def tagged(tag: int | None, *lines: PlacedLine) -> list[PlacedLine]:
    return [replace(one, tag=tag, fixed_pitch=bool(one.fixed_pitch)) for one in lines]


def read(lines: list[PlacedLine], *tags: Tag) -> tuple[list[Block], list[Table]]:
    return assemble(lines, PAGE, 0, Look(*PAGE), told=Told(tags))[1:]


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def test_blocks_come_in_the_order_of_the_tags_not_of_their_places() -> None:
    lines = [
        *tagged(1, line("The second stands above.", 100, 100, 500)),
        *tagged(0, line("The first stands below.", 100, 600, 500)),
    ]
    blocks, _ = read(lines, TEXT, TEXT)
    assert texts(blocks) == ["The first stands below.", "The second stands above."]


def test_a_heading_looks_like_its_text_and_is_one_all_the_same() -> None:
    lines = [*tagged(0, line("Of ships", 100, 100, 300)), *tagged(1, *paragraph(150))]
    blocks, _ = read(lines, Tag("heading", 2), TEXT)
    assert kinds(blocks) == ["heading", "text"]
    assert (blocks[0].level, blocks[0].size) == (2, None)


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = [line(f"It goes on and on {n}", 100, 600 + 40 * n, 480) for n in range(3)]
    right = [line(f"and on and on {n}", 520, 100 + 40 * n, 900) for n in range(3)]
    blocks, _ = read(tagged(0, *left, *right), TEXT)
    assert len(blocks) == 1
    assert blocks[0].text.startswith("It goes on and on 0 It goes on and on 1")
    assert blocks[0].text.endswith("and on and on 1 and on and on 2")


def test_text_that_only_has_a_place_in_the_order_is_read_by_its_looks() -> None:
    code = [replace(line(text, 100, 300 + 40 * n, 500), fixed_pitch=True) for n, text in enumerate(("if a:", "  b()"))]
    lines = [*tagged(0, *paragraph(100)), *tagged(1, *code), *tagged(2, *paragraph(500))]
    blocks, _ = read(lines, TEXT, Tag("group"), TEXT)
    assert kinds(blocks) == ["text", "code", "text"]


def test_what_has_no_tag_comes_after_what_stands_above_it() -> None:
    lines = [
        *tagged(0, *paragraph(100)),
        *tagged(None, line("Forgotten.", 100, 400, 300)),
        *tagged(1, *paragraph(600)),
    ]
    blocks, _ = read(lines, TEXT, TEXT)
    assert [text[:9] for text in texts(blocks)] == ["A line of", "Forgotten", "A line of"]


def test_lines_that_are_tagged_as_paragraphs_each_are_one_paragraph() -> None:
    rows = [line("a line that goes on and on to its end", 100, 100 + 40 * n) for n in range(8)]
    lines = [one for at, row in enumerate(rows) for one in tagged(at, row)]
    blocks, _ = read(lines, *[TEXT] * 8)
    assert len(blocks) == 1


def cells(*rows: list[tuple[str, float]], table: int = 0, **spans: int) -> tuple[list[PlacedLine], list[Tag]]:
    lines: list[PlacedLine] = []
    tags: list[Tag] = []
    for at, row in enumerate(rows):
        for text, x in row:
            lines += tagged(len(tags), line(text, x, 100 + 60 * at, x + 120))
            tags.append(Tag("table", cell=TagCell(table, at, spans.get(text, 1))))
    return lines, tags


def grid(table: Table) -> list[tuple[int, int, int, str]]:
    return [(cell.row, cell.column, cell.rowSpan, cell.text) for cell in table.cells if cell.text]


def test_an_empty_cell_is_found_by_the_places_of_the_others() -> None:
    lines, tags = cells([("Month", 100), ("Oil", 300), ("Fog", 500)], [("May", 100), ("12", 500)])
    _, [table] = read(lines, *tags)
    assert grid(table)[3:] == [(1, 0, 1, "May"), (1, 2, 1, "12")]
    assert len(table.cells) == 6


def test_a_cell_over_two_rows_keeps_its_column_in_the_second() -> None:
    lines, tags = cells([("May", 100), ("95", 300)], [("88", 300)], May=2)
    _, [table] = read(lines, *tags)
    assert grid(table) == [(0, 0, 2, "May"), (0, 1, 1, "95"), (1, 1, 1, "88")]


def test_tables_without_a_whole_row_are_left_to_their_looks() -> None:
    lines, tags = cells([("May", 100), ("95", 300)], [("88", 300), ("12", 500)])
    tags[0] = Tag("table", cell=TagCell(0, 0, 1, 3))
    blocks, _ = read(lines, *tags)
    assert sorted(word for text in texts(blocks) for word in text.split()) == ["12", "88", "95", "May"]


def test_a_title_of_the_outline_is_a_heading_of_its_level() -> None:
    lines = [*paragraph(100), line("2.1 Of ships", 100, 300, 280), *paragraph(350)]
    blocks = assemble(lines, PAGE, 0, Look(*PAGE), told=Told(outline=[("Of Ships", 2)]))[1]
    assert kinds(blocks) == ["text", "heading", "text"]
    assert blocks[1].level == 2


def test_a_title_over_two_rows_is_one_heading() -> None:
    lines = [line("Of ships and of those", 100, 100, 500), line("who sail in them", 100, 140, 400), *paragraph(200)]
    told = Told(outline=[("Of ships and of those who sail in them", 1)])
    blocks = assemble(lines, PAGE, 0, Look(*PAGE), told=told)[1]
    assert [(block.type, block.text) for block in blocks[:1]] == [("heading", "Of ships and of those who sail in them")]


def test_a_word_of_the_outline_within_a_sentence_is_none() -> None:
    lines = [line("They sailed for the Ships", 100, 100, 500), *paragraph(140)]
    blocks = assemble(lines, PAGE, 0, Look(*PAGE), told=Told(outline=[("Ships", 1)]))[1]
    assert "heading" not in kinds(blocks)
