"""The figures of a cut as they must be said, worked out here a second time.

From the flat cells and the raw parts alone: neither the portal's own formats nor the documents'
reader is used, so that one mistake is not made twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from informes.models import Corte, CorteCelda

PALABRAS = {
    "es": {"entre": "entre {} y {}", "banda": "{} a {}", "base": "{} de {}", "region": "Región"},
    "en": {"entre": "between {} and {}", "banda": "{} to {}", "base": "{} of {}",
           "region": "Region"},
}  # fmt: skip


@dataclass(frozen=True)
class Dicha:
    """A figure in words. ``pais`` empty: the region's; ``base`` is what it stands on, "2 de 3"."""

    dato: str
    pais: str
    anio: int
    categoria: str
    nombre: str
    nombre_pais: str
    nombre_categoria: str
    dicho: str
    base: str
    eje: int
    exacta: bool
    valor: Decimal | None


def numero(valor: Decimal | float | int, idioma: str) -> str:
    """1 234,5 and 1,234.5; blanks are plain, as the readers give them."""
    decimal = Decimal(str(valor)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    entero, _punto, resto = f"{abs(decimal):.1f}".partition(".")
    grupos: list[str] = []
    while entero:
        entero, grupo = entero[:-3], entero[-3:]
        grupos.insert(0, grupo)
    junto = (" " if idioma == "es" else ",").join(grupos)
    return junto + ("" if resto == "0" else ("," if idioma == "es" else ".") + resto)


class CorteDicho:
    """A cut's raw parts and its figures in one language."""

    def __init__(self, corte: Corte, idioma: str) -> None:
        self.idioma, self.corte = idioma, corte
        self.partes: dict[str, Any] = dict(corte.partes.values_list("clave", "contenido"))
        self.inicio = self.partes["inicio"]
        self.paises = {p["codigo"]: p["nombre"][idioma] for p in self.inicio["paises"]}
        self.datos = {d["codigo"]: d for d in self.partes["metodo"]["datos"]}
        self.bloques = {
            parte["bloque"]["dato"]["codigo"]: (parte["codigo"], parte)
            for clave, parte in self.partes.items()
            if clave.startswith("indicador/") and parte["bloque"]
        }
        self.celdas = list(corte.celdas.order_by("dato", "categoria", "anio", "pais"))
        self.cifras = [self.decir(celda) for celda in self.celdas]

    def decir(self, celda: CorteCelda) -> Dicha:
        dato, palabras = self.datos[celda.dato], PALABRAS[self.idioma]
        _codigo, indicador = self.bloques[celda.dato]
        nombres = {s["categoria"]: s["nombre"] for s in indicador["bloque"]["series"]}
        if celda.texto:
            dicho = celda.texto_en if self.idioma == "en" else celda.texto
        elif celda.minimo is not None:
            frase = palabras["banda" if celda.pais else "entre"]
            dicho = frase.format(
                numero(celda.minimo, self.idioma), numero(celda.maximo or 0, self.idioma)
            )
        elif celda.valor is None:
            dicho = ""
        else:
            dicho = numero(celda.valor, self.idioma)
            if dato["tipo"] == "porcentaje":
                dicho += " %" if self.idioma == "es" else "%"
        marca = f"[{celda.marca}]" if celda.marca else ""
        base = palabras["base"].format(celda.reportaron, celda.esperados)
        return Dicha(
            dato=celda.dato,
            pais=celda.pais,
            anio=celda.anio,
            categoria=celda.categoria,
            nombre=dato["nombre"][self.idioma],
            nombre_pais=self.paises.get(celda.pais, ""),
            nombre_categoria=(nombres[celda.categoria] or {}).get(self.idioma, "")
            or (nombres[celda.categoria] or {}).get("es", ""),
            dicho=f"{dicho} {marca}".strip(),
            base=base if celda.esperados else "",
            eje=indicador["eje"]["numero"],
            exacta=bool(celda.valor is not None and not celda.texto and not celda.marca),
            valor=celda.valor,
        )

    # --- Which figures a document has to show ----------------------------------------------------

    def regionales(self, *, anio: int | None = None, partes: bool = False) -> Iterator[Dicha]:
        """The region's; without ``partes`` not those by sex, which only data files carry."""
        for cifra in self.cifras:
            suelta = cifra.categoria and not self.datos[cifra.dato]["sensible"]
            if not cifra.pais and anio in (None, cifra.anio) and (partes or not suelta):
                yield cifra

    def de_pais(self, codigo: str) -> Iterator[Dicha]:
        for cifra in self.cifras:
            suelta = cifra.categoria and not self.datos[cifra.dato]["sensible"]
            if cifra.pais == codigo and not suelta:
                yield cifra

    @property
    def destacados(self) -> list[str]:
        return [d["dato"] for d in self.inicio["destacados"]]

    @property
    def de_dinero(self) -> list[str]:
        return [codigo for codigo, d in self.datos.items() if d["tipo"] == "monto"]

    @property
    def protegidos(self) -> list[str]:
        return [codigo for codigo, d in self.datos.items() if d["sensible"]]

    # --- Every number it holds -------------------------------------------------------------------

    @cached_property
    def exactos(self) -> set[Decimal]:
        """Each number of the cut, wherever it stands: figures, bounds, counts of activities,
        countries, reports and rules, money of projects."""
        todos = [*numeros_en(self.partes), *self.reportes(), *self.reglas(), *self.sin_aporte()]
        for celda in self.celdas:
            todos += [n for n in (celda.valor, celda.minimo, celda.maximo) if n is not None]
        return {Decimal(n) for n in todos}

    @cached_property
    def buenos(self) -> set[str]:
        """The same as they are written, and the changes."""
        return {numero(n, self.idioma) for n in self.exactos} | self.cambios()

    def reportes(self) -> Iterator[Decimal]:
        """Approved ones and all of them: of each country, of the countries, of the region."""
        filas = self.partes["metodo"]["reportes"]
        nacionales = [fila for fila in filas if fila["codigo"] in self.paises]
        for juntas in (*([fila] for fila in filas), nacionales):
            yield Decimal(sum(sum(fila["aprobados"]) for fila in juntas))
            yield Decimal(sum(len(fila["aprobados"]) for fila in juntas))

    def reglas(self) -> Iterator[Decimal]:
        """How many Datos follow each rule."""
        reglas = [dato["regla_region"] for dato in self.datos.values()]
        yield from (Decimal(reglas.count(regla)) for regla in reglas)

    def sin_aporte(self) -> Iterator[Decimal]:
        """Of each project's cost, what nobody has offered."""
        for clave, parte in self.partes.items():
            if clave.startswith("proyecto/"):
                dado = sum(Decimal(str(a["usd"])) for a in parte["aportes"])
                yield Decimal(str(parte["costo_usd"])) - dado

    def cambios(self) -> set[str]:
        """From a year to the next, in per cent (points of percentages), of exact figures that as
        many countries stand behind."""
        hallados = set()
        por_serie: dict[tuple[str, str, str], list[Dicha]] = {}
        for cifra in self.cifras:
            por_serie.setdefault((cifra.dato, cifra.pais, cifra.categoria), []).append(cifra)
        for antes, ahora in (serie for serie in por_serie.values() if len(serie) == 2):
            if not (antes.exacta and ahora.exacta and antes.base == ahora.base):
                continue
            assert antes.valor is not None
            assert ahora.valor is not None
            if self.datos[ahora.dato]["tipo"] == "porcentaje":
                hallados.add(numero(abs(ahora.valor - antes.valor), self.idioma))
            elif antes.valor:
                hallados.add(numero(round(abs(100 * (ahora.valor - antes.valor) / antes.valor)),
                                    self.idioma))  # fmt: skip
        return hallados


def numeros_en(valor: Any) -> Iterator[Decimal]:
    if isinstance(valor, dict):
        valor = list(valor.values())
    if isinstance(valor, list):
        for cosa in valor:
            yield from numeros_en(cosa)
    elif isinstance(valor, int | float) and not isinstance(valor, bool):
        yield Decimal(str(valor))
