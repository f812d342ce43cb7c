from enum import StrEnum


class GetApiStatusResponse200Status(StrEnum):
    ERROR = "error"
    READY = "ready"
    STARTING = "starting"
    STOPPED = "stopped"

    def __str__(self) -> str:
        return str(self.value)
