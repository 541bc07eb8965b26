"""The ST's tables of the content plan; importing them registers them."""

from . import contenidos

__all__ = ["contenidos"]
