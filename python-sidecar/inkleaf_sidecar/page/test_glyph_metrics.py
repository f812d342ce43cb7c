"""The size of letters, and bullets, on lines that are drawn here."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.page.bullets import find_bullets
from inkleaf_sidecar.page.glyph_metrics import glyph_metrics, x_heights
from inkleaf_sidecar.page.image import Bgr
from inkleaf_sidecar.reading import Box

TEXT = "see the section on dialogs and docking for help"
FONT = ImageFont.load_default(28)


def size_of(text: str, crop: Bgr) -> float:
    size = x_heights([text], [glyph_metrics(crop)])[0]
    assert size is not None
    return size


def crop(underline: str | None = None) -> Bgr:
    picture = Image.new("RGB", (700, 44), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((4, 4), TEXT, font=FONT, fill="black")
    if underline == "solid":
        draw.line((4, 35, 640, 35), fill="black", width=2)
    elif underline == "broken":
        for x in range(4, 640, 60):
            draw.line((x, 35, x + 50, 35), fill="black", width=2)
    elif underline == "dotted":
        for x in range(4, 640, 4):
            draw.rectangle((x, 39, x + 1, 40), fill="black")
    return np.asarray(picture)


@pytest.mark.parametrize("underline", ["solid", "broken", "dotted"])
def test_an_underline_makes_no_letters_larger(underline: str) -> None:
    assert size_of(TEXT, crop(underline)) == pytest.approx(size_of(TEXT, crop()), abs=1)


def squares(sides: tuple[int, ...]) -> Bgr:
    """Characters as squares with more or less in them."""
    strip = np.full((44, 50 * len(sides), 3), 255, np.uint8)
    for at, side in enumerate(sides):
        top = 22 - side // 2
        strip[top : top + side, 50 * at + 8 : 50 * at + 40] = 0
        strip[10:34, 50 * at + 10 : 50 * at + 13] = 0
    return strip


def test_cjk_lines_of_one_type_measure_alike_whatever_their_characters() -> None:
    full, thin = squares((24, 24, 24, 24)), squares((24, 10, 10, 10))
    assert size_of("圖國圍團", full) == pytest.approx(size_of("圖一二三", thin), abs=2)


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        (lambda draw: draw.ellipse((60, 106, 71, 117), fill="black"), True),
        (lambda draw: draw.rectangle((60, 106, 71, 117), fill=(150, 150, 150)), True),
        (lambda draw: draw.ellipse((60, 105, 73, 118), outline="black", width=3), True),
        (lambda draw: draw.line((60, 80, 60, 150), fill="black", width=3), False),
        (lambda draw: draw.text((60, 96), "ab", font=FONT, fill="black"), False),
        (lambda draw: draw.rectangle((40, 96, 75, 130), fill="black"), False),
        (lambda draw: None, False),
    ],
)
def test_a_lone_dot_before_a_line_is_its_bullet(shape: Callable[[ImageDraw.ImageDraw], None], found: bool) -> None:
    picture = Image.new("RGB", (400, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((110, 96), "from the menu", font=FONT, fill="black")
    shape(draw)
    bullets = find_bullets(np.asarray(picture.convert("L")), [Box(0, 108, 94, 290, 131)], [108])
    assert (bullets[0] is not None) == found
    if found:
        assert bullets[0] == pytest.approx(60, abs=1)


def test_a_bullet_that_detection_took_in_is_found_before_the_first_word() -> None:
    picture = Image.new("RGB", (400, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((110, 96), "from the menu", font=FONT, fill="black")
    draw.polygon([(80, 106), (90, 111), (80, 117)], fill=(170, 170, 170))
    box = Box(0, 74, 94, 290, 131)
    assert find_bullets(np.asarray(picture.convert("L")), [box], [110]) == [pytest.approx(80, abs=1)]
    assert find_bullets(np.asarray(picture.convert("L")), [box], [76]) == [None]


@pytest.mark.parametrize("box", [Box(0, -90, 94, 90, 131), Box(0, 108, -60, 290, -20), Box(0, 900, 94, 1200, 131)])
def test_lines_out_of_the_page_have_no_bullets(box: Box) -> None:
    assert find_bullets(np.full((200, 400), 255, np.uint8), [box], [box.x0]) == [None]


def test_text_left_of_a_line_is_no_bullet() -> None:
    picture = Image.new("RGB", (400, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, 106, 71, 117), fill="black")
    boxes = [Box(0, 108, 94, 290, 131), Box(1, 56, 96, 76, 128)]
    assert find_bullets(np.asarray(picture.convert("L")), boxes, [108, 56])[0] is None
