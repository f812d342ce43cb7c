from enum import StrEnum


class PostApiPdfInitBodyTextLayer(StrEnum):
    AUTO = "auto"
    NEVER = "never"
    ONLY = "only"

    def __str__(self) -> str:
        return str(self.value)
