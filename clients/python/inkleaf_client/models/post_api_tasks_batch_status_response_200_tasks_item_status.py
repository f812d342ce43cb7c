from enum import StrEnum


class PostApiTasksBatchStatusResponse200TasksItemStatus(StrEnum):
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    FAILED = "failed"
    NOT_FOUND = "not_found"
    PARTIAL = "partial"
    PAUSED = "paused"
    PENDING = "pending"
    PROCESSING = "processing"
    WAITING_FOR_PASSWORD = "waiting_for_password"

    def __str__(self) -> str:
        return str(self.value)
