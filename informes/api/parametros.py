"""Query parameters: what each may be, said once for the check and for the description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter

from informes.api.errores import ParametroMalo

A_LA_VISTA = 12
"""Values named in the sentence of an error; ``valores`` has them all."""
ENTERO = re.compile(r"-?[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True)
class Parametro:
    """``esquema``: JSON Schema of the value, of which ``enum``, ``pattern``, ``maxLength``,
    ``minimum`` and ``maximum`` are checked. ``campo``: what it filters, empty for what is no
    filter. ``vacio``: the word that asks for rows where that field is empty. ``como``: the sentence
    for a text that is not so written, where an example would tell nothing."""

    nombre: str
    que: str
    esquema: Mapping[str, Any]
    campo: str = ""
    vacio: str = field(default="")
    como: Any = ""

    def leer(self, dicho: str) -> Any:
        """The value. Raises ParametroMalo with a sentence."""
        valor: Any = dicho
        if self.esquema["type"] == "integer":
            if not ENTERO.fullmatch(dicho):
                raise ParametroMalo(self.nombre, self.esperado())
            valor = int(dicho)
            if not self.esquema["minimum"] <= valor <= self.esquema["maximum"]:
                raise ParametroMalo(self.nombre, self.esperado())
        elif "enum" in self.esquema:
            if dicho not in self.esquema["enum"]:
                raise ParametroMalo(self.nombre, self.esperado(), self.esquema["enum"])
        elif len(dicho) > self.esquema["maxLength"] or not re.search(
            self.esquema["pattern"].replace("$", r"\Z"), dicho
        ):
            raise ParametroMalo(self.nombre, self.esperado())
        return "" if self.vacio and valor == self.vacio else valor

    def exigir(self, valor: Any, hay: Iterable[Any]) -> None:
        """Raises ParametroMalo for a value, rightly written, that is none of those that exist."""
        posibles = [*hay, *([self.vacio] if self.vacio else [])]
        if valor in posibles:
            return
        frase = _("No existe «%(valor)s» en «%(nombre)s».") % {
            "valor": valor,
            "nombre": self.nombre,
        }
        if len(posibles) > A_LA_VISTA:
            frase += " " + _("Los valores que existen están en «valores».")
        elif posibles:
            valores = ", ".join(map(str, posibles))
            frase += " " + _("Los valores que existen: %(valores)s.") % {"valores": valores}
        raise ParametroMalo(self.nombre, frase, posibles)

    def esperado(self) -> str:
        """What it may be, in a sentence."""
        if self.esquema["type"] == "integer":
            return _("«%(nombre)s» es un número entero, de %(de)s a %(a)s.") % {
                "nombre": self.nombre,
                "de": self.esquema["minimum"],
                "a": self.esquema["maximum"],
            }
        if "enum" in self.esquema:
            return _("«%(nombre)s» es uno de estos: %(valores)s.") % {
                "nombre": self.nombre,
                "valores": ", ".join(self.esquema["enum"]),
            }
        if self.como:
            return str(self.como)
        return _("«%(nombre)s» no se escribe así. Un ejemplo: %(ejemplo)s") % {
            "nombre": self.nombre,
            "ejemplo": self.esquema["examples"][0],
        }

    def descrito(self) -> OpenApiParameter:
        return OpenApiParameter(self.nombre, dict(self.esquema), description=self.que)


def leer(dichos: QueryDict, parametros: Iterable[Parametro]) -> dict[str, Any]:
    """The values by name. Raises ParametroMalo for an unknown name, one that is given twice, and
    a value that it may not have."""
    conocidos = {p.nombre: p for p in parametros}
    leidos = {}
    for nombre, valores in dichos.lists():
        if nombre not in conocidos:
            raise ParametroMalo(
                nombre,
                _("Aquí no hay ningún parámetro «%(nombre)s». Los que hay: %(cuales)s.")
                % {"nombre": nombre[:60], "cuales": ", ".join(conocidos)},
            )
        if len(valores) > 1:
            raise ParametroMalo(nombre, _("«%(nombre)s» se da una sola vez.") % {"nombre": nombre})
        leidos[nombre] = conocidos[nombre].leer(valores[0])
    return leidos


def texto(patron: str, largo: int, *ejemplos: str) -> dict[str, Any]:
    dicho = {"type": "string", "pattern": patron, "maxLength": largo}
    return {**dicho, "examples": [*ejemplos]} if ejemplos else dicho


def entero(minimo: int, maximo: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": minimo, "maximum": maximo}


def una_de(*opciones: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(opciones)}


ESTADOS = ("completada", "en_curso", "no_iniciada", "suspendida", "no_aplica", "sin_dato")
CODIGO = texto(r"^[0-9A-Za-z.-]+$", 40, "1.1")

IDIOMA = Parametro(
    "idioma",
    "Texts in one language only (`es` or `en`) instead of both. Errors use it too.",
    una_de("es", "en"),
)
CORTE = Parametro(
    "corte",
    "SHA-256 hash of a published data cut (see `cortes/`). Without it: the cut in force.",
    texto("^[0-9a-f]{64}$", 64),
    como=gettext_lazy(
        "«corte» es la huella entera de un corte publicado: 64 caracteres, números y letras de la a"
        " a la f. Los que hay están en /api/v1/cortes/."
    ),
)
TAMANO = Parametro("tamano", "Rows per page. Without it: 100.", entero(1, 1000))
CURSOR = Parametro(
    "cursor",
    "Where the page begins. Follow the links in `next` and `previous`; do not build it yourself.",
    texto("^[0-9A-Za-z._-]+$", 3000),
    como=gettext_lazy("Ese cursor no lleva a ninguna página: empiece de nuevo sin él."),
)
PAIS = Parametro(
    "pais",
    "Country: ISO 3166-1 alpha-2 code in lower case.",
    texto("^[a-z]{2}$", 2, "gt"),
    "pais",
)
PAIS_O_REGION = Parametro(
    "pais",
    "Country: ISO 3166-1 alpha-2 code in lower case. `region`: only the figures of the region as a"
    " whole. Without it: the region and every country.",
    texto("^([a-z]{2}|region)$", 6, "gt", "region"),
    "pais",
    "region",
)
ANIO = Parametro("anio", "Year.", entero(1900, 2200), "anio")
DATO = Parametro(
    "dato",
    "Code of a data item (see `datos/`).",
    texto("^[0-9a-z-]+$", 60, "casos-derivados"),
    "dato",
)
CATEGORIA = Parametro(
    "categoria",
    "One category of a breakdown, as `breakdown:category`. `total`: only totals, no breakdowns."
    " Without it: totals and every category.",
    texto("^([0-9a-z_-]+:[0-9a-z_-]+|total)$", 80, "delito:trata", "total"),
    "categoria",
    "total",
)
MARCA = Parametro(
    "marca",
    "Only figures with this mark: `c` confidential, `x` not available, `z` not applicable,"
    " `p` provisional, `r` revised. `exacta`: only figures without a mark.",
    una_de("c", "x", "z", "p", "r", "exacta"),
    "marca",
    "exacta",
)
EJE = Parametro("eje", "Number of an axis of the plan.", entero(1, 99), "eje")
OBJETIVO = Parametro("objetivo", "Number of an operational objective.", entero(1, 999), "objetivo")
ACTIVIDAD = Parametro("actividad", "Code of an activity.", CODIGO, "actividad")
ESTADO = Parametro("estado", "State of progress.", una_de(*ESTADOS), "estado")
TIPO = Parametro(
    "tipo",
    "Kind of data item: count, persons, amount, percentage, milestone or document.",
    una_de("conteo", "personas", "monto", "porcentaje", "hito", "documento"),
    "tipo",
)
INFORMANTE = Parametro(
    "informante",
    "Who reports it: each country, the regional secretariat, or both.",
    una_de("nacional", "regional", "ambos"),
    "informante",
)
PERIODICIDAD = Parametro(
    "periodicidad",
    "How often it is reported: every half-year or every year.",
    una_de("semestral", "anual"),
    "periodicidad",
)
