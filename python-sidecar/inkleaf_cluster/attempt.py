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

RENEW = """
if redis.call('PEXPIRE', KEYS[3], ARGV[3]) == 1 then return 1 end
if redis.call('GET', KEYS[1]) ~= ARGV[1] or redis.call('GET', KEYS[2]) ~= ARGV[2] then return 0 end
redis.call('SET', KEYS[3], ARGV[2], 'PX', ARGV[3])
return 1
"""
"""A lease that lapsed while Redis was away is set again, unless another attempt counts by now. The first command works
in a Redis that is full, too."""

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
        self._ends = False
        self._begun = False
        self._gone_at: float | None = None

    def claim(self) -> bool:
        """False where it no longer counts, or somebody has it. Raises RedisError."""
        return bool(self._redis.eval(CLAIM, *self._arguments(), PAGE_TTL_MS))

    def picture(self) -> bytes | None:
        """None where nobody waits for it any more. Raises RedisError."""
        found: bytes | None = self._redis.get(self._keys.page(self.page))
        return found

    def emit(self, event: dict[str, Any]) -> None:
        """Told with the next look, many in one entry."""
        with self._lock:
            self._told.append(event)

    def start(self, alone: bool) -> None:
        """Told at once: what the page does to this worker is its own doing from now on. Raises RedisError."""
        self._begun = True
        self._tell(self._redis, [{"type": "started", "alone": alone}])

    def is_gone(self) -> bool:
        return self._gone_at is not None

    def hangs_for_s(self) -> float:
        """How long it has been at work for nobody."""
        return 0.0 if self._gone_at is None or not self._begun else time.monotonic() - self._gone_at

    def ask(self, pipeline: Any, renews: bool) -> list[dict[str, Any]]:
        """Puts what a look wants to know into `pipeline`: one command, one more where it `renews`, one more where the
        events that it returns are told; these come back by `untold` where that fails."""
        pipeline.get(self._keys.current(self.page))
        if renews:
            pipeline.eval(RENEW, *self._arguments())
        with self._lock:
            # Its last words go by themselves, after all others.
            told = [] if self._ends else list(self._told)
            if told:
                self._told = []
        if told:
            self._tell(pipeline, told)
        return told

    def untold(self, told: list[dict[str, Any]]) -> None:
        with self._lock:
            self._told = [*told, *self._told]

    def answered(self, current: bytes | None) -> None:
        if current != str(self.number).encode() and self._gone_at is None:
            self._gone_at = time.monotonic()

    def end(self, last: dict[str, Any]) -> None:
        """The last that is told; nothing of the attempt stays but the stream, for whoever waits for it."""
        with self._lock:
            self._ends = True
            told = [*self._told, last]
        until = time.monotonic() + TELL_FOR_S
        while True:
            try:
                with self._redis.pipeline(transaction=True) as pipeline:
                    self._tell(pipeline, told)
                    pipeline.delete(self._keys.lease(self.page, self.number))
                    pipeline.execute()
                return
            except RedisError:
                # Nobody can wait for it after so long: what they waited by has gone, too.
                if time.monotonic() > until:
                    return
                time.sleep(0.5)

    def _arguments(self) -> tuple[Any, ...]:
        keys, page, number = self._keys, self.page, self.number
        return (
            3,
            keys.current(page),
            keys.claim(page, number),
            keys.lease(page, number),
            number,
            self._worker,
            LEASE_MS,
        )

    def _tell(self, pipeline: Any, told: list[dict[str, Any]]) -> None:
        # The asking side makes the stream; where it is gone, nobody listens.
        pipeline.xadd(
            self._keys.events(self.page, self.number),
            {"events": json.dumps(told, ensure_ascii=False, separators=(",", ":"))},
            nomkstream=True,
            maxlen=STREAM_MAX_ENTRIES,
            approximate=True,
        )
