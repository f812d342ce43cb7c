"""A real Redis, real workers, a real gateway: each a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import httpx
import numpy as np
import pytest
import redis

ONE_PIXEL = {"widthPx": 1, "heightPx": 1, "channels": 1}
ODD_WORKER = Path(__file__).parents[2] / "test" / "support" / "cluster" / "odd_worker.py"


@dataclass
class RedisServer:
    folder: Path
    port: int
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    scheme: str = "redis"
    user: str = ""
    query: str = ""

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.user}127.0.0.1:{self.port}/0{self.query}"

    def start(self) -> None:
        plain = ("--port", str(self.port)) if self.scheme == "redis" else ("--port", "0", "--tls-port", str(self.port))
        self.process = subprocess.Popen(
            ["redis-server", *plain, "--bind", "127.0.0.1", "--dir", str(self.folder), "--save", "", *self.arguments],
            stdout=subprocess.DEVNULL,
        )
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            self.client().ping()
        except redis.exceptions.ConnectionError:
            return False
        except redis.exceptions.RedisError:
            return True
        return True

    def client(self, url: str = "") -> redis.Redis:
        return redis.Redis.from_url(url or self.url, retry=None)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def keys_of_pages(self) -> list[str]:
        """What is left of pages."""
        found = [key.decode() for key in self.client().keys("*")]
        kinds = ("ink:page", "ink:current", "ink:claim", "ink:lease", "ink:events")
        return [key for key in found if any(kind in key for kind in kinds)]


@dataclass
class Machines:
    """What runs, and how more is started."""

    redis: RedisServer
    folder: Path
    prefix: str = ""
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def environment(self) -> dict[str, str]:
        return {**os.environ, "INKLEAF_REDIS": self.redis.url, "INKLEAF_REDIS_PREFIX": self.prefix}

    def worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, str(ODD_WORKER), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.folder / f"worker-{len(self.started)}.log").open("wb"),
            env=self.environment(),
        )
        self.started.append(process)
        assert process.stdout
        assert process.stdout.readline(), (self.folder / f"worker-{len(self.started) - 1}.log").read_text()
        return process

    def gateway(self) -> Gateway:
        path = Path(tempfile.mkdtemp()) / "gateway.sock"
        process = subprocess.Popen(
            [sys.executable, "-m", "inkleaf_cluster", "gateway", "--socket", str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self.environment(),
        )
        self.started.append(process)
        assert process.stdout
        assert json.loads(process.stdout.readline())["type"] == "ready"
        transport = httpx.HTTPTransport(uds=str(path))
        return Gateway(process, httpx.Client(transport=transport, base_url="http://gateway", timeout=60))

    def end(self) -> None:
        for process in self.started:
            process.kill()
            process.wait()


@dataclass
class Gateway:
    process: subprocess.Popen[bytes]
    http: httpx.Client

    def cluster(self) -> dict[str, Any]:
        found: dict[str, Any] = self.http.get("/v1/status").json()["cluster"]
        return found

    def wait_for_capacity(self, pages: int) -> None:
        wait_until(lambda: self.cluster()["capacity"] == pages)

    def hang_up(self, page: int) -> None:
        """Asks for a page and goes before it is there."""
        with pytest.raises(httpx.ReadTimeout):
            self.http.post(
                "/v1/pages",
                headers={"inkleaf-page": json.dumps({"page": page, "mode": "basic", "dpi": None, **ONE_PIXEL})},
                content=b"\xff",
                timeout=1.5,
            )

    def read(self, page: int, **header: Any) -> dict[str, Any]:
        """The last event."""
        return self.events(page, **header)[-1]

    def events(self, page: int, picture: np.ndarray | None = None, **header: Any) -> list[dict[str, Any]]:
        pixels = np.full((60, 80), 255, np.uint8) if picture is None else picture
        about = {"page": page, "mode": "basic", "dpi": 200, "widthPx": pixels.shape[1], "heightPx": pixels.shape[0]}
        with self.http.stream(
            "POST",
            "/v1/pages",
            headers={"inkleaf-page": json.dumps({**about, "channels": 1, **header})},
            content=pixels.tobytes(),
        ) as answer:
            return [json.loads(line) for line in answer.iter_lines()]


def wait_until(holds: Callable[[], bool], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it did not come to pass in time"
        time.sleep(0.02)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    assert shutil.which("redis-server"), "redis-server is not installed (Debian: redis-server)"
    server = RedisServer(tmp_path, free_port())
    server.start()
    yield server
    server.kill()


@pytest.fixture
def machines(redis_server: RedisServer, tmp_path: Path) -> Iterator[Machines]:
    found = Machines(redis_server, tmp_path)
    yield found
    found.end()


def killed(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def picture_file(path: Path) -> Path:
    cv2.imwrite(str(path), np.full((60, 80, 3), 255, np.uint8))
    return path
