"""One form per Dato, by its type: the answer, or why there is none, and a note."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from planes.entrada import Entrada
from planes.models import Categoria, Dato, Desagregacion, Etapa, Periodo, Valor
from planes.numeros import escribir_numero, mostrar_numero
from planes.propuestas import Propuesta, sin_explicar
from planes.respuestas import en_palabras

from .campos import (
    DE_LISTA,
    LARGO_DE_NOTA,
    MONTO_MAXIMO,
    PERSONAS_MAXIMO,
    FechaField,
    LineaField,
    NumeroField,
    TextoField,
)

HAY_DATO = "dato"
DEL_REGISTRO = "registro"
"""The answer is what the register adds up to: saving takes that figure, with its parts."""
SITUACIONES = [(HAY_DATO, gettext_lazy("Tengo el dato")), *Valor.Ausencia.choices]


class FormularioDato(forms.Form):
    """What all types share. ``entrada`` is the answer it starts from; after ``is_valid`` it is
    the answer that was typed."""

    RESPUESTA: tuple[str, ...] = ()
    """The fields that hold the answer itself, the one that errors point at first."""

    use_required_attribute = False
    situacion = forms.ChoiceField(
        label=gettext_lazy("¿Tiene este dato?"),
        choices=SITUACIONES,
        required=False,
        widget=forms.RadioSelect,
        error_messages=DE_LISTA,
    )
    nota = TextoField(label=gettext_lazy("Nota sobre este dato"), largo=LARGO_DE_NOTA, filas=2)

    def __init__(
        self,
        dato: Dato,
        periodo: Periodo,
        entrada: Entrada,
        propuesta: Propuesta | None = None,
        **kwargs: Any,
    ) -> None:
        self.dato, self.periodo, self.entrada = dato, periodo, entrada
        self.propuesta = propuesta
        inicial = {
            "situacion": entrada.ausencia or HAY_DATO,
            "nota": entrada.nota,
            **{campo: getattr(entrada, campo, None) for campo in self.RESPUESTA},
        }
        super().__init__(prefix=f"dato-{dato.codigo}", initial=inicial, **kwargs)
        self.ajustar()
        if propuesta is not None:
            usarla = _("Uso la cifra del registro: %(cifra)s") % {"cifra": self.cifra_propuesta}
            situacion: Any = self.fields["situacion"]
            situacion.choices = [SITUACIONES[0], (DEL_REGISTRO, usarla), *SITUACIONES[1:]]
        antes = [campo for campo in self.fields if campo not in ("situacion", "nota")]
        self.order_fields([*antes, "situacion", "nota"])  # as on the page

    def ajustar(self) -> None:
        """Adds and names the fields that depend on the Dato."""

    @property
    def principal(self) -> str:
        """Id in the page of the field where this answer begins."""
        return str(self[self.RESPUESTA[0]].auto_id)

    @property
    def tipo(self) -> str:
        return self.dato.tipo

    @property
    def unidad(self) -> str:
        """What the number counts, to stand after its field."""
        return "USD" if self.dato.tipo == Dato.Tipo.MONTO else str(self.dato.t.unidad)

    @property
    def cifra_propuesta(self) -> str:
        """What the register adds up to, in words: ``4 talleres``; empty without a proposal."""
        if self.propuesta is None:
            return ""
        return en_palabras(self.dato, Entrada(numero=self.propuesta.numero))

    @property
    def partes_propuestas(self) -> dict[str, Decimal]:
        """What the register adds up to by field name, to fill the fields with; none by default."""
        return {}

    @property
    def campos_propuestos(self) -> list[tuple[str, str]]:
        """Name in the page of each field that the register can fill, and what to write there."""
        idioma = get_language() or "es"
        return [
            (self.add_prefix(campo), escribir_numero(numero, idioma))
            for campo, numero in self.partes_propuestas.items()
        ]

    @property
    def pide_nota(self) -> str:
        """Asks for a note where the answer is another than the register's and no note says why."""
        return sin_explicar(self.entrada, self.propuesta)

    def lleno(self, limpio: dict[str, Any]) -> bool:
        """Whether something of the answer itself was typed."""
        return any(limpio.get(campo) not in (None, "") for campo in self.RESPUESTA)

    def respuesta(self, limpio: dict[str, Any]) -> dict[str, Any]:
        """The answer's fields as ``Entrada`` wants them; adds errors for what does not fit."""
        return {campo: limpio.get(campo) for campo in self.RESPUESTA}

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        if self.errors:
            return limpio
        nota = limpio.get("nota", "")
        situacion = limpio.get("situacion")
        lleno = self.lleno(limpio)
        if situacion == DEL_REGISTRO and self.propuesta is not None:
            self.tomar_del_registro(limpio, self.propuesta, nota)
            return limpio
        ausencia = situacion if situacion and situacion != HAY_DATO else ""
        if ausencia and lleno:
            self.add_error(
                "situacion",
                _(
                    "Escribió un dato y también eligió «%(motivo)s»: "
                    "¿cuál de los dos es? Borre el dato o elija «Tengo el dato»."
                )
                % {"motivo": Valor.Ausencia(ausencia).label},
            )
        elif ausencia:
            self.entrada = Entrada(ausencia=ausencia, nota=nota)
        elif lleno:
            respuesta = self.respuesta(limpio)
            if not self.errors:
                self.entrada = Entrada(nota=nota, **respuesta)
        elif nota:
            self.add_error(
                "nota", _("Para guardar la nota, escriba el dato o diga por qué no lo hay.")
            )
        else:
            self.entrada = Entrada()
        return limpio

    def tomar_del_registro(self, limpio: dict[str, Any], propuesta: Propuesta, nota: str) -> None:
        """The register's figure is the answer, unless another one was typed beside it."""
        partes = self.partes_propuestas
        otros = {c: n for c, n in limpio.items() if c in self.fields and isinstance(n, Decimal)}
        # What was saved before and left as it stood is no contradiction.
        distintos = {
            campo
            for campo, numero in otros.items()
            if numero != partes.get(campo) and numero != self.initial.get(campo)
        }
        if distintos:
            self.add_error(
                "situacion",
                _(
                    "Escribió otra cifra y también eligió la del registro (%(cifra)s): "
                    "¿cuál de las dos es? Borre lo escrito o elija «Tengo el dato»."
                )
                % {"cifra": self.cifra_propuesta},
            )
            return
        self.entrada = Entrada(numero=propuesta.numero, partes=dict(propuesta.partes), nota=nota)

    def exigir(self) -> None:
        """Makes a missing answer an error: the person said that the page is finished."""
        if self.entrada.vacia:
            self.add_error(
                self.RESPUESTA[0],
                _("Falta «%(dato)s»: escriba el dato o diga por qué no lo hay.")
                % {"dato": self.dato.t.nombre},
            )

    @property
    def alcance(self) -> str:
        """Of what time the answer speaks: the first line of help."""
        if self.dato.regla_tiempo == Dato.ReglaTiempo.SUMA:
            if self.dato.periodicidad == Dato.Periodicidad.ANUAL:
                return _("De todo el año %(anio)s.") % {"anio": self.periodo.anio}
            return _("Solo lo de este semestre.")
        return _("Como estaba al final del semestre.")


class FormularioNumero(FormularioDato):
    """A count, persons or money, with its parts by category where the Dato asks for them."""

    RESPUESTA = ("numero",)

    def ajustar(self) -> None:
        monto = self.dato.tipo == Dato.Tipo.MONTO
        maximo = MONTO_MAXIMO if monto else PERSONAS_MAXIMO
        for desagregacion, categorias in self.desgloses:
            for categoria in categorias:
                nombre = f"{desagregacion.codigo}-{categoria.codigo}"
                self.fields[nombre] = NumeroField(
                    entero=not monto, maximo=maximo, label=str(categoria)
                )
                self.initial[nombre] = self.entrada.partes.get(categoria.pk)
        nombre = _("Total") if self.desgloses else self.dato.t.nombre
        self.fields["numero"] = NumeroField(entero=not monto, maximo=maximo, label=nombre)

    @property
    def desgloses(self) -> list[tuple[Desagregacion, list[Categoria]]]:
        """What to ask the parts of; an archived category only where it already has a number."""
        propuestas = self.propuesta.partes if self.propuesta else {}
        return [
            (
                desagregacion,
                [
                    c
                    for c in desagregacion.categorias.all()
                    if not c.archivada or c.pk in self.entrada.partes or c.pk in propuestas
                ],
            )
            for desagregacion in self.dato.desagregaciones.all()
        ]

    @property
    def partes_propuestas(self) -> dict[str, Decimal]:
        if self.propuesta is None:
            return {}
        return {"numero": self.propuesta.numero} | {
            f"{desagregacion.codigo}-{c.codigo}": self.propuesta.partes[c.pk]
            for desagregacion, categorias in self.desgloses
            for c in categorias
            if c.pk in self.propuesta.partes
        }

    def tablas(self) -> Iterator[tuple[Desagregacion, list[forms.BoundField]]]:
        """Each disaggregation with the bound fields of its categories, for the template."""
        for desagregacion, categorias in self.desgloses:
            yield desagregacion, [self[f"{desagregacion.codigo}-{c.codigo}"] for c in categorias]

    def escritas(
        self, limpio: dict[str, Any]
    ) -> Iterator[tuple[Desagregacion, dict[int, Decimal], bool]]:
        """The parts typed in each disaggregation by category id, and whether all of them were."""
        for desagregacion, categorias in self.desgloses:
            todas = {c.pk: limpio.get(f"{desagregacion.codigo}-{c.codigo}") for c in categorias}
            partes = {pk: numero for pk, numero in todas.items() if numero is not None}
            if partes:
                yield desagregacion, partes, len(partes) == len(todas)

    def lleno(self, limpio: dict[str, Any]) -> bool:
        return super().lleno(limpio) or any(True for _parte in self.escritas(limpio))

    def respuesta(self, limpio: dict[str, Any]) -> dict[str, Any]:
        total: Decimal | None = limpio.get("numero")
        partes: dict[int, Decimal] = {}
        for desagregacion, numeros, completa in self.escritas(limpio):
            partes |= numeros
            suma = sum(numeros.values(), Decimal(0))
            if total is None and not completa:
                self.add_error(
                    "numero",
                    _(
                        "Escriba el total, o un número en cada renglón de «%(desglose)s» "
                        "(0 si no hubo)."
                    )
                    % {"desglose": desagregacion},
                )
                break
            total = suma if total is None else total
            if suma != total:
                self.add_error(
                    "numero",
                    _("Las partes de «%(desglose)s» suman %(suma)s y el total es %(total)s.")
                    % {
                        "desglose": desagregacion,
                        "suma": mostrar_numero(suma),
                        "total": mostrar_numero(total),
                    },
                )
                break
        return {"numero": total, "partes": partes}


class FormularioPorcentaje(FormularioDato):
    """A part of a whole: the portal works out the percentage."""

    RESPUESTA = ("numerador", "denominador")
    numerador = NumeroField(entero=True, label=gettext_lazy("Cuántos cumplen"))
    denominador = NumeroField(entero=True, label=gettext_lazy("De cuántos en total"))

    def respuesta(self, limpio: dict[str, Any]) -> dict[str, Any]:
        parte, todo = limpio.get("numerador"), limpio.get("denominador")
        if parte is None or todo is None:
            falta = "numerador" if parte is None else "denominador"
            self.add_error(falta, _("Para el porcentaje hacen falta los dos números."))
        elif todo == 0:
            self.add_error("denominador", _("El total tiene que ser mayor que 0."))
        elif parte > todo:
            self.add_error(
                "numerador",
                _("La parte (%(parte)s) no puede ser mayor que el total (%(todo)s).")
                % {"parte": mostrar_numero(parte), "todo": mostrar_numero(todo)},
            )
        return {"numerador": parte, "denominador": todo}


class ConFecha(FormularioDato):
    """What may carry the day it happened."""

    def ajustar(self) -> None:
        plan = self.periodo.plan
        self.fields["fecha"] = FechaField(
            desde=plan.inicio, hasta=min(plan.fin, timezone.localdate())
        )


class FormularioHito(ConFecha):
    RESPUESTA = ("etapa", "fecha")

    def ajustar(self) -> None:
        self.etapas: dict[str, Etapa] = {e.codigo: e for e in self.dato.etapas.all()}
        self.fields["etapa"] = forms.ChoiceField(
            label=self.dato.t.nombre,
            # The empty one takes a choice back, which radio buttons alone cannot.
            choices=[(e.codigo, str(e)) for e in self.etapas.values()] + [("", _("Sin elegir"))],
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": _("Elija una de las etapas.")},
        )
        super().ajustar()
        self.fields["fecha"].label = _("Fecha en que llegó a esa etapa")
        if self.entrada.etapa is not None:
            self.initial["etapa"] = self.entrada.etapa.codigo

    def respuesta(self, limpio: dict[str, Any]) -> dict[str, Any]:
        if not limpio.get("etapa"):
            self.add_error("etapa", _("Puso una fecha: elija también la etapa."))
        return {"etapa": self.etapas.get(limpio.get("etapa", "")), "fecha": limpio.get("fecha")}


class FormularioDocumento(ConFecha):
    RESPUESTA = ("documento", "fecha")
    documento = LineaField(
        label=gettext_lazy("Título del documento"), required=False, max_length=300
    )

    def ajustar(self) -> None:
        super().ajustar()
        self.fields["fecha"].label = _("Fecha del documento")

    def respuesta(self, limpio: dict[str, Any]) -> dict[str, Any]:
        if not limpio.get("documento"):
            self.add_error("documento", _("Puso una fecha: escriba también el título."))
        return super().respuesta(limpio)


POR_TIPO: dict[str, type[FormularioDato]] = {
    Dato.Tipo.CONTEO: FormularioNumero,
    Dato.Tipo.PERSONAS: FormularioNumero,
    Dato.Tipo.MONTO: FormularioNumero,
    Dato.Tipo.PORCENTAJE: FormularioPorcentaje,
    Dato.Tipo.HITO: FormularioHito,
    Dato.Tipo.DOCUMENTO: FormularioDocumento,
}


def formulario_de(dato: Dato, periodo: Periodo, entrada: Entrada, **kwargs: Any) -> FormularioDato:
    """The form that fits the Dato's type, starting from ``entrada``; ``propuesta`` may be given."""
    return POR_TIPO[dato.tipo](dato, periodo, entrada, **kwargs)
