"""Runs ONNX graphs on one of two backends: MLX on Apple Silicon, ONNX Runtime elsewhere."""

from .backend import BACKENDS, Backend, BackendName, Net, default_backend, open_backend, open_cpu_net

__all__ = ["BACKENDS", "Backend", "BackendName", "Net", "default_backend", "open_backend", "open_cpu_net"]
