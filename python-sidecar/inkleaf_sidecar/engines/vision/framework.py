"""Asks the framework (VNRecognizeTextRequest, revision 3: macOS 13 and newer)."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from ...errors import SidecarError
from .observations import Observation, Point

REVISION = 3


def observe(pixels: npt.NDArray[np.uint8]) -> list[Observation]:
    """`pixels` are (height, width, 3) RGB. Raises SidecarError `needs_vision` where there is no such framework."""
    try:
        import Vision
        from Foundation import NSData
    except ImportError as cause:
        raise SidecarError("needs_vision", "input", "Apple Vision is a part of macOS only.") from cause
    _, png = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
    encoded = png.tobytes()
    handler = Vision.VNImageRequestHandler.alloc().initWithData_options_(
        NSData.dataWithBytes_length_(encoded, len(encoded)), None
    )
    request = Vision.VNRecognizeTextRequest.alloc().init()
    request.setRevision_(REVISION)
    request.setRecognitionLevel_(Vision.VNRequestTextRecognitionLevelAccurate)
    request.setAutomaticallyDetectsLanguage_(True)
    done, error = handler.performRequests_error_([request], None)
    if not done:
        raise SidecarError("engine_failed", "transient", f"Apple Vision could not read the page: {error}")
    return [one for one in map(_observation, request.results() or []) if one is not None]


def _observation(found: Any) -> Observation | None:
    candidates = found.topCandidates_(1)
    if not candidates:
        return None
    best = candidates[0]
    text = str(best.string())
    corners = tuple(_point(one()) for one in (found.topLeft, found.topRight, found.bottomRight, found.bottomLeft))
    words = _words(best, text)
    return Observation(text, float(best.confidence()), corners, words)  # type: ignore[arg-type]


def _words(candidate: Any, text: str) -> tuple[tuple[Point, Point], ...]:
    from Foundation import NSMakeRange

    words: list[tuple[Point, Point]] = []
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        # Foundation counts in UTF-16.
        before, length = len(text[:start].encode("utf-16-le")) // 2, len(word.encode("utf-16-le")) // 2
        box, _ = candidate.boundingBoxForRange_error_(NSMakeRange(before, length), None)
        if box is None:
            return ()
        words.append((_point(box.bottomLeft()), _point(box.bottomRight())))
    return tuple(words)


def _point(point: Any) -> Point:
    return float(point.x), float(point.y)
