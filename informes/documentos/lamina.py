"""A sheet on which every word has its place: the same drawing as SVG and as tagged HTML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from informes.documentos import medida
from informes.documentos.medida import FUERTE, SANS, SERIF, Letra
from informes.graficos import COLOR, MARCA
from informes.trazos import escapar
from planes.documentos.pdf import Recursos, con_espacios_nuestros

TAMANO = re.compile(r' (?:width|height)="[^"]*"')


@dataclass(frozen=True)
class Texto:
    """Lines from a first baseline downwards; ``cola`` is a small mark after the last one."""

    x: float
    y: float
    lineas: tuple[str, ...]
    letra: Letra
    cuerpo: float
    paso: float
    color: str
    ancla: str
    etiqueta: str
    idioma: str
    cola: str
    cuerpo_cola: float

    @property
    def ancho(self) -> float:
        """Of the widest line."""
        anchos = [medida.ancho(linea, self.letra, self.cuerpo) for linea in self.lineas]
        if self.cola:
            anchos[-1] += medida.ancho(f" {self.cola}", SANS, self.cuerpo_cola)
        return max(anchos)

    @property
    def izquierda(self) -> float:
        return self.x - (self.ancho if self.ancla == "end" else 0)


@dataclass(frozen=True)
class Dibujo:
    """A picture in its place, with the words for who does not see it."""

    x: float
    y: float
    ancho: float
    alto: float
    svg: str
    alt: str


@dataclass
class Lamina:
    """``ancho`` × ``alto`` units of ``mm`` each; ``piezas`` in the order in which it is read."""

    ancho: int
    alto: int
    mm: float
    titulo: str
    fondo: list[str] = field(default_factory=list)
    piezas: list[Texto | Dibujo] = field(default_factory=list)

    def texto(
        self,
        x: float,
        y: float,
        dicho: str | tuple[str, ...],
        cuerpo: float,
        letra: Letra = SANS,
        *,
        paso: float = 1.25,
        color: str = COLOR["tinta"],
        ancla: str = "start",
        etiqueta: str = "p",
        idioma: str = "",
        cola: str = "",
        cuerpo_cola: float = 0,
    ) -> float:
        """Writes lines and returns the baseline that would come next."""
        hechas = (dicho,) if isinstance(dicho, str) else dicho
        if not any(hechas):
            return y
        self.piezas.append(
            Texto(
                x, y, hechas, letra, cuerpo, paso, color, ancla, etiqueta, idioma, cola, cuerpo_cola
            )
        )
        return y + len(hechas) * cuerpo * paso

    def dibujo(self, x: float, y: float, ancho: float, alto: float, svg: str, alt: str) -> None:
        self.piezas.append(Dibujo(x, y, ancho, alto, svg, alt))

    def rect(self, x: float, y: float, ancho: float, alto: float, color: str) -> None:
        self.fondo.append(
            f'<rect x="{x:g}" y="{y:g}" width="{ancho:g}" height="{alto:g}" fill="{color}"/>'
        )

    def adorno(self, x: float, y: float, ancho: float, svg: str, opacidad: float = 1) -> None:
        """The motif or another drawing that says nothing, in the ground."""
        dentro = encajado(svg, x, y, ancho, ancho * 0.45)
        self.fondo.append(f'<g opacity="{opacidad:g}">{dentro}</g>')

    def agua(self, dicho: str, y: float, cuerpo: float) -> None:
        """A word across the ground, with its middle at a height."""
        x = self.ancho / 2
        self.fondo.append(
            f'<text x="{x:g}" y="{y:g}" text-anchor="middle" font-family="{SERIF.css}" '
            f'font-weight="600" font-size="{cuerpo:g}" fill="{COLOR["tinta"]}" '
            f'fill-opacity=".05" transform="rotate(-40 {x:g} {y:g})">{escapar(dicho)}</text>'
        )

    def forma(self, clave: str, x: float, y: float, lado: float) -> None:
        """The shape of a state, beside its word."""
        estado = MARCA["estados"][clave]
        trazo = MARCA["formas"][estado["forma"]].replace("currentColor", estado["color"])
        self.fondo.append(
            f'<g transform="translate({x:g} {y:g}) scale({lado / 16:g})">'
            f"{trazo.replace(chr(39), chr(34))}</g>"
        )

    def svg(self, descripcion: str, idioma: str) -> str:
        """The whole sheet as one editable drawing that fetches nothing."""
        piezas = "".join(
            encajado(p.svg, p.x, p.y, p.ancho, p.alto) if isinstance(p, Dibujo) else en_svg(p)
            for p in self.piezas
        )
        return con_espacios_nuestros(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.ancho} {self.alto}" '
            f'width="{self.ancho}" height="{self.alto}" xml:lang="{idioma}" lang="{idioma}" '
            f'font-family="{SANS.css}">'
            f"<title>{escapar(self.titulo)}</title><desc>{escapar(descripcion)}</desc>"
            f"<style>{medida.caras()}</style>{''.join(self.fondo)}{piezas}</svg>\n"
        )

    def html(self, recursos: Recursos) -> dict[str, Any]:
        """What ``informes/pdf/infografia.html`` places: lengths in millimetres."""
        fondo = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.ancho} {self.alto}" '
            f'width="{self.ancho}" height="{self.alto}">{"".join(self.fondo)}</svg>'
        )
        return {
            "ancho": self.largo(self.ancho),
            "alto": self.largo(self.alto),
            "fondo": recursos.agregar(fondo),
            "piezas": [
                self.imagen(p, recursos) if isinstance(p, Dibujo) else self.bloque(p)
                for p in self.piezas
            ],
        }

    def largo(self, unidades: float) -> str:
        return f"{unidades * self.mm:.4f}mm"

    def imagen(self, d: Dibujo, recursos: Recursos) -> dict[str, str]:
        estilo = (
            f"left:{self.largo(d.x)};top:{self.largo(d.y)};"
            f"width:{self.largo(d.ancho)};height:{self.largo(d.alto)}"
        )
        return {"url": recursos.agregar(d.svg), "alt": d.alt, "estilo": estilo}

    def bloque(self, t: Texto) -> dict[str, Any]:
        """A text box whose first baseline lies where the drawing has it."""
        m = medida.metrica(t.letra)
        renglon = t.cuerpo * t.paso
        arriba = t.y - renglon / 2 - (m.sube - m.baja) / 2 * t.cuerpo
        estilo = (
            f"left:{self.largo(t.izquierda)};top:{self.largo(arriba)};"
            f"width:{self.largo(t.ancho * 1.02)};"
            f"font:{t.letra.peso} {self.largo(t.cuerpo)}/{self.largo(renglon)} "
            f"'{t.letra.familia}';color:{t.color}"
            + (
                ";text-align:right;margin-left:-" + self.largo(t.ancho * 0.02)
                if t.ancla == "end"
                else ""
            )
        )
        cola = f"font:400 {self.largo(t.cuerpo_cola)}/1 '{SANS.familia}'" if t.cola else ""
        return {
            "etiqueta": t.etiqueta,
            "lineas": t.lineas,
            "estilo": estilo,
            "idioma": t.idioma,
            "cola": t.cola,
            "estilo_cola": cola,
        }


def en_svg(t: Texto) -> str:
    cola = ""
    if t.cola:
        cola = (
            f'<tspan font-family="{SANS.css}" font-weight="400" '
            f'font-size="{t.cuerpo_cola:g}"> {escapar(t.cola)}</tspan>'
        )
    lineas = "".join(
        f'<tspan x="{t.x:g}" y="{t.y + i * t.cuerpo * t.paso:g}">{escapar(linea)}'
        f"{cola if i == len(t.lineas) - 1 else ''}</tspan>"
        for i, linea in enumerate(t.lineas)
    )
    idioma = f' xml:lang="{t.idioma}"' if t.idioma else ""
    return (
        f'<text font-family="{t.letra.css}" font-weight="{t.letra.peso}" '
        f'font-size="{t.cuerpo:g}" fill="{t.color}" text-anchor="{t.ancla}"{idioma}>{lineas}</text>'
    )


def encajado(svg: str, x: float, y: float, ancho: float, alto: float) -> str:
    """A whole drawing as part of another one."""
    inicio = svg.index("<svg")
    fin = svg.index(">", inicio)
    cabeza = TAMANO.sub("", svg[inicio + 4 : fin])
    return (
        f'<svg x="{x:g}" y="{y:g}" width="{ancho:g}" height="{alto:g}"{cabeza}{svg[fin:].rstrip()}'
    )


def renglon(texto: str, cuerpo: float, caben: float, letra: Letra = FUERTE) -> tuple[str, ...]:
    """One line, cut where it does not fit."""
    return medida.lineas(texto, letra, cuerpo, caben, 1)
