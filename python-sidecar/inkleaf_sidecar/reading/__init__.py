"""From the places of lines to a text that reads: order, paragraphs, Markdown."""

from .assemble import assemble
from .geometry import PlacedLine
from .order import arrange
from .quotes import QuoteMender
from .script import unsupported_script

__all__ = ["PlacedLine", "QuoteMender", "arrange", "assemble", "unsupported_script"]
