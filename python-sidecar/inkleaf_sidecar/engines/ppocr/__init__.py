"""PP-OCRv6 small: detection, recognition, line class and page orientation nets with RapidOCR's own pre- and
post-processing (github.com/RapidAI/RapidOCR, Apache-2.0)."""
