"""A PDF's own lines are held against what is drawn."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.text_compare import alike, compare_text


def test_lines_are_as_alike_as_the_letters_that_they_share() -> None:
    assert alike("The franchisor, Ltd.", "the FRANCHISOR Ltd") == 1
    assert alike("7KH IUDQFKLVRU", "The franchisor") < 0.3


def test_a_line_is_read_where_it_is_drawn_and_nothing_is_said_of_what_cannot_be_read(engine: PpOcrEngine) -> None:
    page = Image.new("RGB", (1200, 600), "white")
    ImageDraw.Draw(page).text((100, 100), "The franchisor shall pay", "black", ImageFont.load_default(36))

    def line(text: str, x0: float, y0: float, x1: float, y1: float) -> dict[str, object]:
        return {"text": text, "quad": [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]}

    drawn = (48, 48, 270, 72)
    body = {
        "widthPt": 600,
        "heightPt": 300,
        "lines": [
            line("The franchisor shall pay", *drawn),
            line("7KH IUDQFKLVRU VKDOO SD\\", *drawn),
            line("Nothing is drawn here", 48, 200, 270, 224),
            line("It lies out of the page", 700, 48, 900, 72),
        ],
    }
    same, shifted, empty, outside = compare_text(body, engine, np.asarray(page))
    assert same == 1
    assert shifted is not None
    assert shifted < 0.4
    assert (empty, outside) == (None, None)
