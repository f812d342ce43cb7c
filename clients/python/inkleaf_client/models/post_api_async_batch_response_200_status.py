from enum import StrEnum


class PostApiAsyncBatchResponse200Status(StrEnum):
    SUCCESS = "success"

    def __str__(self) -> str:
        return str(self.value)
