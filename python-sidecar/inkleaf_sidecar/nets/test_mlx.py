"""MLX held to ONNX Runtime on the same weights. Real crops and a whole page; with reference BLAS this is slow."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import onnx
import pytest
from rapidocr.ch_ppocr_det.utils import DBPostProcess, DetPreProcess

from inkleaf_sidecar.conftest import FIXTURES, MODELS, open_ppocr
from inkleaf_sidecar.engines import PageImage
from inkleaf_sidecar.engines.ppocr.engine import PpOcrEngine
from inkleaf_sidecar.engines.ppocr.orient import _centre_crop, _for_class
from inkleaf_sidecar.engines.ppocr.recognise import normalised
from inkleaf_sidecar.engines.ppocr.weights import find_weights
from inkleaf_sidecar.images import decode_image
from inkleaf_sidecar.nets import Backend, open_backend
from inkleaf_sidecar.page import crop_lines
from inkleaf_sidecar.page.layout_net import _net_input as _layout_input
from inkleaf_sidecar.page.weights import find_layout_weights

mlx = pytest.importorskip("mlx.core", reason="MLX is not installed on this platform")
PAGE = cv2.cvtColor(decode_image(FIXTURES / "page.png"), cv2.COLOR_RGB2BGR)
WEIGHTS = find_weights(MODELS)


def both(weights: Path, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return run(open_backend("onnxruntime"), weights, x), run(open_backend("mlx"), weights, x)


def run(backend: Backend, weights: Path, x: np.ndarray) -> np.ndarray:
    net = backend.open_net(weights)
    return backend.submit(lambda: net(x)).result()


@pytest.fixture(scope="module")
def crops(engine: PpOcrEngine) -> list[np.ndarray]:
    return crop_lines(PAGE, engine.detect(PAGE))


@pytest.mark.parametrize("weights", [WEIGHTS.recognition, WEIGHTS.quick_recognition], ids=["small", "tiny"])
def test_recognition_logits_agree(weights: Path, crops: list[np.ndarray], tmp_path: Path) -> None:
    """The softmax is taken off, so that it can't hide a difference."""
    model = onnx.load(str(weights))
    softmax = model.graph.node.pop()
    assert softmax.op_type == "Softmax"
    model.graph.output[0].name = softmax.input[0]
    logits = tmp_path / "logits.onnx"
    onnx.save(model, str(logits))
    for crop in crops[:6]:
        x = normalised(crop, max(32, -(-48 * crop.shape[1] // crop.shape[0] // 32) * 32))[None]
        ort, own = both(logits, x)
        # Of the greatest logit: each processor's kernels add up in an order of their own.
        assert np.abs(ort - own).max() < 1e-4 * np.abs(ort).max()
        assert (ort.argmax(-1) == own.argmax(-1)).all()


@pytest.mark.parametrize("weights", [WEIGHTS.detection, WEIGHTS.quick_detection], ids=["small", "tiny"])
def test_detection_maps_and_boxes_agree(weights: Path) -> None:
    x = DetPreProcess(960, "max", [0.5] * 3, [0.5] * 3)(PAGE)
    assert x is not None
    ort, own = both(weights, x)
    assert np.abs(ort - own).max() < 1e-2
    boxes = [DBPostProcess(0.3, 0.5, 9999, 1.6, "fast", True)(scores, PAGE.shape[:2])[0] for scores in (ort, own)]
    assert len(boxes[0]) == len(boxes[1]) > 10
    assert np.abs(boxes[0] - boxes[1]).max() <= 3


def test_the_small_nets_agree(crops: list[np.ndarray]) -> None:
    for weights, x in (
        (WEIGHTS.line_class, np.stack([_for_class(crop) for crop in crops[:4]])),
        (WEIGHTS.orientation, _centre_crop(PAGE)),
    ):
        ort, own = both(weights, x)
        assert np.abs(ort - own).max() < 1e-4


def all_outputs(backend: Backend, x: np.ndarray) -> list[np.ndarray]:
    net = backend.open_net(find_layout_weights(MODELS))
    return backend.submit(lambda: net.all_outputs(x)).result()


def test_all_outputs_of_the_layout_net_agree() -> None:
    x = _layout_input(PAGE)
    outputs = [all_outputs(open_backend("onnxruntime"), x), all_outputs(open_backend("mlx"), x)]
    assert [one.shape for one in outputs[0]] == [one.shape for one in outputs[1]]
    assert len(outputs[0]) == 8
    for ort, own in zip(*outputs, strict=True):
        assert np.abs(ort - own).max() < 1e-3


@pytest.fixture(scope="module")
def lines(engine: PpOcrEngine) -> list[str]:
    return read(engine)


def read(engine: PpOcrEngine) -> list[str]:
    image = PageImage(cv2.cvtColor(PAGE, cv2.COLOR_BGR2RGB))
    result = engine.read(image, lambda _: None, lambda: False)
    return [line.text for block in result.blocks for line in block.lines]


def test_a_whole_page_reads_the_same(lines: list[str]) -> None:
    assert read(open_ppocr("mlx")) == lines


def test_half_precision_reads_the_same(lines: list[str]) -> None:
    half = read(open_ppocr("mlx", "float16"))
    same = sum(a == b for a, b in zip(half, lines, strict=True))
    assert same / len(lines) >= 0.995


def test_an_operator_that_is_not_written_is_named(tmp_path: Path) -> None:
    node = onnx.helper.make_node("Einsum", ["x"], ["y"], equation="ij->ji")
    value = [onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, [2, 2]) for n in "xy"]
    onnx.save(
        onnx.helper.make_model(onnx.helper.make_graph([node], "g", value[:1], value[1:])), str(tmp_path / "e.onnx")
    )
    with pytest.raises(ValueError, match="Einsum"):
        open_backend("mlx").open_net(tmp_path / "e.onnx")
