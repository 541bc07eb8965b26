"""What the world sees, taken whole: every public address in both languages, and the document."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from actores.models import PuntoFocal
from informes import datos_abiertos_archivos, documentos, operaciones
from informes.models import Corte, Informe
from planes.models import (
    Avance,
    Convenio,
    Observacion,
    Proyecto,
    Recurso,
    Reporte,
    Seguimiento,
    Valor,
    ValorDesagregado,
)
from tests import crear
from tests.direcciones import direcciones
from tests.informes.escena import Escena
from tests.test_acceso import PUBLICAS

pytestmark = pytest.mark.django_db

SEGUIMIENTO = (
    ValorDesagregado, Valor, Avance, Observacion, Reporte, Seguimiento, Recurso, Convenio, Proyecto,
)  # fmt: skip
"""The tracking tables, in the order in which they can be emptied."""

MOMENTO = dt.datetime(2025, 1, 15, 18, 0, tzinfo=dt.UTC)

FORMAS = ("datos/celdas.csv?pais=bz", "plan/?metas", "datos/celdas.csv?pais=")
"""Addresses with a question that shows something else."""


def con_questiones(corte: Corte) -> Iterator[str]:
    for pregunta in ("pais=bz", "dato=denuncias", "marca=c", "tamano=2"):
        yield f"/api/v1/celdas/?{pregunta}"
    yield f"/api/v1/plan/?corte={corte.huella}"
    yield from (f"{prefijo}/{forma}" for prefijo in ("", "/en") for forma in FORMAS)


DE_GRAFICO = [
    {"clave": clave} for clave in ("estados", "dinero/donante", "indicador/1.2.1.a/delito-trata")
]
PROPIAS = {
    **dict.fromkeys(
        ("informes:grafico", "informes:grafico_csv", "informes:grafico_svg", "informes:incrustar"),
        DE_GRAFICO,
    ),
    "compartir": [{"idioma": "es", "clave": "ayuda"}],
}
"""Addresses whose arguments are no key of a part."""


DE_UNA_FILA = {
    "evidencia_publicada", "imagen_editorial", "publicacion_archivo", "informes:boletin",
    "informes:noticia", "informes:campana", "informes:pagina", "informes:publicacion",
    "informes:fecha_ics", "informes:publico",
}  # fmt: skip
"""No part of a cut, and not beside every one: each has its own tests."""


def paginas(corte: Corte) -> list[str]:
    """Every public address there is with this cut, both languages."""
    partes = [parte.partition("/") for parte in corte.partes.values_list("clave", flat=True)]
    de_parte = {"ejes": "eje", "objetivos": "objetivo", "actividades": "actividad",
                "indicadores": "indicador", "paises": "pais", "proyectos": "proyecto"}  # fmt: skip
    fijos = {
        "huella": corte.huella,
        "anio": 2024,
        "nombre": "anual",
        "extension": "pdf",
        "tema": "punto-focal",
        "tabla": "celdas",
        "formato": "csv",
        "respuesta": "igual",
    }
    hay_informe = corte.informes.exists()
    halladas = set(con_questiones(corte))
    for direccion in direcciones():
        de_informe = direccion.nombre in ("informe_archivo", "informes:informe")
        if direccion.nombre not in PUBLICAS or (de_informe and not hay_informe):
            continue
        if direccion.nombre in DE_UNA_FILA:
            continue
        if direccion.nombre in PROPIAS:
            idiomas = ("es", "en") if direccion.bilingue else ("es",)
            suyas = PROPIAS[direccion.nombre]
            halladas |= {direccion.url(a, idioma) for a in suyas for idioma in idiomas}
            continue
        camino = direccion.ruta.removeprefix("api/v1/").removeprefix("plan/")
        clase = de_parte.get(camino.split("/")[0])
        for tipo, _barra, clave in partes if direccion.huecos and clase else [("", "", "")]:
            if clase and direccion.huecos and tipo != clase:
                continue
            argumentos = fijos | dict.fromkeys(("numero", "codigo", "clave"), clave)
            for idioma in ("es", "en") if direccion.bilingue else ("es",):
                halladas.add(direccion.url(argumentos, idioma))
    return sorted(halladas)


def todo_lo_publico(corte: Corte) -> dict[str, bytes]:
    """The bytes of every public answer to a visitor. Nothing is taken from the cache."""
    cache.clear()
    visitante = Client()
    with mock.patch("informes.cache.SEGUNDOS", 0):
        respuestas = {url: visitante.get(url) for url in paginas(corte)}
    estados = {url: r.status_code for url, r in respuestas.items()}
    assert set(estados.values()) == {200}, estados
    return {url: r.getvalue() for url, r in respuestas.items()}


def publicar(escena: Escena, *, con_informe: bool = False) -> Corte:
    """A published cut, with its annual report in both languages if asked, at a fixed moment."""
    with mock.patch.object(timezone, "now", return_value=MOMENTO):
        corte = escena.preparar()
        # When it was made stands in the package of data.
        Corte.objects.filter(pk=corte.pk).update(creado_en=MOMENTO)
        corte.refresh_from_db()
        if con_informe:
            producir(escena, corte)
        publicado = operaciones.publicar_corte(corte=corte, por=escena.secretaria)
    # As its task does when the transaction ends: `/datos/` says what each file weighs.
    for idioma, _nombre in settings.LANGUAGES:
        datos_abiertos_archivos.preparar(publicado, idioma)
    return publicado


def producir(escena: Escena, corte: Corte) -> None:
    for informe in operaciones.pedir_informes(corte=corte, anio=2024, por=escena.secretaria):
        documentos.producir(informe)
        assert informe.error == ""


def texto_de(informe: Informe) -> str:
    """What a PDF says, and what it carries unseen."""
    with informe.archivo.open("rb") as archivo:
        lector = PdfReader(io.BytesIO(archivo.read()))
    adjuntos = [f"{nombre}: {partes!r}" for nombre, partes in lector.attachments.items()]
    hojas = [re.sub(r"\s+", " ", hoja.extract_text()) for hoja in lector.pages]
    return " ".join([*hojas, str(lector.metadata), *adjuntos])


@pytest.fixture
def escena() -> Escena:
    """With a project and its money, and an action of the Estrategia."""
    escena = Escena()
    escena.proyecto()
    seguido = Seguimiento(actividad=crear.crear_accion_de_estrategia(), estado="en_curso")
    seguido._history_date = MOMENTO - dt.timedelta(days=30)  # type: ignore[attr-defined]
    seguido.save()
    return escena


# --- (a) Published is published ------------------------------------------------------------------


def test_vaciar_el_seguimiento_no_cambia_un_byte(escena: Escena) -> None:
    escena.reportar_todo()
    corte = publicar(escena, con_informe=True)
    antes = todo_lo_publico(corte)
    assert len(antes) > 60
    for modelo in (*SEGUIMIENTO, *(m.history.model for m in SEGUIMIENTO)):
        modelo.objects.all().delete()
    assert not Valor.objects.exists()

    despues = todo_lo_publico(corte)

    assert [url for url in antes if antes[url] != despues[url]] == []


def test_cambiar_el_plan_no_cambia_lo_publicado(escena: Escena) -> None:
    """An erratum mended in the plan is seen with the next cut."""
    escena.reportar_todo()
    corte = publicar(escena)
    antes = todo_lo_publico(corte)
    for fila in (escena.actividad, escena.actividad.objetivo, escena.actividad.metas.get()):
        fila.texto = "Otro texto"
        fila.save()
    escena.talleres.nombre = "Otro nombre"
    escena.talleres.save()

    despues = todo_lo_publico(corte)

    assert [url for url in antes if antes[url] != despues[url]] == []


# --- (b) What is protected cannot be told --------------------------------------------------------


def publicado_con(escena: Escena, secreto: int) -> tuple[dict[str, bytes], list[str]]:
    """The whole public output with that secret, as if nothing else had ever been published."""
    with transaction.atomic():
        escena.reportar_todo(secreto=secreto)
        corte = publicar(escena, con_informe=True)
        # The primary keys go on counting after a rollback; nothing public shows them.
        publico = todo_lo_publico(corte)
        textos = [texto_de(informe) for informe in Informe.objects.order_by("idioma")]
        transaction.set_rollback(True)
    return publico, textos


def test_dos_secretos_de_la_misma_banda_dan_los_mismos_bytes(escena: Escena) -> None:
    con_tres, textos_tres = publicado_con(escena, 3)
    con_ocho, textos_ocho = publicado_con(escena, 8)
    assert con_tres.keys() == con_ocho.keys()
    assert [url for url in con_tres if con_tres[url] != con_ocho[url]] == []
    assert textos_tres == textos_ocho
    assert all("1 a 10" in texto or "1 to 10" in texto for texto in textos_tres)


@pytest.mark.una_base  # proves that the test above can fail
def test_un_secreto_de_otra_banda_si_se_nota(escena: Escena) -> None:
    """So that the test above is known to be able to fail."""
    con_tres, textos_tres = publicado_con(escena, 3)
    con_once, textos_once = publicado_con(escena, 11)
    assert textos_tres != textos_once
    distintas = {url for url in con_tres if con_tres[url] != con_once.get(url)}
    assert {"/plan/indicadores/1.2.1.a/", "/en/paises/bz/", "/datos/celdas.csv"} <= distintas


# --- (c) The same figure everywhere --------------------------------------------------------------


def visible(contenido: bytes) -> str:
    """A page as it is read: no tags, blanks joined."""
    texto = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", contenido.decode(), flags=re.S)
    return re.sub(r"\s+", " ", texto)


def test_la_misma_cifra_con_su_cobertura_en_todas_partes(escena: Escena) -> None:
    """Two countries of three: 1 236 workshops on the page, in CSV, API and the document."""
    for semestre in (1, 2):
        escena.reportar("gt", semestre, talleres=600)
        escena.reportar("hn", semestre, talleres=18)
    corte = publicar(escena, con_informe=True)
    publico = todo_lo_publico(corte)
    cifra = re.compile(r"1[\s,.\u202f\u00a0]?236")

    for url in ("/plan/actividades/1.1/", "/plan/indicadores/1.1.1.a/", "/plan/ejes/1/"):
        pagina = visible(publico[url])
        assert cifra.search(pagina), url
        assert "2 de 3 países" in pagina, url
        assert "2 of 3 countries" in visible(publico[f"/en{url}"]), url

    fila = una(filas(publico["/datos/celdas.csv"]), dato="talleres", pais="", anio="2024")
    assert (fila["valor"], fila["reportaron"], fila["esperados"]) == ("1236", "2", "3")
    hoja = filas(publico["/plan/indicadores/1.1.1.a/datos.csv"])
    assert any("1236" in f.values() and "2" in f.values() and "3" in f.values() for f in hoja)

    celdas = json.loads(publico["/api/v1/celdas/"])["results"]
    celda = una(celdas, dato="talleres", pais="", anio=2024)
    assert (float(celda["valor"]), celda["reportaron"], celda["esperados"]) == (1236.0, 2, 3)
    bloque = json.loads(publico["/api/v1/indicadores/1.1.1.a/"])["contenido"]["bloque"]
    region = bloque["series"][0]["region"][-1]
    assert region["valor"] == 1236
    assert region["cobertura"]["reportaron"] == 2

    for informe in corte.informes.all():
        texto = texto_de(informe)
        halladas = [m.end() for m in cifra.finditer(texto)]
        assert halladas, informe
        assert any(re.search(r"2 (de|of) 3", texto[fin : fin + 200]) for fin in halladas), informe


def filas(contenido: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(contenido.decode("utf-8-sig"))))


def una(todas: list[dict[str, Any]], **campos: Any) -> dict[str, Any]:
    """The one row with these fields; of several categories, the total."""
    halladas = [
        f for f in todas if all(f[c] == v for c, v in campos.items()) and not f.get("categoria")
    ]
    assert len(halladas) == 1, halladas
    return halladas[0]


# --- (d) How it is served ------------------------------------------------------------------------


CABECERAS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def test_sin_galletas_y_con_sus_cabeceras(escena: Escena) -> None:
    escena.reportar_todo()
    corte = publicar(escena)
    visitante = Client()
    for url in [*paginas(corte), "/no-hay/", "/en/no-hay/", "/reportes/", "/cuenta/ingresar/"]:
        respuesta = visitante.get(url)
        respuesta.getvalue()
        if "/cuenta/" not in url:  # its form needs one against forgery
            assert not respuesta.cookies, url
        for nombre, valor in CABECERAS.items():
            if not (nombre == "X-Frame-Options" and "/incrustar/" in url):  # test_incrustar
                assert respuesta.headers[nombre] == valor, (url, nombre)
        politica = respuesta.headers["Content-Security-Policy"]
        assert "default-src 'self'" in politica, url
        assert "unsafe" not in politica, url
        assert "object-src 'none'" in politica, url


QUE_SE_CARGA = re.compile(
    r"<(?:script|img|iframe|source|video|audio|embed|object|input|track)\b[^>]*?"
    r"\b(?:src|srcset|data|poster)=[\"']?([^\"'\s>]+)"
    r"|<link\b(?=[^>]*\brel=[\"']?(?:stylesheet|icon|preload|manifest|apple|modulepreload|preconnect"
    r"|dns-prefetch))[^>]*?\bhref=[\"']?([^\"'\s>]+)"
    r"|<form\b[^>]*?\baction=[\"']?([^\"'\s>]+)"
    r"|url\(([^)]+)\)|<(?:use|image)\b[^>]*?href=[\"']?([^\"'\s>]+)"
)


def test_nada_se_pide_a_terceros(escena: Escena) -> None:
    """Neither what a page loads, nor what its style sheets and scripts load."""
    escena.reportar_todo()
    corte = publicar(escena)
    pedidas = set()
    for url, contenido in todo_lo_publico(corte).items():
        if contenido.lstrip().startswith(b"<!"):
            hallado = {next(filter(None, m)) for m in QUE_SE_CARGA.findall(contenido.decode())}
            ajenas = {a for a in hallado if re.match(r"(\w+:)?//", a) and "testserver" not in a}
            assert not ajenas, url
            pedidas |= hallado
            assert not re.search(rb"<style|<[^<>]*\s(style|on\w+)=|javascript:", contenido), url
    for hoja in (a for a in pedidas if a.split("?")[0].endswith((".css", ".js"))):
        texto = Client().get(hoja).getvalue().decode()
        assert texto, hoja
        assert not re.search(r"(url\(|@import|import\(|fetch\()\s*[\"']?(https?:)?//", texto), hoja


# --- (e) What is not public ----------------------------------------------------------------------


NO_PUBLICADO = "palabras-que-no-son-publicas"


@pytest.mark.parametrize(
    "estado", [Reporte.Estado.BORRADOR, Reporte.Estado.ENVIADO, Reporte.Estado.OBSERVADO]
)
def test_lo_no_aprobado_no_sale(escena: Escena, estado: str) -> None:
    """Its figures and words are in the tables when the cut is made, and in nothing public."""
    escena.reportar("gt", 1, talleres=1)
    escena.reportar("gt", 2, talleres=1)
    reporte = crear.crear_reporte(escena.paises["hn"], escena.periodos[0], estado)
    crear.crear_avance(reporte, escena.actividad, logros=NO_PUBLICADO)
    crear.crear_valor(reporte, escena.talleres, 770077, nota=NO_PUBLICADO)
    Observacion.objects.create(
        reporte=reporte, actividad=escena.actividad, texto=NO_PUBLICADO, autor=escena.secretaria
    )
    nada_de(publicar(escena), "770077", NO_PUBLICADO, reporte.referencia)


def test_los_textos_internos_de_lo_aprobado_tampoco(escena: Escena) -> None:
    """Narratives are internal also when the figures are public; people are never named."""
    reporte = escena.reportar("gt", 1, talleres=1)
    Avance.objects.filter(reporte=reporte).update(**dict.fromkeys(Avance.TEXTOS, NO_PUBLICADO))
    Valor.objects.filter(reporte=reporte).update(nota=NO_PUBLICADO)
    persona = crear.crear_usuario("nadie.publico@ejemplo.example", nombre="Persona Que Reporta")
    PuntoFocal.objects.create(usuario=persona, pais=escena.paises["gt"])
    internas = (NO_PUBLICADO, persona.correo, persona.nombre, reporte.referencia)
    nada_de(publicar(escena, con_informe=True), *internas)


def nada_de(corte: Corte, *palabras: str) -> None:
    """None of these is anywhere in what the world sees, however the number is written."""
    publico = todo_lo_publico(corte)
    textos = {url: contenido.decode(errors="replace") for url, contenido in publico.items()}
    textos |= {f"PDF {informe.idioma}": texto_de(informe) for informe in Informe.objects.all()}
    for url, texto in textos.items():
        junto = re.sub(r"(?<=\d)[\s,.\u202f\u00a0](?=\d{3})", "", texto)
        for palabra in palabras:
            assert palabra not in junto, (url, palabra)


def en_el_mundo(urls: list[str]) -> str:
    """Everything these answer, whatever their status."""
    visitante = Client()
    return " ".join(visitante.get(url).getvalue().decode(errors="replace") for url in urls)


def test_un_corte_preparado_no_se_ve(escena: Escena) -> None:
    escena.reportar("gt", 1, talleres=770077)
    corte = escena.preparar()
    producir(escena, corte)
    # The page that verifies a hash repeats what it was asked; it says that it does not know it.
    dicho = en_el_mundo([url for url in paginas(corte) if corte.huella not in url])
    assert not re.search(r"770[\s,.\u202f\u00a0]?077", dicho)
    assert corte.huella not in dicho
    huellas = Informe.objects.values_list("huella", flat=True)
    assert all(huella and huella not in dicho for huella in huellas)
    for url in ("/informes/2024/", "/informes/2024/anual.pdf", "/informes/2024/anual-en.pdf",
                f"/verificar/{corte.huella}/"):  # fmt: skip
        assert Client().get(url).status_code == 404, url
    # Asked of the API, one that nobody may know is no cut at all.
    de_la_api = Client().get(f"/api/v1/plan/?corte={corte.huella}")
    assert de_la_api.status_code == 400
    ninguno = Client().get(f"/api/v1/plan/?corte={'0' * 64}")
    assert ninguno.content == de_la_api.content.replace(corte.huella.encode(), b"0" * 64)


def test_un_corte_retirado_deja_de_verse(escena: Escena) -> None:
    """Its hash and the reason stay readable; its figures and files do not."""
    escena.reportar("gt", 1, talleres=770077)
    corte = publicar(escena, con_informe=True)
    conocidas = paginas(corte)
    assert re.search(r"770[\s,.\u202f\u00a0]?077", en_el_mundo(conocidas))

    operaciones.retirar_corte(corte=corte, motivo="Una cifra estaba mal", por=escena.secretaria)

    assert not re.search(r"770[\s,.\u202f\u00a0]?077", en_el_mundo(conocidas))
    assert Client().get("/informes/2024/anual.pdf").status_code == 404
    verificada = Client().get(f"/verificar/{corte.huella}/")
    assert verificada.status_code == 200
    assert "Una cifra estaba mal" in verificada.content.decode()


def test_nada_publico_lee_las_tablas_de_seguimiento(
    escena: Escena, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    """Not one query of any public page names them."""
    escena.reportar_todo()
    corte = publicar(escena)
    tablas = [m._meta.db_table for modelo in SEGUIMIENTO for m in (modelo, modelo.history.model)]
    with django_assert_max_num_queries(100_000) as hechas:
        todo_lo_publico(corte)
    assert hechas.captured_queries
    for consulta in hechas.captured_queries:
        nombradas = [t for t in tablas if connection.ops.quote_name(t) in consulta["sql"]]
        assert not nombradas, consulta["sql"][:300]
