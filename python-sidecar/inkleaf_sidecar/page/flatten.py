"""Photographs of curved pages laid flat, as UVDoc sees them (doi.org/10.1145/3610548.3618174)."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from ..nets import Net, open_cpu_net
from ..reading import Corners
from .image import Bgr
from .weights import present

INPUT_PX = (488, 712)
"""Width and height of what the net is shown, whatever the page's are."""

Warp = npt.NDArray[np.float32]
"""(rows, columns, 2): where its points, even on the flat page, are on the curved one, as fractions of its size."""


class Flattener:
    """Raises SidecarError `model_missing` where its weights are not there. They are loaded when first needed."""

    def __init__(self, models: Path) -> None:
        self._weights = present(models / "uvdoc.onnx")

    @cached_property
    def _net(self) -> Net:
        return open_cpu_net(self._weights)

    def warp(self, page: Bgr) -> Warp:
        small = cv2.cvtColor(cv2.resize(page, INPUT_PX, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2RGB)
        x = np.ascontiguousarray(small.transpose(2, 0, 1)[None] / 255, np.float16)
        points = self._net.all_outputs(x)[0][0]  # type: ignore[arg-type]
        return np.asarray((points.transpose(1, 2, 0).astype(np.float32) + 1) / 2, np.float32)


def laid_flat(page: Bgr, warp: Warp) -> Bgr:
    """The page, of the same size."""
    height, width = page.shape[:2]
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    places = _sampled(warp, x / max(width - 1, 1), y / max(height - 1, 1)) * np.array(
        [width - 1, height - 1], np.float32
    )
    flat: Bgr = cv2.remap(page, places[..., 0], places[..., 1], cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return flat


def on_curved_page(corners: Corners, warp: Warp, size: tuple[int, int]) -> Corners:
    """Corners on the flat page in px, (n, 4, 2), as they are on the page as it was, whose (width, height) is `size`."""
    extent = np.array([max(size[0] - 1, 1), max(size[1] - 1, 1)], np.float32)
    at = np.clip(corners / extent, 0, 1).astype(np.float32)
    return np.asarray(_sampled(warp, at[..., 0], at[..., 1]) * extent, np.float32)


def _sampled(warp: Warp, x: npt.NDArray[np.float32], y: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The grid between its points, at fractions of its extent."""
    rows, columns = warp.shape[:2]
    shape = x.shape
    maps = [np.asarray(v, np.float32).reshape(shape[0] if len(shape) > 1 else 1, -1) for v in (x, y)]
    found = cv2.remap(
        warp, maps[0] * (columns - 1), maps[1] * (rows - 1), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(found.reshape(*shape, 2), np.float32)
