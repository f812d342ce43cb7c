"""One error base. `code` is stable, `kind` tells the queue what to do, the message tells the user what to do."""

from __future__ import annotations

from typing import Literal

ErrorKind = Literal["input", "transient", "resource", "defect"]


class SidecarError(Exception):
    """A failure that the caller is meant to see. Kinds: `input` is never tried again, `transient` is,
    `resource` once more at a lower DPI, `defect` is ours."""

    def __init__(self, code: str, kind: ErrorKind, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.kind: ErrorKind = kind
        self.message = message

    def as_event(self) -> dict[str, str]:
        return {"type": "error", "code": self.code, "kind": self.kind, "message": self.message}


class Cancelled(Exception):
    """The caller went away; nobody waits for the result."""


def coerce_error(caught: BaseException) -> SidecarError:
    """Normalise what was caught, once, at the edge. Out of memory has many faces: Python's, NumPy's and
    OpenCV's MemoryError, ONNX Runtime's bad allocation, Metal's."""
    if isinstance(caught, SidecarError):
        return caught
    if isinstance(caught, Cancelled):
        return SidecarError("cancelled", "transient", "The work was stopped.")
    said = str(caught).lower()
    if isinstance(caught, MemoryError) or any(
        words in said for words in ("bad_alloc", "failed to allocate", "insufficient memory", "out of memory")
    ):
        return SidecarError("out_of_memory", "resource", "The page needs more memory than is free.")
    return SidecarError("engine_failed", "defect", f"The engine failed: {type(caught).__name__}: {caught}")
