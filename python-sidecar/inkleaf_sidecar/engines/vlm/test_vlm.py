"""The engine on a real, tiny checkpoint that reads what it is told to, on MLX's CPU backend."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from inkleaf_sidecar.engines.base import PageImage, Part
from inkleaf_sidecar.errors import Cancelled, SidecarError
from inkleaf_sidecar.memory import room_for_model

from .engine import VlmEngine
from .model_folder import check_folder
from .prompts import KINDS

pytest.importorskip("mlx_vlm")
MAKE = Path(__file__).resolve().parents[4] / "test" / "support" / "vlm" / "make_tiny_model.py"
SCRIPT = "# The tide tables\n\nHigh water at 03:12, 4.1 m — für alle. 高潮 $E=mc^2$ \U0001f30a\n"


@pytest.fixture(scope="module")
def make() -> Callable[[Path, str, int | None], None]:
    made: Callable[[Path, str, int | None], None] = runpy.run_path(str(MAKE))["make"]
    return made


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, make: Callable[..., None]) -> Path:
    folder = tmp_path_factory.mktemp("models") / "tiny"
    make(folder, SCRIPT, None)
    return folder


@pytest.fixture(scope="module")
def engine(model: Path) -> VlmEngine:
    return VlmEngine(model)


def page(height: int = 300, width: int = 200) -> PageImage:
    return PageImage(np.full((height, width, 3), 255, np.uint8))


def read(engine: VlmEngine, image: PageImage) -> tuple[str, list[str]]:
    events: list[dict[str, Any]] = []
    result = engine.read(image, events.append, lambda: False)
    return result.text, [event["text"] for event in events if event["type"] == "delta"]


def test_the_text_that_is_streamed_is_the_scripts_byte_for_byte(engine: VlmEngine) -> None:
    text, streamed = read(engine, page())
    assert text == SCRIPT
    assert "".join(streamed) == SCRIPT
    assert len(streamed) >= 3


def test_four_pages_at_a_time_read_what_each_reads_alone(engine: VlmEngine) -> None:
    sizes = [(300, 200), (200, 300), (700, 500), (120, 640)]
    found: list[str] = []

    def work(size: tuple[int, int]) -> None:
        found.append(read(engine, page(*size))[0])

    threads = [threading.Thread(target=work, args=(size,)) for size in sizes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [SCRIPT] * 4


def test_a_page_that_nobody_waits_for_is_let_go_and_others_go_on(tmp_path: Path, make: Callable[..., None]) -> None:
    make(tmp_path / "loop", "on and on and on it goes, ", 0)
    engine = VlmEngine(tmp_path / "loop")
    gone = threading.Event()
    heard = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            engine.read(page(), lambda event: heard.set() if event["type"] == "delta" else None, gone.is_set)
        except Cancelled as caught:
            failed.append(caught)

    thread = threading.Thread(target=work)
    thread.start()
    assert heard.wait(30)
    gone.set()
    thread.join(5)
    assert not thread.is_alive()
    assert len(failed) == 1
    engine.close()


def test_an_answer_without_end_stops_at_the_limit_and_says_so(
    tmp_path: Path, make: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    from . import engine as module

    monkeypatch.setattr(module, "MAX_TOKENS", 50)
    make(tmp_path / "loop", "on and on and on it goes, ", 0)
    engine = VlmEngine(tmp_path / "loop")
    result = engine.read(page(), lambda _: None, lambda: False)
    assert [warning.code for warning in result.warnings] == ["answer_cut"]
    engine.close()


def spoil(folder: Path, name: str) -> None:
    config = json.loads((folder / "config.json").read_text())
    match name:
        case "code that config.json names":
            config["model_file"] = "model.py"
        case "code for another library":
            config["auto_map"] = {"AutoModel": "modeling.Model"}
        case "code named deeper":
            config["vision_config"]["auto_map"] = {"AutoModel": "modeling.Model"}
        case "code in the tokenizer's file":
            path = folder / "tokenizer_config.json"
            path.write_text(json.dumps({**json.loads(path.read_text()), "auto_map": {"AutoTokenizer": ["x.Y", None]}}))
        case "a kind that is not ours":
            config["model_type"] = "llava"
        case "Python beside the weights":
            (folder / "modeling.py").write_text("raise SystemExit")
        case "a pickle":
            (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")
        case "another pickle":
            (folder / "extra.pkl").write_bytes(b"\x80\x04.")
        case "a library":
            (folder / "kernel.so").write_bytes(b"\x7fELF")
        case "a link out of the folder":
            (folder / "extra.json").symlink_to("/etc/passwd")
        case "a folder with code":
            (folder / "ops").mkdir()
            (folder / "ops" / "__init__.py").write_text("")
        case "no JSON":
            (folder / "config.json").write_text("{")
            return
    (folder / "config.json").write_text(json.dumps(config))


@pytest.mark.parametrize(
    "name",
    [
        "code that config.json names",
        "code for another library",
        "code named deeper",
        "code in the tokenizer's file",
        "a kind that is not ours",
        "Python beside the weights",
        "a pickle",
        "another pickle",
        "a library",
        "a link out of the folder",
        "a folder with code",
        "no JSON",
    ],
)
def test_a_hostile_folder_is_refused_before_anything_is_loaded(name: str, model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    spoil(folder, name)
    before = sorted(path.name for path in folder.rglob("*"))
    with pytest.raises(SidecarError) as caught:
        check_folder(folder)
    assert caught.value.code == "model_refused"
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_half_a_model_is_none(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    (folder / "model.safetensors").unlink()
    with pytest.raises(SidecarError, match="weights are missing"):
        check_folder(folder)


def test_a_model_that_does_not_fit_is_refused_with_figures(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from . import generator

    monkeypatch.setattr(generator, "weights_bytes", lambda _: 10**15)
    with pytest.raises(SidecarError, match=r"about 1250000\.0 GB") as caught:
        VlmEngine(model)
    assert caught.value.code == "model_too_large"


def test_what_other_sidecars_hold_is_no_room_for_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    holds = "import sys, time; held = bytearray(200_000_000); print('held', flush=True); time.sleep(60)"
    before = room_for_model(10**10)
    other = subprocess.Popen([sys.executable, "-c", holds, "inkleaf_sidecar"], stdout=subprocess.PIPE, text=True)
    # The sidecars are the children of one process, which is this one here.
    monkeypatch.setattr("os.getppid", lambda: os.getpid())
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        room = room_for_model(10**10)
        assert 200_000_000 <= room.others < 400_000_000
        assert room.free == 10**10 - room.others < before.free
        assert room_for_model(None).free <= room_for_model(None).whole
    finally:
        other.kill()


def test_weights_that_are_cut_off_are_an_error_with_words(model: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(model, folder)
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:1000])
    with pytest.raises(SidecarError) as caught:
        VlmEngine(folder)
    assert caught.value.code == "model_damaged"


def test_a_block_is_asked_for_by_its_kind(tmp_path: Path, make: Callable[..., None]) -> None:
    table, formula = "<table><tr><td>ebb</td></tr></table>", r"\oint u\,dv"
    make(tmp_path / "tiny", SCRIPT, None, {"<|table|>": table, "<|formula|>": formula})
    engine = VlmEngine(tmp_path / "tiny")
    assert set(engine.parts) == {"text", "table", "formula"}
    image = page()
    for part, expected in {"page": SCRIPT, "text": SCRIPT, "table": table, "formula": formula}.items():
        image.part = cast(Part, part)
        assert read(engine, image)[0] == expected
    engine.close()


def test_a_model_that_only_transcribes_is_asked_no_questions(
    engine: VlmEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    image = page()
    image.question = "Who has signed this?"
    assert read(engine, image)[0] == SCRIPT
    monkeypatch.setattr(engine, "_prompts", KINDS["paddleocr_vl"])
    with pytest.raises(SidecarError, match="can't answer questions"):
        read(engine, image)
