"""A page whose characters are known from its PDF: only their order, and what they are part of, is worked out."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from .clean_up import as_regions, is_ignored, without_regions
from .page import PageAnalyser, PagePixels
from .reading import PlacedLine, Tag, TagCell, Told, assemble
from .result import PageResult

POINTS_PER_INCH = 72


def arrange_text(
    body: dict[str, Any], analyser: PageAnalyser, pixels: npt.NDArray[np.uint8] | None = None
) -> PageResult:
    """`body`: page, widthPt, heightPt, lines, tags and outline as in `TextLayer` of src-main/documents/document.ts.

    `pixels` are the page as it is drawn, (height, width, 3) RGB. With them its structure is found."""
    start = time.perf_counter()
    width, height = float(body["widthPt"]), float(body["heightPt"])
    lines = [
        PlacedLine(
            str(line["text"]),
            np.asarray(line["quad"], np.float32).reshape(4, 2),
            1.0,
            line["words"],
            fixed_pitch=bool(line["fixedPitch"]),
            content=line.get("content"),
            tag=line["tag"],
        )
        for line in body["lines"]
    ]
    regions = as_regions(body.get("ignoreRegions", ()))
    lines = [line for line in lines if not is_ignored(line.quad.mean(axis=0) / (width, height), regions)]
    pixels = None if pixels is None else without_regions(pixels, regions)
    if pixels is None:
        text, blocks, tables = assemble(lines, (width, height), 0)
    else:
        size = (pixels.shape[1], pixels.shape[0])
        scale = np.array([size[0] / width, size[1] / height], np.float32)
        drawn = [replace(line, quad=line.quad * scale) for line in lines]
        seen = analyser.analyse(PagePixels(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)), drawn)
        text, blocks, tables = assemble(seen.lines, size, 0, seen.look, seen.from_level, _told(body))
    spent = round((time.perf_counter() - start) * 1000, 1)
    return PageResult(
        page=int(body["page"]),
        widthPx=max(1, round(width)),
        heightPx=max(1, round(height)),
        dpi=POINTS_PER_INCH,
        rotation=0,
        text=text,
        blocks=blocks,
        tables=tables,
        warnings=[],
        engine="pdf-text",
        model="text layer",
        confidence=1.0 if lines else None,
        timingsMs={"layout": spent, "total": spent},
    )


def _told(body: dict[str, Any]) -> Told:
    tags = []
    for tag in body["tags"]:
        cell = tag.get("cell")
        place = cell and TagCell(cell["table"], cell["row"], cell["rowSpan"], cell["columnSpan"])
        tags.append(Tag(tag["kind"], tag.get("level"), place))
    return Told(tags, [(str(entry["title"]), int(entry["level"])) for entry in body["outline"]])
