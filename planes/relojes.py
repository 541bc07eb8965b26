"""Whose clock the pages show."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _


def zona() -> str:
    """``hora de Guatemala``: all times of the portal are of one place."""
    lugar = timezone.get_current_timezone_name().rpartition("/")[2].replace("_", " ")
    return _("hora de %(lugar)s") % {"lugar": lugar}
