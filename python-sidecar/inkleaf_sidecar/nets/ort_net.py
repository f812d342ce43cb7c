"""A net on ONNX Runtime."""

from __future__ import annotations

from pathlib import Path

import onnxruntime as ort

from .backend import Float


class OrtNet:
    def __init__(self, weights: Path) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest page's buffers for ever, once for each shape seen.
        options.enable_cpu_mem_arena = False
        self._session = ort.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self.metadata: dict[str, str] = dict(self._session.get_modelmeta().custom_metadata_map)

    def __call__(self, x: Float) -> Float:
        return self.all_outputs(x)[0]

    def all_outputs(self, x: Float) -> list[Float]:
        outputs: list[Float] = self._session.run(None, {self._input: x})
        return outputs
