"""The desk: the admin's first page. What waits for this person, who has not reported, what is
due, the cuts; each role sees what is its own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from actores import directorio
from actores.admin_comun import url_de, url_del_modelo
from actores.admin_verificacion import vencidas
from actores.correo import sin_salir
from actores.models import LineaDenuncia
from informes import difusion, fechas
from informes.models import Campana, Corte, Noticia, Pagina, Publicacion, Ruta
from informes.models.editorial import Editorial
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
    if usuario.has_perm("informes.change_noticia"):
        todo["comunicacion"] = de_la_comunicacion()
    if permisos.es_secretaria(usuario):
        todo |= {"es_secretaria": True, "dudosos": dudosos(), "correos_sin_salir": sin_salir()}
        todo["por_verificar"] = por_verificar()
        todo["directorio"] = directorio.resumen()
    return todo


def de_la_estrategia() -> dict[str, int]:
    """What is late in the Estrategia: its actions, and what was to be published."""
    hoy = timezone.localdate()
    return {"acciones": estrategia.con_retraso(hoy), "difusiones": difusion.con_retraso(hoy)}


def por_verificar() -> list[tuple[str, int]]:
    """What the public sees and nobody has verified for a year: address and number, by table."""
    hoy = timezone.localdate()
    cuantas = (
        (url_del_modelo(modelo), modelo.objects.filter(vencidas(hoy)).count())
        for modelo in (LineaDenuncia, Ruta)
    )
    return [(f"{url}?verificacion=vencida", n) for url, n in cuantas]


CERCA = dt.timedelta(days=60)
"""How far ahead the communicators' key dates are shown."""
FECHAS = 20
"""And how many at most."""


def de_la_comunicacion() -> dict[str, Any]:
    """What is written for visitors and not seen by them yet, and the days to come: ``borradores``
    and ``programadas`` (pieces of every table), ``fechas`` (day and key date)."""
    ahora, hasta = timezone.now(), timezone.localdate() + CERCA
    borrador, publicado = Editorial.Estado.BORRADOR, Editorial.Estado.PUBLICADO
    ocultas = Q(estado=borrador) | Q(estado=publicado, publicar_en__gt=ahora)
    tablas: tuple[Any, ...] = (Noticia, Campana, Pagina, Publicacion)
    piezas = [pieza for tabla in tablas for pieza in tabla.objects.filter(ocultas)]
    borradores = [p for p in piezas if p.estado == borrador]
    programadas = [p for p in piezas if p.estado == publicado]
    dias = [(o.dia, o.fecha) for o in fechas.proximas(FECHAS) if o.dia <= hasta]
    return {
        "borradores": [(p, url_de(p)) for p in sorted(borradores, key=cuando_cambio, reverse=True)],
        "programadas": [(p, url_de(p, "salida")) for p in sorted(programadas, key=cuando_sale)],
        "fechas": dias,
    }


def cuando_cambio(pieza: Editorial) -> dt.datetime:
    return pieza.actualizado_en


def cuando_sale(pieza: Editorial) -> dt.datetime:
    return pieza.publicar_en or timezone.now()


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
