"""The glossary: its words from A to Z in the reader's language, and the two that are confused."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from informes.buscador import sin_tildes
from informes.models import Termino

Renglon = tuple[str, str, str]
"""What is compared, of trata, of tráfico."""


def glosario() -> dict[str, Any]:
    """What the page is drawn with: ``letras``, each with its words; ``comparacion``."""
    publicos = Termino.objects.filter(publicado=True)
    filas = list(publicos.prefetch_related(Prefetch("distinto_de", publicos.order_by("termino"))))
    letras: dict[str, list[Termino]] = {}
    for fila in sorted(filas, key=lambda t: sin_tildes(t.t.termino)):
        letras.setdefault(sin_tildes(fila.t.termino)[:1].upper(), []).append(fila)
    return {"letras": list(letras.items()), "cuantos": len(filas), "comparacion": comparacion()}


def comparacion() -> list[Renglon]:
    """The two crimes, point by point."""
    return [
        (
            _("Qué se hace"),
            _("Captar, transportar, trasladar, acoger o recibir a una persona."),
            _("Facilitar que una persona entre de forma irregular en otro Estado."),
        ),
        (
            _("Por qué medios"),
            _("Amenaza, fuerza, engaño, rapto, abuso de poder o de una situación de"
              " vulnerabilidad, o pagos a quien tiene autoridad sobre la persona."),
            _("No hace falta ninguno: suele haber un acuerdo entre la persona y quien la pasa."),
        ),
        (
            _("Con qué fin"),
            _("Explotarla: explotación sexual, trabajo forzoso, servidumbre y otras formas."),
            _("Obtener un beneficio económico o material por el paso."),
        ),
        (
            _("¿Cruza una frontera?"),
            _("No siempre: puede ocurrir dentro de un país, de una ciudad o de una casa."),
            _("Siempre: sin frontera no hay tráfico ilícito."),
        ),
        (
            _("¿Contra quién es el delito?"),
            _("Contra la persona, que es una víctima."),
            _("Contra el Estado. Se habla de personas objeto de tráfico, que también tienen"
              " derechos y pueden sufrir otros delitos en el camino."),
        ),
        (
            _("¿Cuenta el consentimiento?"),
            _("No: cuando hubo alguno de esos medios, que la persona haya aceptado no cambia"
              " nada."),
            _("La persona suele haber aceptado el viaje. Si después la obligan o la explotan,"
              " puede haber trata."),
        ),
        (
            _("Niñas, niños y adolescentes"),
            _("Si tiene menos de 18 años, hay trata aunque no haya fuerza, engaño ni ningún otro"
              " medio."),
            _("Necesitan protección por ser niñas, niños o adolescentes, vayan solos o"
              " acompañados."),
        ),
    ]  # fmt: skip
