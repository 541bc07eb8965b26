"""Fictitious self-assessments of 2023 and 2024 with their proposals, and one collaborator."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping

from django.contrib.auth.models import Group
from django.utils import timezone

from actores import roles
from actores.models import Pais, Usuario
from planes.models import Actividad, Autoevaluacion, Colaboracion, Plan, Propuesta
from planes.operaciones import guardar_con_historia

SEMILLA = 2024

TERMINADAS = {
    2023: ("gt", "bz", "hn", "sv", "cr", "pa", "mx"),
    2024: ("gt", "sv", "cr", "mx", "do"),
}
BORRADORES = {2024: ("hn", "bz")}

FACILITADORES = (
    "Texto ficticio: la coordinación entre instituciones fue constante.",
    "Texto ficticio: hubo apoyo de la cooperación para los talleres.",
    "Texto ficticio: el personal formado en el primer semestre siguió en sus puestos.",
)
BARRERAS = (
    "Texto ficticio: la rotación del personal retrasó la formación.",
    "Texto ficticio: no hubo presupuesto para las visitas a la frontera.",
    "Texto ficticio: cada institución lleva sus registros de otra manera.",
)
LECCIONES = (
    "Texto ficticio: conviene acordar las fechas con las instituciones al empezar el año.",
    "Texto ficticio: las jornadas cortas reunieron a más personas.",
)
PROPUESTAS = (
    # obstacle, proposal, institution, state, follow-up
    (
        "Obstáculo ficticio: rotación del personal formado.",
        "Propuesta ficticia: repetir el curso cada semestre y grabarlo.",
        "Institución ficticia de formación",
        "en_curso",
        "Texto ficticio: se grabó la primera jornada.",
    ),
    (
        "Obstáculo ficticio: registros distintos en cada institución.",
        "Propuesta ficticia: adoptar una ficha única.",
        "Institución ficticia de estadística",
        "propuesta",
        "",
    ),
    (
        "Obstáculo ficticio: falta de transporte a los puestos fronterizos.",
        "Propuesta ficticia: compartir vehículos entre instituciones.",
        "Institución ficticia de migración",
        "hecha",
        "Texto ficticio: hay un calendario común de vehículos.",
    ),
    (
        "Obstáculo ficticio: poca difusión en lenguas indígenas.",
        "Propuesta ficticia: traducir el folleto a dos lenguas.",
        "",
        "propuesta",
        "",
    ),
)


def crear(plan: Plan, focales: Mapping[str, Usuario], clave: str) -> None:
    """Two years of self-assessments, with gaps; ``colabora-hn`` helps Honduras."""
    azar = random.Random(SEMILLA)
    for anio, codigos in TERMINADAS.items():
        for codigo in codigos:
            evaluar(plan, focales[codigo], codigo, anio, azar, terminada=True)
    for anio, codigos in BORRADORES.items():
        for codigo in codigos:
            evaluar(plan, focales[codigo], codigo, anio, azar, terminada=False)
    crear_colaborador(plan, focales["hn"], clave)


def evaluar(
    plan: Plan, focal: Usuario, codigo: str, anio: int, azar: random.Random, *, terminada: bool
) -> None:
    fecha = dt.date(anio, 12, azar.randint(1, 15))
    hecha = Autoevaluacion(
        plan=plan,
        pais=Pais.objects.get(codigo=codigo),
        anio=anio,
        fecha=fecha if terminada else None,
        instituciones="Institución ficticia de migración\nInstitución ficticia de la mujer",
        facilitadores=azar.choice(FACILITADORES),
        barreras=azar.choice(BARRERAS),
        lecciones=azar.choice(LECCIONES) if terminada else "",
    )
    if terminada:
        hecha.estado = Autoevaluacion.Estado.TERMINADA
        hecha.terminada_por = focal
        hecha.terminada_en = timezone.make_aware(dt.datetime.combine(fecha, dt.time(15)))
    guardar_con_historia(hecha, por=focal)
    for obstaculo, que, quien, estado, hecho in azar.sample(PROPUESTAS, azar.randint(1, 3)):
        propuesta = Propuesta(
            autoevaluacion=hecha,
            obstaculo=obstaculo,
            propuesta=que,
            responsable=quien,
            plazo=dt.date(anio + 1, azar.choice((6, 12)), 30),
            estado=estado,
            seguimiento=hecho,
        )
        guardar_con_historia(propuesta, por=focal)


def crear_colaborador(plan: Plan, focal: Usuario, clave: str) -> None:
    """A colleague in Honduras who fills the activities of objetivo 2."""
    persona = Usuario.objects.create_user(
        "colabora-hn@demo.example", clave, nombre="Colaboradora de Honduras (demostración)"
    )
    persona.groups.add(Group.objects.get_or_create(name=roles.COLABORADOR)[0])
    colaboracion = Colaboracion(
        usuario=persona,
        pais=Pais.objects.get(codigo="hn"),
        invitado_por=focal,
        desde=dt.date(2025, 7, 1),
    )
    guardar_con_historia(colaboracion, por=focal)
    suyas = Actividad.objects.para("nacional").filter(plan=plan, objetivo__numero=2)
    colaboracion.actividades.set(suyas)
