from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from corett import documentos_fuente
from planes.models import Plan


class Command(BaseCommand):
    """Loads the Plan Operativo, the Estrategia, countries and organisations into an empty
    production database. Refuses when there is a plan, so that nobody's edits are lost."""

    help = "Carga los dos documentos, los países y las organizaciones en una base de datos vacía."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Plan.objects.exists():
            raise CommandError(
                "Ya hay un plan en esta base de datos: no se carga nada para no pisar cambios."
            )
        documentos_fuente.cargar()
        self.stdout.write(f"Cargado: {', '.join(str(p) for p in Plan.objects.all())}.")
