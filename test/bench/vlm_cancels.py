"""How long a vision model goes on after nobody waits for its page: `vlm_cancels.py MODEL_FOLDER COUNT` prints ms.

Each page is let go at a random time while it is decoded. The model is one that never ends."""

import json
import os
import random
import sys
import threading
import time
from pathlib import Path

import numpy as np

from inkleaf_sidecar.engines.base import PageImage
from inkleaf_sidecar.engines.vlm.engine import VlmEngine
from inkleaf_sidecar.errors import Cancelled

engine = VlmEngine(Path(sys.argv[1]))
chance = random.Random(17)
took: list[float] = []


def read(gone: threading.Event, heard: threading.Event, ended: list[float]) -> None:
    try:
        pixels = np.full((1400, 1000, 3), 255, np.uint8)
        engine.read(PageImage(pixels), lambda event: heard.set() if event["type"] == "delta" else None, gone.is_set)
    except Cancelled:
        ended.append(time.perf_counter())


for _ in range(int(sys.argv[2])):
    gone, heard = threading.Event(), threading.Event()
    ended: list[float] = []
    thread = threading.Thread(target=read, args=(gone, heard, ended))
    thread.start()
    heard.wait()
    time.sleep(chance.uniform(0, 0.1))
    start = time.perf_counter()
    gone.set()
    thread.join()
    took.append((ended[0] - start) * 1000)
print(json.dumps(took), flush=True)
# MLX's threads don't end well with the interpreter.
os._exit(0)
