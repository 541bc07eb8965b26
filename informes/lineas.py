"""Help lines by country, read at this moment: a wrong number vanishes at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from actores.models import LineaDenuncia, Organizacion, Pais
from informes import rutas
from informes.rutas import RutaLeida

MARCABLE = re.compile(r"[+*#]?\d[\d\s().\-]*")


@dataclass(frozen=True)
class Ayuda:
    """Where a country's help is: verified lines, its national body, its verified route."""

    pais: Pais
    lineas: list[LineaDenuncia]
    organismo: Organizacion | None
    ruta: RutaLeida | None


def marcable(numero: str) -> str:
    """What a telephone dials: "1-9-5" → "195"; empty where it is not one plain number."""
    limpio = numero.strip()
    if not MARCABLE.fullmatch(limpio):
        return ""
    return re.sub(r"[^\d+*#]", "", limpio)


def wa_me(numero: str) -> str:
    """The address that opens a conversation in WhatsApp; nothing is asked of it until then."""
    return f"https://wa.me/{re.sub('[^0-9]', '', numero)}"


def por_pais(del_pais: dict[int, RutaLeida]) -> list[Ayuda]:
    """Every country, in the plan's order, with or without a verified line; one that left the
    Coalition too: whoever is there needs help all the same. Two queries."""
    lineas: dict[int, list[LineaDenuncia]] = {}
    for linea in LineaDenuncia.objects.filter(verificada_en__isnull=False):
        lineas.setdefault(linea.pais_id, []).append(linea)
    return [
        Ayuda(
            pais,
            lineas.get(pais.pk, []),
            pais.organismo if pais.organismo and pais.organismo.publicable else None,
            del_pais.get(pais.pk),
        )
        for pais in Pais.objects.select_related("organismo")
    ]


def ayuda() -> tuple[list[Ayuda], RutaLeida | None]:
    """Every country's help, and the general route where it has been verified."""
    leidas = rutas.publicas()
    del_pais = {r.ruta.pais_id: r for r in leidas if r.ruta.pais_id}
    general = next((r for r in leidas if r.ruta.pais_id is None), None)
    return por_pais(del_pais), general
