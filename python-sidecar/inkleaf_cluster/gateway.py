"""The sidecar's contract on a Unix socket, with workers behind it."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from redis.exceptions import RedisError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from inkleaf_sidecar import __version__
from inkleaf_sidecar.errors import SidecarError, coerce_error
from inkleaf_sidecar.memory import cpu_seconds, give_back_memory, memory_bytes
from inkleaf_sidecar.server import PAGE_HEADER

from .connection import ClusterError, check_server, in_words
from .dispatch import Dispatch, no_workers
from .keys import BEAT_MS, SHARED_TTL_MS, Keys
from .picture import packed
from .roster import Seen, capacity, look, versions_of_others

FIRST_LOOK_S = 2.0

log = logging.getLogger("inkleaf_cluster")


class Gateway:
    def __init__(self, url: str, keys: Keys, engine: str) -> None:
        self._url = url
        self._keys = keys
        self._engine = engine
        self.workers: list[Seen] = []
        self.queued = 0
        """Pages that wait for a worker, of all who use this Redis."""
        self.trouble: SidecarError | None = None
        """Why no page can be read now."""
        self.dispatch = Dispatch(url, keys, engine, lambda: self.workers)
        self.looked = asyncio.Event()
        self._checked = False

    async def watch(self) -> None:
        """Who is there, once a second."""
        while True:
            try:
                if not self._checked:
                    await run_in_threadpool(check_server, self._url)
                    self._checked = True
                self.workers = await look(self.dispatch.redis, self._keys)
                self.queued = await self.dispatch.redis.llen(self.dispatch.queue)
                await self._knock()
                self.trouble = self._lacking()
            except SidecarError as caught:
                self._lose(caught)
            except (RedisError, OSError) as caught:
                self._lose(in_words(caught, self._url))
            except Exception as caught:
                log.exception("the workers could not be looked at")
                self._lose(ClusterError("cluster_failed", "defect", coerce_error(caught).message))
            self.looked.set()
            await asyncio.sleep(BEAT_MS / 1000)

    async def check(self) -> None:
        """Raises ClusterError where no page can be read now."""
        await self.looked.wait()
        if self.trouble:
            raise self.trouble

    async def _knock(self) -> None:
        """Whether it takes anything: a Redis that is full says so here, and not by the loss of its workers."""
        async with self.dispatch.redis.pipeline(transaction=False) as pipeline:
            pipeline.set(self._keys.knock, "", px=BEAT_MS)
            for key in self._keys.shared(self._engine):
                pipeline.pexpire(key, SHARED_TTL_MS)
            await pipeline.execute()

    def _lose(self, why: SidecarError) -> None:
        self.trouble = why
        self.workers = []
        self._checked = False

    def _lacking(self) -> SidecarError | None:
        if capacity(self.workers) > 0:
            return None
        others = versions_of_others(self.workers)
        if not others:
            return no_workers()
        theirs = ", ".join(f"{version} on {host}" for host, version in sorted(others.items()))
        return ClusterError(
            "worker_version",
            "input",
            f"The workers are Inkleaf {theirs}; this is {__version__}. Bring all machines to the same version.",
        )


def build_gateway(url: str, keys: Keys, engine: str) -> Starlette:
    gateway: Gateway | None = None
    started = time.monotonic()

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        nonlocal gateway
        gateway = Gateway(url, keys, engine)
        watching = asyncio.create_task(gateway.watch())
        yield
        watching.cancel()
        await gateway.dispatch.redis.aclose()

    async def status(_: Request) -> Response:
        assert gateway is not None
        # A Redis that is slow to answer is no reason to be silent.
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(gateway.looked.wait(), FIRST_LOOK_S)
        trouble = gateway.trouble if gateway.looked.is_set() else in_words(TimeoutError(), url)
        usable = [seen.worker for seen in gateway.workers if seen.is_usable]
        return JSONResponse(
            {
                "version": __version__,
                "pid": os.getpid(),
                "engine": "cluster",
                "model": usable[0].model if usable else "",
                "device": ", ".join(sorted({worker.host for worker in usable})),
                "parts": ["page"],
                "python": sys.version.split()[0],
                "pagesInFlight": gateway.dispatch.in_flight,
                "pagesRead": gateway.dispatch.pages_read,
                "uptimeMs": round((time.monotonic() - started) * 1000),
                "cluster": {
                    "capacity": capacity(gateway.workers),
                    "queued": gateway.queued,
                    "trouble": {"code": trouble.code, "message": trouble.message} if trouble else None,
                    "workers": [seen.as_dict() for seen in gateway.workers],
                },
                "cpuSeconds": cpu_seconds(),
                **memory_bytes(),
            }
        )

    async def page(request: Request) -> Response:
        assert gateway is not None
        serving = gateway
        try:
            header = json.loads(request.headers[PAGE_HEADER])
            body = await request.body()
            await serving.check()
            encoded, about = await run_in_threadpool(packed, header, body)
        except SidecarError as caught:
            return JSONResponse(caught.as_event(), status_code=422)
        except (KeyError, ValueError, TypeError) as caught:
            error = SidecarError("bad_request", "defect", f"The page request can't be read: {caught!r}")
            return JSONResponse(error.as_event(), status_code=400)

        async def lines() -> AsyncIterator[bytes]:
            try:
                async for event in serving.dispatch.events(encoded, about):
                    yield _line(_with_host(event))
            except Exception as caught:
                yield _line(coerce_error(caught).as_event())
            finally:
                give_back_memory()

        return StreamingResponse(lines(), media_type="application/x-ndjson")

    return Starlette(
        routes=[Route("/v1/status", status), Route("/v1/pages", page, methods=["POST"])], lifespan=lifespan
    )


def _with_host(event: dict[str, Any]) -> dict[str, Any]:
    """A document says where each of its pages was read."""
    if event["type"] != "result":
        return event
    result = event["result"]
    reading = {"engine": "cluster", "model": result["model"], "revision": None, "options": {}, "host": event["host"]}
    return {"type": "result", "result": {**result, "reading": reading}}


def _line(event: dict[str, Any]) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
