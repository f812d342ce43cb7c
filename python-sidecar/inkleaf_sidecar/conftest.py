"""What the tests share: the fixtures' folder, the models, an engine that is loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inkleaf_sidecar.engines.base import EngineOptions
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine

PROJECT = Path(__file__).resolve().parents[2]
FIXTURES = PROJECT / "test" / "fixtures"
MODELS = PROJECT / ".inkleaf" / "models"


@pytest.fixture(scope="session")
def engine() -> PpOcrEngine:
    return PpOcrEngine(EngineOptions("onnxruntime", "float32", MODELS))
