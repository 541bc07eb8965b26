"""What each warning is about in a few words, without the figures of a case."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

NOMBRES = {
    "sin_desglosar": _("faltan las partes del total"),
    "baja": _("baja respecto a un período anterior"),
    "salto": _("cambia mucho respecto a un período anterior"),
    "distinto_de_lo_propuesto": _("distinto de lo que suma el registro"),
    "retrocede": _("va menos avanzada que antes"),
    "completada_sin_logros": _("completada, sin decir qué se logró"),
    "completada_sin_evidencia": _("completada, sin evidencia"),
    "evidencia_fuera_del_periodo": _("evidencia con fecha de fuera del período"),
    "texto_copiado": _("logros iguales a los de un período anterior"),
    "datos_personales": _("el texto parece contener datos de personas"),
    "todo_en_cero": _("todos los números son cero"),
    "observacion_sin_atender": _("observación sin ningún cambio"),
}
"""By ``Regla.nombre``. An explanation outlives what its warning said: the answers change and the
rules too, so an explanation that was sent is told by this."""


def nombre_de(regla: str) -> str:
    """A rule's name in words; of a rule that no longer exists, the name it had."""
    return str(NOMBRES.get(regla, regla.replace("_", " ")))
