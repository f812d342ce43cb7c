"""The recognition process of Inkleaf: models stay loaded, pages come in over a Unix socket."""

__version__ = "0.1.0"
