"""One page from this side: into Redis, into the queue, its events back; again where its worker dies."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import AsyncIterator, Callable
from typing import Any

from redis.exceptions import RedisError
from starlette.concurrency import run_in_threadpool

from inkleaf_sidecar.errors import SidecarError

from .broker import TASK, make_app
from .connection import ClusterError, connect_async, in_words
from .keys import BEAT_MS, LEASE_MS, PAGE_TTL_MS, RENEW_PAGES_MS, Keys, queue_name
from .roster import Seen

LOOK_MS = 500
"""How often a page without news is looked after."""

HEARD_OF_MS = 1.5 * BEAT_MS
"""A worker that lives said something within it."""

UNCLAIMED_MS = 1_500
"""A message that is in no queue and that no worker has claimed for so long was in the hands of one that died."""
UNCLAIMED_AT_MOST_MS = 30_000
"""In a queue that never empties. Sending twice costs nothing: an attempt is claimed once."""

JUDGED_AFTER_S = (LEASE_MS + BEAT_MS) / 1000
"""After Redis was away."""
STOOD_STILL_S = 1.5
"""An answer that takes so long comes from a Redis that stood still, or to a gateway that did."""

RIDE_OUT_S = 5.0
"""Redis may be away for so long (a restart) before its pages are given back to the app's own queue."""
NO_WORKERS_S = 5.0

DEATHS = 2
"""Workers that a page may end."""


class Dispatch:
    def __init__(self, url: str, keys: Keys, engine: str, workers: Callable[[], list[Seen]]) -> None:
        self._url = url
        self._keys = keys
        self._engine = engine
        self._workers = workers
        self._celery = make_app(url, keys, engine)
        self.redis = connect_async(url)
        self.in_flight = 0
        self.pages_read = 0

    async def events(self, encoded: bytes, about: dict[str, Any]) -> AsyncIterator[dict[str, Any]]:
        """Ends with one `result` or `error` event. Closing it early cancels the page. Raises ClusterError where the
        page is as good as before: nobody has read it, and it can be asked for again."""
        page = _Page(self, uuid.uuid4().hex, encoded, about)
        self.in_flight += 1
        try:
            async for event in page.events():
                self.pages_read += event["type"] == "result"
                yield event
        except RedisError as caught:
            raise in_words(caught, self._url) from caught
        finally:
            self.in_flight -= 1
            # Also where the caller has hung up, which cancels this task.
            await asyncio.shield(page.forget())

    async def send(self, page: str, attempt: int, about: dict[str, Any], alone: bool) -> None:
        try:
            await run_in_threadpool(
                self._celery.send_task,
                TASK,
                kwargs={"page": page, "attempt": attempt, "about": about, "alone": alone},
                retry=False,
            )
        except Exception as caught:
            # kombu wraps Redis's errors in its own.
            raise in_words(
                caught.__cause__ if isinstance(caught.__cause__, Exception) else caught, self._url
            ) from caught

    def someone_works(self) -> bool:
        return any(seen.is_usable for seen in self._workers())

    def is_heard_of(self, worker: str) -> bool:
        """More lately than it would be if it had died with its lease."""
        return any(seen.worker.name == worker and seen.ago_ms <= HEARD_OF_MS for seen in self._workers())

    @property
    def keys(self) -> Keys:
        return self._keys

    @property
    def queue(self) -> str:
        return self._keys.prefix + queue_name(self._engine)


class _Page:
    def __init__(self, dispatch: Dispatch, page: str, encoded: bytes, about: dict[str, Any]) -> None:
        self._dispatch = dispatch
        self._redis = dispatch.redis
        self._keys = dispatch.keys
        self._page = page
        self._encoded = encoded
        self._about = about
        self._attempt = 0
        self._deaths = 0
        self._alone = False
        """How the worker that has it says that it runs."""
        self._started = False
        self._last_event = b"0"
        self._sent_at = 0.0
        self._sent_times = 0
        self._wants_alone = False
        self._renewed_at = time.monotonic()
        self._worked_at = time.monotonic()
        self._judged_from = 0.0
        """Leases lapse while Redis is away; its workers have to have had time to renew them."""
        self._worker = ""

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        await self._put()
        await self._try(alone=False)
        away_since: float | None = None
        while True:
            asked = time.monotonic()
            try:
                await self._renew()
                said = await self._heard(LOOK_MS)
                if time.monotonic() - asked > STOOD_STILL_S:
                    self._judged_from = time.monotonic() + JUDGED_AFTER_S
                if not said and not await self._look_after():
                    # What it said before it went counts.
                    said = await self._heard(None)
                    if not said:
                        await self._again()
                away_since = None
            except RedisError as caught:
                now = time.monotonic()
                away_since = away_since or now
                # Anything but being away is not going to pass.
                if now - away_since > RIDE_OUT_S or in_words(caught, "").code != "redis_gone":
                    raise
                self._judged_from = now + JUDGED_AFTER_S
                await asyncio.sleep(LOOK_MS / 1000)
                continue
            for event in said:
                if event["type"] == "started":
                    self._started = True
                    self._alone = bool(event.get("alone"))
                    yield {"type": "stage", "stage": "started"}
                    continue
                # Somebody saw the text come once already.
                if event["type"] != "delta" or self._attempt == 1:
                    yield event
                if event["type"] in ("result", "error"):
                    return

    async def forget(self) -> None:
        """Nothing of it stays in Redis. A worker that still has it sees that nobody waits any more."""
        # One more than is known: it may have been begun when Redis went away.
        attempts = range(1, self._attempt + 2)
        names = [self._keys.current(self._page), self._keys.page(self._page)]
        for attempt in attempts:
            names += [
                self._keys.events(self._page, attempt),
                self._keys.claim(self._page, attempt),
                self._keys.lease(self._page, attempt),
            ]
        try:
            await self._redis.delete(*names)
        except (RedisError, OSError):
            # All of it has a time after which it goes by itself.
            return

    async def _put(self) -> None:
        await self._redis.set(self._keys.page(self._page), self._encoded, px=PAGE_TTL_MS)

    async def _try(self, alone: bool) -> None:
        number = self._attempt + 1
        events = self._keys.events(self._page, number)
        async with self._redis.pipeline(transaction=True) as pipeline:
            # Made here, so that what a worker says later than anybody wants to hear makes no new one.
            pipeline.xadd(events, {"events": "[]"}).pexpire(events, PAGE_TTL_MS)
            pipeline.set(self._keys.current(self._page), number, px=PAGE_TTL_MS)
            await pipeline.execute()
        # Only now: where Redis did not take it, the attempt before still counts.
        self._attempt = number
        self._started = False
        self._alone = False
        self._last_event = b"0"
        self._sent_times = 0
        self._wants_alone = alone
        await self._send()

    async def _send(self) -> None:
        self._sent_times += 1
        self._sent_at = time.monotonic()
        await self._dispatch.send(self._page, self._attempt, self._about, self._wants_alone)

    async def _heard(self, block_ms: int | None) -> list[dict[str, Any]]:
        stream = self._keys.events(self._page, self._attempt)
        answer = await self._redis.xread({stream: self._last_event}, block=block_ms)
        events: list[dict[str, Any]] = []
        for _, entries in answer or ():
            for number, fields in entries:
                self._last_event = number
                events += json.loads(fields[b"events"])
        return events

    async def _renew(self) -> None:
        """However much there is to hear of it."""
        now = time.monotonic()
        if (now - self._renewed_at) * 1000 < RENEW_PAGES_MS:
            return
        self._renewed_at = now
        keys, page, attempt = self._keys, self._page, self._attempt
        names = (keys.page(page), keys.current(page), keys.events(page, attempt), keys.claim(page, attempt))
        async with self._redis.pipeline(transaction=False) as pipeline:
            for name in names:
                pipeline.pexpire(name, PAGE_TTL_MS)
            await pipeline.execute()

    async def _look_after(self) -> bool:
        """Whether its worker lives, or it has none yet."""
        now = time.monotonic()
        keys, page, attempt = self._keys, self._page, self._attempt
        async with self._redis.pipeline(transaction=True) as pipeline:
            pipeline.exists(keys.current(page)).get(keys.claim(page, attempt)).exists(keys.lease(page, attempt))
            pipeline.llen(self._dispatch.queue)
            current, claimed, leased, queued = await pipeline.execute()
        if not current:
            raise ClusterError("redis_lost", "transient", "Redis has lost its data; the page is sent again.")
        if self._dispatch.someone_works():
            self._worked_at = now
        elif now - self._worked_at > NO_WORKERS_S and not leased:
            raise no_workers()
        if claimed:
            self._worker = claimed.decode()
            return bool(leased) or now < self._judged_from
        waited_ms = (now - self._sent_at) * 1000
        # Each time it is given twice as long: a worker may be slow to claim.
        patience = 2 ** (self._sent_times - 1)
        if waited_ms > (UNCLAIMED_MS if queued == 0 else UNCLAIMED_AT_MOST_MS) * patience:
            await self._send()
        return True

    async def _again(self) -> None:
        """Its worker has died. The next one reads it alone, so that no other page pays for what it may do."""
        # A worker that is heard of has lost its lease, not its life.
        died = self._started and not self._dispatch.is_heard_of(self._worker)
        if self._deaths + died >= DEATHS and self._alone:
            raise SidecarError("engine_crashed", "input", "This page ended two workers, so it was skipped.")
        await self._try(alone=True)
        self._deaths += died


def no_workers() -> ClusterError:
    return ClusterError("no_workers", "transient", "No worker is there. Pages wait until one comes.")
