"""The slides of the presentation that draw figures: the plan, each eje, the key figures.

Only exact published numbers are drawn; an interval or a band is only ever written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pptx.enum.shapes import MSO_SHAPE

from informes.documentos import figuras
from informes.documentos.lectura import Cifra
from informes.documentos.mazo import Lamina, Mazo, acortar
from informes.documentos.mazo_figuras import BARRAS, LISA, PUNTOS, RAYAS, Aspecto, Serie
from informes.documentos.presentacion_dicho import (
    ESTADOS,
    Bloque,
    Dicho,
    color,
    contado,
    en_palabras,
    etiqueta,
    fuente_de_estados,
    nombre,
    notas_de,
    se_dibuja,
)

TRAMAS = {"en_curso": RAYAS, "suspendida": BARRAS, "no_iniciada": LISA, "no_aplica": PUNTOS,
          "sin_dato": LISA}  # fmt: skip
"""So that states can be told apart in grey."""
SIEMPRE = 4
"""The states that an eje's chart shows even when none of its activities is in them."""
CLAVES = 6
"""Key figures on their slide."""


def avance(m: Mazo, d: Dicho) -> None:
    """The whole plan and each eje, as stacked bars."""
    filas = [(_("Todo el plan"), d.inicio["distribucion"])]
    filas += [
        (acortar(f"{e['numero']}. {e['nombre']}", 60), e["distribucion"]) for e in d.inicio["ejes"]
    ]
    hay = [e for e in ESTADOS if any(cuenta[e] for _rotulo, cuenta in filas)]
    dichas = [f"{rotulo}: {contado(cuenta, d.idioma)}" for rotulo, cuenta in filas]
    lam = m.lamina("figura", _("Avance del plan: %s") % d.inicio["mensaje"])
    lam.poner(10, _("Avance del plan"))
    lam.poner(11, _("Número de actividades por estado en la región, al %s") % d.dia)
    series = [
        Serie(nombre(e, d.idioma, 2), [c[e] for _r, c in filas], color(e), TRAMAS.get(e, ""))
        for e in hay
    ]
    if series:
        alt = _("Actividades por estado. %s") % "; ".join(dichas)
        todas = sum(d.inicio["distribucion"].values())
        aspecto = Aspecto(barras=True, apiladas=True, tope=todas, letra=14, hueco=45)
        lam.grafico(20, [rotulo for rotulo, _c in filas], series, alt, aspecto)
    lam.poner(12, _("Fuente: reportes aprobados. El estado de cada actividad está en el sitio."))
    lam.notas(*dichas, fuente_de_estados())


def ejes(m: Mazo, d: Dicho) -> None:
    for parte in d.ejes():
        eje(m, d, parte)


def eje(m: Mazo, d: Dicho, parte: Mapping[str, Any]) -> None:
    """Its states, and its key figure by year."""
    cual, cuenta = str(parte["numero"]), parte["distribucion"]
    clave = f"eje-{cual}" if f"eje-{cual}" in m.disenos else "eje-1"
    dicho = {"n": cual, "mensaje": parte["mensaje"]}
    lam = m.lamina(clave, _("Eje %(n)s: %(mensaje)s") % dicho)
    lam.poner(10, cual)
    lam.poner(11, parte["nombre"])
    lam.poner(17, parte["descripcion"])
    total = sum(cuenta.values())
    titulo = ngettext("Su actividad, por estado", "Sus %(n)s actividades, por estado", total)
    lam.poner(13, titulo % {"n": total})
    lam.poner(14, _("Número de actividades, al %s. Reportes aprobados.") % d.dia)
    if total:
        estados = [e for i, e in enumerate(ESTADOS) if i < SIEMPRE or cuenta[e]]
        serie = Serie(_("Actividades"), [cuenta[e] for e in estados], [color(e) for e in estados])
        nombres = [nombre(e, d.idioma, 2) for e in estados]
        alt = _("Actividades por estado: %s") % contado(cuenta, d.idioma)
        lam.grafico(20, nombres, [serie], alt, Aspecto(barras=True, hueco=70))
    bloque = cifra_clave(d, parte)
    if bloque is None:
        lam.poner(15, _("Todavía no tiene una cifra regional que se pueda dibujar"))
        lam.notas(contado(cuenta, d.idioma), fuente_de_estados())
        return
    lam.poner(15, bloque["mensaje"])
    lam.poner(16, figuras.medida(bloque["dato"], bloque["anios"]))
    columnas(lam, 21, bloque, figuras.color_de_eje(parte["numero"]))
    lam.poner(12, pie_de(bloque))
    lam.notas(contado(cuenta, d.idioma), fuente_de_estados(), *notas_de(bloque))


def pie_de(bloque: Bloque) -> str:
    fuente = figuras.fuente(bloque["dato"])
    return _("Fuente: %s aprobados. [p] provisional, [x] sin dato.") % fuente


def cifra_clave(d: Dicho, parte: Mapping[str, Any]) -> Bloque | None:
    """The figure that stands for an eje: a key figure of the plan, else people reached, else the
    first with most years. Money has a slide of its own."""
    destacados = {x["dato"] for x in d.inicio["destacados"]}

    def orden(bloque: Bloque) -> tuple[bool, bool, bool, int]:
        dato = bloque["dato"]
        con_cifra = sum(c.valor is not None for c in bloque["series"][0]["region"])
        return (
            dato["tipo"] == "monto",
            dato["codigo"] not in destacados,
            dato["tipo"] != "personas",
            -con_cifra,
        )

    return min((b for b in parte["datos"] if se_dibuja(b)), key=orden, default=None)


def columnas(lam: Lamina, hueco: int, bloque: Bloque, tono: str) -> None:
    """A Dato's exact regional figures by year; what is missing is a gap."""
    dato, region = bloque["dato"], bloque["series"][0]["region"]
    tope = 0.0
    if dato["regla_region"] == "paises_que_cumplen":
        tope = max(c.esperados for c in region) * 1.15
    serie = Serie(dato["nombre"], [c.valor for c in region], tono)
    alt = f"{bloque['mensaje']}. {en_palabras(region)}"
    aspecto = Aspecto(tope=tope or None, hueco=70 if len(region) > 1 else 220)
    lam.grafico(hueco, [etiqueta(c) for c in region], [serie], alt, aspecto)


# --- key figures ----------------------------------------------------------------------


def claves(m: Mazo, d: Dicho) -> None:
    """The key figures, large, each with its years."""
    lam = m.lamina("libre", _("Las cifras clave del plan, con los países que las sostienen"))
    lam.poner(10, _("Cifras clave"))
    tarjetas = list(tarjetas_de(d))[:CLAVES]
    if not tarjetas:
        lam.poner(11, _("Este corte todavía no tiene cifras clave publicadas."))
        lam.notas(*(x["nombre"] for x in d.inicio["destacados"]), m.pie)
        return
    lam.poner(11, _("El último año publicado y los anteriores, con su cobertura"))
    por_fila = 2 if len(tarjetas) <= 4 else 3
    ancho, alto = (11.833 - 0.5 * (por_fila - 1)) / por_fila, 1.85
    for i, (bloque, serie) in enumerate(tarjetas):
        x, y = 0.75 + (i % por_fila) * (ancho + 0.5), 2.3 + (i // por_fila) * (alto + 0.15)
        tarjeta(lam, (x, y, ancho, alto), color_de(d, bloque), bloque, serie)
    marcas = _("[p] provisional, [c] confidencial, [x] sin dato. Fuente: reportes aprobados.")
    lam.poner(12, marcas)
    lam.notas(*dict.fromkeys(n for bloque, _serie in tarjetas for n in notas_de(bloque)))


def tarjetas_de(d: Dicho) -> Iterator[tuple[Bloque, Mapping[str, Any]]]:
    """The key figures that have a figure; a sensitive one for each crime."""
    for elegido in d.inicio["destacados"]:
        bloque = d.partes[f"indicador/{elegido['indicador']}"]["bloque"]
        series = bloque["series"] if bloque["dato"]["sensible"] else bloque["series"][:1]
        yield from ((bloque, s) for s in series if any(c.hay for c in s["region"]))


def color_de(d: Dicho, bloque: Bloque) -> str:
    suyo = (n for n, b in d.bloques() if b["dato"]["codigo"] == bloque["dato"]["codigo"])
    return figuras.color_de_eje(next(suyo, 0))


def tarjeta(
    lam: Lamina,
    lugar: tuple[float, float, float, float],
    tono: str,
    bloque: Bloque,
    serie: Mapping[str, Any],
) -> None:
    x, y, ancho, alto = lugar
    region: list[Cifra] = serie["region"]
    ultima = next(c for c in reversed(region) if c.hay)
    antes = [f"{c.anio}: {c.completa}" for c in region if c is not ultima][-3:]
    base = ", ".join(t for t in (str(ultima.anio), figuras.cobertura(ultima)) if t)
    titulo = ": ".join(t for t in (bloque["dato"]["nombre"], serie["nombre"]) if t)
    lam.forma(MSO_SHAPE.RECTANGLE, (x, y + 0.02, 0.06, alto - 0.15), relleno=tono)
    x, ancho = x + 0.22, ancho - 0.22
    lam.texto((x, y, ancho, 0.72), ultima.completa, 40, serif=True, negrita=True)
    lam.texto((x, y + 0.72, ancho, 0.5), titulo, 14, negrita=True)
    detalle = "\n".join(t for t in (base, " · ".join(antes)) if t)
    lam.texto((x, y + 1.25, ancho, 0.45), detalle, 12, color="secundaria")
