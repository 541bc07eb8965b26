"""Pages on which an informant reports. All of them start from ``visibles_para``."""

from .actividad import reporte_actividad
from .autoevaluacion import (
    autoevaluacion,
    autoevaluacion_reabrir,
    autoevaluaciones,
    propuesta,
    propuesta_nueva,
)
from .autoguardado import reporte_autoguardar
from .calendario import calendario
from .colaboradores import (
    colaborador,
    colaborador_nuevo,
    colaborador_reinvitar,
    colaborador_terminar,
    colaboradores,
)
from .comprobar import reporte_comprobar
from .envio import (
    reporte_abandonar,
    reporte_corregir,
    reporte_recibo,
    reporte_recibo_pdf,
    reporte_retirar,
)
from .evidencias import (
    autoevaluacion_evidencia_subir,
    evidencia,
    evidencia_borrar,
    evidencia_editar,
    evidencia_subir,
    registro_evidencia_subir,
)
from .mi_pais import mi_pais, mi_pais_exportar
from .observaciones import observacion
from .planilla import planilla, planilla_subir
from .planilla_registro import registro_planilla, registro_planilla_subir
from .registro import registro, registro_exportar
from .registro_fila import registro_borrar, registro_duplicar, registro_fila, registro_nueva
from .reportes import reporte_detalle, reporte_iniciar, reportes
from .textos import reporte_textos

__all__ = [
    "autoevaluacion",
    "autoevaluacion_evidencia_subir",
    "autoevaluacion_reabrir",
    "autoevaluaciones",
    "calendario",
    "colaborador",
    "colaborador_nuevo",
    "colaborador_reinvitar",
    "colaborador_terminar",
    "colaboradores",
    "evidencia",
    "evidencia_borrar",
    "evidencia_editar",
    "evidencia_subir",
    "mi_pais",
    "mi_pais_exportar",
    "observacion",
    "planilla",
    "planilla_subir",
    "propuesta",
    "propuesta_nueva",
    "registro",
    "registro_borrar",
    "registro_duplicar",
    "registro_evidencia_subir",
    "registro_exportar",
    "registro_fila",
    "registro_nueva",
    "registro_planilla",
    "registro_planilla_subir",
    "reporte_abandonar",
    "reporte_actividad",
    "reporte_autoguardar",
    "reporte_comprobar",
    "reporte_corregir",
    "reporte_detalle",
    "reporte_iniciar",
    "reporte_recibo",
    "reporte_recibo_pdf",
    "reporte_retirar",
    "reporte_textos",
    "reportes",
]
