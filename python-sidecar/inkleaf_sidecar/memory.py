"""What the process uses, and giving back what it no longer does."""

from __future__ import annotations

import ctypes
import gc
import os
import resource
import sys
from dataclasses import dataclass

import psutil


def memory_bytes() -> dict[str, int]:
    """Resident memory now and at its highest, and this process's share of memory (pages that several processes have are
    parted among them; on macOS what is its own alone), bytes. `ru_maxrss` is in KiB on Linux and in bytes on macOS."""
    held = psutil.Process().memory_full_info()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "rssBytes": held.rss,
        "shareBytes": getattr(held, "pss", held.uss),
        # The kernel brings its mark up to date in steps.
        "peakRssBytes": max(held.rss, peak if sys.platform == "darwin" else peak * 1024),
        **_machine_available(),
    }


def _machine_available() -> dict[str, int]:
    """On macOS what the kernel would give: `kern.memorystatus_level` is the percentage that `memory_pressure` prints as
    free (xnu, bsd/kern/kern_memorystatus.c). Free pages alone are few there, whatever is running."""
    if sys.platform != "darwin":
        return {}
    level, size = ctypes.c_uint32(), ctypes.c_size_t(4)
    libc = ctypes.CDLL(None)
    if libc.sysctlbyname(b"kern.memorystatus_level", ctypes.byref(level), ctypes.byref(size), None, 0) != 0:
        return {}
    return {"machineAvailableBytes": int(psutil.virtual_memory().total) * min(100, level.value) // 100}


def cpu_seconds() -> float:
    """What all threads of this process have used so far."""
    used = psutil.Process().cpu_times()
    return round(float(used.user + used.system), 2)


def gpu_bytes() -> dict[str, int] | None:
    """MLX's own count of its arrays, now and at most, and of what it keeps for the next ones; and what Metal would have
    a process use at most. None where no GPU is used."""
    mx = sys.modules.get("mlx.core")
    if mx is None or not mx.metal.is_available():
        return None
    return {
        "activeBytes": int(mx.get_active_memory()),
        "peakBytes": int(mx.get_peak_memory()),
        "cacheBytes": int(mx.get_cache_memory()),
        "workingSetBytes": int(mx.device_info()["max_recommended_working_set_size"]),
    }


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes that a model may take, of those that the machine has for models; what is left of these others have."""

    free: int
    whole: int
    others: int
    """What Inkleaf's other processes hold."""


def room_for_model(working_set: int | None) -> Room:
    """What may be loaded beside what is there. `working_set` is Metal's `max_recommended_working_set_size`: up to it
    macOS makes room by itself, so that only our own other processes count against it. Elsewhere nothing makes room:
    what is free now counts."""
    memory = psutil.virtual_memory()
    others = _others_bytes()
    if working_set is None:
        return Room(int(memory.available), int(memory.total), others)
    return Room(max(0, working_set - others), working_set, others)


def _others_bytes() -> int:
    """Resident memory of the sidecars beside this one."""
    try:
        beside = psutil.Process(os.getppid()).children()
    except psutil.Error:
        return 0
    held = 0
    for process in beside:
        try:
            if process.pid != os.getpid() and "inkleaf_sidecar" in process.cmdline():
                held += process.memory_info().rss
        except psutil.Error:
            # It has ended meanwhile, or is not ours.
            continue
    return held


def give_back_memory() -> None:
    """After a page: glibc keeps freed memory for itself, and with pages of many sizes that only grows. A millisecond
    or two."""
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


def give_back_caches() -> None:
    """When memory is short: also what MLX keeps of freed arrays, for the next ones."""
    gc.collect()
    mx = sys.modules.get("mlx.core")
    if mx is not None:
        mx.clear_cache()
    give_back_memory()
