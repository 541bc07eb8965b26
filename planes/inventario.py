"""What a list of rows of a register says as a whole: its totals, and the table for a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import tablib
from django.db.models import DecimalField, F, QuerySet, Sum
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actores.models import nombre_de_campo
from planes.models import Accion, Alcance, Convenio, Participantes, Proyecto, Recurso, Registro
from planes.numeros import mostrar_numero
from planes.propuestas import CON_TODO

RELACIONADAS: dict[type[Registro], tuple[str, ...]] = {
    Accion: ("organizaciones",),
    Convenio: ("partes",),
    Proyecto: ("presentado_a",),
    Recurso: (),
}
"""The organisations that stand in a row."""


def completas(filas: QuerySet[Any], *, para_archivo: bool = False) -> QuerySet[Any]:
    """Rows with what a list, or a file, says of them, in a fixed number of queries."""
    modelo = filas.model
    directas = ["pais"] + (["donante", "proyecto", "convenio"] if modelo is Recurso else [])
    varias = [*CON_TODO[modelo], *(RELACIONADAS[modelo] if para_archivo else ())]
    if para_archivo and modelo is Accion:
        varias.append("alcances__canal__desagregacion")
    return filas.select_related(*directas).prefetch_related(*varias)


def totales(filas: QuerySet[Any]) -> list[str]:
    """What the rows add up to, in a few words each: ``12 acciones``, ``340 participantes``."""
    n = filas.count()
    if filas.model is Accion:
        frases = [ngettext("%(n)s acción", "%(n)s acciones", n) % {"n": escrito(n)}]
        unicas = filas.order_by().values("pk")
        grupos = Participantes.objects.filter(accion__in=unicas).aggregate(
            **{columna: Sum(columna) for columna in Participantes.SEXOS}
        )
        gente = sum(numero or 0 for numero in grupos.values())
        alcance = Alcance.objects.filter(accion__in=unicas).aggregate(n=Sum("personas"))["n"] or 0
        if gente:
            frase = ngettext("%(n)s participante", "%(n)s participantes", gente)
            frases.append(frase % {"n": escrito(gente)})
        if alcance:
            frase = ngettext("%(n)s persona alcanzada", "%(n)s personas alcanzadas", alcance)
            frases.append(frase % {"n": escrito(alcance)})
        return frases
    if filas.model is Convenio:
        return [ngettext("%(n)s convenio", "%(n)s convenios", n) % {"n": escrito(n)}]
    if filas.model is Proyecto:
        return [ngettext("%(n)s proyecto", "%(n)s proyectos", n) % {"n": escrito(n)}]
    frases = [ngettext("%(n)s aporte", "%(n)s aportes", n) % {"n": escrito(n)}]
    # Offered, signed and disbursed money is never one sum.
    dolares = Sum(
        F("monto") * F("tasa"), output_field=DecimalField(max_digits=20, decimal_places=2)
    )
    sumas = dict(
        Recurso.objects.filter(pk__in=filas.order_by().values("pk"))
        .order_by()
        .values_list("estado")
        .annotate(dolares=dolares)
    )
    for estado in Recurso.Estado:
        if estado in sumas:
            suma = round(Decimal(sumas[estado]), 2)
            frases.append(f"{estado.label}: USD {mostrar_numero(suma)}")
    return frases


def escrito(numero: int) -> str:
    return mostrar_numero(Decimal(numero))


def tabla(modelo: type[Registro], filas: Iterable[Any]) -> tablib.Dataset:
    """The rows as a table in the reader's words, for a file. ``filas`` are ``completas``."""
    datos = tablib.Dataset(title=str(modelo._meta.verbose_name_plural)[:31])
    renglones = [renglon(fila) for fila in filas]
    datos.headers = list(renglones[0] if renglones else renglon(modelo()))
    for celdas in renglones:
        datos.append([c.isoformat() if isinstance(c, dt.date) else c for c in celdas.values()])
    return datos


def renglon(fila: Any) -> dict[str, Any]:
    """One row: its cells by column name, in order; dates and numbers as they are."""
    guardada = fila.pk is not None
    celdas: dict[str, Any] = {
        _("Referencia"): fila.referencia,
        _("Quién"): fila.nombre_informante,
        _("Título"): fila.titulo,
        _("Fecha"): fila.fecha or "",
        **propias(fila),
        _("Actividades"): ", ".join(a.codigo for a in fila.actividades.all()) if guardada else "",
        _("Detalle"): fila.detalle,
    }
    return celdas


def propias(fila: Any) -> dict[str, Any]:
    """The columns of one register only."""
    nombres = {campo.name: str(capfirst(campo.verbose_name)) for campo in fila._meta.get_fields()
               if hasattr(campo, "verbose_name")}  # fmt: skip
    guardada = fila.pk is not None
    relacion = next(iter(RELACIONADAS[type(fila)]), "")
    quienes = ""
    if relacion and guardada:
        quienes = "; ".join(str(o) for o in getattr(fila, relacion).all())
    if isinstance(fila, Accion):
        grupos = list(fila.participantes.all()) if guardada else []
        alcances = list(fila.alcances.all()) if guardada else []
        return {
            nombres["tipo"]: fila.get_tipo_display(),
            nombres["fecha_fin"]: fila.fecha_fin or "",
            nombres["lugar"]: fila.lugar,
            nombres["modalidad"]: fila.get_modalidad_display(),
            **{
                nombre_de_campo(Participantes, c): sum(getattr(g, c) for g in grupos)
                for c in Participantes.SEXOS
            },
            _("Participantes"): sum(g.total for g in grupos),
            _("Personas alcanzadas"): sum(a.personas for a in alcances),
            _("Por qué canales"): "; ".join(
                f"{a.canal.desagregacion}, {a.canal}: {a.personas}" for a in alcances
            ),
            nombres["organizaciones"]: quienes,
        }
    if isinstance(fila, Convenio):
        return {
            nombres["tipo"]: fila.get_tipo_display(),
            nombres["estado"]: fila.get_estado_display(),
            nombres["partes"]: quienes,
            nombres["otras_partes"]: fila.otras_partes,
            nombres["vence"]: fila.vence or "",
            nombres["publicable"]: _("sí") if fila.publicable else _("no"),
        }
    if isinstance(fila, Proyecto):
        return {
            nombres["etapa"]: fila.get_etapa_display(),
            nombres["prioritario"]: _("sí") if fila.prioritario else _("no"),
            nombres["inicio"]: fila.inicio or "",
            nombres["fin"]: fila.fin or "",
            nombres["costo_usd"]: fila.costo_usd,
            nombres["presentado_a"]: quienes,
            nombres["resumen"]: fila.resumen,
            nombres["publicable"]: _("sí") if fila.publicable else _("no"),
        }
    return {
        nombres["donante"]: str(fila.donante) if fila.donante_id else "",
        nombres["estado"]: fila.get_estado_display(),
        nombres["monto"]: fila.monto,
        nombres["moneda"]: fila.moneda,
        nombres["tasa"]: fila.tasa,
        nombres["fecha_tasa"]: fila.fecha_tasa or "",
        _("Dólares"): fila.monto_usd if guardada else None,
        nombres["proyecto"]: str(fila.proyecto or ""),
        nombres["convenio"]: str(fila.convenio or ""),
    }
