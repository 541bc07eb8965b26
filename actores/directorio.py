"""The directory of key actors: its yearly confirmation by a signed link, and who is due.

A link names one row of ``Confirmacion`` and works once, until it is answered, a newer one is
mailed or ``DIAS`` have gone by. Whoever holds it speaks for the organisation, so it is in no log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from .models import Confirmacion, Contacto, Organizacion

SAL = "actores.directorio.confirmacion"
DIAS = 60
"""How long a link lives."""
VIGENCIA = dt.timedelta(days=365)
"""How long a confirmation is good for (R37: every year)."""
SEGUIDO = dt.timedelta(days=7)
"""Who was asked within this time is not asked again by mistake."""

CAMPOS = (
    "nombre", "nombre_en", "sigla", "sigla_en", "descripcion", "descripcion_en", "sitio_web",
    "telefono", "correo",
)  # fmt: skip
"""What an organisation is asked to read over, besides its themes and contacts."""
GEMELOS = ("nombre", "descripcion")
"""Those that are said in both languages."""
DE_CONTACTO = ("nombre", "cargo", "correo", "telefono")


# --- The link ------------------------------------------------------------------------------------


class EnlaceNoSirve(Exception):
    """``motivo``: roto (not ours, or cut short), vencido, respondido, reemplazado."""

    def __init__(self, motivo: str, confirmacion: Confirmacion | None = None) -> None:
        super().__init__(motivo)
        self.motivo, self.confirmacion = motivo, confirmacion


def nombre_de(confirmacion: Confirmacion) -> str:
    """The row and its moment: a key that another database gave to another row is not enough."""
    return f"{confirmacion.pk}-{round(confirmacion.enviada_en.timestamp() * 1_000_000):x}"


def firma(confirmacion: Confirmacion) -> str:
    """The secret part of the link of that row."""
    return signing.TimestampSigner(salt=SAL).sign(nombre_de(confirmacion))


def leer_firma(texto: str) -> Confirmacion:
    """The row that a link names, still to be answered; raises EnlaceNoSirve."""
    try:
        signer = signing.TimestampSigner(salt=SAL)
        nombrada = signer.unsign(texto, max_age=dt.timedelta(days=DIAS))
    except signing.SignatureExpired as error:
        raise EnlaceNoSirve("vencido") from error
    except signing.BadSignature as error:
        raise EnlaceNoSirve("roto") from error
    pk = int(nombrada.partition("-")[0])
    fila = Confirmacion.objects.select_related("organizacion__pais").filter(pk=pk).first()
    if fila is None or nombre_de(fila) != nombrada:
        raise EnlaceNoSirve("roto")
    if fila.confirmada_en:
        raise EnlaceNoSirve("respondido", fila)
    if fila.organizacion.confirmaciones.filter(pk__gt=fila.pk).exists():
        raise EnlaceNoSirve("reemplazado")
    return fila


def idioma_de(organizacion: Organizacion) -> str:
    """The language in which the portal writes to it: its country's, else Spanish."""
    return organizacion.pais.idioma if organizacion.pais else "es"


# --- Who is due ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Turno:
    """An organisation beside what is known of its confirmation."""

    organizacion: Organizacion
    ultima: Confirmacion | None
    """What it was asked last, answered or not."""
    vigente: bool

    @property
    def cambios(self) -> Confirmacion | None:
        """Its answer with changes that the ST has not settled."""
        return self.ultima if self.ultima and espera(self.ultima) else None

    @property
    def pedida_hace(self) -> int | None:
        """Days since it was asked and has not answered."""
        if self.ultima is None or self.ultima.confirmada_en:
            return None
        return (timezone.now() - self.ultima.enviada_en).days

    @property
    def hace_poco(self) -> bool:
        pedida = self.pedida_hace
        return pedida is not None and pedida < SEGUIDO.days

    @property
    def estados(self) -> frozenset[str]:
        """Its lists on the page (``LISTAS``)."""
        dichos = {
            "nunca": not self.organizacion.verificada_en,
            "vencidas": bool(self.organizacion.verificada_en) and not self.vigente,
            "sin_correo": not self.organizacion.correo,
            "sin_respuesta": self.pedida_hace is not None,
            "con_cambios": self.cambios is not None,
        }
        return frozenset(clave for clave, si in dichos.items() if si)


LISTAS = {
    "": gettext_lazy("Todas las que faltan"),
    "nunca": gettext_lazy("Nunca confirmadas"),
    "vencidas": gettext_lazy("Hace más de 12 meses"),
    "sin_respuesta": gettext_lazy("Sin respuesta"),
    "con_cambios": gettext_lazy("Respondieron con cambios"),
    "sin_correo": gettext_lazy("Sin correo"),
}


def espera(confirmacion: Confirmacion) -> bool:
    """Whether it was answered with changes and nobody has settled them."""
    return bool(confirmacion.confirmada_en) and not confirmacion.resuelta_en


def por_confirmar(
    organizaciones: QuerySet[Organizacion] | None = None, hoy: dt.date | None = None
) -> list[Turno]:
    """Who must be asked or settled on that day (today), in three queries: those of the public site
    first, then those never confirmed, then the oldest."""
    todas = Organizacion.objects.all() if organizaciones is None else organizaciones
    filas = todas.select_related("pais").prefetch_related(
        Prefetch("confirmaciones", Confirmacion.objects.order_by("-pk"), to_attr="pedidas")
    )
    limite = (hoy or timezone.localdate()) - VIGENCIA
    turnos = (
        Turno(
            organizacion=o,
            ultima=next(iter(o.pedidas), None),  # type: ignore[attr-defined]
            vigente=bool(o.verificada_en and o.verificada_en > limite),
        )
        for o in filas
    )
    faltan = [turno for turno in turnos if not turno.vigente or turno.cambios]
    return sorted(faltan, key=orden)


def orden(turno: Turno) -> tuple[Any, ...]:
    o = turno.organizacion
    return (not o.publicable, o.verificada_en or dt.date.min, o.nombre)


def resumen() -> dict[str, int]:
    """For the desk, of the public part: ``faltan``, ``sin_correo``; of all: ``con_cambios``."""
    turnos = por_confirmar()
    publicas = [t for t in turnos if t.organizacion.publicable]
    return {
        "faltan": len(publicas),
        "sin_correo": sum("sin_correo" in t.estados for t in publicas),
        "con_cambios": sum(t.cambios is not None for t in turnos),
    }


# --- What it answers -----------------------------------------------------------------------------

Correcciones = dict[str, Any]
"""``campos``: {field: {antes, ahora}}, themes as their codes; ``contactos``: [{pk, antes, ahora}]
with the fields of ``DE_CONTACTO`` and ``publicar``; ``ahora`` None: no longer there. Settled, each
also says ``aceptada``, and the whole ``motivo`` where something was not accepted."""


def de_la_organizacion(organizacion: Organizacion) -> dict[str, Any]:
    """What the directory says of it, by field."""
    dicho: dict[str, Any] = {campo: getattr(organizacion, campo) for campo in CAMPOS}
    dicho["temas"] = sorted(tema.codigo for tema in organizacion.temas.all())
    return dicho


def del_contacto(contacto: Contacto) -> dict[str, Any]:
    dicho: dict[str, Any] = {campo: getattr(contacto, campo) for campo in DE_CONTACTO}
    return dicho | {"publicar": consiente(contacto)}


def consiente(contacto: Contacto) -> bool:
    """Whether the person said yes to being named, and has not taken it back."""
    return contacto.consentimiento_en is not None and contacto.retirado_en is None


def comparar(
    organizacion: Organizacion, dicho: dict[str, Any], contactos: Iterable[tuple[int | None, Any]]
) -> Correcciones:
    """What is said otherwise than in the directory; empty when nothing is. ``contactos``: key
    (None: a new one) and what is said of the person (None: no longer there)."""
    antes = de_la_organizacion(organizacion)
    campos = {
        campo: {"antes": antes[campo], "ahora": ahora}
        for campo, ahora in dicho.items()
        if ahora != antes[campo]
    }
    actuales = {contacto.pk: del_contacto(contacto) for contacto in organizacion.contactos.all()}
    personas = [
        {"pk": pk, "antes": actuales.get(pk) if pk else None, "ahora": ahora}
        for pk, ahora in contactos
        if ahora != (actuales.get(pk) if pk else None)
    ]
    return {"campos": campos, "contactos": personas} if campos or personas else {}


def ingles_atrasado(cambiados: Collection[str], organizacion: Organizacion) -> list[str]:
    """Of what changed, the texts whose English stayed as it was."""
    return [
        campo
        for campo in GEMELOS
        if campo in cambiados
        and f"{campo}_en" not in cambiados
        and getattr(organizacion, f"{campo}_en")
    ]


def claves(correcciones: Correcciones) -> list[str]:
    """The names of what is settled one by one: each field, ``contacto-0``, ``contacto-1``…

    In the order of the form: PostgreSQL keeps the keys of a JSON in an order of its own.
    """
    dichos = correcciones.get("campos", {})
    personas = range(len(correcciones.get("contactos", ())))
    campos = [campo for campo in (*CAMPOS, "temas") if campo in dichos]
    return [*campos, *(f"contacto-{n}" for n in personas)]
