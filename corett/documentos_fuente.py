"""The two source documents, countries and organisations, as fixtures in loading order."""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.db import models
from simple_history.exceptions import NotHistoricalModelError
from simple_history.utils import get_history_manager_for_model

FIXTURES = (
    ("publicos", "paises", "temas", "organizaciones", "lineas", "comites"),
    ("catalogos",),
    ("plan_operativo_eje_1",),
    ("plan_operativo_eje_2",),
    ("plan_operativo_eje_3",),
    ("plan_operativo_eje_4",),
    ("conteos",),
    ("lugares_dudosos",),
    ("estrategia",),
    ("contenidos",),
    ("paginas",),
    ("fechas", "terminos"),
    ("rutas",),
)
"""Each inner tuple is one ``loaddata`` call: its files may refer to each other forwards."""


def cargar() -> None:
    """Loads them all by natural key; running it again changes nothing else."""
    for grupo in FIXTURES:
        call_command("loaddata", *grupo, verbosity=0)
    for app in ("actores", "planes", "informes"):
        for modelo in apps.get_app_config(app).get_models():
            empezar_historia(modelo)


def empezar_historia(modelo: type[models.Model]) -> None:
    """Gives each row without history its first entry: ``loaddata`` writes none, and the first
    edit would leave no trace of what the document said."""
    try:
        historia = get_history_manager_for_model(modelo)
    except NotHistoricalModelError:
        return
    clave = modelo._meta.pk.attname
    con_historia = historia.order_by().values(clave)
    historia.bulk_history_create(
        modelo._default_manager.exclude(pk__in=con_historia),
        batch_size=500,
        default_change_reason="cargado del documento",
    )
