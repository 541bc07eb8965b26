"""How the answers to the Datos of an activity changed: who, when, from what to what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from planes.cuestionario import cuestionario_de
from planes.models import Avance, Dato, Valor, ValorDesagregado
from planes.numeros import mostrar_numero
from planes.respuestas import en_palabras, sin_partes


@dataclass(frozen=True)
class Cambio:
    """One answer, or one part of it, that somebody wrote, changed or took away."""

    que: str
    cuando: dt.datetime
    quien: Any
    """The user; None for what no person did."""
    antes: str
    ahora: str
    """Empty where there was, or is, no answer."""
    motivo: str


def cambios_de_datos(avance: Avance) -> list[Cambio]:
    """Of the activity's Datos in that report, the newest first. Seven queries."""
    hojas = cuestionario_de(avance.reporte).hojas
    datos = {
        d.pk: d for h in hojas if h.actividad.pk == avance.actividad_id for d in h.datos
    }  # fmt: skip
    valores = en_orden(Valor, reporte_id=avance.reporte_id, dato_id__in=datos)
    dato_de = {valor.id: datos[valor.dato_id] for valor in valores}
    partes = en_orden(ValorDesagregado, valor_id__in=dato_de)
    dichos = [
        *(((v.dato_id, 0), datos[v.dato_id].t.nombre, v, respuesta(datos[v.dato_id], v))
          for v in valores),
        *(((dato_de[p.valor_id].pk, p.categoria_id),
           f"{dato_de[p.valor_id].t.nombre}: {p.categoria}", p, mostrar_numero(p.numero))
          for p in partes),
    ]  # fmt: skip
    return sorted(de_versiones(dichos), key=lambda cambio: cambio.cuando, reverse=True)


def en_orden(modelo: Any, **filtro: Any) -> list[Any]:
    """Versions of rows, the oldest first."""
    versiones = modelo.history.filter(**filtro).order_by("history_date", "history_id")
    mas = ["categoria"] if modelo is ValorDesagregado else []
    return list(versiones.select_related("history_user", *mas))


def respuesta(dato: Dato, version: Any) -> str:
    return ". ".join(filter(None, [en_palabras(dato, sin_partes(dato, version)), version.nota]))


def de_versiones(
    dichos: Iterable[tuple[tuple[int, int], str, Any, str]],
) -> Iterator[Cambio]:
    """``dichos``: of each version which Dato and category (0: the whole) it is of, their name,
    itself, and what it says."""
    ultimos: dict[tuple[int, int], str] = {}
    for clave, que, version, texto in dichos:
        antes, ahora = ultimos.get(clave, ""), "" if version.history_type == "-" else texto
        ultimos[clave] = ahora
        if antes != ahora:  # sending writes rows too, without another answer
            yield Cambio(
                que, version.history_date, version.history_user, antes, ahora,
                version.history_change_reason or "",
            )  # fmt: skip
