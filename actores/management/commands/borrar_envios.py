from typing import Any

from django.core.management.base import BaseCommand

from actores import recuperacion


class Command(BaseCommand):
    """Deletes what was sent without a session and not sent on in time (``actores.recuperacion``).

    Nobody sees it any more by then; this takes it out of the database, as the privacy page says.
    """

    help = "Borra lo que se envió sin sesión y nadie volvió a enviar en doce horas."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Borrados: {recuperacion.olvidar_vencidos()}.")
