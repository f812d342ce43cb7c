"""Paragraphs as Markdown (CommonMark 0.31 with GFM) that shows recognised characters as they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .paragraphs import Paragraph

INLINE = re.compile(r"[\\`*<\[\]|~$]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|>|[-+](?=\s|$)|=+\s*$|-{3,}\s*$)")
NUMBERED = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)")
BULLET = re.compile(r"^\s*[•◦▪‣●○■□·・]\s*")


def to_markdown(paragraphs: Sequence[Paragraph]) -> str:
    """Blocks parted by a blank line; entries of one block end in a hard break."""
    return "\n\n".join(_block(p.joined()) for p in paragraphs)


def _block(text: str) -> str:
    return "  \n".join(_line(line) for line in text.split("\n"))


def _line(text: str) -> str:
    bullet = BULLET.match(text)
    if bullet:
        return f"- {escape(text[bullet.end() :])}"
    if NUMBERED.match(text):
        return escape(text)
    return LINE_START.sub(r"\1\\\2", escape(text))


def escape(text: str) -> str:
    """Characters that Markdown would take for markup, so that what was read is what is shown."""
    return INLINE.sub(lambda found: f"\\{found.group()}", text)
