"""Trains the line net (inkleaf_sidecar/reading/line_net.py) with PyTorch and writes its weights.

train_lines.py TRAIN.npz DEV.npz TARGET.npz [--epochs 30] [--seed 1]"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections import Counter
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, GEOMETRY, JOINT = 128, 4, 4, 48, 64
KINDS = ("text", "heading", "list_item", "code", "table", "caption", "footnote", "furniture", "term")
MOST_LINES = 112
"""At a time: pairs grow with the square."""
NEAR = 6.0
"""Line heights between the middles of lines whose being together is asked."""
FAR_SHARE = 0.03
"""Of the other pairs, which are plainly apart."""


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.query, self.key, self.value, self.mix = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.bias = nn.Linear(GEOMETRY, HEADS)
        self.up, self.down = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)

    def forward(self, h: Tensor, g: Tensor, dropout: float) -> Tensor:
        n = h.shape[0]
        a = self.norm1(h)
        q, k, v = (part(a).view(n, HEADS, -1).transpose(0, 1) for part in (self.query, self.key, self.value))
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2]) + self.bias(g).permute(2, 0, 1)
        mixed = (scores.softmax(-1) @ v).transpose(0, 1).reshape(n, -1)
        h = h + functional.dropout(self.mix(mixed), dropout, self.training)
        return h + functional.dropout(self.down(functional.relu(self.up(self.norm2(h)))), dropout, self.training)


class LineNet(nn.Module):
    def __init__(self, features: int, pair_features: int) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(features))
        self.register_buffer("spread", torch.ones(features))
        self.enter = nn.Linear(features, WIDTH)
        self.geometry = nn.Linear(pair_features, GEOMETRY)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(WIDTH)
        self.kind = nn.Linear(WIDTH, len(KINDS))
        self.first, self.second = nn.Linear(WIDTH, JOINT), nn.Linear(WIDTH, JOINT)
        self.between = nn.Linear(GEOMETRY, JOINT)
        self.same, self.before = nn.Linear(JOINT, 1), nn.Linear(JOINT, 1)

    def forward(self, x: Tensor, pairs: Tensor, dropout: float = 0.1) -> tuple[Tensor, Tensor, Tensor]:
        h = self.enter((x - self.mean) / self.spread)
        g = functional.relu(self.geometry(pairs))
        for layer in self.layers:
            h = layer(h, g, dropout)
        h = self.norm(h)
        joint = functional.relu(self.first(h)[:, None] + self.second(h)[None] + self.between(g))
        same, before = self.same(joint)[..., 0], self.before(joint)[..., 0]
        return self.kind(h), (same + same.T) / 2, before - before.T


def load(path: str) -> list[dict[str, np.ndarray]]:
    with np.load(path) as stored:
        names = ("x", "pairs", "kinds", "blocks", "order", "group", "name")
        return [{name: stored[f"{name}:{at}"] for name in names} for at in range(int(stored["count"]))]


def masks(page: dict[str, np.ndarray]) -> tuple[Tensor, Tensor]:
    """(which pairs are asked, whether they are together)."""
    blocks = page["blocks"]
    known = (blocks >= 0) | (page["kinds"] == KINDS.index("furniture"))
    # Feature 4 is of twice the middles' distance, in logarithms.
    distance = np.expm1(np.abs(page["pairs"][..., 4].astype(np.float32))) / 2
    asked = distance < NEAR
    # From the foot of one column to the head of the next.
    placed = np.flatnonzero(blocks >= 0)
    sequence = placed[np.lexsort((page["order"][placed], blocks[placed]))]
    asked[sequence[:-1], sequence[1:]] = asked[sequence[1:], sequence[:-1]] = True
    asked |= np.random.default_rng(len(blocks)).random(asked.shape) < FAR_SHARE
    asked &= known[:, None] & known[None, :] & ~np.eye(len(blocks), dtype=bool)
    same = (blocks[:, None] == blocks[None, :]) & (blocks >= 0)[:, None]
    return torch.from_numpy(asked), torch.from_numpy(same)


def precedence(page: dict[str, np.ndarray]) -> tuple[Tensor, Tensor]:
    """(which pairs have an order, whether the first comes before the second)."""
    placed = page["blocks"] >= 0
    rank = np.lexsort((page["order"], page["blocks"])).argsort()
    asked = placed[:, None] & placed[None, :] & ~np.eye(len(placed), dtype=bool)
    return torch.from_numpy(asked), torch.from_numpy(rank[:, None] < rank[None, :])


def stretch_of(page: dict[str, np.ndarray], rng: random.Random) -> dict[str, np.ndarray]:
    """All of a page, or so many of its lines that follow each other from top to bottom."""
    over = len(page["kinds"]) - MOST_LINES
    if over <= 0:
        return page
    first = rng.randint(0, over)
    own = slice(first, first + MOST_LINES)
    return {name: array[own, own] if name == "pairs" else array[own] for name, array in page.items() if array.ndim}


def varied(x: Tensor, rng: random.Random) -> Tensor:
    """As other faces, nets and scans would have it: some features shaken, some unknown."""
    x = x + 0.03 * torch.randn_like(x) * x.abs().clamp(max=1)
    if rng.random() < 0.15:
        x = x.clone()
        # The layout net saw nothing.
        x[:, -16:-5] = 0
    return x


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("dev")
    parser.add_argument("target")
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    train, dev = load(options.train), load(options.dev)
    every = np.concatenate([page["x"] for page in train]).astype(np.float32)
    net = LineNet(every.shape[1], train[0]["pairs"].shape[2])
    net.mean.copy_(torch.from_numpy(every.mean(0)))
    net.spread.copy_(torch.from_numpy(every.std(0).clip(0.05)))
    counted = Counter(int(kind) for page in train for kind in page["kinds"] if kind >= 0)
    total = sum(counted.values())
    weights = torch.tensor([(total / max(counted[n], 1)) ** 0.4 for n in range(len(KINDS))])
    weights /= sum(weights[n] * counted[n] for n in counted) / total
    print(
        f"{len(train)} pages to learn from, {len(dev)} to judge by; {sum(p.numel() for p in net.parameters())} weights"
    )
    print({KINDS[n]: count for n, count in sorted(counted.items())})
    best = 0.0
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.02)
    pages_a_step = 4
    ways: dict[str, list[dict[str, np.ndarray]]] = {}
    for page in train:
        ways.setdefault(f"{page['name']} {len(page['kinds'])}", []).append(page)
    steps = options.epochs * math.ceil(len(ways) / pages_a_step)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1.5e-3, total_steps=steps + 1, pct_start=0.1)
    began = time.time()
    for epoch in range(options.epochs):
        net.train()
        # A page that is there as a scan and as a PDF is shown as one of both.
        some = [rng.choice(kept) for kept in ways.values()]
        rng.shuffle(some)
        sums = [0.0, 0.0, 0.0]
        for at in range(0, len(some), pages_a_step):
            optimiser.zero_grad()
            for page in (stretch_of(page, rng) for page in some[at : at + pages_a_step]):
                x = varied(torch.from_numpy(page["x"].astype(np.float32)), rng)
                kinds, same, before = net(x, torch.from_numpy(page["pairs"].astype(np.float32)))
                wanted = torch.from_numpy(page["kinds"].astype(np.int64))
                loss_kind = (
                    functional.cross_entropy(kinds, wanted, weights, ignore_index=-1, label_smoothing=0.05)
                    if (wanted >= 0).any()
                    else kinds.sum() * 0
                )
                asked, together = masks(page)
                loss_pair = (
                    functional.binary_cross_entropy_with_logits(same[asked], together[asked].float())
                    if asked.any()
                    else same.sum() * 0
                )
                ordered, first = precedence(page)
                loss_order = (
                    functional.binary_cross_entropy_with_logits(before[ordered], first[ordered].float())
                    if ordered.any()
                    else before.sum() * 0
                )
                ((loss_kind + 2 * loss_pair + 2 * loss_order) / pages_a_step).backward()
                sums[2] += float(loss_order)
                sums[0] += float(loss_kind)
                sums[1] += float(loss_pair)
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        if epoch % 3 != 2 and epoch + 1 < options.epochs:
            print(f"epoch {epoch + 1}: loss {' '.join(f'{one / len(some):.3f}' for one in sums)}", flush=True)
            continue
        found = judge(net, dev)
        mean = (found["kinds"] + found["pairs"] + found["order"]) / 3
        print(
            f"epoch {epoch + 1}: loss {' '.join(f'{one / len(some):.3f}' for one in sums)}; dev F1 "
            + " ".join(f"{name} {value:.3f}" for name, value in found.items())
            + f"; {time.time() - began:.0f} s",
            flush=True,
        )
        if mean > best:
            best = mean
            stored = {name: value.numpy().astype(np.float16) for name, value in net.state_dict().items()}
            np.savez_compressed(options.target, **stored)


@torch.no_grad()
def judge(net: LineNet, pages: list[dict[str, np.ndarray]]) -> dict[str, float]:
    net.eval()
    right: Counter[str] = Counter()
    got: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for page in pages:
        kinds, same, before = net(
            torch.from_numpy(page["x"].astype(np.float32)), torch.from_numpy(page["pairs"].astype(np.float32))
        )
        for own, guess in zip(page["kinds"], kinds.argmax(1).tolist(), strict=True):
            if own < 0:
                continue
            wanted[KINDS[own]] += 1
            got[KINDS[guess]] += 1
            right[KINDS[own]] += own == guess
        asked, together = masks(page)
        guessed = same[asked] > 0
        truth = together[asked]
        right["pairs"] += int((guessed & truth).sum())
        got["pairs"] += int(guessed.sum())
        wanted["pairs"] += int(truth.sum())
        ordered, first = precedence(page)
        right["order"] += int(((before > 0) == first)[ordered].sum())
        got["order"] += int(ordered.sum())
        wanted["order"] += int(ordered.sum())
    f1: dict[str, Any] = {
        name: 2 * right[name] / max(1, got[name] + wanted[name]) for name in (*KINDS, "pairs", "order")
    }
    f1["kinds"] = sum(f1[name] for name in KINDS[:6]) / 6
    return f1


if __name__ == "__main__":
    main()
