"""Pages share a worker; one that may have ended another has it for itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._sharing = 0
        self._alone = False
        self._waiting_to_be_alone = 0

    @contextmanager
    def turn(self, alone: bool) -> Iterator[None]:
        """Who waits to be alone goes before those who would share."""
        with self._changed:
            if alone:
                self._waiting_to_be_alone += 1
                self._changed.wait_for(lambda: self._sharing == 0 and not self._alone)
                self._waiting_to_be_alone -= 1
                self._alone = True
            else:
                self._changed.wait_for(lambda: not self._alone and self._waiting_to_be_alone == 0)
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
