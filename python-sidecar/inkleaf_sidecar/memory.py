"""What the process uses, and giving back what it no longer does."""

from __future__ import annotations

import ctypes
import resource
import sys

import psutil


def memory_bytes() -> dict[str, int]:
    """Resident memory now and at its highest, bytes. `ru_maxrss` is in KiB on Linux and in bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "rssBytes": psutil.Process().memory_info().rss,
        "peakRssBytes": peak if sys.platform == "darwin" else peak * 1024,
    }


def give_back_memory() -> None:
    """After a page: glibc keeps freed memory for itself, and with pages of many sizes that only grows. A millisecond
    or two."""
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)
