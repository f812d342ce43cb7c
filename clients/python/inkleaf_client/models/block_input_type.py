from enum import StrEnum


class BlockInputType(StrEnum):
    CAPTION = "caption"
    CODE = "code"
    FIGURE = "figure"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    FORMULA = "formula"
    HEADER = "header"
    HEADING = "heading"
    LINE_NUMBER = "line_number"
    LIST_ITEM = "list_item"
    PAGE_NUMBER = "page_number"
    TABLE = "table"
    TEXT = "text"

    def __str__(self) -> str:
        return str(self.value)
