from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InformesConfig(AppConfig):
    """What the world sees: data cuts, public site, documents, open data."""

    name = "informes"
    verbose_name = _("Publicación")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from actores import recuperacion

        from . import envios, senales  # noqa: F401 (connects its receivers)

        recuperacion.ACTOS.update(envios.ACTOS)
