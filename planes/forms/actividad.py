"""The page of one activity as a form: how it goes, its Datos, the narratives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.cuestionario import Hoja
from planes.entrada import Entrada
from planes.models import Avance, Dato, Periodo
from planes.propuestas import Propuesta

from .campos import DE_LISTA, DE_VERSION, TextoField
from .datos import FormularioDato, formulario_de

SI, NO = "si", "no"


class FormularioAvance(forms.Form):
    """State, narratives and "did you finish?"; ``version`` is what the page was read with."""

    use_required_attribute = False
    version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages=DE_VERSION,
        max_value=2**31 - 1,
    )
    estado = forms.ChoiceField(
        label=gettext_lazy("¿Cómo va esta actividad?"),
        choices=Avance.Estado.choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages=DE_LISTA,
    )
    logros = TextoField(
        label=gettext_lazy("¿Qué se logró?"),
        help_text=gettext_lazy("Qué se hizo, dónde, con quiénes y qué cambió."),
    )
    limitaciones = TextoField(
        label=gettext_lazy("Limitaciones"),
        help_text=gettext_lazy("Lo que faltó: recursos, personal, tiempo."),
    )
    facilitadores = TextoField(
        label=gettext_lazy("Factores facilitadores"), help_text=gettext_lazy("Lo que ayudó.")
    )
    barreras = TextoField(
        label=gettext_lazy("Barreras"),
        help_text=gettext_lazy("Lo que se opuso o lo impidió, y no dependía de ustedes."),
    )
    proximos_pasos = TextoField(
        label=gettext_lazy("Próximos pasos"), help_text=gettext_lazy("Qué sigue y para cuándo.")
    )
    terminada = forms.ChoiceField(
        label=gettext_lazy("¿Terminó de llenar esta actividad?"),
        help_text=gettext_lazy("Puede volver y cambiarla hasta que envíe el reporte."),
        choices=[
            (SI, gettext_lazy("Sí, ya la llené")),
            (NO, gettext_lazy("No, volveré después")),
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages=DE_LISTA,
    )

    def __init__(self, avance: Avance | None, **kwargs: Any) -> None:
        inicial: dict[str, Any] = {"version": 0}
        if avance is not None:
            inicial = {c: getattr(avance, c) for c in ("version", "estado", *Avance.TEXTOS)}
            inicial["terminada"] = SI if avance.terminada else NO
        super().__init__(initial=inicial, **kwargs)

    @property
    def textos(self) -> list[forms.BoundField]:
        return [self[campo] for campo in Avance.TEXTOS]


class FormularioActividad:
    """All forms of one page as one: the Avance's and one for each Dato asked there."""

    def __init__(
        self,
        hoja: Hoja,
        periodo: Periodo,
        avance: Avance | None = None,
        entradas: Mapping[int, Entrada] | None = None,
        data: Any = None,
        propuestas: Mapping[int, Propuesta] | None = None,
    ) -> None:
        self.hoja = hoja
        self.avance = FormularioAvance(avance, data=data)
        self.datos: list[FormularioDato] = [
            formulario_de(
                dato,
                periodo,
                (entradas or {}).get(dato.pk, Entrada()),
                propuesta=(propuestas or {}).get(dato.pk),
                data=data,
            )
            for dato in hoja.datos
        ]
        self.rechazo = ""

    @property
    def formularios(self) -> list[forms.Form]:
        return [self.avance, *self.datos]

    def is_valid(self) -> bool:
        """Whether all of it can be saved. A draft may be incomplete; a finished page may not."""
        validos = [formulario.is_valid() for formulario in self.formularios]
        if all(validos) and self.avance.cleaned_data["terminada"] == SI:
            self.exigir_completa()
        return not self.rechazo and not any(f.errors for f in self.formularios)

    def leer(self) -> tuple[dict[str, Any], dict[Dato, Entrada]]:
        """What can be kept of a page that is still being typed: texts and answers, as
        ``operaciones.guardar_respuestas`` wants them; ``errores`` then tells what cannot.

        A page that says it is finished and is not is kept as unfinished.
        """
        validos = [formulario.is_valid() for formulario in self.formularios]
        limpio = dict(self.avance.cleaned_data)
        textos = {campo: limpio[campo] for campo in ("estado", *Avance.TEXTOS) if campo in limpio}
        entradas = {
            formulario.dato: formulario.entrada
            for formulario, valido in zip(self.datos, validos[1:], strict=True)
            if valido
        }
        textos["terminada"] = self.is_valid() and limpio["terminada"] == SI
        return textos, entradas

    def exigir_completa(self) -> None:
        estado = self.avance.cleaned_data["estado"]
        if not estado:
            self.avance.add_error("estado", _("Diga cómo va esta actividad."))
        if estado != Avance.Estado.NO_APLICA:
            for formulario in self.datos:
                formulario.exigir()

    def rechazar(self, mensaje: str) -> None:
        """Adds the reason for which nothing of it could be saved."""
        self.rechazo = mensaje

    @property
    def errores(self) -> list[dict[str, str]]:
        """``destino`` (id of the field, may be empty), ``texto`` (says what it is about) and
        ``dicho`` (as it stands at the field), in the page's order."""
        rechazo = {"destino": "", "texto": self.rechazo, "dicho": self.rechazo}
        lista = [rechazo] if self.rechazo else []
        orden: list[tuple[str, forms.Form, tuple[str, ...]]] = [
            ("", self.avance, ("version", "estado")),
            *((str(f.dato), f, tuple(f.fields)) for f in self.datos),
            ("", self.avance, (*Avance.TEXTOS, "terminada")),
        ]
        for titulo, formulario, campos in orden:
            for campo in campos:
                destino = "" if campo == "version" else formulario[campo].auto_id
                for texto in map(str, formulario.errors.get(campo, ())):
                    completo = texto if not titulo or titulo in texto else f"{titulo}: {texto}"
                    lista.append({"destino": destino, "texto": completo, "dicho": texto})
        return lista

    @property
    def version(self) -> int:
        return int(self.avance.cleaned_data["version"])

    @property
    def textos(self) -> dict[str, Any]:
        """What ``operaciones.guardar_respuestas`` wants of a valid page."""
        limpio = self.avance.cleaned_data
        textos = {campo: limpio[campo] for campo in ("estado", *Avance.TEXTOS)}
        return {**textos, "terminada": limpio["terminada"] == SI}

    @property
    def entradas(self) -> dict[Dato, Entrada]:
        return {formulario.dato: formulario.entrada for formulario in self.datos}
