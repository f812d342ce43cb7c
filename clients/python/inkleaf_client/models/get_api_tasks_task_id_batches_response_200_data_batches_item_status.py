from enum import StrEnum


class GetApiTasksTaskIdBatchesResponse200DataBatchesItemStatus(StrEnum):
    COMPLETED = "completed"
    PENDING = "pending"
    PROCESSING = "processing"

    def __str__(self) -> str:
        return str(self.value)
