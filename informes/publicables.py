"""Which file of evidence may be published, and as what: everything is asked here."""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from PIL import Image

from actores.models import Pais
from informes.models import EvidenciaPublicada
from planes.adjuntos import dueno_de
from planes.models import Autoevaluacion, Evidencia, Plan, Reporte

LADO = 640
"""The longer side of a small picture, in pixels."""


@dataclass(frozen=True)
class Lugar:
    """Where a file belongs on the public site: nothing that names a person."""

    plan: Plan
    pais: Pais | None
    actividad: str
    anio: int


def lugar_de(evidencia: Evidencia) -> Lugar | None:
    """Where it would stand; None while what it belongs to has not been approved."""
    objeto = dueno_de(evidencia).objeto
    if isinstance(objeto, Autoevaluacion):
        terminada = objeto.estado == Autoevaluacion.Estado.TERMINADA
        return Lugar(objeto.plan, objeto.pais, "", objeto.anio) if terminada else None
    aprobados = Reporte.objects.vigentes().select_related("periodo__plan", "pais")
    if isinstance(objeto, Reporte):
        reporte = aprobados.filter(pk=objeto.pk).first()
        codigo = evidencia.actividad.codigo if evidencia.actividad else ""
    else:
        # A row of a register counts with the report of its country and semester.
        reporte = aprobados.filter(
            pais=objeto.pais_id,
            periodo__anio=objeto.fecha.year,
            periodo__semestre=1 if objeto.fecha.month <= 6 else 2,
        ).first()
        servida = objeto.actividades.order_by("orden").first()
        codigo = servida.codigo if servida else ""
    if reporte is None:
        return None
    return Lugar(reporte.periodo.plan, reporte.pais, codigo, reporte.periodo.anio)


def por_que_no(evidencia: Evidencia) -> str:
    """One sentence saying why it cannot be published now; empty when it can."""
    if motivo := evidencia.por_que_no_se_publica:
        return motivo
    if lugar_de(evidencia) is None:
        objeto = dueno_de(evidencia).objeto
        if isinstance(objeto, Autoevaluacion):
            return _("La autoevaluación a la que pertenece no está terminada.")
        if isinstance(objeto, Reporte) and objeto.estado == Reporte.Estado.APROBADO:
            return _("El reporte se corrigió: publique la evidencia de la versión que cuenta.")
        return _("El reporte al que pertenece no está aprobado.")
    return ""


def publicadas_de(evidencia: Evidencia) -> QuerySet[EvidenciaPublicada]:
    """What was ever published of that file, for that country and activity, newest first."""
    objeto = dueno_de(evidencia).objeto
    filas = EvidenciaPublicada.objects.filter(
        huella_original=evidencia.huella, pais=objeto.pais_id
    ).select_related("publicada_por", "retirada_por")
    return filas.filter(actividad=evidencia.actividad.codigo) if evidencia.actividad else filas


def miniatura_de(imagen: bytes) -> bytes:
    """A small JPEG of a cleaned picture, on white where it was transparent."""
    with Image.open(io.BytesIO(imagen)) as original:
        original.thumbnail((LADO, LADO))
        color = original.convert("RGBA")
    fondo = Image.new("RGB", color.size, "#FFFFFF")
    fondo.paste(color, mask=color.getchannel("A"))
    salida = io.BytesIO()
    fondo.save(salida, "JPEG", quality=78, optimize=True)
    return salida.getvalue()
