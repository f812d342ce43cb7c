"""Reads pages with one engine, warmed up first; prints JSON: seconds for all of them and each one's text.

    peers.py ENGINE LANGUAGE,LANGUAGE,... IMAGE IMAGE ...

`inkleaf` is this project's engine without queue, PDF and HTTP: what the whole command is held against."""

import contextlib
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

logging.disable(logging.WARNING)


def rapidocr():
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    return lambda image, _language: "\n".join(engine(image).txts or ())


def rapidocr_markdown():
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})
    return lambda image, _language: engine(image).to_markdown() or ""


def owistscribe_markdown():
    from owistscribe import Scribe

    engine = Scribe()
    return lambda image, _language: engine.read(image).markdown


def owistscribe():
    from owistscribe import Scribe

    engine = Scribe()
    return lambda image, _language: engine.read(image).text


def inkleaf():
    from pathlib import Path

    from inkleaf_sidecar.engines import PageImage, open_engine
    from inkleaf_sidecar.engines.base import EngineOptions
    from inkleaf_sidecar.images import decode_image
    from inkleaf_sidecar.nets import open_backend
    from inkleaf_sidecar.page import PageAnalyser

    models = Path(os.environ["INKLEAF_MODELS"])
    engine = open_engine("ppocr", EngineOptions(models, PageAnalyser(open_backend("onnxruntime"), models)))
    # In memory, as the whole command has it: decoding PNG is not the engine's work.
    images = {image: decode_image(Path(image)) for image in sys.argv[3:]}

    def read(image, _language):
        return engine.read(PageImage(images[image]), lambda _: None, lambda: False).text

    return read


TESSERACT_LANGUAGES = {"en": "eng", "de": "deu", "fr": "fra", "es": "spa", "ja": "jpn", "zh-cn": "chi_sim"}


def tesseract():
    def read(image, language):
        return subprocess.run(
            ["tesseract", image, "-", "-l", TESSERACT_LANGUAGES[language]],
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    return read


def markitdown():
    """Of a PDF's page, `PATH#PAGE`, with the text that it has."""
    from markitdown import MarkItDown

    converter = MarkItDown()

    def read(page, _language):
        path, number = page.rsplit("#", 1)
        with tempfile.TemporaryDirectory() as folder:
            single = f"{folder}/page.pdf"
            subprocess.run(["pdfseparate", "-f", number, "-l", number, path, single], check=True)
            return converter.convert(single).text_content

    return read


def pdftotext():
    """The same."""

    def read(page, _language):
        path, number = page.rsplit("#", 1)
        command = ["pdftotext", "-f", number, "-l", number, path, "-"]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    return read


AT_A_TIME = {"tesseract": 2, "inkleaf": 3}


def main():
    name, languages, *images = sys.argv[1:]
    with contextlib.redirect_stdout(sys.stderr):
        read = globals()[name]()
        pages = list(zip(images, languages.split(","), strict=True))
        read(*pages[0])
        start = time.perf_counter()
        with ThreadPoolExecutor(AT_A_TIME.get(name, 1)) as threads:
            texts = list(threads.map(lambda page: read(*page), pages))
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "texts": texts}))


main()
