"""One thread owns the model, its vision tower and the generation: MLX's streams belong to threads.

Pages join while others are read, and leave when they are done or nobody waits for them any more; each reads what it
would read alone."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from PIL import Image

from ...errors import Cancelled, SidecarError
from ...memory import room_for_model
from .model_folder import weights_bytes

End = Literal["stop", "length"]
ROOM = 1.25
"""What a model needs besides its weights: caches, pictures."""


@dataclass(slots=True)
class Reading:
    pixels: npt.NDArray[np.uint8]
    prompt: str
    max_tokens: int
    on_text: Callable[[str], None]
    cancelled: Callable[[], bool]
    done: threading.Event = field(default_factory=threading.Event)
    text: str = ""
    end: End = "stop"
    error: BaseException | None = None
    detokenizer: Any = None


class Generator:
    """Raises SidecarError where the model can't be loaded."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: queue.SimpleQueue[Reading | None] = queue.SimpleQueue()
        self._ready: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        self.device = ""
        self._thread = threading.Thread(target=self._run, name="generation", daemon=True)
        self._thread.start()
        failed = self._ready.get()
        if failed is not None:
            raise failed

    def read(self, reading: Reading) -> tuple[str, End]:
        """The text and how it ended. Raises Cancelled soon after `cancelled()` turns true."""
        self._waiting.put(reading)
        reading.done.wait()
        if reading.error is not None:
            raise reading.error
        return reading.text, reading.end

    def close(self) -> None:
        self._waiting.put(None)
        self._thread.join(timeout=5)

    def _run(self) -> None:
        try:
            self._load()
        except BaseException as caught:
            self._ready.put(_as_error(caught))
            return
        self._ready.put(None)
        active: dict[int, Reading] = {}
        while self._admit(active):
            try:
                self._step(active)
            except BaseException as caught:
                error = _as_error(caught)
                for reading in active.values():
                    _finish(reading, error)
                active.clear()
                self._batch = self._new_batch()
                self._mx.clear_cache()

    def _load(self) -> None:
        import mlx.core as mx
        from mlx_vlm.utils import load

        self._mx = mx
        self.device = str(mx.default_device())
        _check_room(weights_bytes(self._folder), mx)
        try:
            self._model, self._processor = load(str(self._folder), trust_remote_code=False)
        except MemoryError:
            raise
        except Exception as cause:
            logging.exception("the model could not be loaded")
            raise SidecarError(
                "model_damaged", "input", "The model's files are damaged or incomplete. Remove it and get it again."
            ) from cause
        self._batch = self._new_batch()

    def _new_batch(self) -> Any:
        from mlx_vlm.generate.ar import BatchGenerator

        eos = self._model.config.eos_token_id
        stops = set(eos if isinstance(eos, list) else [eos])
        return BatchGenerator(
            self._model.language_model, self._processor, stop_tokens=stops, compute_logprobs=False, greedy_sampling=True
        )

    def _admit(self, active: dict[int, Reading]) -> bool:
        """Takes in pages that wait; False at the end."""
        while True:
            try:
                reading = self._waiting.get(block=not active)
            except queue.Empty:
                return True
            if reading is None:
                for one in active.values():
                    _finish(one, Cancelled())
                return False
            if reading.cancelled():
                _finish(reading, Cancelled())
                continue
            try:
                active[self._insert(reading)] = reading
            except BaseException as caught:
                _finish(reading, _as_error(caught))

    def _insert(self, reading: Reading) -> int:
        from mlx_vlm.prompt_utils import apply_chat_template
        from mlx_vlm.tokenizer_utils import make_streaming_detokenizer
        from mlx_vlm.utils import prepare_inputs

        prompt = apply_chat_template(self._processor, self._model.config, reading.prompt, num_images=1)
        inputs = prepare_inputs(self._processor, images=[Image.fromarray(reading.pixels)], prompts=[prompt])
        ids = inputs.pop("input_ids")
        pictures = inputs.pop("pixel_values", None)
        mask = inputs.pop("attention_mask", None)
        embedded = self._model.get_input_embeddings(ids, pictures, mask=mask, **inputs)
        more = {**inputs, **{name: value for name, value in embedded.to_dict().items() if value is not None}}
        reading.detokenizer = make_streaming_detokenizer(self._processor)
        (uid,) = self._batch.insert([ids.squeeze(0).tolist()], max_tokens=reading.max_tokens, prompt_kwargs=[more])
        return int(uid)

    def _step(self, active: dict[int, Reading]) -> None:
        for uid in [uid for uid, reading in active.items() if reading.cancelled()]:
            self._batch.remove(uid)
            self._mx.clear_cache()
            _finish(active.pop(uid), Cancelled())
        if not active:
            return
        _, responses = self._batch.next()
        for response in responses:
            reading = active.get(response.uid)
            if reading is None:
                continue
            if response.finish_reason != "stop":
                reading.detokenizer.add_token(response.token)
            if response.finish_reason is not None:
                reading.detokenizer.finalize()
            segment = reading.detokenizer.last_segment
            if segment:
                reading.text += segment
                reading.on_text(segment)
            if response.finish_reason is not None:
                reading.end = "length" if response.finish_reason == "length" else "stop"
                _finish(active.pop(response.uid), None)
        if not active:
            self._mx.clear_cache()


def _finish(reading: Reading, error: BaseException | None) -> None:
    reading.error = error
    reading.done.set()


def _check_room(needed: int, mx: Any) -> None:
    # The key is absent on the CPU.
    room = room_for_model(mx.device_info().get("max_recommended_working_set_size"))
    if needed * ROOM > room.free:
        raise SidecarError(
            "model_too_large",
            "input",
            f"The model needs about {needed * ROOM / 1e9:.1f} GB of memory; {room.free / 1e9:.1f} of "
            f"{room.whole / 1e9:.1f} GB is free for it (Inkleaf's other engines use {room.others / 1e9:.1f} GB). "
            "Choose a smaller model.",
        )


def _as_error(caught: BaseException) -> BaseException:
    if isinstance(caught, ModuleNotFoundError) and caught.name and caught.name.split(".")[0] in ("mlx", "mlx_vlm"):
        return SidecarError("needs_mlx", "input", "Vision models run on Apple Silicon Macs only: MLX is not there.")
    return caught
