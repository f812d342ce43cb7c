"""The rows and columns of a table that has no rulings, as SLANet sees them (arxiv.org/abs/2210.05391).

The net writes the table's HTML token by token, five hundred steps of small products after one look at the picture: work
for the CPU on every machine."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from ..nets import open_cpu_net
from ..reading import Area, TableRows
from .image import Bgr

SIDE_PX = 488
MARGIN_PX = 4
START, END = "sos", "eos"
CELL = "<td></td>"


class TableNet:
    def __init__(self, weights: Path) -> None:
        self._net = open_cpu_net(weights)
        tokens = [token for token in self._net.metadata["character"].split("\n") if token != "<td>"]
        # The weights were trained with empty cells as one token, which their list of characters doesn't say.
        self._tokens = [START, *tokens, *([] if CELL in tokens else [CELL]), END]

    def __call__(self, page: Bgr, area: Area) -> TableRows | None:
        """`area` is in px of `page`; None where the net sees no table."""
        x0, y0 = max(0, int(area.x0) - MARGIN_PX), max(0, int(area.y0) - MARGIN_PX)
        crop = page[y0 : int(area.y1) + MARGIN_PX, x0 : int(area.x1) + MARGIN_PX]
        if min(crop.shape[:2]) < 8:
            return None
        boxes, scores = self._net.all_outputs(_net_input(crop))
        # Fractions of the crop, not of the square that it is padded to.
        size = np.array([crop.shape[1], crop.shape[0]] * 2)
        return self._rows(scores[0].argmax(axis=1), boxes[0] * size + np.array([x0, y0, x0, y0]), area)

    def _rows(self, best: np.ndarray, boxes: np.ndarray, area: Area) -> TableRows | None:
        rows: list[list[tuple[float, float]]] = []
        widths: list[int] = []
        for at, token in enumerate(self._tokens[int(n)] for n in best):
            if token == END and at:
                break
            if token == "<tr>":
                rows.append([])
                widths.append(0)
            elif rows and token in (CELL, "<td"):
                rows[-1].append((float(boxes[at][1]), float(boxes[at][3])))
                widths[-1] += 1
            elif rows and token.startswith(" colspan="):
                widths[-1] += int(token.split('"')[1]) - 1
        if len(rows) < 2 or not all(rows):
            return None
        middles = [float(np.median([(y0 + y1) / 2 for y0, y1 in row])) for row in rows]
        return TableRows(area, middles, max(widths)) if middles == sorted(middles) else None


def _net_input(crop: Bgr) -> np.ndarray:
    """(1, 3, 488, 488), ImageNet's mean and deviation, padded with 0 at the right and below."""
    scale = SIDE_PX / max(crop.shape[:2])
    size = (max(1, int(crop.shape[1] * scale)), max(1, int(crop.shape[0] * scale)))
    small = cv2.resize(crop, size).astype(np.float32) / 255
    padded = np.zeros((SIDE_PX, SIDE_PX, 3), np.float32)
    mean, deviation = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)
    padded[: size[1], : size[0]] = (small - mean) / deviation
    return np.ascontiguousarray(padded.transpose(2, 0, 1)[None])
