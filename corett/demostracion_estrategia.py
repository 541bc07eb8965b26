"""Fictitious follow-up of the Estrategia's actions, and Difusiones of its content plan."""

from __future__ import annotations

import datetime as dt
import random

from django.utils import timezone

from actores.models import PublicoMeta, Usuario
from informes.models import Difusion, Medio, Mensaje, Producto
from planes.models import Actividad, Plan, Seguimiento
from planes.operaciones import guardar_con_historia

SEMILLA = 2027
PLAN = "evc-2019-2027"
PLANEADO = dt.date(2022, 1, 17)
"""By then every action had its dates."""

ESTADOS = {
    1: "completada", 2: "completada", 3: "en_curso", 4: "en_curso", 5: "en_curso", 6: "en_curso",
    7: "suspendida", 8: "no_iniciada",
}  # fmt: skip
"""Where the actions of each eje stand, more or less: the first ones go ahead of the last."""


def crear(autora: Usuario) -> None:
    """A state for every action, adjustments in some, and fifteen Difusiones."""
    azar = random.Random(SEMILLA)
    plan = Plan.objects.get(codigo=PLAN)
    hoy = timezone.localdate()
    acciones = Actividad.objects.filter(plan=plan).select_related("objetivo__eje")
    for lugar, accion in enumerate(acciones.order_by("orden")):
        seguir(accion, lugar, hoy, azar, autora)
    difundir(hoy, azar, autora)


def seguir(
    accion: Actividad, lugar: int, hoy: dt.date, azar: random.Random, autora: Usuario
) -> None:
    eje = accion.objetivo.eje.numero
    estado = ESTADOS[eje]
    if lugar % 5 == 4 and estado == "en_curso":
        estado = "no_iniciada"
    elif lugar % 3 == 0 and estado == "en_curso":
        estado = "completada"
    inicio = dt.date(2019 + eje - 1, azar.choice((1, 4, 9)), 1)
    fin = inicio + dt.timedelta(days=azar.choice((365, 548, 730)))
    if estado != "completada" and lugar % 3:
        inicio, fin = (
            dt.date(2024 + eje // 4, inicio.month, 1),
            dt.date(2027, azar.choice((3, 6)), 30),
        )
    suyo = Seguimiento(
        actividad=accion,
        inicio_previsto=inicio,
        fin_previsto=fin,
        version=1,
        actualizado_por=autora,
    )
    anotar(suyo, min(inicio - dt.timedelta(days=60), PLANEADO), autora)
    if estado == "no_iniciada":
        return
    empezo = min(inicio + dt.timedelta(days=azar.randint(0, 90)), hoy)
    suyo.estado, suyo.inicio_real = "en_curso", empezo
    suyo.cumplimiento = "Texto ficticio de demostración: se cumplió una parte de la acción."
    anotar(suyo, empezo, autora)
    if lugar % 4 == 1:
        suyo.fin_previsto = fin = fin + dt.timedelta(days=184)
        motivo = "Motivo ficticio: se movió la sesión plenaria."
        anotar(suyo, min(empezo + dt.timedelta(days=200), hoy), autora, motivo)
    if estado == "completada":
        dias = azar.randint(-60, 120)
        suyo.estado, suyo.calificacion = estado, azar.choice((3, 4, 5))
        suyo.fin_real = min(max(fin + dt.timedelta(days=dias), empezo), hoy)
        suyo.cumplimiento = "Texto ficticio de demostración: la acción se cumplió."
        anotar(suyo, suyo.fin_real, autora)
    if estado == "suspendida":
        suyo.estado, suyo.calificacion = estado, 2
        suyo.dificultades = "Texto ficticio de demostración: faltó financiamiento."
        anotar(suyo, min(empezo + dt.timedelta(days=120), hoy), autora)


def anotar(suyo: Seguimiento, dia: dt.date, autora: Usuario, motivo: str = "") -> None:
    """Saves it as if on that day; each time is a new version."""
    suyo.version += suyo.pk is not None
    suyo._history_date = timezone.make_aware(dt.datetime.combine(dia, dt.time(10)))  # type: ignore[attr-defined]
    guardar_con_historia(suyo, por=autora, motivo=motivo)


def difundir(hoy: dt.date, azar: random.Random, autora: Usuario) -> None:
    """Most of them published, some late, the rest still to come."""
    con_productos = PublicoMeta.objects.filter(productos__isnull=False)
    publicos = list(con_productos.distinct().order_by("numero"))
    for lugar in range(15):
        publico = publicos[lugar % len(publicos)]
        producto = azar.choice(list(Producto.objects.filter(publico=publico)))
        previsto = hoy + dt.timedelta(days=30 * (lugar - 11) + azar.randint(-9, 9))
        hecho = Difusion(
            publico=publico,
            producto=producto,
            mensaje=azar.choice([*Mensaje.objects.filter(publico=publico), None]),
            medio=azar.choice(list(Medio.objects.filter(publico=publico))),
            titulo=f"Difusión ficticia {lugar + 1}: {producto.nombre}"[:200],
            previsto=previsto,
            nota="Texto ficticio de demostración.",
            anotado_por=autora,
        )
        if previsto < hoy and lugar % 5 != 3:
            hecho.publicado = min(previsto + dt.timedelta(days=azar.randint(0, 12)), hoy)
            hecho.alcance = azar.choice((120, 640, 1850, None))
        guardar_con_historia(hecho, por=autora)
