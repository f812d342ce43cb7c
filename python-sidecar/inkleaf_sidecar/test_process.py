"""The process as the app starts it: handshake, protected stdout, no orphan."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from inkleaf_sidecar.conftest import FIXTURES, MODELS


@pytest.fixture
def socket(tmp_path: Path) -> Path:
    return tmp_path / "s.sock"


def command(socket: Path, models: Path = MODELS) -> list[str]:
    return [sys.executable, "-m", "inkleaf_sidecar", "--socket", str(socket), "--models", str(models)]


def start(socket: Path, models: Path = MODELS) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command(socket, models), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )


@pytest.fixture
def process(socket: Path) -> Iterator[subprocess.Popen[bytes]]:
    started = start(socket)
    yield started
    started.kill()
    started.wait()


def handshake(process: subprocess.Popen[bytes]) -> dict[str, object]:
    assert process.stdout is not None
    said: dict[str, object] = json.loads(process.stdout.readline())
    return said


def client(socket: Path) -> httpx.Client:
    return httpx.Client(transport=httpx.HTTPTransport(uds=str(socket)), base_url="http://sidecar", timeout=60)


def test_it_says_that_it_is_ready_and_serves(process: subprocess.Popen[bytes], socket: Path) -> None:
    assert handshake(process)["type"] == "ready"
    assert socket.stat().st_mode & 0o077 == 0
    with client(socket) as http:
        status = http.get("/v1/status").json()
        assert status["pid"] == process.pid
        assert 0 < status["rssBytes"] <= status["peakRssBytes"]
        header = json.dumps({"page": 3, "mode": "markdown", "dpi": None, "file": str(FIXTURES / "page.png")})
        answer = http.post("/v1/pages", headers={"inkleaf-page": header})
        events = [json.loads(line) for line in answer.text.splitlines()]
    assert [e["stage"] for e in events if e["type"] == "stage"] == ["detect", "recognize", "layout"]
    assert events[-1]["type"] == "result"
    assert events[-1]["result"]["page"] == 3
    # Nothing but the handshake comes on stdout, whatever the libraries print.
    process.terminate()
    assert process.stdout is not None
    assert process.stdout.read() == b""


def test_a_bad_request_is_an_answer_not_an_end(process: subprocess.Popen[bytes], socket: Path) -> None:
    handshake(process)
    with client(socket) as http:
        assert http.post("/v1/pages").status_code == 400
        assert http.post("/v1/pages", headers={"inkleaf-page": "{"}).status_code == 400
        assert http.post("/v1/text", content=b"[]").status_code == 400
        assert http.post("/v1/images", content=b'{"file": "/nowhere.png"}').json()["code"] == "source_missing"
        short = json.dumps({"page": 1, "mode": "basic", "widthPx": 10, "heightPx": 10})
        answer = http.post("/v1/pages", headers={"inkleaf-page": short}, content=b"too few")
        assert json.loads(answer.text)["code"] == "bad_request"
        assert http.get("/v1/status").status_code == 200


def test_it_ends_when_its_parents_pipe_closes(process: subprocess.Popen[bytes]) -> None:
    handshake(process)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(timeout=5) == 0


def test_it_ends_when_its_parent_is_killed_though_the_pipe_stays_open(socket: Path, tmp_path: Path) -> None:
    script = (
        "import subprocess, sys, os\n"
        f"p = subprocess.Popen({command(socket)!r}, stdin=int(sys.argv[1]), stdout=subprocess.PIPE)\n"
        "p.stdout.readline()\nprint(p.pid, flush=True)\nimport time; time.sleep(60)\n"
    )
    read_end, write_end = os.pipe()
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(read_end)], stdout=subprocess.PIPE, pass_fds=[read_end]
    )
    assert parent.stdout is not None
    orphan = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    end = time.monotonic() + 5
    while Path(f"/proc/{orphan}").exists() and time.monotonic() < end:
        time.sleep(0.1)
    os.close(write_end)
    assert not Path(f"/proc/{orphan}").exists()


def test_a_missing_model_is_named_in_the_handshake(socket: Path, tmp_path: Path) -> None:
    process = start(socket, tmp_path)
    assert handshake(process) == {
        "type": "error",
        "code": "model_missing",
        "kind": "defect",
        "message": "The model file layout_cdla.onnx is missing. Install Inkleaf (or run `npm run setup`) again.",
    }
    assert process.wait(timeout=10) == 1
