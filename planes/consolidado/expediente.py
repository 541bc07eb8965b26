"""The evidence of one informant and period as a ZIP, with a list of what is in it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import PurePath

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.archivos import inofensivo
from actores.demostracion import aviso_de_demostracion
from planes.models import Evidencia, Reporte
from planes.models.evidencia import EvidenciaQuerySet

REGISTROS = ("accion", "convenio", "proyecto", "recurso")


def evidencias_de(reporte: Reporte) -> EvidenciaQuerySet:
    """Every file that backs a report: its own, and those of the register in its semester."""
    suyas = Q(reporte=reporte)
    for registro in REGISTROS:
        suyas |= Q(
            **{
                f"{registro}__isnull": False,
                f"{registro}__pais": reporte.pais_id,
                f"{registro}__fecha__gte": reporte.periodo.inicio,
                f"{registro}__fecha__lte": reporte.periodo.fin,
            }
        )
    return (
        Evidencia.objects.filter(suyas, estado=Evidencia.Estado.LISTA)
        .exclude(limpia="")
        .select_related("actividad")
        .order_by("actividad__orden", "subida_en")
    )


def escribir_expediente(evidencias: Iterable[Evidencia]) -> bytes:
    """Cleaned copies only, in a folder by activity, and ``lista.csv``; the sealed originals
    stay where they are."""
    salida = io.BytesIO()
    lista = io.StringIO()
    renglones = csv.writer(lista)
    if aviso := aviso_de_demostracion():
        renglones.writerow([aviso])
    renglones.writerow(
        [_("Archivo"), _("Qué es"), _("Tipo"), _("Actividad"), _("Fecha"), _("Subida el")]
    )
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED) as archivo:
        for evidencia in evidencias:
            nombre = nombre_en_el_zip(evidencia)
            try:
                with evidencia.limpia.open("rb") as copia:
                    archivo.writestr(nombre, copia.read())
            except FileNotFoundError:  # one lost file does not keep the others back
                nombre = _("(el archivo ya no está) %(nombre)s") % {"nombre": nombre}
            renglones.writerow(
                inofensivo(texto)
                for texto in (
                    nombre,
                    evidencia.titulo,
                    str(evidencia.get_tipo_display()),
                    evidencia.actividad.codigo if evidencia.actividad else "",
                    evidencia.fecha.isoformat() if evidencia.fecha else "",
                    timezone.localtime(evidencia.subida_en).date().isoformat(),
                )
            )
        archivo.writestr("lista.csv", lista.getvalue().encode("utf-8-sig"))
    return salida.getvalue()


def nombre_en_el_zip(evidencia: Evidencia) -> str:
    """``1.1/acta-de-la-jornada-AB12CD34.pdf``: readable, of plain letters, and of one file only."""
    carpeta = evidencia.actividad.codigo if evidencia.actividad else "registro"
    llano = unicodedata.normalize("NFKD", evidencia.titulo).encode("ascii", "ignore").decode()
    palabras = re.sub(r"[^a-z0-9]+", "-", llano.lower()).strip("-")[:60] or "evidencia"
    extension = re.sub(r"[^a-z0-9.]", "", PurePath(evidencia.nombre).suffix.lower())
    return f"{carpeta}/{palabras}-{evidencia.referencia}{extension}"
