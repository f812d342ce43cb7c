from enum import StrEnum


class GetApiTasksTaskIdPagesResponse200Status(StrEnum):
    SUCCESS = "success"

    def __str__(self) -> str:
        return str(self.value)
