"""What the tests share: the fixtures' folder, the models, an engine that is loaded once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.nets import BackendName, open_backend
from inkleaf_sidecar.page import PageAnalyser

PROJECT = Path(__file__).resolve().parents[2]
FIXTURES = PROJECT / "test" / "fixtures"
MODELS = PROJECT / ".inkleaf" / "models"


def open_ppocr(backend: BackendName, dtype: str = "float32") -> PpOcrEngine:
    return PpOcrEngine(MODELS, PageAnalyser(open_backend(backend, dtype), MODELS))


@pytest.fixture(scope="session")
def engine() -> PpOcrEngine:
    return open_ppocr("onnxruntime")
