"""Filters of the lists on reports and what comes out of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _


class PaisOLaRegion(admin.RelatedOnlyFieldListFilter):
    """By country; a row without one is the region's, and not a bare dash."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.empty_value_display = _("La región")
