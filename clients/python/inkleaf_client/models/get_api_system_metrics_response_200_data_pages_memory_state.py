from enum import StrEnum


class GetApiSystemMetricsResponse200DataPagesMemoryState(StrEnum):
    FEWER = "fewer"
    FREE = "free"
    SMALLER = "smaller"
    WAITING = "waiting"

    def __str__(self) -> str:
        return str(self.value)
