"""The ST's tables of cuts, documents and the content plan; importing them registers them."""

from . import contenidos, cortes, difusion, evidencias, redacciones

__all__ = ["contenidos", "cortes", "difusion", "evidencias", "redacciones"]
