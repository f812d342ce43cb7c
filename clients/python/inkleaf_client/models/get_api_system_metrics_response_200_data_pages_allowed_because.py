from enum import StrEnum


class GetApiSystemMetricsResponse200DataPagesAllowedBecause(StrEnum):
    BATTERY = "battery"
    BEST = "best"
    BUSY = "busy"
    FIXED = "fixed"
    HOT = "hot"
    TRYING = "trying"

    def __str__(self) -> str:
        return str(self.value)
