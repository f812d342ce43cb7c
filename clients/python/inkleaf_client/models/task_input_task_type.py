from enum import StrEnum


class TaskInputTaskType(StrEnum):
    IMAGE_OCR = "image_ocr"
    PDF_OCR = "pdf_ocr"

    def __str__(self) -> str:
        return str(self.value)
