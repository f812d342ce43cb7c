"""The weights of the page analysis, in the models folder that the set-up fills."""

from __future__ import annotations

from pathlib import Path

from ..errors import SidecarError


def find_layout_weights(models: Path) -> Path:
    """Raises SidecarError `model_missing` that names what is not there."""
    return present(models / "layout_cdla.onnx")


def present(path: Path) -> Path:
    if path.is_file():
        return path
    message = f"The model file {path.name} is missing. Install Inkleaf (or run `npm run setup`) again."
    raise SidecarError("model_missing", "defect", message)
