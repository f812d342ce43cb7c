"""What the parts of a page are, from the places and sizes of its lines and what the layout net says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from inkleaf_sidecar.reading import Area, Grid, GridCell, Look, PlacedLine, assemble
from inkleaf_sidecar.reading.conftest import FULL, PAGE, kinds, line, paragraph, read, tables, typed


def test_where_the_fonts_are_known_only_rows_of_fixed_pitch_are_code() -> None:
    even = [typed("for each of the books", 100, 100), typed("take one and read it", 100, 140), typed("again", 100, 180)]
    assert "code" in kinds(read([*even, *paragraph(400)]))
    known = [replace(row, fixed_pitch=False) for row in [*even, *paragraph(400)]]
    assert "code" not in kinds(read(known))
    fixed = [replace(row, fixed_pitch=True) for row in even]
    assert kinds(read([*fixed, *(replace(row, fixed_pitch=False) for row in paragraph(400, 6))])) == ["code", "text"]


def test_a_row_of_a_paragraph_that_holds_only_a_name_in_a_typewriter_face_is_no_code() -> None:
    rows = [replace(row, fixed_pitch=False) for row in paragraph(100, 5)]
    rows[2] = replace(rows[2], fixed_pitch=True)
    assert kinds(read(rows)) == ["text"]


@pytest.mark.parametrize(
    ("heading", "areas"),
    [
        (line("What came first", 100, 100, 500, size=20), ()),
        (line("3.1 Depths", 100, 100, 300, stroke=3), ()),
        (line("A bold one", 100, 100, 300, stroke=3), ()),
        (line("Seen by the net", 100, 100, 400, stroke=2.3), (Area("title", 0.9, 95, 95, 410, 135),)),
    ],
)
def test_larger_or_bold_letters_and_the_net_make_a_heading(heading: PlacedLine, areas: tuple[Area, ...]) -> None:
    blocks = read([heading, *paragraph(160), *paragraph(340)], *areas)
    assert kinds(blocks) == ["heading", "text", "text"]


def test_what_only_the_net_takes_for_a_title_is_text() -> None:
    alone = line("Seen by the net alone", 100, 100, 400)
    assert kinds(read([alone, *paragraph(160)], Area("title", 0.9, 95, 95, 410, 135))) == ["text", "text"]


@pytest.mark.parametrize("text", ["A sentence that ends.", "As follows:", "14"])
def test_what_ends_like_a_sentence_is_no_heading(text: str) -> None:
    assert kinds(read([line(text, 100, 300, 400), *paragraph(360), *paragraph(540)]))[0] == "text"


def test_items_have_their_depth_and_mark() -> None:
    blocks = read(
        [
            *paragraph(100),
            line("• one", 130, 300, 300),
            line("– deeper", 180, 340, 400),
            line("• two which is so long that it goes on in a second line of it", 130, 380),
            line("of its own", 150, 420, 300),
            line("3) three", 130, 460, 300),
        ]
    )
    assert [(b.level, b.mark) for b in blocks[1:]] == [(1, "• "), (2, "– "), (1, "• "), (1, "3) ")]
    assert blocks[3].text.endswith("line of it of its own")


def test_a_name_a_decimal_and_a_dialogue_are_no_items() -> None:
    given = [line("J. Smith said so", 100, 100, 400), line("3.5 metres deep", 100, 200, 400), *paragraph(300)]
    assert "list_item" not in kinds(read(given))
    assert "list_item" not in kinds(read([line("— Yes, said he.", 100, 100, 400), *paragraph(200)]))


def test_an_item_is_known_by_a_bullet_that_was_only_seen() -> None:
    def seen(text: str, x0: float, y: float, bullet_x: float) -> PlacedLine:
        return replace(line(text, x0, y, 400), bullet_x=bullet_x)

    blocks = read(
        [*paragraph(100), seen("one", 150, 300, 110), seen("deeper", 190, 340, 150), seen("two", 150, 380, 110)]
    )
    assert [(b.type, b.level, b.mark) for b in blocks[1:]] == [
        ("list_item", 1, ""),
        ("list_item", 2, ""),
        ("list_item", 1, ""),
    ]


def test_rings_letters_and_arrowheads_mark_items_among_their_like() -> None:
    blocks = read(
        [
            *paragraph(100),
            line("o Quicken files", 140, 300, 400),
            line("a. Added four modes", 140, 340, 400),
            line("b. Enhanced one", 140, 380, 400),
            line("»Last of all", 140, 420, 400),
            line("it stands by itself", 140, 520, 400),
        ]
    )
    assert [(b.type, b.mark) for b in blocks[1:]] == [
        ("list_item", "o "),
        ("list_item", "a. "),
        ("list_item", "b. "),
        ("list_item", "»"),
        ("text", None),
    ]


def test_the_same_marks_in_prose_mark_nothing() -> None:
    lines = paragraph(100, 6)
    lines[1] = line("o Brasil e a sua gente que andam por toda a parte da costa", 100, 140)
    lines[2] = line("a. M. the ships were in, and all that was on board of them", 100, 180)
    lines[3] = line("»Wie schön«, sagte sie, und ging noch einmal auf und ab in", 100, 220)
    assert kinds(read(lines)) == ["text"]


def test_prose_in_a_frame_is_no_table() -> None:
    grid = Grid([90, 910], [290, 340, 440, 490], [GridCell(n, 0) for n in range(3)], ruled=True)
    given = [
        line("BACK TO BASICS", 100, 300, 400),
        line(FULL, 100, 350),
        line(FULL, 100, 390),
        line("End", 100, 445, 160),
    ]
    assert "table" not in kinds(read([*given, *paragraph(600)], grids=[grid]))


def test_a_page_of_prose_in_a_drawn_grid_is_no_table() -> None:
    """Such as a sheet with a coloured margin and bars under its headings."""
    grid = Grid([40, 90, 910], [80, 290, 600, 900], [GridCell(n, c) for n in range(3) for c in range(2)], ruled=True)
    given = [*paragraph(100), *paragraph(320, 6), *paragraph(620, 6)]
    assert kinds(read(given, grids=[grid])) == ["text", "text", "text"]


def pair(term: str, meaning: list[str], y: float) -> list[PlacedLine]:
    rest = [line(text, 400, y + 40 * n) for n, text in enumerate(meaning)]
    return [line(term, 100, y, 260), *rest]


def test_terms_and_their_meanings_are_a_table_by_the_white_between_them() -> None:
    given = [
        line("and the rest of the one before", 400, 300),
        *pair("bytecode", ["A function that shows the bytecodes of a"], 350),
        *pair("carray", ["A function that allows an array of", "integers to be used in a query"], 400),
        *pair("closure", ["Compute the transitive closure"], 490),
        *pair("csv", ["Reads a file of comma separated", "values as a table"], 540),
    ]
    table = tables(given)[0]
    assert (table.rows, table.columns) == (5, 2)
    assert [cell.text for cell in table.cells if cell.column == 0] == ["", "bytecode", "carray", "closure", "csv"]
    assert table.cells[-1].text == "Reads a file of comma separated values as a table"


def test_the_head_of_such_a_table_may_stand_in_the_middle_of_its_columns() -> None:
    head = [line("Term", 150, 300, 220, stroke=3), line("What it means", 560, 300, 720, stroke=3)]
    pairs = [
        part for n in range(3) for part in pair("csv", ["Reads a file of comma", "separated values"], 350 + 90 * n)
    ]
    assert [cell.text for cell in tables([*head, *pairs])[0].cells[:2]] == ["Term", "What it means"]


def test_an_underline_in_a_cell_makes_no_row_of_its_own() -> None:
    cells = [GridCell(0, 0), GridCell(0, 1), GridCell(1, 0), GridCell(1, 1, 2, 1), GridCell(2, 0)]
    grid = Grid([100, 400, 900], [300, 350, 390, 440], cells, ruled=True)
    given = [line("Name", 110, 310, 200), line("Purpose", 410, 310, 500), line("origin", 110, 355, 200)]
    table = tables([*given, line("tells of them", 410, 355, 880), line("all", 410, 400, 460)], grids=[grid])[0]
    assert (table.rows, [cell.text for cell in table.cells]) == (2, ["Name", "Purpose", "origin", "tells of them all"])


def test_numbers_of_lines_and_of_items_make_no_table() -> None:
    numbers = [line(f"{n + 1}.", 100, 300 + 40 * n, 130) for n in range(5)]
    numbered = [*numbers, *(line(FULL, 200, 300 + 40 * n) for n in range(5))]
    assert "table" not in kinds(read(numbered))


def test_the_head_of_a_table_belongs_to_it_where_the_area_of_the_net_begins_below_it() -> None:
    given = [
        line("Name", 100, 300, 200, stroke=3),
        line("Description", 400, 300, 560, stroke=3),
        *pair("bytecode", ["Shows the bytecodes"], 350),
        *pair("carray", ["Allows an array of", "integers"], 400),
        *pair("closure", ["Computes the closure"], 490),
    ]
    table = tables([*given, *paragraph(700)], Area("table", 0.9, 90, 342, 910, 530))[0]
    assert (table.rows, [cell.text for cell in table.cells[:2]]) == (4, ["Name", "Description"])


def test_a_name_in_another_type_parts_no_paragraph_and_makes_no_heading() -> None:
    lines = paragraph(100, 5)
    lines[1] = line(FULL, 100, 140, size=17, stroke=1.6)
    lines[2] = line(FULL, 100, 180, size=17, stroke=1.6)
    assert kinds(read([*lines, *paragraph(400)])) == ["text", "text"]


def test_the_white_between_paragraphs_of_a_line_each_parts_them() -> None:
    single = [line("A paragraph of one line which stands alone", 100, 100 + 66 * n, 800) for n in range(9)]
    assert kinds(read([*single, *paragraph(760), *paragraph(980)])) == ["text"] * 11


def test_a_heading_of_two_lines_stands_as_wide_as_its_letters_are_large() -> None:
    heading = [line("Binary packages as the", 100, 100, 700, size=28), line("Manual has them", 100, 180, 500, size=28)]
    blocks = read([*heading, *paragraph(300), *paragraph(480)])
    assert kinds(blocks) == ["heading", "text", "text"]


def test_a_heading_begins_with_a_small_letter_where_it_stands_apart() -> None:
    heading = line("gitmailmap(5) Manual Page", 100, 260, 600, size=26, stroke=5)
    assert kinds(read([*paragraph(60), heading, *paragraph(340)])) == ["text", "heading", "text"]


def test_a_heading_in_a_font_of_fixed_pitch_is_no_code() -> None:
    text = [replace(row, fixed_pitch=False) for row in [*paragraph(60), *paragraph(340)]]
    heading = replace(line("CHAPTER TWO", 100, 260, 400, size=20, stroke=4), fixed_pitch=True)
    assert kinds(read([*text, heading])) == ["text", "heading", "text"]


def test_small_print_at_the_foot_is_notes_each_its_own() -> None:
    notes = [
        line("1 The first note.", 100, 1180, 500, size=11),
        line("2 The second, which goes on as far as the line does and then", 100, 1215, size=11),
        line("on the next.", 100, 1250, 300, size=11),
    ]
    blocks = read([*paragraph(100), *paragraph(280), *notes])
    assert kinds(blocks) == ["text", "text", "footnote", "footnote"]
    assert blocks[-1].text.endswith("then on the next.")


def test_code_keeps_its_rows_and_indents() -> None:
    blocks = read(
        [
            *paragraph(100),
            typed("def f(x):", 100, 300, 16),
            typed("if x > limit:", 164, 335, 16),
            typed("return x - limit", 228, 370, 16),
            *paragraph(450),
        ]
    )
    assert kinds(blocks) == ["text", "code", "text"]
    assert blocks[1].text == "def f(x):\n    if x > limit:\n        return x - limit"


def test_a_single_row_is_code_where_its_words_stand_in_even_steps() -> None:
    text = "Proper Name <proper@email.xx> Commit Name"
    blocks = read([*paragraph(100), typed(text, 100, 300), *paragraph(380)])
    assert [(b.type, b.text) for b in blocks][1] == ("code", text)
    even_box = replace(typed(text, 100, 300), words=line(text, 0, 0).words)
    assert kinds(read([*paragraph(100), even_box, *paragraph(380)])) == ["text"] * 3


def test_a_page_that_was_typed_is_prose() -> None:
    text = "We thank you for your letter of the ninth of March and"
    letter = [typed(text[: len(text) - 5 * (n % 4)], 100, 200 + 40 * n, 16) for n in range(12)]
    assert set(kinds(read(letter))) == {"text"}


@pytest.mark.parametrize("text", ["Note", "Hinweis:", "注意", "→ https://example.org/a/long/address"])
def test_labels_of_remarks_and_addresses_are_no_headings(text: str) -> None:
    bold = line(text, 100, 300, 400, size=17, stroke=4)
    assert kinds(read([*paragraph(100), bold, *paragraph(400)]))[1] == "text"


def test_a_number_that_a_row_begins_with_in_the_middle_of_a_sentence_is_no_item() -> None:
    lines = paragraph(100, 4)
    lines[1] = line("The sum may be entered by the formula 5000 + 100 or as (50 *", 100, 140)
    lines[2] = line("100) + 100 in the field that is for it, and it goes on in all", 100, 180)
    assert kinds(read([*lines, *paragraph(360)])) == ["text", "text"]
    items = [line("1. An item that is as wide as its column and has no end of", 100, 360), *paragraph(560)]
    second = line("2. Another one of the kind", 100, 400, 500)
    assert kinds(read([*paragraph(100), *items, second])).count("list_item") == 2


def test_a_caption_is_taken_out_of_the_figure_that_the_net_sees_it_in() -> None:
    given = [
        *paragraph(100),
        line("Figure F.2: Two piers.", 100, 310, 500),
        line("Pier", 300, 420, 380),
        *paragraph(700),
    ]
    blocks = read(given, Area("figure", 0.9, 90, 300, 900, 600))
    assert kinds(blocks) == ["text", "caption", "figure", "text"]


def test_a_drawn_table_has_the_cells_of_its_grid() -> None:
    grid = Grid([100, 400, 600, 900], [300, 350, 400], [GridCell(0, 0), GridCell(0, 1, 1, 2)], ruled=True)
    given = [
        *paragraph(100),
        line("Port", 110, 310, 200),
        line("Tides", 410, 310, 500),
        # Detection took two cells for one line.
        line("Harrow 4.1", 110, 360, 480),
        line("2.9", 610, 360, 680),
    ]
    (table,) = tables(given, grids=[grid])
    assert [(c.row, c.column, c.columnSpan, c.text) for c in table.cells] == [
        (0, 0, 1, "Port"),
        (0, 1, 2, "Tides"),
        (1, 0, 1, "Harrow"),
        (1, 1, 1, "4.1"),
        (1, 2, 1, "2.9"),
    ]
    assert table.cells[2].lines == table.cells[3].lines, "both come from the same line"


def cells(y: float, *texts: str) -> list[PlacedLine]:
    return [line(text, 100 + 260 * n, y, 100 + 260 * n + 14 * len(text)) for n, text in enumerate(texts)]


def test_a_table_is_seen_by_the_white_between_its_columns() -> None:
    rows = [cells(300 + 45 * n, f"name {n}", f"{n * 7}", "north") for n in range(5)]
    blocks = read([*paragraph(100), *(one for row in rows for one in row), *paragraph(560)])
    assert kinds(blocks) == ["text", "table", "text"]
    assert blocks[1].text.split("\n")[2] == "name 2\t14\tnorth"


def test_a_second_line_of_a_cell_belongs_to_it() -> None:
    given = [
        *cells(300, "Fare", "Who", "Price"),
        *cells(360, "Single", "anybody who", "4.50"),
        *cells(390, "", "likes")[1:],
        *cells(450, "School", "pupils", "1.00"),
    ]
    (table,) = tables(given, Area("table", 0.9, 90, 290, 900, 490))
    assert (table.rows, table.columns) == (3, 3)
    assert [c.text for c in table.cells if c.row == 1] == ["Single", "anybody who likes", "4.50"]


def test_a_contents_page_is_no_table() -> None:
    rows = [cells(300 + 45 * n, f"1.{n} Chapter", "which is long", f"{n + 3}") for n in range(6)]
    assert tables([one for row in rows for one in row], Area("table", 0.9, 90, 290, 900, 570)) == []


def test_no_cell_is_invented_and_no_line_is_lost() -> None:
    random = np.random.default_rng(3)
    for count in (1, 2, 7, 60, 300):
        given = [
            line(f"w{n}", x, y, x + 20 + 200 * w, size=8 + 12 * s)
            for n, (x, y, w, s) in enumerate(random.random((count, 4)) * [800, 1300, 1, 1])
        ]
        areas = [Area(kind, 0.8, *sorted(random.random(2) * 900), *sorted(random.random(2) * 1300)) for kind in KINDS]
        placed = [Area(a.kind, a.confidence, a.x0, a.x1, a.y0, a.y1) for a in areas]
        _, blocks, found = assemble(given, PAGE, 0, Look(*PAGE, placed))
        read_lines = [one.text for block in blocks for one in block.lines]
        assert sorted(read_lines) == sorted(one.text for one in given)
        ids = {one.id: one.text for block in blocks for one in block.lines}
        for table in found:
            for cell in table.cells:
                assert sorted(cell.text.split()) == sorted(ids[one] for one in cell.lines)


KINDS = ["title", "figure", "figure_caption", "table", "table_caption", "header", "footer", "reference", "equation"]


def test_a_line_between_nested_rulings_is_there_once() -> None:
    given = [one for n in range(6) for one in cells(60 + 40 * n, f"a{n}", f"b{n}", f"c{n}")]
    rules = [(90.0, 900.0, y) for y in (50.0, 130.0, 210.0, 290.0)] + [(90.0, 700.0, y) for y in (90.0, 170.0, 250.0)]
    read_lines = [one.text for block in read(given, rules=rules) for one in block.lines]
    assert sorted(read_lines) == sorted(one.text for one in given)


def test_prose_that_the_net_takes_for_a_formula_or_a_figure_is_text() -> None:
    chinese = [line("这是一段中文，包含标点符号。", 100, 300 + 40 * n, 500) for n in range(4)]
    for kind in ("equation", "figure"):
        assert kinds(read(chinese, Area(kind, 0.6, 90, 290, 510, 470))) == ["text"]


def test_writing_on_squared_paper_is_no_table() -> None:
    given = [line("eleven words of a sentence over many squares of the paper", 100, 100 + 40 * n) for n in range(20)]
    xs, ys = [float(x) for x in range(90, 920, 20)], [float(y) for y in range(90, 920, 20)]
    squares = [GridCell(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1)]
    assert tables(given, grids=[Grid(xs, ys, squares, ruled=True)]) == []


def test_lines_without_width_break_nothing() -> None:
    given = [*paragraph(100), line("of no width at all", 100, 300, 100), *paragraph(400)]
    assert "of no width at all" in "\n".join(block.text for block in read(given))


def test_a_figure_keeps_its_place_and_its_caption() -> None:
    given = [*paragraph(100), line("Figure 2: Two piers.", 100, 620, 500), *paragraph(700)]
    blocks = read(given, Area("figure", 0.9, 100, 300, 900, 600))
    assert kinds(blocks) == ["text", "figure", "caption", "text"]
    assert blocks[1].bbox == pytest.approx([0.1, 300 / 1400, 0.9, 600 / 1400], abs=0.001)


def test_an_empty_page_and_one_of_only_a_picture() -> None:
    assert read([]) == []
    assert kinds(read([], Area("figure", 0.9, 0, 0, 1000, 1400))) == ["figure"]


def test_turns_of_a_talk_are_a_paragraph_each() -> None:
    turns = [
        line("Is the boat on its way", *((100, 100 + 60 * n, 450) if n % 2 else (500, 100 + 60 * n, 850)))
        for n in range(12)
    ]
    assert len(read(turns)) == 12


def test_headings_with_section_numbers_of_their_own_and_of_other_sizes_are_several() -> None:
    area = Area("title", 0.9, 95, 95, 610, 250)
    numbered = [line("5.2 Signals", 100, 100, 400, size=18), line("5.2.1 The channel", 100, 145, 500, size=18)]
    assert kinds(read([*numbered, *paragraph(300)], area)) == ["heading", "heading", "text"]
    sizes = [line("Words in use", 100, 100, 400, size=20), line("What to do with them", 100, 148, 500, size=17)]
    assert kinds(read([*sizes, *paragraph(300)], area)) == ["heading", "heading", "text"]


def test_a_bare_number_is_no_formula() -> None:
    blocks = read([*paragraph(100), line("(5)", 100, 300, 160)], Area("equation", 0.9, 95, 295, 165, 335))
    assert kinds(blocks) == ["text", "text"]


def test_lines_of_a_cell_stay_lines_where_the_next_word_would_have_had_room() -> None:
    grid = Grid([90, 300, 700], [90, 180, 270, 360], [GridCell(r, c) for r in range(3) for c in range(2)], ruled=True)
    lines = [
        line("参观船坞", 310, 95, 430),
        line("请穿防滑鞋", 310, 135, 460),
        line("the keepers of the light wrote", 310, 185, 690),
        line("down the height", 310, 225, 500),
        line("带水桶和放大镜带水桶和放大镜", 310, 275, 690),
        line("出发", 310, 315, 370),
        *(line(f"5月{n}日", 100, 110 + 90 * n, 200) for n in range(3)),
    ]
    (table,) = tables(lines, grids=[grid])
    assert [cell.text for cell in table.cells if cell.column == 1] == [
        "参观船坞\n请穿防滑鞋",
        "the keepers of the light wrote down the height",
        "带水桶和放大镜带水桶和放大镜出发",
    ]


@pytest.mark.parametrize("areas", [(), (Area("table", 0.9, 85, 190, 905, 840),)])
def test_a_page_may_be_nothing_but_a_table_without_rulings(areas: tuple[Area, ...]) -> None:
    rows = [["No", "Code", "Result"], *([str(n), f"U-{n}X", f"{n}.5"] for n in range(1, 14))]
    given = [
        line(text, x0, 205 + 45 * r, x0 + 80)
        for r, row in enumerate(rows)
        for text, x0 in zip(row, (100, 400, 700), strict=True)
    ]
    blocks = read(given, *areas)
    assert kinds(blocks) == ["table"]
    assert blocks[0].text.splitlines() == ["\t".join(row) for row in rows]


def test_a_table_between_a_head_and_a_foot_of_rulings_ends_at_them() -> None:
    rows = [["No", "Code", "Result"], *([str(n), f"U-{n}X", f"{n}.5"] for n in range(1, 14))]
    cells = [
        line(text, x0, 205 + 45 * r, x0 + 80)
        for r, row in enumerate(rows)
        for text, x0 in zip(row, (100, 400, 700), strict=True)
    ]
    around = [
        line(text, x0, y, x0 + 200)
        for y in (140, 860)
        for text, x0 in (("Name: He", 100), ("Age: 47", 400), ("Day: 3", 700))
    ]
    rules = [(90.0, 900.0, 195.0), (90.0, 900.0, 243.0), (90.0, 900.0, 845.0)]
    blocks = read([*cells, *around], Area("table", 0.9, 85, 130, 905, 900), rules=rules)
    assert kinds(blocks) == ["text", "table", "text"]
    assert blocks[1].text.splitlines()[0] == "No\tCode\tResult"
    assert len(blocks[1].text.splitlines()) == 14


def test_what_looks_larger_by_its_brackets_alone_is_no_heading() -> None:
    blocks = read([*paragraph(100), line("No. [2026] 12", 300, 290, 600, size=20, stroke=2), *paragraph(360)])
    assert "heading" not in kinds(blocks)


def test_prose_of_a_pdf_whose_words_are_placed_in_even_steps_is_text() -> None:
    text = "The keepers were not scientists, and most of them had been fishermen"
    rows = [
        replace(typed(text, 100, y + 40 * n, step=12), fixed_pitch=False) for y in (100, 420, 740) for n in range(6)
    ]
    assert kinds(read(rows)) == ["text", "text", "text"]


def test_sentences_that_are_nearly_in_even_steps_are_no_code() -> None:
    def nearly(text: str, y: float) -> PlacedLine:
        even = typed(text, 100, y, 16)
        off = 0.15 / len(text)
        words = [[start - off, end + off] for start, end in even.words or []]
        return replace(even, words=words)

    rows = [
        "they had not. The harbour master, who came",
        "later, told the court the same. He added",
        "that oil had been short",
    ]
    prose = [nearly(text, 300 + 40 * n) for n, text in enumerate(rows)]
    assert "code" not in kinds(read([*paragraph(100), *prose]))
    listing = ["for name in names: print(name)", "while open(name): keep(name)", "close(name) and stop(all)"]
    code = [nearly(text, 300 + 40 * n) for n, text in enumerate(listing)]
    assert "code" in kinds(read([*paragraph(100), *code]))


def test_turns_of_a_talk_are_no_table_whatever_the_layout_net_says() -> None:
    turns = [
        line(f"Turn {n} of the talk", *((100, 100 + 60 * n, 380) if n % 2 else (600, 100 + 60 * n, 880)))
        for n in range(8)
    ]
    area = Area("table", 0.9, 80, 80, 920, 620)
    assert "table" not in kinds(read(turns, area))
