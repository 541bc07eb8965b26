"""The money of a cut as charts: by donor, year, country, project and state.

Keys of ``informes.cuadros_publicos``: ``dinero/donante``, ``dinero/anio``, ``dinero/pais``,
``dinero/proyecto``, ``dinero/estado``. Everything comes from the part ``recursos``
(``informes.dinero``), in the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes import graficos, hoja
from informes.cuadro import Cuadro, Renglon, de_que_corte
from informes.figuras import Parte, en_idioma, idioma_actual
from informes.formato import centavos, dolares, numero
from informes.graficos import Fila
from informes.models import Corte

SUMAS = ("firmado", "desembolsado", "asegurado", "ofrecido")

POR = ("estado", "donante", "anio", "pais", "proyecto")
"""What the money is split by."""

CON_CODIGO = frozenset({"estado", "pais", "proyecto"})
"""Those whose rows have a code, the same in every language."""


def cuadro_de(corte: Corte, por: str) -> Cuadro:
    """``dinero/donante`` and its sisters. Raises Http404 for another split, and where there is no
    money; CorteParte.DoesNotExist in a cut made before money was part of it."""
    if por not in POR:
        raise Http404(por)
    recursos = corte.parte("recursos")
    if not recursos["filas"]:
        raise Http404(por)
    return cuadro(corte, recursos, por)


def cuadros(corte: Corte, recursos: Parte) -> list[Cuadro]:
    """All of them; none where there is no money."""
    return [cuadro(corte, recursos, por) for por in POR] if recursos["filas"] else []


def subtitulo(por: str) -> str:
    if por == "estado":
        return _("Dólares de los Estados Unidos, por estado del dinero")
    return _("Firmado y desembolsado, en dólares de los Estados Unidos, por %(que)s") % {
        "que": columnas()[por].lower()
    }


def cuadro(corte: Corte, recursos: Parte, por: str) -> Cuadro:
    filas, columna, medida = grupos(por, recursos), columnas()[por], subtitulo(por)
    mensaje, sumas = titulo(por, filas), ("usd",) if por == "estado" else SUMAS
    codigo = ("codigo",) if por in CON_CODIGO else ()
    return Cuadro(
        clave=f"dinero/{por}",
        titulo=mensaje,
        subtitulo=medida,
        svg=graficos.barras(
            mensaje, medida, [barra(fila, por) for fila in filas], idioma=idioma_actual()
        ),
        columnas=[columna, *(nombres_de_sumas()[s] for s in sumas), _("Aportes")],
        filas=[
            Renglon(
                fila["nombre"], [*(sin_moneda(fila[s]) for s in sumas), fila["aportes"]],
                fila["url"],
            )
            for fila in filas
        ],
        csv=hoja.escribir(
            [*(encabezados()[c] for c in (por, *codigo, *sumas, "aportes")), _("datos_al"),
             _("demostracion")],
            [
                [fila["nombre"], *(codigo_de(fila) for _c in codigo), *(fila[s] for s in sumas),
                 fila["aportes"], *de_que_corte(corte)]
                for fila in filas
            ],
        ),
        corte=corte,
        pagina=f"{reverse('informes:transparencia')}#dinero",
        nombre_pagina=_("Transparencia"),
        nota=_("Lo asegurado es lo firmado más lo desembolsado; lo ofrecido no se suma."),
    )  # fmt: skip


def grupos(por: str, recursos: Parte) -> list[Parte]:
    """The rows of a split: ``nombre``, ``url`` (empty where there is no page), ``usd`` (what its
    bar shows) and the sums."""
    return [
        {
            **grupo,
            "nombre": NOMBRES[por](grupo),
            "url": url_de(grupo),
            "usd": grupo["usd"] if por == "estado" else grupo["asegurado"],
        }
        for grupo in recursos[f"por_{por}"]
    ]


def columnas() -> dict[str, str]:
    return {
        "donante": _("Donante"), "anio": _("Año"), "pais": _("País"), "proyecto": _("Proyecto"),
        "estado": _("Estado"),
    }  # fmt: skip


def nombres_de_sumas() -> dict[str, str]:
    return {
        "firmado": _("Firmado"), "desembolsado": _("Desembolsado"), "asegurado": _("Asegurado"),
        "ofrecido": _("Ofrecido"), "usd": _("En dólares"),
    }  # fmt: skip


def encabezados() -> dict[str, str]:
    """Of the columns of the file: one word each, in the language of the page."""
    return {
        "donante": _("donante"), "anio": _("anio"), "pais": _("pais"), "proyecto": _("proyecto"),
        "estado": _("estado"), "firmado": _("firmado"), "desembolsado": _("desembolsado"),
        "asegurado": _("asegurado"), "ofrecido": _("ofrecido"), "usd": "usd",
        "codigo": _("codigo"), "aportes": _("aportes"),
    }  # fmt: skip


def codigo_de(grupo: Parte) -> str:
    """Empty for the region, and for money that no published project takes."""
    cosa = grupo.get("pais") or grupo.get("proyecto") or {"codigo": grupo.get("estado", "")}
    return str(cosa["codigo"])


def nombre_de_donante(grupo: Parte) -> str:
    if grupo["donante"]:
        return en_idioma(grupo["donante"])
    n = grupo["donantes"]
    return ngettext("%(n)s donante sin nombrar", "%(n)s donantes sin nombrar", n) % {"n": n}


def nombre_de_pais(cosa: Parte) -> str:
    return en_idioma(cosa["pais"]["nombre"]) if cosa["pais"] else _("La región")


def nombre_de_proyecto(cosa: Parte) -> str:
    if cosa["proyecto"]:
        return en_idioma(cosa["proyecto"]["titulo"])
    return _("Proyectos sin publicar") if cosa["de_proyecto"] else _("Sin proyecto")


NOMBRES: dict[str, Callable[[Parte], str]] = {
    "donante": nombre_de_donante,
    "anio": lambda grupo: str(grupo["anio"]),
    "pais": nombre_de_pais,
    "proyecto": nombre_de_proyecto,
    "estado": lambda grupo: en_idioma(grupo["nombre_estado"]),
}


def url_de(grupo: Parte) -> str:
    if grupo.get("pais"):
        return reverse("informes:pais", args=[grupo["pais"]["codigo"]])
    if grupo.get("proyecto"):
        return reverse("informes:proyecto", args=[grupo["proyecto"]["codigo"]])
    return ""


def barra(fila: Parte, por: str) -> Fila:
    """What is offered stands beside the bar, never in it."""
    sub = cuantos(fila["aportes"]) if por == "estado" else ""
    if por != "estado" and fila["ofrecido"]:
        sub = _("y %(usd)s ofrecidos") % {"usd": en_dolares(fila["ofrecido"])}
    return Fila(fila["nombre"], valor=fila["usd"], texto=en_dolares(fila["usd"]), sub=sub)


def cuantos(n: int) -> str:
    return ngettext("%(n)s aporte", "%(n)s aportes", n) % {"n": n}


def sin_moneda(valor: float) -> str:
    """Of a table whose subtitle names the currency."""
    return numero(valor, idioma_actual(), centavos(valor))


def en_dolares(valor: float) -> str:
    return dolares(valor, idioma_actual())


def titulo(por: str, filas: Sequence[Parte]) -> str:
    """What the chart says, in a sentence."""
    primero, ultimo = filas[0], filas[-1]
    if por == "estado":
        pagado = next(fila for fila in filas if fila["estado"] == "desembolsado")
        return _("Ya se desembolsaron %(usd)s") % {"usd": en_dolares(pagado["usd"])}
    if por == "anio" and len(filas) == 1:
        frase = _("%(usd)s asegurados en %(anio)s")
        return frase % {"usd": en_dolares(primero["usd"]), "anio": primero["nombre"]}
    if por == "anio":
        return _("%(antes)s asegurados en %(desde)s; %(ahora)s en %(hasta)s") % {
            "antes": en_dolares(primero["usd"]), "desde": primero["nombre"],
            "ahora": en_dolares(ultimo["usd"]), "hasta": ultimo["nombre"],
        }  # fmt: skip
    if por == "proyecto":
        con_proyecto = [fila for fila in filas if fila["proyecto"]]
        if not con_proyecto:
            frase = _("%(usd)s asegurados, ninguno en un proyecto publicado")
            return frase % {"usd": en_dolares(sum(fila["usd"] for fila in filas))}
        primero = con_proyecto[0]
    frase = {
        "donante": _("Mayor fuente: %(nombre)s, %(usd)s asegurados"),
        "pais": _("Mayor destino: %(nombre)s, %(usd)s asegurados"),
        "proyecto": _("Proyecto con más dinero asegurado: %(nombre)s, %(usd)s"),
    }[por]
    nombre = primero["nombre"] if por != "pais" or primero["pais"] else _("la región en conjunto")
    return frase % {"nombre": nombre, "usd": en_dolares(primero["usd"])}
