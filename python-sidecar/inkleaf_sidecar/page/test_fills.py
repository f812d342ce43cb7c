"""Pale grounds are found on scans, and nothing else is taken for one."""

from __future__ import annotations

import cv2
import numpy as np

from inkleaf_sidecar.page.fills import find_fills


def paper() -> np.ndarray:
    return np.full((1400, 1000, 3), 255, np.uint8)


def scanned(page: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(7).normal(0, 5, page.shape[:2])
    noisy = np.clip(page + noise[..., None], 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", noisy, [cv2.IMWRITE_JPEG_QUALITY, 75])
    unpacked = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    assert unpacked is not None
    return np.asarray(unpacked)


def test_a_pale_ground_with_text_on_it_is_found_where_it_is() -> None:
    page = paper()
    page[200:500, 100:600] = (247, 245, 244)
    cv2.putText(page, "Harbour", (140, 300), cv2.FONT_HERSHEY_SIMPLEX, 2, (0, 0, 0), 4)
    for seen in (page, scanned(page)):
        (found,) = find_fills(seen, 24)
        assert np.allclose(found, (100, 200, 600, 500), atol=8)


def test_grounds_that_cover_more_than_the_paper_are_found() -> None:
    page = paper()
    for y in (40, 720):
        page[y : y + 640, 40:480] = page[y : y + 640, 520:960] = (235, 240, 240)
    assert len(find_fills(page, 24)) == 4


def test_a_picture_a_circle_a_stripe_and_a_blank_page_are_none() -> None:
    assert find_fills(scanned(paper()), 24) == []
    page = paper()
    page[100:600, 100:900] = np.random.default_rng(1).integers(0, 255, (500, 800, 1))
    cv2.circle(page, (500, 900), 200, (200, 220, 220), -1)
    page[1300:1340, 100:900] = (230, 230, 230)
    assert find_fills(page, 24) == []


def test_a_page_of_a_pixel_has_none() -> None:
    assert find_fills(np.zeros((1, 1, 3), np.uint8), 24) == []
