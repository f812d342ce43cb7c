from enum import StrEnum


class PostApiAsyncBatchResponse200SubmittedTasksItemType(StrEnum):
    IMAGE = "image"
    PDF = "pdf"

    def __str__(self) -> str:
        return str(self.value)
