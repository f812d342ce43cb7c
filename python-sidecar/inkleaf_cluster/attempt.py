"""An attempt at a page on a worker: claimed once, kept by a lease, told in a stream."""

from __future__ import annotations

import json
import threading
import time
from typing import Any

import redis
from redis.exceptions import RedisError

from .keys import LEASE_MS, PAGE_TTL_MS, STREAM_MAX_ENTRIES, Keys

CLAIM = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if not redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[4]) then return 0 end
redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[3])
return 1
"""
"""In one step: the attempt counts, nobody else has it, and from now on it is known to live."""

TELL_FOR_S = 30.0
"""How long a result is kept for a Redis that is away."""


class Attempt:
    def __init__(self, client: redis.Redis, keys: Keys, worker: str, page: str, number: int) -> None:
        self._redis = client
        self._keys = keys
        self._worker = worker
        self.page = page
        self.number = number
        self._told: list[dict[str, Any]] = []
        self._lock = threading.Lock()
        self._gone_at: float | None = None

    def claim(self) -> bool:
        """False where it no longer counts, or somebody has it. Raises RedisError."""
        keys, page, number = self._keys, self.page, self.number
        names = (keys.current(page), keys.claim(page, number), keys.lease(page, number))
        claimed = self._redis.eval(CLAIM, len(names), *names, number, self._worker, LEASE_MS, PAGE_TTL_MS)
        return bool(claimed)

    def picture(self) -> bytes | None:
        """None where nobody waits for it any more. Raises RedisError."""
        found: bytes | None = self._redis.get(self._keys.page(self.page))
        return found

    def emit(self, event: dict[str, Any]) -> None:
        """Told with the next beat, many in one entry."""
        with self._lock:
            self._told.append(event)

    def start(self, alone: bool) -> None:
        """Told at once: what the page does to this worker is its own doing from now on. Raises RedisError."""
        self.emit({"type": "started", "alone": alone})
        self._tell(self._redis)

    def is_gone(self) -> bool:
        return self._gone_at is not None

    def gone_for_s(self) -> float:
        """How long it has been at work for nobody."""
        return 0.0 if self._gone_at is None else time.monotonic() - self._gone_at

    def ask(self, pipeline: Any, renews: bool) -> None:
        """What a beat wants to know of it: two answers, and one more where it `renews`."""
        pipeline.get(self._keys.current(self.page))
        self._tell(pipeline)
        if renews:
            # Only where it is still there: one that lapsed belongs to another attempt now.
            pipeline.set(self._keys.lease(self.page, self.number), self._worker, px=LEASE_MS, xx=True)

    def answered(self, current: bytes | None) -> None:
        if current != str(self.number).encode() and self._gone_at is None:
            self._gone_at = time.monotonic()

    def end(self, last: dict[str, Any]) -> None:
        """The last that is told; nothing of the attempt stays but the stream, for whoever waits for it."""
        self.emit(last)
        until = time.monotonic() + TELL_FOR_S
        while True:
            try:
                with self._redis.pipeline(transaction=True) as pipeline:
                    self._tell(pipeline)
                    pipeline.delete(self._keys.lease(self.page, self.number))
                    pipeline.execute()
                return
            except RedisError:
                # Nobody can wait for it after so long: what they waited by has gone, too.
                if time.monotonic() > until:
                    return
                time.sleep(0.5)

    def _tell(self, pipeline: Any) -> None:
        with self._lock:
            told, self._told = self._told, []
        if not told:
            pipeline.ping()
            return
        # The asking side makes the stream; where it is gone, nobody listens.
        pipeline.xadd(
            self._keys.events(self.page, self.number),
            {"events": json.dumps(told, ensure_ascii=False, separators=(",", ":"))},
            nomkstream=True,
            maxlen=STREAM_MAX_ENTRIES,
            approximate=True,
        )
