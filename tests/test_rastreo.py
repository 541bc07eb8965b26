"""A crawler that starts at the home page of each language and follows every link of the portal that
a visitor can follow: what holds for each page of the public site, whoever wrote it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.test import Client
from tinyhtml5.parser import HTMLParser

from tests.portal import Portal

pytestmark = [pytest.mark.django_db, pytest.mark.una_base]

COMIENZOS = ("/", "/en/")
AJENAS = ("/cuenta/", "/admin/", "/reportes/", "/en/cuenta/", "/en/admin/", "/en/reportes/")
"""Where visitors end at the door."""
TOPE = 2_000
"""More pages than that means that addresses are being made up."""
SITIO = "https://testserver"

RECURSOS = {
    "img": ("src", "srcset"), "script": ("src",), "link": ("href",), "source": ("src", "srcset"),
    "video": ("src", "poster"), "track": ("src",), "iframe": ("src",), "object": ("data",),
    "embed": ("src",), "use": ("href",), "image": ("href",),
}  # fmt: skip
"""What a browser fetches by itself."""
NO_SE_BAJA = {"canonical", "alternate", "license", "next", "prev", "search"}

MUDAS = ("script", "style", "code", "pre", "title")
"""Not read as a text of the page; a title cannot say in which language it stands."""
CORRIENTES = {
    "en": "de la el los las que del y para con por se una un en su es",
    "es": "of the and to for with by is are that from this an on not it",
}
DEL_OTRO = {idioma: frozenset(dichas.split()) for idioma, dichas in CORRIENTES.items()}
"""Words that a page of that language has in the other language's sentences only."""
NOMBRES = re.compile(
    r"Donante que se nombra|Plan de Acci[oó]n|El Pozo de Vida|Voy a Paso Seguro|Save the Children"
)
"""Proper names, the same in both languages."""
SIN_IDIOMA = re.compile(r"https?://\S+|\b[0-9a-f]{12,64}\b")
"""Addresses and hashes: letters of no language."""


@dataclass
class Pagina:
    """One page as it came, and as a tree."""

    url: str
    estado: int
    tipo: str
    cabeceras: dict[str, str]
    galletas: list[str]
    cuerpo: bytes
    desde: str = field(default="", repr=False)

    @property
    def es_html(self) -> bool:
        return self.tipo.startswith("text/html")

    @property
    def idioma(self) -> str:
        pedido = self.url.startswith("/en/") or "idioma=en" in self.url
        return "en" if pedido else "es"

    @cached_property
    def lector(self) -> Any:
        lector = HTMLParser(namespace_html_elements=False)
        lector.parse(self.cuerpo, transport_encoding="utf-8")
        return lector

    @cached_property
    def arbol(self) -> Any:
        return self.lector.tree.get_document()

    def todos(self, etiqueta: str) -> list[Any]:
        return list(self.arbol.iter(etiqueta))

    def meta(self, nombre: str) -> str:
        return next(
            (m.get("content", "") for m in self.todos("meta") if m.get("name") == nombre), ""
        )

    def enlace(self, rel: str, hreflang: str = "") -> str:
        return next(
            (
                e.get("href", "")
                for e in self.todos("link")
                if e.get("rel") == rel and e.get("hreflang", "") == hreflang
            ),
            "",
        )

    def destinos(self) -> Iterator[str]:
        """The portal's own addresses that the page leads to, as a visitor would ask for them."""
        for enlace in self.todos("a"):
            entera = urldefrag(urljoin(f"{SITIO}{self.url}", enlace.get("href", ""))).url
            partes = urlsplit(entera)
            propia = partes.scheme in ("http", "https") and partes.netloc == "testserver"
            if propia and not partes.path.startswith(AJENAS):
                yield partes.path + (f"?{partes.query}" if partes.query else "")


def pedir(cliente: Client, url: str, desde: str) -> Pagina:
    respuesta = cliente.get(url, follow=True)
    return Pagina(
        url=url,
        estado=respuesta.status_code,
        tipo=respuesta.headers.get("Content-Type", ""),
        cabeceras=dict(respuesta.headers.items()),
        galletas=list(respuesta.cookies),
        cuerpo=respuesta.getvalue(),
        desde=desde,
    )


def rastrear() -> list[Pagina]:
    """Every page that can be reached from the two home pages, each once."""
    cliente = Client()
    pendientes = dict.fromkeys(COMIENZOS, "")
    vistas: dict[str, Pagina] = {}
    while pendientes:
        url, desde = pendientes.popitem()
        vistas[url] = pedir(cliente, url, desde)
        assert len(vistas) < TOPE, f"{url} from {desde}"
        if vistas[url].es_html:
            nuevas = dict.fromkeys(vistas[url].destinos(), url)
            pendientes |= {a: d for a, d in nuevas.items() if a not in vistas}
    return list(vistas.values())


FALTAS = ("estado", "galletas", "html", "encabezado", "gemela", "recursos", "idioma")


@pytest.fixture
def faltas() -> dict[str, list[str]]:
    """What is wrong, by kind: the crawl is long, so it is made once for all that is asked of it."""
    Portal()
    halladas: dict[str, list[str]] = defaultdict(list)
    paginas = rastrear()
    de_html = [p for p in paginas if p.es_html]
    assert len(de_html) > 60
    titulos: dict[tuple[str, str], str] = {}
    for pagina in paginas:
        halladas["estado"] += de_estado(pagina)
        halladas["galletas"] += [f"{pagina.url}: {g}" for g in pagina.galletas]
    for pagina in de_html:
        halladas["html"] += de_forma(pagina)
        halladas["encabezado"] += de_encabezado(pagina, titulos)
        halladas["gemela"] += de_gemela(pagina)
        halladas["recursos"] += de_recursos(pagina)
        halladas["idioma"] += de_idioma(pagina)
    return halladas


def test_cada_pagina_que_se_alcanza(faltas: dict[str, list[str]]) -> None:
    hay = [f"{clase}: {falta}" for clase in FALTAS for falta in dict.fromkeys(faltas[clase])]
    assert not hay, "\n" + "\n".join(hay)


def de_estado(pagina: Pagina) -> Iterator[str]:
    if pagina.estado != 200:
        yield f"{pagina.url} (from {pagina.desde}) answers {pagina.estado}"


def de_forma(pagina: Pagina) -> Iterator[str]:
    """What the HTML standard's own parser objects to; identifiers given twice; inline code."""
    for lugar, clase, _datos in pagina.lector.errors:
        yield f"{pagina.url}: {clase} at {lugar}"
    dados = [e.get("id") for e in pagina.arbol.iter() if e.get("id")]
    yield from (f"{pagina.url}: id {i} twice" for i in {i for i in dados if dados.count(i) > 1})
    for elemento in pagina.arbol.iter():
        if not isinstance(elemento.tag, str):
            continue
        malos = [a for a in elemento.attrib if a == "style" or a.startswith("on")]
        yield from (f"{pagina.url}: <{elemento.tag} {a}>" for a in malos)
        if elemento.tag == "style" or (elemento.tag == "script" and not elemento.get("src")):
            yield f"{pagina.url}: inline <{elemento.tag}>"


def de_encabezado(pagina: Pagina, titulos: dict[tuple[str, str], str]) -> Iterator[str]:
    """One h1, a title of its own, a description, the language said."""
    if len(pagina.todos("h1")) != 1:
        yield f"{pagina.url}: {len(pagina.todos('h1'))} h1"
    if pagina.arbol.get("lang") != pagina.idioma:
        yield f"{pagina.url}: lang {pagina.arbol.get('lang')}"
    titulo = " ".join("".join(pagina.todos("title")[0].itertext()).split())
    if len(titulo) < 8:
        yield f"{pagina.url}: title «{titulo}»"
    if "noindex" in pagina.meta("robots") or "?" in pagina.url:
        return
    otra = titulos.setdefault((pagina.idioma, titulo), pagina.url)
    if otra != pagina.url:
        yield f"{pagina.url}: same title as {otra}: «{titulo}»"
    if len(pagina.meta("description")) < 8:
        yield f"{pagina.url}: description «{pagina.meta('description')}»"


def de_gemela(pagina: Pagina) -> Iterator[str]:
    """Its own address, and that of its twin in the other language; programs read one API."""
    if "noindex" in pagina.meta("robots") or pagina.url.startswith("/api/"):
        return
    camino = pagina.url.partition("?")[0]
    es = camino.removeprefix("/en") if pagina.idioma == "en" else camino
    debidas = {("canonical", ""): camino, ("alternate", "es"): es, ("alternate", "en"): f"/en{es}",
               ("alternate", "x-default"): es}  # fmt: skip
    for (rel, idioma), debida in debidas.items():
        dicha = urlsplit(pagina.enlace(rel, idioma)).path
        if dicha != debida:
            yield f"{pagina.url}: {rel} {idioma} is «{dicha}»"


def de_recursos(pagina: Pagina) -> Iterator[str]:
    """Nothing is fetched from elsewhere."""
    for etiqueta, atributos in RECURSOS.items():
        for elemento in pagina.todos(etiqueta):
            if etiqueta == "link" and set(elemento.get("rel", "").split()) & NO_SE_BAJA:
                continue
            for atributo in atributos:
                for direccion in elemento.get(atributo, "").split(","):
                    sitio = urlsplit(direccion.strip())
                    if sitio.netloc not in ("", "testserver"):
                        yield f"{pagina.url}: <{etiqueta}> fetches {direccion}"


def de_idioma(pagina: Pagina) -> Iterator[str]:
    """Sentences of the other language that are not marked as such."""
    ajenas = DEL_OTRO[pagina.idioma]
    for texto in textos(pagina.arbol, pagina.idioma):
        dicho = SIN_IDIOMA.sub("", NOMBRES.sub("", " ".join(unescape(texto).split())))
        palabras = re.findall(r"[a-záéíóúñü]+", dicho.lower())
        suyas = [p for p in palabras if p in ajenas]
        if len(palabras) >= 4 and len(suyas) >= max(2, len(palabras) / 6):
            yield f"{pagina.url}: «{dicho[:90]}»"


def textos(elemento: Any, idioma: str) -> Iterator[str]:
    """The texts of a tree in that language, with the attributes that are read aloud."""
    if elemento.get("lang", idioma) != idioma or elemento.tag in MUDAS:
        return
    yield from (elemento.get(a) for a in ("alt", "aria-label", "title", "placeholder")
                if elemento.get(a))  # fmt: skip
    if elemento.text:
        yield elemento.text
    for hijo in elemento:
        if isinstance(hijo.tag, str):
            yield from textos(hijo, idioma)
        if hijo.tail:
            yield hijo.tail
