"""Projects, money and agreements of the registers that may enter a data cut.

Projects are those that the ST lets be published. Money and agreements enter when an approved
report has used them, or when the ST lets them be published: an agreement by itself, money with its
project. An approved report uses the rows of its informant and semester that were written down
before it was sent (``propuestas.bloqueadas``); a row that was changed while that report is being
corrected waits until the correction is approved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Prefetch

from actores import models as actores
from planes import models as m
from planes.calculo import REGION
from planes.cuestionario import se_pide
from planes.propuestas import actividades_de, semestre_de, sirve

from .valores import Aporte, Convenio, Proyecto, Recurso

Entregas = Mapping[tuple[int | None, int, int], Any]
"""The approved reports that count, by country, year and semester; ``en_correccion``: whether a
newer version is being written or waits for approval."""


def leer_proyectos(plan: m.Plan) -> tuple[Proyecto, ...]:
    """Those of the plan that the ST lets be published. No reports stand behind them: as they are
    now, with their money. Four queries."""
    filas = (
        m.Proyecto.objects.filter(publicable=True, actividades__plan=plan)
        .exclude(etapa=m.Proyecto.Etapa.DESCARTADO)
        .distinct()
        .select_related("pais")
        .prefetch_related(
            Prefetch("actividades", plan.actividades.order_by("orden")),
            Prefetch("presentado_a", actores.Organizacion.objects.order_by("codigo")),
            Prefetch(
                "recursos",
                m.Recurso.objects.select_related("donante").order_by("fecha", "referencia"),
            ),
        )
        .order_by("referencia")
    )
    return tuple(
        Proyecto(
            codigo=p.referencia.lower(),
            titulo={"es": p.titulo, "en": p.titulo_en or p.titulo},
            resumen={"es": p.resumen, "en": p.resumen_en or p.resumen},
            etapa=p.etapa,
            fecha=p.fecha,
            prioritario=p.prioritario,
            inicio=p.inicio,
            fin=p.fin,
            costo=p.costo_usd,
            pais=p.pais.codigo if p.pais else REGION,
            actividades=tuple(a.codigo for a in p.actividades.all()),
            presentado_a=tuple(o.ambos("nombre") for o in p.presentado_a.all() if o.publicable),
            sin_nombrar=sum(not o.publicable for o in p.presentado_a.all()),
            aportes=tuple(Aporte(**aporte(r)) for r in p.recursos.all()),
        )
        for p in filas
    )


def aporte(recurso: m.Recurso) -> dict[str, Any]:
    """What is told of any money: the fields of an ``Aporte``."""
    donante = recurso.donante
    return {
        "estado": recurso.estado,
        "fecha": recurso.fecha,
        "monto": recurso.monto,
        "moneda": recurso.moneda,
        "usd": recurso.monto_usd,
        "tasa": recurso.tasa,
        "fecha_tasa": recurso.fecha_tasa,
        "donante": donante.codigo,
        "nombre": donante.ambos("nombre") if donante.publicable else None,
    }


def leer_recursos(entregas: Entregas, proyectos: Iterable[Proyecto]) -> tuple[Recurso, ...]:
    """Money that may be told, by date. Four queries."""
    autorizados = {p.codigo for p in proyectos}
    filas = (
        m.Recurso.objects.select_related("donante", "pais", "proyecto")
        .prefetch_related("actividades")
        .order_by("fecha", "referencia")
    )
    conteos = list(
        m.Conteo.objects.filter(registro=m.Conteo.Registro.RECURSO, dato__sensible=False)
        .select_related("dato")
        .order_by("dato__orden")
    )
    periodo = next((r.periodo for r in entregas.values()), None)
    actividades = actividades_de(conteos, periodo) if periodo else {}
    hechos = []
    for r in filas:
        reporte = aprobado_con(r, entregas)
        proyecto = r.proyecto.referencia.lower() if r.proyecto else None
        if reporte is None and proyecto not in autorizados:
            continue
        hechos.append(
            Recurso(
                **aporte(r),
                codigo=r.referencia.lower(),
                pais=r.pais.codigo if r.pais else REGION,
                proyecto=proyecto,
                datos=tuple(
                    c.dato.codigo
                    for c in conteos
                    if reporte
                    and se_pide(c.dato, reporte.informante, None)
                    and sirve(c, r, actividades.get(c.dato_id, set()))
                ),
                aprobado=reporte is not None,
            )
        )
    return tuple(hechos)


def leer_convenios(entregas: Entregas) -> tuple[Convenio, ...]:
    """Agreements that may be told or at least counted, by date. Two queries."""
    filas = (
        m.Convenio.objects.select_related("pais")
        .prefetch_related(Prefetch("partes", actores.Organizacion.objects.order_by("codigo")))
        .order_by("fecha", "referencia")
    )
    return tuple(
        Convenio(
            codigo=c.referencia.lower(),
            titulo={"es": c.titulo, "en": c.titulo_en or c.titulo} if c.publicable else None,
            tipo=c.tipo,
            estado=c.estado,
            fecha=c.fecha,
            vence=c.vence,
            pais=c.pais.codigo if c.pais else REGION,
            partes=tuple(o.ambos("nombre") for o in c.partes.all() if o.publicable),
            sin_nombrar=sum(not o.publicable for o in c.partes.all()),
            otras=bool(c.otras_partes.strip()),
        )
        for c in filas
        if c.publicable or aprobado_con(c, entregas)
    )


def aprobado_con(fila: m.Registro, entregas: Entregas) -> Any:
    """The approved report that has used the row as it is now; None when there is none."""
    reporte = entregas.get((fila.pais_id, *semestre_de(fila.fecha)))
    if reporte is None or fila.creado_en > reporte.enviado_en:
        return None
    tocada = fila.actualizado_en is not None and fila.actualizado_en > reporte.enviado_en
    return None if tocada and reporte.en_correccion else reporte
