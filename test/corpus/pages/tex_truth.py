"""What a LaTeX document is made of, from its source by pandoc, and which of it each word of its PDF is.

Words are found again by runs of three; so that neither the drawing order nor the source's floats have to be believed,
a word's block is the one in which its neighbours stand too. What isn't found again has no block."""

from __future__ import annotations

import json
import re
import subprocess
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TOKEN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\W_\u2e80-\u9fff]+")
RUN = 3
HOLE = 8
"""Words within one block that may not be in the source: formulas, numbers of references."""
MOST_DIFFERENT_WORDS = 12
"""Between a heading and the block that follows it."""
PANDOC_SECONDS = 20

Json = Any


def tokens(text: str) -> list[str]:
    return [token.lower() for token in TOKEN.findall(unicodedata.normalize("NFKC", text))]


@dataclass
class Source:
    blocks: list[dict[str, Json]] = field(default_factory=list)
    meanings: list[tuple[int, int | None]] = field(default_factory=list)
    """[block, cell or None] of each number from 1 on."""
    words: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    """Of each word."""

    def add(self, kind: str, text: str, level: int | None = None) -> None:
        if not tokens(text):
            return
        block: dict[str, Json] = {"type": kind, "text": text}
        if level is not None:
            block["level"] = level
        self.blocks.append(block)
        self._number(text, None)

    def add_table(self, cells: list[dict[str, Json]]) -> None:
        self.blocks.append(
            {
                "type": "table",
                "text": "\n".join(cell["text"] for cell in cells),
                "cells": cells,
            }
        )
        for at, cell in enumerate(cells):
            self._number(cell["text"], at)

    def _number(self, text: str, cell: int | None) -> None:
        self.meanings.append((len(self.blocks) - 1, cell))
        own = tokens(text)
        self.words += own
        self.numbers += [len(self.meanings)] * len(own)


def read_source(file: Path) -> Source | None:
    """None where pandoc can't read it."""
    try:
        done = subprocess.run(
            ["pandoc", "-f", "latex", "-t", "json", file.name],
            cwd=file.parent,
            capture_output=True,
            timeout=PANDOC_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        return None
    tree = json.loads(done.stdout)
    source = Source()
    walk = _Walk(source)
    for name in ("title", "subtitle"):
        if name in tree["meta"]:
            source.add("heading", walk.text(tree["meta"][name].get("c", [])), 0)
    if "abstract" in tree["meta"]:
        walk.blocks(tree["meta"]["abstract"].get("c", []))
    walk.blocks(tree["blocks"])
    return source


class _Walk:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._notes: list[list[Json]] = []

    def blocks(self, blocks: list[Json], first: str = "paragraph", depth: int = 0) -> None:
        for block in blocks:
            kind, content = block["t"], block.get("c")
            if kind == "Header":
                self._source.add("heading", self.text(content[2]), content[0])
            elif kind in ("Para", "Plain", "LineBlock"):
                inlines = content if kind != "LineBlock" else [one for line in content for one in line]
                if len(inlines) == 1 and inlines[0]["t"] == "Image":
                    self._source.add("caption", self.text(inlines[0]["c"][1]))
                else:
                    self._source.add(
                        first,
                        self.text(inlines),
                        depth if first == "list_item" else None,
                    )
                first = "paragraph"
            elif kind == "CodeBlock":
                self._source.add("code", content[1])
                first = "paragraph"
            elif kind in ("BulletList", "OrderedList"):
                for item in content if kind == "BulletList" else content[1]:
                    self.blocks(item, "list_item", depth + 1)
            elif kind == "DefinitionList":
                for term, meanings in content:
                    self._source.add("term", self.text(term))
                    for meaning in meanings:
                        self.blocks(meaning)
            elif kind == "BlockQuote":
                self.blocks(content)
            elif kind == "Div":
                self.blocks(content[1])
            elif kind == "Table":
                self._table(content)
            notes, self._notes = self._notes, []
            for note in notes:
                self.blocks(note, "footnote")

    def _table(self, content: list[Json]) -> None:
        caption = content[1][1]
        if caption:
            self.blocks(caption, "caption")
        rows = list(content[3][1])
        for body in content[4]:
            rows += [*body[2], *body[3]]
        rows += content[5][1]
        cells = []
        for at, row in enumerate(rows):
            column = 0
            for cell in row[1]:
                text = " ".join(self.text(b["c"]) for b in cell[4] if b["t"] in ("Plain", "Para"))
                cells.append(
                    {
                        "row": at,
                        "column": column,
                        "rowSpan": cell[2],
                        "columnSpan": cell[3],
                        "text": text,
                    }
                )
                column += cell[3]
        if cells:
            self._source.add_table(cells)

    def text(self, inlines: Json) -> str:
        if isinstance(inlines, str):
            return inlines
        parts: list[str] = []
        for one in inlines:
            if not isinstance(one, dict):
                continue
            kind, content = one["t"], one.get("c")
            if kind == "Str":
                parts.append(content)
            elif kind in ("Space", "SoftBreak", "LineBreak"):
                parts.append(" ")
            elif kind == "Code":
                parts.append(content[1])
            elif kind == "Note":
                self._notes.append(content)
            elif kind in ("Math", "RawInline", "Image"):
                parts.append(" ")
            elif kind in ("Quoted", "Link", "Span", "Cite"):
                parts.append(self.text(content[1]))
            elif isinstance(content, list):
                parts.append(self.text(content))
        return "".join(parts)


def numbered(source: Source, words: list[str]) -> list[int]:
    """The number of each word of a PDF, in the order in which they are drawn; 0 where it was not found."""
    pieces = [(at, token) for at, word in enumerate(words) for token in tokens(word)]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(source.words) - RUN + 1):
        places[tuple(source.words[at : at + RUN])].append(at)
    found = [-1] * len(pieces)
    here = -1
    for n, (_, token) in enumerate(pieces):
        if 0 <= here + 1 < len(source.words) and source.words[here + 1] == token and found[n - 1] == here:
            here += 1
            found[n] = here
            continue
        run = tuple(token for _, token in pieces[n : n + RUN])
        options = places.get(run, ())
        if options and len(options) < 40:
            here = min(options, key=lambda place: (place <= here, abs(place - here)))
            found[n] = here
    _fill_holes(source, found)
    _drop_echoes(source, found)
    numbers = [0] * len(words)
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for (at, _), place in zip(pieces, found, strict=True):
        if place >= 0:
            votes[at][source.numbers[place]] += 1
    for at, counted in votes.items():
        numbers[at] = counted.most_common(1)[0][0]
    return _with_signs(words, numbers)


def _fill_holes(source: Source, found: list[int]) -> None:
    last = None
    for n, place in enumerate(found):
        if place < 0:
            continue
        if last is not None and 1 < n - last <= HOLE and source.numbers[found[last]] == source.numbers[place]:
            for between in range(last + 1, n):
                found[between] = found[last]
        last = n


def _drop_echoes(source: Source, found: list[int]) -> None:
    """A heading's words in a table of contents or a running head are none: what follows there isn't what follows the
    heading in the source."""
    last_of = {number: at for at, number in enumerate(source.numbers)}
    n = 0
    while n < len(found):
        number = source.numbers[found[n]] if found[n] >= 0 else 0
        end = n
        while end < len(found) and found[end] >= 0 and source.numbers[found[end]] == number:
            end += 1
        if number and source.blocks[source.meanings[number - 1][0]]["type"] == "heading":
            following = [place for place in found[end : end + MOST_DIFFERENT_WORDS] if place >= 0][:1]
            if not following or not 0 < following[0] - last_of[number] < MOST_DIFFERENT_WORDS:
                found[n:end] = [-1] * (end - n)
        n = max(end, n + 1)


def _with_signs(words: list[str], numbers: list[int]) -> list[int]:
    """Signs alone belong to what is on both sides of them."""
    known = [at for at, number in enumerate(numbers) if number]
    for one, other in zip(known, known[1:], strict=False):
        if numbers[one] == numbers[other] and not any(tokens(word) for word in words[one + 1 : other]):
            numbers[one + 1 : other] = [numbers[one]] * (other - one - 1)
    return numbers
