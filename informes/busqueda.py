"""What can be searched on the site: the plan as the cut has it, and what is live beside it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import Organizacion
from informes import manual
from informes.buscador import Ficha, Indice
from informes.cache import SEGUNDOS
from informes.figuras import Parte
from informes.models import (
    Campana,
    Corte,
    CorteParte,
    FechaClave,
    Informe,
    Noticia,
    Pagina,
    Publicacion,
    Renovacion,
    Termino,
)
from informes.models.editorial import Editorial
from informes.paginas_fijas import CLAVES, FIJAS
from informes.texto_rico import sin_etiquetas

CLASES = {
    "plan": gettext_lazy("El plan"),
    "pais": gettext_lazy("Países"),
    "informe": gettext_lazy("Informes"),
    "proyecto": gettext_lazy("Proyectos"),
    "noticia": gettext_lazy("Noticias y campañas"),
    "publicacion": gettext_lazy("Publicaciones"),
    "directorio": gettext_lazy("Directorio"),
    "termino": gettext_lazy("Glosario"),
    "pagina": gettext_lazy("Páginas del sitio"),
    "manual": gettext_lazy("Manual del portal"),
}
"""The kinds of result, in the order of the filters. The manual is for who works here: it comes
after all else."""


Cual = tuple[int, str]
"""A cut, by its key and its hash."""


# --- The indexes ---------------------------------------------------------------------------------


def indice(corte: Corte | None, idioma: str) -> Indice:
    """Everything that a visitor can find now, in their language where it exists in it.

    Made once for a cut, a language and a minute: what was written since is found at once, and
    what appears by itself (a piece of news at its hour) a minute later.
    """
    minuto = int(time.time() // SEGUNDOS)
    cual = (corte.pk, corte.huella) if corte else None
    return hacer_indice(cual, idioma, Renovacion.actual(), minuto)


def en_otro_idioma(corte: Corte | None, consulta: str, idioma: str) -> tuple[str, int]:
    """The site's other language, and how many results have every word there."""
    otro = "es" if idioma == "en" else "en"
    return otro, indice(corte, otro).responder(consulta, otro).llenos


@lru_cache(maxsize=4)
def hacer_indice(cual: Cual | None, idioma: str, renovacion: int, minuto: int) -> Indice:
    with translation.override(idioma):
        return Indice([*(del_corte(cual, idioma) if cual else ()), *del_momento(idioma)])


# --- From the cut --------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def del_corte(cual: Cual, idioma: str) -> tuple[Ficha, ...]:
    """The plan's texts, countries and projects: a cut never changes."""
    filas = CorteParte.objects.filter(corte=cual[0]).values_list("clave", "contenido")
    fichas = []
    for clave, contenido in filas.order_by("clave"):
        nombre, _barra, resto = clave.partition("/")
        if resto and nombre in DE_PARTE:
            fichas.append(DE_PARTE[nombre](contenido, resto, idioma))
    return tuple(fichas)


def unir(*textos: Any, idioma: str) -> str:
    """Texts of the cut, in one language: pairs, lists of pairs, plain strings."""
    dichos = []
    for texto in textos:
        if isinstance(texto, list):
            dichos.append(unir(*texto, idioma=idioma))
        elif isinstance(texto, dict):
            dichos.append(texto.get(idioma) or texto.get("es") or "")
        else:
            dichos.append(texto or "")
    return " ".join(dicho for dicho in dichos if dicho)


def url(nombre: str, *argumentos: Any) -> str:
    return reverse(f"informes:{nombre}", args=argumentos)


def de_eje(p: Parte, numero: str, idioma: str) -> Ficha:
    texto = unir(p["descripcion"], p["estrategicos"], idioma=idioma)
    titulo = f"{_('Eje')} {numero}: {unir(p['nombre'], idioma=idioma)}"
    return Ficha("plan", titulo, texto, url("eje", numero), idioma)


def de_objetivo(p: Parte, numero: str, idioma: str) -> Ficha:
    metas = [m["texto"] for m in p["metas"]]
    titulo = f"{_('Objetivo')} {numero}: {unir(p['corto'], idioma=idioma)}"
    texto = unir(p["texto"], metas, idioma=idioma)
    return Ficha("plan", titulo, texto, url("objetivo", numero), idioma)


def de_actividad(p: Parte, codigo: str, idioma: str) -> Ficha:
    impresas = [
        m[campo] for m in p["metas"] for campo in ("texto", "responsable", "planeamiento", "socios")
    ]
    dichos = [t["texto"] for t in p["textos"]]
    titulo = f"{codigo} {unir(p['corto'], idioma=idioma)}"
    texto = unir(p["texto"], impresas, dichos, idioma=idioma)
    return Ficha("plan", titulo, texto, url("actividad", codigo), idioma, _("Actividad"))


def de_indicador(p: Parte, codigo: str, idioma: str) -> Ficha:
    dato = (p.get("bloque") or {}).get("dato") or {}
    texto = unir(dato.get("nombre"), dato.get("definicion"), p["meta"]["texto"], idioma=idioma)
    titulo = f"{codigo} {unir(p['texto'], idioma=idioma)}"
    return Ficha("plan", titulo, texto, url("indicador", codigo), idioma, _("Indicador"))


def de_pais(p: Parte, codigo: str, idioma: str) -> Ficha:
    dichos = [t["texto"] for t in p["textos"]]
    texto = unir(p["organismo"], p["sigla"], p["mensaje"], dichos, idioma=idioma)
    return Ficha("pais", unir(p["nombre"], idioma=idioma), texto, url("pais", codigo), idioma)


def de_proyecto(p: Parte, codigo: str, idioma: str) -> Ficha:
    texto = unir(p["resumen"], p["nombre_etapa"], idioma=idioma)
    titulo = unir(p["titulo"], idioma=idioma)
    return Ficha("proyecto", titulo, texto, url("proyecto", codigo), idioma)


DE_PARTE = {
    "eje": de_eje,
    "objetivo": de_objetivo,
    "actividad": de_actividad,
    "indicador": de_indicador,
    "pais": de_pais,
    "proyecto": de_proyecto,
}
"""Kinds of part that have a page."""


# --- Of this moment ------------------------------------------------------------------------------


def del_momento(idioma: str) -> Iterator[Ficha]:
    """What is public now besides the cut; the reader's language is the active one."""
    for modelo, clase in EDITORIALES:
        for pieza in modelo.objects.publicados():
            yield de_editorial(pieza, clase, idioma)
    for informe in unicos(Informe.objects.publicados().defer("narrativa"), idioma):
        yield de_informe(informe, idioma)
    for org in Organizacion.objects.filter(publicable=True).select_related("pais"):
        dichos = (org.t.sigla, org.t.descripcion, org.get_tipo_display())
        texto = " · ".join(str(dicho) for dicho in dichos if dicho)
        nota = str(org.pais or "")
        destino = f"{url('directorio')}#{org.codigo}"
        siglas = f"{org.sigla} {org.sigla_en}"
        yield Ficha("directorio", org.t.nombre, texto, destino, idioma, nota, siglas)
    for termino in Termino.objects.filter(publicado=True):
        escrito = "en" if idioma == "en" and termino.definicion_en else "es"
        yield Ficha(
            "termino", termino.t.termino, termino.t.definicion, termino.get_absolute_url(), escrito
        )
    for dia in FechaClave.objects.filter(publicada=True):
        cuando = date_format(dia.fecha, "MONTH_DAY_FORMAT" if dia.anual else "DATE_FORMAT")
        yield Ficha("pagina", dia.t.titulo, dia.t.texto, url("fechas"), idioma, cuando)
    for nombre, rotulo, resumen in FIJAS:
        claves = CLAVES.get(nombre, "")
        yield Ficha("pagina", str(rotulo), str(resumen), url(nombre), idioma, claves=claves)
    yield from del_manual(idioma)


def del_manual(idioma: str) -> Iterator[Ficha]:
    """Its first page and its documents, the last of all."""
    resumen = _("Manuales para quienes reportan, revisan y publican, y un glosario para todos.")
    portada = _("Ayuda para usar el portal")
    yield Ficha("manual", portada, resumen, url("ayuda"), idioma, ultima=True)
    for documento in manual.documentos(idioma):
        texto = sin_etiquetas(f"{documento.resumen} {documento.cuerpo}")
        destino = url("ayuda_tema", documento.tema)
        yield Ficha("manual", documento.titulo, texto, destino, documento.idioma, ultima=True)


EDITORIALES: tuple[tuple[type[Editorial], str], ...] = (
    (Noticia, "noticia"), (Campana, "noticia"), (Publicacion, "publicacion"), (Pagina, "pagina"),
)  # fmt: skip


def de_editorial(pieza: Any, clase: str, idioma: str) -> Ficha:
    escrito = "en" if idioma == "en" and pieza.titulo_en else "es"
    texto = f"{pieza.t.resumen} {sin_etiquetas(pieza.t.cuerpo)}"
    nota = date_format(localtime(pieza.publicar_en)) if clase == "noticia" else ""
    return Ficha(clase, pieza.t.titulo, texto, pieza.get_absolute_url(), escrito, nota)


def unicos(informes: Iterable[Informe], idioma: str) -> list[Informe]:
    """One of each document: the one in the reader's language, else the other."""
    mejores: dict[tuple[str, int, str], Informe] = {}
    for informe in informes:
        lugar = (informe.tipo, informe.anio, informe.sujeto)
        if lugar not in mejores or informe.idioma == idioma:
            mejores[lugar] = informe
    return list(mejores.values())


def de_informe(informe: Informe, idioma: str) -> Ficha:
    titulo = " · ".join(
        p for p in (informe.get_tipo_display(), informe.nombre_sujeto, str(informe.anio)) if p
    )
    return Ficha("informe", titulo, "", url("informe", informe.anio), idioma)
