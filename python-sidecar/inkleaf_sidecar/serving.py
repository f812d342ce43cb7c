"""HTTP on a Unix socket that only its owner may use."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any


def serve_on_socket(app: Any, socket: Path, on_ready: Callable[[], None]) -> None:
    """Until the process is told to end. `on_ready` is called when the first request can come."""
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[Any] | None = None) -> None:
            await super().startup(sockets)
            os.chmod(socket, 0o600)
            on_ready()

    Server(
        uvicorn.Config(app, uds=str(socket), log_level="warning", access_log=False, timeout_graceful_shutdown=2)
    ).run()
