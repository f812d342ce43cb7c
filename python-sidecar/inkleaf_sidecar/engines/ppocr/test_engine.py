"""The real engine on real pages."""

from __future__ import annotations

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.clean_up import cleaned, without_regions
from inkleaf_sidecar.conftest import FIXTURES, MODELS
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.engines.ppocr.weights import find_weights
from inkleaf_sidecar.errors import Cancelled, SidecarError
from inkleaf_sidecar.images import decode_image
from inkleaf_sidecar.result import PageResult

PAGE = decode_image(FIXTURES / "page.png")
WORDS = ("Goods received, 14 March", "增值税发票号码：20260314", "レモン十二箱", "Zwölf Kisten Zitronen", "3,50 €")


def read(engine: PpOcrEngine, pixels: np.ndarray, mode: str = "basic") -> PageResult:
    return engine.read(PageImage(np.ascontiguousarray(pixels), mode=mode), lambda _: None, lambda: False)  # type: ignore[arg-type]


def test_a_page_in_four_languages_is_read(engine: PpOcrEngine) -> None:
    result = read(engine, PAGE)
    for words in WORDS:
        assert words in result.text
    assert result.confidence is not None
    assert result.confidence > 0.97
    assert result.rotation == 0
    assert result.warnings == []
    assert set(result.timingsMs) == {"detect", "recognize", "layout", "total"}


def test_an_address_alone_on_its_line_is_no_code(engine: PpOcrEngine) -> None:
    blocks = read(engine, PAGE, "markdown").blocks
    (own,) = [block for block in blocks if "harbour@example.org" in block.lines[-1].text]
    assert own.type == "text"


def test_lines_are_read_by_a_net_for_another_script(engine: PpOcrEngine, tmp_path: Path) -> None:
    page = cv2.cvtColor(PAGE, cv2.COLOR_RGB2BGR)
    quads = engine.find_lines(page)
    own = engine.read_lines(page, quads)
    # No net for another script is to be had here: the bundled one has its characters in its metadata as they do.
    net = tmp_path / "korean.onnx"
    net.write_bytes(find_weights(MODELS).recognition.read_bytes())
    assert engine.read_lines(page, quads, net) == own
    assert "Goods received, 14 March" in [line.text for line in own]
    assert all(line.words for line in own)
    net.with_name("greek.onnx").write_bytes(b"no net")
    with pytest.raises(SidecarError) as caught:
        engine.read_lines(page, quads, net.with_name("greek.onnx"))
    assert caught.value.code == "net_damaged"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_turned_is_read_and_its_boxes_are_those_of_the_turned_page(engine: PpOcrEngine, turn: int) -> None:
    codes = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
    result = read(engine, cv2.rotate(PAGE, codes[turn]))
    assert result.rotation == (360 - turn) % 360
    assert WORDS[0] in result.text
    x, y = result.blocks[0].lines[0].quad[0]
    corner = {90: (x > 0.5, y < 0.5), 180: (x > 0.5, y > 0.5), 270: (x < 0.5, y > 0.5)}[turn]
    assert corner == (True, True), "the head's own start, in the corner where it is seen"


def test_an_upright_page_is_never_turned(engine: PpOcrEngine) -> None:
    for scale in (0.6, 1.0, 1.4):
        assert read(engine, cv2.resize(PAGE, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)).rotation == 0


def test_single_digits_on_the_row_of_other_text_are_not_lost(engine: PpOcrEngine) -> None:
    page = Image.new("RGB", (1400, 1900), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(22)
    for n in range(1, 25):
        draw.text((120, 100 + 60 * n), f"1.{n} Chapter about the number {n}", font=font, fill="black")
        draw.text((1250, 100 + 60 * n), str(n % 9 + 1), font=font, fill="black")
    rows = read(engine, np.asarray(page)).text.splitlines()
    found = [row.split()[-1] for row in rows if "Chapter" in row]
    assert sum(a == str(n % 9 + 1) for n, a in enumerate(found, start=1)) >= 23


def test_an_upside_down_line_among_others_is_read(engine: PpOcrEngine) -> None:
    page = PAGE.copy()
    stamp = np.full((60, 620, 3), 255, np.uint8)
    picture = Image.fromarray(stamp)
    ImageDraw.Draw(picture).text((10, 10), "RECEIVED BY THE HARBOUR", font=ImageFont.load_default(36), fill="black")
    page[-90:-30, 100:720] = np.asarray(picture)[::-1, ::-1]
    assert "RECEIVED BY THE HARBOUR" in read(engine, page).text


def test_a_word_beside_a_large_dark_area_is_read(engine: PpOcrEngine) -> None:
    page = np.full((2339, 1653, 3), 255, np.uint8)
    page[980:1560, 165:1000] = 0
    picture = Image.fromarray(page)
    ImageDraw.Draw(picture).text((165, 120), "RECEIVED", font=ImageFont.load_default(56), fill="black")
    assert read(engine, np.asarray(picture)).text == "RECEIVED"


def test_words_are_placed_where_they_are_along_their_line(engine: PpOcrEngine) -> None:
    page = Image.new("RGB", (1000, 200), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(40)
    starts, x = {}, 60.0
    for word in ("Boat", "lemons", "morning", "illuminate"):
        draw.text((x, 80), word, "black", font)
        starts[word] = x
        x += draw.textlength(word, font) + 16
    (line,) = (line for block in read(engine, np.asarray(page)).blocks for line in block.lines)
    assert line.text.split() == list(starts)
    assert line.words is not None
    left, right = line.quad[0][0] * 1000, line.quad[1][0] * 1000
    for (word, x), (start, end) in zip(starts.items(), line.words, strict=True):
        assert abs(left + start * (right - left) - x) < 14
        assert abs(left + end * (right - left) - x - draw.textlength(word, font)) < 14


def test_an_empty_page_is_an_empty_result(engine: PpOcrEngine) -> None:
    result = read(engine, np.full((1000, 700, 3), 255, np.uint8))
    assert (result.text, result.blocks, result.confidence) == ("", [], None)


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (2000, 3), (20, 400)])
def test_a_picture_of_odd_shape_breaks_nothing(engine: PpOcrEngine, shape: tuple[int, int]) -> None:
    assert read(engine, np.full((*shape, 3), 200, np.uint8)).text == ""


def test_a_strip_of_one_line_is_read(engine: PpOcrEngine) -> None:
    strip = Image.new("RGB", (420, 26), "white")
    ImageDraw.Draw(strip).text((6, 2), "Order no. 7731-B of March", font=ImageFont.load_default(18), fill="black")
    assert read(engine, np.asarray(strip)).text == "Order no. 7731-B of March"


def test_noise_gives_no_text(engine: PpOcrEngine) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (600, 600, 3), np.uint8)
    assert len(read(engine, noise).text) < 5


def test_the_text_comes_in_reading_order_while_it_is_read(engine: PpOcrEngine) -> None:
    deltas: list[str] = []
    result = engine.read(PageImage(PAGE), lambda e: deltas.append(e.get("text", "")), lambda: False)
    assert "".join("".join(deltas).split()) == "".join(result.text.split())


def test_a_cancelled_page_stops(engine: PpOcrEngine) -> None:
    stop = threading.Event()

    def emit(event: dict[str, str]) -> None:
        if event.get("stage") == "recognize":
            stop.set()

    with pytest.raises(Cancelled):
        engine.read(PageImage(PAGE), emit, stop.is_set)


COLUMNS = decode_image(FIXTURES / "two-columns.png")
INVOICE = decode_image(FIXTURES / "invoice.png")


def kinds(result: PageResult) -> list[str]:
    return [block.type for block in result.blocks]


def test_a_page_in_columns_is_a_document(engine: PpOcrEngine) -> None:
    result = read(engine, COLUMNS, "markdown")
    headings = [block.text for block in result.blocks if block.type == "heading"]
    assert headings[:2] == ["Moisture in stone walls after a flood", "1 Introduction"]
    assert len(headings) == 7
    at = kinds(result).index("figure")
    assert kinds(result)[at + 1] == "caption"
    assert result.blocks[-1].type == "page_number"
    assert {block.type for block in read(engine, COLUMNS).blocks} <= {"text", "list_item"}


@pytest.mark.parametrize("degrees", [-1.3, 2.0, 180.0])
def test_a_drawn_table_has_its_cells_however_it_lies(engine: PpOcrEngine, degrees: float) -> None:
    height, width = INVOICE.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 0.95)
    turned = cv2.warpAffine(INVOICE, matrix, (width, height), borderValue=(255, 255, 255))
    (table,) = read(engine, turned, "markdown").tables
    assert (table.rows, table.columns) == (8, 5)
    texts = {(cell.row, cell.column): cell.text for cell in table.cells}
    assert texts[2, 1] == "Wool yarn, grey, skein of 100 g with label"
    assert texts[7, 0] == "Total"
    assert next(cell for cell in table.cells if (cell.row, cell.column) == (7, 0)).columnSpan == 4


def test_an_empty_page_and_a_picture_say_what_they_are(engine: PpOcrEngine) -> None:
    white = np.full((1400, 1000, 3), 255, np.uint8)
    assert kinds(read(engine, white, "markdown")) == []
    noise = np.random.default_rng(0).integers(0, 255, (14, 10, 3)).astype(np.uint8)
    photo = cv2.resize(noise, (1000, 1400), interpolation=cv2.INTER_CUBIC)
    framed = white.copy()
    framed[200:900, 100:900] = photo[200:900, 100:900]
    assert kinds(read(engine, framed, "markdown")) == ["figure"]


def test_text_over_a_picture_is_text(engine: PpOcrEngine) -> None:
    page = np.full((1400, 1000, 3), 255, np.uint8)
    noise = np.random.default_rng(0).integers(60, 200, (14, 10, 3)).astype(np.uint8)
    page[150:900, 60:940] = cv2.resize(noise, (1000, 1400), interpolation=cv2.INTER_CUBIC)[150:900, 60:940]
    for n, text in enumerate(
        ("Text over a photograph that is", "several lines long and can be", "read, since it is dark.")
    ):
        for colour, thickness in (((255, 255, 255), 9), ((0, 0, 0), 3)):
            cv2.putText(page, text, (100, 300 + 70 * n), cv2.FONT_HERSHEY_SIMPLEX, 1.4, colour, thickness)
    result = read(engine, page, "markdown")
    assert "figure" in kinds(result)
    assert any("photograph" in block.text for block in result.blocks if block.type == "text")


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (9, 9), (3, 2000), (2000, 3), (40, 4000)])
def test_pages_of_odd_sizes_are_cleaned_and_looked_at(engine: PpOcrEngine, size: tuple[int, int]) -> None:
    for page in (
        np.zeros((*size, 3), np.uint8),
        np.random.default_rng(1).integers(0, 255, (*size, 3)).astype(np.uint8),
    ):
        cleaned_page = without_regions(cleaned(page, ["denoise", "contrast"]), [(0.0, 0.0, 0.5, 0.5)])
        assert read(engine, cleaned_page, "markdown").page == 1


def test_every_line_of_a_picture_many_times_as_high_as_wide_is_read_once(engine: PpOcrEngine) -> None:
    page = Image.new("RGB", (600, 7200), "white")
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(22)
    wanted = [f"Message number {n} of the day" for n in range(100, 220)]
    for n, words in enumerate(wanted):
        draw.text((40 if n % 2 else 240, 30 + 60 * n), words, font=font, fill="black")
    for mode in ("basic", "markdown"):
        result = read(engine, np.asarray(page), mode)
        assert [line.text for block in result.blocks for line in block.lines] == wanted


def test_a_page_that_is_not_blank_says_so_where_nothing_was_read(engine: PpOcrEngine) -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for y in (520, 1230):
        draw.ellipse((40, y, 76, y + 36), fill="black")
    assert read(engine, np.asarray(page)).warnings == [], "punch holes"
    draw.line([(200 + 8 * n, 700 + 200 * np.sin(n / 9)) for n in range(100)], fill="black", width=5)
    result = read(engine, np.asarray(page))
    assert result.text == ""
    assert [notice.code for notice in result.warnings] == ["nothing_read"]
