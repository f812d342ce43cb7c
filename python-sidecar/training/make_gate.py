"""Pages of the dev split for test_unseen_pages.py: their lines with scrambled letters, and what the app saw of them.

    make_gate.py SEEN TARGET.json.gz PAGES

Each letter becomes another one of its class, and digits stay: places, sizes and punctuation are what is judged, and the
texts are not ours to give away."""

from __future__ import annotations

import gzip
import json
import pickle
import random
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from see_pages import SeenExample

from inkleaf_sidecar.reading.list_markers import CAPTION, SECTION

MOST_LINES = 250


def scrambled(text: str, rng: random.Random) -> str:
    told = CAPTION.match(text) or SECTION.match(text)
    kept = told.group() if told else ""
    return kept + "".join(_other(c, rng) for c in text[len(kept) :])


def _other(c: str, rng: random.Random) -> str:
    code = ord(c)
    if c.isascii() and c.isalpha():
        return rng.choice("abcdefghiklmnoprstuvwy" if c.islower() else "ABCDEFGHIKLMNOPRSTUVW")
    if c.isalpha() and code < 0x250:
        return rng.choice("àäçéèîñóöûü" if c.islower() else "ÀÄÇÉÈÖÜ")
    if 0x4E00 <= code <= 0x9FFF:
        return rng.choice("山川田中日月火水木金土人大小上下左右手足目耳口力")
    if 0x3041 <= code <= 0x3096:
        return rng.choice("あいうえおかきくけこさしすせそたちつてとなにのはひふへほまみむめもやゆよらりるれろわ")
    if 0x30A1 <= code <= 0x30FA:
        return rng.choice("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワ")
    return c


def entry_of(example: SeenExample, rng: random.Random) -> dict[str, Any]:
    def rounded(value: Any) -> Any:
        if isinstance(value, float):
            return round(value, 3)
        if isinstance(value, dict):
            return {name: rounded(one) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [rounded(one) for one in value]
        return value

    lines = [
        {
            "text": scrambled(line.text, rng),
            "quad": line.quad.tolist(),
            "words": line.words,
            "xHeightPx": line.x_height_px,
            "strokePx": line.stroke_px,
            "bulletX": line.bullet_x,
        }
        for line in example.lines
    ]
    look = asdict(example.look)
    about = {"lines": lines, "look": look, "kinds": example.kinds, "blocks": example.blocks, "order": example.order}
    entry: dict[str, Any] = rounded(about)
    return entry


def main() -> None:
    seen, target, most = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(1)
    examples = [pickle.loads(file.read_bytes()) for file in sorted(seen.glob("*.pickle"))]
    dev = [one for one in examples if one.split == "dev" and 8 <= len(one.lines) <= MOST_LINES]
    chosen = rng.sample(dev, min(most, len(dev)))
    packed = json.dumps([entry_of(example, rng) for example in chosen], ensure_ascii=False, separators=(",", ":"))
    target.write_bytes(gzip.compress(packed.encode(), mtime=0))
    print(f"{len(chosen)} pages, {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
