"""Lines cut out of a page."""

from __future__ import annotations

from rapidocr.utils.process_img import get_rotate_crop_image

from .image import Bgr, Quads


def crop_lines(page: Bgr, quads: Quads) -> list[Bgr]:
    """Each quad straightened; one that is much higher than wide is turned a quarter anticlockwise, which is also
    how recognition nets have learned vertical Chinese and Japanese."""
    return [get_rotate_crop_image(page, quad) for quad in quads]
