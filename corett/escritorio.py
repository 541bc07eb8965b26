"""The desk: the admin's first page. What waits for this person, who has not reported, what is
due, the cuts; each role sees what is its own."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from actores.correo import sin_salir
from informes import difusion
from informes.models import Corte
from planes import agenda, estrategia, permisos, tablero
from planes.models import LugarDudoso, Plan, Reporte


def contexto(usuario: Any, eje: str = "") -> dict[str, Any]:
    """``eje``: the number, as text, of the eje whose matrix is shown; else the first."""
    propias = [linea for linea in agenda.propias(usuario) if linea.pendiente]
    todo: dict[str, Any] = {"propias": propias}
    if permisos.ve_estados(usuario):
        todo |= del_periodo(usuario, eje)
    if permisos.lee_reportes(usuario):
        todo |= {"esperan": esperan(usuario), "cortes": de_los_cortes()}
    if permisos.lee_estrategia(usuario):
        todo["estrategia"] = de_la_estrategia()
    if permisos.es_secretaria(usuario):
        todo |= {"es_secretaria": True, "dudosos": dudosos(), "correos_sin_salir": sin_salir()}
    return todo


def de_la_estrategia() -> dict[str, int]:
    """What is late in the Estrategia: its actions, and what was to be published."""
    hoy = timezone.localdate()
    return {"acciones": estrategia.con_retraso(hoy), "difusiones": difusion.con_retraso(hoy)}


def dudosos() -> list[Plan]:
    """The plans with doubtful places that nobody has settled, each with how many (``n``)."""
    pendiente = Q(lugares_dudosos__estado=LugarDudoso.Estado.PENDIENTE)
    pendientes = Count("lugares_dudosos", filter=pendiente)
    return list(Plan.objects.annotate(n=pendientes).filter(n__gt=0).order_by("inicio", "pk"))


def del_periodo(usuario: Any, eje: str) -> dict[str, Any]:
    """The board of the newest period that has opened."""
    periodo = tablero.periodo_actual(tablero.periodos())
    if periodo is None:
        return {}
    tabla = tablero.tablero(periodo)
    matrices = tablero.matrices(tabla) if permisos.lee_reportes(usuario) else []
    elegida = next((m for m in matrices if str(m.eje.numero) == eje), None)
    hoy = timezone.localdate()
    return {
        "periodo": periodo,
        "tablero": tabla,
        "dias": (periodo.vence - hoy).days,
        "dias_cierre": (periodo.cierra - hoy).days,
        "matrices": matrices,
        "matriz": elegida or next(iter(matrices), None),
        "claves": [(clave, tablero.nombre_de(clave)) for clave in tablero.CLAVES],
    }


def esperan(usuario: Any) -> list[tuple[Reporte, int]]:
    """The reports, of any period, that this person can review, with days since they came;
    the one that has waited longest first."""
    ahora = timezone.now()
    enviados = (
        Reporte.objects.visibles_para(usuario)
        .filter(estado=Reporte.Estado.ENVIADO)
        .select_related("periodo__plan", "pais")
        .order_by("enviado_en")
    )
    return [
        (reporte, (ahora - (reporte.enviado_en or ahora)).days)
        for reporte in enviados
        if permisos.puede(usuario, "aprobar", reporte)
    ]


def de_los_cortes() -> dict[str, Any]:
    """The cut in force, those prepared and not published, and what was approved since the
    newest was prepared."""
    ultimo = Corte.objects.filter(plan__tipo=Plan.Tipo.OPERATIVO).first()
    nuevos = Reporte.objects.filter(estado=Reporte.Estado.APROBADO)
    if ultimo is not None:
        nuevos = nuevos.filter(revisado_en__gt=ultimo.creado_en)
    return {
        "vigente": Corte.objects.vigente(),
        "preparados": Corte.objects.filter(estado=Corte.Estado.PREPARADO).select_related("plan"),
        "aprobados_despues": nuevos.count(),
    }
