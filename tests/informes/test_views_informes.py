"""The reports as a visitor finds them: in force, replaced, withdrawn."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client

from informes import operaciones
from informes.models import Corte, Informe
from tests.informes.documentos_publicados import publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


def producir(corte: Corte, idioma: str = "es", contenido: bytes = b"%PDF-1.7") -> Informe:
    """A document as it lies before it is published."""
    informe = Informe(corte=corte, anio=2024, idioma=idioma, paginas=64, bytes=len(contenido))
    informe.huella = hashlib.sha256(contenido + idioma.encode()).hexdigest()
    informe.archivo.save("x.pdf", ContentFile(contenido), save=False)
    informe.save()
    return informe


def publicar(escena: Escena, corte: Corte, **extra: Any) -> Informe:
    return operaciones.publicar_informe(informe=producir(corte, **extra), por=escena.secretaria)


def leer(client: Client, url: str) -> str:
    """The words of a page, drawn anew."""
    cache.clear()
    respuesta = client.get(url)
    assert respuesta.status_code == 200, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", respuesta.content.decode()))


def test_sin_informes(client: Client, corte: Corte) -> None:
    assert "Todavía no hay ningún informe publicado" in leer(client, "/informes/")
    assert client.get("/informes/2024/").status_code == 404


def test_un_borrador_no_se_ve(client: Client, corte: Corte) -> None:
    borrador = producir(corte)
    assert "Todavía no hay ningún informe publicado" in leer(client, "/informes/")
    assert client.get("/informes/2024/").status_code == 404
    assert client.get(f"/verificar/{borrador.huella}/").status_code == 404


def test_la_lista_con_sus_idiomas_y_tamanos(client: Client, escena: Escena, corte: Corte) -> None:
    publicar(escena, corte, idioma="es", contenido=b"x" * 2048)
    publicar(escena, corte, idioma="en", contenido=b"x" * 1024)
    dicho = leer(client, "/informes/")
    assert "Informe anual regional 2024" in dicho
    assert "64 páginas, 2 KB" in dicho
    assert "PDF/UA-1" in dicho
    html = client.get("/informes/").content.decode()
    assert 'href="/informes/2024/anual.pdf"' in html
    assert 'href="/informes/2024/anual-en.pdf"' in html
    # The reader's language comes first.
    assert html.index("anual.pdf") < html.index("anual-en.pdf")
    en_ingles = client.get("/en/informes/").content.decode()
    assert en_ingles.index("anual-en.pdf") < en_ingles.index("anual.pdf")


def test_la_pagina_del_anio(client: Client, escena: Escena, corte: Corte) -> None:
    informe = publicar(escena, corte)
    dicho = leer(client, "/informes/2024/")
    # Its own cut's figures: 12 workshops in GT and HN, 1 in BZ.
    assert "13 Talleres, 2024 3 de 3 países reportaron" in dicho
    assert informe.huella in dicho
    assert corte.huella in dicho
    assert "http://testserver/informes/2024/" in dicho
    assert "Versiones anteriores" not in dicho


def test_una_version_nueva_sustituye_a_la_anterior(
    client: Client, escena: Escena, corte: Corte
) -> None:
    primera = publicar(escena, corte, contenido=b"uno")
    otro = escena.publicar()
    segunda = publicar(escena, otro, contenido=b"dos")
    dicho = leer(client, "/informes/2024/")
    assert segunda.huella in dicho
    assert f"Informe anual regional 2024 (Español) {primera.huella[:12]}…" in dicho
    assert "sustituida por otra versión" in dicho
    comprobada = leer(client, f"/verificar/{primera.huella}/")
    assert "hay una versión más reciente" in comprobada
    assert segunda.huella in comprobada


def test_un_informe_retirado_dice_por_que(client: Client, escena: Escena, corte: Corte) -> None:
    informe = publicar(escena, corte)
    operaciones.retirar_corte(corte=corte, motivo="Total equivocado.", por=escena.secretaria)
    dicho = leer(client, "/informes/2024/")
    assert "Este informe fue retirado" in dicho
    assert "Total equivocado." in dicho
    assert "Descargar" not in dicho
    assert "Todavía no hay ningún informe publicado" in leer(client, "/informes/")
    comprobado = leer(client, f"/verificar/{informe.huella}/")
    assert "Este documento fue retirado" in comprobado
    assert "Total equivocado." in comprobado


# --- The family ----------------------------------------------------------------------------------


@pytest.fixture
def familia(escena: Escena, corte: Corte) -> Corte:
    """One of each kind, some in both languages."""
    st = escena.secretaria
    formas = [("", "svg", b"svg"), ("", "png", b"png"), ("cuadrado", "png", b"cuadrado")]
    publicado(corte, st, "infografia", formas=formas)
    for idioma in ("es", "en"):
        publicado(corte, st, "resumen_ejecutivo", idioma=idioma)
        for codigo, nombre in (
            ("hn", "Honduras"),
            ("bz", {"es": "Belice", "en": "Belize"}[idioma]),
        ):
            publicado(
                corte, st, "nacional", sujeto=codigo, nombre_sujeto=nombre, idioma=idioma
            )  # fmt: skip
    publicado(corte, st, "presentacion", paginas=14)
    publicado(corte, st, "anexo_datos", paginas=0, formas=[("", "zip", b"zip")])
    publicado(corte, st, "boletin", sujeto="t1", nombre_sujeto="enero a marzo",
              formas=[("", "txt", b"texto")])  # fmt: skip
    return corte


def test_el_anual_va_primero_y_despues_la_familia(
    client: Client, escena: Escena, familia: Corte
) -> None:
    publicar(escena, familia)
    dicho = leer(client, "/informes/2024/")
    lugares = [
        dicho.index(texto)
        for texto in ("Qué contiene", "El año en pocas páginas", "Resumen ejecutivo", "Infografía",
                      "Para presentar y para analizar", "Informes nacionales", "Belice",
                      "Honduras", "Boletines trimestrales", "Enero a marzo")
    ]  # fmt: skip
    assert lugares == sorted(lugares)
    assert "PPTX, 14 diapositivas" in dicho
    assert "PNG, cuadrada" in dicho
    assert "Paquete de datos (ZIP)" in dicho
    assert "Texto para correo (TXT)" in dicho
    html = client.get("/informes/2024/").content.decode()
    for nombre in ("infografia.cuadrado.png", "nacional-bz.pdf", "nacional-bz-en.pdf",
                   "anexo-datos.zip", "boletin-t1.txt"):  # fmt: skip
        assert f'href="/informes/2024/{nombre}"' in html
    # What leads somewhere leads to a file that is there.
    for enlace in re.findall(r'href="(/informes/2024/[^"]+\.[a-z]+)"', html):
        assert client.head(enlace).status_code == 200, enlace


def test_sin_informe_anual_el_anio_tiene_su_pagina(client: Client, familia: Corte) -> None:
    assert "Documentos de 2024" in leer(client, "/informes/")
    dicho = leer(client, "/informes/2024/")
    assert "El informe anual de este año todavía no se ha publicado" in dicho
    assert "Resumen ejecutivo" in dicho
    assert "Informe anual regional" not in leer(client, "/")


def test_lo_anterior_dice_de_que_documento_es(
    client: Client, escena: Escena, familia: Corte
) -> None:
    publicado(escena.publicar(), escena.secretaria, "nacional", sujeto="hn",
              nombre_sujeto="Honduras", contenido=b"nuevo")  # fmt: skip
    dicho = leer(client, "/informes/2024/")
    assert "Informe nacional 2024 · Honduras (Español)" in dicho
    assert "sustituida por otra versión" in dicho


def test_cada_pais_ofrece_su_informe(client: Client, familia: Corte) -> None:
    html = client.get("/en/paises/bz/").content.decode()
    suyos = re.findall(r'href="/informes/2024/(nacional[^"]+)"', html)
    assert suyos == ["nacional-bz-en.pdf", "nacional-bz.pdf"]
    assert "nacional-" not in client.get("/paises/gt/").content.decode()


def test_los_datos_ofrecen_el_anexo(client: Client, escena: Escena, familia: Corte) -> None:
    html = client.get("/datos/").content.decode()
    assert re.findall(r'href="/informes/2024/(anexo[^"]+)"', html) == [
        "anexo-datos.xlsx", "anexo-datos.zip",
    ]  # fmt: skip
    escena.publicar()
    assert "anexo-datos" not in client.get("/datos/").content.decode()


def test_pocas_consultas_con_toda_la_familia(
    client: Client,
    escena: Escena,
    familia: Corte,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    publicar(escena, familia)
    cache.clear()
    with django_assert_max_num_queries(5):
        client.get("/informes/")
    with django_assert_max_num_queries(6):
        client.get("/informes/2024/")


def test_pocas_consultas(
    client: Client,
    escena: Escena,
    corte: Corte,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    for idioma in ("es", "en"):
        publicar(escena, corte, idioma=idioma)
    cache.clear()
    with django_assert_max_num_queries(4):
        assert not client.get("/informes/").cookies
    with django_assert_max_num_queries(5):
        client.get("/informes/2024/")


@pytest.mark.parametrize("ancho", [1280, 320])
@pytest.mark.parametrize("direccion", ["/informes/", "/informes/2024/"])
def test_accesible(
    live_server: Any,
    escena: Escena,
    familia: Corte,
    pagina_axe: Any,
    axe: Any,
    direccion: str,
    ancho: int,
) -> None:
    publicar(escena, familia, contenido=b"uno")
    publicar(escena, escena.publicar(), contenido=b"dos")
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    pagina_axe.goto(f"{live_server.url}{direccion}")
    axe(pagina_axe)
    assert pagina_axe.evaluate("document.documentElement.scrollWidth <= innerWidth")
