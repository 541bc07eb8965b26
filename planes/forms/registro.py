"""Rows of the registers: what was done, agreed, projected and received."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import nombre_de_campo
from planes.models import (
    Accion,
    Categoria,
    Convenio,
    Participantes,
    Proyecto,
    Recurso,
    Registro,
)
from planes.propuestas import canales

from .campos import MONTO_MAXIMO, NumeroField, TextoField
from .registro_fila import FormularioFila

TASA_MAXIMA = Decimal(10**6)


class FormularioAccion(FormularioFila):
    PRINCIPALES = ("fecha", "tipo", "titulo", "lugar")
    OPCIONALES = ("lugar",)
    OTROS = ("fecha_fin", "modalidad", "organizaciones", "detalle")
    FECHAS = ("fecha_fin",)

    class Meta:
        model = Accion
        fields = ("titulo", "tipo", "fecha", "actividades", "fecha_fin", "lugar", "modalidad",
                  "organizaciones", "detalle")  # fmt: skip
        widgets = {"organizaciones": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accion = self.instance
        antes = {p.sector_id: p for p in accion.participantes.all()} if accion.pk else {}
        alcances = {a.canal_id: a.personas for a in accion.alcances.all()} if accion.pk else {}
        sectores = Categoria.objects.filter(desagregacion__codigo="sector").order_by("orden")
        self.sectores = [s for s in sectores if not s.archivada or s.pk in antes]
        self.canales = [c for c in canales() if not c.archivada or c.pk in alcances]
        self.columnas = {c: nombre_de_campo(Participantes, c) for c in Participantes.SEXOS}
        for sector in self.sectores:
            for columna, nombre in self.columnas.items():
                numero = getattr(antes.get(sector.pk), columna, 0)
                self.numero(f"p-{sector.codigo}-{columna}", f"{sector}: {nombre}", numero)
        for canal in self.canales:
            nombre = f"{canal.desagregacion}: {canal}"
            self.numero(campo_de_canal(canal), nombre, alcances.get(canal.pk, 0))

    def numero(self, campo: str, nombre: str, valor: int) -> None:
        """A field of a table: named for those who do not see its row and column."""
        self.fields[campo] = NumeroField(entero=True, label=nombre)
        self.fields[campo].widget.attrs["aria-label"] = nombre
        if valor and campo not in self.initial:
            self.initial[campo] = Decimal(valor)

    def tabla_de_participantes(self) -> list[tuple[Categoria, list[tuple[str, Any]]]]:
        """Each sector with the field of each column and the column's name."""
        return [
            (s, [(str(n), self[f"p-{s.codigo}-{c}"]) for c, n in self.columnas.items()])
            for s in self.sectores
        ]

    def tablas_de_alcance(self) -> Iterator[tuple[Any, list[Any]]]:
        """The channels of each disaggregation with their fields."""
        por: dict[int, tuple[Any, list[Any]]] = {}
        for canal in self.canales:
            grupo = por.setdefault(canal.desagregacion_id, (canal.desagregacion, []))
            grupo[1].append((canal, self[campo_de_canal(canal)]))
        yield from por.values()

    def hay_en(self, comienzo: str) -> bool:
        return any(self[c].value() or self[c].errors for c in self.fields if c.startswith(comienzo))

    @property
    def hay_participantes(self) -> bool:
        return self.hay_en("p-")

    @property
    def hay_alcance(self) -> bool:
        return self.hay_en("a-")

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        self.en_orden("fecha", "fecha_fin", _("No puede terminar antes de empezar."))
        return limpio

    @property
    def desgloses(self) -> dict[str, Any]:
        limpio = self.cleaned_data
        return {
            "participantes": {
                s.pk: {c: int(limpio[f"p-{s.codigo}-{c}"] or 0) for c in self.columnas}
                for s in self.sectores
            },
            "alcances": {c.pk: int(limpio[campo_de_canal(c)] or 0) for c in self.canales},
        }


class FormularioConvenio(FormularioFila):
    PRINCIPALES = ("titulo", "tipo", "estado", "fecha")
    OTROS = ("partes", "otras_partes", "vence", "titulo_en", "detalle")
    FECHAS = ("vence",)

    class Meta:
        model = Convenio
        fields = ("titulo", "tipo", "estado", "fecha", "actividades", "partes", "otras_partes",
                  "vence", "titulo_en", "detalle")  # fmt: skip
        widgets = {"partes": forms.CheckboxSelectMultiple}
        help_texts = {"fecha": gettext_lazy("El día en que llegó a ese estado.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.publicable:
            self.fields["titulo"].help_text = _(
                "La Secretaría Técnica autorizó que este convenio se publique. Si usted cambia su"
                " título, tendrá que autorizarlo otra vez."
            )

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        self.en_orden("fecha", "vence", _("El convenio no puede vencer antes de su fecha."))
        return limpio


class FormularioProyecto(FormularioFila):
    PRINCIPALES = ("titulo", "etapa", "fecha")
    OTROS = ("resumen", "prioritario", "inicio", "fin", "costo_usd", "presentado_a", "titulo_en",
             "resumen_en", "detalle")  # fmt: skip
    FECHAS = ("inicio", "fin")
    costo_usd = NumeroField(
        entero=False,
        maximo=MONTO_MAXIMO,
        label=gettext_lazy("Costo total estimado, en dólares"),
        help_text=gettext_lazy("Déjelo en blanco si todavía no se sabe."),
    )
    resumen = TextoField(
        label=gettext_lazy("Resumen"),
        filas=3,
        help_text=gettext_lazy("Qué hará y para quién, en unas líneas."),
    )
    resumen_en = TextoField(label=gettext_lazy("Resumen en inglés"), filas=3)

    class Meta:
        model = Proyecto
        fields = ("titulo", "etapa", "fecha", "actividades", "resumen", "prioritario", "inicio",
                  "fin", "costo_usd", "presentado_a", "titulo_en", "resumen_en",
                  "detalle")  # fmt: skip
        widgets = {"presentado_a": forms.CheckboxSelectMultiple}
        help_texts = {"fecha": gettext_lazy("El día en que llegó a esa etapa.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.publicable:
            self.fields["resumen"].help_text = _(
                "La Secretaría Técnica autorizó que este proyecto se publique. Si usted cambia el"
                " título, el resumen o el costo, tendrá que autorizarlo otra vez."
            )

    def clean_costo_usd(self) -> Decimal | None:
        costo: Decimal | None = self.cleaned_data["costo_usd"]
        if costo == 0:
            raise forms.ValidationError(_("El costo tiene que ser mayor que 0."))
        return costo

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        self.en_orden("inicio", "fin", _("El proyecto no puede terminar antes de empezar."))
        return limpio


class FormularioRecurso(FormularioFila):
    PRINCIPALES = ("titulo", "donante", "monto", "moneda", "tasa", "fecha_tasa", "estado", "fecha")
    OTROS = ("proyecto", "convenio", "detalle")
    FECHAS = ("fecha_tasa",)
    monto = NumeroField(entero=False, maximo=MONTO_MAXIMO, label=gettext_lazy("Monto"))
    tasa = NumeroField(
        entero=False,
        maximo=TASA_MAXIMA,
        decimales=8,
        label=gettext_lazy("Cuántos dólares vale una unidad de esa moneda"),
        help_text=gettext_lazy("Déjelo en blanco si el monto está en dólares."),
    )

    class Meta:
        model = Recurso
        fields = ("titulo", "donante", "monto", "moneda", "tasa", "fecha_tasa", "estado", "fecha",
                  "actividades", "proyecto", "convenio", "detalle")  # fmt: skip
        help_texts = {"fecha": gettext_lazy("El día en que llegó a ese estado.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["monto"].required = True
        if self.initial.get("moneda", "USD") == "USD":
            self.initial["tasa"] = None
        paises = [p.pk for p in self.informantes if p]
        suyos = Q(pais__in=paises) | (Q(pais__isnull=True) if None in self.informantes else Q())
        for nombre, modelo in (("proyecto", Proyecto), ("convenio", Convenio)):
            campo: Any = self.fields[nombre]
            campo.queryset = filas_de(modelo, suyos, getattr(self.instance, f"{nombre}_id"))

    def clean_monto(self) -> Decimal | None:
        monto: Decimal | None = self.cleaned_data["monto"]
        if monto == 0:
            raise forms.ValidationError(_("El monto tiene que ser mayor que 0."))
        return monto

    def clean(self) -> dict[str, Any]:
        """In dollars there is no rate; in any other currency it has its day."""
        limpio = super().clean() or {}
        if "tasa" in self.errors or "moneda" in self.errors:
            return limpio
        tasa: Decimal | None = limpio.get("tasa")
        if limpio["moneda"] == "USD":
            if tasa not in (None, Decimal(1)):
                self.add_error("tasa", _("El monto está en dólares: deje este campo en blanco."))
            limpio["tasa"], limpio["fecha_tasa"] = Decimal(1), None
        elif not tasa:
            self.add_error("tasa", _("Escriba cuántos dólares vale una unidad de esa moneda."))
        elif not limpio.get("fecha_tasa") and "fecha_tasa" not in self.errors:
            self.add_error("fecha_tasa", _("Diga de qué día es esa tasa."))
        return limpio


FORMULARIOS: dict[str, type[FormularioFila]] = {
    "accion": FormularioAccion,
    "convenio": FormularioConvenio,
    "proyecto": FormularioProyecto,
    "recurso": FormularioRecurso,
}


def filas_de(modelo: type[Registro], suyas: Q, actual: int | None) -> QuerySet[Any]:
    """The informant's rows of a register, and the one that is chosen already."""
    return modelo._default_manager.filter(suyas | Q(pk=actual)).order_by("-fecha")


def campo_de_canal(canal: Categoria) -> str:
    return f"a-{canal.desagregacion.codigo}-{canal.codigo}"
