"""Rows of dots between an entry and its number."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.engines.ppocr.leaders import find_leaders
from inkleaf_sidecar.images import decode_image


def rows_of(engine: PpOcrEngine, pixels: np.ndarray) -> list[str]:
    result = engine.read(PageImage(pixels, mode="markdown"), lambda _: None, lambda: False)
    return ["".join(row.split()) for row in result.text.splitlines() if row]


def test_every_entry_of_a_contents_page_keeps_its_ends(engine: PpOcrEngine) -> None:
    assert rows_of(engine, decode_image(FIXTURES / "cases" / "contents.png")) == [
        "目录",
        "第一章江上……1",
        "一渡口……3",
        "二涨水……17",
        "第二章镇上……31",
        "第三章桥……58",
        "第四章草帽……74",
        "第五章陈列室……96",
        "后记……121",
    ]


def test_a_dotted_rule_is_no_text_and_the_points_of_sentences_are_none() -> None:
    page = Image.new("RGB", (1000, 600), "white")
    draw = ImageDraw.Draw(page)
    draw.text((80, 80), "Wait... it goes on. And on. And on...", "black", ImageFont.load_default(28))
    assert len(find_leaders(np.asarray(page))) == 0
    for x in range(80, 900, 10):
        draw.rectangle((x, 300, x + 2, 302), fill="black")
    assert len(find_leaders(np.asarray(page))) == 1


def test_a_dotted_rule_beside_text_adds_nothing(engine: PpOcrEngine) -> None:
    page = Image.new("RGB", (1000, 600), "white")
    draw = ImageDraw.Draw(page)
    draw.text((80, 80), "Harbour office of the island", "black", ImageFont.load_default(28))
    for x in range(80, 900, 10):
        draw.rectangle((x, 300, x + 2, 302), fill="black")
    assert rows_of(engine, np.asarray(page)) == ["Harbourofficeoftheisland"]
