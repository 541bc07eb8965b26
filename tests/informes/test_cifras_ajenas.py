"""The wrong figures of the field's peers (quality.md), each right on page, in API, CSV, XLSX, PDF.

Nine countries, one Dato, 2024::

    relevo      Guatemala says 400, then another person says 500 (running total) -> 500, not 900
    devuelto    one from each; what Panamá sent was returned to it               -> 8, by 8 of 9
    porcentaje  Honduras 3 of 12, with its parts by sex; the others nothing      -> 25 %, not 100 %
    ceros       all nine say nought                                              -> 0, by 9 of 9
    falta       two from each, Belice gives none                                 -> 16, by 8 of 9
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client

from actores.roles import SECRETARIA_TECNICA
from informes import documentos, operaciones
from informes.models import Corte, Informe, TipoInforme
from planes.models import Categoria, Dato, Reporte, Valor, ValorDesagregado
from tests import crear
from tests.informes.leer import archivos_de, texto_de

pytestmark = pytest.mark.django_db

PAISES = ("gt", "bz", "hn", "sv", "ni", "cr", "pa", "mx", "do")
DATO = "cifra-ajena"

CASOS = {
    "relevo": (Decimal(500), "500", 9),
    "devuelto": (Decimal(8), "8", 8),
    "porcentaje": (Decimal(25), "25", 1),
    "ceros": (Decimal(0), "0", 9),
    "falta": (Decimal(16), "16", 8),
}
"""Case → figure of the region, as it is written, countries that reported."""

CONTEO: dict[str, Any] = {"tipo": Dato.Tipo.CONTEO}
CAMPOS: dict[str, dict[str, Any]] = {
    "relevo": {**CONTEO, "regla_tiempo": Dato.ReglaTiempo.ULTIMO},
    "porcentaje": {
        "tipo": Dato.Tipo.PORCENTAJE,
        "regla_region": Dato.ReglaRegion.COCIENTE,
        "partes": {"sexo": ["mujeres", "hombres"]},
    },
}


def contesta(caso: str, codigo: str, reporte: Reporte, dato: Dato) -> None:
    """What a country says in a half-year."""
    segundo = reporte.periodo.semestre == 2
    if caso == "relevo":
        crear.crear_valor(reporte, dato, (500 if segundo else 400) if codigo == "gt" else 0)
    elif caso == "devuelto":
        crear.crear_valor(reporte, dato, 1 if segundo else 0)
    elif caso == "ceros":
        crear.crear_valor(reporte, dato, 0)
    elif caso == "falta" and codigo != "bz":
        crear.crear_valor(reporte, dato, 1)
    elif caso == "porcentaje" and codigo == "hn":
        un_porcentaje(reporte, dato, *((3, 12) if segundo else (0, 0)))


def un_porcentaje(reporte: Reporte, dato: Dato, arriba: int, abajo: int) -> None:
    """By sex, all those counted are women: the peer divides each part by itself."""
    if not abajo:
        Valor.objects.create(
            reporte=reporte, dato=dato, tipo=dato.tipo, ausencia=Valor.Ausencia.NO_APLICA
        )
        return
    valor = Valor.objects.create(
        reporte=reporte, dato=dato, tipo=dato.tipo, numerador=arriba, denominador=abajo
    )
    mujeres = Categoria.objects.get(desagregacion__codigo="sexo", codigo="mujeres")
    ValorDesagregado.objects.create(valor=valor, categoria=mujeres, numero=arriba)


def publicar(caso: str) -> Corte:
    """The case's scene, with the annual report and the data annex, made public."""
    secretaria = crear.crear_usuario("st@demo.example", SECRETARIA_TECNICA)
    dato = crear.crear_dato(DATO, nombre="Cifra ajena", destacado=1, **CAMPOS.get(caso, CONTEO))
    crear.crear_indicador(crear.crear_meta("1.1.1", crear.crear_actividad("1.1")), dato)
    periodos = [crear.crear_periodo(anio=2024, semestre=s) for s in (1, 2)]
    for codigo in PAISES:
        for periodo in periodos:
            # Another person sends each half-year's, as when somebody is replaced.
            devuelto = caso == "devuelto" and codigo == "pa"
            estado = Reporte.Estado.OBSERVADO if devuelto else Reporte.Estado.APROBADO
            reporte = crear.crear_reporte(crear.crear_pais(codigo), periodo, estado)
            contesta(caso, codigo, reporte, dato)
    corte = operaciones.preparar_corte(
        plan=crear.crear_plan(),
        periodos=periodos,
        fecha=dt.date(2024, 12, 31),
        motivo="Prueba",
        por=secretaria,
    )
    for informe in operaciones.pedir_informes(
        corte=corte, anio=2024, por=secretaria, tipos=(TipoInforme.ANUAL, TipoInforme.ANEXO)
    ):
        documentos.producir(informe)
        informe.refresh_from_db()
        assert informe.error == ""
    return operaciones.publicar_corte(corte=corte, por=secretaria)


def visible(url: str) -> str:
    """A page as it is read: no tags, blanks joined."""
    html = Client().get(url).content.decode()
    return re.sub(
        r"\s+", " ", re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", html, flags=re.S)
    )


def fila_regional(filas: list[dict[str, Any]]) -> dict[str, Any]:
    """The region's total of the Dato."""
    (fila,) = [f for f in filas if f["dato"] == DATO and not f["pais"] and not f["categoria"]]
    return fila


COLUMNAS = {
    "Código del dato": "dato",
    "País": "pais",
    "Categoría": "categoria",
    "Valor": "valor",
    "Países que reportaron": "reportaron",
}


def fila_de_hoja(contenido: bytes) -> dict[str, Any]:
    """The same row in the sheet of figures of the data annex."""
    for hoja in openpyxl.load_workbook(io.BytesIO(contenido), read_only=True):
        filas = list(hoja.iter_rows(values_only=True))
        for lugar, fila in enumerate(filas):
            if set(COLUMNAS) <= set(fila):
                nombres = [COLUMNAS.get(str(rotulo), "") for rotulo in fila]
                return fila_regional(
                    [dict(zip(nombres, otra, strict=False)) for otra in filas[lugar + 1 :]]
                )
    raise AssertionError("no sheet has the figures")


def fila_de_zip(contenido: bytes) -> dict[str, Any]:
    """The same row in the data package."""
    with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
        hoja = io.StringIO(paquete.read("cifras.csv").decode("utf-8-sig"))
    return fila_regional(list(csv.DictReader(hoja)))


@pytest.mark.parametrize("caso", CASOS)
def test_la_cifra_sale_bien_en_todas_partes(caso: str) -> None:
    corte = publicar(caso)
    valor, dicho, paises = CASOS[caso]

    pagina = visible("/plan/indicadores/1.1.1.a/")
    assert re.search(rf"(?<![\d,.]){dicho}(?![\d])", pagina)
    assert f"{paises} de 9 países" in pagina

    celda = fila_regional(json.loads(Client().get("/api/v1/celdas/").content)["results"])
    assert (Decimal(celda["valor"]), celda["reportaron"], celda["esperados"]) == (valor, paises, 9)

    hoja = io.StringIO(Client().get("/datos/celdas.csv").content.decode("utf-8-sig"))
    fila = fila_regional(list(csv.DictReader(hoja)))
    assert (Decimal(fila["valor"]), fila["reportaron"]) == (valor, str(paises))

    for informe in Informe.objects.filter(corte=corte, idioma="es"):
        for nombre, contenido in archivos_de(informe):
            if nombre.endswith("pdf"):
                texto = texto_de(nombre, contenido)
                assert re.search(rf"(?<![\d,.]){dicho}(?!\d)", texto), nombre
                assert f"{paises} de 9" in texto
                continue
            fila = fila_de_hoja(contenido) if nombre.endswith("xlsx") else fila_de_zip(contenido)
            assert (Decimal(str(fila["valor"])), int(fila["reportaron"])) == (valor, paises)
