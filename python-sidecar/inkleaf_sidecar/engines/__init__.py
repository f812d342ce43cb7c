"""Engines: a page image in, a page result out. Heavy libraries are imported inside the engine that needs them."""

from .base import Accuracy, Emit, Engine, LineReading, Mode, PageImage, Part, open_engine

__all__ = ["Accuracy", "Emit", "Engine", "LineReading", "Mode", "PageImage", "Part", "open_engine"]
