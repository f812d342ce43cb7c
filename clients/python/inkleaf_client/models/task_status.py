from enum import StrEnum


class TaskStatus(StrEnum):
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    FAILED = "failed"
    PARTIAL = "partial"
    PAUSED = "paused"
    PENDING = "pending"
    PROCESSING = "processing"
    WAITING_FOR_PASSWORD = "waiting_for_password"

    def __str__(self) -> str:
        return str(self.value)
