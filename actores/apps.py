from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActoresConfig(AppConfig):
    """Who may speak: countries, organisations, people and their roles."""

    name = "actores"
    verbose_name = _("Actores")
    default_auto_field = "django.db.models.BigAutoField"
