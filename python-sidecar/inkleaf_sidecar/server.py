"""HTTP on the Unix socket. One request is one page; its answer is NDJSON events; hanging up cancels it."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
import numpy.typing as npt
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from . import __version__
from .cancel import cancelled_when
from .clean_up import as_regions
from .engines import Engine
from .errors import SidecarError, coerce_error
from .images import MAX_PIXELS, encode_page, encode_preview, inspect_image
from .memory import cpu_seconds, give_back_caches, gpu_bytes, memory_bytes
from .page import PageAnalyser
from .pages import PageRequest, PageRunner, as_rgb
from .text_compare import compare_text
from .text_layer import arrange_text

PAGE_HEADER = "inkleaf-page"
"""JSON that describes the page; the body is its pixels, or empty where the header names a file."""


def build_app(engine: Engine, analyser: PageAnalyser | None) -> Starlette:
    """Without `analyser` pages are read, and nothing else is done."""
    runner = PageRunner(engine)
    started = time.monotonic()

    async def status(_: Request) -> Response:
        return JSONResponse(
            {
                "version": __version__,
                "pid": os.getpid(),
                "engine": engine.name,
                "model": engine.model,
                "device": engine.device,
                "parts": engine.parts,
                "python": sys.version.split()[0],
                "pagesInFlight": runner.in_flight,
                "pagesRead": runner.pages_read,
                "uptimeMs": round((time.monotonic() - started) * 1000),
                "cpuSeconds": cpu_seconds(),
                "gpu": gpu_bytes(),
                **memory_bytes(),
            }
        )

    async def trim(_: Request) -> Response:
        await run_in_threadpool(give_back_caches)
        return JSONResponse(memory_bytes())

    async def inspect(request: Request) -> Response:
        try:
            info = await run_in_threadpool(inspect_image, Path((await request.json())["file"]))
        except Exception as caught:
            return JSONResponse(coerce_error(caught).as_event(), status_code=422)
        return JSONResponse(
            {"format": info.format, "frames": info.frames, "widthPx": info.widthPx, "heightPx": info.heightPx}
        )

    async def preview(request: Request) -> Response:
        try:
            body = await request.json()
            media_type = str(body["mediaType"])
            steps = [str(step) for step in body.get("cleanUp", [])]
            encoded = await run_in_threadpool(
                encode_preview, Path(body["file"]), int(body["frame"]), int(body["maxPx"]), media_type, steps
            )
        except Exception as caught:
            return JSONResponse(coerce_error(caught).as_event(), status_code=422)
        return Response(encoded, media_type=media_type)

    async def picture(request: Request) -> Response:
        try:
            body = await request.json()
            found = await run_in_threadpool(encode_page, Path(body["file"]), int(body["frame"]))
        except Exception as caught:
            return JSONResponse(coerce_error(caught).as_event(), status_code=422)
        about = {"widthPx": found.widthPx, "heightPx": found.heightPx, "dpi": found.dpi}
        return Response(found.encoded, media_type=found.media_type, headers={PAGE_HEADER: json.dumps(about)})

    async def page(request: Request) -> Response:
        try:
            wanted = page_request(json.loads(request.headers[PAGE_HEADER]), await request.body())
        except (KeyError, ValueError, TypeError) as caught:
            error = SidecarError("bad_request", "defect", f"The page request can't be read: {caught!r}")
            return JSONResponse(error.as_event(), status_code=400)

        async def lines() -> AsyncIterator[bytes]:
            async for event in runner.events(wanted):
                yield json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

        return StreamingResponse(lines(), media_type="application/x-ndjson")

    async def lines(request: Request) -> Response:
        try:
            header = json.loads(request.headers[PAGE_HEADER])
            pixels = as_rgb(
                await request.body(), int(header["widthPx"]), int(header["heightPx"]), int(header.get("channels", 3))
            )
            page = cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR)
            quads = await _while_connected(request, lambda: engine.find_lines(page))
            return JSONResponse([[[float(x), float(y)] for x, y in quad] for quad in quads])
        except (KeyError, ValueError, TypeError) as caught:
            error = SidecarError("bad_request", "defect", f"The page can't be read: {caught!r}")
            return JSONResponse(error.as_event(), status_code=400)
        except Exception as caught:
            return JSONResponse(coerce_error(caught).as_event(), status_code=422)

    async def readings(request: Request) -> Response:
        try:
            header = json.loads(request.headers[PAGE_HEADER])
            width, height = int(header["widthPx"]), int(header["heightPx"])
            sent = await request.body()
            size = width * height * int(header["channels"])
            page = cv2.cvtColor(as_rgb(sent[:size], width, height, int(header["channels"])), cv2.COLOR_RGB2BGR)
            quads = np.array(json.loads(sent[size:]), np.float32).reshape(-1, 4, 2)
            net = header.get("net")
            read = await _while_connected(request, lambda: engine.read_lines(page, quads, Path(net) if net else None))
            return JSONResponse([asdict(reading) for reading in read])
        except (KeyError, ValueError, TypeError) as caught:
            error = SidecarError("bad_request", "defect", f"The lines can't be read: {caught!r}")
            return JSONResponse(error.as_event(), status_code=400)
        except Exception as caught:
            return JSONResponse(coerce_error(caught).as_event(), status_code=422)

    async def text(request: Request) -> Response:
        try:
            body, pixels = _text_page(request.headers.get(PAGE_HEADER), await request.body())
            if analyser is None:
                raise ValueError("this process arranges no text")
            result = await _while_connected(request, lambda: arrange_text(body, analyser, pixels))
            return JSONResponse(result.as_json())
        except (KeyError, ValueError, TypeError) as caught:
            error = SidecarError("bad_request", "defect", f"The text page can't be read: {caught!r}")
            return JSONResponse(error.as_event(), status_code=400)
        except Exception as caught:
            return JSONResponse(coerce_error(caught).as_event(), status_code=422)

    async def compare(request: Request) -> Response:
        try:
            body, pixels = _text_page(request.headers[PAGE_HEADER], await request.body())
            if pixels is None:
                raise ValueError("no pixels")
            return JSONResponse(await _while_connected(request, lambda: compare_text(body, engine, pixels)))
        except (KeyError, ValueError, TypeError) as caught:
            error = SidecarError("bad_request", "defect", f"The lines can't be read: {caught!r}")
            return JSONResponse(error.as_event(), status_code=400)
        except Exception as caught:
            return JSONResponse(coerce_error(caught).as_event(), status_code=422)

    return Starlette(
        routes=[
            Route("/v1/lines", lines, methods=["POST"]),
            Route("/v1/readings", readings, methods=["POST"]),
            Route("/v1/text", text, methods=["POST"]),
            Route("/v1/comparisons", compare, methods=["POST"]),
            Route("/v1/status", status),
            Route("/v1/trim", trim, methods=["POST"]),
            Route("/v1/images", inspect, methods=["POST"]),
            Route("/v1/previews", preview, methods=["POST"]),
            Route("/v1/pictures", picture, methods=["POST"]),
            Route("/v1/pages", page, methods=["POST"]),
        ]
    )


T = TypeVar("T")


async def _while_connected(request: Request, work: Callable[[], T]) -> T:
    """What `work` gives in a thread of its own; hanging up cancels it."""
    gone = threading.Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    def cancellable() -> T:
        with cancelled_when(gone.is_set):
            return work()

    watching = asyncio.create_task(watch())
    try:
        return await run_in_threadpool(cancellable)
    finally:
        watching.cancel()


def _text_page(header: str | None, body: bytes) -> tuple[dict[str, Any], npt.NDArray[np.uint8] | None]:
    """The lines as JSON; before it, where `header` gives their size, the pixels of the page."""
    if header is None:
        return json.loads(body), None
    drawn = json.loads(header)
    size = int(drawn["widthPx"]) * int(drawn["heightPx"]) * int(drawn["channels"])
    return json.loads(body[size:]), as_rgb(body[:size], drawn["widthPx"], drawn["heightPx"], drawn["channels"])


def page_request(header: dict[str, Any], body: bytes) -> PageRequest:
    """Raises KeyError, ValueError or TypeError where the header makes no sense."""
    file = header.get("file")
    return PageRequest(
        page=int(header["page"]),
        mode="markdown" if header["mode"] == "markdown" else "basic",
        accuracy=header.get("accuracy", "balanced"),
        dpi=header.get("dpi"),
        file=Path(file) if file else None,
        frame=int(header.get("frame", 0)),
        max_pixels=int(header.get("maxPixels", MAX_PIXELS)),
        widthPx=int(header.get("widthPx", 0)),
        heightPx=int(header.get("heightPx", 0)),
        channels=int(header.get("channels", 3)),
        pixels=body,
        clean_up=[str(step) for step in header.get("cleanUp", ())],
        ignore_regions=as_regions(header.get("ignoreRegions", ())),
        turn=int(header.get("turn", 0)),
        scale=float(header.get("scale", 1)),
        part=header.get("part", "page"),
        question=header.get("question"),
        spent_ms=dict(header.get("spentMs", {})),
    )
