"""One form per Dato, by its type: the answer, or why there is none, and a note."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.entrada import Entrada
from planes.models import Categoria, Dato, Desagregacion, Etapa, Periodo, Valor
from planes.numeros import mostrar_numero

from .campos import (
    LARGO_DE_NOTA,
    MONTO_MAXIMO,
    PERSONAS_MAXIMO,
    FechaField,
    NumeroField,
    TextoField,
)

HAY_DATO = "dato"
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
        error_messages={"invalid_choice": gettext_lazy("Elija una de las opciones.")},
    )
    nota = TextoField(label=gettext_lazy("Nota sobre este dato"), largo=LARGO_DE_NOTA, filas=2)

    def __init__(self, dato: Dato, periodo: Periodo, entrada: Entrada, **kwargs: Any) -> None:
        self.dato, self.periodo, self.entrada = dato, periodo, entrada
        inicial = {
            "situacion": entrada.ausencia or HAY_DATO,
            "nota": entrada.nota,
            **{campo: getattr(entrada, campo, None) for campo in self.RESPUESTA},
        }
        super().__init__(prefix=f"dato-{dato.codigo}", initial=inicial, **kwargs)
        self.ajustar()
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
        ausencia = situacion if situacion and situacion != HAY_DATO else ""
        lleno = self.lleno(limpio)
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
        return [
            (
                desagregacion,
                [
                    c
                    for c in desagregacion.categorias.all()
                    if not c.archivada or c.pk in self.entrada.partes
                ],
            )
            for desagregacion in self.dato.desagregaciones.all()
        ]

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
    documento = forms.CharField(
        label=gettext_lazy("Título del documento"),
        required=False,
        max_length=300,
        error_messages={
            "max_length": gettext_lazy(
                "El título tiene %(show_value)d caracteres y caben %(limit_value)d: acórtelo."
            )
        },
    )

    def ajustar(self) -> None:
        super().ajustar()
        self.fields["fecha"].label = _("Fecha del documento")
        self.fields["documento"].widget.attrs.pop("maxlength", None)

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
    """The form that fits the Dato's type, starting from ``entrada``."""
    return POR_TIPO[dato.tipo](dato, periodo, entrada, **kwargs)
