"""The ONNX operators that the nets use, on MLX. Source of each meaning: the ONNX operator specification
(github.com/onnx/onnx, docs/Operators.md). Shapes in comments are logical (NCHW)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import mlx.core as mx
import numpy as np


@dataclass(frozen=True, slots=True)
class Value:
    """`array` is an mx.array, or a NumPy array for constants and shape arithmetic. `nhwc` tells its order."""

    array: Any
    nhwc: bool = False
    constant: bool = False


@dataclass(slots=True)
class Context:
    opset: int
    dtype: Any
    prepared: dict[tuple[int, str], Any] = field(default_factory=dict)
    """Weights in the order and type that MLX wants, made at first use and kept."""

    def weight(self, value: Value, form: str, make: Callable[[np.ndarray[Any, Any]], np.ndarray[Any, Any]]) -> Any:
        key = (id(value.array), form)
        if key in self.prepared and value.constant:
            return self.prepared[key]
        made = mx.array(np.ascontiguousarray(make(value.array)))
        made = made.astype(self.dtype) if made.dtype == mx.float32 else made
        if value.constant:
            self.prepared[key] = made
        return made


Inputs = Sequence[Value | None]
Attributes = dict[str, Any]
Operator = Callable[[Context, Inputs, Attributes], Value | list[Value]]
"""A list where the operator has several outputs."""


def as_logical(value: Value) -> Any:
    """The array in ONNX's own order of axes."""
    return value.array.transpose(0, 3, 1, 2) if value.nhwc else value.array


def _as_nhwc(value: Value) -> Any:
    return value.array if value.nhwc else value.array.transpose(0, 2, 3, 1)


def _need(inputs: Inputs, at: int) -> Value:
    value = inputs[at]
    assert value is not None
    return value


def _optional(inputs: Inputs, at: int) -> Value | None:
    return inputs[at] if at < len(inputs) else None


def _ints(value: Value | None) -> list[int] | None:
    return None if value is None else [int(n) for n in np.asarray(value.array).reshape(-1)]


def _device(context: Context, value: Value) -> Any:
    """A logical array on the device; constants are put there once."""
    if isinstance(value.array, np.ndarray):
        return context.weight(value, "plain", lambda a: a)
    return as_logical(value)


def _elementwise(on_mlx: Callable[[Any, Any], Any], on_numpy: Callable[[Any, Any], Any]) -> Operator:
    def run(context: Context, inputs: Inputs, _: Attributes) -> Value:
        a, b = _need(inputs, 0), _need(inputs, 1)
        if isinstance(a.array, np.ndarray) and isinstance(b.array, np.ndarray):
            return Value(on_numpy(a.array, b.array))
        if a.nhwc or b.nhwc:
            sides = [_beside_nhwc(context, side) for side in (a, b)]
            if all(side is not None for side in sides):
                return Value(on_mlx(*sides), nhwc=True)
        return Value(on_mlx(_device(context, a), _device(context, b)))

    return run


def _beside_nhwc(context: Context, value: Value) -> Any | None:
    """`value` so that it broadcasts against an NHWC array, or None where only the logical order is right."""
    if value.nhwc:
        return value.array
    if isinstance(value.array, np.ndarray):
        rank = value.array.ndim
        if value.array.size == 1:
            return context.weight(value, "scalar", lambda a: a.reshape(()))
        if rank <= 4:
            padded = (1,) * (4 - rank) + value.array.shape
            return context.weight(value, "nhwc", lambda a: a.reshape(padded).transpose(0, 2, 3, 1))
        return None
    if value.array.ndim == 4:
        return value.array.transpose(0, 2, 3, 1)
    return value.array if value.array.ndim == 0 else None


def _unary(on_mlx: Callable[[Any], Any]) -> Operator:
    def run(_: Context, inputs: Inputs, __: Attributes) -> Value:
        x = _need(inputs, 0)
        return Value(on_mlx(x.array), x.nhwc)

    return run


def _pads(attributes: Attributes, size: Sequence[int], kernel: Sequence[int], strides: Sequence[int]) -> list[int]:
    """[top, left, bottom, right]. SAME_UPPER puts the odd pixel at the end, SAME_LOWER at the start."""
    auto = attributes.get("auto_pad", b"NOTSET")
    if auto in (b"NOTSET", b"VALID"):
        return list(attributes.get("pads", [0, 0, 0, 0])) if auto == b"NOTSET" else [0, 0, 0, 0]
    starts, ends = [], []
    for length, k, stride in zip(size, kernel, strides, strict=True):
        total = max((-(-length // stride) - 1) * stride + k - length, 0)
        small, large = total // 2, total - total // 2
        starts.append(small if auto == b"SAME_UPPER" else large)
        ends.append(large if auto == b"SAME_UPPER" else small)
    return starts + ends


def _padded(x: Any, pads: Sequence[int], fill: float = 0.0) -> Any:
    top, left, bottom, right = pads
    if not any(pads):
        return x
    return mx.pad(x, [(0, 0), (top, bottom), (left, right), (0, 0)], constant_values=fill)


def _conv(context: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x, kernel = _as_nhwc(_need(inputs, 0)), _need(inputs, 1)
    strides = attributes.get("strides", [1, 1])
    dilations = attributes.get("dilations", [1, 1])
    height, width = kernel.array.shape[2:]
    reach = [(height - 1) * dilations[0] + 1, (width - 1) * dilations[1] + 1]
    top, left, bottom, right = _pads(attributes, x.shape[1:3], reach, strides)
    padding = (top, left)
    if (top, left) != (bottom, right):
        x, padding = _padded(x, (top, left, bottom, right)), (0, 0)
    weight = context.weight(kernel, "conv", lambda a: a.transpose(0, 2, 3, 1))  # OIHW to OHWI
    y = mx.conv2d(x, weight, tuple(strides), padding, tuple(dilations), attributes.get("group", 1))
    bias = _optional(inputs, 2)
    return Value(y if bias is None else y + context.weight(bias, "plain", lambda a: a), nhwc=True)


def _conv_transpose(context: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x, kernel = _as_nhwc(_need(inputs, 0)), _need(inputs, 1)
    top, left, bottom, right = attributes.get("pads", [0, 0, 0, 0])
    if (top, left) != (bottom, right) or attributes.get("group", 1) != 1 or "output_padding" in attributes:
        raise ValueError("ConvTranspose with uneven padding or groups is not written yet")
    weight = context.weight(kernel, "transposed", lambda a: a.transpose(1, 2, 3, 0))  # IOHW to OHWI
    y = mx.conv_transpose2d(x, weight, tuple(attributes.get("strides", [1, 1])), (top, left))
    bias = _optional(inputs, 2)
    return Value(y if bias is None else y + context.weight(bias, "plain", lambda a: a), nhwc=True)


def _pool(reduce: Callable[[Any], Any], fill: float, counts_padding: bool) -> Operator:
    def run(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
        x = _as_nhwc(_need(inputs, 0))
        kernel, strides = attributes["kernel_shape"], attributes.get("strides", [1, 1])
        pads = _pads(attributes, x.shape[1:3], kernel, strides)
        if attributes.get("ceil_mode", 0):
            for axis, length in enumerate(x.shape[1:3]):
                spare = (length + pads[axis] + pads[axis + 2] - kernel[axis]) % strides[axis]
                pads[axis + 2] += (strides[axis] - spare) % strides[axis]
        if any(pads) and counts_padding and not attributes.get("count_include_pad", 0):
            raise ValueError("AveragePool with padding that is not counted is not written yet")
        x = _padded(x, pads, fill)
        rows = (x.shape[1] - kernel[0]) // strides[0] + 1
        columns = (x.shape[2] - kernel[1]) // strides[1] + 1
        shifted = [
            x[:, i : i + rows * strides[0] : strides[0], j : j + columns * strides[1] : strides[1]][:, :rows, :columns]
            for i in range(kernel[0])
            for j in range(kernel[1])
        ]
        return Value(reduce(shifted), nhwc=True)

    return run


def _largest(parts: list[Any]) -> Any:
    result = parts[0]
    for part in parts[1:]:
        result = mx.maximum(result, part)
    return result


def _average(parts: list[Any]) -> Any:
    return sum(parts[1:], parts[0]) * (1.0 / len(parts))


def _mean(x: Any, axes: tuple[int, ...] | None, keep: bool) -> Any:
    """In float32, since the pixels of a page are more than float16 can count, and one axis after the other, since
    one long sum of them is off by 4e-5."""
    mean = x.astype(mx.float32)
    for axis in sorted((a % x.ndim for a in axes or range(x.ndim)), reverse=True):
        mean = mx.mean(mean, axis=axis, keepdims=keep)
    return mean.astype(x.dtype)


def _global_average(_: Context, inputs: Inputs, __: Attributes) -> Value:
    return Value(_mean(_as_nhwc(_need(inputs, 0)), (1, 2), keep=True), nhwc=True)


def _batch_norm(context: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = _need(inputs, 0)
    scale, bias, mean, variance = (_need(inputs, at) for at in range(1, 5))
    epsilon = attributes.get("epsilon", 1e-5)
    factor = scale.array / np.sqrt(variance.array + epsilon)
    rank = x.array.ndim
    shape = (-1,) if x.nhwc else (1, -1) + (1,) * (rank - 2)
    gain = context.weight(scale, f"gain{shape}", lambda _: factor.astype(np.float32).reshape(shape))
    shift = context.weight(bias, f"shift{shape}", lambda a: (a - mean.array * factor).astype(np.float32).reshape(shape))
    return Value(x.array * gain + shift, x.nhwc)


def _softmax(context: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = as_logical(_need(inputs, 0))
    if context.opset < 13:
        axis = attributes.get("axis", 1) % x.ndim
        flat = x.reshape(int(np.prod(x.shape[:axis])), -1)
        return Value(mx.softmax(flat, axis=-1, precise=True).reshape(x.shape))
    return Value(mx.softmax(x, axis=attributes.get("axis", -1), precise=True))


def _hard_sigmoid(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = _need(inputs, 0)
    return Value(mx.clip(x.array * attributes.get("alpha", 0.2) + attributes.get("beta", 0.5), 0, 1), x.nhwc)


def _clip(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x, low, high = _need(inputs, 0), _optional(inputs, 1), _optional(inputs, 2)
    least = attributes.get("min") if low is None else float(np.asarray(low.array))
    most = attributes.get("max") if high is None else float(np.asarray(high.array))
    return Value(mx.clip(x.array, least, most), x.nhwc)


def _shape(_: Context, inputs: Inputs, __: Attributes) -> Value:
    x = _need(inputs, 0)
    n = x.array.shape
    return Value(np.array([n[0], n[3], n[1], n[2]] if x.nhwc else n, np.int64))


def _reshape(context: Context, inputs: Inputs, _: Attributes) -> Value:
    x, shape = _need(inputs, 0), _ints(_need(inputs, 1)) or []
    array = x.array if isinstance(x.array, np.ndarray) else as_logical(x)
    return Value(array.reshape([array.shape[at] if n == 0 else n for at, n in enumerate(shape)]))


def _transpose(context: Context, inputs: Inputs, attributes: Attributes) -> Value:
    return Value(_device(context, _need(inputs, 0)).transpose(attributes["perm"]))


def _axes(inputs: Inputs, at: int, attributes: Attributes) -> list[int] | None:
    """Axes are an attribute before opset 13 (18 for ReduceMean) and an input since."""
    listed = attributes.get("axes")
    return list(listed) if listed is not None else _ints(_optional(inputs, at))


def _squeeze(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = _need(inputs, 0)
    array = x.array if isinstance(x.array, np.ndarray) else as_logical(x)
    axes = _axes(inputs, 1, attributes)
    return Value(array.squeeze() if axes is None else array.squeeze(tuple(axes)))


def _unsqueeze(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = _need(inputs, 0)
    array = x.array if isinstance(x.array, np.ndarray) else as_logical(x)
    axes = _axes(inputs, 1, attributes) or []
    if isinstance(array, np.ndarray):
        return Value(np.expand_dims(array, tuple(axes)))
    return Value(mx.expand_dims(array, tuple(axes)))


def _reduce_mean(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = _need(inputs, 0)
    axes, keep = _axes(inputs, 1, attributes), bool(attributes.get("keepdims", 1))
    if x.nhwc and keep and axes is not None:
        places = {0: 0, 1: 3, 2: 1, 3: 2}
        return Value(_mean(x.array, tuple(places[a % 4] for a in axes), keep=True), nhwc=True)
    return Value(_mean(as_logical(x), None if axes is None else tuple(axes), keep))


def _concat(context: Context, inputs: Inputs, attributes: Attributes) -> Value:
    values = [_need(inputs, at) for at in range(len(inputs))]
    axis = attributes["axis"]
    if all(isinstance(v.array, np.ndarray) for v in values):
        return Value(np.concatenate([v.array for v in values], axis))
    if any(v.nhwc for v in values) and all(v.array.ndim == 4 for v in values):
        place = {0: 0, 1: 3, 2: 1, 3: 2}[axis % 4]
        return Value(mx.concatenate([_as_nhwc(v) for v in values], place), nhwc=True)
    return Value(mx.concatenate([_device(context, v) for v in values], axis))


def _slice(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = _need(inputs, 0)
    array = x.array if isinstance(x.array, np.ndarray) else as_logical(x)
    starts = attributes.get("starts") or _ints(_optional(inputs, 1)) or []
    ends = attributes.get("ends") or _ints(_optional(inputs, 2)) or []
    axes = _axes(inputs, 3, attributes) or list(range(len(starts)))
    steps = _ints(_optional(inputs, 4)) or [1] * len(starts)
    window: list[slice] = [slice(None)] * array.ndim
    for axis, start, end, step in zip(axes, starts, ends, steps, strict=True):
        window[axis] = slice(start, min(end, array.shape[axis]), step)
    return Value(array[tuple(window)])


def _split(_: Context, inputs: Inputs, attributes: Attributes) -> list[Value]:
    """Sizes are an attribute before opset 13 and an input since."""
    x, axis = _need(inputs, 0), attributes.get("axis", 0)
    sizes = attributes.get("split") or _ints(_optional(inputs, 1))
    if not sizes:
        raise ValueError("Split without sizes is not written yet")
    place = {0: 0, 1: 3, 2: 1, 3: 2}[axis % 4] if x.nhwc else axis
    return [Value(part, x.nhwc) for part in mx.split(x.array, np.cumsum(sizes)[:-1].tolist(), axis=place)]


def _cast(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    x = _need(inputs, 0)
    kinds = {1: np.float32, 6: np.int32, 7: np.int64, 9: np.bool_, 10: np.float16}
    if not isinstance(x.array, np.ndarray):
        raise ValueError("Cast of what is not a shape is not written yet")
    return Value(x.array.astype(kinds[attributes["to"]]))


def _resize(_: Context, inputs: Inputs, attributes: Attributes) -> Value:
    """Nearest neighbour by whole factors, which is all that the nets ask for."""
    x = _as_nhwc(_need(inputs, 0))
    scales, sizes = _optional(inputs, 2), _optional(inputs, 3)
    if attributes.get("mode", b"nearest") != b"nearest":
        raise ValueError("Resize other than by nearest neighbour is not written yet")
    if sizes is not None and np.asarray(sizes.array).size:
        wanted = _ints(sizes) or []
        factors = [wanted[2] / x.shape[1], wanted[3] / x.shape[2]]
    else:
        factors = [float(f) for f in np.asarray(_need([scales], 0).array)[2:]]
    if any(f != int(f) for f in factors):
        raise ValueError("Resize by a broken factor is not written yet")
    for axis, factor in enumerate(factors, start=1):
        x = mx.repeat(x, int(factor), axis=axis)
    return Value(x, nhwc=True)


def _matmul(context: Context, inputs: Inputs, _: Attributes) -> Value:
    return Value(_device(context, _need(inputs, 0)) @ _device(context, _need(inputs, 1)))


OPERATORS: dict[str, Operator] = {
    "Add": _elementwise(lambda a, b: a + b, np.add),
    "AveragePool": _pool(_average, 0.0, counts_padding=True),
    "BatchNormalization": _batch_norm,
    "Cast": _cast,
    "Clip": _clip,
    "Concat": _concat,
    "Conv": _conv,
    "ConvTranspose": _conv_transpose,
    "Div": _elementwise(lambda a, b: a / b, np.divide),
    "Erf": _unary(mx.erf),
    "GlobalAveragePool": _global_average,
    "HardSigmoid": _hard_sigmoid,
    "HardSwish": _unary(lambda x: x * mx.clip(x * (1 / 6) + 0.5, 0, 1)),
    "MatMul": _matmul,
    "MaxPool": _pool(_largest, -float("inf"), counts_padding=False),
    "Mul": _elementwise(lambda a, b: a * b, np.multiply),
    "Pow": _elementwise(mx.power, np.power),
    "ReduceMean": _reduce_mean,
    "Relu": _unary(lambda x: mx.maximum(x, 0)),
    "Reshape": _reshape,
    "Resize": _resize,
    "Shape": _shape,
    "Sigmoid": _unary(mx.sigmoid),
    "Slice": _slice,
    "Softmax": _softmax,
    "Split": _split,
    "Sqrt": _unary(mx.sqrt),
    "Squeeze": _squeeze,
    "Sub": _elementwise(lambda a, b: a - b, np.subtract),
    "Transpose": _transpose,
    "Unsqueeze": _unsqueeze,
}
