"""What every page of a register shares: its fields in order, its activities, what it repeats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import normal
from actores.models import Organizacion, Pais
from planes.models import Actividad, ObjetivoOperativo, Plan, Registro

from .campos import (
    DE_LISTA,
    DE_VERSION,
    FechaField,
    NumeroField,
    TextoField,
    aclarar_texto,
    casillas_por_objetivo,
)

CASILLAS = (forms.CheckboxSelectMultiple,)


class FormularioFila(forms.ModelForm):
    """What all registers share. ``informantes`` are those for whom this person writes (None: the
    region); the row of one of them is ``instance``."""

    PRINCIPALES: ClassVar[tuple[str, ...]] = ()
    """The fields that a quick note needs, in the page's order."""
    OTROS: ClassVar[tuple[str, ...]] = ()
    """The fields under "Más datos"."""
    FECHAS: ClassVar[tuple[str, ...]] = ()
    """Dates besides ``fecha``; these may lie in the future."""
    OPCIONALES: ClassVar[tuple[str, ...]] = ()
    """Of the first fields, those that are marked as such."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=0, max_value=2**31 - 2, widget=forms.HiddenInput)
    otra = forms.BooleanField(
        label=gettext_lazy("Es otra distinta: guardarla también"), required=False
    )
    repetida: Registro | None = None
    """The row that a new one seems to repeat: ``otra`` says that it does not."""

    def __init__(self, *args: Any, informantes: Iterable[Pais | None] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.informantes = list(informantes)
        self.initial["version"] = self.instance.version if self.instance.pk else 0
        self.poner_fechas()
        if "detalle" in self.fields:
            self.fields["detalle"] = TextoField(label=gettext_lazy("Detalle"), filas=3)
        self.poner_actividades()
        if self.instance.pk is None and len(self.informantes) > 1:
            self.fields["de_quien"] = forms.ChoiceField(
                label=_("¿De quién es?"),
                choices=[(clave_de(p), str(p or _("Región"))) for p in self.informantes],
            )
        self.order_fields(("otra", "de_quien", *self.PRINCIPALES))
        for campo in self.fields.values():
            aclarar(campo)
            nombrar_organizaciones(campo)

    def poner_fechas(self) -> None:
        """The day of the row: past, and in the years of a plan; typed or picked from a calendar."""
        planes = list(Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO).values_list("inicio", "fin"))
        fecha = FechaField(
            label=self.fields["fecha"].label,
            desde=min((inicio for inicio, _fin in planes), default=timezone.localdate()),
            hasta=max((fin for _inicio, fin in planes), default=timezone.localdate()),
        )
        fecha.required = True
        fecha.help_text = self.fields["fecha"].help_text
        self.fields["fecha"] = fecha
        for nombre in ("fecha", *self.FECHAS):
            self.fields[nombre].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def poner_actividades(self) -> None:
        """Those asked of the informant, of plans under way, and those that the row has already."""
        informante = "regional" if self.informantes == [None] else "nacional"
        opciones = Q(
            pk__in=Actividad.objects.para(informante).filter(
                plan__tipo=Plan.Tipo.OPERATIVO, plan__estado=Plan.Estado.VIGENTE
            )
        )
        if self.instance.pk:
            opciones |= Q(pk__in=self.instance.actividades.all())
        campo: Any = self.fields["actividades"]
        campo.queryset = (
            Actividad.objects.filter(opciones)
            .select_related("objetivo__eje")
            .order_by("plan__inicio", "orden")
        )
        campo.widget = forms.CheckboxSelectMultiple(choices=campo.choices)
        campo.label = _("¿A qué actividades del plan sirve?")
        campo.help_text = _("Elija todas las que correspondan: cuenta en el reporte de cada una.")

    def grupos_de_actividades(self) -> list[tuple[ObjetivoOperativo, list[Any], int]]:
        """The boxes of each objetivo, and how many of them are ticked."""
        return casillas_por_objetivo(self["actividades"])

    @property
    def principales(self) -> list[tuple[forms.BoundField, bool]]:
        """Each with whether it is marked as optional."""
        de_quien = ["de_quien"] if "de_quien" in self.fields else []
        return [(self[c], c in self.OPCIONALES) for c in (*de_quien, *self.PRINCIPALES)]

    @property
    def otros(self) -> list[forms.BoundField]:
        return [self[campo] for campo in self.OTROS]

    @property
    def hay_otros(self) -> bool:
        """Whether something under "Más datos" is filled or wrong, so that it has to be open."""
        return any(campo.value() or campo.errors for campo in self.otros)

    @property
    def errores_con_nombre(self) -> list[dict[str, str]]:
        """What ``_resumen_errores.html`` wants, each error with the name of its field."""
        errores = [{"destino": "", "texto": str(frase)} for frase in self.non_field_errors()]
        for campo in self:
            # What has no field to see, and the question, say by themselves what they are about.
            nombre = "" if campo.is_hidden or campo.name == "otra" else str(campo.label)
            union = " " if nombre.endswith("?") else ": "
            for frase in campo.errors:
                texto = f"{nombre}{union}{frase}" if nombre else str(frase)
                errores.append(
                    {"destino": "" if campo.is_hidden else campo.auto_id, "texto": texto}
                )
        return errores

    def es_distinta(self) -> bool:
        """Whether a valid page repeats no row of the same informant, day and title, or its person
        has said that it is another; else it asks her.

        The browser's way back gives a fresh page, and two deputies write down the same day.
        """
        limpio = self.cleaned_data
        self.repetida = self.la_que_repite()
        if self.repetida is None or limpio["otra"]:
            return True
        fecha = date_format(limpio["fecha"])
        frase = _("Ya se anotó «%(titulo)s» del %(fecha)s. ¿Es la misma?")
        self.add_error("otra", frase % {"titulo": self.repetida.titulo, "fecha": fecha})
        return False

    @property
    def de_que(self) -> tuple[dt.date, str]:
        """Two rows of an informant with the same day and title say the same; of a valid page."""
        return self.cleaned_data["fecha"], llano(self.cleaned_data["titulo"])

    def la_que_repite(self) -> Registro | None:
        """The saved row that a valid page of a new one says again."""
        fecha, titulo = self.de_que
        del_dia = self._meta.model._default_manager.filter(pais=self.pais, fecha=fecha)
        return next((fila for fila in del_dia if llano(fila.titulo) == titulo), None)

    def en_orden(self, antes: str, despues: str, frase: str) -> None:
        """Says at the later of two dates that it lies before the other."""
        primera, ultima = self.cleaned_data.get(antes), self.cleaned_data.get(despues)
        if primera and ultima and ultima < primera:
            self.add_error(despues, frase)

    @property
    def pais(self) -> Pais | None:
        """The country of a new row; None for the region."""
        if len(self.informantes) < 2:
            return self.informantes[0]
        return next(p for p in self.informantes if clave_de(p) == self.cleaned_data["de_quien"])

    @property
    def relaciones(self) -> dict[str, Any]:
        """What ``operaciones.guardar_fila`` wants of a valid page: rows by many-to-many field."""
        nombres = {campo.name for campo in self._meta.model._meta.many_to_many}
        return {c: self.cleaned_data[c] for c in self.fields if c in nombres}

    @property
    def desgloses(self) -> dict[str, Any]:
        """Likewise, the numbers that hang on an action."""
        return {}


def clave_de(pais: Pais | None) -> str:
    """How an informant is named in addresses and forms."""
    return pais.codigo if pais else "regional"


def llano(titulo: str) -> str:
    """A title without capitals, accents and blanks."""
    return "".join(normal(titulo).split())


def nombrar_organizaciones(campo: Any) -> None:
    """A choice of organisations tells apart those of a like name in two countries."""
    filas = campo.queryset if isinstance(campo, forms.ModelChoiceField) else None
    if filas is not None and filas.model is Organizacion:
        campo.queryset = filas.select_related("pais")
        campo.label_from_instance = con_su_pais


def con_su_pais(organizacion: Organizacion) -> str:
    """Its name, and its country in brackets where the name does not say it."""
    nombre, pais = str(organizacion), organizacion.pais
    if pais is None or llano(str(pais)) in llano(nombre):
        return nombre
    return f"{nombre} ({pais})"


def aclarar(campo: forms.Field) -> None:
    """Labels that begin with a capital, an empty choice in words, and error messages that say
    what to do."""
    if isinstance(campo, forms.ChoiceField) and not isinstance(campo.widget, CASILLAS):
        vacia = _("Elija una opción") if campo.required else _("Sin elegir")
        if isinstance(campo, forms.ModelChoiceField):
            campo.empty_label = vacia
        else:
            opciones: Any = campo.choices
            campo.choices = [(c, n if c else vacia) for c, n in opciones]
    if campo.label:
        etiqueta = str(campo.label)
        campo.label = etiqueta[:1].upper() + etiqueta[1:]
    elige = isinstance(campo, forms.ChoiceField | forms.ModelChoiceField)
    campo.error_messages["required"] = (
        _("Elija una opción.") if elige else _("Este dato hace falta.")
    )
    if elige:
        campo.error_messages |= DE_LISTA
    elif isinstance(campo, forms.DateField):
        campo.error_messages["invalid"] = _(
            "Escriba una fecha que exista, como día/mes/año: por ejemplo 27/11/2024."
        )
    elif isinstance(campo, forms.IntegerField):
        campo.error_messages |= DE_VERSION
    if isinstance(campo, forms.CharField) and not isinstance(campo, NumeroField):
        aclarar_texto(campo)
