import datetime as dt
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from actores import recordatorio_directorio
from planes import recordatorios


class Command(BaseCommand):
    """For a timer, once a day. What it prints goes to a log: persons by their number only."""

    help = (
        "Recuerda por correo a quien debe reportar, cada aviso una sola vez, y a la Secretaría "
        "Técnica qué organizaciones del directorio faltan por confirmar, una vez al mes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--hoy", help="Como si fuera ese día, AAAA-MM-DD.")
        parser.add_argument(
            "--simular", action="store_true", help="Dice a quién se escribiría, sin escribir."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            hoy = dt.date.fromisoformat(options["hoy"]) if options["hoy"] else None
        except ValueError as error:
            raise CommandError("Escriba el día como AAAA-MM-DD, por ejemplo 2025-12-31.") from error
        simular = options["simular"]
        avisos = recordatorios.recordar(hoy, simular=simular)
        for aviso in avisos:
            que = f"{aviso.periodo.clave} {aviso.informante}: {aviso.paso}"
            self.stdout.write(f"{que}, persona {aviso.persona.pk}")
        cola = "por enviar" if simular else "enviados"
        self.stdout.write(f"Recordatorios {cola}: {len(avisos)}")
        for persona in recordatorio_directorio.recordar(hoy, simular=simular):
            self.stdout.write(f"Directorio por confirmar: lista a la persona {persona.pk}")
