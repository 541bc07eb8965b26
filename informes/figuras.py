"""A Dato of a cut as pages show it: its chart by year, its titles, how it is added up.

Works on the JSON of ``informes.partes`` (a *bloque* is ``Panorama.json_bloque``) in the
language of the request. No HTML and no query.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from informes import formato, graficos
from informes.graficos import Fila

Parte = dict[str, Any]
Figura = Mapping[str, Any]

SE_DIBUJAN = frozenset({"conteo", "personas", "monto", "porcentaje"})
"""Types of figure that have a length; milestones and documents are told in words."""

EN_LA_REGION = {
    "suma": gettext_lazy("suma de los países"),
    "suma_mas_regional": gettext_lazy("suma de los países más lo regional"),
    "manda_regional": gettext_lazy("según el reporte regional"),
    "cociente": gettext_lazy("suma de numeradores entre suma de denominadores"),
    "paises_que_cumplen": gettext_lazy("países que cumplen"),
    "no_agregable": gettext_lazy("no se suma entre países"),
}
EN_EL_TIEMPO = {
    "suma": gettext_lazy("Se suman los dos semestres del año."),
    "ultimo": gettext_lazy("Vale lo último que se reportó en el año."),
    "maximo": gettext_lazy("Vale lo mayor que se reportó en el año."),
    "no_agregable": gettext_lazy("No se suma en el tiempo."),
}
PERIODICIDAD = {
    "semestral": gettext_lazy("Cada semestre"),
    "anual": gettext_lazy("Una vez al año"),
}
INFORMANTE = {
    "nacional": gettext_lazy("Cada país"),
    "regional": gettext_lazy("La Secretaría Técnica"),
    "ambos": gettext_lazy("Cada país y la Secretaría Técnica"),
}
DESAGREGACION = {
    "sexo": gettext_lazy("Por sexo"),
    "sector": gettext_lazy("Por tipo de institución"),
    "delito": gettext_lazy("Por delito"),
    "ambito": gettext_lazy("Por ámbito"),
    "medio": gettext_lazy("Por medio de comunicación"),
    "canal": gettext_lazy("Por canal digital"),
}
EVIDENCIA = {
    "acta": gettext_lazy("acta"),
    "informe": gettext_lazy("informe"),
    "fotografia": gettext_lazy("fotografía"),
    "mensaje": gettext_lazy("mensaje publicado"),
    "documento": gettext_lazy("documento"),
}


def idioma_actual() -> str:
    """``es`` or ``en``."""
    return "en" if (get_language() or "es").startswith("en") else "es"


def en_idioma(texto: Mapping[str, str] | None) -> str:
    """``{"es": …, "en": …}`` in the reader's language; Spanish where there is no other."""
    return (texto.get(idioma_actual()) or texto.get("es") or "") if texto else ""


def solo_es(texto: Mapping[str, str]) -> bool:
    """Whether an English reader is shown Spanish, since nobody wrote it in English."""
    return idioma_actual() == "en" and texto.get("en") == texto.get("es")


def rotulos(bloque: Parte, serie: Parte) -> Parte:
    """What stands around the chart of a series.

    ``titulo`` says the message, ``subtitulo`` measure, unit, years and how it is added up;
    ``ultima`` the last year's regional figure; ``se_dibuja`` whether a chart makes sense.
    """
    region = serie["region"]
    return {
        "titulo": titulo(bloque, serie),
        "subtitulo": subtitulo(bloque, serie),
        "ultima": region[-1] if region else None,
        "se_dibuja": any(figura["tipo"] in SE_DIBUJAN for figura in region),
    }


def titulo(bloque: Parte, serie: Parte) -> str:
    """The message. A crime's series has its last figure, for the cut words the whole only."""
    if not serie["nombre"] or not serie["region"]:
        return en_idioma(bloque["mensaje"])
    ultima = serie["region"][-1]
    if ultima["valor"] is None and ultima.get("minimo") is None:
        return _("%(categoria)s: sin dato en %(anio)s") % {
            "categoria": en_idioma(serie["nombre"]),
            "anio": ultima["anio"],
        }
    # Units are kept in the plural only.
    una = _("%(categoria)s: %(cifra)s (%(unidad)s) en %(anio)s")
    varias = _("%(categoria)s: %(cifra)s %(unidad)s en %(anio)s")
    return (una if ultima["valor"] == 1 else varias) % {
        "categoria": en_idioma(serie["nombre"]),
        "cifra": formato.cifra(ultima, idioma_actual()),
        "unidad": en_idioma(bloque["dato"]["unidad"]),
        "anio": ultima["anio"],
    }


def subtitulo(bloque: Parte, serie: Parte) -> str:
    """Measure with its unit, how the region is added up, and the years.

    Above it the message names the measure already; of a crime's series, only the crime.
    """
    dato, anios = bloque["dato"], bloque["anios"]
    nombre, unidad = en_idioma(dato["nombre"]), en_idioma(dato["unidad"])
    regla = str(EN_LA_REGION[dato["regla_region"]])
    medida = nombre if serie["nombre"] else unidad
    if serie["nombre"] and unidad and unidad.lower() not in nombre.lower():
        medida = _("%(nombre)s (%(unidad)s)") % {"nombre": nombre, "unidad": unidad}
    elif medida.lower() in regla.lower():
        medida = ""
    return capfirst(", ".join(x for x in (medida, regla, periodo(anios)) if x))


def periodo(anios: list[int]) -> str:
    """The years as "2023 a 2025", which no line end tears apart."""
    if len(anios) < 2:
        return "".join(str(anio) for anio in anios)
    return (_("%(desde)s a %(hasta)s") % {"desde": anios[0], "hasta": anios[-1]}).replace(
        " ", "\u00a0"
    )


def barras_por_anio(bloque: Parte, serie: Parte, eje: int) -> str:
    """The regional series by year, as SVG. Eje: whose colour the bars take."""
    color = graficos.MARCA["ejes"].get(str(eje), {}).get("color", graficos.COLOR["azul"])
    return graficos.barras(
        titulo(bloque, serie),
        subtitulo(bloque, serie),
        [fila(figura) for figura in serie["region"]],
        unidad=en_idioma(bloque["dato"]["unidad"]),
        idioma=idioma_actual(),
        color=color,
        tope=tope(bloque, serie),
    )


def tope(bloque: Parte, serie: Parte) -> int | None:
    """The end of the scale where it is known: 100 per cent, all countries."""
    if bloque["dato"]["regla_region"] == "paises_que_cumplen":
        return max((int(f.get("denominador") or 0) for f in serie["region"]), default=0) or None
    return 100 if bloque["dato"]["tipo"] == "porcentaje" else None


def fila(figura: Figura) -> Fila:
    """A regional figure as a bar: the year, the coverage beside it, the words of the table."""
    hay = figura["valor"] is not None or figura.get("minimo") is not None
    return Fila(
        etiqueta=str(figura["anio"]),
        valor=figura["valor"],
        sub=cobertura_breve(figura),
        minimo=figura.get("minimo"),
        maximo=figura.get("maximo"),
        marca=figura.get("marca", ""),
        texto=formato.cifra(figura, idioma_actual()) if hay else "",
    )


def por_desagregacion(series: list[Parte]) -> list[Parte]:
    """The series of categories (``sexo:mujeres``) by what they split: ``{"nombre", "series"}``."""
    grupos: dict[str, list[Parte]] = {}
    for serie in series:
        grupos.setdefault(serie["categoria"].partition(":")[0], []).append(serie)
    return [
        {"nombre": DESAGREGACION.get(codigo, codigo.capitalize()), "series": suyas}
        for codigo, suyas in grupos.items()
    ]


def cobertura_breve(figura: Figura) -> str:
    """As in "8 de 9 países; 2 con el año incompleto"; nothing for a figure without coverage."""
    base = figura.get("cobertura")
    if not base:
        return ""
    dicho = _("%(reportaron)s de %(esperados)s países") % base
    if base.get("parciales"):
        dicho += "; " + _("%(parciales)s con el año incompleto") % base
    return dicho


def destacados(parte: Parte) -> list[Parte]:
    """The key figures of the home page, those that have a figure: ``codigo`` of the indicator,
    ``valor`` and ``texto`` to show, ``marca`` in a word, ``figura``."""
    idioma = idioma_actual()
    return [
        {
            "codigo": d["indicador"],
            "valor": formato.cifra(d["cifra"], idioma),
            "texto": _("%(nombre)s, %(anio)s")
            % {"nombre": en_idioma(d["nombre"]), "anio": d["cifra"]["anio"]},
            "marca": graficos.MARCA["marcas"].get(d["cifra"].get("marca", ""), {}).get(idioma, ""),
            "figura": d["cifra"],
        }
        for d in parte["destacados"]
        if d["cifra"] and (d["cifra"]["valor"] is not None or "minimo" in d["cifra"])
    ]
