"""The admin site of the Secretaría Técnica: its name, its door, its first page."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Panel(admin.AdminSite):
    """Django's admin under the portal's look; people log in by the portal's own page."""

    site_header = _("Panel de CORETT")
    site_title = _("Panel de CORETT")
    index_title = _("Escritorio")
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff
