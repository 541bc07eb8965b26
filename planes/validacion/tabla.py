"""The rules, one line each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from . import respuestas as r
from . import series as s
from .hallazgos import ADVERTENCIA, ERROR, NOTA, Regla

REGLAS: tuple[Regla, ...] = (
    Regla("sin_estado", ERROR, _("Falta decir cómo va esta actividad."), r.sin_estado),
    Regla(
        "sin_respuesta", ERROR,
        _("Falta «%(dato)s»: escriba el dato o diga por qué no lo hay."),
        r.sin_respuesta,
    ),
    Regla(
        "partes_no_suman", ERROR,
        _("En «%(dato)s» las partes no suman el total."),
        r.partes_no_suman,
    ),
    Regla(
        "sin_desglosar", ADVERTENCIA,
        _("«%(dato)s» dice el total, pero no las partes: %(desgloses)s."),
        r.sin_desglosar,
    ),
    Regla(
        "baja", ADVERTENCIA,
        _("«%(dato)s» baja: dice %(ahora)s y en %(cuando)s decía %(antes)s."),
        s.baja,
    ),
    Regla(
        "salto", ADVERTENCIA,
        _("«%(dato)s» cambia mucho: dice %(ahora)s y en %(cuando)s decía %(antes)s."),
        s.salto,
    ),
    Regla(
        "distinto_de_lo_propuesto", ADVERTENCIA,
        _("«%(dato)s» dice %(declarado)s y el registro suma %(propuesto)s."),
        r.distinto_de_lo_propuesto,
    ),
    Regla(
        "retrocede", ADVERTENCIA,
        _("Dice «%(ahora)s» y en %(cuando)s decía «%(antes)s»."),
        s.retrocede,
    ),
    Regla(
        "completada_sin_logros", ADVERTENCIA,
        _("Está completada, pero no dice qué se logró."),
        r.completada_sin_logros,
    ),
    Regla(
        "completada_sin_evidencia", ADVERTENCIA,
        _("Está completada, pero no tiene ninguna evidencia."),
        s.completada_sin_evidencia,
    ),
    Regla(
        "evidencia_fuera_del_periodo", ADVERTENCIA,
        _("Hay evidencia con fecha de fuera del período: %(cuales)s."),
        r.evidencia_fuera_del_periodo,
    ),
    Regla(
        "texto_copiado", ADVERTENCIA,
        _("Los logros son los mismos, palabra por palabra, que en %(cuando)s."),
        s.texto_copiado,
    ),
    Regla(
        "datos_personales", ADVERTENCIA,
        _(
            "El texto parece contener un teléfono, un correo o un número de identidad. "
            "No escriba datos de personas: quítelos si es así."
        ),
        r.datos_personales,
    ),
    Regla(
        "todo_en_cero", ADVERTENCIA,
        _("Los %(n)s números del reporte son cero."),
        r.todo_en_cero,
    ),
    Regla(
        "observacion_sin_atender", ADVERTENCIA,
        _("%(quien)s observó esta actividad y usted no ha cambiado nada desde entonces."),
        r.observacion_sin_atender,
    ),
    Regla(
        "meta_alcanzada", NOTA,
        _("«%(dato)s» ya llega a la meta del plan (%(meta)s): si la actividad terminó, "
          "diga que está completada."),
        s.meta_alcanzada,
    ),
    Regla("sin_terminar", NOTA, _("Usted no ha dicho que terminó esta actividad."), r.sin_terminar),
)  # fmt: skip
"""In the order in which the findings of one page are told, those of a level together."""
