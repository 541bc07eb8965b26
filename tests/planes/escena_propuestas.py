"""What the tests of what the registers add up to start from."""

from __future__ import annotations

from decimal import Decimal

from planes.models import Actividad, Dato, Reporte
from planes.propuestas import propuestas_de
from tests.crear import crear_categoria, crear_conteo, crear_dato, crear_indicador


def de_talleres() -> Dato:
    """``talleres``, printed under 2.1 (the fixture ``taller``), adds up from workshops."""
    dato = Dato.objects.get(codigo="talleres")
    crear_conteo(dato, clases=["taller"])
    return dato


def de_personas(codigo: str, medida: str, *partes: str) -> Dato:
    """A Dato of people under 2.1 that adds up from actions, split in these ways."""
    dato = crear_dato(codigo, tipo="personas")
    for clave in partes:
        dato.desagregaciones.add(crear_categoria(clave).desagregacion)
    crear_indicador(Actividad.objects.get(codigo="2.1").metas.get(), dato, letra=codigo[0])
    crear_conteo(dato, medida=medida)
    return dato


def propuesto(reporte: Reporte, dato: Dato) -> Decimal | None:
    """What is proposed for a Dato; None where the register says nothing."""
    propuesta = propuestas_de(reporte).get(dato.pk)
    return propuesta.numero if propuesta else None
