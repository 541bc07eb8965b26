"""What the forms of the reports do, in words, for whoever finds one that was not received
(``actores.recuperacion``)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

ACTOS: dict[str, Any] = {
    "planes:reporte_iniciar": _("Empezar el reporte"),
    "planes:reporte_actividad": _("Guardar la actividad %(codigo)s"),
    "planes:reporte_comprobar": _("Enviar el reporte"),
    "planes:reporte_comprobar explicar": _("Guardar las explicaciones"),
    "planes:reporte_retirar": _("Retirar el reporte enviado"),
    "planes:reporte_corregir": _("Abrir la corrección de un reporte aprobado"),
    "planes:reporte_abandonar": _("Abandonar la corrección"),
    "planes:reporte_textos": _("Responder a los textos para publicar"),
    "planes:observacion": _("Responder a una observación"),
    "planes:evidencia_subir": _("Subir evidencias de la actividad %(codigo)s"),
    "planes:registro_evidencia_subir": _("Subir evidencias de una fila del registro"),
    "planes:autoevaluacion_evidencia_subir": _("Subir evidencias de la autoevaluación"),
    "planes:evidencia_editar": _("Cambiar lo que se dice de una evidencia"),
    "planes:evidencia_borrar": _("Borrar una evidencia"),
    "planes:planilla_subir": _("Subir el reporte en Excel"),
    "planes:registro_nueva": _("Anotar en el registro"),
    "planes:registro_fila": _("Guardar una fila del registro"),
    "planes:registro_borrar": _("Borrar una fila del registro"),
    "planes:registro_planilla_subir": _("Subir el registro en Excel"),
    "planes:autoevaluacion": _("Guardar la autoevaluación de %(anio)s"),
    "planes:autoevaluacion_reabrir": _("Abrir otra vez la autoevaluación de %(anio)s"),
    "planes:propuesta_nueva": _("Guardar una propuesta nueva"),
    "planes:propuesta": _("Guardar una propuesta"),
    "planes:colaborador_nuevo": _("Invitar a una persona colaboradora"),
    "planes:colaborador": _("Cambiar una colaboración"),
    "planes:colaborador_terminar": _("Terminar una colaboración"),
    "planes:colaborador_reinvitar": _("Enviar otra vez una invitación"),
    "admin:planes_reporte_revision observar": _("Guardar una observación"),
    "admin:planes_reporte_revision responder": _("Responder en una observación"),
    "admin:planes_reporte_revision publicar": _("Guardar un texto para publicar"),
    "admin:planes_reporte_revision devolver": _("Devolver el reporte"),
    "admin:planes_reporte_revision aprobar": _("Aprobar el reporte"),
}
"""View name, or view name and the button's ``accion``."""
