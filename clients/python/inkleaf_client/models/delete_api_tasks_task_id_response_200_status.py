from enum import StrEnum


class DeleteApiTasksTaskIdResponse200Status(StrEnum):
    SUCCESS = "success"

    def __str__(self) -> str:
        return str(self.value)
