"""Every chart of the site to choose from (``/graficos/``): by group, each with a small drawing, and
found by words or by group.

Everything is read from the parts of a cut, in the language of the request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from informes import cuadros_publicos, figuras, laminas_dinero, miniaturas
from informes.explorador import esta, plano, raices
from informes.figuras import Parte, en_idioma
from informes.filtros import Eleccion, Filtro
from informes.graficos import Fila
from informes.marcha import marcha_por_pais
from informes.models import Corte

FILA, MUCHAS = 4, 12


@dataclass(frozen=True)
class Lamina:
    """A chart in the gallery. ``sobre``: what it is of, in a word or a code; ``medida``: what it
    answers."""

    clave: str
    titulo: str
    sobre: str
    medida: str
    dibujo: SafeString
    eje: int = 0
    """Whose colour it takes by itself, outside its eje's group."""


@dataclass(frozen=True)
class Grupo:
    """``clave`` stands in addresses: ``plan``, ``paises``, ``eje-1``, ``dinero``."""

    clave: str
    titulo: str
    laminas: list[Lamina]
    eje: int = 0

    @property
    def primeras(self) -> list[Lamina]:
        """Those that stand open in the whole gallery."""
        return self.laminas[:FILA] if len(self.laminas) > MUCHAS else self.laminas

    @property
    def demas(self) -> list[Lamina]:
        """The others, which fold."""
        return self.laminas[len(self.primeras) :]


def grupos(corte: Corte) -> list[Grupo]:
    """All of them; each chart once, under its first eje. Four queries."""
    inicio = corte.parte("inicio")
    partes = corte.partes.filter(clave__startswith="eje/").values_list("contenido", flat=True)
    ejes = sorted(partes, key=lambda e: int(e["numero"]))
    hechos = [
        Grupo("plan", _("El plan"), list(del_plan(inicio, ejes))),
        Grupo("paises", _("Los países"), list(de_paises(corte, inicio))),
    ]
    vistas: set[str] = set()
    for eje in ejes:
        suyas = [x for x in de_eje(eje) if x.clave not in vistas]
        vistas |= {x.clave for x in suyas}
        n, nombre = eje["numero"], en_idioma(eje["nombre"])
        titulo = _("Eje %(n)s: %(nombre)s") % {"n": n, "nombre": nombre}
        hechos.append(Grupo(f"eje-{n}", titulo, suyas, n))
    recursos = corte.partes.filter(clave="recursos").first()
    if recursos:
        hechos.append(Grupo("dinero", _("El dinero"), list(de_dinero(recursos.contenido))))
    return [grupo for grupo in hechos if grupo.laminas]


def del_plan(inicio: Parte, ejes: Iterable[Parte]) -> Iterator[Lamina]:
    yield de_estados(
        "estados", en_idioma(inicio["mensaje"]), _("El plan"), _("Actividades del plan por estado"),
        inicio["distribucion"],
    )  # fmt: skip
    for eje in ejes:
        nombre = _("Eje %(n)s") % {"n": eje["numero"]}
        mensaje, medida = en_idioma(eje["mensaje"]), en_idioma(eje["nombre"])
        clave = f"estados/eje/{eje['numero']}"
        yield de_estados(clave, mensaje, nombre, medida, eje["distribucion"], eje["numero"])


def de_paises(corte: Corte, inicio: Parte) -> Iterator[Lamina]:
    marcha = marcha_por_pais(inicio["paises"])
    valores = {p["codigo"]: p["valor"] for p in marcha["filas"]}
    dibujos = {
        "mapa": (_("Mapa"), miniaturas.mapa(valores)),
        "paises": (
            _("Barras"), miniaturas.barras([Fila("", v) for v in valores.values()], marcha["total"])
        ),
    }  # fmt: skip
    for clave, (sobre, dibujo) in dibujos.items():
        yield Lamina(clave, marcha["titulo"], sobre, marcha["subtitulo"], mark_safe(dibujo))
    partes = corte.partes.filter(clave__startswith="pais/")
    mensajes = dict(partes.values_list("contenido__codigo", "contenido__mensaje"))
    for pais in inicio["paises"]:
        titulo = cuadros_publicos.titulo_de_pais({**pais, "mensaje": mensajes[pais["codigo"]]})
        medida = cuadros_publicos.aprobados(pais["reportes"])
        yield de_estados(f"pais/{pais['codigo']}", titulo, _("País"), medida, pais["distribucion"])


def de_estados(
    clave: str, titulo: str, sobre: str, medida: str, cuenta: Mapping[str, int], eje: int = 0
) -> Lamina:
    return Lamina(clave, titulo, sobre, medida, mark_safe(miniaturas.estados(cuenta)), eje)


def de_eje(eje: Parte) -> Iterator[Lamina]:
    """Its indicators by year, those that have a length to draw."""
    for bloque in eje["datos"]:
        for serie in bloque["series"]:
            rotulos = figuras.rotulos(bloque, serie)
            if rotulos["se_dibuja"]:
                filas = [figuras.fila(figura) for figura in serie["region"]]
                dibujo = miniaturas.barras(filas, figuras.tope(bloque, serie), con_nombre=True)
                clave = cuadros_publicos.clave_de_serie(bloque["indicador"], serie)
                codigo, medida = bloque["indicador"], rotulos["subtitulo"]
                yield Lamina(clave, rotulos["titulo"], codigo, medida, mark_safe(dibujo))


def de_dinero(recursos: Parte) -> Iterator[Lamina]:
    if not recursos["filas"]:
        return
    for por in laminas_dinero.POR:
        filas = laminas_dinero.grupos(por, recursos)
        dibujo = miniaturas.barras([Fila("", fila["usd"]) for fila in filas])
        titulo, medida = laminas_dinero.titulo(por, filas), laminas_dinero.subtitulo(por)
        sobre = laminas_dinero.columnas()[por]
        yield Lamina(f"dinero/{por}", titulo, sobre, medida, mark_safe(dibujo))


def elegir(todos: list[Grupo], pedido: Mapping[str, Any]) -> tuple[list[Grupo], Filtro]:
    """The groups that are asked for (``?q=&tema=``), and the filter as it was understood."""
    temas = [(grupo.clave, grupo.titulo) for grupo in todos]
    filtro = Filtro(pedido, [Eleccion("tema", _("Tema"), temas)])
    if filtro.quejas:
        return [], filtro
    tema, buscadas = filtro.elegidos.get("tema"), raices(filtro.q)
    quedan = [
        Grupo(g.clave, g.titulo, [x for x in g.laminas if dice(g, x, buscadas)], g.eje)
        for g in todos
        if tema in (None, g.clave)
    ]
    return [grupo for grupo in quedan if grupo.laminas], filtro


def dice(grupo: Grupo, lamina: Lamina, buscadas: list[str]) -> bool:
    """Whether each of these words is in its title, measure or group, or is its code."""
    dicho = plano(" ".join((lamina.titulo, lamina.medida, lamina.sobre, grupo.titulo)))
    return all(esta(palabra, [lamina.sobre], dicho) for palabra in buscadas)
