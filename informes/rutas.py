"""The routes of referral as visitors read them: the steps in order, what comes after each, and
the same drawn. Only verified ones are public."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from informes import flujograma
from informes.models import PasoRuta, Ruta

GEMELOS = ("titulo", "texto", "quien", "condicion")


@dataclass(frozen=True)
class PasoLeido:
    """A step in one language. ``antes``: the steps it follows, told where it is not plainly the
    one before; ``luego``: where it goes on when there is more than one way, or none that is the
    next line."""

    orden: int
    titulo: str
    texto: str
    quien: str
    condicion: str
    antes: list[int]
    luego: list[tuple[int, str]]
    ultimo: bool


@dataclass(frozen=True)
class RutaLeida:
    """A route, all of it in one language; ``lengua`` when that is not the reader's."""

    ruta: Ruta
    idioma: str
    lengua: str

    @property
    def titulo(self) -> str:
        return texto(self.ruta, "titulo", self.idioma)

    @property
    def fuente(self) -> str:
        """Where it comes from: in Spanish where it has no English."""
        return texto(self.ruta, "fuente", self.lengua_de_fuente)

    @property
    def lengua_de_fuente(self) -> str:
        return self.idioma if self.ruta.fuente_en else "es"

    @cached_property
    def pasos(self) -> list[PasoLeido]:
        filas = list(self.ruta.pasos.all())
        dibujados = self.dibujados
        de = flujograma.origenes(dibujados)
        condiciones = {p.orden: p.condicion for p in dibujados}
        siguientes: dict[int, list[int]] = {orden: [] for orden in de}
        for orden, origenes in de.items():
            for origen in origenes:
                siguientes[origen].append(orden)
        ordenes = list(de)
        leidos = []
        for i, fila in enumerate(filas):
            previo, luego = ordenes[i - 1 : i] if i else [], siguientes[fila.orden]
            leidos.append(
                PasoLeido(
                    orden=fila.orden,
                    antes=[] if list(de[fila.orden]) == previo else list(de[fila.orden]),
                    luego=[] if luego == ordenes[i + 1 : i + 2] else
                          [(n, condiciones[n]) for n in luego],
                    ultimo=not luego,
                    **{campo: texto(fila, campo, self.idioma) for campo in GEMELOS},
                )
            )  # fmt: skip
        return leidos

    @cached_property
    def dibujados(self) -> list[flujograma.Paso]:
        return [
            flujograma.Paso(
                orden=fila.orden,
                titulo=texto(fila, "titulo", self.idioma),
                condicion=texto(fila, "condicion", self.idioma),
                quien=texto(fila, "quien", self.idioma),
                viene_de=tuple(origen.orden for origen in fila.viene_de.all()),
            )
            for fila in self.ruta.pasos.all()
        ]

    @property
    def svg(self) -> SafeString:
        descripcion = _("Los mismos pasos están escritos en la lista, en el mismo orden.")
        return mark_safe(
            flujograma.dibujar(
                _("Diagrama: %(ruta)s") % {"ruta": self.titulo}, descripcion, self.dibujados
            )
        )


def texto(fila: Any, campo: str, idioma: str) -> str:
    return str(getattr(fila, f"{campo}_en" if idioma == "en" else campo))


def faltan_en_ingles(ruta: Ruta) -> list[str]:
    """What an English reader cannot read yet: "Título", "Paso 2: qué pasa"."""
    faltas = [_("Título")] if ruta.titulo and not ruta.titulo_en else []
    for paso in ruta.pasos.all():
        faltas += [
            _("Paso %(n)s: %(que)s") % {"n": paso.orden, "que": nombre(campo)}
            for campo in GEMELOS
            if getattr(paso, campo) and not getattr(paso, f"{campo}_en")
        ]
    return faltas


def nombre(campo: str) -> str:
    descriptor: Any = PasoRuta._meta.get_field(campo)
    return str(descriptor.verbose_name)


def leer(ruta: Ruta, idioma: str = "") -> RutaLeida:
    """The route for a reader of that language (the page's own when none is said)."""
    lector = idioma or (get_language() or "es")[:2]
    en = "en" if lector == "en" and not faltan_en_ingles(ruta) else "es"
    return RutaLeida(ruta, en, en if en != lector else "")


def publicas() -> list[RutaLeida]:
    """What visitors may see: verified and with steps; the general one first. Three queries."""
    filas = Ruta.objects.filter(verificada_en__isnull=False).select_related("pais")
    return [leer(r) for r in filas.prefetch_related("pasos__viene_de") if r.pasos.all()]
