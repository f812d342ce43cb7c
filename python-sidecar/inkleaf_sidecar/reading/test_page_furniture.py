"""Running heads and page numbers, and what only looks like them."""

from __future__ import annotations

from dataclasses import replace

from inkleaf_sidecar.reading import Area, Look, assemble
from inkleaf_sidecar.reading.conftest import kinds, line, paragraph, read, typed


def test_what_stands_at_the_ends_of_the_page_is_set_apart() -> None:
    blocks = read(
        [line("Running head", 100, 40, 300), line("87", 880, 40, 920), *paragraph(200), line("12", 480, 1340, 520)],
        Area("header", 0.9, 95, 35, 305, 75),
    )
    assert kinds(blocks) == ["header", "page_number", "text", "page_number"]


def test_a_running_foot_in_a_font_of_fixed_pitch_is_no_code() -> None:
    text = [replace(row, fixed_pitch=False) for row in paragraph(200)]
    foot = replace(line("INTRODUCTION 7", 100, 1330, 300), fixed_pitch=True)
    assert kinds(read([*text, foot], Area("footer", 0.9, 95, 1325, 305, 1365))) == ["text", "footer"]


def test_what_stands_alone_on_a_page_is_its_text_and_no_running_head() -> None:
    top, foot, number = line("Harbour office", 100, 40, 300), line("Page for notes", 100, 1330, 300), line("7", 880, 40)
    areas = Area("header", 0.9, 95, 35, 905, 75), Area("footer", 0.9, 95, 1325, 305, 1365)
    assert [block.text for block in read([top, foot], *areas)] == ["Harbour office", "Page for notes"]
    assert kinds(read([top, foot, number], *areas)) == ["page_number", "text", "text"]
    assert kinds(read([top, *paragraph(300), foot], *areas)) == ["header", "text", "footer"]


def test_a_title_at_the_top_is_no_running_head() -> None:
    title = line("Invoice", 100, 60, 400, size=28)
    assert kinds(read([title, *paragraph(200)], Area("header", 0.9, 95, 55, 405, 125)))[0] == "heading"


def test_a_bold_heading_at_the_top_is_no_running_head() -> None:
    heading = line("53.1. Overview", 100, 60, 400, size=15.5, stroke=3.4)
    assert kinds(read([heading, *paragraph(200)], Area("header", 0.9, 95, 55, 405, 105)))[0] == "heading"


def test_code_at_the_top_of_a_page_is_no_running_head() -> None:
    code = typed("dpkg --contents some filename.deb", 100, 60)
    blocks = read([code, *paragraph(200), *paragraph(380)], Area("header", 0.9, 95, 55, 700, 95))
    assert kinds(blocks) == ["code", "text", "text"]


def test_a_card_has_no_running_head() -> None:
    rows = [line("REPUBLIC OF VALDORIA", 100, 20, 500), *(line(f"Field {n}", 100, 80 + 50 * n, 300) for n in range(8))]
    card = Look(1000, 520, [Area("header", 0.9, 95, 15, 505, 55)])
    assert "header" not in kinds(assemble(rows, (1000, 520), 0, card)[1])
