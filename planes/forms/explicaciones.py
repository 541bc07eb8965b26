from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from planes.validacion import ADVERTENCIA, Hallazgo

from .campos import LARGO_DE_NOTA, TextoField

SIN_EXPLICAR = gettext_lazy("Explique por qué está bien así, o cambie la respuesta.")


class FormularioExplicaciones(forms.Form):
    """One field for each warning of a report, in which to say why the answer is right.

    The fields stand beside the answers and belong by ``form=`` to the one form that sends.
    """

    use_required_attribute = False

    def __init__(self, hallazgos: Iterable[Hallazgo], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.advertencias = [h for h in hallazgos if h.nivel == ADVERTENCIA]
        for hallazgo in self.advertencias:
            campo = TextoField(
                label=hallazgo.mensaje,
                help_text=gettext_lazy("Cambie la respuesta o explique por qué está bien así."),
                largo=LARGO_DE_NOTA,
                filas=2,
                initial=hallazgo.explicacion.texto if hallazgo.explicacion else "",
            )
            campo.widget.attrs["form"] = "enviar"
            self.fields[hallazgo.campo] = campo

    @property
    def textos(self) -> dict[str, str]:
        """What was written, by ``Hallazgo.campo``; only of the fields that came."""
        return {campo: texto for campo, texto in self.cleaned_data.items() if campo in self.data}

    def exigir(self) -> None:
        """Asks for what has not been explained."""
        for hallazgo in self.advertencias:
            if hallazgo.impide and hallazgo.campo not in self.errors:
                self.add_error(hallazgo.campo, SIN_EXPLICAR)
