from enum import StrEnum


class PostApiAsyncBatchBodyAccuracy(StrEnum):
    ACCURATE = "accurate"
    BALANCED = "balanced"
    FAST = "fast"

    def __str__(self) -> str:
        return str(self.value)
