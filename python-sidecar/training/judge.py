"""How the reading takes apart the pages that see_pages.py saw, against what they are: F1 of blocks by kind, and order.

    judge.py SEEN SPLIT [--worst N]

Characters are the PDFs' own, so what is judged is the structure alone."""

from __future__ import annotations

import argparse
import pickle
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from see_pages import SeenExample

from inkleaf_sidecar.reading.block_score import BlockScore, block_score
from inkleaf_sidecar.reading.parts import find_parts

SHOWN = ("heading", "text", "list_item", "code", "table")


def judged(file: Path) -> tuple[str, str, BlockScore]:
    example: SeenExample = pickle.loads(file.read_bytes())
    parts = find_parts(example.lines, example.look)
    columns = "columns" if example.style[:1] in "23" else "one column"
    score = block_score(parts, example.lines, example.kinds, example.blocks, example.order)
    return example.name, f"{example.group} {columns}", score


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("seen", type=Path)
    parser.add_argument("split")
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    files = [f for f in sorted(options.seen.glob("*.pickle")) if pickle.loads(f.read_bytes()).split == options.split]
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(judged, files, chunksize=8))
    for style in ("", *sorted({style for _, style, _ in found})):
        some = [score for _, own, score in found if own.startswith(style)]
        total = BlockScore()
        for score in some:
            total.add(score)
        f1 = " ".join(f"{kind} {total.f1(kind):.3f} ({total.wanted[kind]})" for kind in SHOWN if total.wanted[kind])
        print(f"{style or 'all':16} {len(some):4} pages: {f1}; steps out of order {100 * total.out_of_order:.1f}%")
    found.sort(key=lambda one: one[2].right.total() * 2 - one[2].got.total() - one[2].wanted.total())
    for name, style, score in found[: options.worst]:
        print(f"  {name} ({style}): right {dict(score.right)} got {dict(score.got)} wanted {dict(score.wanted)}")


if __name__ == "__main__":
    main()
