"""What a data cut changes in the figures that the world already has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from informes import formato
from informes.datos_abiertos import nombres_de_categorias
from informes.models import Corte, CorteCelda

Lugar = tuple[str, str, str, int]
"""Dato, category, country, year."""


@dataclass(frozen=True)
class Cambio:
    """One figure that says something else: words of both cuts, names in the reader's language."""

    dato: str
    categoria: str
    pais: str
    anio: int
    antes: str
    despues: str


@dataclass(frozen=True)
class Cambios:
    """``nuevas`` and ``quitadas`` count figures; ``cambiadas`` tells each, by Dato and year."""

    nuevas: int
    quitadas: int
    cambiadas: tuple[Cambio, ...]

    @property
    def ninguno(self) -> bool:
        return not (self.nuevas or self.quitadas or self.cambiadas)


def entre(antes: Corte, despues: Corte, idioma: str) -> Cambios:
    """Compares two cuts, cell by cell, as they are published: masked."""
    datos = {d["codigo"]: d for d in despues.parte("metodo")["datos"]}
    tipos = {codigo: dato["tipo"] for codigo, dato in datos.items()}
    viejas, nuevas = leer(antes, tipos, idioma), leer(despues, tipos, idioma)
    paises = {p["codigo"]: p["nombre"][idioma] for p in despues.parte("paises")["paises"]}
    categorias = nombres_de_categorias(despues, idioma)
    cambiadas = tuple(
        Cambio(
            datos[lugar[0]]["nombre"][idioma],
            categorias.get(lugar[1], lugar[1]),
            paises.get(lugar[2], ""),
            lugar[3],
            viejas[lugar],
            nuevas[lugar],
        )
        for lugar in sorted(viejas.keys() & nuevas.keys())
        if viejas[lugar] != nuevas[lugar]
    )
    return Cambios(len(nuevas.keys() - viejas), len(viejas.keys() - nuevas), cambiadas)


def leer(corte: Corte, tipos: Mapping[str, str], idioma: str) -> dict[Lugar, str]:
    """Every figure of a cut in words; ``tipos`` by Dato."""
    return {
        (c.dato, c.categoria, c.pais, c.anio): formato.cifra(
            como_cifra(c, tipos.get(c.dato, ""), idioma), idioma, pais=bool(c.pais)
        )
        for c in corte.celdas.all()
    }


def como_cifra(celda: CorteCelda, tipo: str, idioma: str) -> Mapping[str, Any]:
    """A cell in the shape that ``formato.cifra`` reads."""
    texto = (idioma == "en" and celda.texto_en) or celda.texto
    return {
        "tipo": tipo,
        "texto": {idioma: texto} if texto else None,
        "valor": celda.valor,
        "minimo": celda.minimo,
        "maximo": celda.maximo,
        "marca": celda.marca,
    }
