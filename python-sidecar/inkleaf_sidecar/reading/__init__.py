"""From the places of lines to a document: order, paragraphs, headings, lists, tables."""

from .assemble import assemble
from .geometry import Box, Corners, PlacedLine, Quad, skew_radians, straight_boxes
from .look import Area, Grid, GridCell, Look
from .quotes import QuoteMender
from .reading_order import reading_order
from .script import is_cjk, unsupported_script
from .told import Tag, TagCell, Told

__all__ = [
    "Area",
    "Box",
    "Corners",
    "Grid",
    "GridCell",
    "Look",
    "PlacedLine",
    "Quad",
    "QuoteMender",
    "Tag",
    "TagCell",
    "Told",
    "assemble",
    "is_cjk",
    "reading_order",
    "skew_radians",
    "straight_boxes",
    "unsupported_script",
]
