"""The charts of the public site, each by its key: the one registry that pages, ``/graficos/`` and
``/incrustar/`` draw from.

Keys (permanent, they stand in other institutions' pages)::

    estados                     the activities of the whole plan by state
    estados/eje/1               those of an eje
    estados/objetivo/1          those of an objetivo operativo
    estados/actividad/1.1       an activity by the state in each country
    mapa, paises                activities under way or completed by country: map and bars
    pais/gt                     the activities of a country by state
    indicador/1.1.1.a           an indicator by year
    indicador/1.2.1.a/delito-trata      one crime of it
    dinero/donante              the money by donor; also anio, pais, proyecto, estado

All is drawn from the parts of a cut, in the language of the request. No page and no query but
those that read the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from informes import figuras, graficos, hoja, laminas_dinero
from informes.cuadro import Cuadro, Renglon, de_que_corte
from informes.figuras import Parte, en_idioma
from informes.marcha import dibujar_barras, dibujar_mapa, marcha_por_pais
from informes.models import Corte, CorteParte

# --- Finding one --------------------------------------------------------------------------------


def cuadro(corte: Corte, clave: str) -> Cuadro:
    """The chart of that key. Raises Http404 where there is none."""
    familia, _barra, resto = clave.partition("/")
    if familia not in FAMILIAS or clave.endswith("/"):
        raise Http404(clave)
    try:
        return FAMILIAS[familia](corte, resto)
    except CorteParte.DoesNotExist as error:
        raise Http404(clave) from error


def clave_de_serie(indicador: str, serie: Parte) -> str:
    """The key of the chart of a series of that indicator."""
    categoria = f"/{slug(serie['categoria'])}" if serie["categoria"] else ""
    return f"indicador/{indicador}{categoria}"


def slug(categoria: str) -> str:
    return categoria.replace(":", "-")


# --- States -------------------------------------------------------------------------------------


def estados(corte: Corte, resto: str) -> Cuadro:
    """``estados``, ``estados/eje/1``, ``estados/objetivo/1``, ``estados/actividad/1.1``."""
    if not resto:
        parte = corte.parte("inicio")
        return de_estados(
            corte, "estados", en_idioma(parte["mensaje"]), _("Actividades del plan por estado"),
            parte["distribucion"], reverse("informes:plan"), en_idioma(parte["plan"]),
        )  # fmt: skip
    tipo, _barra, codigo = resto.partition("/")
    if tipo not in ("eje", "objetivo", "actividad"):
        raise Http404(resto)
    parte = corte.parte(resto)
    pagina, clave = reverse(f"informes:{tipo}", args=[codigo]), f"estados/{resto}"
    if tipo == "actividad":
        if not parte["paises"]:
            raise Http404(resto)
        nombre = _("Actividad %(n)s") % {"n": codigo}
        titulo = _("%(nombre)s, por países") % {"nombre": nombre}
        subtitulo = _("Países por el estado en que reportan la actividad")
        return de_estados(
            corte, clave, titulo, subtitulo, parte["paises"], pagina, nombre, parte["eje"]["numero"]
        )
    nombre = _("Eje %(n)s") if tipo == "eje" else _("Objetivo operativo %(n)s")
    nombre = nombre % {"n": codigo}
    mensaje = en_idioma(parte["mensaje"])
    titulo = _("%(nombre)s: %(mensaje)s") % {"nombre": nombre, "mensaje": mensaje}
    eje = parte["numero"] if tipo == "eje" else parte["eje"]["numero"]
    return de_estados(
        corte, clave, titulo, _("Actividades por estado"), parte["distribucion"], pagina, nombre,
        eje,
    )  # fmt: skip


def pais(corte: Corte, codigo: str) -> Cuadro:
    """The states of the activities that are asked of a country."""
    parte = corte.parte(f"pais/{codigo}")
    return de_estados(
        corte,
        f"pais/{codigo}",
        titulo_de_pais(parte),
        _("Las %(n)s actividades que el plan pide a cada país, por estado")
        % {"n": parte["pedidas"]},
        parte["distribucion"],
        reverse("informes:pais", args=[codigo]),
        en_idioma(parte["nombre"]),
        nota=aprobados(parte["reportes"]),
    )


def titulo_de_pais(parte: Parte) -> str:
    """The message, with the country's name."""
    mensaje = en_idioma(parte["mensaje"])
    if not any(r["aprobado"] for r in parte["reportes"]):
        mensaje = _("todavía no hay un reporte aprobado")
    return _("%(nombre)s: %(mensaje)s") % {"nombre": en_idioma(parte["nombre"]), "mensaje": mensaje}


def aprobados(reportes: list[Parte]) -> str:
    n = sum(r["aprobado"] for r in reportes)
    return _("%(n)s de %(de)s reportes aprobados.") % {"n": n, "de": len(reportes)}


def de_estados(
    corte: Corte,
    clave: str,
    titulo: str,
    subtitulo: str,
    cuenta: Mapping[str, int],
    pagina: str,
    nombre_pagina: str,
    eje: int = 0,
    nota: str = "",
) -> Cuadro:
    """A distribution of states: chart and table from the same counts."""
    idioma = figuras.idioma_actual()
    conteos = graficos.conteos(cuenta, idioma)
    filas = [(c["nombre"], c["clave"], c["n"]) for c in conteos]
    return Cuadro(
        clave=clave,
        titulo=titulo,
        subtitulo=subtitulo,
        svg=graficos.estados(titulo, subtitulo, cuenta, idioma),
        columnas=[_("Estado"), _("Cuántas")],
        filas=[Renglon(nombre, [n]) for nombre, _clave, n in filas],
        csv=hoja.escribir(
            [_("estado"), _("clave"), _("cuantas"), _("datos_al"), _("demostracion")],
            [[*fila, *de_que_corte(corte)] for fila in filas],
        ),
        corte=corte,
        pagina=pagina,
        nombre_pagina=nombre_pagina,
        eje=eje,
        nota=nota,
    )


# --- Countries ----------------------------------------------------------------------------------


def de_marcha(clave: str, dibujar: Callable[[Parte], str]) -> Callable[[Corte, str], Cuadro]:
    """The countries side by side, drawn one way or the other; neither is a ranking: the order
    is the printed one."""

    def hacer(corte: Corte, resto: str) -> Cuadro:
        if resto:
            raise Http404(resto)
        marcha = marcha_por_pais(corte.parte("paises")["paises"])
        sin_dato = graficos.MARCA["marcas"]["x"][figuras.idioma_actual()]
        filas = [(p["codigo"], en_idioma(p["nombre"]), p["valor"]) for p in marcha["filas"]]
        return Cuadro(
            clave=clave,
            titulo=marcha["titulo"],
            subtitulo=marcha["subtitulo"],
            svg=dibujar(marcha),
            columnas=[_("País"), _("En curso o completadas")],
            filas=[
                Renglon(
                    nombre,
                    [f"{sin_dato} [x]" if valor is None else valor],
                    reverse("informes:pais", args=[codigo]),
                    "pais",
                )
                for codigo, nombre, valor in filas
            ],
            csv=hoja.escribir(
                [
                    _("codigo"), _("pais"), _("en_marcha"), _("pedidas"), _("marca"),
                    _("datos_al"), _("demostracion"),
                ],
                [
                    [
                        codigo, nombre, valor, marcha["total"], "x" if valor is None else "",
                        *de_que_corte(corte),
                    ]
                    for codigo, nombre, valor in filas
                ],
            ),
            corte=corte,
            pagina=reverse("informes:paises"),
            nombre_pagina=_("Los países de la Coalición"),
            nota=_("No es una clasificación: cada país parte de instituciones, recursos y "
                   "problemas distintos."),
        )  # fmt: skip

    return hacer


# --- Indicators ---------------------------------------------------------------------------------


def indicador(corte: Corte, resto: str) -> Cuadro:
    """The regional figure by year, with the countries' in the table."""
    codigo, _barra, categoria = resto.partition("/")
    parte = corte.parte(f"indicador/{codigo}")
    bloque = parte["bloque"]
    serie = next(series_que_se_dibujan(bloque, categoria), None)
    if serie is None:
        raise Http404(resto)
    eje = parte["eje"]["numero"]
    nombres = {p["codigo"]: en_idioma(p["nombre"]) for p in parte["paises"]}
    filas = [Renglon(_("Región"), serie["region"], clase="region")]
    if serie.get("paises"):
        bases = [figuras.cobertura_breve(c) or "–" for c in serie["region"]]
        filas.append(Renglon(_("Países que reportaron"), bases, clase="base"))
    suyas = serie.get("paises", {})
    filas += [
        Renglon(nombre, suyas[c], reverse("informes:pais", args=[c]), "pais")
        for c, nombre in nombres.items()
        if c in suyas
    ]
    return Cuadro(
        clave=clave_de_serie(codigo, serie),
        titulo=figuras.titulo(bloque, serie),
        subtitulo=figuras.subtitulo(bloque, serie),
        svg=figuras.barras_por_anio(bloque, serie, eje),
        columnas=[_("Quién"), *map(str, bloque["anios"])],
        filas=filas,
        csv=hoja.csv_de_bloque({**bloque, "series": [serie]}, corte),
        corte=corte,
        pagina=reverse("informes:indicador", args=[codigo]),
        nombre_pagina=_("Indicador %(codigo)s") % {"codigo": codigo},
        cobertura=serie["region"][-1],
        eje=eje,
        nota=_("Las cuentas pequeñas se publican como intervalo, para proteger a las personas.")
        if bloque["dato"]["sensible"]
        else "",
    )


def series_que_se_dibujan(bloque: Parte | None, categoria: str) -> Iterator[Parte]:
    """The series of that category that has a chart: the whole, or one crime of a sensitive Dato.

    Without a category a sensitive Dato gives its first crime.
    """
    if bloque is None:
        return
    sensible = bloque["dato"]["sensible"]
    for serie in bloque["series"] if sensible else bloque["series"][:1]:
        suya = slug(serie["categoria"]) == categoria or (sensible and not categoria)
        if suya and figuras.rotulos(bloque, serie)["se_dibuja"]:
            yield serie


FAMILIAS: Mapping[str, Callable[[Corte, str], Cuadro]] = {
    "estados": estados,
    "mapa": de_marcha("mapa", dibujar_mapa),
    "paises": de_marcha("paises", dibujar_barras),
    "pais": pais,
    "indicador": indicador,
    "dinero": laminas_dinero.cuadro_de,
}
"""First word of a key → who draws it from the cut and the rest of the key."""
