"""What a file of evidence belongs to: an activity of a report, a register row, a self-assessment.

The one place that knows, for each of them, who may add files, where its pages are and how much
room is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from planes import permisos
from planes.limpieza import ArchivoRechazado
from planes.models import Actividad, Autoevaluacion, Evidencia, Registro, Reporte
from planes.models.evidencia import DUENOS
from planes.peso import peso
from planes.propuestas import bloqueada


@dataclass(frozen=True)
class Dueno:
    """``objeto`` with its files; ``actividad`` only with a report."""

    objeto: Reporte | Registro | Autoevaluacion
    actividad: Actividad | None = None

    @property
    def tipo(self) -> str:
        """The field of ``Evidencia`` that points to it."""
        return str(self.objeto._meta.model_name)

    @property
    def campos(self) -> dict[str, Any]:
        """What a file of it is created with, or found by."""
        campos: dict[str, Any] = {self.tipo: self.objeto}
        return campos | ({"actividad": self.actividad} if self.actividad else {})

    @property
    def evidencias(self) -> QuerySet[Evidencia]:
        """Its files, oldest first."""
        return Evidencia.objects.filter(**self.campos).select_related("subida_por", "dato")

    @property
    def nombre(self) -> str:
        return str(self.actividad or self.objeto)

    @property
    def volver(self) -> str:
        """The page that shows its files."""
        if isinstance(self.objeto, Reporte) and self.actividad:
            argumentos = [self.objeto.referencia, self.actividad.codigo]
            return reverse("planes:reporte_actividad", args=argumentos) + "#evidencias"
        if isinstance(self.objeto, Autoevaluacion):
            ruta = reverse("planes:autoevaluacion", args=[self.objeto.anio])
            return f"{ruta}?pais={self.objeto.pais.codigo}#evidencias"
        argumentos = [self.tipo, self.objeto.referencia]
        return reverse("planes:registro_fila", args=argumentos) + "#evidencias"

    @property
    def subir(self) -> str:
        """The page on which a file is added."""
        if isinstance(self.objeto, Reporte) and self.actividad:
            argumentos = [self.objeto.referencia, self.actividad.codigo]
            return reverse("planes:evidencia_subir", args=argumentos)
        if isinstance(self.objeto, Autoevaluacion):
            return reverse("planes:autoevaluacion_evidencia_subir", args=[self.objeto.pk])
        argumentos = [self.tipo, self.objeto.referencia]
        return reverse("planes:registro_evidencia_subir", args=argumentos)

    def por_que_no(self, usuario: Any) -> str:
        """One sentence saying why this person cannot add or change its files; empty if she can."""
        objeto = self.objeto
        if isinstance(objeto, Reporte):
            return permisos.por_que_no_llena(usuario, objeto, self.actividad)
        if isinstance(objeto, Autoevaluacion):
            puede = permisos.puede_autoevaluar(usuario, objeto.pais_id)
        else:
            puede = permisos.puede_anotar_fila(usuario, objeto)
        if not puede:
            return _("Usted no puede subir archivos por ese país.")
        if isinstance(objeto, Autoevaluacion):
            if objeto.estado == Autoevaluacion.Estado.TERMINADA:
                return _("La autoevaluación está terminada: sus archivos ya no cambian.")
        elif bloqueada(objeto):
            return _("El reporte de ese semestre ya se envió: estos archivos ya no cambian.")
        return ""

    def exigir_sitio(self, tamano: int) -> None:
        """Raises ArchivoRechazado when one more file of that many bytes does not fit."""
        suyas = Evidencia.objects.filter(**{self.tipo: self.objeto})
        if suyas.count() >= settings.EVIDENCIA_ARCHIVOS:
            raise ArchivoRechazado(
                _("Ya hay %(n)d archivos, que es el máximo. Borre alguno para subir otro.")
                % {"n": settings.EVIDENCIA_ARCHIVOS}
            )
        usado = suyas.aggregate(total=Sum("tamano"))["total"] or 0
        if usado + tamano > settings.EVIDENCIA_CUOTA:
            raise ArchivoRechazado(
                _("No cabe: los archivos juntos pasarían de %(maximo)s. Quedan %(quedan)s.")
                % {
                    "maximo": peso(settings.EVIDENCIA_CUOTA),
                    "quedan": peso(max(0, settings.EVIDENCIA_CUOTA - usado)),
                }
            )


def dueno_de(evidencia: Evidencia) -> Dueno:
    """What a file belongs to."""
    if evidencia.reporte is not None:
        return Dueno(evidencia.reporte, evidencia.actividad)
    return Dueno(next(suyo for campo in DUENOS if (suyo := getattr(evidencia, campo)) is not None))
