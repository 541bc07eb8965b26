"""Two ways of comparing a document with its cut: what it should say and does not, what it says and
is not in the cut. Both answer with sentences; empty is good."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tests.informes.dichas import CorteDicho, Dicha, numero
from tests.informes.lugares import Lugar

SEGUIDO = r"(?![\d,.]*\d)(?! ?\d)(?! ?%)(?! \[)"
"""What may not follow a figure: more digits, a sign, a mark that is not its own."""


def dice(lugar: Lugar, cifra: Dicha, *, con_base: bool) -> bool:
    """Whether the figure stands there with its name, year, country, mark and, if asked, base."""
    todo = f"{lugar.alrededor} / {lugar.texto}"
    for nombre in (cifra.nombre, cifra.nombre_pais, cifra.nombre_categoria):
        if nombre and nombre.lower() not in todo.lower():
            return False
    dicho = re.escape(cifra.dicho) + SEGUIDO
    base = rf"(?: \({re.escape(cifra.base)})" if con_base and cifra.base else ""
    if re.search(rf"\b{cifra.anio}: {dicho}{base}", lugar.texto):
        return True
    de_su_base = rf"{re.escape(cifra.dicho)} {re.escape(cifra.base)} " if cifra.base else dicho
    if not re.match(f"(?:{de_su_base}|{dicho})", lugar.texto):
        return False
    if not re.search(rf"\b{cifra.anio}\b", todo):
        return False
    otro_anio = set(re.findall(r"\b20\d\d\b", lugar.columna)) - {str(cifra.anio)}
    return not otro_anio and (not con_base or cifra.base in todo)


def empieza(texto: str, dicho: str) -> bool:
    """Whether a cell says this and at most its mark in a word."""
    return texto == dicho or (dicho[-1:] == "]" and texto.startswith(f"{dicho} "))


def faltan(
    lugares: Sequence[Lugar], cifras: Iterable[Dicha], *, con_base: bool = False
) -> list[str]:
    """Figures that stand nowhere with their name."""
    return [
        f"{c.dato} {c.categoria} {c.pais or 'región'} {c.anio}: «{c.dicho}» {c.base}"
        for c in cifras
        if not any(dice(lugar, c, con_base=con_base) for lugar in lugares)
    ]


# --- backwards -------------------------------------------------------------------------------

CONOCIDOS = (
    r"(?:https?://\s?|\b)127\.0\.0\.1:\d+\S*",  # addresses
    r"\b\d{1,2} (?:de (?:\w+o|\w+l|\w+bre)\b|(?:J|F|M|A|S|O|N|D)\w+(?:y|e|l|r|h|t)\b)",  # dates
    r"\b20\d\d-\s?\d\d-\s?\d\d\b|\b20\d\d-(?:II?\b|20\d\d)",  # ISO dates, half-years, spans
    r"\b20(?:23|24|25)\b",  # the years of the plan
    r"SHA-256|ISO 3166-1|ISO 3\b|Source (?:Serif|Sans) [34]|WeasyPrint [\d.]+|D:\d{8}",
    r"(?<=como )3\.2(?=,)|(?<=such as )3\.2(?=,)",  # the glossary's example of a code
    r"\b\d+ (?:de|of) \d+(?= Datos de demo| Demonstration| \{|$)",  # foot of a page
)
"""Numbers that are no figures: addresses, hashes, dates, years, names, page feet."""


def sobran(texto: str, dicho: CorteDicho, ademas: Iterable[str] = ()) -> list[str]:
    """Numbers of a text that are neither the cut's nor known for what they are.

    Cells that stand side by side run together: a row of digits is good when it can be cut into
    numbers that are.
    """
    texto = re.sub(r"\s+", " ", texto)
    for clave in sorted(codigos(dicho), key=len, reverse=True):
        texto = re.sub(rf"(?<![\d.]){re.escape(clave)}(?![\d]|\.\d)", "·", texto)
    huella = r"\s?".join(dicho.corte.huella)
    for patron in (huella, rf"{dicho.corte.huella[:16]}…?", *CONOCIDOS):
        texto = re.sub(patron, "·", texto, flags=re.IGNORECASE)
    buenos = {*dicho.buenos, *ademas}
    malos = []
    for tira in re.findall(r"\d[\d.,]*(?: \d[\d.,]*)*", texto):
        trozos = [trozo.rstrip(".,") for trozo in tira.split(" ")]
        malos += sueltos(trozos, buenos)
    return malos


def sueltos(trozos: Sequence[str], buenos: set[str]) -> list[str]:
    """The whole row when no way of cutting it leaves good numbers only."""
    hasta = [True] + [False] * len(trozos)
    for fin in range(1, len(trozos) + 1):
        for inicio in range(max(0, fin - 4), fin):
            if hasta[inicio] and " ".join(trozos[inicio:fin]) in buenos:
                hasta[fin] = True
    return [] if hasta[-1] else [" ".join(trozos)]


def codigos(dicho: CorteDicho) -> set[str]:
    """Codes of the plan and of projects: 1.1, 2.1.3, 2.1.3.a, abcd1234."""
    hallados = set()
    for clave, parte in dicho.partes.items():
        tipo, _barra, codigo = clave.partition("/")
        if tipo in ("actividad", "indicador", "proyecto"):
            hallados.add(codigo)
        if tipo == "indicador":
            hallados.add(parte["meta"]["codigo"])
    return hallados


def hasta(paginas: int, idioma: str) -> set[str]:
    """Page numbers, as the contents and references name them."""
    return {numero(n, idioma) for n in range(1, paginas + 1)}
