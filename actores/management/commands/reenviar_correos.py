from typing import Any

from django.core.management.base import BaseCommand

from actores.correo import por_reenviar, reenviar


class Command(BaseCommand):
    """For a timer, some times an hour: a mail server that was down delays mails, no more."""

    help = "Vuelve a enviar los correos de los últimos días que no salieron."

    def handle(self, *args: Any, **options: Any) -> None:
        correos = list(por_reenviar())
        salieron = sum(reenviar(correo) for correo in correos)
        self.stdout.write(f"Correos que no habían salido: {len(correos)}; salieron: {salieron}")
