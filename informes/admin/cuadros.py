"""The content plan as tables to download: the matrix, and the calendar row by row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext as _

from informes.difusion import ESTADOS, Bloque, Cuenta, estado_de
from informes.models import Difusion
from planes.planilla.cuadro import Cuadro


def matriz_en_cuadro(bloques: Iterable[Bloque]) -> Cuadro:
    """One row for each message, product and channel of an audience."""
    return Cuadro(
        nombre=_("Plan de contenido"),
        titulo=_("Plan de contenido por público"),
        columnas=[
            (_("Público"), 40), (_("Clase"), 20), (_("Contenido"), 70), (_("Tiempos"), 18),
            (_("Previstas"), 11), (_("Publicadas"), 11), (_("Con retraso"), 11),
            (_("Por publicar"), 11), (_("Personas alcanzadas"), 13),
            (_("Con alcance conocido"), 13),
        ],
        filas=[
            [
                str(bloque.publico),
                clase.titulo,
                renglon.fila.t.texto if clase.campo == "mensaje" else renglon.fila.t.nombre,
                renglon.fila.t.tiempos if clase.campo == "producto" else "",
                *numeros(renglon.cuenta),
            ]
            for bloque in bloques
            for clase in bloque.clases
            for renglon in clase.renglones
        ],
        fijas=3,
    )  # fmt: skip


def numeros(cuenta: Cuenta) -> list[int | None]:
    """A reach that nobody knows is empty, not 0."""
    return [
        cuenta.previstas,
        cuenta.publicadas,
        cuenta.con_retraso,
        cuenta.por_publicar,
        cuenta.alcance if cuenta.con_alcance else None,
        cuenta.con_alcance,
    ]


def calendario_en_cuadro(difusiones: Iterable[Difusion], hoy: dt.date) -> Cuadro:
    """One row a Difusion."""
    return Cuadro(
        nombre=_("Calendario"),
        titulo=_("Calendario de difusión"),
        columnas=[
            (_("Previsto para el"), 12), (_("Publicado el"), 12), (_("Estado"), 14),
            (_("Qué se difunde"), 40), (_("Público"), 34), (_("Mensaje clave"), 46),
            (_("Producto"), 30), (_("Medio de difusión"), 30), (_("Personas alcanzadas"), 13),
            (_("Enlace"), 34), (_("Nota"), 40),
        ],
        filas=[
            [
                d.previsto,
                d.publicado,
                str(ESTADOS[estado_de(d, hoy)]),
                d.titulo,
                str(d.publico),
                d.mensaje.t.texto if d.mensaje else "",
                d.producto.t.nombre if d.producto else "",
                d.medio.t.nombre if d.medio else "",
                d.alcance,
                d.enlace,
                d.nota,
            ]
            for d in difusiones
        ],
        fijas=4,
    )  # fmt: skip
