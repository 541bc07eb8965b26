"""The list of who has not confirmed the directory's data, mailed to the ST while there is somebody
on it: once a month to each person (R37)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from .correo import enviar_correo
from .directorio import Turno, por_confirmar
from .models import CorreoEnviado, Usuario
from .roles import SECRETARIA_TECNICA

PLANTILLA = "actores/correo/directorio_por_confirmar"
CADA = dt.timedelta(days=30)


def recordar(hoy: dt.date | None = None, *, simular: bool = False) -> list[Usuario]:
    """Whom it wrote to (or would, with ``simular``) on that day, today unless said.

    The mail's own row says when it was sent last, so a second run sends nothing twice.
    """
    hoy = hoy or timezone.localdate()
    turnos = [t for t in por_confirmar(hoy=hoy) if t.organizacion.publicable or t.cambios]
    if not turnos:
        return []
    personas = Usuario.objects.filter(groups__name=SECRETARIA_TECNICA, is_active=True)
    return [p for p in personas.order_by("pk") if le_toca(p, hoy, turnos, simular=simular)]


@transaction.atomic
def le_toca(persona: Usuario, hoy: dt.date, turnos: list[Turno], *, simular: bool) -> bool:
    """Writes to the person, unless it did within the month."""
    # Locked: of two runs at the same moment only one writes.
    Usuario.objects.select_for_update().get(pk=persona.pk)
    ultimos = CorreoEnviado.objects.filter(para=persona, plantilla=PLANTILLA)
    if ultimos.filter(creado_en__date__gt=hoy - CADA).exists():
        return False
    if not simular:
        con_cambios = [t.organizacion for t in turnos if t.cambios]
        contexto = {
            "con_cambios": con_cambios,
            "faltan": [t.organizacion for t in turnos if not t.cambios],
            "total": len(turnos),
        }
        ruta = reverse("admin:actores_directorio_por_confirmar")
        enviar_correo(para=persona, plantilla=PLANTILLA, contexto=contexto, ruta=ruta)
    return True
