from enum import StrEnum


class PostApiAsyncPdfBodyTextLayer(StrEnum):
    AUTO = "auto"
    NEVER = "never"
    ONLY = "only"

    def __str__(self) -> str:
        return str(self.value)
