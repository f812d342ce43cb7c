"""What the first characters of a line say: numbering, bullets, captions, notes, page numbers."""

from __future__ import annotations

import re

BULLETS = "•◦▪▫‣⁃·●○■□◆◇►▶➢➤✓✔\uf0b7\uf0a7\uf06f\uf0d8"
"""Round and square ones, and those of Word's symbol fonts (private use)."""
# Nothing that closes a quotation begins a line: it is an arrowhead.
BULLET = re.compile(rf"^\s*(?:\[[ x]\]\s+|[{BULLETS}》]+\s*|[。・]\s*(?=\S)|[-–*]\s+)(?=\S)")
NUMBER_ITEM = re.compile(
    r"^\s*(?:[(（\[]\s*)?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[①-⑳]|[一二三四五六七八九十]{1,3})\s*(?:[)）\]]|[.．、](?!\d))\s*"
)
CIRCLED = re.compile(r"^\s*[①-⑳]\s*")
SECTION = re.compile(
    r"^\s*(?:(?:chapter|section|part|appendix|kapitel|abschnitt|teil|anhang|chapitre|partie|annexe|cap[ií]tulo|parte)\s+"
    r"[\dIVXLA-Z]+\b|\d{1,2}(?:\.\d{1,2}){0,4}\.?\s+(?=[^\W\d_])|[IVX]{1,5}\.\s+|第[一二三四五六七八九十百\d]+[章节節部編篇条]|"
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])",
    re.IGNORECASE,
)
NUMBERED_SECTION = re.compile(r"^\s*\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+\w")
"""Below the first level, where a number alone begins items too."""
CAPTION = re.compile(
    r"^\s*(?:(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|tableau|figura|tabla|cuadro|plate|photo|chart|diagram)"
    r"\s*(?:[A-Z][.-])?[\dIVX]+|[图圖図表]\s*[\d一二三四五六七八九十]+)",
    re.IGNORECASE,
)
NOTE = re.compile(r"^\s*(?:\[?\d{1,3}\]?[\s.)]|[*†‡§¶]{1,3}\s?|[¹²³⁴⁵⁶⁷⁸⁹⁰]+\s?|[①-⑳])\s*(?=\S)")
PAGE_NUMBER = re.compile(
    r"^\W{0,3}(?:(?:page|seite|p\.|s\.|página|pagina|pág\.)\s*)?(?:\d{1,4}|[ivxlcdm]{1,7})"
    r"(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?\W{0,3}$|^第\s*\d{1,4}\s*[页頁]$",
    re.IGNORECASE,
)


ADDRESS = re.compile(r"^\W*(?:https?://|www\.)\S+$", re.IGNORECASE)
LABEL = re.compile(
    r"^\W*(?:note|tip|hint|warning|caution|important|hinweis|anmerkung|tipp|achtung|warnung|vorsicht|wichtig|remarque|"
    r"astuce|attention|avertissement|nota|sugerencia|aviso|advertencia|atención|importante|dica|atenção|suggerimento|"
    r"attenzione|avvertenza|注意|提示|警告|重要|注记|注記|ヒント|メモ|补充|補足)\W*$",
    re.IGNORECASE,
)
"""What stands over a remark."""


def is_item(text: str) -> bool:
    """Whether a line begins as an item of a list does. `J.` begins a name more often than an item, a number with a
    point and a digit after it is a decimal."""
    if BULLET.match(text) or CIRCLED.match(text):
        return True
    found = NUMBER_ITEM.match(text)
    if not found or found.end() >= len(text):
        return False
    label = found.group().strip()
    if label[0] in "(（[" and label[-1] not in ")）]":
        return False
    if label[0].isalpha() and label.isascii() and label[0] not in "(（[" and label[-1] in ".．、":
        return False
    # After a Latin label comes a space; CJK goes on at once.
    return found.group()[-1].isspace() or not label.isascii() or ord(text[found.end()]) > 0x2E80


def item_mark(text: str) -> str:
    """What stands before an item's own text, with its white space; empty where the mark was not read."""
    found = BULLET.match(text) or CIRCLED.match(text) or NUMBER_ITEM.match(text)
    return found.group() if found else ""
