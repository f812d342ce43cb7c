import threading
from concurrent.futures import CancelledError

import pytest

from inkleaf_sidecar.nets.net_threads import NetThreads


def test_the_oldest_pages_work_goes_first() -> None:
    threads = NetThreads(1, "test")
    hold, done = threading.Event(), []
    threads.submit(hold.wait)

    def page(name: str, ready: threading.Event, go: threading.Event) -> None:
        threads.begin_page()
        ready.set()
        go.wait()
        for _ in range(2):
            threads.submit(lambda: done.append(name))

    first, second = (threading.Event(), threading.Event()), (threading.Event(), threading.Event())
    old = threading.Thread(target=page, args=("old", *first))
    old.start()
    first[0].wait()
    young = threading.Thread(target=page, args=("young", *second))
    young.start()
    second[0].wait()
    second[1].set()
    young.join()
    first[1].set()
    old.join()
    hold.set()
    threads.submit(lambda: None).result()
    threads.begin_page()
    threads.submit(lambda: None).result()
    assert done == ["old", "old", "young", "young"]


def test_errors_and_cancelled_work_reach_who_waits() -> None:
    threads = NetThreads(1, "test")
    hold = threading.Event()
    threads.submit(hold.wait)
    failing = threads.submit(lambda: 1 / 0)
    cancelled = threads.submit(lambda: None)
    assert cancelled.cancel()
    hold.set()
    with pytest.raises(ZeroDivisionError):
        failing.result()
    with pytest.raises(CancelledError):
        cancelled.result()
    threads.close()
