"""The open data of a cut: every table as CSV, XLSX and JSON, and all of them as a Data Package."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from informes import citas, datos_abiertos, dinero, graficos, hoja, proyectos, vigencia, vocabulario
from informes.documentos import anexo, anexo_libro, anexo_paquete, sobre_si
from informes.documentos.anexo_campos import Campo
from informes.documentos.anexo_libro import Columna, Hoja, Palabras
from informes.documentos.anexo_paquete import Paquete, campos_de, plano
from informes.documentos.anexo_tablas import Fila, Lectura, Tabla, tablas
from informes.documentos.datos_campos import CONVENIOS, CORTES, ESTRATEGIA, PLAN, RECURSOS
from informes.documentos.lectura import leer_corte
from informes.formato import dia
from informes.models import Corte
from informes.vigencia import Vigencia

FORMATOS = ("csv", "xlsx", "json")
PAQUETE = "paquete.zip"
INDICE = "indice.json"
DEL_CAMPO = ("nombre", "titulo", "tipo", "descripcion", "valores")
ORDEN = (
    "celdas", "plan", "indicadores", "actividades", "estados", "paises", "metas", "objetivos",
    "programado", "datos", "categorias", "cobertura", "recursos", "convenios", "proyectos",
    "aportes", "estrategia", "diccionario",
)  # fmt: skip
"""The tables as people are shown them; a cut may lack some."""

DICCIONARIO = (
    Campo("tabla", gettext_lazy("Tabla"), 16, "string", gettext_lazy("Nombre de la tabla.")),
    Campo("campo", gettext_lazy("Campo"), 22, "string", gettext_lazy("Nombre del campo.")),
    Campo("columna", gettext_lazy("Columna"), 28, "string",
          gettext_lazy("Cómo se llama en la hoja de cálculo.")),
    Campo("tipo", gettext_lazy("Tipo"), 11, "string",
          gettext_lazy("Tipo de Table Schema: string, integer, number, year, date, boolean.")),
    Campo("descripcion", gettext_lazy("Qué es"), 70, "string",
          gettext_lazy("Qué quiere decir, en qué unidad y qué es si está vacío.")),
    Campo("valores", gettext_lazy("Valores"), 50, "string",
          gettext_lazy("Los que puede tener, si son pocos, separados por espacios.")),
)  # fmt: skip


def archivos(corte: Corte, idioma: str) -> dict[str, bytes]:
    """Every file of a cut in a language, by name; the same bytes each time."""
    with translation.override(idioma):
        hechas = tablas_de(corte, idioma)
        dicho = list(acerca(corte, leer_corte(corte, idioma)))
        titulo = gettext_lazy("Datos abiertos de la CORETT")
        de = Paquete(corte, idioma, f"corett-datos-{corte.fecha.isoformat()}", lambda: str(titulo))
        listos = {
            PAQUETE: anexo_paquete.escribir(de, hechas[:-1], dicho),
            "corte.json": datos_abiertos.corte_completo(corte),
            INDICE: json.dumps([resumen(t) for t in hechas], ensure_ascii=False).encode(),
        }
        for tabla in hechas:
            for formato in FORMATOS:
                listos[f"{tabla.nombre}.{formato}"] = escribir(tabla, formato, corte, dicho)
    return listos


def indice(corte: Corte, idioma: str) -> list[dict[str, Any]]:
    """What there is to know of each table of a cut."""
    with translation.override(idioma):
        return [resumen(tabla) for tabla in tablas_de(corte, idioma)]


def resumen(tabla: Tabla) -> dict[str, Any]:
    """What there is to know of a table before it is opened."""
    filas = filas_del_diccionario([tabla])
    return {
        "tabla": tabla.nombre,
        "titulo": str(tabla.titulo),
        "descripcion": str(tabla.descripcion),
        "filas": len(tabla.filas),
        "campos": [dict(zip(DEL_CAMPO, fila[1:], strict=True)) for fila in filas],
    }


def escribir(tabla: Tabla, formato: str, corte: Corte, dicho: Sequence[tuple[str, str]]) -> bytes:
    """One table in one format, in the active language."""
    idioma = translation.get_language() or "es"
    if formato == "csv":
        if tabla.campos in (DICCIONARIO, CORTES):
            return hoja.escribir([c.nombre for c in tabla.campos], llanas(tabla))
        return anexo_paquete.csv_de(tabla, corte, idioma)
    if formato == "json":
        return en_json(tabla, corte, idioma)
    hojas = [anexo_libro.de_tabla(tabla, fijas=1, papeles=2, palabras=palabras(tabla))]
    if tabla.campos is not DICCIONARIO:
        hojas.append(explicacion(tabla))
    presentado = [(dicho[0][0], f"{dicho[0][1]}: {tabla.titulo}"), *dicho[1:]]
    return anexo_libro.escribir(corte, idioma, presentado, hojas, nota(corte))


def en_json(tabla: Tabla, corte: Corte, idioma: str) -> bytes:
    """What the table is, its fields, and its rows by field."""
    campos = [c.nombre for c in tabla.campos]
    dicho = {
        "tabla": tabla.nombre,
        "titulo": str(tabla.titulo),
        "descripcion": str(tabla.descripcion),
        "idioma": idioma,
        "corte": corte.huella,
        "datos_al": corte.fecha.isoformat(),
        "demostracion": corte.demo,
        "licencia": str(anexo_paquete.LICENCIA),
        "campos": [
            {"nombre": c.nombre, "titulo": str(c.titulo), "tipo": c.tipo,
             "descripcion": str(c.descripcion)}
            for c in tabla.campos
        ],
        "filas": [dict(zip(campos, fila, strict=True)) for fila in en_texto(tabla)],
    }  # fmt: skip
    return json.dumps(dicho, ensure_ascii=False, separators=(",", ":")).encode()


def llanas(tabla: Tabla) -> Iterator[Fila]:
    return ([plano(v) for v in fila] for fila in tabla.filas)


def en_texto(tabla: Tabla) -> Iterator[Fila]:
    """Days as text; the rest as it is."""
    return ([v.isoformat() if isinstance(v, dt.date) else v for v in f] for f in tabla.filas)


def nota(corte: Corte) -> str:
    dicho = _("Corte %(huella)s, con datos al %(fecha)s.") % {
        "huella": corte.huella[:16],
        "fecha": date_format(corte.fecha),
    }
    return f"{_('Datos de demostración: cifras ficticias.')} {dicho}" if corte.demo else dicho


def palabras(tabla: Tabla) -> Palabras:
    """What the codes of a table are called in a sheet, which is read by people."""
    idioma = translation.get_language() or "es"
    estados = {c: e["palabra"][idioma][0] for c, e in graficos.MARCA["estados"].items()}
    if tabla.nombre == "datos":
        return vocabulario.de_datos()
    if tabla.nombre in ("proyectos", "aportes", "recursos"):
        etapas, montos = anexo.de_textos(proyectos.ETAPAS), anexo.de_textos(proyectos.ESTADOS)
        return {"etapa": etapas, "estado": montos}
    if tabla.nombre == "convenios":
        tipos, suyos = anexo.de_textos(dinero.TIPOS), anexo.de_textos(dinero.ESTADOS_DE_CONVENIO)
        return {"tipo": tipos, "estado": suyos}
    return {"estado": estados} if tabla.nombre in ("actividades", "estados", "estrategia") else {}


def explicacion(tabla: Tabla) -> Hoja:
    """The fields of one table, as the second sheet of its workbook."""
    columnas = [Columna(str(c.titulo), c.ancho) for c in DICCIONARIO[1:]]
    filas = [fila[1:] for fila in filas_del_diccionario([tabla])]
    return Hoja(_("Diccionario"), _("Qué es cada columna."), columnas, filas)


# --- The tables ---------------------------------------------------------------------------------


def tablas_de(corte: Corte, idioma: str) -> list[Tabla]:
    """Every table of a cut, in ``ORDEN``; those that it does not know are left out."""
    partes = dict(corte.partes.values_list("clave", "contenido"))
    suyas = {t.nombre: t for t in tablas(corte, idioma)}
    celdas = replace(suyas.pop("cifras"), nombre="celdas")
    hechas = {
        **suyas,
        "celdas": celdas,
        "plan": Tabla(
            "plan", gettext_lazy("El plan entero"),
            gettext_lazy("El plan como está impreso, una fila por indicador, con el estado de cada"
                         " actividad y la última cifra."),
            PLAN, list(anexo.filas_de_matriz(leer_corte(corte, idioma))), (),
            (("objetivo", "objetivos", "numero"),),
        ),
        **{t.nombre: t for t in DeRegistros(partes, idioma).tablas()},
    }  # fmt: skip
    hechas["diccionario"] = Tabla(
        "diccionario", gettext_lazy("Diccionario de campos"),
        gettext_lazy("Qué quiere decir cada campo de cada tabla y qué valores puede tener."),
        DICCIONARIO, filas_del_diccionario([t for n in ORDEN if (t := hechas.get(n))]),
    )  # fmt: skip
    return [hechas[nombre] for nombre in ORDEN if nombre in hechas]


def filas_del_diccionario(hechas: Sequence[Tabla]) -> list[Fila]:
    return [
        [
            t.nombre, c.nombre, str(c.titulo), c.tipo, str(c.descripcion),
            " ".join(map(str, c.restricciones.get("enum", ()))),
        ]
        for t in hechas
        for c in campos_de(t)
    ]  # fmt: skip


class DeRegistros(Lectura):
    """Money, agreements and Estrategia read into rows, where the cut has them."""

    def tablas(self) -> Iterator[Tabla]:
        if "recursos" in self.partes:
            yield Tabla(
                "recursos", gettext_lazy("Recursos"),
                gettext_lazy("El dinero que cuenta, monto por monto."),
                RECURSOS, [self.recurso(r) for r in self.partes["recursos"]["filas"]],
                ("codigo",), (("pais", "paises", "codigo"),),
            )  # fmt: skip
        if "convenios" in self.partes:
            yield Tabla(
                "convenios", gettext_lazy("Convenios"),
                gettext_lazy("Los convenios y alianzas que pueden nombrarse, uno por uno; de los"
                             " demás, cuántos hay de cada tipo y estado."),
                CONVENIOS, list(self.convenios()), (), (("pais", "paises", "codigo"),),
            )  # fmt: skip
        if "estrategia" in self.partes:
            yield Tabla(
                "estrategia", gettext_lazy("Estrategia"),
                gettext_lazy("Las acciones de la Estrategia de visibilidad y comunicación, con su"
                             " estado y su calificación."),
                ESTRATEGIA, list(self.acciones()), ("codigo",),
            )  # fmt: skip

    def recurso(self, r: Mapping[str, Any]) -> Fila:
        return [
            r["codigo"], r["anio"], dia(r["desde"]), r["estado"], self.t(r["donante"]),
            codigo_de(r["pais"]), codigo_de(r["proyecto"]), r["de_proyecto"], r["monto"],
            r["moneda"], r["tasa"], dia(r["fecha_tasa"]), r["usd"], " ".join(r["datos"]),
            r["aprobado"],
        ]  # fmt: skip

    def convenios(self) -> Iterator[Fila]:
        for c in self.partes["convenios"]["convenios"]:
            yield [
                c["codigo"], 1, self.t(c["titulo"]), c["tipo"], c["estado"], dia(c["desde"]),
                dia(c["vence"]), codigo_de(c["pais"]), "; ".join(map(self.t, c["partes"])),
                c["sin_nombrar"], c["otras"],
            ]  # fmt: skip
        for c in self.partes["convenios"]["conteo"]:
            if faltan := c["convenios"] - c["publicados"]:
                yield [
                    "", faltan, "", c["tipo"], c["estado"], None, None, "", "", None, None,
                ]  # fmt: skip

    def acciones(self) -> Iterator[Fila]:
        for eje in self.partes["estrategia"]["ejes"]:
            for tactica in eje["tacticas"]:
                for a in tactica["acciones"]:
                    fechas = ("inicio_previsto", "fin_previsto", "inicio_real", "fin_real")
                    yield [
                        a["codigo"], self.t(a["texto"]), eje["numero"], self.t(eje["nombre"]),
                        tactica["numero"], self.t(tactica["texto"]), a["estado"],
                        a["calificacion"], *(dia(a[f]) for f in fechas),
                        a["retraso"]["que"] if a["retraso"] else "", a["dias_tarde"],
                        " ".join(a["resultados"]),
                    ]  # fmt: skip


def codigo_de(cosa: Mapping[str, str] | None) -> str:
    return cosa["codigo"] if cosa else ""


def tabla_de_cortes(raiz: str) -> Tabla:
    """Every cut that is or was public. Read now: the only table that is of no cut. ``raiz``: where
    the pages of the cuts begin."""
    filas = [fila_de_corte(v, raiz) for v in vigencia.historia_de_cortes()]
    return Tabla(
        "cortes", gettext_lazy("Cortes"),
        gettext_lazy("Los cortes publicados y retirados: fecha, huella y motivo."), CORTES, filas,
    )  # fmt: skip


def fila_de_corte(v: Vigencia[Corte], raiz: str) -> Fila:
    corte = v.cosa
    semestres = " ".join(p.clave for p in reversed(corte.periodos.all()))
    return [
        corte.huella, corte.fecha,
        timezone.localdate(corte.publicado_en) if corte.publicado_en else None,
        semestres, corte.t.motivo, v.estado, timezone.localdate(v.cuando) if v.cuando else None,
        corte.t.motivo_retiro if v.cuando else "", f"{raiz}{corte.huella}/",
    ]  # fmt: skip


# --- What it says of itself ---------------------------------------------------------------------


def acerca(corte: Corte, partes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text, the title first: the first sheet and the README say the same."""
    metodo = partes["metodo"]
    yield _("Título"), _("Datos abiertos de la CORETT")
    if corte.demo:
        yield (
            _("Aviso"),
            _("El plan es el real; todas las cifras y los estados son ficticios, de demostración."),
        )
    yield _("Datos al"), date_format(corte.fecha)
    yield _("Semestres"), ", ".join(metodo["semestres"])
    yield _("Cobertura"), anexo.cobertura(metodo)
    yield _("Marcas"), anexo.marcas(sobre_si.limite(partes))
    yield (
        _("Cómo se leen"),
        _("Una cifra exacta está en «Valor». Una protegida está entre «Mínimo» y «Máximo»."
          " Una celda vacía no es un cero: la marca dice por qué falta."),
    )  # fmt: skip
    yield _("Licencia"), str(anexo_paquete.LICENCIA)
    yield _("Cómo citar"), cita(corte)
    yield _("Huella SHA-256 del corte"), corte.huella
    yield _("Compruébelo en"), f"{settings.SITIO_URL}/verificar/{corte.huella}/"
    yield _("Dirección permanente"), f"{settings.SITIO_URL}/datos/{corte.huella}/"


def cita(corte: Corte) -> str:
    return citas.cita(corte, _("Datos abiertos"))
