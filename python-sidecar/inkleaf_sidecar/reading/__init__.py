"""From the places of lines to a text that reads: order, paragraphs, Markdown."""

from .assemble import assemble
from .geometry import PlacedLine
from .order import arrange
from .script import unsupported_script

__all__ = ["PlacedLine", "arrange", "assemble", "unsupported_script"]
