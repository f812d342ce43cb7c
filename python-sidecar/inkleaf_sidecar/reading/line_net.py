"""What each line of a page is, and which lines belong together: a small net that was trained on pages of known
structure (python-sidecar/training has its data card). Plain NumPy: a page takes some ten milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..cancel import check_cancelled
from .line_features import line_features, pair_features, windows
from .seen_page import SeenPage

KINDS = ("text", "heading", "list_item", "code", "table", "caption", "footnote", "furniture", "term")
MOST_LINES = 384
"""That see each other."""
HEADS = 4
WEIGHTS = Path(__file__).parent / "line_net.npz"

Float = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Window:
    place: dict[int, int]
    """Of each of its lines in the arrays."""
    together: Float
    before: Float


class LinesSeen:
    """`kinds` are (lines, KINDS) probabilities in the page's own order."""

    def __init__(self, kinds: Float, windows: Sequence[_Window]) -> None:
        self.kinds = kinds
        self._windows = windows

    @property
    def is_whole(self) -> bool:
        """Whether every line saw every other."""
        return len(self._windows) == 1

    def says(self, members: Sequence[int], kinds: Sequence[str]) -> float:
        """How likely these lines are of one of these kinds: the mean over them."""
        return float(self.kinds[np.ix_(list(members), [KINDS.index(kind) for kind in kinds])].sum(axis=1).mean())

    def joined(self, above: Sequence[int], below: Sequence[int]) -> float:
        """How likely some lines go on in others as one block: the mean over their pairs; 0 where they never saw each
        other."""
        for window in self._windows:
            places = [[window.place.get(at) for at in some] for some in (above, below)]
            if None not in places[0] and None not in places[1]:
                return float(window.together[np.ix_(*places)].mean())
        return 0.0

    def of_groups(self, groups: Sequence[Sequence[int]]) -> tuple[Float, Float]:
        """(before, together), each (groups, groups): how likely the lines of one come before those of another, and how
        likely both are of one block, where all lines saw each other; 0 for groups without lines."""
        (window,) = self._windows
        shares = np.zeros((len(groups), len(window.place)), np.float32)
        for n, group in enumerate(groups):
            for at in group:
                shares[n, window.place[at]] = 1 / len(group)
        before, together = (shares @ matrix @ shares.T for matrix in (window.before, window.together))
        return np.asarray(before, np.float32), np.asarray(together, np.float32)


def see_lines(page: SeenPage) -> LinesSeen:
    weights = _weights()
    x = line_features(page)
    kinds = np.zeros((len(x), len(KINDS)), np.float32)
    margin = np.full(len(x), -1)
    seen = []
    for members in windows(page, MOST_LINES):
        check_cancelled()
        own_kinds, together, before = _forward(weights, x[members], pair_features(page, members))
        for n, at in enumerate(members):
            # The window in which a line is furthest from the ends knows it best.
            inward = min(n, len(members) - 1 - n)
            if inward > margin[at]:
                margin[at], kinds[at] = inward, own_kinds[n]
        seen.append(_Window({at: n for n, at in enumerate(members)}, together, before))
    return LinesSeen(kinds, seen)


def _forward(w: dict[str, Float], x: Float, pairs: Float) -> tuple[Float, Float, Float]:
    """Probabilities: (n, KINDS) of kinds, (n, n) of being of one block, (n, n) of the first coming before the second.
    `x` is (n, features), `pairs` (n, n, PAIR_FEATURES)."""
    n = len(x)
    h = _linear(w, "enter", (x - w["mean"]) / w["spread"])
    g = np.maximum(_linear(w, "geometry", pairs), 0)
    layer = 0
    while f"layers.{layer}.query.weight" in w:
        name = f"layers.{layer}."
        a = _normal(w, name + "norm1", h)
        q, k, v = (
            _linear(w, name + part, a).reshape(n, HEADS, -1).transpose(1, 0, 2) for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[2]) + _linear(w, name + "bias", g).transpose(2, 0, 1)
        mixed = (_softmax(scores) @ v).transpose(1, 0, 2).reshape(n, -1)
        h = h + _linear(w, name + "mix", mixed)
        h = h + _linear(w, name + "down", np.maximum(_linear(w, name + "up", _normal(w, name + "norm2", h)), 0))
        layer += 1
    h = _normal(w, "norm", h)
    kinds = _softmax(_linear(w, "kind", h))
    joint = np.maximum(_linear(w, "first", h)[:, None] + _linear(w, "second", h)[None] + _linear(w, "between", g), 0)
    same, before = _linear(w, "same", joint)[..., 0], _linear(w, "before", joint)[..., 0]
    return kinds, _sigmoid((same + same.T) / 2), _sigmoid(before - before.T)


def _sigmoid(x: npt.NDArray[np.floating]) -> Float:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))), np.float32)


def _linear(w: dict[str, Float], name: str, x: Float) -> Float:
    return np.asarray(x @ w[name + ".weight"].T + w[name + ".bias"], np.float32)


def _normal(w: dict[str, Float], name: str, x: Float) -> Float:
    centred = x - x.mean(axis=1, keepdims=True)
    spread = np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-5)
    return np.asarray(centred / spread * w[name + ".weight"] + w[name + ".bias"], np.float32)


def _softmax(x: Float) -> Float:
    raised = np.exp(x - x.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


@cache
def _weights() -> dict[str, Any]:
    with np.load(WEIGHTS) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
