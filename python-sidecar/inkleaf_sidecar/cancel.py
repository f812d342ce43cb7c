"""Whether somebody still waits for the work that is going on in this thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from .errors import Cancelled

_gone: ContextVar[Callable[[], bool] | None] = ContextVar("_gone", default=None)


@contextmanager
def cancelled_when(gone: Callable[[], bool]) -> Iterator[None]:
    """Within it `check_cancelled` asks `gone`."""
    token = _gone.set(gone)
    try:
        yield
    finally:
        _gone.reset(token)


def check_cancelled() -> None:
    """To be called now and then by what may take long. Raises Cancelled once nobody waits any more."""
    gone = _gone.get()
    if gone is not None and gone():
        raise Cancelled
