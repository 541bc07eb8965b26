"""Which answers of a report the ST typed for the country, for the country to confirm by sending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import permisos
from planes.models import Actividad, Avance, Reporte, Valor
from planes.progreso import Progreso


@dataclass
class Ajena:
    """What one person of the ST typed on an activity page since the country last sent."""

    actividad: Actividad
    quien: Usuario
    cuando: dt.datetime
    que: list[str] = field(default_factory=list)

    @property
    def lista(self) -> str:
        return "; ".join(self.que)


def ajenas(progreso: Progreso) -> list[Ajena]:
    """In the order of the activities; empty for the regional report, which is the ST's own.

    Three queries, and one for each person who wrote in the report.
    """
    reporte = progreso.reporte
    if reporte.es_regional:
        return []
    autores = autores_de(reporte)
    fuera = de_fuera(reporte, autores)
    halladas: list[Ajena] = []
    for tarea in progreso.tareas:
        actividad = tarea.hoja.actividad
        partes: list[tuple[tuple[str, int], str]] = []
        if tarea.avance is not None:
            partes.append((("avance", actividad.pk), _("cómo va y textos")))
        partes += [(("valor", d.pk), d.t.nombre) for d in tarea.hoja.datos]
        de_la_pagina: dict[int, Ajena] = {}
        for clave, nombre in partes:
            quien, cuando = autores.get(clave, (None, None))
            if quien in fuera and cuando is not None:
                suya = de_la_pagina.setdefault(quien, Ajena(actividad, fuera[quien], cuando))
                suya.cuando = max(suya.cuando, cuando)
                suya.que.append(nombre)
        halladas += de_la_pagina.values()
    return halladas


def escribio_la_secretaria(reporte: Reporte) -> bool:
    """Whether there is anything of that in the report."""
    return not reporte.es_regional and bool(de_fuera(reporte, autores_de(reporte)))


def de_fuera(
    reporte: Reporte, autores: Mapping[tuple[str, int], tuple[int, dt.datetime]]
) -> dict[int, Usuario]:
    """Who of these writers is of the ST and not of the report's country, by id."""
    return {
        u.pk: u
        for u in Usuario.objects.filter(pk__in={quien for quien, _cuando in autores.values()})
        if permisos.es_secretaria(u) and reporte.pais_id not in permisos.paises_de(u)
    }


def autores_de(reporte: Reporte) -> dict[tuple[str, int], tuple[int, dt.datetime]]:
    """Who last wrote each page and each Dato since the country last sent, and when."""
    return dict(escrituras(reporte))


def escrituras(
    reporte: Reporte,
) -> Iterator[tuple[tuple[str, int], tuple[int, dt.datetime]]]:
    for nombre, modelo, clave in (
        ("avance", Avance, "actividad_id"), ("valor", Valor, "dato_id"),
    ):  # fmt: skip
        # "devolver" and "enviar" touch rows without writing an answer.
        filas = (
            modelo.history.filter(reporte_id=reporte.pk, history_user__isnull=False)
            .exclude(history_change_reason__in=["devolver", "enviar"])
            .order_by("history_date", "history_id")
        )
        if reporte.enviado_en is not None:
            filas = filas.filter(history_date__gt=reporte.enviado_en)
        for cual, quien, cuando in filas.values_list(clave, "history_user_id", "history_date"):
            yield (nombre, cual), (quien, cuando)
