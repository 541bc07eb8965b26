"""Writing in the registers: actions, agreements, projects and money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from actores.roles import SECRETARIA_TECNICA, tiene_rol
from planes import permisos
from planes.models import Accion, Alcance, Convenio, Participantes, Proyecto, Registro
from planes.propuestas import bloqueada

from .comun import Conflicto, borrar_con_historia, guardar_con_historia

Fila = TypeVar("Fila", bound=Registro)


class Bloqueada(PermissionDenied):
    """A sent report has used the row, or would have used it with its new date."""


@transaction.atomic
def guardar_fila(
    *,
    fila: Fila,
    version: int,
    relaciones: Mapping[str, Iterable[models.Model]],
    por: Usuario,
    participantes: Mapping[int, Mapping[str, int]] | None = None,
    alcances: Mapping[int, int] | None = None,
) -> Fila:
    """Saves a row of a register with what hangs on it.

    ``fila`` holds the new values, ``version`` the one the page was read with (0 for a new row),
    ``relaciones`` the rows of each many-to-many field. For an action ``participantes`` are the
    numbers by column (``Participantes.SEXOS``) of each sector's category id, and ``alcances``
    the people reached by each channel's category id; a sector or channel with nothing is removed,
    None leaves all as they are. Raises PermissionDenied for a stranger, Bloqueada when a sent
    report has used the row, and Conflicto when somebody saved in between (nothing is written).
    """
    if fila.pk:
        actual = tomar_fila(fila, version)
        exigir_libre(actual, por)
        if isinstance(fila, Proyecto | Convenio) and isinstance(actual, Proyecto | Convenio):
            fila.publicable = sigue_publicable(actual, fila, por)
    else:
        fila.creado_por = por
    exigir_libre(fila, por)
    servidas = [actividad.pk for actividad in relaciones.get("actividades", ())]
    if not permisos.puede_servir_a(por, fila.pais_id, servidas):
        raise PermissionDenied(
            _("Usted colabora en algunas actividades: elija una de esas, o varias, y ninguna otra.")
        )
    fila.version = version + 1
    fila.actualizado_por, fila.actualizado_en = por, timezone.now()
    guardar_con_historia(fila, por=por)
    for campo, elegidas in relaciones.items():
        getattr(fila, campo).set(elegidas)
    if isinstance(fila, Accion):
        if participantes is not None:
            guardar_participantes(fila, participantes, por)
        if alcances is not None:
            guardar_alcances(fila, alcances, por)
    return fila


@transaction.atomic
def borrar_fila(*, fila: Registro, por: Usuario) -> None:
    """Deletes a row with its files; its history stays.

    Raises PermissionDenied, Bloqueada, and ProtectedError when money hangs on it.
    """
    exigir_libre(tomar_fila(fila), por)
    borrar_con_historia(fila, por=por)


def tomar_fila(fila: Fila, version: int | None = None) -> Fila:
    """The row as it is saved now, locked for writing. Raises Conflicto for another ``version``."""
    filas: Any = type(fila)._default_manager
    actual: Fila = filas.select_for_update(of=("self",)).get(pk=fila.pk)
    if version is not None and actual.version != version:
        raise Conflicto(actual)
    return actual


def exigir_libre(fila: Registro, por: Usuario) -> None:
    """Raises PermissionDenied unless that person may write this row as it is."""
    if not permisos.puede_anotar_fila(por, fila):
        raise PermissionDenied(_("Usted no puede cambiar esa fila del registro."))
    if bloqueada(fila):
        raise Bloqueada(
            _("El reporte de ese semestre ya se envió y cuenta esta fila: no se puede cambiar.")
        )


def sigue_publicable(actual: Proyecto | Convenio, nuevo: Proyecto | Convenio, por: Usuario) -> bool:
    """The ST authorises texts, not rows: what somebody else rewrites waits for it again."""
    if tiene_rol(por, (SECRETARIA_TECNICA,)):
        return actual.publicable
    return actual.publicable and all(
        getattr(actual, campo) == getattr(nuevo, campo) for campo in nuevo.PUBLICO
    )


def guardar_participantes(
    accion: Accion, escritos: Mapping[int, Mapping[str, int]], por: Usuario
) -> None:
    antes = {p.sector_id: p for p in accion.participantes.all()}
    for sector, numeros in escritos.items():
        grupo = antes.pop(sector, None)
        nuevo = {columna: numeros.get(columna, 0) for columna in Participantes.SEXOS}
        if not any(nuevo.values()):
            if grupo is not None:
                borrar_con_historia(grupo, por=por)
            continue
        grupo = grupo or Participantes(accion=accion, sector_id=sector)
        if grupo.pk is None or any(getattr(grupo, c) != n for c, n in nuevo.items()):
            for columna, numero in nuevo.items():
                setattr(grupo, columna, numero)
            guardar_con_historia(grupo, por=por)
    for sobrante in antes.values():
        borrar_con_historia(sobrante, por=por)


def guardar_alcances(accion: Accion, escritos: Mapping[int, int], por: Usuario) -> None:
    antes = {a.canal_id: a for a in accion.alcances.all()}
    for canal, personas in escritos.items():
        alcance = antes.pop(canal, None)
        if not personas:
            if alcance is not None:
                borrar_con_historia(alcance, por=por)
            continue
        alcance = alcance or Alcance(accion=accion, canal_id=canal, personas=0)
        if alcance.personas != personas:
            alcance.personas = personas
            guardar_con_historia(alcance, por=por)
    for sobrante in antes.values():
        borrar_con_historia(sobrante, por=por)
