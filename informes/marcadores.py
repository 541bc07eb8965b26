"""Living figures in what people write: ``[[talleres]]`` is said from the cut, as everywhere else.

::

    [[talleres]]                                   the document's year and country (or the region)
    [[denuncias pais=gt anio=2023 categoria=delito:trata]]
    [[talleres pais=region]]                       the region's, in a national report
    [[actividades estado=completada eje=1]]        how many activities stand there at the cut's date
    [[cobertura]]  [[cobertura dato=talleres]]     "26 de 27 reportes", "8 de 9 países"
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.translation import gettext as _

from informes.texto_rico import ENTRE_ETIQUETAS

MARCADOR = re.compile(r"\[\[([^\[\]]*)\]\]")
NOMBRE = re.compile(r"[a-z0-9][a-z0-9_.-]*")
PAR = re.compile(r"([a-z]+)=([\w:.-]+)")

ACTIVIDADES, COBERTURA, REGION = "actividades", "cobertura", "region"
ADMITE = {
    ACTIVIDADES: ("estado", "eje", "pais"),
    COBERTURA: ("dato", "anio", "categoria", "pais"),
}
ADMITE_UN_DATO = ("pais", "anio", "categoria")


class MalEscrito(Exception):
    """A placeholder that says nothing; the message is a sentence for who writes."""


@dataclass(frozen=True)
class Pedido:
    """What a placeholder asks for; ``escrito`` is how it stands in the text."""

    escrito: str
    nombre: str
    opciones: Mapping[str, str]

    @property
    def dato(self) -> str:
        """The code of the figure it is about; empty for counts of activities and of reports."""
        if self.nombre == COBERTURA:
            return self.opciones.get("dato", "")
        return "" if self.nombre == ACTIVIDADES else self.nombre


def entender(escrito: str) -> Pedido:
    """``dato clave=valor…`` read. Raises MalEscrito."""
    nombre, *resto = escrito.split() or [""]
    if not NOMBRE.fullmatch(nombre):
        raise MalEscrito(_("«[[%s]]» no dice qué cifra es. Escriba su código.") % escrito.strip())
    opciones = {}
    for trozo in resto:
        par = PAR.fullmatch(trozo)
        if not par:
            raise MalEscrito(
                _("En «[[%(marcador)s]]» no se entiende «%(trozo)s»: se escribe como pais=gt.")
                % {"marcador": escrito.strip(), "trozo": trozo}
            )
        opciones[par[1]] = par[2]
    admitidas = ADMITE.get(nombre, ADMITE_UN_DATO)
    for clave in opciones:
        if clave not in admitidas:
            raise MalEscrito(
                _("En «[[%(marcador)s]]» sobra «%(clave)s»: aquí se puede decir %(admitidas)s.")
                % {
                    "marcador": escrito.strip(),
                    "clave": clave,
                    "admitidas": ", ".join(admitidas),
                }
            )
    return Pedido(escrito.strip(), nombre, opciones)


def marcadores(html: str) -> Iterator[str]:
    """What stands between the brackets, in order."""
    for trozo in ENTRE_ETIQUETAS.split(html)[::2]:
        yield from MARCADOR.findall(trozo)


def sustituir(html: str, dicho: Callable[[str], str]) -> str:
    """Clean HTML with what stands between the brackets replaced by what it says. Placeholders
    inside a tag are never read."""
    trozos = ENTRE_ETIQUETAS.split(html)
    trozos[::2] = [MARCADOR.sub(lambda m: dicho(m[1]), trozo) for trozo in trozos[::2]]
    return "".join(trozos)


def sin_cerrar(html: str) -> str:
    """A sentence about half a placeholder, or one with an emphasis that begins in its middle;
    empty when there is none."""
    resto = "".join(MARCADOR.sub("", trozo) for trozo in ENTRE_ETIQUETAS.split(html)[::2])
    lugares = [lugar for corchetes in ("[[", "]]") if (lugar := resto.find(corchetes)) >= 0]
    if not lugares:
        return ""
    lugar = min(lugares)
    return (
        _(
            "Cerca de «%s» hay corchetes que no se cierran, o una cifra partida por la"
            " negrita o la cursiva. Una cifra se escribe entera: [[codigo]]."
        )
        % unescape(resto[max(lugar - 20, 0) : lugar + 30]).strip()
    )


def quiza(escrito: str, hay: Sequence[str]) -> str:
    """The nearest thing that exists, as a question; empty when nothing is near."""
    cercanos = difflib.get_close_matches(escrito, hay, n=1, cutoff=0.55)
    return " " + _("¿Quiso decir «%s»?") % cercanos[0] if cercanos else ""
