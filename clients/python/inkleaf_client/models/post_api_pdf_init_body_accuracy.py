from enum import StrEnum


class PostApiPdfInitBodyAccuracy(StrEnum):
    ACCURATE = "accurate"
    BALANCED = "balanced"
    FAST = "fast"

    def __str__(self) -> str:
        return str(self.value)
