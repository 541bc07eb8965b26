"""What a presentation says, in its language: the cut, the writing, and the words beside figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes import graficos
from informes.documentos import figuras
from informes.documentos.lectura import Cifra
from informes.documentos.narrativa import Impresa

ESTADOS = ("completada", "en_curso", "no_iniciada", "suspendida", "no_aplica", "sin_dato")

Bloque = Mapping[str, Any]


@dataclass(frozen=True)
class Dicho:
    """All that a presentation says: the cut in its language, and what people wrote."""

    idioma: str
    anio: int
    fecha: dt.date
    huella: str
    partes: Mapping[str, Any]
    secciones: Mapping[str, Impresa]
    creditos: Mapping[str, Any]
    direccion: str
    sitio: str

    @property
    def inicio(self) -> Mapping[str, Any]:
        inicio: Mapping[str, Any] = self.partes["inicio"]
        return inicio

    @property
    def dia(self) -> str:
        return date_format(self.fecha, r"j \d\e F \d\e Y" if self.idioma == "es" else "j F Y")

    def ejes(self) -> list[Mapping[str, Any]]:
        return [self.partes[f"eje/{e['numero']}"] for e in self.inicio["ejes"]]

    def bloques(self) -> Iterator[tuple[int, Bloque]]:
        """Every Dato of the cut once, in the plan's order, with the first eje that uses it."""
        vistos = set()
        for eje in self.ejes():
            for bloque in eje["datos"]:
                if bloque["dato"]["codigo"] not in vistos:
                    vistos.add(bloque["dato"]["codigo"])
                    yield eje["numero"], bloque


def nombre(estado: str, idioma: str, veces: int = 1) -> str:
    """A state in a word, with a capital."""
    palabra: str = graficos.MARCA["estados"][estado]["palabra"][idioma][0 if veces == 1 else 1]
    return palabra[:1].upper() + palabra[1:]


def color(estado: str) -> str:
    suyo: str = graficos.MARCA["estados"][estado]["color"]
    return suyo


def contado(cuenta: Mapping[str, int], idioma: str) -> str:
    """A count of states in words."""
    partes = [f"{p['n']} {p['nombre']}" for p in graficos.conteos(cuenta, idioma)]
    return ", ".join(partes) or _("sin dato")


def tiene_estado(pais: Mapping[str, Any]) -> bool:
    """Whether a country has said anything of an activity: else it has no figure, not nought."""
    return any(n for estado, n in pais["distribucion"].items() if estado != "sin_dato")


def etiqueta(cifra: Cifra) -> str:
    """A year below its bar, with its mark and how many countries stand behind it."""
    marca = cifra.marca or ("" if cifra.hay else "x")
    dicho = f"{cifra.anio} [{marca}]" if marca else str(cifra.anio)
    if cifra.esperados:
        base = {"n": cifra.reportaron, "de": cifra.esperados}
        dicho += "\n" + _("%(n)s de %(de)s países") % base
    return dicho


def en_palabras(cifras: Sequence[Cifra]) -> str:
    """For who cannot see them, and for who speaks: "2023: 976 [p] (9 de 9 países)"."""
    dichas = []
    for cifra in cifras:
        base = figuras.cobertura(cifra)
        dichas.append(f"{cifra.anio}: {cifra.completa}" + (f" ({base})" if base else ""))
    return "; ".join(dichas)


def notas_de(bloque: Bloque) -> list[str]:
    """Measure, figures with their coverage, definition and source of a Dato."""
    dato = bloque["dato"]
    series = bloque["series"] if dato["sensible"] else bloque["series"][:1]
    return [
        f"{dato['nombre']}. {figuras.medida(dato, bloque['anios'])}",
        *(
            ": ".join(x for x in (s["nombre"], en_palabras(s["region"])) if x)
            for s in series
            if s["region"]
        ),
        _("Qué es: %s") % dato["definicion"] if dato["definicion"] else "",
        _("Fuente: %s aprobados.") % figuras.fuente(dato),
    ]


def fuente_de_estados() -> str:
    return _(
        "Fuente: reportes aprobados. El estado regional de una actividad es el del reporte de la"
        " Secretaría Técnica; donde solo informan los países, sale de los suyos."
    )


def se_dibuja(bloque: Bloque) -> bool:
    """Whether its regional figures are exact numbers that have a length; never a sensitive one."""
    cifras = bloque["series"][0]["region"] if bloque["series"] else []
    return (
        not bloque["dato"]["sensible"]
        and any(c.valor is not None for c in cifras)
        and all(not c.texto and c.minimo is None for c in cifras)
    )


def mas(faltan: int) -> str:
    """How many rows a slide leaves to the site; empty for none."""
    if faltan <= 0:
        return ""
    return ngettext("y %(n)s más, en el sitio", "y %(n)s más, en el sitio", faltan) % {"n": faltan}
