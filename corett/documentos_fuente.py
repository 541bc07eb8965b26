"""The two source documents, countries and organisations, as fixtures in loading order."""

from __future__ import annotations

from django.core.management import call_command

FIXTURES = (
    ("publicos", "paises", "organizaciones", "lineas", "comites"),
    ("catalogos",),
    ("plan_operativo_eje_1",),
    ("plan_operativo_eje_2",),
    ("plan_operativo_eje_3",),
    ("plan_operativo_eje_4",),
    ("lugares_dudosos",),
    ("estrategia",),
    ("contenidos",),
)
"""Each inner tuple is one ``loaddata`` call: its files may refer to each other forwards."""


def cargar() -> None:
    """Loads them all by natural key; running it again changes nothing else."""
    for grupo in FIXTURES:
        call_command("loaddata", *grupo, verbosity=0)
