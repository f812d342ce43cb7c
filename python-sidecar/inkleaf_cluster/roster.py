"""Which workers there are, by what they say of themselves once a second. Only Redis's clock is asked: theirs may
differ."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any

import redis
import redis.asyncio

from inkleaf_sidecar import __version__

from .keys import SEEN_MS, WORKER_TTL_MS, Keys

MAX_SLOTS = 64
"""Nobody reads more pages at a time; a worker that says so is not believed."""


@dataclass(slots=True)
class Worker:
    """What a worker says of itself."""

    name: str
    host: str
    pid: int
    version: str
    engine: str
    model: str
    device: str
    slots: int
    busy: int
    pagesRead: int
    pagesPerSecond: float
    rssBytes: int
    memoryTotalBytes: int
    memoryAvailableBytes: int

    def as_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, known: dict[str, Any]) -> Worker:
        """What makes no sense in it is nothing. Raises KeyError where something is missing."""
        return cls(**{one.name: _sound(one.name, known[one.name]) for one in fields(cls)})


@dataclass(frozen=True, slots=True)
class Seen:
    worker: Worker
    ago_ms: int

    @property
    def is_there(self) -> bool:
        return self.ago_ms <= SEEN_MS

    @property
    def is_usable(self) -> bool:
        """It takes pages of this Inkleaf's."""
        return self.is_there and self.worker.version == __version__ and self.worker.slots > 0

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self.worker), "seenMsAgo": self.ago_ms, "isThere": self.is_there, "isUsable": self.is_usable}


async def look(client: redis.asyncio.Redis, keys: Keys) -> list[Seen]:
    """Those that were heard of within the last minute."""
    names = sorted(name.decode() for name in await client.smembers(keys.workers))
    if not names:
        return []
    async with client.pipeline(transaction=False) as pipeline:
        for name in names:
            pipeline.get(keys.worker(name)).pttl(keys.worker(name))
        answers = await pipeline.execute()
    gone = [name for name, said in zip(names, answers[::2], strict=True) if said is None]
    if gone:
        await client.srem(keys.workers, *gone)
    return list(_parsed(zip(answers[::2], answers[1::2], strict=True)))


def look_once(client: redis.Redis, keys: Keys) -> list[Seen]:
    """The same without a loop, and without tidying up."""
    names = sorted(name.decode() for name in client.smembers(keys.workers))
    said = [(client.get(keys.worker(name)), client.pttl(keys.worker(name))) for name in names]
    return list(_parsed(said))


def capacity(seen: Iterable[Seen]) -> int:
    """Pages that can be at work at a time."""
    return sum(one.worker.slots for one in seen if one.is_usable)


def versions_of_others(seen: Iterable[Seen]) -> dict[str, str]:
    """Host to version, of workers that read otherwise than this Inkleaf does."""
    return {one.worker.host: one.worker.version for one in seen if one.is_there and one.worker.version != __version__}


def _parsed(said: Iterable[tuple[bytes | None, int]]) -> Iterable[Seen]:
    for answer, left_ms in said:
        if answer is None:
            continue
        try:
            known = json.loads(answer)
        except ValueError:
            known = {}
        known = known if isinstance(known, dict) else {}
        # One of another version may say it otherwise.
        unknown = {one.name: None for one in fields(Worker)}
        yield Seen(Worker.of({**unknown, **known}), max(0, WORKER_TTL_MS - left_ms))


_TEXTS = ("name", "host", "version", "engine", "model", "device")
_MOST = 2**53


def _sound(name: str, value: object) -> Any:
    if name in _TEXTS:
        return value[:200] if isinstance(value, str) else "?"
    number = value if isinstance(value, (int, float)) and math.isfinite(value) else 0
    if name == "pagesPerSecond":
        return float(min(max(0, number), _MOST))
    return int(min(max(0, number), MAX_SLOTS if name == "slots" else _MOST))
