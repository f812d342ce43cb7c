"""What a page shows besides its characters, whichever engine reads them: skew, layout, rulings, figures, bullets, the
size and weight of letters."""

from .analysis import PageAnalyser, PageAnalysis, Seen
from .crops import are_upright, crop_lines
from .flatten import Flattener, Warp, laid_flat, on_curved_page
from .image import Bgr, PagePixels, Quads, short_sides
from .tick_boxes import TickBox, find_tick_boxes
from .tiles import tiles_of

__all__ = [
    "Bgr",
    "Flattener",
    "PageAnalyser",
    "PageAnalysis",
    "PagePixels",
    "Quads",
    "Seen",
    "TickBox",
    "Warp",
    "are_upright",
    "crop_lines",
    "find_tick_boxes",
    "laid_flat",
    "on_curved_page",
    "short_sides",
    "tiles_of",
]
