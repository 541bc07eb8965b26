from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanesConfig(AppConfig):
    """What was promised and what was done: plans, periods, reports, values."""

    name = "planes"
    verbose_name = _("Plan y seguimiento")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from actores import recuperacion
        from planes import envios

        recuperacion.ACTOS.update(envios.ACTOS)
