"""`python -m inkleaf_cluster gateway|worker|status`. The address of Redis comes in the environment (`INKLEAF_REDIS`).

`gateway` shakes hands as the sidecar does; `worker` prints a line of JSON when it is ready, or why it is not; `status`
prints the workers as JSON."""

from __future__ import annotations

import argparse
import faulthandler
import json
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from inkleaf_sidecar.errors import coerce_error
from inkleaf_sidecar.parent import end_with_parent, protect_stdout
from inkleaf_sidecar.serving import serve_on_socket


def main() -> None:
    faulthandler.enable()
    # Celery goes by them before what it is told; they belong to somebody else's queue.
    for name in [name for name in os.environ if name.startswith("CELERY_")]:
        del os.environ[name]
    said = protect_stdout()
    arguments = _arguments()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    try:
        {"gateway": _gateway, "worker": _worker, "status": _status}[arguments.command](arguments, said)
    except Exception as caught:
        logging.debug("not started", exc_info=True)
        _say(said, coerce_error(caught).as_event())
        raise SystemExit(1) from caught


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="inkleaf_cluster")
    commands = parser.add_subparsers(dest="command", required=True)
    gateway = commands.add_parser("gateway")
    gateway.add_argument("--socket", type=Path, required=True, help="path of the Unix socket, in a folder of mode 0700")
    worker = commands.add_parser("worker")
    worker.add_argument("--models", type=Path, required=True, help="folder of the nets that no package carries")
    worker.add_argument("--slots", type=int, default=3, help="pages at work at a time")
    worker.add_argument("--backend", choices=("mlx", "onnxruntime"), help="default: mlx on Apple Silicon")
    worker.add_argument("--dtype", choices=("float32", "float16"), default="float32", help="mlx only")
    commands.add_parser("status")
    return parser.parse_args()


def _gateway(arguments: argparse.Namespace, said: int) -> None:
    from .connection import address, keys
    from .gateway import build_gateway

    end_with_parent()
    app = build_gateway(address(), keys(), "ppocr")
    ready = {"type": "ready", "pid": os.getpid(), "device": "cluster"}
    serve_on_socket(app, arguments.socket, lambda: _say(said, ready))


def _worker(arguments: argparse.Namespace, said: int) -> None:
    # Before what takes seconds to load: what is wrong with Redis is known at once.
    from .connection import address, check_server, keys

    url = address()
    check_server(url)

    from inkleaf_sidecar.engines import open_engine
    from inkleaf_sidecar.engines.base import EngineOptions
    from inkleaf_sidecar.nets import default_backend, open_backend
    from inkleaf_sidecar.page import PageAnalyser

    from .worker import check_slots, end_with_parent_gently, run_worker

    slots = check_slots(arguments.slots)
    end_with_parent_gently()
    backend = open_backend(arguments.backend or default_backend(), arguments.dtype, None)
    engine = open_engine("ppocr", EngineOptions(arguments.models, PageAnalyser(backend, arguments.models)))
    engine.warm_up()
    run_worker(engine, url, keys(), slots, lambda name: _say(said, {"type": "ready", "worker": name}))


def _status(_: argparse.Namespace, said: int) -> None:
    from .connection import address, check_server, connect, keys
    from .roster import look_once

    url = address()
    check_server(url)
    _say(said, {"type": "workers", "workers": [seen.as_dict() for seen in look_once(connect(url), keys())]})


def _say(said: int, message: Mapping[str, object]) -> None:
    os.write(said, json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    main()
