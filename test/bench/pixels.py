"""OpenCV's calls that Inkleaf makes on each page, against what SciPy, scikit-image, Pillow and NumPy do instead.

    python test/bench/pixels.py      with opencv-python-headless, scipy, scikit-image, pillow, numpy

Prints milliseconds (medians of seven) for an A4 page at 200 DPI, and how many times longer the other takes. PYTHONPATH
with another build of OpenCV compares the builds. The answer is in ARCHITECTURE.md.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np
from PIL import Image
from scipy import ndimage
from skimage import filters, measure, transform

ROUNDS = 7
HEIGHT, WIDTH = 2339, 1654
cv2.setNumThreads(1)


def page() -> np.ndarray:
    """Rows of dark blots, as print is."""
    random = np.random.default_rng(1)
    grey = np.full((HEIGHT, WIDTH), 245, np.uint8)
    for top in range(120, HEIGHT - 120, 46):
        for left in range(120, WIDTH - 120, 17):
            height, width = random.integers(8, 26), random.integers(4, 13)
            grey[top : top + height, left : left + width] = random.integers(10, 90)
    return grey


GREY = page()
COLOUR = np.dstack([GREY] * 3)
INK = (GREY < 128).astype(np.uint8) * 255
MAP_X, MAP_Y = np.meshgrid(np.arange(WIDTH, dtype=np.float32) + 0.5, np.arange(HEIGHT, dtype=np.float32) + 0.5)
BAR = cv2.getStructuringElement(cv2.MORPH_RECT, (31, 1))
JPEG = cv2.imencode(".jpg", COLOUR)[1].tobytes()
PNG = cv2.imencode(".png", GREY)[1].tobytes()
TURN = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 1.5, 1)

CALLS: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
    "cvtColor": (
        lambda: cv2.cvtColor(COLOUR, cv2.COLOR_RGB2GRAY),
        lambda: np.asarray(Image.fromarray(COLOUR).convert("L")),
    ),
    "resize, smaller": (
        lambda: cv2.resize(GREY, (905, 1280), interpolation=cv2.INTER_AREA),
        lambda: np.asarray(Image.fromarray(GREY).resize((905, 1280), Image.Resampling.BOX)),
    ),
    "resize, bilinear": (
        lambda: cv2.resize(COLOUR, (960, 1280)),
        lambda: np.asarray(Image.fromarray(COLOUR).resize((960, 1280), Image.Resampling.BILINEAR)),
    ),
    "threshold (Otsu)": (
        lambda: cv2.threshold(GREY, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU),
        lambda: filters.threshold_otsu(GREY) < GREY,
    ),
    "adaptiveThreshold": (
        lambda: cv2.adaptiveThreshold(GREY, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, 15),
        lambda: filters.threshold_local(GREY, 31, method="mean", offset=15) < GREY,
    ),
    "morphologyEx (open)": (
        lambda: cv2.morphologyEx(INK, cv2.MORPH_OPEN, BAR),
        lambda: ndimage.grey_opening(INK, size=(1, 31)),
    ),
    "dilate": (
        lambda: cv2.dilate(INK, np.ones((5, 5), np.uint8)),
        lambda: ndimage.maximum_filter(INK, size=5),
    ),
    "connectedComponents": (
        lambda: cv2.connectedComponentsWithStats(INK),
        lambda: ndimage.find_objects(measure.label(INK, connectivity=2)),
    ),
    "medianBlur": (lambda: cv2.medianBlur(GREY, 5), lambda: ndimage.median_filter(GREY, size=5)),
    "GaussianBlur": (lambda: cv2.GaussianBlur(GREY, (0, 0), 2), lambda: ndimage.gaussian_filter(GREY, 2)),
    "remap": (
        lambda: cv2.remap(GREY, MAP_X, MAP_Y, cv2.INTER_LINEAR),
        lambda: ndimage.map_coordinates(GREY, [MAP_Y, MAP_X], order=1),
    ),
    "warpAffine": (
        lambda: cv2.warpAffine(GREY, TURN, (WIDTH, HEIGHT)),
        lambda: transform.warp(GREY, np.vstack([TURN, [0, 0, 1]]), order=1, preserve_range=True),
    ),
    "findContours": (
        lambda: cv2.findContours(INK, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE),
        lambda: measure.find_contours(INK, 128),
    ),
    "imdecode JPEG": (
        lambda: cv2.imdecode(np.frombuffer(JPEG, np.uint8), cv2.IMREAD_COLOR),
        lambda: np.asarray(Image.open(io.BytesIO(JPEG))),
    ),
    "imdecode PNG": (
        lambda: cv2.imdecode(np.frombuffer(PNG, np.uint8), cv2.IMREAD_UNCHANGED),
        lambda: np.asarray(Image.open(io.BytesIO(PNG))),
    ),
}


def median_ms(call: Callable[[], object]) -> float:
    call()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


print(f"OpenCV {cv2.__version__} at {cv2.__file__}")
print(f"{'call':22}{'OpenCV ms':>10}{'other ms':>10}{'times':>8}")
total = [0.0, 0.0]
for name, (ours, other) in CALLS.items():
    own, others = median_ms(ours), median_ms(other)
    total = [total[0] + own, total[1] + others]
    print(f"{name:22}{own:10.2f}{others:10.2f}{others / own:8.1f}")
print(f"{'together':22}{total[0]:10.2f}{total[1]:10.2f}{total[1] / total[0]:8.1f}")
