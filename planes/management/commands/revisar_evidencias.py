from typing import Any

from django.core.management.base import BaseCommand, CommandError

from planes.models import Evidencia
from planes.tareas import dictaminar


class Command(BaseCommand):
    """Asks the virus scanner again about every file that still waits: the server did not answer,
    or the worker was stopped. For a timer; running it twice does no harm."""

    help = "Vuelve a pasar por el antivirus los archivos que esperan su revisión."

    def handle(self, *args: Any, **options: Any) -> None:
        en_cola = list(Evidencia.objects.filter(estado=Evidencia.Estado.EN_COLA))
        revisadas = sum(dictaminar(evidencia) for evidencia in en_cola)
        self.stdout.write(f"Evidencias revisadas: {revisadas} de {len(en_cola)}.")
        if revisadas < len(en_cola):
            raise CommandError("El antivirus no respondió por todas: siguen en espera.")
