"""`python -m inkleaf_sidecar --socket PATH --models DIR`: load the models, say so, serve until the parent ends.

The handshake is one line of JSON on stdout: `{"type":"ready",...}` or `{"type":"error","code","kind","message"}`."""

from __future__ import annotations

import argparse
import faulthandler
import json
import logging
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from .errors import coerce_error
from .parent import end_with_parent, protect_stdout
from .serving import serve_on_socket


def main() -> None:
    # What ends the process in native code leaves its stack in the log.
    faulthandler.enable()
    handshake = protect_stdout()
    arguments = _arguments()
    end_with_parent()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    try:
        # Heavy imports wait until here, so that a failure of one of them is a message and not a silent exit.
        from .engines import open_engine
        from .engines.base import WITH_ANALYSIS, EngineOptions
        from .nets import default_backend, open_backend
        from .page import PageAnalyser

        analyser = None
        if arguments.engine in WITH_ANALYSIS:
            backend = open_backend(arguments.backend or default_backend(), arguments.dtype, arguments.cores)
            analyser = PageAnalyser(backend, arguments.models)
        engine = open_engine(arguments.engine, EngineOptions(arguments.models, analyser))
        engine.warm_up()
    except Exception as caught:
        logging.exception("the engine did not start")
        _say(handshake, coerce_error(caught).as_event())
        raise SystemExit(1) from caught
    _serve(engine, analyser, arguments.socket, handshake)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="inkleaf_sidecar")
    parser.add_argument("--socket", type=Path, required=True, help="path of the Unix socket, in a folder of mode 0700")
    parser.add_argument(
        "--models", type=Path, required=True, help="folder of the nets that no package carries, or the model's"
    )
    parser.add_argument("--engine", default="ppocr")
    parser.add_argument("--backend", choices=("mlx", "onnxruntime"), help="default: mlx on Apple Silicon")
    parser.add_argument("--dtype", choices=("float32", "float16"), default="float32", help="mlx only")
    parser.add_argument("--cores", type=int, help="threads of ONNX Runtime; default: all cores")
    return parser.parse_args()


def _serve(engine: object, analyser: object, socket: Path, handshake: int) -> None:
    from .server import build_app

    app = build_app(engine, analyser)  # type: ignore[arg-type]
    ready = {"type": "ready", "pid": os.getpid(), "device": engine.device}  # type: ignore[attr-defined]
    serve_on_socket(app, socket, lambda: _say(handshake, ready))


def _say(handshake: int, message: Mapping[str, object]) -> None:
    os.write(handshake, json.dumps(message).encode() + b"\n")


if __name__ == "__main__":
    main()
