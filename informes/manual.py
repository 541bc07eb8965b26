"""The user manual: the files of docs/manual, read as pages of the portal.

A file is a title (``# …``), a paragraph that says what it is for, and the text. English readers
get the twin in docs/manual/en, or the Spanish one where there is none. The files are the
project's own, so what Markdown makes of them is trusted as a template is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import markdown
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import Treeprocessor

TEMAS = (
    "punto-focal", "secretaria-tecnica", "publicacion", "documentos", "comunicacion", "glosario",
)  # fmt: skip
"""The documents, in the order in which they are offered."""


@dataclass(frozen=True)
class Documento:
    """One document. ``idioma`` is what it is written in; ``apartados`` are (anchor, heading)."""

    tema: str
    idioma: str
    titulo: str
    resumen: SafeString
    cuerpo: SafeString
    apartados: tuple[tuple[str, str], ...]


def documentos(idioma: str) -> list[Documento]:
    """Every document for a reader of that language."""
    return [documento(tema, idioma) for tema in TEMAS]


def documento(tema: str, idioma: str) -> Documento:
    """The document for a reader of that language. KeyError when there is no such one."""
    if tema not in TEMAS:
        raise KeyError(tema)
    ruta, escrito_en = archivo(tema, idioma)
    return leer(tema, idioma, escrito_en, ruta, ruta.stat().st_mtime_ns)


def archivo(tema: str, idioma: str) -> tuple[Path, str]:
    """The file for a reader of that language, and the language that it is written in."""
    manual = Path(settings.BASE) / "docs" / "manual"
    propio = manual / idioma / f"{tema}.md"
    return (propio, idioma) if propio.exists() else (manual / f"{tema}.md", "es")


@lru_cache(maxsize=4 * len(TEMAS))
def leer(tema: str, idioma: str, escrito_en: str, ruta: Path, cambiado: int) -> Documento:
    """Made once for each reader's language, and again when the file has changed (``cambiado``)."""
    titulo, resumen, texto = ruta.read_text(encoding="utf-8").split("\n\n", 2)
    conversor = convertidor()
    cuerpo = conversor.convert(texto)
    apartados = tuple((t["id"], t["name"]) for t in conversor.toc_tokens)
    return Documento(
        tema=tema,
        idioma=escrito_en,
        titulo=titulo.removeprefix("# "),
        resumen=mark_safe(convertidor().convert(resumen)),
        cuerpo=mark_safe(cuerpo),
        apartados=apartados,
    )


def convertidor() -> markdown.Markdown:
    conversor = markdown.Markdown(extensions=["sane_lists", "tables", TocExtension(toc_depth="2")])
    conversor.treeprocessors.register(Enlaces(conversor), "enlaces", 0)
    return conversor


class Enlaces(Treeprocessor):
    """``glosario.md#corte`` is a link between files; in the portal it leads to the page."""

    def run(self, raiz: Element) -> None:
        for enlace in raiz.iter("a"):
            archivo, _almohadilla, ancla = enlace.get("href", "").partition("#")
            if archivo.endswith(".md"):
                url = reverse("informes:ayuda_tema", args=[Path(archivo).stem])
                enlace.set("href", f"{url}#{ancla}" if ancla else url)
