"""Which words of a reading are in doubt, and what else they may say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ...reading import is_cjk
from ...result import Doubt

Scores = npt.NDArray[np.float32]
"""(steps, classes), class 0 the blank."""

SURE = 0.9
"""As the cascade's: below it the tiny net's reading is not believed either."""
OTHERS = 3
"""Readings offered besides the first."""
LIKELY = 6
"""Classes of a step that are followed."""
BEAMS = 12
LEAST = 0.01
"""Of the first reading's probability: what is less likely is no help."""
IN_ONE_UNIT = 0x10000
"""Characters from here on take two units in JavaScript, whose offsets the window counts in."""


def characters_in(scores: Scores) -> list[tuple[int, int, int]]:
    """(first step, last step, class) of each character that is read where the likeliest class is taken."""
    best = scores.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (best != np.concatenate([[-1], best[:-1]])))
    found = []
    for start in starts:
        end = int(start)
        while end + 1 < len(best) and best[end + 1] == best[start]:
            end += 1
        found.append((int(start), end, int(best[start])))
    return found


def certainties(scores: Scores) -> list[float]:
    """Of each character in `scores` how sure it is, 0..1: its own probability over that and the next likely
    character's, over its steps and those beside them. The blank has no part in it: it says where a character stands,
    not which it is."""
    characters = characters_in(scores)
    sure = []
    for n, (start, end, own) in enumerate(characters):
        mass = scores[max(start - 1, 0) : end + 2].sum(axis=0)
        ours = float(mass[own])
        # Its neighbours in the text reach into its steps.
        mass[[0, own, *(kind for _, _, kind in characters[max(n - 1, 0) : n + 2])]] = 0
        sure.append(ours / (ours + float(mass.max())))
    return sure


def find_doubts(
    text: str, scores: Scores, sure: Sequence[float], classes: Sequence[str], padding: float
) -> tuple[Doubt, ...]:
    """The words of `text` with a character below `SURE`; in scripts without spaces the characters themselves.

    `sure` are the `certainties` of `scores`, `classes` the characters of its classes (the blank first), `padding` the
    net input's width over the crop's part of it. Empty where characters and text can't be matched."""
    if len(sure) != len(text) or not text or min(sure) >= SURE or max(map(ord, text)) >= IN_ONE_UNIT:
        return ()
    characters = characters_in(scores)
    middles = [(start + end + 1) / 2 / len(scores) * padding for start, end, _ in characters]
    half = 0.5 * float(np.median(np.diff(middles))) if len(middles) > 1 else 0.5 / len(scores)
    doubts = []
    for first, last in _stretches(text, sure):
        # Up to the neighbours' own steps.
        begin = characters[first - 1][1] + 1 if first > 0 else 0
        end = characters[last][0] if last < len(characters) else len(scores)
        found = likeliest(scores[begin:end], classes)
        own = text[first:last]
        least = LEAST * dict(found).get(own, 0.0)
        others = [other for other, p in found if other not in ("", own) and " " not in other and p > least]
        # Whether a bullet is this one or another is no question.
        if not any(character.isalnum() for reading in (own, *others) for character in reading):
            continue
        place = [_part(middles[first] - half), _part(middles[last - 1] + half)]
        doubts.append(Doubt(first, last, place, round(float(min(sure[first:last])), 4), others[:OTHERS]))
    return tuple(doubts)


def _part(value: float) -> float:
    return round(min(1.0, max(0.0, value)), 4)


def _stretches(text: str, sure: Sequence[float]) -> list[tuple[int, int]]:
    """[start, end) of words that have a doubtful character."""
    found: list[tuple[int, int]] = []
    for word in re.finditer(r"\S+", text):
        start, end = word.span()
        doubtful = [at for at in range(start, end) if sure[at] < SURE]
        if any(is_cjk(text[at]) for at in range(start, end)):
            found.extend((at, at + 1) for at in doubtful)
        elif doubtful:
            found.append((start, end))
    return found


def likeliest(scores: Scores, classes: Sequence[str]) -> list[tuple[str, float]]:
    """Texts with their probabilities, the likeliest first: a prefix beam search over CTC scores (Hannun et al. 2014,
    "First-pass large vocabulary continuous speech recognition using bi-directional recurrent DNNs")."""
    beams: dict[tuple[int, ...], tuple[float, float]] = {(): (1.0, 0.0)}
    for step in scores:
        likely = np.argpartition(step, -LIKELY)[-LIKELY:] if len(step) > LIKELY else np.arange(len(step))
        # Probability by text so far, where its last step was blank and where it was not.
        blank: dict[tuple[int, ...], float] = defaultdict(float)
        drawn: dict[tuple[int, ...], float] = defaultdict(float)
        for read, (after_blank, after_drawn) in beams.items():
            blank[read] += (after_blank + after_drawn) * float(step[0])
            for kind in likely.tolist():
                p = float(step[kind])
                if kind == 0:
                    continue
                if read and read[-1] == kind:
                    drawn[read] += after_drawn * p
                    drawn[(*read, kind)] += after_blank * p
                else:
                    drawn[(*read, kind)] += (after_blank + after_drawn) * p
        kept = sorted({*blank, *drawn}, key=lambda read: -(blank[read] + drawn[read]))[:BEAMS]
        beams = {read: (blank[read], drawn[read]) for read in kept}
    return [("".join(classes[kind] for kind in read), sum(p)) for read, p in beams.items()]
