"""Mails about a report: sent, returned, approved. Delivery: ``actores.correo``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from actores.correo import enviar_correo
from actores.models import PuntoFocal, Usuario
from actores.roles import PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA, tiene_rol
from planes.models import Observacion, Reporte


def informantes_de(reporte: Reporte) -> list[Usuario]:
    """Who answers for the report: the country's focal points, or the ST."""
    if reporte.pais is None:
        return con_rol(SECRETARIA_TECNICA)
    focales = PuntoFocal.objects.vigentes().filter(pais=reporte.pais).select_related("usuario")
    return [f.usuario for f in focales if tiene_rol(f.usuario, (PUNTO_FOCAL,))]


def revisores_de(reporte: Reporte) -> list[Usuario]:
    """Who is told that a report waits: the ST, or the Presidencia for the regional one."""
    return con_rol(PRESIDENCIA if reporte.es_regional else SECRETARIA_TECNICA)


def con_rol(rol: str) -> list[Usuario]:
    return list(Usuario.objects.filter(groups__name=rol, is_active=True).order_by("pk"))


def avisar(
    personas: Sequence[Usuario], plantilla: str, reporte: Reporte, ruta: str, **contexto: Any
) -> None:
    for persona in personas:
        enviar_correo(
            para=persona,
            plantilla=f"planes/correo/{plantilla}",
            contexto={"reporte": reporte, **contexto},
            ruta=ruta,
        )


def enviado(reporte: Reporte) -> None:
    """To the reviewers, that it waits; to the sender, the receipt."""
    avisar(revisores_de(reporte), "enviado", reporte, ruta_revision(reporte))
    recibo = reverse("planes:reporte_recibo", args=[reporte.referencia])
    if reporte.enviado_por:
        avisar([reporte.enviado_por], "recibo", reporte, recibo)


def devuelto(reporte: Reporte, observaciones: Sequence[Observacion]) -> None:
    ruta = reverse("planes:reporte_detalle", args=[reporte.referencia])
    avisar(informantes_de(reporte), "devuelto", reporte, ruta, observaciones=observaciones)


def aprobado(reporte: Reporte) -> None:
    ruta = reverse("planes:reporte_detalle", args=[reporte.referencia])
    avisar(informantes_de(reporte), "aprobado", reporte, ruta)


def ruta_revision(reporte: Reporte) -> str:
    return reverse("admin:planes_reporte_revision", args=[reporte.pk])
