"""Mails about a report, its dates and what is left to do. Delivery: ``actores.correo``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from actores.correo import enviar_correo
from actores.models import CorreoEnviado, Pais, PuntoFocal, Usuario
from actores.roles import PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA, tiene_rol
from planes.models import Observacion, Periodo, Prorroga, Replica, Reporte, TextoPublico


def informantes_de(reporte: Reporte) -> list[Usuario]:
    """Who answers for the report: the country's focal points, or the ST."""
    return quienes_informan(reporte.pais)


def quienes_informan(pais: Pais | None) -> list[Usuario]:
    """Who answers for a country's reports, or, for None, for the regional one."""
    if pais is None:
        return con_rol(SECRETARIA_TECNICA)
    focales = PuntoFocal.objects.vigentes().filter(pais=pais).select_related("usuario")
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


def replicada(replica: Replica) -> None:
    """To the other side of a remark: its author, or those who fill the report."""
    observacion, reporte = replica.observacion, replica.observacion.reporte
    if replica.autor_id in [u.pk for u in revisores_de(reporte)]:
        ruta = reverse("planes:observacion", args=[reporte.referencia, observacion.pk])
        personas = informantes_de(reporte)
    else:
        ruta = f"{ruta_revision(reporte)}?ver=todas#a-{observacion.actividad.codigo}"
        personas = [observacion.autor]
    otras = [p for p in personas if p.pk != replica.autor_id]
    avisar(otras, "replica", reporte, ruta, replica=replica)


def textos_por_aceptar(reporte: Reporte) -> None:
    """To the country: texts for publication wait for its answer. One mail a day to each person,
    however many texts are written."""
    ruta = reverse("planes:reporte_textos", args=[reporte.referencia])
    hace_un_dia = timezone.now() - dt.timedelta(days=1)
    ya = avisos_de_textos(reporte).filter(creado_en__gt=hace_un_dia).values_list("para", flat=True)
    personas = [p for p in informantes_de(reporte) if p.pk not in set(ya)]
    avisar(personas, "textos", reporte, ruta)


def avisos_de_textos(reporte: Reporte) -> QuerySet[CorreoEnviado]:
    """The mails by which the country was told of texts that wait, without those that failed."""
    return CorreoEnviado.objects.filter(
        plantilla="planes/correo/textos", contexto__reporte__pk=reporte.pk
    ).exclude(estado=CorreoEnviado.Estado.FALLIDO)


def textos_respondidos(reporte: Reporte, textos: Sequence[TextoPublico]) -> None:
    """To those who wrote the texts: what the country says of them."""
    autores = {t.escrito_por.pk: t.escrito_por for t in textos}
    for autor in autores.values():
        suyos = [t for t in textos if t.escrito_por_id == autor.pk]
        avisar([autor], "textos_respuesta", reporte, ruta_revision(reporte), textos=suyos)


# --- Dates ---------------------------------------------------------------------------------------


def prorroga(prorrogas: Iterable[Prorroga]) -> None:
    """To each informant that was given more time: until when, and why."""
    for dada in prorrogas:
        contexto = {"periodo": dada.periodo, "pais": dada.pais, "prorroga": dada}
        avisar_plazo("prorroga", dada.periodo, dada.pais, **contexto)


def plazo(periodo: Periodo, informantes: Iterable[Pais | None], motivo: str) -> None:
    """To those whose dates moved: what they are now, and why."""
    for pais in informantes:
        contexto = {"periodo": periodo, "pais": pais, "motivo": motivo}
        avisar_plazo("plazo", periodo, pais, cierre=periodo.cierre_para(pais), **contexto)


def avisar_plazo(plantilla: str, del_periodo: Periodo, de: Pais | None, **contexto: Any) -> None:
    ruta = ruta_para_llenar(Reporte.objects.ultimos().filter(periodo=del_periodo, pais=de).first())
    for persona in quienes_informan(de):
        enviar_correo(
            para=persona, plantilla=f"planes/correo/{plantilla}", contexto=contexto, ruta=ruta
        )


def recordatorio(
    persona: Usuario, periodo: Periodo, pais: Pais | None, reporte: Reporte | None, **contexto: Any
) -> None:
    """One step of ``planes.recordatorios``, to one person."""
    enviar_correo(
        para=persona,
        plantilla="planes/correo/recordatorio",
        contexto={"periodo": periodo, "pais": pais, "reporte": reporte, **contexto},
        ruta=ruta_para_llenar(reporte),
    )


def sin_reportar(
    persona: Usuario, periodo: Periodo, faltan: Sequence[Pais | None], vencio: dt.date
) -> None:
    """To one person of the ST: who has not reported on the day after the due date."""
    enviar_correo(
        para=persona,
        plantilla="planes/correo/sin_reportar",
        contexto={"periodo": periodo, "faltan": list(faltan), "vencio": vencio},
        ruta=reverse("admin:planes_periodo_mesa", args=[periodo.pk]),
    )


def ruta_para_llenar(reporte: Reporte | None) -> str:
    """The report's task list; before it is begun, "Mis reportes"."""
    if reporte is None:
        return reverse("planes:reportes")
    return reverse("planes:reporte_detalle", args=[reporte.referencia])


def ruta_revision(reporte: Reporte) -> str:
    return reverse("admin:planes_reporte_revision", args=[reporte.pk])
