"""The content plan as it goes: what was to be said to each audience, what was, whom it reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import PublicoMeta
from informes.models import Difusion, Medio, Mensaje, Producto

PUBLICADA, POR_PUBLICAR, CON_RETRASO = "publicado", "no_iniciada", "con_retraso"
"""The shapes (``marca.json``) of the three states of a Difusion."""
ESTADOS: dict[str, Any] = {
    "publicada": gettext_lazy("Publicada"),
    "por_publicar": gettext_lazy("Por publicar"),
    "con_retraso": gettext_lazy("Con retraso"),
}
FORMAS = {"publicada": PUBLICADA, "por_publicar": POR_PUBLICAR, "con_retraso": CON_RETRASO}
CLASES: tuple[tuple[str, type[Any], Any], ...] = (
    ("mensaje", Mensaje, gettext_lazy("Mensajes clave")),
    ("producto", Producto, gettext_lazy("Productos")),
    ("medio", Medio, gettext_lazy("Medios de difusión")),
)
"""What the content plan has for each audience: the field of Difusion, its table, its name."""


def estado_de(difusion: Difusion, hoy: dt.date) -> str:
    """A key of ``ESTADOS``. What should have gone out before today and has not is late."""
    if difusion.publicado:
        return "publicada"
    return "con_retraso" if difusion.previsto < hoy else "por_publicar"


def en_estado(estado: str, hoy: dt.date) -> Q:
    """The same, as a filter."""
    return {
        "publicada": Q(publicado__isnull=False),
        "con_retraso": Q(publicado__isnull=True, previsto__lt=hoy),
        "por_publicar": Q(publicado__isnull=True, previsto__gte=hoy),
    }[estado]


@dataclass(frozen=True)
class Filtro:
    """What the person wants to see: ids of rows (of ``CLASES`` and of an audience) and a state."""

    elegidos: Mapping[str, int] = field(default_factory=dict)
    estado: str = ""

    @classmethod
    def de(cls, parametros: Mapping[str, str]) -> Filtro:
        """From an address; what is not a choice is left out."""
        campos = ("publico", *(nombre for nombre, _tabla, _titulo in CLASES))
        elegidos = {
            campo: int(parametros[campo])
            for campo in campos
            if parametros.get(campo, "").isascii()
            and parametros.get(campo, "").isdecimal()
            and len(parametros[campo]) < 10
        }
        estado = parametros.get("estado", "")
        return cls(elegidos, estado if estado in ESTADOS else "")

    @property
    def vacio(self) -> bool:
        return not self.elegidos and not self.estado

    def aplicar(self, filas: QuerySet[Difusion], hoy: dt.date) -> QuerySet[Difusion]:
        filas = filas.filter(**{f"{campo}_id": pk for campo, pk in self.elegidos.items()})
        return filas.filter(en_estado(self.estado, hoy)) if self.estado else filas


@dataclass
class Cuenta:
    """How many Difusiones, by state, and whom those published reached.

    ``alcance`` adds up over ``con_alcance`` of them: a person may be in it more than once.
    """

    previstas: int = 0
    publicadas: int = 0
    con_retraso: int = 0
    por_publicar: int = 0
    alcance: int = 0
    con_alcance: int = 0

    def sumar(self, difusion: Difusion, estado: str) -> None:
        self.previstas += 1
        self.publicadas += estado == "publicada"
        self.con_retraso += estado == "con_retraso"
        self.por_publicar += estado == "por_publicar"
        if difusion.alcance is not None:
            self.alcance += difusion.alcance
            self.con_alcance += 1

    @property
    def cobertura(self) -> str:
        """How much of the reach is known, when it is not all; empty when it is."""
        if self.con_alcance == self.publicadas:
            return ""
        return _("de %(n)d de %(total)d publicadas") % {
            "n": self.con_alcance,
            "total": self.publicadas,
        }


@dataclass
class Renglon:
    """A message, product or channel with its Difusiones."""

    fila: Any
    cuenta: Cuenta = field(default_factory=Cuenta)


@dataclass
class Clase:
    campo: str
    titulo: str
    renglones: list[Renglon]


@dataclass
class Bloque:
    """An audience with its part of the content plan."""

    publico: PublicoMeta
    clases: list[Clase]
    cuenta: Cuenta = field(default_factory=Cuenta)

    @property
    def vacio(self) -> bool:
        """Whether the document has nothing for this audience."""
        return not any(clase.renglones for clase in self.clases)

    @property
    def usados(self) -> list[tuple[str, int, int]]:
        """Of each kind: its name, how many have a Difusion, of how many."""
        return [
            (c.titulo, sum(bool(r.cuenta.previstas) for r in c.renglones), len(c.renglones))
            for c in self.clases
        ]


@dataclass(frozen=True)
class Suceso:
    """A Difusion in the calendar."""

    difusion: Difusion
    estado: str

    @property
    def forma(self) -> str:
        return FORMAS[self.estado]

    @property
    def nombre(self) -> str:
        return str(ESTADOS[self.estado])


@dataclass
class Mes:
    """A month of the calendar, by its first day."""

    dia: dt.date
    sucesos: list[Suceso] = field(default_factory=list)
    cuenta: Cuenta = field(default_factory=Cuenta)


def difusiones(filtro: Filtro = Filtro()) -> QuerySet[Difusion]:
    """With everything that is said of them, the oldest first."""
    filas = Difusion.objects.select_related("publico", "mensaje", "producto", "medio")
    return filtro.aplicar(filas, timezone.localdate()).order_by("previsto", "pk")


def matriz(filtro: Filtro = Filtro()) -> list[Bloque]:
    """Audience × messages, products and channels, with the Difusiones that the filter leaves.

    Five queries whatever the size. With an audience chosen only that one is there.
    """
    hoy = timezone.localdate()
    publicos = PublicoMeta.objects.all()
    if "publico" in filtro.elegidos:
        publicos = publicos.filter(pk=filtro.elegidos["publico"])
    filas = {
        campo: list(tabla.objects.order_by("publico__numero", "orden"))
        for campo, tabla, _titulo in CLASES
    }
    bloques = {
        publico.pk: Bloque(
            publico,
            [
                Clase(
                    campo,
                    str(titulo),
                    [Renglon(f) for f in filas[campo] if f.publico_id == publico.pk],
                )
                for campo, _tabla, titulo in CLASES
            ],
        )
        for publico in publicos
    }
    renglones = {
        (clase.campo, renglon.fila.pk): renglon
        for bloque in bloques.values()
        for clase in bloque.clases
        for renglon in clase.renglones
    }
    for difusion in difusiones(filtro):
        if difusion.publico_id not in bloques:
            continue
        estado = estado_de(difusion, hoy)
        bloques[difusion.publico_id].cuenta.sumar(difusion, estado)
        for campo, _tabla, _titulo in CLASES:
            renglon = renglones.get((campo, getattr(difusion, f"{campo}_id")))
            if renglon is not None:
                renglon.cuenta.sumar(difusion, estado)
    return list(bloques.values())


def calendario(filtro: Filtro = Filtro()) -> list[Mes]:
    """By the month in which they were or are to go out."""
    hoy = timezone.localdate()
    meses: dict[dt.date, Mes] = {}
    for difusion in sorted(difusiones(filtro), key=lambda d: (d.publicado or d.previsto, d.pk)):
        dia = (difusion.publicado or difusion.previsto).replace(day=1)
        mes = meses.setdefault(dia, Mes(dia))
        estado = estado_de(difusion, hoy)
        mes.sucesos.append(Suceso(difusion, estado))
        mes.cuenta.sumar(difusion, estado)
    return list(meses.values())


def por_publico(filas: Iterable[Any]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Rows of one of ``CLASES`` as the groups of a list of choices, by audience."""
    grupos: dict[str, list[tuple[int, str]]] = {}
    for fila in filas:
        grupos.setdefault(str(fila.publico), []).append((fila.pk, str(fila)))
    return list(grupos.items())


def con_retraso(hoy: dt.date) -> int:
    """How many Difusiones should have gone out and have not."""
    return Difusion.objects.filter(en_estado("con_retraso", hoy)).count()
