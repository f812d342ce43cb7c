"""Lines are joined within a page as they are over pages: the window's side runs the same cases."""

from __future__ import annotations

import json

import pytest

from inkleaf_sidecar.conftest import FIXTURES
from inkleaf_sidecar.reading.script import joined

CASES = json.loads((FIXTURES / "joined-lines.json").read_text("utf-8"))["cases"]


@pytest.mark.parametrize(("before", "after", "text"), CASES)
def test_two_lines_become_one_text(before: str, after: str, text: str) -> None:
    assert joined(before, after) == text
