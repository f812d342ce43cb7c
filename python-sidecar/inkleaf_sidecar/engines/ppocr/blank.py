"""Whether a page on which nothing was read is empty."""

from __future__ import annotations

import cv2
import numpy as np

from ...page import Bgr
from ...result import Notice

MARGIN = 0.08
"""Of each side: there are a scanner's edges, and punch holes (ISO 838: their middle is 12 mm from the edge)."""
DARKER = 35
"""Grey levels below the paper."""
INKED = 0.001
"""Of the page: a single line of text has 0.002, dust and folds less than 0.0005."""


def nothing_read(page: Bgr) -> Notice | None:
    """What to say of a page without a line of text; None where it is blank."""
    height, width = page.shape[:2]
    y, x = int(MARGIN * height), int(MARGIN * width)
    grey = (
        cv2.medianBlur(cv2.cvtColor(page[y : height - y, x : width - x], cv2.COLOR_BGR2GRAY), 3) if min(y, x) else None
    )
    if grey is None or not grey.size:
        return None
    paper = float(np.percentile(grey, 90))
    if float((grey < paper - DARKER).mean()) < INKED:
        return None
    return Notice("nothing_read", "No text was found on this page, although it is not blank.")
