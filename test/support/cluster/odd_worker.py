"""A real worker with an engine that takes a fixed time for a page, and fails in the ways that it is told.

`python odd_worker.py --ms 100 --slots 2 [--poison PAGE] [--hang PAGE] [--version V] [--claim-slots N] [--clock-ahead-s S]`
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time

parser = argparse.ArgumentParser()
parser.add_argument("--ms", type=float, default=100, help="what a page takes")
parser.add_argument("--slots", type=int, default=2)
parser.add_argument("--poison", type=int, help="the page that kills the process")
parser.add_argument("--hang", type=int, help="the page that never ends, whatever it is told")
parser.add_argument("--version", help="of another Inkleaf")
parser.add_argument("--claim-slots", type=int, help="slots that it says it has")
parser.add_argument("--clock-ahead-s", type=float, default=0)
parser.add_argument("--hangs-after-s", type=float)
arguments = parser.parse_args()

if arguments.clock_ahead_s:
    real_time = time.time
    time.time = lambda: real_time() + arguments.clock_ahead_s

import inkleaf_sidecar  # noqa: E402

if arguments.version:
    inkleaf_sidecar.__version__ = arguments.version

from inkleaf_cluster import worker  # noqa: E402
from inkleaf_cluster.connection import address, keys  # noqa: E402
from inkleaf_sidecar.errors import Cancelled  # noqa: E402
from inkleaf_sidecar.parent import protect_stdout  # noqa: E402
from inkleaf_sidecar.result import Block, Line, PageResult  # noqa: E402

said = protect_stdout()
SHOWN = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.2], [0.1, 0.2]]


class FixedTime:
    name = "fixed"
    model = "fixed-time"
    device = "none"
    parts = ("page",)

    def read(self, image, emit, cancelled):
        started = time.monotonic()
        emit({"type": "stage", "stage": "recognize"})
        if image.page == arguments.poison:
            os.kill(os.getpid(), signal.SIGKILL)
        if image.page == arguments.hang:
            threading.Event().wait()
        until = time.monotonic() + arguments.ms / 1000
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, 0.01))
            if cancelled():
                print("cancelled", image.page, file=sys.stderr, flush=True)
                raise Cancelled
        height, width = image.pixels.shape[:2]
        text = f"page {image.page}"
        emit({"type": "delta", "text": text})
        line = Line("l1", text, SHOWN, 1.0)
        return PageResult(
            page=image.page,
            widthPx=width,
            heightPx=height,
            dpi=image.dpi,
            rotation=0,
            text=text,
            blocks=[Block("b1", "text", [0.1, 0.1, 0.9, 0.2], 0, [line], text)],
            warnings=[],
            engine=self.name,
            model=self.model,
            confidence=1.0,
            timingsMs={"read": (time.monotonic() - started) * 1000, **image.spent_ms},
        )


if arguments.hangs_after_s:
    worker.HANGS_AFTER_S = arguments.hangs_after_s
if arguments.claim_slots:
    worker.Worker = lambda **about: _Boasting(about)


class _Boasting:
    def __init__(self, about):
        self._about = about

    def as_json(self):
        import json

        return json.dumps({**self._about, "slots": arguments.claim_slots})


worker.end_with_parent_gently()
worker.run_worker(
    FixedTime(), address(), keys(), arguments.slots, lambda name: os.write(said, f"{name}\n".encode())
)
