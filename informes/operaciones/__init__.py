"""Every write with consequences on what the world sees: data cuts, documents, evidence.

Keyword-only, ``por=`` the person, atomic, permission checked here.
"""

from .comun import exigir_secretaria
from .cortes import YaPreparado, preparar_corte, publicar_corte, retirar_corte, vuelve_atras
from .evidencias import borrar_copias, publicar_evidencia, quitar_evidencia, retirar_evidencia
from .informes import (
    como_esta,
    escribio,
    exigir_quien_publica,
    pedir_informes,
    por_que_no_publica,
    publicar_informe,
    retirar_informe,
)
from .redaccion import (
    exigir_quien_escribe,
    guardar_creditos,
    guardar_seccion,
    version_de_creditos,
)
from .visitas import anotar_visitas, por_anotar

__all__ = [
    "YaPreparado",
    "anotar_visitas",
    "borrar_copias",
    "como_esta",
    "escribio",
    "exigir_quien_escribe",
    "exigir_quien_publica",
    "exigir_secretaria",
    "guardar_creditos",
    "guardar_seccion",
    "pedir_informes",
    "por_anotar",
    "por_que_no_publica",
    "preparar_corte",
    "publicar_corte",
    "publicar_evidencia",
    "publicar_informe",
    "quitar_evidencia",
    "retirar_corte",
    "retirar_evidencia",
    "retirar_informe",
    "version_de_creditos",
    "vuelve_atras",
]
