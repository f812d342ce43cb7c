"""Text detection: a page to the quads of its lines."""

from __future__ import annotations

import math

import cv2
import numpy as np
from rapidocr.ch_ppocr_det.utils import DBPostProcess, DetPreProcess

from ...nets import Backend, Net
from ...page import Bgr, Quads, short_sides, tiles_of
from .missed_text import missed_text

LONG_SIDE_PX = 1280
"""Enough for an A4 page in 8 point; RapidOCR's default of up to 2000 takes 2.4 times as long and reads no better."""
QUICK_LONG_SIDE_PX = 1600
"""For the tiny net, which finds lone signs in cells only then, in a third of the small one's time."""
LONGEST_SIDE_PX = 2560
SHORT_SIDE_PX = 736
MIN_LINE_PX = 9.0
"""A median line lower than this in the detection image is looked at again in a larger one."""
WANTED_LINE_PX = 13.0


class Detector:
    """`long_side_px` is what a page is made no larger than for the net."""

    def __init__(self, backend: Backend, net: Net, long_side_px: int = LONG_SIDE_PX) -> None:
        self._backend = backend
        self._long_side_px = long_side_px
        self._net = net
        # Dilation and 0.5 are RapidOCR's own values for these weights; 1000 candidates are too few for a dense sheet.
        self._boxes = DBPostProcess(
            thresh=0.3, box_thresh=0.5, max_candidates=20_000, unclip_ratio=1.6, use_dilation=True
        )

    def __call__(self, image: Bgr) -> Quads:
        """(n, 4, 2) corners of the lines, px."""
        found = []
        for tile in tiles_of(image):
            quads = self._tile(image[tile.y0 : tile.y1]) + np.array([0, tile.y0], np.float32)
            middle_y = quads[:, :, 1].mean(axis=1)
            found.append(quads[(middle_y >= tile.own_y0) & (middle_y < tile.own_y1)])
        return np.concatenate(found)

    def _tile(self, image: Bgr) -> Quads:
        image, pad_y = _padded_strip(image)
        height, width = image.shape[:2]
        long_side = max(height, width)
        side = min(long_side, self._long_side_px)
        if min(height, width) < SHORT_SIDE_PX and long_side < self._long_side_px:
            side = min(self._long_side_px, math.ceil(long_side * SHORT_SIDE_PX / min(height, width)))
        quads = self._at(image, side)
        if not len(quads) and side > SHORT_SIDE_PX and int(image.min()) + 40 < int(image.max()):
            # A large dark area can blind the net to a few words beside it, but not at every size.
            quads = self._at(image, SHORT_SIDE_PX)
        if len(quads) and side < min(long_side, LONGEST_SIDE_PX):
            line_px = float(np.median(short_sides(quads))) / UNCLIP_GROWTH * side / long_side
            if line_px < MIN_LINE_PX:
                side = min(long_side, LONGEST_SIDE_PX, math.ceil(side * WANTED_LINE_PX / line_px))
                quads = self._at(image, side)
        quads = np.concatenate([quads, missed_text(image, quads)])
        quads[:, :, 1] -= pad_y
        return quads

    def _at(self, image: Bgr, side: int) -> Quads:
        height, width = image.shape[:2]
        scale = side / max(height, width)
        if scale > 1:
            image_for_net = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        else:
            image_for_net = image
        net_input = DetPreProcess(side, "max", [0.5] * 3, [0.5] * 3)(image_for_net)
        if net_input is None:
            return np.zeros((0, 4, 2), np.float32)
        score_map = self._backend.submit(lambda: self._net(net_input)).result()
        boxes, _ = self._boxes(score_map, (height, width))
        return np.asarray(boxes, np.float32).reshape(-1, 4, 2)


UNCLIP_GROWTH = 1.35
"""How much higher a box is than its line's ink after DB's unclip at 1.6, median of printed pages."""


def _padded_strip(image: Bgr) -> tuple[Bgr, int]:
    """A strip of one line, with paper added above and below: the net needs to see both edges of a line."""
    height, width = image.shape[:2]
    if height > 30 and width / height <= 8:
        return image, 0
    pad = int(max(width / 8, 60) - height) // 2 + 16
    padded: Bgr = cv2.copyMakeBorder(image, pad, pad, 0, 0, cv2.BORDER_REPLICATE)
    return padded, pad
