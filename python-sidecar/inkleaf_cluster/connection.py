"""The connection to Redis, and its failures in the user's words."""

from __future__ import annotations

import os
import re
import socket
import sys
from typing import Any
from urllib.parse import urlsplit

import redis
import redis.asyncio
from redis.asyncio.retry import Retry as AsyncRetry
from redis.backoff import ExponentialBackoff
from redis.retry import Retry

from inkleaf_sidecar.errors import SidecarError

from .keys import Keys

REDIS_VARIABLE = "INKLEAF_REDIS"
"""The address is handed over here: it may have a password in it, which a list of processes would show."""
PREFIX_VARIABLE = "INKLEAF_REDIS_PREFIX"

LEAST_VERSION = (6, 2)
"""The first with GETDEL, and with ACL rules for streams that can be written down in a line."""

MAX_CONNECTIONS = 10_000
"""What a Redis takes as it comes (maxclients)."""

DEAD_AFTER_S = 10
"""A connection on which nothing has come back for so long is given up: a cut cable tells nobody."""


class ClusterError(SidecarError):
    """Nothing that a page could do for: its lane waits, and no attempt is spent."""

    def as_event(self) -> dict[str, str]:
        return {**super().as_event(), "scope": "engine"}


def address() -> str:
    """Raises ClusterError where none was given."""
    given = os.environ.get(REDIS_VARIABLE, "")
    if not given:
        raise ClusterError("needs_redis", "input", f"No Redis is named. Give --redis, or set {REDIS_VARIABLE}.")
    try:
        parts = urlsplit(given)
        # A password with such signs in it ends up in the wrong places.
        odd = parts.port == 0 or any("@" in part for part in (parts.path, parts.query, parts.fragment))
    except ValueError:
        odd = True
    if odd:
        raise ClusterError(
            "bad_redis",
            "input",
            "The address of Redis can't be understood. Write signs such as / ? # @ in its password as %2F %3F %23 %40.",
        )
    if parts.scheme not in ("redis", "rediss"):
        raise ClusterError("bad_redis", "input", "The address of Redis begins with redis:// or rediss://.")
    return given


def keys() -> Keys:
    return Keys(os.environ.get(PREFIX_VARIABLE, ""))


def shown(url: str) -> str:
    """Without its password."""
    parts = urlsplit(url)
    database = parts.path.strip("/")
    end = f"/{database}" if database.isdigit() else ""
    return f"{parts.scheme}://{parts.hostname or 'localhost'}:{parts.port or 6379}{end}"


def connect(url: str, tries: int = 3) -> redis.Redis:
    """Used from several threads at a time."""
    retry = Retry(ExponentialBackoff(cap=1, base=0.05), tries)
    return redis.Redis.from_url(url, retry=retry, **_options())


def connect_async(url: str) -> redis.asyncio.Redis:
    retry = AsyncRetry(ExponentialBackoff(cap=0.5, base=0.05), 1)
    # Each page on its way listens on a connection of its own.
    return redis.asyncio.Redis.from_url(url, retry=retry, max_connections=MAX_CONNECTIONS, **_options())


def keepalive_options() -> dict[int, int]:
    """Socket options by which a connection that leads nowhere any more is found out within DEAD_AFTER_S."""
    if sys.platform == "linux":
        return {
            socket.TCP_KEEPIDLE: 3,
            socket.TCP_KEEPINTVL: 2,
            socket.TCP_KEEPCNT: 3,
            socket.TCP_USER_TIMEOUT: DEAD_AFTER_S * 1000,
        }
    # macOS calls the first TCP_KEEPALIVE; bytes under way are given up by TCP_RXT_CONNDROPTIME (<netinet/tcp.h>).
    return {socket.TCP_KEEPALIVE: 3, socket.TCP_KEEPINTVL: 2, socket.TCP_KEEPCNT: 3, 0x80: DEAD_AFTER_S}


def _options() -> dict[str, Any]:
    return {
        "socket_timeout": DEAD_AFTER_S,
        "socket_connect_timeout": 3,
        "socket_keepalive": True,
        "socket_keepalive_options": keepalive_options(),
        "health_check_interval": 10,
        # The newer one would be refused by a Redis that is too old before it could say how old it is.
        "protocol": 2,
    }


def check_server(url: str) -> None:
    """Raises ClusterError where this Redis can't be used, with what to do."""
    client = connect(url, tries=0)
    try:
        version = str(client.info("server")["redis_version"])
    except redis.exceptions.NoPermissionError:
        # The account may not ask; what it may do shows with the first page.
        client.ping()
        return
    except redis.exceptions.RedisError as caught:
        raise in_words(caught, url) from caught
    finally:
        client.close()
    known = re.match(r"(\d+)\.(\d+)", version)
    if known and (int(known[1]), int(known[2])) < LEAST_VERSION:
        wanted = ".".join(str(part) for part in LEAST_VERSION)
        raise ClusterError(
            "redis_too_old", "input", f"Redis at {shown(url)} is {version}; {wanted} or newer is needed."
        )


def in_words(caught: Exception, url: str) -> ClusterError:
    """What went wrong between us and Redis, and what to do about it."""
    where = shown(url)
    said = str(caught)
    if isinstance(caught, redis.exceptions.OutOfMemoryError) or said.startswith("OOM"):
        return ClusterError("redis_full", "resource", f"Redis at {where} has no memory left (maxmemory). Pages wait.")
    if isinstance(caught, redis.exceptions.AuthenticationError) or "NOAUTH" in said or "WRONGPASS" in said:
        return ClusterError("redis_refused", "input", f"Redis at {where} refuses the user or the password.")
    if isinstance(caught, redis.exceptions.NoPermissionError) or said.startswith("NOPERM"):
        return ClusterError(
            "redis_refused",
            "input",
            f"The user may not do at {where} what is needed; docs/CLUSTER.md has the ACL rule.",
        )
    if "DB index" in said:
        return ClusterError("bad_redis", "input", f"Redis has no database of that number: {where}.")
    if isinstance(caught, redis.exceptions.ReadOnlyError):
        return ClusterError("redis_read_only", "input", f"Redis at {where} is a replica. Name the primary.")
    return ClusterError("redis_gone", "transient", f"Redis at {where} can't be reached. Pages wait until it is back.")
