"""Quotation marks that belong together. The recognition net tells an opening mark from the shape of “ or „ but reads
most closing ones as the plain \" of a typewriter."""

from __future__ import annotations

CLOSING = {"“": "”", "„": "“"}
LONGEST_QUOTATION = 600
"""Characters after which an opening mark is taken for a mistake."""


class QuoteMender:
    """Give it a page's lines in reading order: a quotation may go on over several."""

    def __init__(self) -> None:
        self._closing: str | None = None
        self._length = 0

    def __call__(self, text: str) -> str:
        """The text with each plain mark that closes an opened quotation made its counterpart."""
        mended = []
        for character in text:
            self._length += 1
            if self._length > LONGEST_QUOTATION:
                self._closing = None
            if self._closing is not None and character in ('"', self._closing):
                character, self._closing = self._closing, None
            elif character in CLOSING:
                self._closing, self._length = CLOSING[character], 0
            mended.append(character)
        return "".join(mended)
