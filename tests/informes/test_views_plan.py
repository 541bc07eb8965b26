"""The plan's public pages: what a visitor reads, and that nothing but the cut is behind it."""

from __future__ import annotations

import csv
import io
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from actores.models import Organizacion
from informes import operaciones
from informes.models import Corte, Informe
from planes.models import Avance, Reporte, Valor, ValorDesagregado
from tests import crear
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

# Every page with the queries that it costs, whatever the plan's size.
PAGINAS = {
    "/": 8,
    "/plan/": 5,
    "/plan/ejes/1/": 4,
    "/plan/objetivos/1/": 3,
    "/plan/actividades/1.1/": 5,
    "/plan/actividades/1.2/": 5,
    "/plan/indicadores/1.1.1.a/": 4,
    "/plan/indicadores/1.2.1.a/": 4,
    "/plan/indicadores/1.2.1.a/datos.csv": 2,
}


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


def texto(client: Client, url: str) -> str:
    """The page without tags and repeated blanks: what is read."""
    respuesta = client.get(url)
    assert respuesta.status_code == 200, url
    cuerpo = re.sub(r"<[^>]+>", " ", respuesta.content.decode())
    return re.sub(r"\s+", " ", cuerpo)


def paginas(client: Client, idiomas: tuple[str, ...] = ("", "/en")) -> dict[str, bytes]:
    """Every page of the plan in every language, drawn anew."""
    cache.clear()
    return {f"{i}{url}": client.get(f"{i}{url}").content for i in idiomas for url in PAGINAS}


def test_inicio_dice_cuanto_se_cumplio(client: Client, corte: Corte) -> None:
    leido = texto(client, "/")
    assert "Tres países, un plan contra la trata de personas" in leido
    assert "0 de 2 actividades completadas" in leido
    assert "13 Talleres, 2024" in leido
    assert "3 de 3 países reportaron" in leido
    assert "¿Necesita ayuda?" in leido
    assert "Datos al 31 de diciembre de 2024" in leido
    assert "Eje 1: Eje 1" in leido
    assert re.search(r"País GT 2 ", leido)


def test_un_pais_sin_reportes_no_es_un_cero(client: Client) -> None:
    escena = Escena()
    escena.reportar("gt", 1, talleres=4, estado="no_iniciada")
    escena.publicar()
    leido = texto(client, "/")
    assert re.search(r"País GT 0 ", leido)
    assert re.search(r"País HN sin dato ", leido)


def test_la_misma_cifra_en_todas_partes(client: Client, corte: Corte) -> None:
    for url in ("/plan/actividades/1.1/", "/plan/indicadores/1.1.1.a/", "/plan/ejes/1/"):
        leido = texto(client, url)
        assert "Talleres: 13 en 2024" in leido, url
        assert "3 de 3 países reportaron" in leido, url
    assert "13 2024 3 de 3 países reportaron" in texto(client, "/plan/?metas")
    assert "13 2024 3 de 3 países reportaron" in texto(client, "/plan/objetivos/1/")
    region = hoja(client, "/plan/indicadores/1.1.1.a/datos.csv")[0]
    assert (region["pais"], region["valor"], region["reportaron"]) == ("region", "13", "3")


def test_de_donde_sale_una_cifra(client: Client) -> None:
    """Who reported it in full, in part, not at all; how it is added up; from which cut."""
    escena = Escena()
    escena.reportar("gt", 1, talleres=4)
    escena.reportar("gt", 2, talleres=4)
    escena.reportar("hn", 1, talleres=2)
    corte = escena.publicar()
    leido = texto(client, "/plan/indicadores/1.1.1.a/")
    assert "¿De dónde sale esta cifra?" in leido
    assert "Reportaron: País GT. Reportaron solo una parte del año: País HN." in leido
    assert "Sin dato: País BZ." in leido
    assert "Cada país cuenta lo suyo; la región es la suma." in leido
    assert "De los reportes aprobados de 2024-I, 2024-II." in leido
    assert f"{corte.huella[:16]}…" in leido
    html = client.get("/plan/actividades/1.1/").content.decode()
    assert "/plan/indicadores/1.1.1.a/#de-donde" in html
    assert 'id="de-donde"' in client.get("/plan/indicadores/1.1.1.a/").content.decode()


def test_el_grafico_dice_lo_que_su_tabla(client: Client, corte: Corte) -> None:
    html = client.get("/plan/indicadores/1.1.1.a/").content.decode()
    barra = re.search(r'<text x="100%"[^>]*>([^<]+)</text>', html)
    celda = re.search(r'<tr class="region">.*?<td class="n">([^<]+)</td>', html, re.S)
    assert barra
    assert celda
    assert barra[1].strip() == celda[1].strip() == "13"


def test_actividad_por_pais(client: Client, corte: Corte) -> None:
    leido = texto(client, "/plan/actividades/1.1/")
    assert "La Secretaría Técnica no ha reportado todavía el estado regional" in leido
    assert re.search(r"País GT completada 8 País HN en curso 4 País BZ en curso 1", leido)
    assert "Meta 1.1.1" in leido


@pytest.mark.parametrize(
    ("informante", "quien"),
    [("nacional", "según lo que reportan los países"), ("ambos", "según la Secretaría Técnica")],
)
def test_quien_dice_el_estado(client: Client, escena: Escena, informante: str, quien: str) -> None:
    escena.actividad.informante = informante
    escena.actividad.save()
    regional = crear.crear_reporte(
        periodo=escena.periodos[1], estado=Reporte.Estado.APROBADO, regional=True
    )
    crear.crear_avance(regional, escena.actividad, "completada")
    escena.publicar()
    assert f"{quien}, segundo semestre de 2024" in texto(client, "/plan/actividades/1.1/")


def test_actividad_sin_avance_lo_dice(client: Client, escena: Escena) -> None:
    crear.crear_actividad("1.3", informante="regional")
    escena.publicar()
    leido = texto(client, "/plan/actividades/1.3/")
    assert "Nadie ha reportado todavía sobre esta actividad" in leido
    assert "Sin cifras que contar" in leido
    assert "reporta la Secretaría Técnica, no cada país" in leido


def test_medio_de_verificacion(client: Client, escena: Escena) -> None:
    crear.crear_indicador(
        escena.actividad.metas.get(), letra="b", texto="Fotografías", evidencia="fotografia"
    )
    escena.publicar()
    leido = texto(client, "/plan/indicadores/1.1.1.b/")
    assert "Es un medio de verificación" in leido
    assert "(fotografía)" in leido
    assert "medio de verificación" in texto(client, "/plan/actividades/1.1/")
    assert client.get("/plan/indicadores/1.1.1.b/datos.csv").status_code == 404


def test_lo_sensible_sale_como_intervalo_con_su_clave(client: Client, corte: Corte) -> None:
    leido = texto(client, "/plan/indicadores/1.2.1.a/")
    assert "Trata: entre 59 y 68" in leido
    assert "1 a 10 [c]" in leido
    assert "[c] confidencial: se muestra un intervalo para proteger a las personas." in leido
    assert "Es un dato sensible" in leido
    filas = hoja(client, "/plan/indicadores/1.2.1.a/datos.csv")
    belice = next(f for f in filas if f["pais"] == "bz" and f["categoria"] == "Trata")
    assert (belice["valor"], belice["minimo"], belice["maximo"], belice["marca"]) == (
        "", "1", "10", "c"
    )  # fmt: skip


def test_un_secreto_no_cambia_un_byte(client: Client, escena: Escena) -> None:
    """Belice's 3 or 8 cases: every page and file is the same, the cut's hash too."""
    escena.publicar()
    con_tres = paginas(client)
    valor = Valor.objects.get(reporte__pais__codigo="bz", dato=escena.denuncias, numero=3)
    ValorDesagregado.objects.filter(valor=valor, numero=3).update(numero=8)
    Valor.objects.filter(pk=valor.pk).update(numero=8)
    escena.publicar()
    assert paginas(client) == con_tres


def test_lo_publicado_no_cambia_aunque_se_vacie_el_seguimiento(
    client: Client, corte: Corte
) -> None:
    antes = paginas(client)
    for modelo in (ValorDesagregado, Valor, Avance, Reporte):
        modelo._base_manager.all().delete()
    assert paginas(client) == antes


@pytest.mark.parametrize("idioma", ["", "/en"])
@pytest.mark.parametrize("url", PAGINAS)
def test_pocas_consultas_y_ninguna_galleta(
    client: Client, corte: Corte, django_assert_num_queries, url: str, idioma: str
) -> None:
    with django_assert_num_queries(PAGINAS[url]):
        respuesta = client.get(idioma + url)
    assert respuesta.status_code == 200
    assert not respuesta.cookies
    if url.endswith("/"):
        html = respuesta.content.decode()
        assert html.count("<h1") == 1
        assert f'rel="canonical" href="http://testserver{idioma}{url}"' in html
        otro = url if idioma else f"/en{url}"
        assert f'hreflang="{"es" if idioma else "en"}" href="http://testserver{otro}"' in html
        assert f'<html lang="{"en" if idioma else "es"}">' in html


def test_en_ingles(client: Client, corte: Corte) -> None:
    html = client.get("/en/plan/actividades/1.1/").content.decode()
    assert "Activity 1.1" in html
    assert "Workshops" in html
    assert "Talleres" not in html
    assert hoja(client, "/en/plan/indicadores/1.1.1.a/datos.csv", 1) == "Workshops"


@pytest.mark.parametrize("codigo", ["1.1 bis", "1/1", "1.1?", "ñ#1"])
def test_cualquier_codigo_impreso_tiene_pagina(client: Client, escena: Escena, codigo: str) -> None:
    escena.actividad.codigo = codigo
    escena.actividad.save()
    escena.publicar()
    enlace = re.search(r'href="(/plan/actividades/[^"]+)"', client.get("/plan/").content.decode())
    assert enlace
    assert f"{codigo} Actividad 1.1" in texto(client, enlace[1])


def test_la_lectura_en_ingles_se_declara_no_oficial(client: Client, corte: Corte) -> None:
    nota = "Lectura en inglés no oficial"
    for url in ("/plan/", "/plan/objetivos/1/", "/plan/actividades/1.1/"):
        assert nota not in client.get(url).content.decode()
        with translation.override("en"):
            traducida = translation.gettext(
                "Lectura en inglés no oficial del plan: vale el texto en español."
            )
        assert traducida in client.get(f"/en{url}").content.decode()


def test_inicio_ofrece_el_ultimo_informe_en_su_idioma(
    client: Client, escena: Escena, corte: Corte
) -> None:
    assert "/informes/2024/" not in client.get("/").content.decode()
    for idioma, paginas_ in (("es", 64), ("en", 61)):
        informe = Informe.objects.create(
            corte=corte,
            anio=2024,
            idioma=idioma,
            huella=idioma * 32,
            archivo=f"{idioma}.pdf",
            bytes=3_200_000,
            paginas=paginas_,
        )
        operaciones.publicar_informe(informe=informe, por=escena.secretaria)
    cache.clear()
    leido = texto(client, "/")
    assert "Informe anual regional" in leido
    assert "64 páginas" in leido
    assert 'href="/informes/2024/"' in client.get("/").content.decode()
    assert "61" in texto(client, "/en/")


def test_los_textos_del_plan_no_son_html(client: Client, escena: Escena) -> None:
    escena.actividad.texto = '<script>alert(1)</script> & "comillas"'
    escena.actividad.save()
    escena.publicar()
    for url in ("/plan/", "/plan/objetivos/1/", "/plan/actividades/1.1/"):
        assert "<script>alert" not in client.get(url).content.decode()


@pytest.mark.parametrize(
    "url",
    [
        "/plan/ejes/9/",
        "/plan/objetivos/99/",
        "/plan/actividades/9.9/",
        "/plan/actividades/%00/",
        "/plan/actividades/..%2F1/",
        "/plan/indicadores/1.1.1.z/",
        "/plan/indicadores/1.1.1.z/datos.csv",
        "/plan/indicadores/" + "x" * 300 + "/",
    ],
)
def test_lo_que_no_existe_es_404(client: Client, corte: Corte, url: str) -> None:
    assert client.get(url).status_code == 404


def test_sin_corte_publicado_hay_una_pagina_tranquila(client: Client, escena: Escena) -> None:
    escena.preparar()
    es, en = "Todavía no hay datos publicados", "There are no published data yet"
    for url in ("/", "/plan/", "/plan/actividades/1.1/", "/en/plan/ejes/1/"):
        respuesta = client.get(url)
        assert respuesta.status_code == 200
        assert (en if url.startswith("/en/") else es) in respuesta.content.decode()
    assert client.get("/plan/indicadores/1.1.1.a/datos.csv").status_code == 404


@pytest.mark.parametrize("metodo", ["post", "put", "delete"])
def test_solo_se_lee(client: Client, corte: Corte, metodo: str) -> None:
    """Whoever sends something, from anywhere, is told so; not that a form is too old."""
    for quien in (client, Client(enforce_csrf_checks=True)):
        respuesta = getattr(quien, metodo)("/plan/")
        assert (respuesta.status_code, respuesta["Allow"]) == (405, "GET, HEAD")
        assert "Esta página solo se puede leer" in respuesta.content.decode()


def hoja(client: Client, url: str, celda: int | None = None):
    """A CSV as rows by the Spanish names; or one cell of its first row."""
    respuesta = client.get(url)
    assert respuesta.headers["Content-Type"] == "text/csv; charset=utf-8"
    filas = list(csv.reader(io.StringIO(respuesta.content.decode("utf-8-sig"))))
    if celda is not None:
        return filas[1][celda]
    return [dict(zip(filas[0], fila, strict=True)) for fila in filas[1:]]


def test_el_explorador_dice_cuantas_y_por_que(client: Client, corte: Corte) -> None:
    leido = texto(client, "/plan/?pais=gt&estado=completada&q=actividad")
    assert "Las 2 actividades del plan" in leido
    assert "«actividad» × (quitar este filtro)" in leido
    assert "con el estado que reporta ese país" in leido
    html = client.get("/plan/?pais=gt&eje=1").content.decode()
    assert 'href="?pais=gt"' in html
    assert '<option value="gt" selected>' in html
    leido = texto(client, "/plan/?pais=bz&estado=completada")
    assert "Ninguna actividad cumple lo que busca" in leido
    assert "Pruebe con menos palabras o quite un filtro" in leido
    leido = texto(client, "/en/plan/?q=activity")
    assert "Activity 1.1" in leido


def test_un_socio_del_plan(client: Client) -> None:
    escena = Escena()
    for codigo, publicable in (("oim", True), ("reservada", False)):
        socia = Organizacion.objects.create(
            codigo=codigo, nombre=f"Socia {codigo}", tipo="medio", publicable=publicable
        )
        escena.actividad.metas.get().organizaciones.add(socia)
    escena.reportar_todo()
    escena.publicar()
    html = client.get("/plan/?socio=oim").content.decode()
    assert "1 de 2 actividades" in re.sub(r"\s+", " ", html)
    assert '<option value="oim" selected>Socia oim</option>' in html
    assert "Socia reservada" not in html
    assert client.get("/plan/?socio=reservada").status_code == 404


@pytest.mark.parametrize(
    "consulta",
    ["eje=-1", "eje=9999999999999999999999", "eje=1%00", "pais=../..", "estado=%F0%9F%92%A9",
     "q=%00%00", "q=" + "%C3%B1" * 3000, "q=<script>alert(1)</script>", "q='--", "q=%25%5C",
     "eje=1&eje=2&eje=zz", "q[]=1", "socio=" + "a" * 4000, "metas=1&q=", "%ff=%fe", "pagina=-3"],
)  # fmt: skip
def test_lo_que_no_se_entiende_no_rompe(client: Client, corte: Corte, consulta: str) -> None:
    respuesta = client.get(f"/plan/?{consulta}")
    falta = re.match("(eje|estado|pais|socio)=", consulta)
    assert respuesta.status_code == (404 if falta else 200)
    assert b"<script>alert" not in respuesta.content


def test_el_explorador_sale_del_corte(client: Client, corte: Corte) -> None:
    consulta = "/plan/?pais=gt&estado=completada"
    antes = client.get(consulta).content
    Reporte.objects.all().update(estado="borrador")
    Avance.objects.all().delete()
    assert client.get(consulta).content == antes
