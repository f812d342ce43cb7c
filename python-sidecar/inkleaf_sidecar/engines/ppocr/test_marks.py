"""Marks that stand beside letters: tick boxes, lone signs, raised digits."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.engines.ppocr.lone_signs import is_disc
from inkleaf_sidecar.images import decode_image
from inkleaf_sidecar.result import PageResult


def read(engine: PpOcrEngine, page: Image.Image | np.ndarray, mode: str = "markdown") -> PageResult:
    return engine.read(PageImage(np.asarray(page), mode=mode), lambda _: None, lambda: False)  # type: ignore[arg-type]


def case(name: str) -> np.ndarray:
    return decode_image(FIXTURES / "cases" / f"{name}.png")


def test_tick_boxes_are_items_and_stand_where_they_are_in_a_line(engine: PpOcrEngine) -> None:
    result = read(engine, case("tick-boxes"))
    assert [block.text for block in result.blocks if block.type == "list_item"] == [
        "[ ] Delivery",
        "[x] Repair",
        "[ ] Inspection",
        "[x] Other: lift maintenance",
    ]
    assert "Do you carry tools that make sparks? [x] Yes [ ] No" in result.text
    assert "Induction attended in the last year? [ ] Yes [x] No" in result.text
    assert "□男" in result.text.replace(" ", ""), "what was read as a character stays one"


def test_chinese_characters_that_are_squares_are_no_tick_boxes(engine: PpOcrEngine) -> None:
    assert "[" not in read(engine, case("show-through")).text
    result = read(engine, case("stamp"))
    assert "日" in result.text
    assert "[" not in result.text


def test_signs_and_raised_digits_are_read_in_the_cells_of_a_report(engine: PpOcrEngine) -> None:
    (table,) = read(engine, case("laboratory")).tables
    results = {cell.text: cell.row for cell in table.cells if cell.column == 1}
    column = {cell.row: cell.text for cell in table.cells if cell.column == 3}
    arrows = {cell.row: cell.text for cell in table.cells if cell.column == 4}
    ranges = {cell.row: cell.text for cell in table.cells if cell.column == 5}
    units = {cell.row: cell.text for cell in table.cells if cell.column == 6}
    assert [column[results[code]] for code in ("U-GLU", "U-PRO", "U-KET")] == ["-", "+", "±"]
    assert [ranges[results[code]] for code in ("U-GLU", "U-PRO", "U-KET")] == ["-", "-", "-"]
    assert [arrows[results[code]] for code in ("RBC", "HGB", "GLU", "CREA")] == ["↓", "↓", "↑", ""]
    assert [units[results[code]] for code in ("WBC", "RBC")] == ["10⁹/L", "10¹²/L"]


def test_note_marks_and_exponents_of_bare_numbers_are_raised(engine: PpOcrEngine) -> None:
    (table,) = read(engine, case("raised-digits")).tables
    assert [[cell.text for cell in table.cells if cell.row == row] for row in (1, 2, 3)] == [
        ["LQ-48", "3¹", "10²", "2 × 10⁶ samples/s"],
        ["LQ-64", "4", "16²", "10⁶ samples/s"],
        ["LQ-100", "6", "16", "5 × 10⁵ samples/s"],
    ]


@pytest.mark.parametrize("size", [16, 22, 34])
def test_numbers_on_one_line_stay_as_they_are(engine: PpOcrEngine, size: int) -> None:
    page = Image.new("RGB", (900, 700), "white")
    draw = ImageDraw.Draw(page)
    numbers = ["31", "102", "1,204.50", "2026", "0.031", "77", "1999", "47.11"]
    for n, number in enumerate(numbers):
        draw.text((80, 60 + 75 * n), f"Item {n}", "black", ImageFont.load_default(size))
        draw.text((500, 60 + 75 * n), number, "black", ImageFont.load_default(size))
    text = read(engine, page, "basic").text
    for number in numbers:
        assert number in text


def test_a_disc_is_no_letter(engine: PpOcrEngine) -> None:
    page = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(28)
    for n, name in enumerate(("Ada Quay", "Ben Moor", "Cy Lock")):
        draw.ellipse((110 + 270 * n, 60, 182 + 270 * n, 132), fill="#bbccdd")
        draw.text((95 + 270 * n, 150), name, font=font, fill="black")
        draw.text((95 + 270 * n, 190), "O", font=font, fill="black")
    assert read(engine, page, "basic").text.split().count("O") == 3


def test_a_nought_on_a_dark_ground_is_no_disc() -> None:
    crop = Image.new("RGB", (40, 48), "#223344")
    ImageDraw.Draw(crop).text((10, 4), "0", font=ImageFont.load_default(36), fill="white")
    assert not is_disc("0", np.asarray(crop))
    disc = Image.new("RGB", (72, 72), "white")
    ImageDraw.Draw(disc).ellipse((0, 0, 71, 71), fill="#bbccdd")
    assert is_disc("O", np.asarray(disc))
