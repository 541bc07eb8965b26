"""Every write with consequences on what the world sees: data cuts, documents, evidence.

Keyword-only, ``por=`` the person, atomic, permission checked here.
"""

from .comun import exigir_secretaria
from .cortes import preparar_corte, publicar_corte, retirar_corte, vuelve_atras
from .evidencias import borrar_copias, publicar_evidencia, quitar_evidencia, retirar_evidencia
from .informes import escribio, exigir_quien_publica, pedir_informes, publicar_informe

__all__ = [
    "borrar_copias",
    "escribio",
    "exigir_quien_publica",
    "exigir_secretaria",
    "pedir_informes",
    "preparar_corte",
    "publicar_corte",
    "publicar_evidencia",
    "publicar_informe",
    "quitar_evidencia",
    "retirar_corte",
    "retirar_evidencia",
    "vuelve_atras",
]
