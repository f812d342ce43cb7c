"""What each kind of model is asked, in the words that it was trained on (from the models' own pages)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ..base import Mode, Part

Element = Literal["text", "table", "formula"]

PLAIN = "Transcribe all text on this page in reading order as plain text. Add nothing."
MARKDOWN = "Transcribe this page in reading order as Markdown, tables as HTML, formulas as LaTeX. Add nothing."
TABLE = "Transcribe this table as HTML. Add nothing."
DOCTAGS = "Convert this page to docling."
FORMULA = "Transcribe this formula as LaTeX. Add nothing."


@dataclass(frozen=True, slots=True)
class Prompts:
    page: dict[Mode, str]
    element: dict[Element, str]
    parts: tuple[Part, ...] = ("page",)
    """What the model was made to be shown. Those of single blocks read a whole page too, less well."""
    answers: bool = False
    """Whether it follows words that it was not trained on."""

    def asked(self, part: Part, mode: Mode) -> str:
        return self.page[mode] if part == "page" else self.element[part]


ELEMENTS: tuple[Part, ...] = ("text", "table", "formula")
DEEPSEEK = Prompts(
    page={"basic": "Free OCR.", "markdown": "<|grounding|>Convert the document to markdown."},
    element={
        "text": "Free OCR.",
        "table": "<|grounding|>Convert the document to markdown.",
        "formula": "<|grounding|>Convert the document to markdown.",
    },
)
ANY = Prompts(
    page={"basic": PLAIN, "markdown": MARKDOWN},
    element={"text": PLAIN, "table": TABLE, "formula": FORMULA},
    answers=True,
)

KINDS: dict[str, Prompts] = {
    # https://huggingface.co/zai-org/GLM-OCR
    "glm_ocr": Prompts(
        page={"basic": "Text Recognition:", "markdown": "Text Recognition:"},
        element={"text": "Text Recognition:", "table": "Table Recognition:", "formula": "Formula Recognition:"},
        parts=ELEMENTS,
        answers=True,
    ),
    # https://huggingface.co/PaddlePaddle/PaddleOCR-VL-1.6
    "paddleocr_vl": Prompts(
        page={"basic": "OCR:", "markdown": "OCR:"},
        element={"text": "OCR:", "table": "Table Recognition:", "formula": "Formula Recognition:"},
        parts=ELEMENTS,
    ),
    # https://huggingface.co/deepseek-ai/DeepSeek-OCR-2
    "deepseekocr_2": DEEPSEEK,
    "deepseekocr": DEEPSEEK,
    # https://huggingface.co/ibm-granite/granite-docling-258M: DocTags, whatever is asked for.
    "idefics3": Prompts(
        page={"basic": DOCTAGS, "markdown": DOCTAGS},
        element={
            "text": "OCR the full page.",
            "table": "Convert table to OTSL.",
            "formula": "Convert formula to LaTeX.",
        },
    ),
    # https://huggingface.co/lightonai: the picture says it all.
    "qwen3_5": Prompts(page={"basic": "", "markdown": ""}, element={"text": "", "table": "", "formula": ""}),
    "qwen2_5_vl": ANY,
    "qwen3_vl": ANY,
}
"""By `model_type` of the model's config.json: these are loaded, and no others."""
