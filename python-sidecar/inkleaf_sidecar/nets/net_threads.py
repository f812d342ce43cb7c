"""Threads for net work, the oldest page's first: a page that has begun is not held up by those that came after it."""

from __future__ import annotations

import atexit
import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")
Job = tuple[int, int, Future[Any] | None, Callable[[], Any]]
END_RANK = -1


class NetThreads:
    """`begin_page()` gives the calling thread's work a place in the line; work of one page stays in its order."""

    def __init__(self, count: int, name: str) -> None:
        self._jobs: queue.PriorityQueue[Job] = queue.PriorityQueue()
        self._order = itertools.count()
        self._own = threading.local()
        self._threads = [threading.Thread(target=self._work, name=f"{name}-{n}", daemon=True) for n in range(count)]
        for thread in self._threads:
            thread.start()
        # A thread that is inside a net when the interpreter ends would take the process down with a signal.
        atexit.register(self.close)

    def begin_page(self) -> None:
        self._own.rank = next(self._order)

    def submit(self, work: Callable[[], T]) -> Future[T]:
        future: Future[T] = Future()
        self._jobs.put((getattr(self._own, "rank", 0), next(self._order), future, work))
        return future

    def close(self) -> None:
        """Ends the threads after the work in hand; what waits is left."""
        for _ in self._threads:
            self._jobs.put((END_RANK, next(self._order), None, lambda: None))
        for thread in self._threads:
            thread.join(timeout=5)

    def _work(self) -> None:
        while True:
            _, _, future, work = self._jobs.get()
            if future is None:
                return
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work())
            except BaseException as caught:
                future.set_exception(caught)
            del future, work
