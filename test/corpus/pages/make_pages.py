"""Pages of known structure, as a scanner has them: a picture, and of every word its place and what it is part of.

    make_pages.py html FOLDER TARGET       documents that html-pages.ts printed
    make_pages.py tex FOLDER TARGET EACH   LaTeX documents with their PDF beside them

The split into train, dev and test is by the document's source (a package, a folder), by the hash of its name."""

from __future__ import annotations

import hashlib
import html
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tex_truth

WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
NUMBERED_DPI = 144
MAX_PAGES = 60
MIN_WORDS = 60
KNOWN = 0.8
"""Of a page's words."""
OUTER = 0.12
"""Of the page's height, where running heads are."""
FURNITURE = -1
PLAIN_DPI = 200
DOCUMENTS = 8
"""Of one TeX package."""


@dataclass
class PdfPage:
    number: int
    width_pt: float
    height_pt: float
    words: list[tuple[str, float, float, float, float]]


def seed_of(name: str) -> int:
    return int.from_bytes(hashlib.md5(name.encode()).digest()[:4], "little")


SOURCES = Path(__file__).parents[3] / "python-sidecar" / "training" / "sources.tsv"
EDITION = re.compile(r"-(?:ca|cs|da|de|en|es|fi|fr|hu|it|ja|nb-no|nl|pl|pt|pt-br|ru|sv|vi|zh|zh-cn|zh-tw)$")


def _listed() -> dict[str, str]:
    rows = [row.split("\t") for row in SOURCES.read_text().splitlines()[1:]]
    return {row[2]: row[0] for row in rows}


def split_of(source: str) -> str:
    """As it is listed. What isn't listed goes by its name, all editions of a manual into one split."""
    manual = EDITION.sub("", source)
    by_name = {0: "dev", 1: "test", 2: "test"}.get(seed_of("split " + manual) % 10, "train")
    return _listed().get(source, by_name)


def pdf_pages(pdf: Path) -> list[PdfPage]:
    done = subprocess.run(
        ["pdftotext", "-bbox", "-l", str(MAX_PAGES), str(pdf), "-"],
        capture_output=True,
        timeout=60,
        text=True,
    )
    pages = []
    for number, found in enumerate(PAGE.finditer(done.stdout), start=1):
        words = [(html.unescape(word[5]), *(float(word[n]) for n in range(1, 5))) for word in WORD.finditer(found[3])]
        pages.append(PdfPage(number, float(found[1]), float(found[2]), words))
    return pages


def picture_of(pdf: Path, page: int, dpi: int, *, smooth: bool = True) -> np.ndarray[Any, Any]:
    with tempfile.TemporaryDirectory() as folder:
        aa = [] if smooth else ["-aa", "no", "-aaVector", "no"]
        subprocess.run(
            [
                "pdftoppm",
                "-r",
                str(dpi),
                *aa,
                "-f",
                str(page),
                "-l",
                str(page),
                str(pdf),
                f"{folder}/p",
            ],
            check=True,
            capture_output=True,
            timeout=60,
        )
        picture = cv2.imread(str(next(Path(folder).glob("*.ppm"))))
        assert picture is not None
        return picture


def numbers_by_colour(pdf: Path, page: PdfPage) -> list[int]:
    """Of each word; 0 where it has no colour."""
    picture = picture_of(pdf, page.number, NUMBERED_DPI, smooth=False).astype(np.int32)
    codes = picture[..., 0] + 256 * picture[..., 1] + 65536 * picture[..., 2]
    scale = NUMBERED_DPI / 72
    numbers = []
    for _, x0, y0, x1, y1 in page.words:
        inside = codes[int(y0 * scale) : int(y1 * scale) + 1, int(x0 * scale) : int(x1 * scale) + 1]
        ink = inside[(inside != 0xFFFFFF) & (inside != 0)]
        numbers.append(int(np.bincount(ink).argmax()) if ink.size else 0)
    return numbers


def scanned(picture: np.ndarray[Any, Any], rng: random.Random) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """(picture, 2 x 3 matrix from the drawn page's px to its own): turned a little, blurred, with noise and JPEG's."""
    height, width = picture.shape[:2]
    angle = rng.choice([0, 0, 0, rng.uniform(-0.8, 0.8)])
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    if angle:
        picture = cv2.warpAffine(picture, matrix, (width, height), borderValue=(255, 255, 255))
    if rng.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.9))
    if rng.random() < 0.4:
        noise = np.random.default_rng(rng.randrange(1 << 30)).normal(0, rng.uniform(2, 9), picture.shape[:2])
        paper = rng.uniform(0.9, 1.0)
        picture = np.clip(picture * paper + noise[..., None], 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(40, 85)])
        unpacked = cv2.imdecode(packed, cv2.IMREAD_COLOR)
        assert unpacked is not None
        picture = unpacked
    return picture, matrix


def with_furniture(pages: list[PdfPage], at: int, numbers: list[int]) -> list[int]:
    """Words without a number at the page's ends that are digits, or stand on another page too."""
    page = pages[at]
    others = Counter(
        re.sub(r"\d+", "#", word[0])
        for n in (at - 2, at - 1, at + 1, at + 2)
        if 0 <= n < len(pages)
        for word in pages[n].words
        if not OUTER < (word[2] + word[4]) / 2 / page.height_pt < 1 - OUTER
    )
    known_y = [(w[2] + w[4]) / 2 for w, number in zip(page.words, numbers, strict=True) if number > 0]
    if not known_y:
        return numbers
    low, high = min(known_y), max(known_y)
    return [
        FURNITURE
        if number == 0
        and not low < (word[2] + word[4]) / 2 < high
        and not OUTER < (word[2] + word[4]) / 2 / page.height_pt < 1 - OUTER
        and (word[0].isdecimal() or others[re.sub(r"\d+", "#", word[0])])
        else number
        for word, number in zip(page.words, numbers, strict=True)
    ]


def write_page(
    target: Path,
    name: str,
    pdf: Path,
    page: PdfPage,
    numbers: list[int],
    about: dict[str, Any],
    truth: dict[str, Any],
) -> None:
    if (target / f"{name}.json").exists():
        return
    rng = random.Random(seed_of(name))
    dpi = rng.choice([150, 200, 200, 200, 250, 300]) if about["split"] != "test" else PLAIN_DPI
    drawn = picture_of(pdf, page.number, dpi)
    picture, matrix = scanned(drawn, rng)
    words = []
    for (text, *box), number in zip(page.words, numbers, strict=True):
        corners = np.array([[box[0], box[1], 1], [box[2], box[3], 1]]) * [
            dpi / 72,
            dpi / 72,
            1,
        ]
        middle, half = (corners[0] + corners[1]) / 2, (corners[1] - corners[0]) / 2
        x, y = matrix @ middle
        words.append(
            [
                text,
                *(round(float(v), 1) for v in (x - half[0], y - half[1], x + half[0], y + half[1])),
                number,
            ]
        )
    cv2.imwrite(str(target / f"{name}.png"), picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
    height, width = picture.shape[:2]
    entry = {
        **about,
        "name": name,
        "pdf": str(pdf),
        "page": page.number,
        "dpi": dpi,
        "widthPx": width,
        "heightPx": height,
        "words": words,
        **truth,
    }
    (target / f"{name}.json").write_text(json.dumps(entry, ensure_ascii=False))


def known_share(words: list[Any], numbers: list[int]) -> float:
    own = [n for word, n in zip(words, numbers, strict=True) if n != FURNITURE and any(c.isalnum() for c in word[0])]
    return sum(n > 0 for n in own) / len(own) if len(own) >= MIN_WORDS else 0.0


def html_document(folder: Path, target: Path) -> int:
    truth = json.loads((folder / "truth.json").read_text())
    split = split_of(truth["source"])
    if truth["style"] != "own" and split == "test":
        return 0
    pages = pdf_pages(folder / "print.pdf")
    rng = random.Random(seed_of(folder.name))
    taken = 0
    found_on = [
        numbers_by_colour(folder / "numbered.pdf", page) if len(page.words) >= MIN_WORDS else [] for page in pages
    ]
    sequence = rng.sample(range(len(pages)), len(pages))
    if folder.name.endswith("-tables"):
        cells = {n for n, (_, cell) in enumerate(truth["meanings"], start=1) if cell is not None}
        sequence.sort(key=lambda at: -sum(number in cells for number in found_on[at]))
    for at in sequence:
        if taken == 2:
            break
        page, found = pages[at], found_on[at]
        if any(number > len(truth["meanings"]) for number in found):
            found = [number if number <= len(truth["meanings"]) else 0 for number in found]
        numbers = [
            FURNITURE if n == 0 and not OUTER < (w[2] + w[4]) / 2 / page.height_pt < 1 - OUTER else n
            for n, w in zip(found, page.words, strict=False)
        ]
        if not numbers or known_share(page.words, numbers) < KNOWN:
            continue
        about = {
            "source": truth["source"],
            "split": split,
            "style": truth["style"],
            "language": truth["language"],
            "group": "html",
        }
        write_page(
            target,
            f"{folder.name}-p{page.number}",
            folder / "print.pdf",
            page,
            numbers,
            about,
            {"blocks": truth["blocks"], "meanings": truth["meanings"]},
        )
        taken += 1
    return taken


def collection_of(pdf: Path) -> str:
    """The TeX package that a document belongs to, e.g. latex/acmart."""
    return "/".join(str(pdf).split("texlive-doc/")[-1].split("/")[:2])


def tex_document(pdf: Path, root: Path, target: Path, each: int) -> int:
    name = re.sub(
        r"\W+",
        "-",
        str(pdf.relative_to(root)).split("texlive-doc/")[-1].removesuffix(".pdf"),
    )
    pages = pdf_pages(pdf)
    if not pages:
        return 0
    source = tex_truth.read_source(pdf.with_suffix(".tex"))
    if source is None or len(source.words) < 100:
        return 0
    all_words = [word[0] for page in pages for word in page.words]
    all_numbers = tex_truth.numbered(source, all_words)
    start, good = 0, []
    for at, page in enumerate(pages):
        numbers = with_furniture(pages, at, all_numbers[start : start + len(page.words)])
        start += len(page.words)
        if known_share(page.words, numbers) >= KNOWN:
            good.append((page, numbers))
    rng = random.Random(seed_of(name))
    source_name = collection_of(pdf)
    about = {
        "source": source_name,
        "split": split_of(source_name),
        "style": "tex",
        "language": "en",
        "group": "tex",
    }
    for page, numbers in rng.sample(good, min(each, len(good))):
        write_page(
            target,
            f"{name}-p{page.number}",
            pdf,
            page,
            numbers,
            about,
            {"blocks": source.blocks, "meanings": source.meanings},
        )
    return min(each, len(good))


def attempt(job: tuple[Any, ...]) -> int:
    function, *arguments = job
    try:
        return function(*arguments)
    except Exception as error:
        print(arguments[0], repr(error)[:200], file=sys.stderr)
        return 0


def main() -> None:
    kind, folder, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    target.mkdir(parents=True, exist_ok=True)
    if kind == "html":
        jobs = [(html_document, one.parent, target) for one in sorted(folder.glob("*/truth.json"))]
    else:
        each = int(sys.argv[4])
        pdfs = [
            p
            for p in sorted(folder.rglob("*.pdf"), key=lambda p: seed_of(str(p.relative_to(folder))))
            if p.with_suffix(".tex").exists()
        ]
        of_collection: Counter[str] = Counter()
        jobs = []
        for pdf in pdfs:
            of_collection[collection_of(pdf)] += 1
            if of_collection[collection_of(pdf)] <= DOCUMENTS:
                jobs.append((tex_document, pdf, folder, target, each))
    with ProcessPoolExecutor(2) as pool:
        made = list(pool.map(attempt, jobs, chunksize=4))
    print(f"{len(jobs)} documents, {sum(n > 0 for n in made)} taken, {sum(made)} pages")


if __name__ == "__main__":
    main()
