"""The weights of the page analysis, in the models folder that the set-up fills."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import SidecarError


@dataclass(frozen=True, slots=True)
class PageWeights:
    layout: Path
    table: Path


def find_page_weights(models: Path) -> PageWeights:
    """Raises SidecarError `model_missing` that names what is not there."""
    return PageWeights(present(models / "layout_cdla.onnx"), present(models / "slanet-1m.onnx"))


def present(path: Path) -> Path:
    if path.is_file():
        return path
    message = f"The model file {path.name} is missing. Run `npm run setup` again."
    raise SidecarError("model_missing", "defect", message)
