"""What the cells of the data cuts say of sensitive counts, this cut's and all that were public."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actores.models import Pais
from informes.models import Corte, CorteCelda
from planes.agenda import era_miembro
from planes.models import Categoria, Dato

from .lineal import Afirmacion, Clave, Fuga, auditar

REGION = ""
"""A cell without a country."""

Celda = tuple[str, str, int, str]
"""Dato, category, year, country."""


@dataclass(frozen=True)
class Hallazgo:
    """A hidden count that would be given away, in words."""

    oculta: str
    minimo: int | None
    maximo: int | None
    culpables: tuple[str, ...]

    @property
    def frase(self) -> str:
        """One sentence for the ST: which figure, what would be known of it, and from what."""
        por = "; ".join(self.culpables)
        if self.minimo is None:
            return _("%(cifra)s: lo publicado se contradice. Cifras: %(por)s.") % {
                "cifra": self.oculta,
                "por": por,
            }
        return _("%(cifra)s se sabría: de %(minimo)s a %(maximo)s. Por estas cifras: %(por)s.") % {
            "cifra": self.oculta,
            "minimo": self.minimo,
            "maximo": self.maximo,
            "por": por,
        }


def revisar(corte: Corte) -> tuple[Hallazgo, ...]:
    """What the cut, together with every cut that has ever been public, would give away."""
    antes = Corte.objects.exclude(publicado_en=None).exclude(pk=corte.pk).order_by("-publicado_en")
    memoria = Memoria(settings.PRIVACIDAD_LIMITE, Catalogo())
    for cual in (corte, *antes):
        memoria.leer(cual)
    return tuple(memoria.decir(fuga) for fuga in auditar(memoria.bandas, memoria.afirmaciones))


class Catalogo:
    """The sensitive Datos, their categories and the countries: names, and who was a member."""

    def __init__(self) -> None:
        self.datos = {d.codigo: d.t.nombre for d in Dato.objects.filter(sensible=True)}
        self.categorias = {
            f"{c.desagregacion.codigo}:{c.codigo}": c.t.nombre
            for c in Categoria.objects.select_related("desagregacion")
        }
        self.partes = Counter(clave.partition(":")[0] for clave in self.categorias)
        self.paises = {p.codigo: p for p in Pais.objects.all()}

    def miembros(self, anio: int) -> list[str]:
        """Who was a member at the end of that year."""
        fin = dt.date(anio, 12, 31)
        return [codigo for codigo, pais in self.paises.items() if era_miembro(pais, fin)]

    def cifra(self, celda: Celda, corte: Corte) -> str:
        """Casos referidos (trata), Belice, 2024 (corte del 31 de diciembre, huella 1a2b3c4d)."""
        dato, categoria, anio, pais = celda
        nombre = self.datos[dato]
        if categoria:
            nombre += f" ({self.categorias.get(categoria, categoria)})"
        return _("%(nombre)s, %(lugar)s, %(anio)s (corte del %(fecha)s, huella %(huella)s)") % {
            "nombre": nombre,
            "lugar": self.paises[pais].t.nombre if pais in self.paises else _("la región"),
            "anio": anio,
            "fecha": date_format(corte.fecha),
            "huella": corte.huella[:8],
        }


@dataclass
class Memoria:
    """All that a reader of every cut could have written down.

    The same count may have been corrected from one cut to the next: then the two are different
    unknowns. It is taken for the same one as long as what was said of it can be true at once.
    """

    limite: int
    catalogo: Catalogo
    bandas: dict[Clave, tuple[int, int]] = field(default_factory=dict)
    afirmaciones: list[Afirmacion] = field(default_factory=list)
    nombres: dict[Clave, str] = field(default_factory=dict)
    versiones: dict[Celda, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def leer(self, corte: Corte) -> None:
        """Adds what the cells of a cut say."""
        filas = CorteCelda.objects.filter(corte=corte, dato__in=self.catalogo.datos)
        con_cifra = [fila for fila in filas if tiene_cifra(fila)]
        atomos: dict[Celda, Clave] = {}
        for fila in con_cifra:
            if fila.pais != REGION:
                celda, donde = celda_de(fila), self.catalogo.cifra(celda_de(fila), corte)
                clave = atomos[celda] = self.incognita(fila)
                self.nombres.setdefault(clave, donde)
                if fila.valor is None:
                    self.bandas.setdefault(clave, (1, self.limite))
                self.afirmaciones.append(Afirmacion.suma([clave], *extremos(fila), donde))
        for fila in con_cifra:
            if fila.pais == REGION:
                self.leer_region(fila, atomos, corte)
        for celda, partes in divisiones(atomos, self.catalogo):
            donde = _("%(cifra)s: el total y sus partes") % {
                "cifra": self.catalogo.cifra(celda, corte)
            }
            terminos = ((atomos[celda], -1), *((atomos[parte], 1) for parte in partes))
            self.afirmaciones.append(Afirmacion(terminos, 0, 0, donde))

    def leer_region(self, fila: CorteCelda, atomos: Mapping[Celda, Clave], corte: Corte) -> None:
        """A regional figure is the sum of its countries'; where one of them has no cell, it is
        at least no less than the others'."""
        miembros = self.catalogo.miembros(fila.anio)
        celdas = [(fila.dato, fila.categoria, fila.anio, pais) for pais in miembros]
        claves = [atomos[celda] for celda in celdas if celda in atomos]
        minimo, maximo = extremos(fila)
        todos = len(claves) == fila.reportaron
        if claves:
            donde = self.catalogo.cifra(celda_de(fila), corte)
            desde = minimo if todos else None
            self.afirmaciones.append(Afirmacion.suma(claves, desde, maximo, donde))

    def incognita(self, fila: CorteCelda) -> Clave:
        """The unknown behind a cell: one already met, where both statements can hold."""
        celda, dicho = celda_de(fila), extremos(fila)
        for numero, (minimo, maximo) in enumerate(self.versiones[celda]):
            if max(minimo, dicho[0]) <= min(maximo, dicho[1]):
                return *celda, numero
        self.versiones[celda].append(dicho)
        return *celda, len(self.versiones[celda]) - 1

    def decir(self, fuga: Fuga) -> Hallazgo:
        nombre = self.nombres[fuga.clave]
        otras = tuple(dict.fromkeys(c for c in fuga.culpables if c != nombre))
        return Hallazgo(nombre, fuga.minimo, fuga.maximo, otras or (nombre,))


def celda_de(fila: CorteCelda) -> Celda:
    return fila.dato, fila.categoria, fila.anio, fila.pais


def tiene_cifra(fila: CorteCelda) -> bool:
    return fila.valor is not None or fila.minimo is not None


def extremos(fila: CorteCelda) -> tuple[int, int]:
    """The interval that a cell tells."""
    minimo = fila.valor if fila.minimo is None else fila.minimo
    maximo = fila.valor if fila.maximo is None else fila.maximo
    assert minimo is not None
    assert maximo is not None
    return int(minimo), int(maximo)


def divisiones(
    atomos: Mapping[Celda, Clave], catalogo: Catalogo
) -> Iterator[tuple[Celda, list[Celda]]]:
    """A total beside all parts of one disaggregation, where a cut holds both: cuts made before
    the Dato was marked as sensitive do."""
    partes: dict[tuple[Celda, str], list[Celda]] = defaultdict(list)
    for dato, categoria, anio, pais in atomos:
        desagregacion, dos_puntos, _codigo = categoria.partition(":")
        if dos_puntos:
            partes[(dato, "", anio, pais), desagregacion].append((dato, categoria, anio, pais))
    for (total, desagregacion), suyas in partes.items():
        if total in atomos and len(suyas) == catalogo.partes[desagregacion]:
            yield total, suyas
