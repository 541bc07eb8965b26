"""What a list of a register is narrowed down to, and the question in its address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import contiene
from actores.models import Pais
from planes.models import (
    Accion,
    Actividad,
    Convenio,
    Dato,
    Evidencia,
    Indicador,
    Periodo,
    Plan,
    Proyecto,
    Recurso,
    Registro,
)
from planes.propuestas import CON_TODO, actividades_de, aportes_de

from .campos import DE_LISTA
from .registro_fila import clave_de

CLASES: dict[type[Registro], tuple[str, Any]] = {
    Accion: ("tipo", gettext_lazy("Tipo")),
    Convenio: ("estado", gettext_lazy("Estado")),
    Proyecto: ("etapa", gettext_lazy("Etapa")),
    Recurso: ("estado", gettext_lazy("Estado")),
}
"""Of each register the column by which it is filtered, and its name."""

CON_ACTA = (Accion.Tipo.REUNION, Accion.Tipo.VISITA)
"""Actions of which there are minutes."""


def con_falta_de_acta(acciones: QuerySet[Accion]) -> QuerySet[Accion]:
    """Actions that say (``sin_acta``) whether they are a meeting or a visit without minutes."""
    actas = Evidencia.objects.filter(accion=OuterRef("pk"), tipo=Indicador.Evidencia.ACTA)
    return acciones.annotate(sin_acta=Q(tipo__in=CON_ACTA) & ~Exists(actas))


class Filtro(forms.Form):
    """A question that makes no sense is not asked: the list says so and stays as it was."""

    use_required_attribute = False
    texto = forms.CharField(
        label=gettext_lazy("Buscar"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("Busque con menos palabras.")},
    )
    clase = forms.ChoiceField(required=False)
    periodo = forms.ChoiceField(label=gettext_lazy("Cuándo"), required=False)
    pais = forms.ChoiceField(label=gettext_lazy("Quién"), required=False)
    actividad = forms.ModelChoiceField(
        label=gettext_lazy("Actividad"),
        required=False,
        queryset=Actividad.objects.none(),
        empty_label=gettext_lazy("Todas"),
    )
    sin_acta = forms.BooleanField(label=gettext_lazy("Solo las que no tienen acta"), required=False)
    dato = forms.SlugField(required=False, widget=forms.HiddenInput)

    def __init__(self, modelo: type[Registro], paises: list[Pais | None], data: Any) -> None:
        super().__init__(data=data, auto_id="filtro_%s")
        self.modelo = modelo
        columna, nombre = CLASES[modelo]
        opciones: Any = self.fields["clase"]
        opciones.label = nombre
        clase: Any = modelo._meta.get_field(columna)
        opciones.choices = [("", _("Todos")), *clase.choices]
        planes = Plan.objects.filter(tipo=Plan.Tipo.OPERATIVO)
        anios = sorted({anio for plan in planes for anio in plan.anios}, reverse=True)
        cuando: Any = self.fields["periodo"]
        cuando.choices = [("", _("Siempre")), *(par for anio in anios for par in lapsos(anio))]
        actividades: Any = self.fields["actividad"]
        actividades.queryset = Actividad.objects.filter(plan__in=planes).order_by(
            "-plan__inicio", "orden"
        )
        quien: Any = self.fields["pais"]
        quien.choices = [("", _("Todos")), *((clave_de(p), str(p or _("Región"))) for p in paises)]
        if len(paises) < 2:
            quien.widget = forms.HiddenInput()
        if modelo is not Accion:
            del self.fields["sin_acta"]
        self.varios_paises = len(paises) > 1
        for campo in self.fields.values():
            if isinstance(campo, forms.ChoiceField | forms.ModelChoiceField):
                campo.error_messages |= DE_LISTA

    def elegido(self, campo: str) -> Any:
        """What was asked in a field; empty where nothing was, or it made no sense."""
        return self.cleaned_data.get(campo) if self.is_bound and self.is_valid() else None

    @property
    def dato_elegido(self) -> Dato | None:
        """The Dato whose rows are asked for, if it counts rows of this register."""
        codigo = self.elegido("dato")
        if not codigo:
            return None
        registro = self.modelo._meta.model_name
        return Dato.objects.filter(codigo=codigo, conteo__registro=registro).first()

    def aplicar(self, filas: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that were asked for."""
        if self.modelo is Accion:
            filas = con_falta_de_acta(filas)
        if clase := self.elegido("clase"):
            filas = filas.filter(**{CLASES[self.modelo][0]: clase})
        if pais := self.elegido("pais"):
            filas = (
                filas.filter(pais__codigo=pais)
                if pais != "regional"
                else filas.filter(pais__isnull=True)
            )
        if lapso := self.elegido("periodo"):
            anio, _raya, semestre = lapso.partition("-")
            filas = filas.filter(fecha__year=anio)
            if semestre:
                meses = (1, 6) if semestre == "1" else (7, 12)
                filas = filas.filter(fecha__month__range=meses)
        if actividad := self.elegido("actividad"):
            filas = filas.filter(actividades=actividad)
        if self.elegido("sin_acta"):
            filas = filas.filter(sin_acta=True)
        if texto := self.elegido("texto"):
            filas = filas.filter(pk__in=que_dicen(filas, texto))
        if (dato := self.dato_elegido) is not None:
            filas = filas.filter(pk__in=que_cuentan(filas, dato))
        return filas


def lapsos(anio: int) -> list[tuple[str, str]]:
    """A year and its semesters, newest first, as choices."""
    semestres = [(f"{anio}-{s}", str(Periodo(anio=anio, semestre=s))) for s in (2, 1)]
    return [(str(anio), _("Todo %(anio)s") % {"anio": anio}), *semestres]


def que_dicen(filas: QuerySet[Any], texto: str) -> set[int]:
    """Ids of the rows that hold every word, accents or not, on both databases alike."""
    campos = [c for c in ("titulo", "detalle", "referencia", "lugar", "otras_partes", "resumen")
              if c in {campo.name for campo in filas.model._meta.fields}]  # fmt: skip
    return {pk for pk, *textos in filas.values_list("pk", *campos) if contiene(textos, texto)}


def que_cuentan(filas: QuerySet[Any], dato: Dato) -> set[int]:
    """Ids of the rows that add up to a Dato, by the very rule of the proposal."""
    periodos = list(Periodo.objects.filter(plan__indicadores__dato=dato).distinct())
    conteo = dato.conteo
    hallados: set[int] = set()
    leidas = list(filas.prefetch_related(*CON_TODO[filas.model]))
    for periodo in periodos:
        actividades = actividades_de([conteo], periodo).get(dato.pk, set())
        hallados |= aportes_de(conteo, leidas, actividades, periodo).keys()
    return hallados
