"""The three sheets of the infographic: poster (A4), square and story. Where things stand."""

from __future__ import annotations

from django.utils.translation import gettext as _

from informes import graficos
from informes.documentos.carteles_piezas import (
    BLANCO,
    CLARO,
    SECUNDARIA,
    TINTA,
    Contenido,
    Cuerpos,
    aviso,
    barra,
    cifra,
    columnas,
    denuncias,
    encabezado,
    fila,
    leyenda,
    linea_eje,
    mapa,
    mensaje,
    parejos,
)
from informes.documentos.lamina import Lamina, renglon
from informes.documentos.medida import FUERTE, SANS, SERIF
from informes.graficos import COLOR


def cartel(c: Contenido) -> Lamina:
    """840 × 1188 units: an A4 sheet."""
    m = Lamina(840, 1188, 0.25, f"{c.titulo} · {_('Infografía del año')}")
    m.rect(0, 0, 840, 1188, BLANCO)
    if c.demo:
        m.agua(_("Datos de demostración"), 652, 60)
    m.rect(0, 0, 840, 330, TINTA)
    m.adorno(390, 86, 440, graficos.motivo(BLANCO, BLANCO), 0.16)
    m.texto(46, 60, "CORETT", 22, SERIF, color=BLANCO)
    m.texto(794, 58, c.fecha, 13, ancla="end", color=CLARO)
    que_es = renglon(f"{_('Infografía del año')} · {c.plan}", 14, 748)
    m.texto(46, 118, que_es, 14, FUERTE, color=CLARO)
    m.texto(46, 182, c.titulo, 62, SERIF, color=BLANCO, etiqueta="h1")
    mensaje(m, c, 46, 234, 690, 80, (30, 26, 23, 20, 18, 16, 14, 12, 10.5))
    y = aviso(m, c, 330, 46, 14, 26)
    cuantas = max(len(c.cifras), 1)
    fila(m, c.cifras, 46, y + 62, (748 - 24 * (cuantas - 1)) / cuantas, 24, Cuerpos(46, 13.5, 11.5))
    # The plan, and the countries
    encabezado(m, _("Cómo va el plan"), 46, 580, 22, 350)
    m.texto(46, 602, renglon(c.estados.mensaje, 13.5, 350, SANS), 13.5, color=SECUNDARIA)
    barra(m, c.estados, c.idioma, 46, 616, 350, 24)
    abajo = leyenda(m, c, 46, 652, 175, 14, 23)
    alto = (928 - abajo) / max(len(c.ejes), 1)
    for i, eje in enumerate(c.ejes):
        linea_eje(m, eje, c.idioma, 46, abajo + 20 + i * alto, 350, 14, 12, 12)
    encabezado(m, _("Actividades por país"), 444, 580, 22, 350)
    cuales = _("Completadas o en curso, de las que se piden a cada país")
    m.texto(444, 602, renglon(cuales, 13.5, 350, SANS), 13.5, color=SECUNDARIA)
    mapa(m, c, 444, 618, 350)
    columnas(m, c, 444, 846, 350, 2, 13, 18)
    # Complaints, money, help
    m.rect(0, 948, 840, 128, COLOR["fondo"])
    dichas = (*c.delitos, c.monto) if c.monto else c.delitos
    cuerpos = parejos(dichas, Cuerpos(28, 13, 11, 3), 228)
    denuncias(m, c, 46, 976, 236, 16, 17, cuerpos)
    if c.monto:
        encabezado(m, f"{_('Recursos')}, {c.anio}", 566, 976, 17, 228)
        cifra(m, c.monto, 566, 976 + 17 * 2.1, 228, cuerpos)
    # Foot
    m.rect(0, 1076, 840, 112, TINTA)
    m.rect(46, 1092, 80, 80, BLANCO)
    m.dibujo(51, 1097, 70, 70, c.qr, _("Código QR para verificar este documento: %s") % c.verificar)
    ayuda = renglon(_("Líneas de ayuda: %s") % c.ayuda, 17, 648)
    m.texto(146, 1108, ayuda, 17, FUERTE, color=BLANCO)
    fuente = (_("Fuente: CORETT, reportes aprobados"), c.fecha, c.cobertura)
    pie = (f"{'. '.join(fuente)}.", c.marcas(*c.cifras, *dichas, mapa=True), verifique(c))
    renglones(m, pie, 146, 1130, 648, 11.5, 1.45)
    return m


def cuadrado(c: Contenido) -> Lamina:
    """1080 × 1080: read on a phone at a third of its size."""
    m = social(c, 1080, _("cuadrada"), 714, 62)
    y = aviso(m, c, 424, 60, 27, 48)
    encabezado(m, _("Cómo va el plan"), 60, y + 56, 34, 960)
    barra(m, c.estados, c.idioma, 60, y + 76, 960, 40)
    leyenda(m, c, 60, y + 136, 320, 27, 38, columnas=3)
    fila(m, c.cifras[:3], 60, 748, 300, 30, Cuerpos(62, 27, 23, 5))
    pie_social(m, c, 956, c.marcas(*c.cifras[:3]))
    return m


def historia(c: Contenido) -> Lamina:
    """1080 × 1920, with nothing in the strips that the networks cover."""
    m = social(c, 1920, _("vertical"), 954, 98)
    y = aviso(m, c, 424, 60, 27, 48)
    encabezado(m, _("Cómo va el plan"), 60, y + 68, 42, 960)
    barra(m, c.estados, c.idioma, 60, y + 92, 960, 46)
    abajo = leyenda(m, c, 60, y + 158, 320, 28, 42, columnas=3)
    alto = (1094 - abajo) / max(len(c.ejes), 1)
    for i, eje in enumerate(c.ejes):
        linea_eje(m, eje, c.idioma, 60, abajo + 46 + i * alto, 960, 28, 22, 18)
    fila(m, c.cifras[:3], 60, 1190, 300, 30, Cuerpos(66, 27, 24))
    m.rect(0, 1436, 1080, 284, COLOR["fondo"])
    denuncias(m, c, 60, 1492, 460, 40, 34, Cuerpos(50, 27, 24, 4))
    pie_social(m, c, 1720, c.marcas(*c.cifras[:3], *c.delitos))
    return m


# --- what they share ------------------------------------------------------------------


def social(c: Contenido, alto: int, cual: str, agua: float, cuerpo_agua: float) -> Lamina:
    """The sheet for a network with its head; ``agua``: the middle of what is free for the mark
    of demonstration data."""
    m = Lamina(1080, alto, 0.25, f"{c.titulo} · {_('Infografía del año')}, {cual}")
    m.rect(0, 0, 1080, alto, BLANCO)
    if c.demo:
        m.agua(_("Datos de demostración"), agua, cuerpo_agua)
    m.rect(0, 0, 1080, 424, TINTA)
    m.adorno(440, 100, 620, graficos.motivo(BLANCO, BLANCO), 0.16)
    m.texto(60, 84, "CORETT", 34, SERIF, color=BLANCO)
    m.texto(1020, 82, c.fecha, 25, ancla="end", color=CLARO)
    m.texto(60, 196, c.titulo, 88, SERIF, color=BLANCO, etiqueta="h1")
    mensaje(m, c, 60, 278, 940, 126, (46, 40, 35, 31, 28, 25, 22, 19, 16.5))
    return m


def pie_social(m: Lamina, c: Contenido, y: float, marcas: str) -> None:
    m.rect(0, y, 1080, m.alto - y, TINTA)
    ayuda = renglon(_("Líneas de ayuda: %s") % c.ayuda, 29, 960)
    m.texto(60, y + 42, ayuda, 29, FUERTE, color=BLANCO)
    lineas = (
        " · ".join(parte for parte in (marcas, c.plan) if parte),
        verifique(c),
        # The square has no room for it; each of its figures has its coverage.
        c.cobertura if m.alto - y > 150 else "",
    )
    renglones(m, lineas, 60, y + 74, 960, 21, 1.35)


def renglones(
    m: Lamina,
    dichos: tuple[str, ...],
    x: float,
    y: float,
    caben: float,
    cuerpo: float,
    paso: float,
) -> None:
    """Lines in small letters on the dark ground."""
    for linea in filter(None, dichos):
        y = m.texto(x, y, renglon(linea, cuerpo, caben, SANS), cuerpo, color=CLARO, paso=paso)


def verifique(c: Contenido) -> str:
    dicho = {"sitio": c.sitio, "huella": c.huella}
    return _("Verifique: %(sitio)s/verificar/ · huella del corte %(huella)s…") % dicho
