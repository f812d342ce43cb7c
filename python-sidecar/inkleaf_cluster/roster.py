"""Which workers there are, by what they say of themselves once a second. Only Redis's clock is asked: theirs may
differ."""

from __future__ import annotations

import json
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


@dataclass(frozen=True, slots=True)
class Seen:
    worker: Worker
    ago_ms: int

    @property
    def is_there(self) -> bool:
        return self.ago_ms <= SEEN_MS

    @property
    def is_usable(self) -> bool:
        return self.is_there and self.worker.version == __version__

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
    return sum(min(MAX_SLOTS, max(1, one.worker.slots)) for one in seen if one.is_usable)


def versions_of_others(seen: Iterable[Seen]) -> dict[str, str]:
    """Host to version, of workers that read otherwise than this Inkleaf does."""
    return {one.worker.host: one.worker.version for one in seen if one.is_there and not one.is_usable}


def _parsed(said: Iterable[tuple[bytes | None, int]]) -> Iterable[Seen]:
    for answer, left_ms in said:
        if answer is None:
            continue
        try:
            known = json.loads(answer)
            worker = Worker(**{one.name: known[one.name] for one in fields(Worker)})
        except (ValueError, KeyError, TypeError):
            # One of another version, which says it otherwise.
            worker = _of_another_version(answer)
        yield Seen(worker, max(0, WORKER_TTL_MS - left_ms))


def _of_another_version(answer: bytes) -> Worker:
    try:
        known = json.loads(answer)
    except ValueError:
        known = {}
    text = known if isinstance(known, dict) else {}
    return Worker(
        name=str(text.get("name", "?")),
        host=str(text.get("host", "?")),
        pid=0,
        version=str(text.get("version", "?")),
        engine=str(text.get("engine", "?")),
        model="",
        device="",
        slots=0,
        busy=0,
        pagesRead=0,
        pagesPerSecond=0,
        rssBytes=0,
        memoryTotalBytes=0,
        memoryAvailableBytes=0,
    )
