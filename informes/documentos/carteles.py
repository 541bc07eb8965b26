"""The three sheets of the infographic: poster (A4), square and story. Where things stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from informes import graficos
from informes.documentos import medida
from informes.documentos.figuras import a_medida
from informes.documentos.lamina import Lamina, renglon
from informes.documentos.medida import FUERTE, SANS, SERIF
from informes.graficos import COLOR
from informes.mapas import paises

TINTA, SECUNDARIA, BLANCO = COLOR["tinta"], COLOR["secundaria"], COLOR["blanco"]
CLARO = COLOR["sobre-tinta"]


@dataclass(frozen=True)
class Destacada:
    """A figure in words, with its mark, unit and what it stands on."""

    valor: str
    marca: str
    nombre: str
    unidad: str
    cobertura: str
    hay: bool

    @property
    def base(self) -> str:
        return " · ".join(parte for parte in (self.unidad, self.cobertura) if parte)

    @property
    def cola(self) -> str:
        return f"[{self.marca}]" if self.marca else ""


@dataclass(frozen=True)
class Estados:
    nombre: str
    mensaje: str
    cuenta: Mapping[str, int]


@dataclass(frozen=True)
class Tramo:
    """An eje."""

    numero: int
    color: str
    estados: Estados


@dataclass(frozen=True)
class Contenido:
    """All that is said, in one language."""

    anio: str
    idioma: str
    plan: str
    mensaje: str
    idioma_mensaje: str
    nota: str
    fecha: str
    resumen: str
    estados: Estados
    ejes: tuple[Tramo, ...]
    paises: tuple[tuple[str, str, int | None], ...]
    cifras: tuple[Destacada, ...]
    denuncias: str
    delitos: tuple[Destacada, ...]
    monto: Destacada | None
    ayuda: str
    sitio: str
    huella: str
    qr: str
    verificar: str
    cobertura: str
    demo: bool

    @property
    def titulo(self) -> str:
        return _("La región en %(anio)s") % {"anio": self.anio}

    def marcas(self, *dichas: Destacada | None, mapa: bool = False) -> str:
        """What the marks of these figures mean."""
        usadas = {d.marca for d in dichas if d and d.marca}
        if mapa and any(n is None for _codigo, _nombre, n in self.paises):
            usadas.add("x")
        if not any(self.estados.cuenta.values()):
            usadas.add("x")
        palabras = graficos.MARCA["marcas"]
        return " · ".join(f"[{m}] {palabras[m][self.idioma]}" for m in sorted(usadas))


def cartel(c: Contenido) -> Lamina:
    """840 × 1188 units: an A4 sheet."""
    m = Lamina(840, 1188, 0.25, f"{c.titulo} · {_('Infografía del año')}")
    m.rect(0, 0, 840, 1188, BLANCO)
    if c.demo:
        m.agua(_("Datos de demostración"))
    m.rect(0, 0, 840, 330, TINTA)
    m.adorno(390, 86, 440, graficos.motivo(BLANCO, BLANCO), 0.16)
    m.texto(46, 60, "CORETT", 22, SERIF, color=BLANCO)
    m.texto(794, 58, c.fecha, 13, ancla="end", color=CLARO)
    m.texto(
        46, 122, renglon(f"{_('Infografía del año')} · {c.plan}", 14, 748), 14, FUERTE, color=CLARO
    )
    m.texto(46, 186, c.titulo, 62, SERIF, color=BLANCO, etiqueta="h1")
    mensaje(m, c, 46, 230, 690, 80, (30, 26, 23, 20, 18, 16, 14, 12, 10.5))
    y = aviso(m, c, 330, 46, 14, 26)
    # Key figures
    if c.cifras:
        fila(m, c.cifras, 46, y + 62, 748, 24, 46, 13.5, 11.5)
    # The plan, and the countries
    m.texto(46, 580, _("Cómo va el plan"), 22, SERIF, etiqueta="h2")
    m.texto(46, 602, renglon(c.estados.mensaje, 13.5, 350, SANS), 13.5, color=SECUNDARIA)
    barra(m, c.estados, c.idioma, 46, 616, 350, 24)
    abajo = leyenda(m, c, 46, 652, 175, 14, 23)
    alto = (928 - abajo) / max(len(c.ejes), 1)
    for i, eje in enumerate(c.ejes):
        linea_eje(m, eje, c.idioma, 46, abajo + 20 + i * alto, 350, 14, 12, 12)
    m.texto(444, 580, _("Actividades en marcha, por país"), 22, SERIF, etiqueta="h2")
    m.texto(
        444,
        602,
        _("Completadas o en curso, de las que se pidieron al país"),
        13.5,
        color=SECUNDARIA,
    )
    mapa(m, c, 444, 618, 350)
    columnas(m, c, 444, 846, 350, 2, 13, 18)
    # Complaints, money, help
    m.rect(0, 948, 840, 128, COLOR["fondo"])
    m.texto(
        46,
        976,
        renglon(f"{c.denuncias or _('Denuncias')}, {c.anio}", 17, 470, SERIF),
        17,
        SERIF,
        etiqueta="h2",
    )
    if not c.delitos:
        m.texto(46, 1004, _("El corte no tiene cifras de denuncias."), 13, color=SECUNDARIA)
    for i, d in enumerate(c.delitos):
        cifra(m, d, 46 + i * 252, 1012, 236, 28, 13, 11, regla=False)
    if c.monto:
        m.texto(
            566,
            976,
            renglon(f"{_('Recursos')}, {c.anio}", 17, 228, SERIF),
            17,
            SERIF,
            etiqueta="h2",
        )
        cifra(m, c.monto, 566, 1012, 228, 28, 13, 11, regla=False)
    # Foot
    m.rect(0, 1076, 840, 112, TINTA)
    m.rect(46, 1092, 80, 80, BLANCO)
    m.dibujo(51, 1097, 70, 70, c.qr, _("Código QR para verificar este documento: %s") % c.verificar)
    m.texto(
        146,
        1108,
        renglon(_("Líneas de ayuda: %s") % c.ayuda, 17, 648),
        17,
        FUERTE,
        color=BLANCO,
        etiqueta="p",
    )
    pie = [
        ". ".join((_("Fuente: CORETT, reportes aprobados"), c.fecha, c.cobertura)) + ".",
        c.marcas(*c.cifras, *c.delitos, c.monto, mapa=True),
        _("Verifique: %(sitio)s/verificar/ · huella del corte %(huella)s…")
        % {"sitio": c.sitio, "huella": c.huella},
    ]
    y = 1130
    for linea in filter(None, pie):
        y = m.texto(146, y, renglon(linea, 11.5, 648, SANS), 11.5, color=CLARO, paso=1.45)
    return m


def cuadrado(c: Contenido) -> Lamina:
    """1080 × 1080: read on a phone at a third of its size."""
    m = social(c, 1080, _("cuadrada"))
    y = aviso(m, c, 424, 60, 27, 48)
    m.texto(60, y + 50, _("Cómo va el plan"), 34, SERIF, etiqueta="h2")
    barra(m, c.estados, c.idioma, 60, y + 66, 960, 44)
    leyenda(m, c, 60, y + 124, 320, 27, 38, columnas=3)
    fila(m, c.cifras[:3], 60, 752, 960, 30, 64, 27, 23)
    pie_social(m, c, 956, c.marcas(*c.cifras[:3]))
    return m


def historia(c: Contenido) -> Lamina:
    """1080 × 1920, with nothing in the strips that the networks cover."""
    m = social(c, 1920, _("vertical"))
    y = aviso(m, c, 424, 60, 27, 48)
    m.texto(60, y + 62, _("Cómo va el plan"), 42, SERIF, etiqueta="h2")
    barra(m, c.estados, c.idioma, 60, y + 86, 960, 46)
    abajo = leyenda(m, c, 60, y + 148, 320, 28, 42, columnas=3)
    alto = (1096 - abajo) / max(len(c.ejes), 1)
    for i, eje in enumerate(c.ejes):
        linea_eje(m, eje, c.idioma, 60, abajo + 46 + i * alto, 960, 28, 0, 20)
    fila(m, c.cifras[:3], 60, 1190, 960, 30, 66, 27, 24)
    m.rect(0, 1436, 1080, 284, COLOR["fondo"])
    m.texto(
        60,
        1492,
        renglon(f"{c.denuncias or _('Denuncias')}, {c.anio}", 34, 960, SERIF),
        34,
        SERIF,
        etiqueta="h2",
    )
    if not c.delitos:
        m.texto(60, 1548, _("El corte no tiene cifras de denuncias."), 27, color=SECUNDARIA)
    for i, d in enumerate(c.delitos):
        cifra(m, d, 60 + i * 490, 1560, 460, 50, 27, 24, regla=False)
    pie_social(m, c, 1720, c.marcas(*c.cifras[:3], *c.delitos))
    return m


# --- pieces ---------------------------------------------------------------------------


def social(c: Contenido, alto: int, cual: str) -> Lamina:
    m = Lamina(1080, alto, 0.25, f"{c.titulo} · {_('Infografía del año')}, {cual}")
    m.rect(0, 0, 1080, alto, BLANCO)
    if c.demo:
        m.agua(_("Datos de demostración"))
    m.rect(0, 0, 1080, 424, TINTA)
    m.adorno(440, 100, 620, graficos.motivo(BLANCO, BLANCO), 0.16)
    m.texto(60, 84, "CORETT", 34, SERIF, color=BLANCO)
    m.texto(1020, 82, c.fecha, 25, ancla="end", color=CLARO)
    m.texto(60, 200, c.titulo, 88, SERIF, color=BLANCO, etiqueta="h1")
    mensaje(m, c, 60, 272, 940, 126, (46, 40, 35, 31, 28, 25, 22, 19, 16.5))
    return m


def pie_social(m: Lamina, c: Contenido, y: float, marcas: str) -> None:
    m.rect(0, y, 1080, m.alto - y, TINTA)
    m.texto(
        60, y + 44, renglon(_("Líneas de ayuda: %s") % c.ayuda, 30, 960), 30, FUERTE, color=BLANCO
    )
    verifique = _("Verifique: %(sitio)s/verificar/ · huella del corte %(huella)s…")
    lineas = [
        " · ".join(parte for parte in (marcas, c.plan) if parte),
        verifique % {"sitio": c.sitio, "huella": c.huella},
        # The square has no room for it; each of its figures has its coverage.
        c.cobertura if m.alto - y > 150 else "",
    ]
    y += 78
    for linea in filter(None, lineas):
        y = m.texto(60, y, renglon(linea, 22, 960, SANS), 22, color=CLARO, paso=1.4)


def mensaje(
    m: Lamina,
    c: Contenido,
    x: float,
    y: float,
    caben: float,
    alto: float,
    cuerpos: tuple[float, ...],
) -> None:
    """The sentence of the year, as large as it fits; below it what its figures stand on."""
    cuerpo, lineas = medida.ajustar(c.mensaje, SERIF, cuerpos, caben, alto, 1.25)
    y = m.texto(x, y, lineas, cuerpo, SERIF, color=BLANCO, idioma=c.idioma_mensaje)
    chico = cuerpos[-1]
    m.texto(x, y, renglon(c.nota, chico, caben, SANS), chico, color=CLARO)


def aviso(m: Lamina, c: Contenido, y: float, x: float, cuerpo: float, alto: float) -> float:
    """The band that says that nothing of this is real; where the rest begins."""
    if not c.demo:
        return y
    m.rect(0, y, m.ancho, alto, COLOR["demo"])
    m.texto(x, y + alto * 0.69, _("Datos de demostración: ninguna cifra es real."), cuerpo, FUERTE)
    return y + alto


def fila(
    m: Lamina,
    cifras: tuple[Destacada, ...],
    x: float,
    y: float,
    ancho: float,
    hueco: float,
    grande: float,
    nombre: float,
    chico: float,
) -> None:
    """Figures side by side."""
    columna = (ancho - hueco * (len(cifras) - 1)) / max(len(cifras), 1)
    for i, d in enumerate(cifras):
        cifra(m, d, x + i * (columna + hueco), y, columna, grande, nombre, chico)


def cifra(
    m: Lamina,
    d: Destacada,
    x: float,
    y: float,
    caben: float,
    grande: float,
    nombre: float,
    chico: float,
    regla: bool = True,
) -> None:
    """A figure, large; then what it is, its unit and what it stands on."""
    if regla:
        m.rect(x, y - grande * 1.0, caben, grande / 26, TINTA)
    cola = nombre
    deja = caben - medida.ancho(f" {d.cola}", SANS, cola)
    tope = grande if d.hay else grande * 0.6
    # A figure is never cut: a long one is smaller, and then in two lines.
    cuerpos = tuple(tope * f for f in (1, 0.8, 0.64, 0.52, 0.46, 0.4, 0.34, 0.28))
    cuerpo, lineas = medida.ajustar(d.valor, SERIF, cuerpos, deja, grande, 1.05)
    color = COLOR["azul"] if d.hay else SECUNDARIA
    arriba = y - (len(lineas) - 1) * cuerpo * 1.05
    m.texto(x, arriba, lineas, cuerpo, SERIF, paso=1.05, color=color, cola=d.cola, cuerpo_cola=cola)
    y += nombre * 1.55
    y = m.texto(x, y, medida.lineas(d.nombre, FUERTE, nombre, caben, 3), nombre, FUERTE)
    if d.base:
        m.texto(x, y, medida.lineas(d.base, SANS, chico, caben, 3), chico, color=SECUNDARIA)


def barra(
    m: Lamina, e: Estados, idioma: str, x: float, y: float, ancho: float, alto: float
) -> None:
    """Activities by state: colour and texture."""
    svg = a_medida(
        graficos.estados(e.nombre, "", e.cuenta, idioma, leyenda=False), round(ancho * 18 / alto)
    )
    dicho = ", ".join(f"{p['n']} {p['nombre']}" for p in graficos.conteos(e.cuenta, idioma))
    m.dibujo(x, y, ancho, alto, svg, f"{e.nombre}: {dicho or _('sin dato')}")


def leyenda(
    m: Lamina,
    c: Contenido,
    x: float,
    y: float,
    columna: float,
    cuerpo: float,
    paso: float,
    columnas: int = 2,
) -> float:
    """The words of the bar, in columns; where the next thing may begin."""
    partes = graficos.conteos(c.estados.cuenta, c.idioma)
    if not partes:
        m.texto(x, y + cuerpo * 0.88, f"{graficos.MARCA['marcas']['x'][c.idioma]} [x]", cuerpo)
        return y + paso
    for i, p in enumerate(partes):
        lx, ly = x + columna * (i % columnas), y + paso * (i // columnas)
        m.forma(p["clave"], lx, ly, cuerpo)
        m.texto(lx + cuerpo * 1.5, ly + cuerpo * 0.88, f"{p['n']} {p['nombre']}", cuerpo)
    return y + paso * -(-len(partes) // columnas)


def linea_eje(
    m: Lamina,
    eje: Tramo,
    idioma: str,
    x: float,
    y: float,
    ancho: float,
    nombre: float,
    chico: float,
    grueso: float,
) -> None:
    """An eje: number, name, how far it is, its bar."""
    lado = nombre * 2
    m.texto(x, y + nombre * 0.8, str(eje.numero), nombre * 1.9, SERIF, color=eje.color)
    m.texto(
        x + lado,
        y,
        renglon(eje.estados.nombre, nombre, ancho - lado),
        nombre,
        FUERTE,
        color=eje.color,
        etiqueta="h3",
    )
    y += nombre * 0.5
    if chico:
        m.texto(
            x + lado,
            y + chico * 0.85,
            renglon(eje.estados.mensaje, chico, ancho - lado, SANS),
            chico,
            color=SECUNDARIA,
        )
        y += chico * 1.3
    barra(m, eje.estados, idioma, x + lado, y, ancho - lado, grueso)


def mapa(m: Lamina, c: Contenido, x: float, y: float, ancho: float) -> None:
    valores = {codigo: n for codigo, _nombre, n in c.paises}
    svg = graficos.mapa(_("Actividades en marcha, por país"), "", valores, idioma=c.idioma)
    caja = paises()["caja"]
    dicho = "; ".join(f"{nombre}: {_n(n, c.idioma)}" for _c, nombre, n in c.paises)
    m.dibujo(
        x,
        y,
        ancho,
        ancho * caja[1] / caja[0],
        svg,
        f"{_('Actividades en marcha, por país')}: {dicho}",
    )


def columnas(
    m: Lamina,
    c: Contenido,
    x: float,
    y: float,
    ancho: float,
    cuantas: int,
    cuerpo: float,
    paso: float,
) -> None:
    """Each country with its number."""
    filas = -(-len(c.paises) // cuantas)
    columna = ancho / cuantas
    for i, (_codigo, nombre, n) in enumerate(c.paises):
        cx, cy = x + columna * (i // filas), y + paso * (i % filas)
        dicho = _n(n, c.idioma)
        hueco = medida.ancho(f" {dicho}", FUERTE, cuerpo)
        linea = renglon(nombre, cuerpo, columna - 12 - hueco, SANS)[0]
        m.texto(cx, cy, f"{linea} {dicho}", cuerpo)


def _n(n: int | None, idioma: str) -> str:
    return "[x]" if n is None else graficos.numero(n, idioma)
