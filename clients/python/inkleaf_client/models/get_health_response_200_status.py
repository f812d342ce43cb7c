from enum import StrEnum


class GetHealthResponse200Status(StrEnum):
    HEALTHY = "healthy"

    def __str__(self) -> str:
        return str(self.value)
