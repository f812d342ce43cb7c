"""A worker: its engine resident, pages from the queue, a few at a time."""

from __future__ import annotations

import logging
import os
import platform
import signal
import threading
import time
import uuid
import warnings
from collections import deque
from collections.abc import Callable
from typing import Any

import psutil
import redis
from celery.bootsteps import RUN
from celery.exceptions import SecurityWarning
from redis.exceptions import RedisError

from inkleaf_sidecar import __version__
from inkleaf_sidecar.engines import Engine
from inkleaf_sidecar.errors import Cancelled, SidecarError, coerce_error
from inkleaf_sidecar.memory import give_back_memory
from inkleaf_sidecar.pages import page_image

from .attempt import Attempt
from .broker import TASK, make_app
from .connection import ClusterError, check_server, connect, shown
from .keys import BEAT_MS, SHARED_TTL_MS, WORKER_TTL_MS, Keys
from .picture import unpacked
from .roster import MAX_SLOTS, Worker
from .turns import Turns

LOOK_MS = 100
"""How soon a page that nobody waits for any more is known to be one, and how often text is told."""

HANGS_AFTER_S = 60.0
"""A page that goes on for so long for nobody hangs: the process ends, and is started anew by whoever keeps it."""

WINDOW_S = 60.0

QUEUE_ENGINE = "ppocr"
"""What pages are asked to be read with."""

log = logging.getLogger("inkleaf_cluster")


class PageWorker:
    def __init__(self, engine: Engine, client: redis.Redis, keys: Keys, slots: int) -> None:
        self._engine = engine
        self._redis = client
        self._keys = keys
        self._slots = slots
        self._host = platform.node()
        self.name = f"{self._host}-{uuid.uuid4().hex[:8]}"
        self._turns = Turns()
        self._running: set[Attempt] = set()
        self._lock = threading.Lock()
        self._pages_read = 0
        self._finished: deque[float] = deque(maxlen=1000)
        self._away = False
        self._ends = threading.Event()
        self.takes_pages: Callable[[], bool] = lambda: True
        """Whether its queue is connected: after Redis was away that takes longer than being heard of."""

    def read(self, page: str, number: int, about: dict[str, Any], alone: bool) -> None:
        """One message of the queue; it may come late, or twice."""
        attempt = Attempt(self._redis, self._keys, self.name, page, number)
        if not attempt.claim():
            return
        with self._lock:
            self._running.add(attempt)
        try:
            with self._turns.turn(alone, attempt.is_gone):
                attempt.start(alone or self._slots == 1)
                attempt.end(self._last_event(attempt, about))
        except Cancelled:
            return
        except RedisError as caught:
            # Nothing can be said of it: its lease lapses, and nobody holds that against the page.
            log.warning("a page is left to others: %s", type(caught).__name__)
        finally:
            with self._lock:
                self._running.discard(attempt)
            give_back_memory()

    def _last_event(self, attempt: Attempt, about: dict[str, Any]) -> dict[str, Any]:
        try:
            encoded = attempt.picture()
            if encoded is None:
                # Nobody waits for it, or a Redis that was to evict nothing has evicted it.
                return ClusterError("redis_lost", "transient", "Redis has lost the page; it is sent again.").as_event()
            result = self._engine.read(page_image(unpacked(encoded, about)), attempt.emit, attempt.is_gone).as_json()
        except RedisError:
            raise
        except BaseException as caught:
            return coerce_error(caught).as_event()
        self._pages_read += 1
        self._finished.append(time.monotonic())
        return {"type": "result", "result": result, "host": self._host}

    def watch(self) -> None:
        """In a thread of its own, until `stop`: leases, cancelled pages, text on its way, and what is said of this
        worker."""
        beat_at = 0.0
        while not self._ends.wait(LOOK_MS / 1000):
            beats = time.monotonic() - beat_at >= BEAT_MS / 1000
            try:
                self._look(beats)
                if beats:
                    beat_at = time.monotonic()
                if self._away:
                    log.info("Redis is back")
                self._away = False
            except (RedisError, OSError) as caught:
                if not self._away:
                    log.warning("Redis can't be reached (%s); trying again", type(caught).__name__)
                self._away = True
            except Exception:
                # Without this thread the worker would be taken for dead.
                log.exception("a look at the pages at work failed")
            self._end_what_hangs()

    def stop(self, watching: threading.Thread) -> None:
        self._ends.set()
        # Its last beat must not come after what is said here.
        watching.join(timeout=15)
        try:
            self._redis.srem(self._keys.workers, self.name)
            self._redis.delete(self._keys.worker(self.name))
        except RedisError:
            # It is seen to have gone within seconds.
            return

    def _look(self, beats: bool) -> None:
        with self._lock:
            running = list(self._running)
        if not running and not beats:
            return
        told: list[tuple[Attempt, int, list[dict[str, Any]]]] = []
        with self._redis.pipeline(transaction=False) as pipeline:
            for attempt in running:
                first = len(pipeline)
                told.append((attempt, first, attempt.ask(pipeline, renews=beats)))
            if beats:
                self._beat(pipeline, len(running))
            try:
                # A Redis that is full answers some of it.
                answers = pipeline.execute(raise_on_error=False)
            except (RedisError, OSError):
                for attempt, _, events in told:
                    attempt.untold(events)
                raise
        for index, (attempt, first, events) in enumerate(told):
            until = told[index + 1][1] if index + 1 < len(told) else first + 1 + beats + bool(events)
            if events and isinstance(answers[until - 1], Exception):
                attempt.untold(events)
            if not isinstance(answers[first], Exception):
                attempt.answered(answers[first])

    def _beat(self, pipeline: Any, busy: int) -> None:
        pipeline.sadd(self._keys.workers, self.name)
        pipeline.set(self._keys.worker(self.name), self._says(busy), px=WORKER_TTL_MS)
        for key in self._keys.shared(QUEUE_ENGINE):
            pipeline.pexpire(key, SHARED_TTL_MS)

    def _says(self, busy: int) -> str:
        memory = psutil.virtual_memory()
        now = time.monotonic()
        recent = sum(1 for at in list(self._finished) if at > now - WINDOW_S)
        return Worker(
            name=self.name,
            host=self._host,
            pid=os.getpid(),
            version=__version__,
            engine=self._engine.name,
            model=self._engine.model,
            device=self._engine.device,
            slots=self._slots if self.takes_pages() else 0,
            busy=busy,
            pagesRead=self._pages_read,
            pagesPerSecond=round(recent / WINDOW_S, 3),
            rssBytes=psutil.Process().memory_info().rss,
            memoryTotalBytes=int(memory.total),
            memoryAvailableBytes=int(memory.available),
        ).as_json()

    def _end_what_hangs(self) -> None:
        with self._lock:
            hanging = [attempt for attempt in self._running if attempt.hangs_for_s() > HANGS_AFTER_S]
        if hanging:
            log.error("a page hangs: this worker ends")
            os._exit(1)


def run_worker(engine: Engine, url: str, keys: Keys, slots: int, on_ready: Callable[[str], None]) -> None:
    """Until it is told to end; then the pages at work are read to their end. Raises ClusterError where Redis can't be
    used."""
    check_server(url)
    client = connect(url)
    worker = PageWorker(engine, client, keys, slots)
    app = make_app(url, keys, QUEUE_ENGINE)

    @app.task(name=TASK)  # type: ignore[untyped-decorator]
    def read_page(page: str, attempt: int, about: dict[str, Any], alone: bool) -> None:
        worker.read(page, attempt, about, alone)

    # It warns of root for the sake of pickled messages, which are not accepted here.
    warnings.filterwarnings("ignore", category=SecurityWarning)
    watching = threading.Thread(target=worker.watch, name="watch", daemon=True)
    watching.start()
    log.info("%s reads %d pages at a time for %s", worker.name, slots, shown(url))
    on_ready(worker.name)
    try:
        # Threads, not processes: Metal does not survive a fork, and the engine is there once.
        celery_worker = app.Worker(
            pool="threads",
            concurrency=slots,
            hostname=worker.name,
            loglevel="WARNING",
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
            quiet=True,
        )
        worker.takes_pages = lambda: _is_consuming(celery_worker)
        celery_worker.start()
    finally:
        worker.stop(watching)


def _is_consuming(celery_worker: Any) -> bool:
    consumer: Any = getattr(celery_worker, "consumer", None)
    return consumer is not None and consumer.connection is not None and consumer.blueprint.state == RUN


def end_with_parent_gently() -> None:
    """Closing our standard input asks us to end as SIGTERM does: pages at work are read to their end."""

    def wait() -> None:
        while os.read(0, 4096):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()


def check_slots(slots: int) -> int:
    """Raises SidecarError where nobody would believe it."""
    if not 1 <= slots <= MAX_SLOTS:
        raise SidecarError("bad_slots", "input", f"--slots takes 1 to {MAX_SLOTS}.")
    return slots
