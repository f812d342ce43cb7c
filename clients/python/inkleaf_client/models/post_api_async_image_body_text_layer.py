from enum import StrEnum


class PostApiAsyncImageBodyTextLayer(StrEnum):
    AUTO = "auto"
    NEVER = "never"
    ONLY = "only"

    def __str__(self) -> str:
        return str(self.value)
