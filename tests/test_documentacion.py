"""What the documentation names exists: files, links, commands, variables, and the words that the
manual says are on the screens. In the manual ``**bold**`` is a word of a screen; what is only
stressed, or is put together by Django ("Añadir período"), is written ``__so__``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import get_commands
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from informes import manual

RAIZ = Path(__file__).resolve().parent.parent
MANUAL = RAIZ / "docs" / "manual"
DOCUMENTOS = [RAIZ / "README.md", *sorted((RAIZ / "docs").rglob("*.md"))]
ENLACE = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODIGO = re.compile(r"`([^`\n]+)`")
RUTA = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:toml|lock|md)|Makefile")
EN_PANTALLA = re.compile(r"\*\*([^*]+)\*\*")


def nombre(ruta: Path) -> str:
    return ruta.relative_to(RAIZ).as_posix()


def texto(ruta: Path) -> str:
    return re.sub(r"\s+", " ", ruta.read_text(encoding="utf-8"))


# --- Files, commands, variables -------------------------------------------------------------------


@pytest.mark.parametrize("documento", DOCUMENTOS, ids=nombre)
def test_los_archivos_que_nombra_existen(documento: Path) -> None:
    hechos = (RAIZ / ".gitignore").read_text(encoding="utf-8").split()
    rutas = {r for r in CODIGO.findall(texto(documento)) if RUTA.fullmatch(r)}
    faltan = [r for r in sorted(rutas) if r not in hechos and not (RAIZ / r).exists()]
    assert not faltan


def test_el_readme_nombra_archivos() -> None:
    """The pattern above does find them."""
    rutas = {r for r in CODIGO.findall(texto(RAIZ / "README.md")) if RUTA.fullmatch(r)}
    assert {"planes/calculo/", "informes/enmascarar.py", "uv.lock", ".ci/run"} <= rutas


@pytest.mark.parametrize("documento", DOCUMENTOS, ids=nombre)
def test_los_enlaces_entre_archivos_llegan(documento: Path) -> None:
    faltan = [
        destino
        for destino in ENLACE.findall(texto(documento))
        if not destino.startswith(("/", "http"))
        and not (documento.parent / destino.partition("#")[0]).exists()
    ]
    assert not faltan


def test_las_ordenes_existen() -> None:
    todo = " ".join(map(texto, DOCUMENTOS))
    metas = set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join(CODIGO.findall(todo))))
    sangrado = (RAIZ / "README.md").read_text(encoding="utf-8")
    metas |= set(re.findall(r"^ {4}make ([a-z-]+)", sangrado, re.MULTILINE))
    makefile = (RAIZ / "Makefile").read_text(encoding="utf-8")
    assert {"run", "test", "check", "bench"} <= metas
    assert metas <= set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    ordenes = set(re.findall(r"manage\.py ([a-z_]+)", todo))
    assert {"cargar", "demo", "db_worker", "migrate"} <= ordenes
    assert ordenes <= set(get_commands())


def test_las_variables_del_entorno_existen() -> None:
    ajustes = (RAIZ / "corett" / "settings.py").read_text(encoding="utf-8")
    orden_demo = RAIZ / "corett" / "management" / "commands" / "demo.py"
    conocidas = ajustes + orden_demo.read_text(encoding="utf-8") + "ADDR CACHES"
    nombradas = set(re.findall(r"`([A-Z][A-Z_]{3,})(?:=[^`]*)?`", texto(RAIZ / "README.md")))
    assert {"TASKS", "PROXIES", "MEDIA_ROOT", "DEMO_PASSWORD"} <= nombradas
    assert {n for n in nombradas if n not in conocidas} == set()
    requeridas = set(re.findall(r'"([A-Z_]+)": "', ajustes.split("EJEMPLOS = {")[1].split("}")[0]))
    readme = (RAIZ / "README.md").read_text(encoding="utf-8")
    assert requeridas <= set(re.findall(r"^ {4}([A-Z_]+) ", readme, re.MULTILINE))


def test_la_captura_es_ligera() -> None:
    imagen = RAIZ / "docs" / "imagenes" / "inicio.png"
    assert imagen.stat().st_size < 300_000


# --- The words on the screens ---------------------------------------------------------------------


def palabras(escrito: str) -> str:
    """A text as it is read: one blank between words, no placeholders, no capitals."""
    sin_huecos = re.sub(r"\{\{.*?\}\}|%\(\w+\)[sd]|\\n", " ", escrito)
    return re.sub(r"\s+", " ", sin_huecos.replace('\\"', '"')).lower()


def en_pantalla(documento: Path) -> set[str]:
    return {palabras(p).strip(" .,:") for p in EN_PANTALLA.findall(texto(documento))}


@pytest.fixture(scope="module")
def espanol() -> str:
    """Every text in the sources."""
    archivos = [*(RAIZ / "templates").rglob("*.*")]
    for app in ("actores", "planes", "informes", "corett"):
        archivos += (RAIZ / app).rglob("*.py")
    cosidos = (re.sub(r'"\s*\n\s*"', "", a.read_text(encoding="utf-8")) for a in archivos)
    return palabras("\n".join(cosidos))


@pytest.fixture(scope="module")
def ingles() -> str:
    catalogo = RAIZ / "locale" / "en" / "LC_MESSAGES" / "django.po"
    return palabras(re.sub(r'"\n"', "", catalogo.read_text(encoding="utf-8")))


TAREAS = ("punto-focal", "secretaria-tecnica", "publicacion", "comunicacion")


@pytest.mark.parametrize("tema", TAREAS)
def test_lo_que_dice_de_las_pantallas_esta_en_ellas(tema: str, espanol: str) -> None:
    dichas = en_pantalla(MANUAL / f"{tema}.md")
    assert len(dichas) > 10
    assert [p for p in sorted(dichas) if p not in espanol] == []


def test_tambien_en_ingles(ingles: str) -> None:
    dichas = en_pantalla(MANUAL / "en" / "punto-focal.md")
    assert len(dichas) > 30
    assert [p for p in sorted(dichas) if p not in ingles] == []


# --- In the portal --------------------------------------------------------------------------------


class Pagina(HTMLParser):
    """Addresses and anchors of the manual's part of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.enlaces: list[str] = []
        self.anclas: set[str] = set()
        self.estilos = 0
        self.feed(html.partition("<main")[2].partition("</main>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        atributos = dict(attrs)
        if tag == "a" and atributos.get("href"):
            self.enlaces.append(str(atributos["href"]))
        if atributos.get("id"):
            self.anclas.add(str(atributos["id"]))
        self.estilos += "style" in atributos


def direcciones() -> Iterator[str]:
    for idioma in ("es", "en"):
        with override(idioma):
            yield reverse("informes:ayuda")
            yield from (reverse("informes:ayuda_tema", args=[tema]) for tema in manual.TEMAS)


@pytest.mark.django_db
@pytest.mark.parametrize("url", list(direcciones()))
def test_la_pagina_y_lo_que_enlaza(client: Client, url: str) -> None:
    cache.clear()
    respuesta = client.get(url)
    assert respuesta.status_code == 200
    pagina = Pagina(respuesta.content.decode())
    assert pagina.estilos == 0  # the content security policy would drop them
    assert pagina.enlaces
    for enlace in pagina.enlaces:
        ruta, _almohadilla, ancla = enlace.partition("#")
        destino = pagina
        if ruta:
            assert ".md" not in ruta
            otra = client.get(ruta)
            assert otra.status_code == 200, enlace
            destino = Pagina(otra.content.decode())
        assert not ancla or ancla in destino.anclas, enlace


@pytest.mark.django_db
def test_quien_lee_en_ingles_sabe_que_esta_solo_en_espanol(client: Client) -> None:
    html = client.get("/en/ayuda/secretaria-tecnica/").content.decode()
    assert '<div lang="es">' in html
    assert '<div lang="es">' not in client.get("/en/ayuda/punto-focal/").content.decode()
    assert '<div lang="es">' not in client.get("/ayuda/secretaria-tecnica/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("tema", ["nada", "README", "en", "punto-focal.md"])
def test_lo_que_no_es_un_manual_no_esta(client: Client, tema: str) -> None:
    assert client.get(f"/ayuda/{tema}/").status_code == 404


def test_todos_los_archivos_se_ofrecen() -> None:
    assert {a.stem for a in MANUAL.rglob("*.md")} == set(manual.TEMAS)


@pytest.mark.parametrize("url", ["/ayuda/", "/ayuda/punto-focal/", "/en/ayuda/publicacion/"])
def test_accesible(live_server, pagina_axe, axe, url: str) -> None:
    for ancho in (1280, 320):
        pagina_axe.set_viewport_size({"width": ancho, "height": 900})
        pagina_axe.goto(live_server.url + url)
        assert pagina_axe.evaluate("document.documentElement.scrollWidth") <= ancho
        axe(pagina_axe)
