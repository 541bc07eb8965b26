import os
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from actores.models import Usuario
from corett import demostracion, documentos_fuente


class Command(BaseCommand):
    """The real plan with clearly fictitious people and progress, for trying the portal.

    Running it again leaves everything as the people who tried the portal left it;
    ``--desde-cero`` empties the database first.
    """

    help = "Carga el plan real con personas y avances ficticios (solo con DEBUG)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--desde-cero", action="store_true", help="Vacía la base de datos antes de cargar."
        )
        parser.add_argument(
            "--sin-informes", action="store_true", help="No produce los informes en PDF."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "Los datos de demostración no se cargan con DEBUG apagado: "
                "para una base de producción vacía use «manage.py cargar»."
            )
        if options["desde_cero"]:
            call_command("flush", interactive=False, verbosity=0)
        if not Usuario.objects.de_demostracion().exists():
            if Usuario.objects.exists():
                raise CommandError(
                    "Esta base de datos ya tiene personas que no son de demostración. "
                    "Use otra, o «--desde-cero» para vaciarla."
                )
            self.stdout.write("Cargando el plan y los datos de demostración…")
            documentos_fuente.cargar()
            demostracion.crear(
                clave=os.environ.get("DEMO_PASSWORD") or demostracion.CLAVE,
                informes=not options["sin_informes"],
                avisar=self.stdout.write,
            )
        self.mostrar()

    def mostrar(self) -> None:
        self.stdout.write("\nUsuarios de demostración (datos ficticios):")
        for usuario in Usuario.objects.de_demostracion().prefetch_related("groups"):
            roles = ", ".join(grupo.name for grupo in usuario.groups.all())
            self.stdout.write(f"  {usuario.correo:28} {roles}")
        clave = "la de DEMO_PASSWORD" if os.environ.get("DEMO_PASSWORD") else demostracion.CLAVE
        self.stdout.write(f"Contraseña de todos: {clave}\n")
