"""A net on MLX: walks an ONNX graph with the operators of `mlx_ops`.

Arrays that come out of convolutions stay in NHWC, which is MLX's own order; `Value` keeps the order beside the
array, and shape arithmetic stays in NumPy, so that no graph is cut to read a size back from the device."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlx.core as mx
import numpy as np
import onnx
from onnx import numpy_helper

from .backend import Float
from .mlx_ops import OPERATORS, Context, Value, as_logical

FOLDED = ("Reshape", "Squeeze", "Unsqueeze", "Cast", "Concat", "Slice")
"""Operators that are worked out at load where all their inputs are constants."""


@dataclass(frozen=True, slots=True)
class Step:
    operator: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    attributes: dict[str, Any]


class MlxNet:
    """Weights are put on the device once. `dtype` float16 halves memory; the last layer's result is float32."""

    def __init__(self, weights: Path, dtype: str = "float32") -> None:
        model = onnx.load(str(weights))
        graph = model.graph
        self.metadata = {entry.key: entry.value for entry in model.metadata_props}
        opset = next(o.version for o in model.opset_import if o.domain in ("", "ai.onnx"))
        self._context = Context(opset=opset, dtype=getattr(mx, dtype))
        constants: dict[str, np.ndarray[Any, Any]] = {
            tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer
        }
        alias: dict[str, str] = {}
        self._steps: list[Step] = []
        for node in graph.node:
            inputs = tuple(alias.get(name, name) for name in node.input)
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            if node.op_type == "Identity":
                alias[node.output[0]] = inputs[0]
            elif node.op_type == "Constant":
                constants[node.output[0]] = numpy_helper.to_array(attributes["value"])
            elif node.op_type not in OPERATORS:
                raise ValueError(f"{weights.name} needs the operator {node.op_type}, which is not written yet")
            elif node.op_type in FOLDED and all(name in constants for name in inputs):
                values = [Value(constants[name]) for name in inputs]
                folded = OPERATORS[node.op_type](self._context, values, attributes)
                assert isinstance(folded, Value)
                constants[node.output[0]] = folded.array
            else:
                self._steps.append(Step(node.op_type, inputs, tuple(node.output), attributes))
        self._constants = {name: Value(array, constant=True) for name, array in constants.items()}
        self._last_use = self._find_last_use()
        initial = set(constants)
        self._input = next(i.name for i in graph.input if i.name not in initial)
        self._outputs = [alias.get(output.name, output.name) for output in graph.output]

    def _find_last_use(self) -> dict[int, list[str]]:
        last = {name: at for at, step in enumerate(self._steps) for name in step.inputs}
        freed: dict[int, list[str]] = {}
        for name, at in last.items():
            freed.setdefault(at, []).append(name)
        return freed

    def __call__(self, x: Float) -> Float:
        return self.all_outputs(x)[0]

    def all_outputs(self, x: Float) -> list[Float]:
        values: dict[str, Value] = {self._input: Value(mx.array(x).astype(self._context.dtype), nhwc=False)}
        for at, step in enumerate(self._steps):
            inputs = [self._constants.get(name) or values.get(name) for name in step.inputs]
            made = OPERATORS[step.operator](self._context, inputs, step.attributes)
            values.update(zip(step.outputs, made if isinstance(made, list) else [made], strict=True))
            for name in self._last_use.get(at, ()):
                if name not in self._outputs:
                    values.pop(name, None)
        results = [as_logical(values[name]).astype(mx.float32) for name in self._outputs]
        mx.eval(results)
        return [np.array(result, copy=True) for result in results]


def device_name() -> str:
    if not mx.metal.is_available():
        return "cpu"
    return str(mx.device_info().get("device_name", "gpu"))
