"""Ink that lies over or under the text: stamps, pale watermarks, print of the other side showing through.

It is paler than the text or has a colour, so what is black in the lightest of the three channels is the text's."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from ...page import Bgr, Quads

LOOK_PX = 1200
"""The longer side at which other ink is looked for: strokes are two pixels wide there."""
STROKES = 25
"""Of that side: what is wider than such a part of it is no stroke but ground."""
INK = 25
"""Grey levels below the paper; paper's own texture and JPEG's noise stay within."""
FAINT = 12
TOUCHED = 0.1
"""Of the marks of the text that touch other ink. Two stamps, watermarks and sheets that show through have 0.15 to 0.2;
of 57 pages of manuals with links, grey rules and coloured code, 4 have more than 0.1."""
ACROSS = 0.1
"""Of a line's box: printed text never lies over other text."""
LEVEL_DEGREES = 5.0
"""Lines of one text share their angle; watermarks are slanted."""

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class TextInk:
    page: Bgr
    """Nothing but the text's own ink, with its soft edges, on white."""
    dark: Mask
    """1 where that ink is, (height, width)."""
    other: Mask

    def cleared(self, page: Bgr, quads: Quads) -> Bgr:
        """`page` without the marks of other ink that reach into these quads: a stamp goes, a picture stays."""
        joined = cv2.dilate(self.other, np.ones((5, 5), np.uint8))
        _, marks = cv2.connectedComponents(joined, connectivity=8)
        within = np.zeros(marks.shape, np.uint8)
        cv2.fillPoly(within, list(np.round(quads).astype(np.int32)), 1)
        gone = np.isin(marks, np.unique(marks[(within > 0) & (marks > 0)]))
        cleared: Bgr = np.where(gone[:, :, None], self.page, page)
        return cleared

    def pale(self, quads: Quads) -> npt.NDArray[np.bool_]:
        """(n,) whether a line's ink is mostly other ink."""
        return np.array([_inked(self.dark, quad) < _inked(self.other, quad) for quad in quads], bool)


def text_ink(page: Bgr) -> TextInk | None:
    """None where no other ink touches the text's, as on most pages."""
    scale = min(1.0, LOOK_PX / max(page.shape[:2]))
    small: Bgr = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else page
    parted = _parted(small)
    if parted is None or _touched(*parted) < TOUCHED:
        return None
    whole = _parted(page)
    if whole is None:
        return None
    dark, other = whole
    soft = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    only = np.where(soft > 0, page.max(axis=2), 255).astype(np.uint8)
    return TextInk(cv2.cvtColor(only, cv2.COLOR_GRAY2BGR), dark, other)


def lies_across(quads: Quads, others: Quads, size: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """(n,) whether a quad lies over one of the others. `size` is the page's (height, width)."""
    mask = np.zeros(size, np.uint8)
    cv2.fillPoly(mask, list(np.round(others).astype(np.int32)), 1)
    return np.array([_inked(mask, quad) > ACROSS for quad in quads], bool)


def apart(quads: Quads) -> list[int]:
    """Of quads that lie over each other, in order, those that lie over none before them."""
    kept: list[int] = []
    for at, quad in enumerate(quads):
        size = tuple(int(side) + 1 for side in quads.reshape(-1, 2).max(axis=0)[::-1])
        if not kept or not lies_across(quad[None], quads[kept], (size[0], size[1]))[0]:
            kept.append(at)
    return kept


def found_twice(quads: Quads, others: Quads) -> list[tuple[list[int], list[int]]]:
    """Groups of quads and of others that lie over each other, each in one: what both are of the page."""
    boxes = [(*quad.min(axis=0), *quad.max(axis=0)) for quad in (*quads, *others)]
    group = list(range(len(boxes)))

    def root(n: int) -> int:
        while group[n] != n:
            n = group[n]
        return n

    for n, (x0, y0, x1, y1) in enumerate(boxes[: len(quads)]):
        for m, (left, top, right, bottom) in enumerate(boxes[len(quads) :], start=len(quads)):
            wide, high = min(x1, right) - max(x0, left), min(y1, bottom) - max(y0, top)
            if wide > 0 and high > 0.5 * min(y1 - y0, bottom - top):
                group[root(m)] = root(n)
    groups: dict[int, tuple[list[int], list[int]]] = {}
    for n in range(len(boxes)):
        ours, theirs = groups.setdefault(root(n), ([], []))
        if n < len(quads):
            ours.append(n)
        else:
            theirs.append(n - len(quads))
    return list(groups.values())


def slanted(quads: Quads, text: Quads) -> npt.NDArray[np.bool_]:
    """(n,) whether a line runs at another angle than the text's lines do."""
    if not len(text):
        return np.zeros(len(quads), bool)
    usual = float(np.median(_degrees(text)))
    found: npt.NDArray[np.bool_] = np.abs(_degrees(quads) - usual) > LEVEL_DEGREES
    return found


def _degrees(quads: Quads) -> npt.NDArray[np.float32]:
    along = quads[:, 1] - quads[:, 0]
    degrees: npt.NDArray[np.float32] = np.degrees(np.arctan2(along[:, 1], along[:, 0]))
    return degrees


def _parted(page: Bgr) -> tuple[Mask, Mask] | None:
    """Masks of the text's ink and of other ink, or None where there is none at all."""
    width = max(3, max(page.shape[:2]) // STROKES // 2 * 2 + 1)
    below_grey = _below_paper(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), width)
    below_light = _below_paper(page.max(axis=2), width)
    inked = below_light[below_light > INK]
    if not len(inked):
        return None
    # Halfway between the paper and the darkest tenth of the ink.
    dark = (below_light > 0.5 * float(np.percentile(inked, 90))).astype(np.uint8)
    beside = cv2.dilate(dark, np.ones((5, 5), np.uint8))
    other = ((below_grey > FAINT) & (beside == 0)).astype(np.uint8)
    return dark, cv2.morphologyEx(other, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))


def _below_paper(grey: Mask, width: int) -> npt.NDArray[np.int16]:
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((width, width), np.uint8))
    below: npt.NDArray[np.int16] = paper.astype(np.int16) - grey
    return below


def _touched(dark: Mask, other: Mask) -> float:
    """The part of the dark marks that other ink touches, 0..1."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(other, connectivity=8)
    if len(stats) < 2:
        return 0.0
    count, marks = cv2.connectedComponents(dark, connectivity=8)
    around = cv2.dilate(other, np.ones((7, 7), np.uint8))
    touched = len(np.unique(marks[(around > 0) & (marks > 0)]))
    return touched / max(1, count - 1)


def _inked(mask: Mask, quad: npt.NDArray[np.float32]) -> float:
    """The part of a quad that the mask covers, 0..1."""
    x0, y0 = np.maximum(np.floor(quad.min(axis=0)).astype(int), 0)
    x1, y1 = np.ceil(quad.max(axis=0)).astype(int) + 1
    window = mask[y0:y1, x0:x1]
    inside = np.zeros(window.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(quad - [x0, y0]).astype(np.int32)], 1)
    return float(window[inside > 0].mean()) if inside.any() else 0.0
