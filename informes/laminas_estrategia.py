"""The Estrategia of a cut as a reader sees it: its actions in words, by year, and as a drawing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes.estrategia import CALIFICACIONES, FECHAS
from informes.figuras import Parte, en_idioma
from informes.formato import dia
from planes.estrategia import decir_dias, decir_retraso, entre
from planes.gantt import Barra, Grupo, gantt

SECCIONES = ("presentacion", "objetivo_general", "objetivo_especifico", "responsables",
             "temporalidad", "credito")  # fmt: skip
"""The printed texts that the page shows, of all that the document has."""

PARRAFOS_DE_PRESENTACION = 3
"""The others are thanks and the signature."""


def ejes(parte: Parte) -> list[Parte]:
    """The ejes with their actions in words (``accion``) and the metas of the plan to which they
    contribute, each once."""
    return [
        {
            **e,
            "acciones": [accion(a) for t in e["tacticas"] for a in t["acciones"]],
            "resultados": [r for t in e["tacticas"] for r in t["resultados"]],
            "contribuye_a": sin_repetir(
                m for t in e["tacticas"] for r in t["resultados"] for m in r["contribuye_a"]
            ),
        }
        for e in parte["ejes"]
    ]


def sin_repetir(metas: Iterable[Parte]) -> list[Parte]:
    """In the order of the plan."""
    por_codigo = {m["codigo"]: m for m in metas}
    return sorted(por_codigo.values(), key=lambda m: [int(n) for n in m["codigo"].split(".")])


def accion(a: Parte) -> Parte:
    """With ``nombre``, ``previsto``, ``real``, ``nota`` (its grade), ``atraso`` and ``tarde`` in
    words; each empty when there is nothing to say."""
    dias = {campo: dia(a[campo]) for campo in FECHAS}
    tarde = (
        (a["retraso"]["que"], dt.date.fromisoformat(a["retraso"]["dia"])) if a["retraso"] else None
    )
    nota = a["calificacion"]
    return {
        **a,
        **dias,
        "nombre": f"{a['codigo']} {en_idioma(a['corto'])}",
        "previsto": entre(dias["inicio_previsto"], dias["fin_previsto"]),
        "real": entre(dias["inicio_real"], dias["fin_real"]),
        "nota": en_idioma(CALIFICACIONES[nota]) if nota else "",
        "atraso": decir_retraso(tarde),
        "tarde": decir_dias(a["dias_tarde"]),
    }


def por_anio(todos: list[Parte]) -> list[dict[str, Any]]:
    """The actions of these ejes by the year in which they should end; without a date, last."""
    acciones = [a for e in todos for a in e["acciones"]]
    anios: dict[int | None, list[Parte]] = {}
    for a in sorted(acciones, key=lambda a: a["fin_previsto"] or dt.date.max):
        anios.setdefault(a["fin_previsto"].year if a["fin_previsto"] else None, []).append(a)
    return [
        {"anio": anio, "acciones": suyas, "atrasadas": sum(bool(a["atraso"]) for a in suyas)}
        for anio, suyas in anios.items()
    ]


def dibujo(parte: Parte, todos: list[Parte]) -> str:
    """The Gantt as SVG on the cut's day."""
    acciones = [a for e in todos for a in e["acciones"]]
    anios = [a[campo].year for a in acciones for campo in FECHAS if a[campo]]
    al = dt.date.fromisoformat(parte["al"])
    frase = ngettext(
        "%(n)d acción; %(tarde)d con retraso al %(hoy)s. La lista que sigue dice lo mismo.",
        "%(n)d acciones; %(tarde)d con retraso al %(hoy)s. La lista que sigue dice lo mismo.",
        len(acciones),
    ) % {"n": len(acciones), "tarde": parte["retrasadas"], "hoy": date_format(al)}
    return gantt(
        _("Cronograma: %(plan)s") % {"plan": en_idioma(parte["nombre"])},
        frase,
        [
            Grupo(f"{e['numero']}. {en_idioma(e['nombre'])}", [barra(a) for a in e["acciones"]])
            for e in todos
        ],
        inicio=dt.date(min([parte["desde"], *anios]), 1, 1),
        fin=dt.date(max([parte["hasta"], *anios]), 12, 31),
        hoy=al,
        rotulo_hoy=date_format(al, "SHORT_DATE_FORMAT"),
        sin_fechas=_("sin fechas"),
    )


def barra(a: Parte) -> Barra:
    return Barra(
        nombre=a["nombre"],
        clave=a["estado"],
        previsto=(a["inicio_previsto"], a["fin_previsto"]),
        real=(a["inicio_real"], a["fin_real"]),
        tarde=bool(a["atraso"]),
    )


def apartados(parte: Parte) -> dict[str, list[Parte]]:
    """The printed texts of the page, by type."""
    suyos = {tipo: [x for x in parte["apartados"] if x["tipo"] == tipo] for tipo in SECCIONES}
    suyos["presentacion"] = suyos["presentacion"][:PARRAFOS_DE_PRESENTACION]
    return suyos
