"""Fast, balanced, accurate: what each of the two recognisers reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.engines import Accuracy, PageImage
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.engines.ppocr.recognise import Recogniser
from inkleaf_sidecar.images import decode_image
from inkleaf_sidecar.result import PageResult

PAGE = decode_image(FIXTURES / "page.png")


def read_by(
    engine: PpOcrEngine, accuracy: Accuracy, monkeypatch: pytest.MonkeyPatch
) -> tuple[PageResult, dict[str, int]]:
    """The page, and how many lines each recogniser was given."""
    given = {"quick": 0, "thorough": 0}
    read = Recogniser.read

    def counted(self: Recogniser, crops: Sequence[Any], *others: Any, **named: Any) -> Any:
        given["thorough" if self is engine.recogniser else "quick"] += len(crops)
        return read(self, crops, *others, **named)

    with monkeypatch.context() as patch:
        patch.setattr(Recogniser, "read", counted)
        return engine.read(PageImage(PAGE, accuracy=accuracy), lambda _: None, lambda: False), given


def test_balanced_reads_what_accurate_reads_with_fewer_lines_for_the_small_net(
    engine: PpOcrEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    accurate, all_lines = read_by(engine, "accurate", monkeypatch)
    balanced, some_lines = read_by(engine, "balanced", monkeypatch)
    assert "".join(balanced.text.split()) == "".join(accurate.text.split())
    assert "レモン十二箱" in balanced.text, "whose characters the tiny net does not know"
    assert all_lines["quick"] == 0
    assert 0 < some_lines["thorough"] < all_lines["thorough"] / 2
    assert (accurate.model, balanced.model) == ("PP-OCRv6-small", "PP-OCRv6-tiny+small")


def test_fast_gives_the_small_net_nothing(engine: PpOcrEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    fast, lines = read_by(engine, "fast", monkeypatch)
    assert "Goods received, 14 March" in fast.text
    assert lines["thorough"] == 0 < lines["quick"]
