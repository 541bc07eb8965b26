"""The parts of a cut as one reader sees them: texts in one language, figures in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from informes import formato
from informes.models import Corte


@dataclass(frozen=True)
class Cifra:
    """A published figure (``informes.cifras.CifraPublica.json``) ready to be printed.

    ``dicha`` is its number, interval, band or text in words, or ``[mark]`` when there is none.
    """

    anio: int | None
    tipo: str
    dicha: str
    valor: int | float | None
    minimo: int | None
    maximo: int | None
    marca: str
    texto: str
    reportaron: int
    esperados: int
    parciales: int
    en_banda: int

    @property
    def hay(self) -> bool:
        return bool(self.valor is not None or self.minimo is not None or self.texto)

    @property
    def exacta(self) -> bool:
        """A number that may be compared: neither masked nor of a part of the year."""
        return self.valor is not None and not self.texto and not self.marca

    @property
    def completa(self) -> str:
        """With its mark: "34 [p]", "entre 104 y 131 [c]", "[x]"."""
        return f"{self.dicha}\u00a0[{self.marca}]" if self.hay and self.marca else self.dicha


def leer_corte(corte: Corte, idioma: str) -> dict[str, Any]:
    """Every part of a cut by key, read in a language."""
    return {
        clave: leer(contenido, idioma, pais=clave.startswith("pais/"))
        for clave, contenido in corte.partes.values_list("clave", "contenido")
    }


def leer(valor: Any, idioma: str, *, pais: bool = False) -> Any:
    """``{"es", "en"}`` → text (Spanish when the other is empty), a figure → Cifra; the rest as is.

    ``pais``: whether the figures are of one country, whose interval is a band.
    """
    if isinstance(valor, list):
        return [leer(cosa, idioma, pais=pais) for cosa in valor]
    if not isinstance(valor, dict):
        return valor
    if "es" in valor and "en" in valor:
        return valor[idioma] or valor["es"]
    if "tipo" in valor and "valor" in valor:
        return leer_cifra(valor, idioma, pais=pais)
    return {
        clave: leer(cosa, idioma, pais=pais or clave == "paises") for clave, cosa in valor.items()
    }


def leer_cifra(cifra: Mapping[str, Any], idioma: str, *, pais: bool) -> Cifra:
    cobertura = cifra.get("cobertura") or {}
    return Cifra(
        anio=cifra.get("anio"),
        tipo=cifra["tipo"],
        dicha=formato.cifra(cifra, idioma, pais=pais),
        valor=cifra["valor"],
        minimo=cifra.get("minimo"),
        maximo=cifra.get("maximo"),
        marca=cifra.get("marca", ""),
        texto=leer(cifra.get("texto"), idioma) or "",
        reportaron=cobertura.get("reportaron", 0),
        esperados=cobertura.get("esperados", 0),
        parciales=cobertura.get("parciales", 0),
        en_banda=cifra.get("en_banda", 0),
    )
