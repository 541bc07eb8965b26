"""The words for the codes that a cut's methodology sheets hold, in the language that is active.

Only the models' choices are read here, never a row: what is public comes from the cut.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models.enums import Choices

from planes.models import Dato, Informante

ELECCIONES: Mapping[str, type[Choices]] = {
    "tipo": Dato.Tipo,
    "informante": Informante,
    "periodicidad": Dato.Periodicidad,
    "regla_tiempo": Dato.ReglaTiempo,
    "regla_region": Dato.ReglaRegion,
    "sentido": Dato.Sentido,
}


def de_datos() -> dict[str, dict[str, str]]:
    """``{"tipo": {"conteo": "Conteo", …}, …}``."""
    return {campo: {v: str(p) for v, p in e.choices} for campo, e in ELECCIONES.items()}
