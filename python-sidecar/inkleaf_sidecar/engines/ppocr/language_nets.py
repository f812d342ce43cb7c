"""Recognition nets for scripts that the bundled ones lack: PP-OCRv5's, with their characters in their metadata."""

from __future__ import annotations

import logging
import threading
from pathlib import Path

from ...errors import SidecarError
from ...nets import Backend, open_cpu_net
from .recognise import Recogniser

KEPT = 8
"""Of 8 to 14 MB each: a page is tried with all that are there."""

Key = tuple[Path, int, int]
"""A file, its time and its size: another file at the same place is another net."""


class LanguageNets:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._open: dict[Key, Recogniser] = {}
        self._turn = threading.Lock()

    def of(self, path: Path) -> Recogniser:
        """Raises SidecarError `net_damaged`."""
        with self._turn:
            try:
                about = path.stat()
            except OSError as cause:
                raise _damaged(path) from cause
            key = (path, about.st_mtime_ns, about.st_size)
            found = self._open.pop(key, None) or self._load(path)
            # The one that was used last goes last.
            self._open[key] = found
            while len(self._open) > KEPT:
                del self._open[next(iter(self._open))]
            return found

    def _load(self, path: Path) -> Recogniser:
        try:
            net = self._backend.open_net(path)
        except Exception:
            # One with operators that the backend lacks runs on the CPU.
            logging.info("a net for another script is opened on the CPU", exc_info=True)
            try:
                net = open_cpu_net(path)
            except Exception as cause:
                raise _damaged(path) from cause
        characters = net.metadata.get("character")
        if not characters:
            raise _damaged(path)
        return Recogniser(self._backend, net, characters.splitlines())


def _damaged(path: Path) -> SidecarError:
    return SidecarError(
        "net_damaged",
        "input",
        f"The model {path.name} is damaged. Delete it in Settings > Engines and download it again.",
    )
