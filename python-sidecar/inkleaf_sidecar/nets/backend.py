"""The two backends behind one interface, each with the threads that own its nets."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from .net_threads import NetThreads

BackendName = Literal["mlx", "onnxruntime"]
BACKENDS: tuple[BackendName, ...] = ("mlx", "onnxruntime")
Float = npt.NDArray[np.float32]
T = TypeVar("T")


class Net(Protocol):
    """A graph with one input. Call it on the backend's own threads only."""

    metadata: dict[str, str]

    def __call__(self, x: Float) -> Float:
        """The first output."""

    def all_outputs(self, x: Float) -> list[Float]:
        """In the graph's own order."""


class Backend:
    """Loads nets and runs work on the threads that may call them.

    ONNX Runtime gets one thread a core and single-threaded nets: lines and pages run beside each other, which
    wastes less than splitting one small convolution over cores. MLX has one device and so one thread."""

    def __init__(
        self, name: BackendName, device: str, threads: int, batch_lines: int, load: Callable[[Path], Net]
    ) -> None:
        self.name = name
        self.device = device
        self.batch_lines = batch_lines
        self._load = load
        self._threads = NetThreads(threads, f"net-{name}")

    def open_net(self, weights: Path) -> Net:
        return self.submit(lambda: self._load(weights)).result()

    def begin_page(self) -> None:
        """The calling thread's work from now on belongs to one page; older pages' work goes before it."""
        self._threads.begin_page()

    def submit(self, work: Callable[[], T]) -> Future[T]:
        return self._threads.submit(work)

    def close(self) -> None:
        self._threads.close()


def default_backend() -> BackendName:
    return "mlx" if platform.system() == "Darwin" and platform.machine() == "arm64" else "onnxruntime"


def open_cpu_net(weights: Path) -> Net:
    """For nets that no device makes faster; any thread may call it."""
    from .ort_net import OrtNet

    return OrtNet(weights)


def open_backend(name: BackendName, dtype: str = "float32", cores: int | None = None) -> Backend:
    """`dtype` is float32 or float16 (MLX only). Imports the backend's library here, never before."""
    if name == "mlx":
        from .mlx_net import MlxNet, device_name

        return Backend(name, device_name(), 1, 8, lambda weights: MlxNet(weights, dtype))
    from .ort_net import OrtNet

    return Backend(name, "cpu", cores or os.cpu_count() or 1, 1, OrtNet)
