"""Every figure of every document, both ways, and the same on the site, in the API and in CSV.

One scene where every figure differs (``escena_cifras``) is made once, with its whole family of
documents in both languages, and published. What a document has to say is worked out here from the
flat cells and the raw parts (``dichas``); where it says it is read from the tags of the PDF, the
shapes of the PPTX, the texts of the SVG (``lugares``).

Forward: each figure that a type of document is about stands in it beside its name, with its year,
mark and coverage. Backward: each number in it is the cut's, or known for something else
(``comparar.CONOCIDOS``).
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings

from informes import documentos
from informes.documentos import lectura
from informes.models import Informe, TipoInforme
from tests.informes import comparar, lugares
from tests.informes.dichas import CorteDicho, Dicha, numero
from tests.informes.familia_publicada import (
    DE,
    ESTADOS,
    Publicado,
    ajenas,
    clave,
    como_celda,
    con_cifra,
    de_estados,
    debidas,
    del_corte,
    filas_de,
    hoja_de_cifras,
    numericas,
    numeros_de_tablas,
    publicar,
)
from tests.informes.lugares import Lugar

# Typeset from the cut's parts, which are the same text in any database.
pytestmark = [pytest.mark.django_db, pytest.mark.una_base]


@pytest.fixture(scope="module")
def publicado(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Publicado]:
    """Made once for all the tests of this file; taken away after them."""
    # As for every test; what lasts longer has to ask for itself.
    propios = override_settings(
        MEDIA_ROOT=str(tmp_path_factory.mktemp("media")),
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with django_db_blocker.unblock(), propios, transaction.atomic():
        yield publicar()
        transaction.set_rollback(True)


# --- Forward: what each document has to say ------------------------------------------------------


def test_cada_documento_dice_las_cifras_de_las_que_trata(publicado: Publicado) -> None:
    contadas = 0
    for informe in publicado.informes:
        dicho = publicado.dichos[informe.idioma]
        for nombre, suyos in publicado.lugares_de(informe).items():
            for cifras, con_base in debidas(informe, dicho, nombre):
                assert comparar.faltan(suyos, cifras, con_base=con_base) == [], nombre
                contadas += len(cifras)
    assert contadas > 200


def test_el_informe_de_un_pais_dice_las_suyas_junto_a_las_de_la_region(
    publicado: Publicado,
) -> None:
    """The region's stand in a column of their own."""
    for informe in publicado.de(TipoInforme.NACIONAL):
        dicho = publicado.dichos[informe.idioma]
        (suyos,) = publicado.lugares_de(informe).values()
        cifras = numericas(dicho, informe.sujeto)
        filas = con_cifra(cifras)
        regional = {"es": "Región", "en": "Region"}[informe.idioma]
        propios = [lugar for lugar in suyos if regional not in lugar.columna]
        ajenos = [lugar for lugar in suyos if regional in lugar.columna]
        con_fila = [c for c in cifras if (c.dato, c.categoria) in filas]
        assert comparar.faltan(propios, con_fila) == [], informe
        de_la_region = [c for c in dicho.regionales(anio=2024) if (c.dato, c.categoria) in filas]
        assert de_la_region
        assert comparar.faltan(ajenos, de_la_region, con_base=True) == [], informe
        sin_fila = {c.nombre for c in cifras} - {c.nombre for c in con_fila}
        assert sin_fila <= {lugar.texto.lstrip("• ") for lugar in suyos}, informe
        (hito,) = [
            c for c in dicho.de_pais(informe.sujeto) if c.dato == "protocolo" and c.anio == 2024
        ]
        assert any(
            lugar.texto == hito.dicho and hito.nombre in lugar.alrededor for lugar in suyos
        ), informe


# --- States, coverage of reports, money ----------------------------------------------------------


def test_los_estados_son_los_mismos_en_cada_documento(publicado: Publicado) -> None:
    """Of the region and of each eje where they are drawn; of each country in the tables."""
    con_dibujo = (
        TipoInforme.ANUAL, TipoInforme.RESUMEN, TipoInforme.HOJA, TipoInforme.INFOGRAFIA,
        TipoInforme.PRESENTACION,
    )  # fmt: skip
    for informe in publicado.de(*con_dibujo):
        dicho = publicado.dichos[informe.idioma]
        for nombre, suyos in publicado.lugares_de(informe).items():
            textos = [lugar.texto for lugar in suyos]
            debidos = [
                f"{eje['nombre'][informe.idioma]}: "
                + de_estados(eje["distribucion"], informe.idioma)
                for eje in dicho.inicio["ejes"]
            ]
            if nombre.endswith("svg"):
                debidos = [de_estados(e["distribucion"], informe.idioma)
                           for e in dicho.inicio["ejes"]]  # fmt: skip
            if informe.tipo != TipoInforme.HOJA:
                debidos.append(de_estados(dicho.inicio["distribucion"], informe.idioma))
            for debido in debidos:
                assert any(debido in texto for texto in textos), (nombre, debido)


def test_cada_pais_con_sus_estados_y_sus_reportes(publicado: Publicado) -> None:
    contadas = 0
    for informe in publicado.de(
        TipoInforme.ANUAL, TipoInforme.RESUMEN, TipoInforme.PRESENTACION, TipoInforme.NACIONAL
    ):
        dicho, de = publicado.dichos[informe.idioma], DE[informe.idioma]
        (suyos,) = publicado.lugares_de(informe).values()
        for pais in dicho.inicio["paises"]:
            if informe.tipo == TipoInforme.NACIONAL:
                if pais["codigo"] == informe.sujeto:
                    debido = de_estados(pais["distribucion"], informe.idioma)
                    assert any(debido in lugar.texto for lugar in suyos), informe
                continue
            nombre = pais["nombre"][informe.idioma]
            aprobados = [r["aprobado"] for r in pais["reportes"]]
            por_columna = {
                ESTADOS[informe.idioma][estado][1]: numero(n, informe.idioma)
                for estado, n in pais["distribucion"].items()
            }
            if informe.tipo == TipoInforme.PRESENTACION:
                # Its table has no room for those that nobody counts as progress.
                for estado in ("no_aplica", "sin_dato"):
                    del por_columna[ESTADOS[informe.idioma][estado][1]]
            reportes = {"es": "reportes aprobados", "en": "approved reports"}[informe.idioma]
            por_columna[reportes] = f"{sum(aprobados)} {de} {len(aprobados)}"
            for columna, valor in por_columna.items():
                celdas = {
                    lugar.texto
                    for lugar in suyos
                    if lugar.columna.lower() == columna and f" / {nombre} / " in lugar.alrededor
                }
                assert celdas == {valor}, (informe, nombre, columna)
                contadas += 1
    assert contadas == 2 * 3 * (7 + 7 + 5)


def test_cada_actividad_con_los_paises_que_la_completaron(publicado: Publicado) -> None:
    for informe in publicado.de(TipoInforme.ANUAL):
        dicho, de = publicado.dichos[informe.idioma], DE[informe.idioma]
        (suyos,) = publicado.lugares_de(informe).values()
        for nombre, parte in dicho.partes.items():
            if not nombre.startswith("actividad/"):
                continue
            estados = [fila["estado"] for fila in parte["por_pais"]]
            fila = [lugar.texto for lugar in suyos if f" / {parte['codigo']} " in lugar.alrededor]
            # "delayed" may be said behind it.
            estado = ESTADOS[informe.idioma][parte["estado"]][0]
            assert any(dicho_.startswith(estado) for dicho_ in fila), nombre
            assert f"{estados.count('completada')} {de} {len(estados)}" in fila, nombre


def test_el_dinero_de_un_proyecto(publicado: Publicado) -> None:
    for informe in publicado.de(TipoInforme.FICHA, TipoInforme.PRESENTACION):
        dicho = publicado.dichos[informe.idioma]
        proyecto = dicho.partes["proyecto/abcd1234"]
        (suyos,) = publicado.lugares_de(informe).values()
        textos = [lugar.texto for lugar in suyos]
        signo = "USD " if informe.tipo == TipoInforme.FICHA else ""
        for cuanto in (proyecto["costo_usd"], proyecto["falta_usd"]):
            assert f"{signo}{numero(cuanto, informe.idioma)}" in textos, (informe, cuanto)
        for monto in proyecto["montos"]:
            estado = monto["nombre_estado"][informe.idioma]
            if monto["usd"] or not signo:
                debido = f"{signo}{numero(monto['usd'], informe.idioma)}"
                assert any(
                    lugar.texto == debido and estado in lugar.alrededor for lugar in suyos
                ), (informe, estado)


# --- Backward: nothing that is not the cut's -----------------------------------------------------


def test_ningun_numero_que_no_sea_del_corte(publicado: Publicado) -> None:
    for informe in publicado.informes:
        assert ajenas(publicado, informe) == [], informe


def test_los_graficos_de_la_presentacion_tienen_las_del_corte(publicado: Publicado) -> None:
    """The numbers that are drawn, and those of the workbook that PowerPoint opens to edit them."""
    for informe in publicado.de(TipoInforme.PRESENTACION):
        dicho = publicado.dichos[informe.idioma]
        (contenido,) = publicado.archivos[clave(informe)].values()
        regionales = {(c.nombre, c.anio): c for c in dicho.regionales() if not c.categoria}
        vistas = set()
        for serie, categoria, valor, en_el_libro in lugares.graficos_de_pptx(contenido):
            assert valor == en_el_libro, (informe, serie, categoria)
            if categoria[:4].isdigit():
                cifra = regionales[serie, int(categoria[:4])]
                assert Decimal(str(valor)) == cifra.valor, (informe, serie, categoria)
                assert cifra.base in categoria
                vistas.add(cifra.dato)
            else:
                assert numero(valor or 0, informe.idioma) in dicho.buenos
        assert {"talleres", "recursos-recaudados"} <= vistas


# --- The same on the site, in the API, in CSV and in the data annex ------------------------------


def test_la_api_y_los_csv_tienen_las_mismas(publicado: Publicado) -> None:
    cliente = Client()
    api = json.loads(cliente.get("/api/v1/celdas/?tamano=500").content)["results"]
    hay = {
        "API": {como_celda(fila) for fila in api},
        "CSV": {como_celda(f) for f in filas_de(cliente.get("/datos/celdas.csv").getvalue())},
    }
    for donde, filas in hay.items():
        assert filas == del_corte(publicado, "es"), donde
    for informe in publicado.de(TipoInforme.ANEXO):
        for nombre, contenido in publicado.archivos[clave(informe)].items():
            if nombre.endswith("zip"):
                with zipfile.ZipFile(io.BytesIO(contenido)) as paquete:
                    filas = {como_celda(f) for f in filas_de(paquete.read("cifras.csv"))}
            else:
                filas = {como_celda(f) for f in hoja_de_cifras(contenido)}
            assert filas == del_corte(publicado, informe.idioma), nombre


def test_las_tablas_del_anexo_no_tienen_otras(publicado: Publicado) -> None:
    """Every number of every sheet and of every CSV; identifiers and half-years are no numbers."""
    for informe in publicado.de(TipoInforme.ANEXO):
        dicho = publicado.dichos[informe.idioma]
        anios = {Decimal(anio) for anio in (2023, 2024)}
        for nombre, contenido in publicado.archivos[clave(informe)].items():
            hallados = numeros_de_tablas(nombre, contenido)
            assert len(hallados) > 40, nombre
            assert hallados - dicho.exactos - anios - {Decimal(1), Decimal(0)} == set(), nombre


def test_las_paginas_dicen_las_mismas(publicado: Publicado) -> None:
    """An indicator's page in full, and its CSV; a country's page."""
    cliente = Client()
    for idioma, raiz in (("es", ""), ("en", "/en")):
        dicho = publicado.dichos[idioma]
        region = {"es": "Región", "en": "Region"}[idioma]
        for dato, (codigo, _parte) in dicho.bloques.items():
            suyos = lugares.de_html(cliente.get(f"{raiz}/plan/indicadores/{codigo}/").content)
            cifras = [c for c in dicho.cifras if c.dato == dato]
            de_la_region = [c for c in cifras if not c.pais]
            de_paises = [c for c in cifras if c.pais and c in list(dicho.de_pais(c.pais))]
            for cifra in [*de_la_region, *de_paises]:
                fila = cifra.nombre_pais or (
                    cifra.nombre_categoria
                    if cifra.categoria and dato not in dicho.protegidos
                    else region
                )
                sobre = cifra.nombre_categoria if dato in dicho.protegidos else ""
                celdas = {
                    lugar.texto
                    for lugar in suyos
                    if lugar.columna == str(cifra.anio)
                    and f" / {fila} / " in lugar.alrededor
                    and sobre in lugar.alrededor
                }
                assert len(celdas) == 1, (codigo, cifra)
                assert comparar.empieza(celdas.pop(), cifra.dicho), (codigo, cifra)
            hoja = filas_de(cliente.get(f"{raiz}/plan/indicadores/{codigo}/datos.csv").getvalue())
            assert len(hoja) == len(cifras), codigo
        for pais in dicho.paises:
            suyos = lugares.de_html(cliente.get(f"{raiz}/paises/{pais}/").content)
            assert comparar.faltan(suyos, en_la_pagina(dicho, pais)) == [], pais


def en_la_pagina(dicho: CorteDicho, pais: str) -> list[Dicha]:
    """The page is about one country: its name stands in its title."""
    return [replace(cifra, nombre_pais="") for cifra in dicho.de_pais(pais)]


# --- So that the tests above are known to be able to fail ----------------------------------------


def con_otra(informe: Informe, publicado: Publicado) -> Publicado:
    """The document written again now, as if it had been published so."""
    archivos = documentos.escribir(informe)
    nombres = list(publicado.archivos[clave(informe)])
    otros = {nombre: a.contenido for nombre, a in zip(nombres, archivos, strict=True)}
    return replace(publicado, archivos={clave(informe): otros}, leidos={})


@pytest.mark.parametrize("tipo", [TipoInforme.HOJA, TipoInforme.BOLETIN])
def test_un_numero_corrido_se_nota(
    publicado: Publicado, monkeypatch: pytest.MonkeyPatch, tipo: TipoInforme
) -> None:
    """A writer that says one workshop more: the right figure is missed, the wrong one found."""
    informe = next(publicado.de(tipo))
    igual = con_otra(informe, publicado)
    assert ajenas(igual, informe) == []
    leer_cifra = lectura.leer_cifra

    def una_mas(cifra: Any, idioma: str, *, pais: bool) -> lectura.Cifra:
        if cifra["valor"] == 5418:
            cifra = {**cifra, "valor": 5419}
        return leer_cifra(cifra, idioma, pais=pais)

    monkeypatch.setattr(lectura, "leer_cifra", una_mas)
    corrido = con_otra(informe, publicado)
    dicho = publicado.dichos[informe.idioma]
    for nombre, suyos in corrido.lugares_de(informe).items():
        ((cifras, con_base),) = debidas(informe, dicho, nombre)
        (falta,) = comparar.faltan(suyos, cifras, con_base=con_base)
        assert "talleres" in falta
    assert any("419" in hallado for hallado in ajenas(corrido, informe))


@pytest.mark.parametrize(
    ("texto", "hallado"),
    [
        ("Talleres, 2024: 5 418 (3 de 3 países)", []),
        ("Talleres, 2024: 5 419 (3 de 3 países)", ["5 419"]),
        ("Talleres 2 311 3 187 Dinero 583 410", []),
        ("Talleres 2 311 3 188", ["2 311 3 188"]),
        ("Subió 97 %", ["97"]),
        ("Hubo 5 418, del 31 de diciembre de 2024", []),
    ],
)
def test_los_numeros_sueltos(publicado: Publicado, texto: str, hallado: list[str]) -> None:
    assert comparar.sobran(texto, publicado.dichos["es"]) == hallado


def test_una_cifra_en_el_lugar_de_otra_se_nota(publicado: Publicado) -> None:
    """Of another year, another country, with another mark or base: each is a figure of the cut."""
    dicho = publicado.dichos["es"]
    (talleres,) = [c for c in dicho.regionales(anio=2024) if c.dato == "talleres"]
    bien = Lugar("Talleres. 2024: 5 418 (3 de 3 países)", "")
    assert comparar.faltan([bien], [talleres], con_base=True) == []
    for mal in (
        Lugar("Talleres. 2023: 5 418 (3 de 3 países)", ""),
        Lugar("Talleres. 2024: 5 418 (2 de 3 países)", ""),
        Lugar("Talleres. 2024: 5 418 [p] (3 de 3 países)", ""),
        Lugar("Talleres. 2024: 3 187 (3 de 3 países)", ""),
        Lugar("Dinero invertido. 2024: 5 418 (3 de 3 países)", ""),
        Lugar("5 418", "Talleres / 3 de 3 / 2023", "2023"),
    ):
        assert comparar.faltan([mal], [talleres], con_base=True), mal
