"""Lays the fixture texts of the Plan Operativo on the letters of the printed plan.

Each printed place can be claimed once only; what no text claims is left over.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Fila = tuple[str, dict[str, Any]]

RAIZ = Path(__file__).resolve().parents[2]
FUENTE = (RAIZ / "tests/fuentes/plan-operativo-2023-2025.txt").read_text("utf-8")
ARCHIVOS = [f"plan_operativo_eje_{eje}" for eje in (1, 2, 3, 4)]

# Where the printed text of each level is, and how its rows are named in LugarDudoso.filas.
NIVELES = {
    "planes.eje": ("nombre", "eje"),
    "planes.objetivoestrategico": ("texto", "estrategico"),
    "planes.objetivoespecifico": ("texto", "especifico"),
    "planes.objetivooperativo": ("texto", "objetivo"),
    "planes.actividad": ("texto", "actividad"),
    "planes.meta": ("texto", "meta"),
    "planes.indicador": ("texto", "indicador"),
}
CON_CODIGO_IMPRESO = {"planes.objetivooperativo", "planes.actividad", "planes.meta"}
CELDAS = ("responsable", "plazo", "planeamiento", "socios")

# Cells printed once for several metas (merged): the meta repeats a cell that another one claims.
CELDAS_COMBINADAS = {
    *((meta, celda) for meta in ("6.2.1", "6.3.1", "6.4.1") for celda in ("responsable", "plazo")),
    *(("9.1.2", celda) for celda in ("responsable", "plazo")),
    *((meta, "plazo") for meta in (
        "15.3.1", "17.2.1", "19.2.1", "20.1.1", "20.1.2", "20.1.3", "20.1.5", "20.2.1", "20.3.1",
        "21.1.1", "21.1.2", "21.1.3", "21.2.1", "21.3.1", "21.4.1")),
}  # fmt: skip


def filas(*archivos: str) -> list[Fila]:
    """``(model, fields)`` of each row of those fixture files."""
    return [
        (fila["model"], fila["fields"])
        for archivo in archivos
        for fila in json.loads((RAIZ / f"fixtures/{archivo}.json").read_text("utf-8"))
    ]


def del_modelo(modelo: str) -> list[dict[str, Any]]:
    return [campos for m, campos in filas(*ARCHIVOS) if m == f"planes.{modelo}"]


def junto(texto: str) -> str:
    """The text without paragraph marks and without any white space."""
    return re.sub(r"\s+", "", re.sub(r"</?p>", "", texto))


def codigo_de(campos: dict[str, Any]) -> str:
    return str(campos.get("codigo") or campos["numero"])


def nombre_de_fila(modelo: str, campos: dict[str, Any]) -> str:
    """``meta 7.1.1``, ``estrategico 4/3``: as LugarDudoso names it, with a space for the colon."""
    eje = f"{campos['eje'][1]}/" if modelo == "planes.objetivoestrategico" else ""
    return f"{NIVELES[modelo][1]} {eje}{codigo_de(campos)}"


class Impreso:
    """The printed plan as one string of letters; each can be crossed out only once."""

    def __init__(self, fuente: str) -> None:
        self.letras = junto(fuente)
        self.libre = [True] * len(self.letras)

    def tachar(self, texto: str) -> bool:
        """Crosses out one place where the text stands and nothing is crossed out yet."""
        buscado = junto(texto)
        desde = self.letras.find(buscado)
        while buscado and desde >= 0:
            hasta = desde + len(buscado)
            if all(self.libre[desde:hasta]):
                self.libre[desde:hasta] = [False] * len(buscado)
                return True
            desde = self.letras.find(buscado, desde + 1)
        return False

    def sobras(self) -> Counter[str]:
        """What is left between the crossed out places, without table rules and punctuation."""
        marcado = "".join(
            letra if libre else "\0" for letra, libre in zip(self.letras, self.libre, strict=True)
        )
        trozos = (re.sub(r"-{2,}|\|", "", trozo).strip(".,;/") for trozo in marcado.split("\0"))
        return Counter(trozo for trozo in trozos if trozo)


def impresos(todas: list[Fila]) -> Iterator[tuple[str, list[str]]]:
    """``(label, ways it may stand in the print)`` of each text that must be printed."""
    for modelo, campos in todas:
        nota = campos.get("nota_fuente", "")
        if modelo == "planes.plan":
            yield from (("título", [cita]) for cita in re.findall("«([^»]*)» y «", nota))
            yield from (("título", [cita]) for cita in re.findall("» y «([^»]*)»", nota))
        if modelo not in NIVELES or campos.get("es_nuestro"):
            continue
        codigo = codigo_de(campos)
        etiqueta = nombre_de_fila(modelo, campos)
        texto = campos.get("texto_impreso") or campos[NIVELES[modelo][0]]
        for n, fragmento in enumerate(texto.split("\n")):
            maneras = []
            if modelo in CON_CODIGO_IMPRESO:
                impreso = campos.get("codigo_impreso") or codigo
                maneras = [f"{impreso}.{fragmento}", f"{impreso}{fragmento}"]
            # The code stands before the first fragment and perhaps before a repetition.
            yield etiqueta, maneras if maneras and n == 0 else [*maneras, fragmento]
        for celda in CELDAS:
            if (codigo, celda) in CELDAS_COMBINADAS:
                continue
            for renglon in campos.get(celda, "").split("\n"):
                if renglon and not ("Impreso:" in nota and junto(renglon) not in junto(FUENTE)):
                    yield f"{celda} {codigo}", [renglon]
        yield from (
            (f"nota {codigo}", [cita]) for cita in re.findall("^Impreso: «(.*)»$", nota, re.M)
        )


def cotejar(todas: list[Fila], fuente: str = FUENTE) -> tuple[list[str], Counter[str]]:
    """Lays all texts, longest first, on the print: the ones not printed, and what is left over."""
    hoja = Impreso(fuente)
    por_largo = sorted(impresos(todas), key=lambda par: -max(len(junto(t)) for t in par[1]))
    no_impresos = [
        f"{etiqueta}: {maneras[-1]}"
        for etiqueta, maneras in por_largo
        if not any(hoja.tachar(manera) for manera in maneras)
    ]
    return no_impresos, hoja.sobras()
