"""What the reporting templates need of a ``Progreso``; nothing here asks the database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planes import permisos
from planes.entrada import Entrada
from planes.models import Actividad, Avance, Dato
from planes.numeros import mostrar_numero
from planes.progreso import Progreso, Tarea
from planes.relojes import zona
from planes.respuestas import desgloses, en_palabras
from planes.validacion import Hallazgo, nombre_de

register = template.Library()


@register.inclusion_tag("planes/_respuesta.html")
def respuesta(dato: Dato, entrada: Entrada | None) -> dict[str, Any]:
    """An answer with its parts and note; says so when there is none."""
    entrada = entrada or Entrada()
    return {
        "texto": en_palabras(dato, entrada),
        "ausencia": entrada.ausencia,
        "desgloses": desgloses(dato, entrada),
        "nota": entrada.nota,
    }


register.simple_tag(zona, name="zona")
register.filter("regla_en_palabras", nombre_de)


@register.filter
def sin_punto(texto: str) -> str:
    """A sentence without its last full stop, to stand in another one that has its own."""
    return texto.rstrip().removesuffix(".")


@register.filter
def reporta(usuario: Any) -> bool:
    """``request.user|reporta``: whether she answers for a country."""
    return bool(permisos.paises_de(usuario))


@register.filter
def lee_todo(usuario: Any) -> bool:
    """``request.user|lee_todo``: whether she reads what every country reports."""
    return permisos.lee_reportes(usuario)


@register.filter
def lee_registro(usuario: Any) -> bool:
    """``request.user|lee_registro``: whether the registers are for this person."""
    return permisos.lee_registro(usuario)


@register.filter
def oficio(usuario: Any) -> str:
    """``observacion.autor|oficio``: in what office a reviewer speaks."""
    solo_preside = permisos.es_presidencia(usuario) and not permisos.es_secretaria(usuario)
    return _("Presidencia Pro Témpore") if solo_preside else _("Secretaría Técnica")


@register.filter
def en_cifras(numero: Any) -> str:
    """``monto|en_cifras``: a number for reading, in the reader's language."""
    return mostrar_numero(Decimal(numero))


@register.filter
def en_celda(valor: Any) -> str:
    """``celda|en_celda``: a date or a number as the reader's language writes it."""
    if isinstance(valor, dt.date):
        return date_format(valor)
    return mostrar_numero(Decimal(valor)) if isinstance(valor, Decimal | int) else str(valor)


@register.filter
def entrada(progreso: Progreso, dato: Dato) -> Entrada:
    """``progreso|entrada:dato``: the report's answer to a Dato, empty when there is none."""
    return progreso.entrada(dato)


@register.filter
def propuesto(progreso: Progreso, dato: Dato) -> str:
    """``progreso|propuesto:dato``: what the register added up to at sending; empty if nothing."""
    suma = progreso.propuestos.get(dato.pk)
    return "" if suma is None else en_palabras(dato, Entrada(numero=suma))


@register.filter
def antes(progreso: Progreso, dato: Dato) -> str:
    """``progreso|antes:dato``: what was answered in the last report sent, in one line."""
    anterior = progreso.anterior.entradas.get(dato.pk)
    if anterior is None:
        return ""
    return "; ".join(
        filter(None, [en_palabras(dato, anterior), *map(str, desgloses(dato, anterior))])
    )


@register.filter
def avance_antes(progreso: Progreso, tarea: Tarea) -> Avance | None:
    """``progreso|avance_antes:tarea``: the activity in the last report sent."""
    return progreso.anterior.avances.get(tarea.hoja.actividad.pk)


@register.filter
def narrativas(avance: Avance | None) -> list[tuple[str, str]]:
    """``avance|narrativas``: name and text of each narrative that was written."""
    if avance is None:
        return []
    nombres = {c.name: str(c.verbose_name) for c in Avance._meta.fields}
    return [(nombres[c], getattr(avance, c)) for c in Avance.TEXTOS if getattr(avance, c)]


@register.filter
def de_actividad(hallazgos: list[Hallazgo], actividad: Actividad) -> list[Hallazgo]:
    """``errores|de_actividad:actividad``: what was found on one activity."""
    return [h for h in hallazgos if h.actividad == actividad]


@register.filter
def texto_de(avance: Avance | None, campo: str) -> str:
    """``avance|texto_de:"logros"``: one narrative of an Avance; empty without one."""
    return getattr(avance, campo) if avance is not None and campo in Avance.TEXTOS else ""


@register.filter
def campo_de(formulario: Form, hallazgo: Hallazgo) -> BoundField:
    """``formulario|campo_de:hallazgo``: the field in which a warning is explained."""
    return formulario[hallazgo.campo]
