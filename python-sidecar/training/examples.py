"""Pages that see_pages.py saw, as arrays for train_lines.py, which then needs nothing but NumPy and PyTorch.

    examples.py SEEN PAGES TARGET.npz SPLIT

With the fonts that fonts.ts found, a page is there twice: as a scan, and as a PDF that names its fonts."""

from __future__ import annotations

import json
import pickle
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from see_pages import SeenExample

from inkleaf_sidecar.reading.geometry import is_vertical
from inkleaf_sidecar.reading.line_features import line_features, pair_features, windows
from inkleaf_sidecar.reading.line_net import KINDS, MOST_LINES
from inkleaf_sidecar.reading.seen_page import SeenPage

NAMES = {"paragraph": "text", "running_head": "furniture", "page_number": "furniture", "figure": None, "formula": None}
MIN_LINES = 4


def with_fonts(example: SeenExample, fonts: Path) -> SeenExample | None:
    """The page as it comes from a PDF, which says what is set in a font of fixed pitch; None where that isn't known, as
    on pages that were turned."""
    if not fonts.exists():
        return None
    boxes = np.array(json.loads(fonts.read_text()), np.float32).reshape(-1, 5)
    lines = []
    for line in example.lines:
        x, y = line.quad.mean(axis=0)
        near = boxes[(boxes[:, 0] < x) & (x < boxes[:, 2]) & (boxes[:, 1] < y) & (y < boxes[:, 3])]
        if len(near):
            lines.append(replace(line, fixed_pitch=bool(near[0, 4])))
    return replace(example, lines=lines) if len(lines) == len(example.lines) else None


def arrays(example: SeenExample) -> list[dict[str, np.ndarray]]:
    if len(example.lines) < MIN_LINES:
        return []
    corners = np.stack([line.quad for line in example.lines])
    if is_vertical(corners):
        return []
    page = SeenPage(example.lines, corners, example.look)
    x = line_features(page)
    kinds = np.array([KINDS.index(name) if (name := NAMES.get(k or "", k)) in KINDS else -1 for k in example.kinds])
    blocks = np.array(example.blocks)
    order = np.array(example.order)
    return [
        {
            "x": x[members].astype(np.float16),
            "pairs": pair_features(page, members).astype(np.float16),
            "kinds": kinds[members].astype(np.int8),
            "blocks": blocks[members].astype(np.int32),
            "order": order[members].astype(np.int32),
            "group": np.array(example.group + " " + example.style),
            "name": np.array(example.name),
        }
        for members in windows(page, MOST_LINES)
    ]


def main() -> None:
    seen, pages, target, split = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    every = []
    for file in sorted(seen.glob("*.pickle")):
        example = pickle.loads(file.read_bytes())
        if example.split == split:
            every += arrays(example)
            other = with_fonts(example, pages / f"{file.stem}.fonts.json")
            if other is not None:
                every += arrays(other)
    flat = {f"{key}:{at}": array for at, one in enumerate(every) for key, array in one.items()}
    np.savez_compressed(target, count=len(every), **flat)
    print(f"{split}: {len(every)} pages, {sum(len(one['kinds']) for one in every)} lines")


if __name__ == "__main__":
    main()
