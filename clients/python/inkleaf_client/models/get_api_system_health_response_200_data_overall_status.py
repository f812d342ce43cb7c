from enum import StrEnum


class GetApiSystemHealthResponse200DataOverallStatus(StrEnum):
    CRITICAL = "critical"
    HEALTHY = "healthy"
    WARNING = "warning"

    def __str__(self) -> str:
        return str(self.value)
