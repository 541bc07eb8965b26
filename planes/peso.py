"""How much a file weighs, in words."""

from __future__ import annotations

import re

from django.template.defaultfilters import filesizeformat


def peso(tamano: int) -> str:
    """``20 MB``, ``1,5 MB``: as Django says it, without a nought after the comma."""
    return re.sub(r"[.,]0(?!\d)", "", filesizeformat(tamano))
