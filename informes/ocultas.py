"""What a cut hides and why, for the Secretaría Técnica: as published, never the exact value."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from informes import formato
from informes.cambios import como_cifra
from informes.datos_abiertos import nombres_de_categorias
from informes.figuras import en_idioma, idioma_actual
from informes.models import Corte, CorteCelda


@dataclass(frozen=True)
class Oculta:
    """One masked figure: whose it is, what is published of it, and the rule in words. ``pais`` is
    empty for the region."""

    celda: CorteCelda
    categoria: str
    pais: str
    dice: str
    regla: str


@dataclass(frozen=True)
class DeUnDato:
    nombre: str
    cifras: tuple[Oculta, ...]


def de(corte: Corte) -> list[DeUnDato]:
    """The masked figures of a cut by Dato, in the reader's language; four queries."""
    celdas = list(
        corte.celdas.filter(marca__contains="c").order_by("dato", "anio", "categoria", "pais")
    )
    if not celdas:
        return []
    idioma = idioma_actual()
    datos = {d["codigo"]: d for d in corte.parte("metodo")["datos"]}
    paises = {p["codigo"]: en_idioma(p["nombre"]) for p in corte.parte("paises")["paises"]}
    categorias = nombres_de_categorias(corte, idioma)
    por_dato: dict[str, list[Oculta]] = {}
    for celda in celdas:
        figura = como_cifra(celda, datos[celda.dato]["tipo"], idioma)
        por_dato.setdefault(celda.dato, []).append(
            Oculta(
                celda,
                categorias.get(celda.categoria, celda.categoria),
                paises.get(celda.pais, celda.pais),
                formato.cifra(figura, idioma, pais=bool(celda.pais)),
                regla_de(celda),
            )
        )
    return [
        DeUnDato(en_idioma(datos[codigo]["nombre"]), tuple(suyas))
        for codigo, suyas in por_dato.items()
    ]


def regla_de(celda: CorteCelda) -> str:
    if celda.pais:
        return _("El país reportó de 1 a %(limite)s: se publica solo la banda.") % {
            "limite": settings.PRIVACIDAD_LIMITE
        }
    return _("Suma de países con alguno en banda: se publica el intervalo.")
