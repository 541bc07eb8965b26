from typing import Any

from django.core.management.base import BaseCommand, CommandError

from informes import documentos
from informes.models import Informe


class Command(BaseCommand):
    """Makes each published document again from its cut and compares: nothing is written.

    Another version of the typesetter or of our own templates gives other bytes; so does a file
    that somebody changed, which is told apart.
    """

    help = "Rehace los documentos publicados desde su corte y compara sus huellas SHA-256."

    def handle(self, *args: Any, **options: Any) -> None:
        malos = 0
        for informe in Informe.objects.publicados().select_related("corte"):
            dicho = documentos.comprobar(informe)
            malos += dicho != documentos.IGUAL
            self.stdout.write(f"{informe.get_absolute_url()}: {dicho}")
        if malos:
            raise CommandError(f"No coinciden: {malos}.")
