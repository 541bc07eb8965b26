"""Runs the table of rules over reports."""

from __future__ import annotations

from collections.abc import Sequence

from planes.models import Reporte

from .contexto import Contexto, contextos
from .hallazgos import ADVERTENCIA, ERROR, NOTA, Hallazgo
from .tabla import REGLAS

ORDEN = {ERROR: 0, ADVERTENCIA: 1, NOTA: 2}


def revisar(reporte: Reporte) -> list[Hallazgo]:
    """All findings of a report, in the order of its activities; errors of a page first."""
    return revisar_varios([reporte])[reporte.pk]


def revisar_varios(reportes: Sequence[Reporte]) -> dict[int, list[Hallazgo]]:
    """The findings of each report by its id, in as many queries as for one."""
    return {c.reporte.pk: hallazgos_de(c) for c in contextos(reportes)}


def hallazgos_de(contexto: Contexto) -> list[Hallazgo]:
    hallados = []
    for regla in REGLAS:
        for caso in regla.buscar(contexto):
            dato = caso.dato
            palabras = {"dato": dato.t.nombre if dato else "", **caso.palabras}
            clave = (caso.actividad.pk, regla.nombre, dato.pk if dato else None)
            hallados.append(
                Hallazgo(
                    regla.nivel,
                    caso.actividad,
                    str(regla.frase) % palabras,
                    dato,
                    regla.nombre,
                    contexto.explicaciones.get(clave),
                )
            )
    return sorted(hallados, key=lambda h: (h.actividad.orden, ORDEN[h.nivel]))


def errores(reporte: Reporte) -> list[Hallazgo]:
    """Only what no explanation can mend."""
    return [h for h in revisar(reporte) if h.nivel == ERROR]


def impedimentos(reporte: Reporte) -> list[Hallazgo]:
    """What keeps the report from being sent: errors, and warnings that nobody has explained."""
    return [h for h in revisar(reporte) if h.impide]
