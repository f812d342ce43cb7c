"""The sidecar never outlives the app: it ends when the pipe to its parent closes or the parent is another one."""

from __future__ import annotations

import os
import sys
import threading
import time


def end_with_parent() -> None:
    """Two watches, since each misses a case: a pipe that a grandchild holds open, and a parent that dies between
    our start and the first look at its id."""
    parent = os.getppid()

    def watch_pipe() -> None:
        while sys.stdin.buffer.raw.read(4096):  # type: ignore[union-attr]
            pass
        os._exit(0)

    def watch_parent() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    for watch in (watch_pipe, watch_parent):
        threading.Thread(target=watch, name=watch.__name__, daemon=True).start()


def protect_stdout() -> int:
    """A file descriptor of the real stdout, on which the handshake goes; anything that a library prints goes to
    stderr, which is the log."""
    private = os.dup(1)
    os.dup2(2, 1)
    return private
