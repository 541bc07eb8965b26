"""The slide that says how figures are read: states, marks, coverage."""

from __future__ import annotations

from django.utils.translation import gettext as _
from pptx.enum.shapes import MSO_SHAPE

from informes import graficos
from informes.documentos import sobre_si
from informes.documentos.mazo import Lamina, Mazo
from informes.documentos.presentacion_dicho import Dicho, nombre

CUERDA = (54, 162)
"""Angles of a chord that is the left half of a disc, in 60 000ths of 100 000ths of a degree."""


def lectura(m: Mazo, d: Dicho) -> None:
    """Before anybody sees a figure."""
    lam = m.lamina("libre", _("Cómo leer estas cifras"))
    lam.poner(10, _("Antes de empezar"))
    lam.poner(11, _("Un estado es una forma y una palabra; una marca dice qué le pasa a una cifra"))
    lam.texto((0.75, 2.3, 5.4, 0.35), _("El estado de una actividad"), 16, serif=True, negrita=True)
    for i, (estado, que) in enumerate(significados().items()):
        y = 2.85 + i * 0.55
        simbolo(lam, estado, 0.78, y + 0.04)
        lam.texto((1.2, y, 1.75, 0.42), nombre(estado, d.idioma), 15, negrita=True)
        lam.texto((2.95, y, 3.3, 0.46), que, 15, color="secundaria")
    x = 6.85
    lam.texto((x, 2.3, 5.7, 0.35), _("Las marcas junto a una cifra"), 16, serif=True, negrita=True)
    for i, (marca, que) in enumerate(marcas(d).items()):
        y = 2.85 + i * 0.42
        lam.texto((x, y, 0.5, 0.35), f"[{marca}]", 15, negrita=True)
        lam.texto((x + 0.55, y, 5.2, 0.38), que, 15, color="secundaria")
    lam.texto((x, 5.1, 5.7, 0.35), _("Cuántos países la sostienen"), 16, serif=True, negrita=True)
    cobertura = _(
        "Junto a una cifra de la región se dice cuántos países informaron, de los que debían:"
        " «8 de 9 países». Lo que falta nunca se cuenta como cero."
    )
    lam.texto((x, 5.5, 5.75, 0.8), cobertura, 15, color="secundaria")
    lam.notas(_("Un cero es un dato. «Sin dato» quiere decir que nadie lo ha informado todavía."))


def significados() -> dict[str, str]:
    return {
        "completada": _("se hizo lo acordado"),
        "en_curso": _("empezó y sigue"),
        "no_iniciada": _("todavía no empieza"),
        "suspendida": _("se detuvo"),
        "no_aplica": _("no corresponde a ese país"),
        "sin_dato": _("nadie lo ha informado"),
    }


def marcas(d: Dicho) -> dict[str, str]:
    limite = sobre_si.limite(d.partes)
    banda = _("confidencial: de 1 a %s, se da un intervalo") % limite if limite else ""
    return {
        "c": banda or _("confidencial: se da un intervalo"),
        "x": _("sin dato: no se informó"),
        "z": _("no aplica"),
        "p": _("provisional: falta parte del año o algún país"),
        "r": _("revisado después de publicado"),
    }


def simbolo(lam: Lamina, estado: str, x: float, y: float, lado: float = 0.24) -> None:
    """The shape of a state, as on the site."""
    de = graficos.MARCA["estados"][estado]
    tono, caja, parte = de["color"], (x, y, lado, lado), lado / 8
    if de["forma"] == "disco":
        lam.forma(MSO_SHAPE.OVAL, caja, relleno=tono)
    elif de["forma"] in ("medio", "anillo"):
        lam.forma(MSO_SHAPE.OVAL, caja, borde=tono, grueso=1.75)
        if de["forma"] == "medio":
            mitad = lam.forma(MSO_SHAPE.CHORD, caja, relleno=tono)
            mitad.adjustments[0], mitad.adjustments[1] = CUERDA
    elif de["forma"] == "barras":
        for i in (1, 5):
            lam.forma(MSO_SHAPE.RECTANGLE, (x + i * parte, y, 2 * parte, lado), relleno=tono)
    elif de["forma"] == "puntos":
        for i in (0, 3, 6):
            lugar = (x + i * parte, y + 3 * parte, 2 * parte, 2 * parte)
            lam.forma(MSO_SHAPE.RECTANGLE, lugar, relleno=tono)
    else:
        lam.forma(MSO_SHAPE.RECTANGLE, (x, y + 3 * parte, lado, 2 * parte), relleno=tono)
