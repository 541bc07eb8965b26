"""Which document is being written, from whose figures, and how far its texts are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from actores.models import Organizacion, RolOrganizacion, Usuario
from informes import familia
from informes import redaccion as escritura
from informes.familia import Escrita
from informes.models import Corte, Redaccion, Seccion, TipoInforme

SIN_SUJETO = "-"
"""How an address says that a document is about the region."""


@dataclass(frozen=True)
class Renglon:
    """A section as the lists show it: how many words it has in each language."""

    escrita: Escrita
    seccion: Seccion | None
    url: str

    @cached_property
    def es(self) -> int:
        return escritura.palabras(self.seccion.texto) if self.seccion else 0

    @cached_property
    def en(self) -> int:
        return escritura.palabras(self.seccion.texto_en) if self.seccion else 0


@dataclass(frozen=True)
class Documento:
    """A document of the family in a year, with what is written for it."""

    corte: Corte
    tipo: TipoInforme
    anio: int
    sujeto: str
    nombre_sujeto: dict[str, str]
    redaccion: Redaccion | None

    @property
    def nombre(self) -> str:
        de = self.nombre_sujeto[(get_language() or "es")[:2]] or self.nombre_sujeto["es"]
        return f"{self.tipo.label}: {de}" if de else str(self.tipo.label)

    @property
    def claves(self) -> list[Any]:
        return [self.anio, self.tipo.value, self.sujeto or SIN_SUJETO]

    @property
    def url(self) -> str:
        return reverse("admin:informes_redaccion_documento", args=self.claves)

    @cached_property
    def secciones(self) -> dict[str, Seccion]:
        return {s.clave: s for s in self.redaccion.secciones.all()} if self.redaccion else {}

    @cached_property
    def renglones(self) -> list[Renglon]:
        return [
            Renglon(
                escrita,
                self.secciones.get(escrita.clave),
                reverse("admin:informes_redaccion_seccion", args=[*self.claves, escrita.clave]),
            )
            for escrita in familia.escritas(self.tipo)
        ]

    @property
    def en_espanol(self) -> int:
        return sum(bool(r.es) for r in self.renglones)

    @property
    def en_ingles(self) -> int:
        return sum(bool(r.en) for r in self.renglones)

    @property
    def ultima(self) -> Seccion | None:
        """The section that was saved last."""
        return max(self.secciones.values(), key=cuando, default=None)

    @cached_property
    def autores(self) -> list[Usuario]:
        """Who wrote what stands in it: none of them publishes it."""
        escritas = [s for s in self.secciones.values() if s.texto or s.texto_en]
        claves = escritura.quienes_escribieron(escritas)
        return sorted(Usuario.objects.filter(pk__in=claves), key=str)


def cuando(seccion: Seccion) -> dt.datetime:
    return seccion.editada_en


def ultimo_anio(corte: Corte) -> int:
    anios: list[int] = [periodo.anio for periodo in corte.periodos.all()]
    return max(anios)


def documentos(corte: Corte, anio: int) -> list[Documento]:
    """Everything that is written for a year, document by document."""
    hechas = {
        (r.tipo, r.sujeto): r
        for r in Redaccion.objects.filter(anio=anio).prefetch_related("secciones__editada_por")
    }
    return [
        Documento(corte, tipo, anio, sujeto, dict(nombre), hechas.get((tipo.value, sujeto)))
        for tipo in TipoInforme
        if familia.escritas(tipo)
        for sujeto, nombre in familia.sujetos(tipo, corte).items()
    ]


def documento_o_404(anio: int, tipo: str, sujeto: str) -> Documento:
    """One of them, with the cut that answers for its figures."""
    corte = escritura.corte_del_anio(anio)
    if corte is None or tipo not in TipoInforme.values:
        raise Http404
    cual, de_que = TipoInforme(tipo), "" if sujeto == SIN_SUJETO else sujeto
    nombre = familia.sujetos(cual, corte).get(de_que)
    if nombre is None or not familia.escritas(cual):
        raise Http404
    redaccion = (
        Redaccion.objects.filter(tipo=tipo, anio=anio, sujeto=de_que)
        .prefetch_related("secciones__editada_por", "creditos")
        .first()
    )
    return Documento(corte, cual, anio, de_que, dict(nombre), redaccion)


def renglon_o_404(documento: Documento, clave: str) -> Renglon:
    for renglon in documento.renglones:
        if renglon.escrita.clave == clave:
            return renglon
    raise Http404


# --- The forms -----------------------------------------------------------------------------------


class ConFaltas(forms.Form):
    """What is wrong with it is the operation's to say."""

    def rechazar(self, faltas: dict[str, list[str]]) -> None:
        """What the operation found, at its field."""
        self.full_clean()
        for campo, frases in faltas.items():
            for frase in frases:
                self.add_error(campo, frase)


class FormularioSeccion(ConFaltas):
    """The text of a section."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    texto = forms.CharField(
        label=gettext_lazy("En español"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "es", "spellcheck": "true"}),
    )
    texto_en = forms.CharField(
        label=gettext_lazy("En inglés"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "lang": "en", "spellcheck": "true"}),
    )


class FormularioCreditos(ConFaltas):
    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    creditos_texto = forms.CharField(
        label=gettext_lazy("Frase"),
        help_text=gettext_lazy("Por ejemplo: Este informe se hizo con el apoyo de:"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "es"}),
        error_messages={"max_length": gettext_lazy("Dígalo en 500 letras o menos.")},
    )
    creditos_texto_en = forms.CharField(
        label=gettext_lazy("Frase en inglés"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "lang": "en"}),
        error_messages={"max_length": gettext_lazy("Dígalo en 500 letras o menos.")},
    )
    creditos = forms.ModelMultipleChoiceField(
        label=gettext_lazy("A quién se agradece"),
        help_text=gettext_lazy(
            "Donantes y socios que pueden aparecer en público. Si la ficha de la organización"
            " tiene logotipo, se imprime."
        ),
        queryset=Organizacion.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Esa organización ya no está en la lista. Elija otra."),
            "invalid_pk_value": gettext_lazy(
                "Esa organización ya no está en la lista. Elija otra."
            ),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["creditos"]
        campo.queryset = acreditables()


def acreditables() -> Any:
    """Who may be thanked: donors and partners that may appear in public."""
    roles: Iterable[str] = (RolOrganizacion.Rol.DONANTE, RolOrganizacion.Rol.SOCIO)
    return (
        Organizacion.objects.filter(publicable=True, roles__rol__in=roles)
        .distinct()
        .order_by("nombre")
    )
