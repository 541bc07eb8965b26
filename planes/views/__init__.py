"""Pages on which an informant reports. All of them start from ``visibles_para``."""

from .actividad import reporte_actividad
from .envio import reporte_comprobar, reporte_corregir, reporte_recibo, reporte_retirar
from .reportes import reporte_detalle, reporte_iniciar, reportes

__all__ = [
    "reporte_actividad",
    "reporte_comprobar",
    "reporte_corregir",
    "reporte_detalle",
    "reporte_iniciar",
    "reporte_recibo",
    "reporte_retirar",
    "reportes",
]
