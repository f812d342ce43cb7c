"""Engines: a page image in, a page result out. Heavy libraries are imported inside the engine that needs them."""

from .base import Emit, Engine, Mode, PageImage, open_engine

__all__ = ["Emit", "Engine", "Mode", "PageImage", "open_engine"]
