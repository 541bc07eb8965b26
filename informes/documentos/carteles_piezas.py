"""What the sheets of the infographic say, and the pieces that say it. No layout: who calls tells
each piece where it stands and how large it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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
MENORES = (1, 0.93, 0.86, 0.79, 0.72, 0.64, 0.52, 0.46, 0.4, 0.34, 0.28)
"""How a figure that does not fit is set, in parts of its size: it is never cut."""
PAREJAS = 0.64
"""Figures side by side are all as small as the longest, down to this part of their size."""
DE_NOMBRE = 3
"""Lines of what a figure is."""


# --- what is said ---------------------------------------------------------------------


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
class EnPais:
    """Activities completed or under way in a country (None: it has not reported) of those that
    are asked of it."""

    codigo: str
    nombre: str
    hechas: int | None
    pedidas: int

    def dicho(self, idioma: str) -> str:
        if self.hechas is None:
            return "[x]"
        n, de = (graficos.numero(x, idioma) for x in (self.hechas, self.pedidas))
        return _("%(n)s de %(de)s") % {"n": n, "de": de}


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
    paises: tuple[EnPais, ...]
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
        if mapa and any(p.hechas is None for p in self.paises):
            usadas.add("x")
        if not any(self.estados.cuenta.values()):
            usadas.add("x")
        palabras = graficos.MARCA["marcas"]
        return " · ".join(f"[{m}] {palabras[m][self.idioma]}" for m in sorted(usadas))


# --- words ----------------------------------------------------------------------------


def encabezado(m: Lamina, dicho: str, x: float, y: float, cuerpo: float, caben: float) -> None:
    m.texto(x, y, renglon(dicho, cuerpo, caben, SERIF), cuerpo, SERIF, etiqueta="h2")


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


# --- figures --------------------------------------------------------------------------


@dataclass(frozen=True)
class Cuerpos:
    """Sizes of a figure, of what it is and of what it stands on; ``renglones``: how many lines
    these two may take."""

    grande: float
    nombre: float
    chico: float
    renglones: int = 6


def ajustada(d: Destacada, cuerpos: Cuerpos, caben: float) -> tuple[float, tuple[str, ...]]:
    """The size of a figure in a width and its lines: one, and two in small."""
    tope = cuerpos.grande if d.hay else cuerpos.grande * 0.6
    deja = caben - medida.ancho(f" {d.cola}", SANS, cuerpos.nombre)
    medidas = tuple(tope * parte for parte in MENORES)
    return medida.ajustar(d.valor, SERIF, medidas, deja, cuerpos.grande, 1.05)


def parejos(dichas: Sequence[Destacada], cuerpos: Cuerpos, caben: float) -> Cuerpos:
    """The sizes with which figures that stand side by side are equally large."""
    de_cada = [ajustada(d, cuerpos, caben)[0] for d in dichas if d.hay]
    menor = max(min(de_cada, default=cuerpos.grande), cuerpos.grande * PAREJAS)
    return replace(cuerpos, grande=menor)


def fila(
    m: Lamina,
    cifras: Sequence[Destacada],
    x: float,
    y: float,
    columna: float,
    hueco: float,
    cuerpos: Cuerpos,
    regla: bool = True,
) -> None:
    """Figures side by side, each in a column."""
    iguales = parejos(cifras, cuerpos, columna)
    for i, d in enumerate(cifras):
        izquierda = x + i * (columna + hueco)
        if regla:
            m.rect(izquierda, y - cuerpos.grande, columna, cuerpos.grande / 26, TINTA)
        cifra(m, d, izquierda, y, columna, iguales)


def cifra(m: Lamina, d: Destacada, x: float, y: float, caben: float, cuerpos: Cuerpos) -> None:
    """A figure, large; then what it is, its unit and what it stands on."""
    cuerpo, lineas = ajustada(d, cuerpos, caben)
    color = COLOR["azul"] if d.hay else SECUNDARIA
    arriba = y - (len(lineas) - 1) * cuerpo * 1.05
    nombre, chico = cuerpos.nombre, cuerpos.chico
    m.texto(
        x, arriba, lineas, cuerpo, SERIF, paso=1.05, color=color, cola=d.cola, cuerpo_cola=nombre
    )
    que = medida.lineas(d.nombre, FUERTE, nombre, caben, min(DE_NOMBRE, cuerpos.renglones - 1))
    y = m.texto(x, y + nombre * 1.55, que, nombre, FUERTE)
    if d.base:
        sobre = medida.lineas(d.base, SANS, chico, caben, cuerpos.renglones - len(que))
        m.texto(x, y, sobre, chico, color=SECUNDARIA)


def denuncias(
    m: Lamina,
    c: Contenido,
    x: float,
    y: float,
    columna: float,
    hueco: float,
    titulo: float,
    cuerpos: Cuerpos,
) -> None:
    """Complaints by crime under their heading, or that there are none."""
    caben = columna * 2 + hueco
    nombre = c.denuncias or _("Denuncias")
    encabezado(m, f"{nombre}, {c.anio}", x, y, titulo, caben)
    if c.delitos:
        fila(m, c.delitos, x, y + titulo * 2.1, columna, hueco, cuerpos, regla=False)
    else:
        nada = _("El corte no tiene cifras de denuncias.")
        m.texto(x, y + titulo * 1.65, nada, cuerpos.nombre, color=SECUNDARIA)


# --- states ---------------------------------------------------------------------------


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
    lado, suyos = nombre * 2, eje.estados
    caben = ancho - lado
    m.texto(x, y + nombre * 0.8, str(eje.numero), nombre * 1.9, SERIF, color=eje.color)
    titulo = renglon(suyos.nombre, nombre, caben)
    m.texto(x + lado, y, titulo, nombre, FUERTE, color=eje.color, etiqueta="h3")
    y += nombre * 0.5 + chico * 0.85
    dicho = renglon(suyos.mensaje, chico, caben, SANS)
    m.texto(x + lado, y, dicho, chico, color=SECUNDARIA)
    barra(m, suyos, idioma, x + lado, y + chico * 0.45, caben, grueso)


# --- countries ------------------------------------------------------------------------


def mapa(m: Lamina, c: Contenido, x: float, y: float, ancho: float) -> None:
    titulo = _("Actividades completadas o en curso, por país")
    valores = {p.codigo: p.hechas for p in c.paises}
    svg = graficos.mapa(titulo, "", valores, idioma=c.idioma)
    caja = paises()["caja"]
    dicho = "; ".join(f"{p.nombre}: {p.dicho(c.idioma)}" for p in c.paises)
    m.dibujo(x, y, ancho, ancho * caja[1] / caja[0], svg, f"{titulo}: {dicho}")


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
    """Each country with its number, which ends where its column does; columns are as wide as
    their names ask for, where there is room for all."""
    filas = max(-(-len(c.paises) // cuantas), 1)
    grupos = [c.paises[i : i + filas] for i in range(0, len(c.paises), filas)]
    hueco = cuerpo * 1.5
    iguales = (ancho - hueco * (cuantas - 1)) / cuantas
    piden = [max(pide(p, c.idioma, cuerpo) for p in grupo) for grupo in grupos]
    sobra = ancho - sum(piden) - hueco * (cuantas - 1)
    for grupo, pedido in zip(grupos, piden, strict=True):
        columna = pedido + sobra / cuantas if sobra >= 0 else iguales
        for i, p in enumerate(grupo):
            dicho, cy = p.dicho(c.idioma), y + paso * i
            deja = columna - medida.ancho(f"  {dicho}", FUERTE, cuerpo)
            m.texto(x, cy, renglon(p.nombre, cuerpo, deja, SANS), cuerpo)
            m.texto(x + columna, cy, dicho, cuerpo, FUERTE, ancla="end")
        x += columna + hueco


def pide(p: EnPais, idioma: str, cuerpo: float) -> float:
    """The width of a country's name and number."""
    nombre = medida.ancho(p.nombre, SANS, cuerpo)
    return nombre + medida.ancho(f"  {p.dicho(idioma)}", FUERTE, cuerpo) + 1
