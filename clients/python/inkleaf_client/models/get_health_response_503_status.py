from enum import StrEnum


class GetHealthResponse503Status(StrEnum):
    UNHEALTHY = "unhealthy"

    def __str__(self) -> str:
        return str(self.value)
