"""Gathers a period: the plan's rows, and what the sent and approved reports say of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actores.demostracion import aviso_de_demostracion
from actores.models import nombre_de_campo
from planes import arbol, calculo
from planes.arbol import Arbol, Texto
from planes.calculo import REGION
from planes.models import Avance, Dato, Periodo, Reporte, Valor
from planes.numeros import mostrar_numero
from planes.respuestas import en_palabras, en_una_frase, entrada_de

CUENTAN = (Reporte.Estado.ENVIADO, Reporte.Estado.APROBADO)


@dataclass(frozen=True)
class Voz:
    """What one informant says of one activity."""

    informante: str
    """The informant's name."""
    estado: str
    """Key of the state; empty when it said none."""
    nombre_estado: str
    textos: tuple[tuple[str, str], ...]
    """(label, text) of the narratives that are not empty."""
    valores: tuple[tuple[str, str], ...]
    """(Dato, answer in words) of the Datos asked there."""


@dataclass(frozen=True)
class Renglon:
    """A row of the printed matrix: an activity, the metas it leads to, the voices."""

    actividad: arbol.Actividad
    metas: tuple[arbol.Meta, ...]
    voces: tuple[Voz, ...]


@dataclass(frozen=True)
class Cuenta:
    """A Dato with every informant's answer and the region's figure of the approved ones."""

    codigo: str
    indicadores: tuple[str, ...]
    """Printed codes of the indicators that it answers; ours are not among them."""
    nombre: str
    respuestas: Mapping[str, str]
    """Country code (empty: the region) → the answer in words."""
    numeros: Mapping[str, Decimal]
    """The same where the answer is a number."""
    region: str


@dataclass(frozen=True)
class Consolidado:
    periodo: Periodo
    plan: Arbol
    informantes: Mapping[str, str]
    """Code (empty: the region) → name, in order."""
    reportes: Mapping[str, Reporte]
    """The report that counts of each informant; one without a sent report is not in it."""
    ultimos: Mapping[str, Reporte] = field(default_factory=dict)
    """The newest report of each informant that has begun one, in whatever state."""
    renglones: Mapping[int, tuple[Renglon, ...]] = field(default_factory=dict)
    """By number of the objetivo operativo."""
    cuentas: tuple[Cuenta, ...] = ()
    aviso: str = ""
    """That the data are fictitious, where they are."""

    @property
    def idioma(self) -> str:
        return idioma()

    def en_revision(self) -> list[str]:
        """Names of the informants whose report is sent and not yet approved."""
        return [
            self.informantes[codigo]
            for codigo, reporte in self.reportes.items()
            if reporte.estado == Reporte.Estado.ENVIADO
        ]

    def situacion(self, codigo: str) -> tuple[str, dt.datetime | None]:
        """Where an informant's report stands, in words, and when it was received."""
        reporte = self.reportes.get(codigo) or self.ultimos.get(codigo)
        if reporte is None:
            return _("Sin empezar"), None
        if reporte.estado == Reporte.Estado.BORRADOR:
            return _("En borrador"), None
        return str(reporte.get_estado_display()), reporte.enviado_en

    def sin_reporte(self) -> list[str]:
        return [nombre for c, nombre in self.informantes.items() if c not in self.reportes]


def idioma() -> str:
    return "en" if (get_language() or "es").startswith("en") else "es"


def dicho(texto: Texto) -> str:
    """A text of the plan in the reader's language."""
    return texto[idioma()]


def consolidar(periodo: Periodo) -> Consolidado:
    """Reads a period whole, in a fixed number of queries.

    Of each informant the newest report that is sent or approved; drafts and what was
    returned are not in it. The region's figures add up approved reports only.
    """
    plan = arbol.cargar(periodo.plan, [periodo])
    informantes = {p.codigo: dicho(p.nombre) for p in plan.paises if p.miembro_en(periodo.fin)}
    informantes[REGION] = _("Reporte regional")
    reportes = reportes_que_cuentan(periodo)
    voces, cuentas = leer(reportes, informantes, plan)
    return Consolidado(
        periodo=periodo,
        plan=plan,
        informantes=informantes,
        reportes={c: reportes[c] for c in informantes if c in reportes},
        ultimos=por_informante(Reporte.objects.ultimos().filter(periodo=periodo)),
        aviso=aviso_de_demostracion(),
        renglones={
            objetivo.numero: tuple(
                Renglon(
                    actividad,
                    tuple(m for m in objetivo.metas if actividad.codigo in m.actividades),
                    voces.get(actividad.codigo, ()),
                )
                for actividad in objetivo.actividades
            )
            for objetivo in plan.objetivos
        },
        cuentas=cuentas,
    )


def reportes_que_cuentan(periodo: Periodo) -> dict[str, Reporte]:
    """The newest sent or approved report of each informant, by country code."""
    enviados = Reporte.objects.filter(periodo=periodo, estado__in=CUENTAN)
    return por_informante(enviados.select_related("enviado_por"))


def por_informante(reportes: QuerySet[Reporte]) -> dict[str, Reporte]:
    """The newest of these reports by country code."""
    en_orden = reportes.select_related("pais").order_by("version")
    return {r.pais.codigo if r.pais else REGION: r for r in en_orden}


def leer(
    reportes: Mapping[str, Reporte], informantes: Mapping[str, str], plan: Arbol
) -> tuple[dict[str, tuple[Voz, ...]], tuple[Cuenta, ...]]:
    """The voices by activity code, and the accounts by Dato."""
    de_quien = {r.pk: codigo for codigo, r in reportes.items() if codigo in informantes}
    lugar = {codigo: i for i, codigo in enumerate(informantes)}
    frases: dict[tuple[str, str], str] = {}
    palabras: dict[str, dict[str, str]] = {}
    numeros: dict[str, dict[str, Decimal]] = {}
    valores = (
        Valor.objects.filter(reporte__in=de_quien)
        .select_related("dato", "etapa")
        .prefetch_related("partes", "dato__desagregaciones__categorias")
    )
    datos: dict[str, Dato] = {}
    for valor in valores:
        codigo, quien, entrada = valor.dato.codigo, de_quien[valor.reporte_id], entrada_de(valor)
        datos[codigo] = valor.dato
        frases[codigo, quien] = en_una_frase(valor.dato, entrada)
        palabras.setdefault(codigo, {})[quien] = en_palabras(valor.dato, entrada)
        if valor.numero is not None:
            numeros.setdefault(codigo, {})[quien] = valor.numero
    se_pide: dict[str, list[str]] = {}
    impresos: dict[str, list[str]] = {}
    for indicador in plan.indicadores:
        if indicador.dato and not indicador.es_nuestro:
            impresos.setdefault(indicador.dato, []).append(indicador.codigo)
        if indicador.dato and indicador.dato not in se_pide.setdefault(indicador.actividad, []):
            se_pide[indicador.actividad].append(indicador.dato)
    por_actividad: dict[str, list[tuple[int, Voz]]] = {}
    avances = Avance.objects.filter(reporte__in=de_quien).select_related("actividad")
    for avance in avances:
        quien = de_quien[avance.reporte_id]
        voz = Voz(
            informante=informantes[quien],
            estado=avance.estado,
            nombre_estado=str(avance.get_estado_display()) if avance.estado else "",
            textos=tuple(
                (nombre_de_campo(Avance, campo), getattr(avance, campo).strip())
                for campo in Avance.TEXTOS
                if getattr(avance, campo).strip()
            ),
            valores=tuple(
                (datos[d].t.nombre, frases[d, quien])
                for d in se_pide.get(avance.actividad.codigo, [])
                if (d, quien) in frases
            ),
        )
        por_actividad.setdefault(avance.actividad.codigo, []).append((lugar[quien], voz))
    voces = {
        codigo: tuple(voz for _lugar, voz in sorted(lista, key=lambda par: par[0]))
        for codigo, lista in por_actividad.items()
    }
    cuentas = tuple(
        Cuenta(
            codigo=codigo,
            indicadores=tuple(impresos.get(codigo, ())),
            nombre=dicho(ficha.nombre),
            respuestas=palabras.get(codigo, {}),
            numeros=numeros.get(codigo, {}),
            region=en_la_region(plan, codigo),
        )
        for codigo, ficha in plan.fichas.items()
        if codigo in palabras
    )
    return voces, cuentas


def en_la_region(plan: Arbol, codigo: str) -> str:
    """The region's figure of that Dato in the period, in words with its coverage; empty when
    nothing is approved or it does not add up."""
    dato = plan.fichas[codigo].dato
    esperado = frozenset(plan.semestres)
    cifras = {
        r.informante: calculo.en_el_tiempo(dato, [r], esperado)
        for r in plan.respuestas.get(codigo, ())
    }
    cifra = calculo.en_la_region(
        dato, cifras, cifras.get(REGION), plan.miembros(plan.semestres[-1].anio)
    )
    if cifra.valor is None:
        return ""
    if cifra.etapa is not None or cifra.documento:
        ficha = plan.fichas[codigo]
        return cifra.documento or dicho(ficha.etapas[cifra.etapa or 0])
    if dato.regla_region == "paises_que_cumplen" and cifra.denominador is not None:
        return _("%(n)s de %(de)s países") % {
            "n": mostrar_numero(cifra.valor),
            "de": mostrar_numero(cifra.denominador),
        }
    texto = mostrar_numero(round(cifra.valor, 1))
    if dato.tipo == "porcentaje":
        texto += " %"
    if cifra.cobertura is None:
        return texto
    return _("%(cifra)s (%(n)s de %(de)s países)") % {
        "cifra": texto,
        "n": cifra.cobertura.reportaron,
        "de": cifra.cobertura.esperados,
    }
