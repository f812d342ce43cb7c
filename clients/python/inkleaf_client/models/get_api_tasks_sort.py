from enum import StrEnum


class GetApiTasksSort(StrEnum):
    NAME = "name"
    NEWEST = "newest"
    OLDEST = "oldest"
    PAGES = "pages"

    def __str__(self) -> str:
        return str(self.value)
