"""The scene of figures published with its whole family, and what each document has to say."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from unittest import mock

import openpyxl
from django.utils import timezone, translation
from pypdf import PdfReader

from informes import operaciones
from informes.models import Corte, Informe, TipoInforme
from tests.informes import comparar, lugares
from tests.informes.dichas import CorteDicho, Dicha, numero
from tests.informes.escena_cifras import EscenaDeCifras
from tests.informes.leer import archivos_de
from tests.informes.lugares import Lugar
from tests.informes.test_familia import MOMENTO, hacer

IDIOMAS = ("es", "en")
ESTADOS = {
    "es": {
        "completada": ("completada", "completadas"),
        "en_curso": ("en curso", "en curso"),
        "no_iniciada": ("no iniciada", "no iniciadas"),
        "suspendida": ("suspendida", "suspendidas"),
        "no_aplica": ("no aplica", "no aplica"),
        "sin_dato": ("sin dato", "sin dato"),
    },
    "en": {
        "completada": ("completed", "completed"),
        "en_curso": ("under way", "under way"),
        "no_iniciada": ("not started", "not started"),
        "suspendida": ("suspended", "suspended"),
        "no_aplica": ("not applicable", "not applicable"),
        "sin_dato": ("no data", "no data"),
    },
}
DE = {"es": "de", "en": "of"}


@dataclass
class Publicado:
    """The published scene: its figures in each language, and its files by document."""

    corte: Corte
    dichos: dict[str, CorteDicho]
    informes: list[Informe]
    archivos: dict[tuple[str, str, str], dict[str, bytes]] = field(default_factory=dict)
    leidos: dict[str, list[Lugar]] = field(default_factory=dict)

    def lugares_de(self, informe: Informe) -> dict[str, list[Lugar]]:
        """What each file of a document says, by its address; files of data and pictures aside."""
        hallados = {}
        for nombre, contenido in self.archivos[clave(informe)].items():
            lector = lugares.LECTORES.get(nombre.rsplit(".", 1)[-1])
            if lector:
                if nombre not in self.leidos:
                    self.leidos[nombre] = lector(contenido)
                hallados[nombre] = self.leidos[nombre]
        return hallados

    def de(self, *tipos: TipoInforme) -> Iterator[Informe]:
        return (informe for informe in self.informes if informe.tipo in tipos)


def clave(informe: Informe) -> tuple[str, str, str]:
    return informe.tipo, informe.sujeto, informe.idioma


def publicar() -> Publicado:
    """Every document of the scene in both languages, made and published at a fixed moment."""
    with translation.override("es"), mock.patch.object(timezone, "now", return_value=MOMENTO):
        escena = EscenaDeCifras()
        escena.reportar_todo()
        escena.proyecto()
        corte = hacer(escena)
        operaciones.publicar_corte(corte=corte, por=escena.secretaria)
    hecho = Publicado(
        corte,
        {idioma: CorteDicho(corte, idioma) for idioma in IDIOMAS},
        list(corte.informes.order_by("tipo", "sujeto", "idioma")),
    )
    for informe in hecho.informes:
        hecho.archivos[clave(informe)] = dict(archivos_de(informe))
    return hecho


def debidas(informe: Informe, dicho: CorteDicho, nombre: str) -> list[tuple[list[Dicha], bool]]:
    """Figures that a file of the document is about, and whether with what they stand on."""
    todas, ultimas = list(dicho.regionales()), list(dicho.regionales(anio=2024))
    clave_ = [c for c in todas if c.dato in dicho.destacados]
    protegidas = [c for c in todas if c.dato in dicho.protegidos]
    dinero = [c for c in todas if c.dato in dicho.de_dinero]
    if informe.tipo == TipoInforme.ANUAL:
        # A country's milestones are in its own report only.
        de_paises = [c for p in dicho.paises for c in numericas(dicho, p)]
        return [(todas, True), (de_paises, False)]
    if informe.tipo == TipoInforme.RESUMEN:
        return [(clave_, True)]
    if informe.tipo == TipoInforme.HOJA:
        return [([c for c in clave_ if c in ultimas], True)]
    if informe.tipo == TipoInforme.INFOGRAFIA:
        # Of the protected ones it has room for complaints, and none on the square.
        denuncias = [c for c in protegidas if c.dato == "denuncias-recibidas"]
        suyas = clave_ if "cuadrado" in nombre else [*clave_, *denuncias]
        return [([c for c in suyas if c in ultimas], True)]
    if informe.tipo == TipoInforme.BOLETIN:
        numero_ = int(informe.sujeto[1]) - 1
        dos = [dicho.destacados[(2 * numero_ + i) % len(dicho.destacados)] for i in range(2)]
        anios = ultimas if nombre.endswith("txt") else todas
        return [([c for c in anios if c.dato in dos], True)]
    if informe.tipo == TipoInforme.PRESENTACION:
        return [([*clave_, *protegidas, *dinero], True)]
    return []


def numericas(dicho: CorteDicho, pais: str) -> list[Dicha]:
    return [c for c in dicho.de_pais(pais) if dicho.datos[c.dato]["tipo"] != "hito"]


def con_cifra(cifras: list[Dicha]) -> set[tuple[str, str]]:
    """Which have a figure in some year, as their rows."""
    return {(c.dato, c.categoria) for c in cifras if not c.dicho.startswith("[")}


def texto_de(nombre: str, contenido: bytes, suyos: list[Lugar]) -> str:
    """All that a file says: of a PDF what is drawn on its pages, its properties, and what stands
    for its pictures."""
    if not nombre.endswith("pdf"):
        return " · ".join([contenido.decode()] if nombre.endswith("txt") else
                          [lugar.texto for lugar in suyos])  # fmt: skip
    lector = PdfReader(io.BytesIO(contenido))
    propiedades = [str(valor) for valor in (lector.metadata or {}).values()]
    # The foot of a page counts pages; as the contents do.
    return " · ".join(
        [*(hoja.extract_text() for hoja in lector.pages), *propiedades]
        + [lugar.texto for lugar in suyos]
    )


def ajenas(publicado: Publicado, informe: Informe) -> list[str]:
    """Numbers in a document that are not its cut's; "file: number"."""
    dicho = publicado.dichos[informe.idioma]
    paginas = {numero(n, informe.idioma) for n in range(1, informe.paginas + 1)}
    if informe.tipo == TipoInforme.PRESENTACION:
        paginas = {numero(n, informe.idioma) for n in range(1, 20)}
    if informe.tipo == TipoInforme.BOLETIN:
        paginas.add(informe.sujeto[1])
    return [
        f"{nombre}: {hallado}"
        for nombre, suyos in publicado.lugares_de(informe).items()
        for hallado in comparar.sobran(
            texto_de(nombre, publicado.archivos[clave(informe)][nombre], suyos), dicho, paginas
        )
    ]


def de_estados(cuenta: dict[str, int], idioma: str) -> str:
    """ "1 completada, 2 en curso": the states that there are, in their order."""
    return ", ".join(f"{n} {ESTADOS[idioma][estado][n != 1]}" for estado, n in cuenta.items() if n)


def filas_de(contenido: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contenido.decode("utf-8-sig"))))


def como_celda(fila: dict[str, Any]) -> tuple[Any, ...]:
    """A row of the API or of a CSV as comparable values; empty is None."""

    def valor(nombre: str) -> Decimal | None:
        dicho = fila[nombre]
        return None if dicho in ("", None) else Decimal(str(dicho))

    texto = fila["texto"] or ""
    return (
        fila["dato"], fila["pais"] or "", int(fila["anio"]), fila["categoria"] or "",
        valor("valor"), valor("minimo"), valor("maximo"),
        texto["es"] if isinstance(texto, dict) else texto,
        fila["marca"] or "", valor("reportaron"), valor("esperados"),
    )  # fmt: skip


def del_corte(publicado: Publicado, idioma: str) -> set[tuple[Any, ...]]:
    return {
        (
            c.dato, c.pais, c.anio, c.categoria, c.valor, c.minimo, c.maximo,
            c.texto_en if idioma == "en" else c.texto, c.marca, c.reportaron, c.esperados,
        )
        for c in publicado.dichos[idioma].celdas
    }  # fmt: skip


def hoja_de_cifras(contenido: bytes) -> list[dict[str, Any]]:
    """The second sheet of the workbook, by the names of the CSV."""
    nombres = (
        "dato", "nombre", "unidad", "pais", "nombre_pais", "anio", "categoria",
        "nombre_categoria", "valor", "minimo", "maximo", "texto", "marca", "reportaron",
        "esperados",
    )  # fmt: skip
    hoja = openpyxl.load_workbook(io.BytesIO(contenido), read_only=True).worksheets[1]
    filas = [fila for fila in hoja.iter_rows(values_only=True) if isinstance(fila[5], int)]
    return [dict(zip(nombres, fila, strict=False)) for fila in filas]


def numeros_de_tablas(nombre: str, contenido: bytes) -> set[Decimal]:
    """Each cell of a workbook, or of the CSV files of a package, that is a number."""
    if nombre.endswith("zip"):
        with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
            celdas: list[Any] = [
                valor
                for parte in paquete.namelist()
                if parte.endswith(".csv")
                for fila in filas_de(paquete.read(parte))
                for columna, valor in fila.items()
                if columna not in ("codigo", "actividad", "actividades", "meta")
            ]
        return {Decimal(v) for v in celdas if re.fullmatch(r"\d+(\.\d+)?", v or "")}
    libro = openpyxl.load_workbook(io.BytesIO(contenido), read_only=True)
    filas = (fila for hoja in libro for fila in hoja.iter_rows(values_only=True))
    return {Decimal(str(v)) for fila in filas for v in fila if isinstance(v, int | float)}
