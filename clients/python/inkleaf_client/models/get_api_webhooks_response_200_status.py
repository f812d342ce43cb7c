from enum import StrEnum


class GetApiWebhooksResponse200Status(StrEnum):
    SUCCESS = "success"

    def __str__(self) -> str:
        return str(self.value)
