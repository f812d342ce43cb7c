from enum import StrEnum


class PostApiPdfInitBodyMode(StrEnum):
    BASIC = "basic"
    FORMULA = "formula"
    MARKDOWN = "markdown"
    PRODUCT = "product"
    TABLE = "table"

    def __str__(self) -> str:
        return str(self.value)
