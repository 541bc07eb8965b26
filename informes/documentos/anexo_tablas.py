"""A cut as tables: what the sheets and the data package of the annex hold, said once.

Rows are plain values (text, numbers, ``dt.date``, bool, None) in the order of the fields; names
are in one language, field names and codes the same in both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from informes import datos_abiertos
from informes.documentos.anexo_campos import (
    ACTIVIDADES,
    APORTES,
    CATEGORIAS,
    CIFRAS,
    COBERTURA,
    DATOS,
    ESTADOS,
    INDICADORES,
    METAS,
    OBJETIVOS,
    PAISES,
    PROGRAMADO,
    PROYECTOS,
    Campo,
)
from informes.formato import dia
from informes.models import Corte

Fila = Sequence[Any]
Partes = Mapping[str, Any]
REGION = "region"
"""Who reports for the region, where a code is needed."""
CUENTAS = ("completada", "en_curso", "no_iniciada", "suspendida", "no_aplica", "sin_dato")


@dataclass(frozen=True)
class Tabla:
    """``clave``: the fields that tell its rows apart. ``ajenas``: field, the table it points to,
    the field there."""

    nombre: str
    titulo: Any
    descripcion: Any
    campos: Sequence[Campo]
    filas: Sequence[Fila]
    clave: tuple[str, ...] = ()
    ajenas: tuple[tuple[str, str, str], ...] = field(default=())


def tablas(corte: Corte, idioma: str) -> list[Tabla]:
    """Every table of a cut; those of projects only where the cut knows of projects."""
    partes = dict(corte.partes.values_list("clave", "contenido"))
    lectura = Lectura(partes, idioma)
    cifras = list(datos_abiertos.filas_de_celdas(corte, idioma))
    hechas = [
        Tabla(
            "cifras", _("Cifras"),
            _("Todas las cifras publicadas, una por fila: dato, país, año y categoría."),
            CIFRAS, [cifra(f) for f in cifras], ("dato", "anio", "pais", "categoria"),
            (("dato", "datos", "codigo"), ("pais", "paises", "codigo"),
             ("categoria", "categorias", "codigo")),
        ),
        Tabla(
            "datos", _("Datos"), _("Ficha metodológica de cada dato: qué se cuenta y cómo."),
            DATOS, list(lectura.datos()), ("codigo",),
        ),
        Tabla(
            "categorias", _("Categorías"), _("Las partes en que se desagrega un dato."),
            CATEGORIAS, sorted({(f[6], f[7]) for f in cifras if f[6]}), ("codigo",),
        ),
        Tabla(
            "paises", _("Países"),
            _("Los países de la Coalición y en qué estado tienen las actividades que reportan."),
            PAISES, list(lectura.paises()), ("codigo",),
        ),
        Tabla(
            "objetivos", _("Objetivos"), _("Los objetivos operativos del plan y su eje."),
            OBJETIVOS, list(lectura.objetivos()), ("numero",),
        ),
        Tabla(
            "actividades", _("Actividades"),
            _("Las actividades del plan, su estado en la región y cuántos países están en cada"
              " estado."),
            ACTIVIDADES, list(lectura.actividades()), ("codigo",),
            (("objetivo", "objetivos", "numero"),),
        ),
        Tabla(
            "estados", _("Estados por país"), _("El estado de cada actividad en cada país."),
            ESTADOS, list(lectura.estados()), ("actividad", "pais"),
            (("actividad", "actividades", "codigo"), ("pais", "paises", "codigo")),
        ),
        Tabla(
            "metas", _("Metas"), _("Las metas como están impresas en el plan."),
            METAS, list(lectura.metas()), ("codigo",), (("objetivo", "objetivos", "numero"),),
        ),
        Tabla(
            "indicadores", _("Indicadores"),
            _("Los indicadores impresos y el dato con que se mide cada uno."),
            INDICADORES, list(lectura.indicadores()), ("codigo",),
            (("meta", "metas", "codigo"), ("actividad", "actividades", "codigo"),
             ("dato", "datos", "codigo")),
        ),
        Tabla(
            "programado", _("Metas numéricas"),
            _("Lo que el plan se propone en números, por indicador y año."),
            PROGRAMADO, list(lectura.programado()), (), (("indicador", "indicadores", "codigo"),),
        ),
        Tabla(
            "cobertura", _("Cobertura"), _("Quién tiene aprobado el reporte de cada semestre."),
            COBERTURA, list(lectura.cobertura()), ("informante", "semestre"),
        ),
    ]  # fmt: skip
    return hechas + list(lectura.de_proyectos())


def cifra(fila: Fila) -> Fila:
    """A row of the site's file with its day as a day and its last field as a yes or no."""
    return [*fila[:-2], dt.date.fromisoformat(fila[-2]), bool(fila[-1])]


class Lectura:
    """The parts of a cut read into rows, in the order of the plan."""

    def __init__(self, partes: Partes, idioma: str) -> None:
        self.partes = partes
        self.idioma = idioma

    def t(self, texto: Mapping[str, str] | None) -> str:
        return (texto[self.idioma] or texto["es"]) if texto else ""

    def arbol(self) -> Iterator[tuple[Any, Any]]:
        """Each objetivo's part with its eje."""
        for eje in self.partes["plan"]["ejes"]:
            for objetivo in eje["objetivos"]:
                yield eje, self.partes[f"objetivo/{objetivo['numero']}"]

    def objetivos(self) -> Iterator[Fila]:
        for eje, o in self.arbol():
            yield [o["numero"], self.t(o["texto"]), eje["numero"], self.t(eje["nombre"])]

    def actividades(self) -> Iterator[Fila]:
        for eje, o in self.arbol():
            for breve in o["actividades"]:
                a = self.partes[f"actividad/{breve['codigo']}"]
                cuentas = a["paises"] or {}
                yield [
                    a["codigo"], self.t(a["texto"]), o["numero"], eje["numero"], a["informante"],
                    a["estado"], (a["desde"] or {}).get("clave", ""), a["semaforo"],
                    *(cuentas.get(c) for c in CUENTAS),
                ]  # fmt: skip

    def estados(self) -> Iterator[Fila]:
        for _eje, o in self.arbol():
            for breve in o["actividades"]:
                for p in self.partes[f"actividad/{breve['codigo']}"]["por_pais"]:
                    desde = (p["desde"] or {}).get("clave", "")
                    yield [breve["codigo"], p["codigo"], p["estado"], desde]

    def metas(self) -> Iterator[Fila]:
        for _eje, o in self.arbol():
            for x in o["metas"]:
                textos = (x[c] for c in ("texto", "responsable", "plazo", "planeamiento", "socios"))
                yield [
                    x["codigo"], o["numero"], *map(self.t, textos), " ".join(x["actividades"]),
                ]  # fmt: skip

    def impresos(self) -> Iterator[Any]:
        """The part of each printed indicator."""
        for _eje, o in self.arbol():
            for x in o["metas"]:
                for i in x["indicadores"]:
                    yield self.partes[f"indicador/{i['codigo']}"]

    def indicadores(self) -> Iterator[Fila]:
        for i in self.impresos():
            dato = i["bloque"]["dato"]["codigo"] if i["bloque"] else ""
            yield [
                i["codigo"], self.t(i["texto"]), i["meta"]["codigo"], i["actividad"]["codigo"],
                dato, i["evidencia"], i["es_nuestro"],
            ]  # fmt: skip

    def programado(self) -> Iterator[Fila]:
        for i in self.impresos():
            for m in i["metas_numericas"]:
                yield [i["codigo"], m["anio"], m["alcance"], m["objetivo"], m["linea_base"]]

    def datos(self) -> Iterator[Fila]:
        for d in self.partes["metodo"]["datos"]:
            textos = (d[c] for c in ("definicion", "fuente", "quien", "como"))
            yield [
                d["codigo"], self.t(d["nombre"]), self.t(d["unidad"]), d["tipo"], d["informante"],
                d["periodicidad"], d["regla_tiempo"], d["regla_region"], d["sentido"],
                d["sensible"], *map(self.t, textos),
            ]  # fmt: skip

    def paises(self) -> Iterator[Fila]:
        for p in self.partes["paises"]["paises"]:
            yield [
                p["codigo"], p["iso3"], self.t(p["nombre"]), self.t(p["organismo"]), p["sigla"],
                p["pedidas"], *(p["distribucion"].get(c, 0) for c in CUENTAS),
            ]  # fmt: skip

    def cobertura(self) -> Iterator[Fila]:
        metodo = self.partes["metodo"]
        for r in metodo["reportes"]:
            for semestre, aprobado in zip(metodo["semestres"], r["aprobados"], strict=True):
                yield [r["codigo"] or REGION, self.t(r["nombre"]), semestre, aprobado]

    def de_proyectos(self) -> Iterator[Tabla]:
        if "proyectos" not in self.partes:
            return
        suyos = [
            self.partes[f"proyecto/{p['codigo']}"] for p in self.partes["proyectos"]["proyectos"]
        ]
        yield Tabla(
            "proyectos", _("Proyectos"),
            _("Los proyectos que la Secretaría Técnica autoriza publicar."),
            PROYECTOS, [self.proyecto(p) for p in suyos], ("codigo",),
            (("pais", "paises", "codigo"),),
        )  # fmt: skip
        yield Tabla(
            "aportes", _("Aportes"),
            _("El dinero de esos proyectos. Lo ofrecido, lo firmado y lo desembolsado son montos"
              " distintos."),
            APORTES, [self.aporte(p, a) for p in suyos for a in p["aportes"]], (),
            (("proyecto", "proyectos", "codigo"),),
        )  # fmt: skip

    def proyecto(self, p: Mapping[str, Any]) -> Fila:
        return [
            p["codigo"], self.t(p["titulo"]), self.t(p["resumen"]), p["etapa"], dia(p["desde"]),
            p["prioritario"], p["pais"]["codigo"] if p["pais"] else "", dia(p["inicio"]),
            dia(p["fin"]), p["costo_usd"], p["falta_usd"],
            " ".join(a["codigo"] for a in p["actividades"]),
            "; ".join(self.t(o) for o in p["presentado_a"]["nombres"]),
            p["presentado_a"]["sin_nombrar"], p["donantes_sin_nombrar"],
        ]  # fmt: skip

    def aporte(self, p: Mapping[str, Any], a: Mapping[str, Any]) -> Fila:
        return [
            p["codigo"], a["estado"], dia(a["desde"]), a["monto"], a["moneda"], a["usd"],
            dia(a["fecha_tasa"]), self.t(a["donante"]),
        ]  # fmt: skip
