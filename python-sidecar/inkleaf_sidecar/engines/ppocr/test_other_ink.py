"""Stamps, watermarks and print that shows through, over text that has to be read."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.engines.ppocr.other_ink import text_ink
from inkleaf_sidecar.images import decode_image

SAMPLE = decode_image(FIXTURES / "page.png")


def text_of(engine: PpOcrEngine, pixels: np.ndarray) -> str:
    return engine.read(PageImage(pixels, mode="markdown"), lambda _: None, lambda: False).text


def case(name: str) -> np.ndarray:
    return decode_image(FIXTURES / "cases" / f"{name}.png")


def test_text_under_a_watermark_is_read_and_the_watermark_is_not(engine: PpOcrEngine) -> None:
    assert text_of(engine, case("watermark")).split() == [
        "海棠湾镇渔港整治会议纪要",
        "会议听取了港务站关于东港清淤进度的汇报。截至三月十日，已完成土方量一万二千立方米，占计划的六成。",
        "会议指出，剩余工程要赶在禁渔期之前完成。施工期间船只改停西港，由港务站负责引导。",
        "会议决定：一、增加挖泥船一艘；二、夜间作业不得晚于二十二时；三、每周五通报进度。",
    ]


def test_print_that_shows_through_is_not_read(engine: PpOcrEngine) -> None:
    assert text_of(engine, case("show-through")).split() == [
        "渡口的老船工姓秦，每天天不亮就把缆绳解开。他说江水涨落有时辰，人若等得住，水自然会把船托起来。",
        "镇上的学生过江上学，都认得他那顶旧草帽。下雨的日子，他把草帽让给最小的孩子，自己披一块油布。",
        "后来修了桥，渡口就停了。",
    ]


def test_text_under_a_stamp_is_read(engine: PpOcrEngine) -> None:
    text = text_of(engine, case("stamp"))
    assert "白鹭洲实验学校后勤处" in text
    assert "二〇二六年三月十八日" in text


def test_pale_and_coloured_text_beside_the_other_is_kept() -> None:
    page = Image.fromarray(SAMPLE.copy())
    draw = ImageDraw.Draw(page)
    font = ImageFont.load_default(28)
    for n, colour in enumerate(["#999999", "#0b57d0", "#c5221f"]):
        draw.text((120, page.height - 160 + 45 * n), f"Printed in another colour, number {n}", colour, font)
    assert text_ink(np.asarray(page)[:, :, ::-1]) is None, "nothing lies over the text"


def test_pale_lines_of_a_page_that_is_stamped_are_kept(engine: PpOcrEngine) -> None:
    page = Image.fromarray(case("stamp"))
    draw = ImageDraw.Draw(page)
    draw.text((150, page.height - 90), "Printed in pale grey below", "#999999", ImageFont.load_default(32))
    text = text_of(engine, np.asarray(page))
    assert "Printed in pale grey below" in text
    assert "二〇二六年三月十八日" in text


def test_a_picture_on_a_page_that_is_stamped_stays_a_picture(engine: PpOcrEngine) -> None:
    stamped = case("stamp")
    noise = np.random.default_rng(0).integers(40, 255, (8, 12, 3)).astype(np.uint8)
    page = np.full((stamped.shape[0] + 700, stamped.shape[1], 3), 255, np.uint8)
    page[: stamped.shape[0]] = stamped
    page[stamped.shape[0] : -100, 200:1300] = np.asarray(
        Image.fromarray(noise).resize((1100, 600), Image.Resampling.BICUBIC)
    )
    result = engine.read(PageImage(page, mode="markdown"), lambda _: None, lambda: False)
    assert "二〇二六年三月十八日" in result.text
    assert "figure" in [block.type for block in result.blocks]
