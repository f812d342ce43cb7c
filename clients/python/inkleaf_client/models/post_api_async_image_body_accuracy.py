from enum import StrEnum


class PostApiAsyncImageBodyAccuracy(StrEnum):
    ACCURATE = "accurate"
    BALANCED = "balanced"
    FAST = "fast"

    def __str__(self) -> str:
        return str(self.value)
