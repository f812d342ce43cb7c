"""What may be in a model's folder. Weights and words only: a folder that brings code of its own is refused.

`trust_remote_code=False` alone does not keep code out: mlx-vlm loads what `model_file` in config.json names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...errors import SidecarError
from .prompts import KINDS

WEIGHTS = ".safetensors"
ALLOWED = {".safetensors", ".json", ".jinja", ".txt", ".model", ".tiktoken", ".md", ".png", ".jpg", ""}
"""Kinds of files; the one without an ending is LICENSE and the like."""
CODE_KEYS = ("auto_map", "model_file", "custom_pipelines", "trust_remote_code")


def check_folder(folder: Path) -> str:
    """The model's `model_type`. Raises SidecarError `model_missing`, or `model_refused` where it may not be loaded."""
    config_file = folder / "config.json"
    if not config_file.is_file() or not any(folder.glob(f"*{WEIGHTS}")):
        raise SidecarError(
            "model_missing", "input", f"There is no model in {folder}: config.json or weights are missing."
        )
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        if path.is_symlink():
            raise _refused(f"{inside} is a link")
        if path.is_file() and path.suffix.lower() not in ALLOWED:
            raise _refused(f"{inside} is neither weights nor words")
    for path in folder.rglob("*.json"):
        named = _code_in(_parsed(path))
        if named:
            raise _refused(f"{path.relative_to(folder)} names code to be run ({named})")
    config = _parsed(config_file)
    kind = config.get("model_type") if isinstance(config, dict) else None
    if kind not in KINDS:
        raise _refused(f"its type is {kind}; known are {', '.join(sorted(KINDS))}")
    return str(kind)


def weights_bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.glob(f"*{WEIGHTS}"))


def _code_in(value: Any) -> str | None:
    if isinstance(value, dict):
        found = next((key for key in CODE_KEYS if value.get(key)), None)
        return found or next((name for name in map(_code_in, value.values()) if name), None)
    if isinstance(value, list):
        return next((name for name in map(_code_in, value) if name), None)
    return None


def _parsed(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as cause:
        raise _refused(f"{path.name} is no JSON") from cause


def _refused(why: str) -> SidecarError:
    return SidecarError("model_refused", "input", f"The model is not loaded: {why}.")
