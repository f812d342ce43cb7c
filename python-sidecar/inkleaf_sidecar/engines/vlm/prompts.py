"""What each kind of model is asked, in the words that it was trained on (from the models' own pages)."""

from __future__ import annotations

from ..base import Mode

PLAIN = "Transcribe all text on this page in reading order as plain text. Add nothing."
MARKDOWN = "Transcribe this page in reading order as Markdown, tables as HTML, formulas as LaTeX. Add nothing."

KINDS: dict[str, dict[Mode, str]] = {
    # https://huggingface.co/zai-org/GLM-OCR
    "glm_ocr": {"basic": "Text Recognition:", "markdown": "Text Recognition:"},
    # https://huggingface.co/PaddlePaddle/PaddleOCR-VL
    "paddleocr_vl": {"basic": "OCR:", "markdown": "OCR:"},
    # https://huggingface.co/deepseek-ai/DeepSeek-OCR-2
    "deepseekocr_2": {"basic": "Free OCR.", "markdown": "<|grounding|>Convert the document to markdown."},
    "deepseekocr": {"basic": "Free OCR.", "markdown": "<|grounding|>Convert the document to markdown."},
    # https://huggingface.co/lightonai: the picture says it all.
    "qwen3_5": {"basic": "", "markdown": ""},
    "qwen2_5_vl": {"basic": PLAIN, "markdown": MARKDOWN},
    "qwen3_vl": {"basic": PLAIN, "markdown": MARKDOWN},
}
"""By `model_type` of the model's config.json: these are loaded, and no others."""
