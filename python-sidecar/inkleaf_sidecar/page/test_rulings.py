"""Rulings of tables that are drawn here."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from inkleaf_sidecar.page.rulings import find_rulings

TEXT_PX = 37.0
FONT = ImageFont.load_default(28)


def framed_cells(rows: list[int], columns: int = 3) -> np.ndarray:
    """As browsers draw a table with a border: a frame around it and one around each cell. `rows` are heights, px."""
    picture = Image.new("L", (1400, 2000), "white")
    draw = ImageDraw.Draw(picture)
    y = 300
    draw.rectangle((100, y - 8, 100 + 400 * columns + 8, y + sum(rows) + 8 * len(rows)), outline="gray", width=2)
    for high in rows:
        for column in range(columns):
            x = 108 + 400 * column
            draw.rectangle((x, y, x + 392, y + high), outline="gray", width=2)
            draw.text((x + 8, y + 2), "limit of all Hills", font=FONT, fill="black")
        y += high + 8
    return np.asarray(picture)


def test_each_cell_has_its_own_frame_also_in_a_row_of_one_line() -> None:
    grid = find_rulings(framed_cells([40, 40, 110, 40]), TEXT_PX).grids[0]
    assert [(cell.row, cell.column) for cell in grid.cells] == [(r, c) for r in range(4) for c in range(3)]


def test_a_table_of_nothing_but_low_rows_has_columns() -> None:
    grid = find_rulings(framed_cells([40, 40]), TEXT_PX).grids[0]
    assert len(grid.cells) == 6


def test_light_letters_on_a_dark_ground_are_no_rulings() -> None:
    page = Image.new("L", (900, 700), 255)
    draw = ImageDraw.Draw(page)
    draw.rectangle((60, 60, 840, 640), fill=40)
    font = ImageFont.load_default(24)
    for n in range(14):
        draw.text((90, 90 + 36 * n), f"total_{n} = used[{n}] + size  # the box", 230, font)
    assert find_rulings(np.asarray(page), 26.0).grids == []
