"""An answer to a Dato in words: for last period's value, check answers, conflicts, review."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planes.entrada import Entrada
from planes.models import Categoria, Dato, Desagregacion, Valor
from planes.numeros import mostrar_numero


def entrada_de(valor: Valor | None) -> Entrada:
    """The answer that a stored value holds; an empty one for None. Reads its ``partes``."""
    if valor is None:
        return Entrada()
    return Entrada(
        numero=valor.numero,
        numerador=valor.numerador,
        denominador=valor.denominador,
        etapa=valor.etapa,
        fecha=valor.fecha,
        documento=valor.documento,
        ausencia=valor.ausencia,
        nota=valor.nota,
        partes={parte.categoria_id: parte.numero for parte in valor.partes.all()},
    )


def sin_partes(dato: Dato, valor: Valor) -> Entrada:
    """The answer of a row without reading its parts: an earlier report's, or one out of the
    history, which has none of its own. ``dato`` with its ``etapas`` prefetched."""
    etapa = next((e for e in dato.etapas.all() if e.pk == valor.etapa_id), None)
    campos = ("numero", "numerador", "denominador", "fecha", "documento", "ausencia")
    return Entrada(etapa=etapa, **{campo: getattr(valor, campo) for campo in campos})


def en_palabras(dato: Dato, entrada: Entrada) -> str:
    """The answer in one line without its parts; empty when there is none.

    ``1 250 talleres``, ``1 (talleres)``, ``6 de 9 (67 %)``, ``Validado, 3 de mayo de 2025``,
    ``No disponible``.
    """
    if entrada.ausencia:
        return str(Valor.Ausencia(entrada.ausencia).label)
    if entrada.numero is not None:
        if dato.tipo == Dato.Tipo.MONTO:
            return f"USD {mostrar_numero(entrada.numero)}"
        return con_unidad(entrada.numero, dato.t.unidad)
    if entrada.numerador is not None and entrada.denominador:
        porcentaje = round(entrada.numerador / entrada.denominador * 100, 1)
        return _("%(parte)s de %(todo)s (%(porcentaje)s %%)") % {
            "parte": mostrar_numero(entrada.numerador),
            "todo": mostrar_numero(entrada.denominador),
            "porcentaje": mostrar_numero(porcentaje),
        }
    texto = str(entrada.etapa) if entrada.etapa else entrada.documento
    return ", ".join(filter(None, [texto, date_format(entrada.fecha) if entrada.fecha else ""]))


def con_unidad(numero: Decimal, unidad: str) -> str:
    """A number of things. Units are kept in the plural only, so one of them is not said to be
    "1 talleres"."""
    texto = mostrar_numero(numero)
    if not unidad:
        return texto
    return f"{texto} ({unidad})" if numero == 1 else f"{texto} {unidad}"


@dataclass(frozen=True)
class Desglose:
    """One disaggregation of an answer: its categories with the numbers that were given."""

    desagregacion: Desagregacion
    partes: list[tuple[Categoria, Decimal]]

    def __str__(self) -> str:
        return "; ".join(f"{c}: {mostrar_numero(numero)}" for c, numero in self.partes)


def desgloses(dato: Dato, entrada: Entrada) -> list[Desglose]:
    """The parts of an answer by disaggregation; those without any number are left out."""
    hallados = []
    for desagregacion in dato.desagregaciones.all():
        categorias: Iterable[Categoria] = desagregacion.categorias.all()
        partes = [(c, entrada.partes[c.pk]) for c in categorias if c.pk in entrada.partes]
        if partes:
            hallados.append(Desglose(desagregacion, partes))
    return hallados


def en_una_frase(dato: Dato, entrada: Entrada) -> str:
    """Everything the answer says in one text: value, parts and note."""
    partes = [en_palabras(dato, entrada), *map(str, desgloses(dato, entrada)), entrada.nota]
    return ". ".join(filter(None, partes))
