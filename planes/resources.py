"""The plan's levels, what is measured, and the reported values as files."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from import_export.results import RowResult

from actores.models import Pais
from actores.resources_comun import Columna, Recurso, recurso_de
from actores.resources_widgets import Clave, Fecha, Numero, Texto
from planes import operaciones
from planes.cuestionario import Cuestionario, cuestionario_de
from planes.entrada import Entrada
from planes.forms.datos import HAY_DATO, FormularioDato, FormularioNumero, formulario_de
from planes.models import (
    Actividad,
    Apartado,
    Categoria,
    Dato,
    Desagregacion,
    Eje,
    Etapa,
    Indicador,
    LugarDudoso,
    Meta,
    ObjetivoEspecifico,
    ObjetivoEstrategico,
    ObjetivoOperativo,
    Periodo,
    Plan,
    Programacion,
    Reporte,
    Valor,
)
from planes.numeros import escribir_numero
from planes.respuestas import en_una_frase, entrada_de
from planes.uso import congelados

PlanResource = recurso_de(Plan)
EjeResource = recurso_de(Eje)
ObjetivoEstrategicoResource = recurso_de(ObjetivoEstrategico)
ObjetivoEspecificoResource = recurso_de(ObjetivoEspecifico)
ObjetivoOperativoResource = recurso_de(ObjetivoOperativo)
ActividadResource = recurso_de(Actividad)
MetaResource = recurso_de(Meta)
IndicadorResource = recurso_de(Indicador)
ProgramacionResource = recurso_de(Programacion)
DesagregacionResource = recurso_de(Desagregacion)
CategoriaResource = recurso_de(Categoria)
EtapaResource = recurso_de(Etapa)
ApartadoResource = recurso_de(Apartado)
# Settling a doubtful place is a decision that somebody takes, one by one: not for a file.
LugarDudosoResource = recurso_de(LugarDudoso, ("filas", "estado", "decision"))


class DatoResource(recurso_de(Dato)):  # type: ignore[misc]
    """Datos; the rules of one already in use do not change by file either."""

    class Meta(Recurso.Meta):
        model = Dato

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        fijos = {c: getattr(instance, c) for c in congelados(instance)} if instance.pk else {}
        super().import_instance(instance, row, **kwargs)
        cambiados = {c: v for c, v in fijos.items() if getattr(instance, c) != v}
        if cambiados:
            raise ValidationError(
                {
                    campo: _("Ya hay reportes con este dato: aquí queda «%(valor)s».")
                    % {"valor": valor}
                    for campo, valor in cambiados.items()
                }
            )


CANONICO = re.compile(r"-?\d+([.,]\d{1,2})?")
"""A number as files carry it; up to two decimals, so it cannot be thousands."""


def numero_escrito(celda: Any) -> str:
    """A number in a cell as a person would type it in the form, in the reader's language."""
    if isinstance(celda, float):
        # Fifteen digits, as Excel shows: 0.3 and not 0.30000000000000004.
        return escribir_numero(Decimal(f"{celda:.15g}"), get_language() or "es")
    texto = Texto().clean(celda)
    if CANONICO.fullmatch(texto):
        return escribir_numero(Decimal(texto.replace(",", ".")), get_language() or "es")
    return texto


class Partes(Texto):
    """The parts of a value in one cell: ``sexo/mujeres=12; sexo/hombres=8``."""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(
            f"{p.categoria.desagregacion.codigo}/{p.categoria.codigo}="
            + escribir_numero(p.numero, get_language() or "es")
            for p in value.all()
        )

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> dict[str, str]:
        """Number as typed by ``sexo-mujeres``, the name of its form field."""
        partes = {}
        for parte in filter(None, (p.strip() for p in super().clean(value).split(";"))):
            clave, igual, numero = parte.partition("=")
            if not igual or clave.count("/") != 1:
                raise ValueError(
                    _("«%(parte)s» no se entiende. Escriba así: sexo/mujeres=12; sexo/hombres=8.")
                    % {"parte": parte}
                )
            partes[clave.strip().replace("/", "-")] = numero_escrito(numero)
        return partes


class PaisORegion(Clave):
    REGIONAL = "regional"

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.codigo if value else self.REGIONAL


def columna(nombre: str, ruta: str = "", widget: Any = None) -> Columna:
    return Columna(attribute=ruta or nombre, column_name=nombre, widget=widget or Texto())


def texto_escrito(celda: Any) -> str:
    """Any other cell as a person would type it in the form."""
    if isinstance(celda, dt.datetime | dt.date):
        return celda.strftime("%Y-%m-%d")
    return Texto().clean(celda)


class ValorResource(Recurso):
    """Values of reports. They are written as on the reporting pages: same form, same operation,
    same permissions; an empty cell changes nothing."""

    plan = columna("plan", "reporte__periodo__plan__codigo")
    anio = columna("anio", "reporte__periodo__anio", Numero(entero=True))
    semestre = columna("semestre", "reporte__periodo__semestre", Numero(entero=True))
    pais = columna("pais", "reporte__pais", PaisORegion(Pais))
    estado = columna("estado", "reporte__estado")
    dato = columna("dato", "dato__codigo")
    numero = columna("numero", widget=Numero(entero=False))
    partes = columna("partes", widget=Partes())
    numerador = columna("numerador", widget=Numero(entero=False))
    denominador = columna("denominador", widget=Numero(entero=False))
    etapa = columna("etapa", "etapa__codigo")
    documento = columna("documento")
    fecha = columna("fecha", widget=Fecha())
    ausencia = columna("ausencia")
    nota = columna("nota")

    NUMEROS = ("numero", "numerador", "denominador")
    TEXTOS = ("etapa", "documento", "fecha")
    RESPUESTA = (*NUMEROS, *TEXTOS)

    class Meta(Recurso.Meta):
        model = Valor
        fields = (
            "plan", "anio", "semestre", "pais", "estado", "dato", "numero", "partes", "numerador",
            "denominador", "etapa", "documento", "fecha", "ausencia", "nota",
        )  # fmt: skip

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.periodos, self.paises, self.datos = Clave(Periodo), Clave(Pais), Clave(Dato)
        self.cuestionarios: dict[tuple[int, str], Cuestionario] = {}

    def get_import_id_fields(self) -> list[str]:
        return ["plan", "anio", "semestre", "pais", "dato"]

    def get_diff_headers(self) -> list[str]:
        return [_("valor")]

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        """Of each report its newest version: the one that a file can be read back into."""
        ultimos = queryset.filter(reporte__in=Reporte.objects.ultimos())
        return ultimos.select_related(
            "reporte__periodo__plan", "reporte__pais", "dato", "etapa"
        ).prefetch_related("partes__categoria__desagregacion")

    def import_row(self, row: Any, instance_loader: Any, **kwargs: Any) -> RowResult:
        resultado: RowResult = self.get_row_result_class()()
        try:
            self.before_import_row(row, **kwargs)
            self.escribir(row, kwargs["user"], resultado)
        except ValidationError as error:
            resultado.validation_error = error
        except (ValueError, PermissionDenied, operaciones.Conflicto) as error:
            resultado.validation_error = ValidationError(str(error))
        if resultado.validation_error:
            resultado.import_type = RowResult.IMPORT_TYPE_INVALID
        return resultado

    def escribir(self, row: Any, por: Any, resultado: RowResult) -> None:
        """Writes one row's answer into its report and says in ``resultado`` what changed."""
        reporte, dato = self.destino(row, por)
        claves = (reporte.periodo_id, reporte.informante)
        if claves not in self.cuestionarios:
            self.cuestionarios[claves] = cuestionario_de(reporte)
        hoja = next((h for h in self.cuestionarios[claves].hojas if dato in h.datos), None)
        if hoja is None:
            raise ValueError(
                _("El dato «%(dato)s» no se pide en ese reporte.") % {"dato": dato.codigo}
            )
        valor = reporte.valores.filter(dato=dato).select_related("etapa").first()
        antes = entrada_de(valor)
        despues = self.leer(row, hoja.datos[hoja.datos.index(dato)], reporte.periodo, antes)
        resultado.object_repr = f"{reporte} · {dato}"
        resultado.import_type = RowResult.IMPORT_TYPE_NEW
        if valor is not None:
            resultado.import_type = RowResult.IMPORT_TYPE_UPDATE
        if despues == antes:
            resultado.import_type = RowResult.IMPORT_TYPE_SKIP
            return
        avance = reporte.avances.filter(actividad=hoja.actividad).first()
        operaciones.guardar_respuestas(
            reporte=reporte,
            actividad=hoja.actividad,
            version=avance.version if avance else 0,
            textos={},
            entradas={dato: despues},
            por=por,
        )
        resultado.diff = [
            format_html(
                "<del>{}</del> <ins>{}</ins>",
                en_una_frase(dato, antes),
                en_una_frase(dato, despues),
            )
        ]

    def destino(self, row: Any, por: Any) -> tuple[Reporte, Dato]:
        """The report and the Dato that a row speaks of; begins the report if there is none."""
        celdas = {c: Texto().clean(row.get(c)) for c in self.get_import_id_fields()}
        for columna_, celda in celdas.items():
            if not celda:
                raise ValidationError({columna_: _("Este dato hace falta.")})
        periodo: Any = self.periodos.buscar(
            f"{celdas['plan']}/{celdas['anio']}/{celdas['semestre']}", row
        )
        regional = celdas["pais"] == PaisORegion.REGIONAL
        pais: Any = None if regional else self.paises.buscar(celdas["pais"], row)
        dato: Any = self.datos.buscar(celdas["dato"], row)
        return operaciones.iniciar_reporte(periodo=periodo, pais=pais, por=por), dato

    def leer(self, row: Any, dato: Dato, periodo: Periodo, antes: Entrada) -> Entrada:
        """The answer that a row gives, read by the reporting page's own form."""
        escritas = {c: numero_escrito(row.get(c)) for c in self.NUMEROS}
        escritas |= {c: texto_escrito(row.get(c)) for c in (*self.TEXTOS, "ausencia", "nota")}
        partes = Partes().clean(row.get("partes"))
        if not any(escritas.values()) and not partes:
            return antes
        vacio = formulario_de(dato, periodo, antes)
        self.revisar_columnas(vacio, escritas, partes)
        datos = {campo: vacio[campo].value() for campo in vacio.fields}
        if escritas["ausencia"]:
            datos = {"nota": datos["nota"], "situacion": escritas["ausencia"]}
        else:
            datos["situacion"] = HAY_DATO
        datos |= {c: v for c, v in escritas.items() if v and c != "ausencia"} | partes
        lleno = formulario_de(
            dato,
            periodo,
            antes,
            data={vacio.add_prefix(c): v for c, v in datos.items() if v is not None},
        )
        if not lleno.is_valid():
            raise ValidationError(
                {
                    {"situacion": "ausencia"}.get(c, c if c in escritas else "partes"): list(frases)
                    for c, frases in lleno.errors.items()
                }
            )
        return lleno.entrada

    def revisar_columnas(
        self, formulario: FormularioDato, escritas: dict[str, str], partes: dict[str, str]
    ) -> None:
        """Refuses an answer in a column that this Dato does not have."""
        for campo in self.RESPUESTA:
            if escritas[campo] and campo not in formulario.RESPUESTA:
                raise ValidationError(
                    {
                        campo: _("Este dato es de tipo «%(tipo)s»: no lleva esta columna.")
                        % {"tipo": formulario.dato.get_tipo_display()}
                    }
                )
        for clave in partes:
            if not isinstance(formulario, FormularioNumero) or clave not in formulario.fields:
                raise ValidationError(
                    {
                        "partes": _("Este dato no se desglosa por «%(clave)s».")
                        % {"clave": clave.replace("-", "/", 1)}
                    }
                )
