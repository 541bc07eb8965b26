"""What the registers add up to for each Dato of a report, and which rows a sent report has used.

A Dato adds up as its ``Conteo`` says: rows of the informant (``pais``, or none for the region)
whose date lies in the semester; in the whole year for a Dato that is asked once a year. An empty
register proposes nothing: no rows is not zero.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from planes.cuestionario import se_pide
from planes.models import (
    Accion,
    Actividad,
    Autoevaluacion,
    Categoria,
    Conteo,
    Convenio,
    Dato,
    Participantes,
    Periodo,
    Proyecto,
    Recurso,
    Registro,
    Reporte,
)
from planes.models import Propuesta as PropuestaDePais
from planes.models.conteo import MEDIDAS_DE_TIPO
from planes.numeros import mostrar_numero

MODELOS: dict[str, type[Registro]] = {
    "accion": Accion,
    "convenio": Convenio,
    "proyecto": Proyecto,
    "recurso": Recurso,
}
"""The registers that have pages of their own, by the word in their addresses."""


Codigos = dict[tuple[str, str], int]
"""Ids of a Dato's categories by (disaggregation, category) code."""


CON_TODO: dict[type[Registro], tuple[str, ...]] = {
    Accion: ("actividades", "participantes", "alcances"),
    Convenio: ("actividades",),
    Proyecto: ("actividades",),
    Recurso: ("actividades",),
}
"""The relations of a register that are read when it is added up."""


@dataclass(frozen=True)
class Propuesta:
    """What the register adds up to for one Dato."""

    numero: Decimal
    partes: dict[int, Decimal]
    """By category id, of the Dato's own disaggregations only."""
    filas: int
    """How many rows were added up."""
    ruta: str
    """Address of the page that lists those rows."""


def sin_explicar(respuesta: Any, propuesta: Propuesta | None) -> str:
    """Asks why, where an answer (``numero``, ``nota``: Entrada or Valor) says another number than
    the register and no note; empty where there is nothing to ask."""
    if propuesta is None or respuesta.numero is None or respuesta.nota.strip():
        return ""
    if respuesta.numero == propuesta.numero:
        return ""
    return _("Usted declara %(dicho)s y el registro suma %(suma)s: diga por qué en la nota.") % {
        "dicho": mostrar_numero(respuesta.numero),
        "suma": mostrar_numero(propuesta.numero),
    }


def propuestas_de(reporte: Reporte, datos: Iterable[Dato] | None = None) -> dict[int, Propuesta]:
    """By Dato id, of those (``datos``: only these) for which the register has rows.

    At most eighteen queries, whatever the number of Datos and rows.
    """
    conteos = (
        Conteo.objects.filter(dato__tipo__in=MEDIDAS_DE_TIPO, dato__sensible=False)
        .select_related("dato")
        .prefetch_related("dato__desagregaciones__categorias")
    )
    if datos is not None:
        conteos = conteos.filter(dato__in=[dato.pk for dato in datos])
    pedidos = [c for c in conteos if se_pide(c.dato, reporte.informante, reporte.periodo)]
    actividades = actividades_de(pedidos, reporte.periodo)
    registros = {c.registro for c in pedidos}
    filas = {registro: list(filas_del_anio(registro, reporte)) for registro in registros}
    propuestas = {}
    for conteo in pedidos:
        suyas = actividades.get(conteo.dato_id, set())
        aportes = aportes_de(conteo, filas[conteo.registro], suyas, reporte.periodo)
        if aportes:
            propuestas[conteo.dato_id] = Propuesta(
                numero=sum((aporte.numero for aporte in aportes.values()), Decimal(0)),
                partes=juntar(aporte.partes for aporte in aportes.values()),
                filas=len(aportes),
                ruta=ruta(conteo, reporte),
            )
    return propuestas


def actividades_de(conteos: Iterable[Conteo], periodo: Periodo) -> dict[int, set[int]]:
    """Ids of the activities of the plan under which each Dato is printed, by Dato id."""
    halladas: dict[int, set[int]] = {}
    pares = Actividad.objects.filter(
        plan=periodo.plan_id, indicadores__dato__in=[c.dato_id for c in conteos]
    ).values_list("indicadores__dato", "pk")
    for dato, actividad in pares:
        halladas.setdefault(dato, set()).add(actividad)
    return halladas


def filas_del_anio(registro: str, reporte: Reporte) -> QuerySet[Any]:
    """The informant's rows of a register in the report's year, with what is added up of them."""
    periodo = reporte.periodo
    if registro == Conteo.Registro.AUTOEVALUACION:
        return Autoevaluacion.objects.filter(
            plan=periodo.plan_id, pais=reporte.pais_id, anio=periodo.anio
        )
    if registro == Conteo.Registro.PROPUESTA:
        return PropuestaDePais.objects.filter(
            autoevaluacion__plan=periodo.plan_id, autoevaluacion__pais=reporte.pais_id
        )
    filas = MODELOS[registro].objects.filter(pais=reporte.pais_id, fecha__year=periodo.anio)
    return filas.prefetch_related(*CON_TODO[MODELOS[registro]])


@dataclass(frozen=True)
class Aporte:
    """What one row adds to a Dato: a number, and its parts as (category id, number)."""

    numero: Decimal
    partes: tuple[tuple[int, int], ...] = ()


def aportes_de(
    conteo: Conteo, filas: Iterable[Any], actividades: set[int], periodo: Periodo
) -> dict[int, Aporte]:
    """By row id, what each row that counts for the Dato in that period adds to it.

    ``actividades`` are those under which the Dato is printed. Reads what ``filas_del_anio``
    prefetches.
    """
    codigos = categorias_de(conteo.dato)
    aportes = {}
    for fila in filas:
        if cae_en(conteo, fila, periodo) and sirve(conteo, fila, actividades):
            aporte = MEDIDAS[conteo.medida](fila, codigos)
            if aporte is not None:
                aportes[fila.pk] = aporte
    return aportes


def de_fila(fila: Any, codigos: Codigos) -> Aporte:
    return Aporte(Decimal(1))


def de_monto(fila: Recurso, codigos: Codigos) -> Aporte:
    return Aporte(fila.monto_usd)


def de_participantes(fila: Accion, codigos: Codigos) -> Aporte | None:
    """The people who took part, by sector and by sex; None where nobody wrote them down."""
    grupos = list(fila.participantes.all())
    propias = set(codigos.values())
    partes = [(grupo.sector_id, grupo.total) for grupo in grupos if grupo.sector_id in propias]
    for columna, codigo in Participantes.SEXOS.items():
        if categoria := codigos.get(("sexo", codigo)):
            partes.append((categoria, sum(getattr(grupo, columna) for grupo in grupos)))
    total = Decimal(sum(grupo.total for grupo in grupos))
    return Aporte(total, tuple(partes)) if grupos else None


def de_alcance(fila: Accion, codigos: Codigos) -> Aporte | None:
    """The people reached by the Dato's own media or channels; None where there are none."""
    propias = set(codigos.values())
    partes = [(a.canal_id, a.personas) for a in fila.alcances.all() if a.canal_id in propias]
    return Aporte(Decimal(sum(n for _canal, n in partes)), tuple(partes)) if partes else None


MEDIDAS: dict[str, Callable[[Any, Codigos], Aporte | None]] = {
    Conteo.Medida.FILAS: de_fila,
    Conteo.Medida.MONTO: de_monto,
    Conteo.Medida.PARTICIPANTES: de_participantes,
    Conteo.Medida.ALCANCE: de_alcance,
}


def juntar(todas: Iterable[tuple[tuple[int, int], ...]]) -> dict[int, Decimal]:
    """Parts of many rows as one, by category id; those with nothing are left out."""
    suma: dict[int, Decimal] = {}
    for partes in todas:
        for categoria, numero in partes:
            if numero:
                suma[categoria] = suma.get(categoria, Decimal(0)) + numero
    return suma


def categorias_de(dato: Dato) -> Codigos:
    """Id of each category of the Dato's disaggregations, by (disaggregation, category) code."""
    return {
        (desagregacion.codigo, categoria.codigo): categoria.pk
        for desagregacion in dato.desagregaciones.all()
        for categoria in desagregacion.categorias.all()
    }


def cae_en(conteo: Conteo, fila: Any, periodo: Periodo) -> bool:
    """Whether a row is of the time of which the Dato is asked in that period."""
    anual = conteo.dato.periodicidad == Dato.Periodicidad.ANUAL
    desde = dt.date(periodo.anio, 1, 1) if anual else periodo.inicio
    return desde <= dia_de(fila, periodo) <= periodo.fin


def sirve(conteo: Conteo, fila: Any, actividades: set[int]) -> bool:
    """Whether a row is of the kind, in the state and for an activity that the Dato asks for."""
    if conteo.clases and getattr(fila, "tipo", "") not in conteo.clases:
        return False
    if conteo.estados and estado_de(fila) not in conteo.estados:
        return False
    if not conteo.solo_sus_actividades:
        return True
    return any(actividad.pk in actividades for actividad in fila.actividades.all())


def estado_de(fila: Any) -> str:
    """Its ``estado``; of a project its ``etapa``; empty for what has neither."""
    return getattr(fila, "etapa", "") or getattr(fila, "estado", "")


def dia_de(fila: Any, periodo: Periodo) -> dt.date:
    """The day on which a row counts."""
    if isinstance(fila, Autoevaluacion):
        return periodo.fin  # of the year, asked of it at its end
    if isinstance(fila, PropuestaDePais):
        return timezone.localtime(fila.creada_en).date()
    dia: dt.date = fila.fecha
    return dia


def ruta(conteo: Conteo, reporte: Reporte) -> str:
    """Address of the list of the rows that were added up, or of the page where they are kept."""
    if conteo.registro not in MODELOS:
        return reverse("planes:autoevaluaciones")
    anual = conteo.dato.periodicidad == Dato.Periodicidad.ANUAL
    periodo = reporte.periodo
    pregunta = {
        "tipo": conteo.registro,
        "pais": reporte.pais.codigo if reporte.pais else "regional",
        "periodo": str(periodo.anio) if anual else f"{periodo.anio}-{periodo.semestre}",
        "dato": conteo.dato.codigo,
    }
    return f"{reverse('planes:registro')}?{urlencode(pregunta)}"


# --- Rows that a sent report has used --------------------------------------------------------

ENTREGADO = (Reporte.Estado.ENVIADO, Reporte.Estado.APROBADO)


def semestre_de(fecha: dt.date) -> tuple[int, int]:
    """Year and semester of a day."""
    return fecha.year, 1 if fecha.month <= 6 else 2


def bloqueadas(filas: Iterable[Registro]) -> set[int]:
    """Primary keys of the rows (of one register) that a sent report has used, in one query.

    A row is locked while the newest report of its informant and semester is sent or approved,
    if it was written down before that.
    """
    filas = list(filas)
    cuando = {(fila.pais_id, *semestre_de(fila.fecha)) for fila in filas}
    entregas: dict[tuple[int | None, int, int], dt.datetime] = {}
    if cuando:
        reportes = Reporte.objects.ultimos().filter(
            estado__in=ENTREGADO, periodo__anio__in={anio for _pais, anio, _semestre in cuando}
        )
        for *clave, enviado in reportes.values_list(
            "pais", "periodo__anio", "periodo__semestre", "enviado_en"
        ):
            pais, anio, semestre = clave
            if enviado is not None:
                previo = entregas.get((pais, anio, semestre), enviado)
                entregas[pais, anio, semestre] = max(previo, enviado)
    return {
        fila.pk
        for fila in filas
        if (entrega := entregas.get((fila.pais_id, *semestre_de(fila.fecha))))
        and fila.creado_en <= entrega
    }


def bloqueada(fila: Registro) -> bool:
    """Whether a sent report has used this row, so that it may no longer change."""
    return bool(bloqueadas([fila]))


def canales() -> QuerySet[Categoria]:
    """The media and channels by which an action reaches people."""
    return (
        Categoria.objects.filter(desagregacion__codigo__in=["medio", "canal"])
        .select_related("desagregacion")
        .order_by("-desagregacion__codigo", "orden")
    )
