"""Texts for publication: written by the ST, answered by the country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.entrada import Entrada
from planes.models import Actividad, Dato, TextoPublico
from planes.operaciones import RespuestaDePais
from planes.validacion import cifras_sensibles, parece_dato_personal

from .campos import DE_LISTA, DE_VERSION, LARGO_DE_NOTA, TextoField

LARGO_PUBLICO = 1500


class FormularioTextoPublico(forms.Form):
    """The public text of one activity in both languages; each of the page's forms has own ids.

    A text that may say who somebody is, or give away a number that is published masked, is
    taken only with ``revisado`` ticked.
    """

    use_required_attribute = False
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=0, initial=0, error_messages=DE_VERSION
    )
    texto = TextoField(
        label=gettext_lazy("Texto para publicar"),
        help_text=gettext_lazy("Lo lee cualquier persona: frases cortas, sin nombres ni casos."),
        largo=LARGO_PUBLICO,
        filas=4,
    )
    texto_en = TextoField(label=gettext_lazy("En inglés"), largo=LARGO_PUBLICO, filas=4)
    revisado = forms.BooleanField(
        label=gettext_lazy("Lo revisé: se puede publicar así"), required=False
    )

    def __init__(
        self,
        actividad: Actividad,
        escrito: TextoPublico | None = None,
        respuestas: Iterable[tuple[Dato, Entrada]] = (),
        **kwargs: Any,
    ) -> None:
        """``respuestas``: the report's answers, so that none of the sensible ones is told."""
        inicial = {}
        if escrito is not None:
            inicial = {c: getattr(escrito, c) for c in ("version", "texto", "texto_en")}
        codigo = actividad.codigo.replace(".", "-")
        super().__init__(initial=inicial, auto_id=f"id_publico-{codigo}-%s", **kwargs)
        self.respuestas = list(respuestas)
        self.dudas: list[str] = []

    def clean(self) -> dict[str, Any]:
        limpio: dict[str, Any] = super().clean() or {}
        escrito = " ".join(limpio.get(campo, "") for campo in ("texto", "texto_en"))
        if limpio.get("texto_en", "").strip() and not limpio.get("texto", "").strip():
            self.add_error("texto", _("Escriba también el texto en español."))
        if parece_dato_personal(escrito):
            self.dudas.append(
                _("El texto parece contener un teléfono, un correo o un número de identidad.")
            )
        self.dudas += [
            _("El texto dice una cifra de «%(dato)s», que se publica protegida.")
            % {"dato": dato.t.nombre}
            for dato in cifras_sensibles(escrito, self.respuestas)
        ]
        if self.dudas and not limpio.get("revisado"):
            for duda in self.dudas:
                self.add_error("texto", duda)
        return limpio


class FormularioRespuestaDeTexto(forms.Form):
    """What the country says of one text."""

    use_required_attribute = False
    ACEPTA, OBJETA = "acepta", "objeta"
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, error_messages=DE_VERSION)
    respuesta = forms.ChoiceField(
        label=gettext_lazy("¿Se puede publicar?"),
        choices=[
            (ACEPTA, gettext_lazy("Sí, lo acepto")),
            (OBJETA, gettext_lazy("No, hay que cambiarlo")),
        ],
        required=False,
        widget=forms.RadioSelect,
        error_messages=DE_LISTA,
    )
    comentario = TextoField(
        label=gettext_lazy("Comentario"),
        help_text=gettext_lazy("Si hay que cambiarlo, diga qué y cómo."),
        largo=LARGO_DE_NOTA,
        filas=3,
    )

    def __init__(self, texto: TextoPublico, **kwargs: Any) -> None:
        estados = {"aceptado": self.ACEPTA, "objetado": self.OBJETA}
        inicial = {
            "version": texto.version,
            "respuesta": estados.get(texto.estado, ""),
            "comentario": texto.comentario if texto.estado != "propuesto" else "",
        }
        super().__init__(prefix=f"texto-{texto.pk}", initial=inicial, **kwargs)
        self.texto = texto

    def clean(self) -> dict[str, Any]:
        limpio: dict[str, Any] = super().clean() or {}
        comentario = limpio.get("comentario", "").strip()
        if limpio.get("respuesta") == self.OBJETA and not comentario:
            self.add_error("comentario", _("Diga qué hay que cambiar en el texto."))
        if comentario and not limpio.get("respuesta") and "respuesta" not in self.errors:
            self.add_error("respuesta", _("Diga si se puede publicar."))
        return limpio

    @property
    def dicha(self) -> RespuestaDePais | None:
        """The answer of a form without errors; None where nothing was chosen."""
        limpio = self.cleaned_data
        if not limpio["respuesta"]:
            return None
        acepta = limpio["respuesta"] == self.ACEPTA
        return RespuestaDePais(limpio["version"], acepta, limpio["comentario"])
