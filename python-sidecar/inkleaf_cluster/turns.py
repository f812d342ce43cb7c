"""Pages share a worker; one that may have ended another has it for itself."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from inkleaf_sidecar.errors import Cancelled

LOOK_S = 0.2


class Turns:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._sharing = 0
        self._alone = False
        self._waiting_to_be_alone = 0

    @contextmanager
    def turn(self, alone: bool, gone: Callable[[], bool]) -> Iterator[None]:
        """Who waits to be alone goes before those who would share. Raises Cancelled where `gone` turns true first."""
        with self._changed:
            if alone:
                self._waiting_to_be_alone += 1
                try:
                    self._wait(lambda: self._sharing == 0 and not self._alone, gone)
                finally:
                    self._waiting_to_be_alone -= 1
                    self._changed.notify_all()
                self._alone = True
            else:
                self._wait(lambda: not self._alone and self._waiting_to_be_alone == 0, gone)
                self._sharing += 1
        try:
            yield
        finally:
            with self._changed:
                if alone:
                    self._alone = False
                else:
                    self._sharing -= 1
                self._changed.notify_all()

    def _wait(self, comes: Callable[[], bool], gone: Callable[[], bool]) -> None:
        while not self._changed.wait_for(comes, LOOK_S):
            if gone():
                raise Cancelled
