"""Every write with consequences: report life cycle, answers, remarks.

Keyword-only, ``por=`` the person, atomic, with permission check, history and
mail after commit. Pages, admin and commands all come through here, so the same
act has the same effects everywhere (Q17).
"""

from .autoevaluacion import (
    guardar_autoevaluacion,
    guardar_propuesta,
    reabrir_autoevaluacion,
    version_de,
)
from .colaboracion import (
    cambiar_colaboracion,
    invitar_colaborador,
    reinvitar_colaborador,
    terminar_colaboracion,
)
from .comun import (
    Conflicto,
    Incompleto,
    SinCambios,
    borrar_con_historia,
    guardar_con_historia,
    mover,
    tomar,
)
from .correccion import abandonar, corregir, sin_cambios
from .evidencia import (
    abrir_original,
    borrar_evidencia,
    copiar_evidencias,
    reclasificar_evidencia,
    subir_evidencia,
)
from .explicaciones import explicar
from .periodos import (
    abrir_periodo,
    cambiar_periodo,
    cerrar_periodo,
    prorrogar,
    terminar_prorroga,
)
from .planilla import PaginaDePlanilla, guardar_planilla
from .registro import Bloqueada, borrar_fila, guardar_fila
from .reporte import enviar, iniciar_reporte, retirar
from .respuestas import asentar, guardar_respuestas, guardar_valor
from .revision import (
    NoLimpios,
    aprobar,
    aprobar_varios,
    devolver,
    observar,
    por_aprobar,
    por_que_no_limpios,
    puede_responder,
    quitar_observacion,
    reabrir_observacion,
    resolver,
    responder_observacion,
)
from .seguimiento import guardar_seguimiento
from .textos import RespuestaDePais, escribir_texto, responder_textos

__all__ = [
    "Bloqueada",
    "Conflicto",
    "Incompleto",
    "NoLimpios",
    "PaginaDePlanilla",
    "RespuestaDePais",
    "SinCambios",
    "abandonar",
    "abrir_original",
    "abrir_periodo",
    "aprobar",
    "aprobar_varios",
    "asentar",
    "borrar_con_historia",
    "borrar_evidencia",
    "borrar_fila",
    "cambiar_colaboracion",
    "cambiar_periodo",
    "cerrar_periodo",
    "copiar_evidencias",
    "corregir",
    "devolver",
    "enviar",
    "escribir_texto",
    "explicar",
    "guardar_autoevaluacion",
    "guardar_con_historia",
    "guardar_fila",
    "guardar_planilla",
    "guardar_propuesta",
    "guardar_respuestas",
    "guardar_seguimiento",
    "guardar_valor",
    "iniciar_reporte",
    "invitar_colaborador",
    "mover",
    "observar",
    "por_aprobar",
    "por_que_no_limpios",
    "prorrogar",
    "puede_responder",
    "quitar_observacion",
    "reabrir_autoevaluacion",
    "reabrir_observacion",
    "reclasificar_evidencia",
    "reinvitar_colaborador",
    "resolver",
    "responder_observacion",
    "responder_textos",
    "retirar",
    "sin_cambios",
    "subir_evidencia",
    "terminar_colaboracion",
    "terminar_prorroga",
    "tomar",
    "version_de",
]
