"""Lists drawn from the directory for the ST's own use: donors (R38), who links to us (R27), whom
to write to by audience (R72). None of them is public."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .directorio import consiente, idioma_de
from .models import Organizacion, PublicoMeta, RolOrganizacion, Usuario

DE_DONANTE = (RolOrganizacion.Rol.DONANTE, RolOrganizacion.Rol.DONANTE_POTENCIAL)
FILTROS = {
    "rol": "roles__rol", "pais": "pais__codigo", "tipo": "tipo", "tema": "temas__codigo",
}  # fmt: skip
"""What the list of donors is filtered by."""


# --- Donors --------------------------------------------------------------------------------------


def donantes(filtro: Mapping[str, str]) -> QuerySet[Organizacion]:
    """Who gives or might give, as the filter asks; what it does not know finds nobody."""
    filas = Organizacion.objects.filter(roles__rol__in=DE_DONANTE)
    for nombre, campo in FILTROS.items():
        if filtro.get(nombre):
            filas = filas.filter(**{campo: filtro[nombre]})
    return (
        filas.distinct()
        .select_related("pais")
        .prefetch_related("roles", "temas", "contactos")
        .order_by("nombre")
    )


def que_dona(organizacion: Organizacion) -> list[RolOrganizacion]:
    return [rol for rol in organizacion.roles.all() if rol.rol in DE_DONANTE]


def por_tipo(filas: list[Organizacion]) -> list[tuple[str, int, int]]:
    """Name of each type, how many of it give and how many might (the count of R38)."""
    cuenta: Counter[tuple[str, str]] = Counter()
    for o in filas:
        cuenta.update((o.tipo, rol.rol) for rol in que_dona(o))
    return [
        (str(nombre), *(cuenta[clave, rol] for rol in DE_DONANTE))  # type: ignore[misc]
        for clave, nombre in Organizacion.Tipo.choices
        if any(cuenta[clave, rol] for rol in DE_DONANTE)
    ]


def tabla_de_donantes(filas: list[Organizacion]) -> tuple[list[str], list[list[Any]]]:
    columnas = [
        _("Organización"), _("Sigla"), _("Papel"), _("Tipo"), _("País"), _("Temas"),
        _("Sitio web"), _("Correo"), _("Teléfono"), _("Contactos"), _("Confirmado el"), _("Nota"),
    ]  # fmt: skip
    return columnas, [
        [
            o.t.nombre, o.t.sigla, ", ".join(str(r) for r in que_dona(o)), o.get_tipo_display(),
            str(o.pais or ""), ", ".join(str(t) for t in o.temas.all()), o.sitio_web, o.correo,
            o.telefono, "; ".join(" ".join(filter(None, (c.nombre, c.correo))) for c in
                                  o.contactos.all()),
            o.verificada_en, o.nota_fuente,
        ]
        for o in filas
    ]  # fmt: skip


# --- Who links to us -----------------------------------------------------------------------------


def enlazan() -> QuerySet[Organizacion]:
    """Those whose page leads to ours, the newest first; those without a day last."""
    filas = Organizacion.objects.exclude(pagina_que_enlaza="").select_related("pais")
    return filas.order_by("-enlaza_desde", "nombre")


def por_anio(filas: list[Organizacion]) -> list[tuple[int | None, int, int]]:
    """Year, how many began to link in it, and how many link since then or before; without a day
    under None. The newest year first."""
    nuevas = Counter(o.enlaza_desde.year if o.enlaza_desde else None for o in filas)
    total, renglones = 0, []
    for anio in sorted(a for a in nuevas if a is not None):
        total += nuevas[anio]
        renglones.append((anio, nuevas[anio], total))
    sin_dia: list[tuple[int | None, int, int]] = []
    if nuevas[None]:
        sin_dia = [(None, nuevas[None], nuevas[None])]
    return [*reversed(renglones), *sin_dia]


# --- Whom to write to ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Destino:
    """A mailbox of a distribution list."""

    organizacion: Organizacion
    nombre: str
    cargo: str
    correo: str
    permiso: str
    """Whether the name may be made known, in words."""


def destinos(publico: PublicoMeta) -> Iterator[Destino]:
    """Each mailbox of an audience's organisations once: the institutional one and its contacts'.

    Contacts without consent are for the ST's own letters only and the row says so; who took the
    consent back is left out.
    """
    vistos: set[str] = set()
    filas = publico.organizaciones.select_related("pais").prefetch_related("contactos")
    for o in filas.order_by("nombre"):
        institucional = Destino(o, "", "", o.correo, _("Correo institucional"))
        personas = [
            Destino(
                o, c.nombre, c.cargo, c.correo,
                _("Consintió en publicarse") if consiente(c)
                else _("Solo uso interno: sin consentimiento para publicarse"),
            )
            for c in o.contactos.all() if c.retirado_en is None
        ]  # fmt: skip
        for destino in (institucional, *personas):
            correo = destino.correo.casefold()
            if correo and correo not in vistos:
                vistos.add(correo)
                yield destino


def tabla_de_destinos(publico: PublicoMeta) -> tuple[list[str], list[list[Any]]]:
    columnas = [
        _("Público"), _("Organización"), _("País"), _("Contacto"), _("Cargo"), _("Correo"),
        _("Idioma"), _("Consentimiento"),
    ]  # fmt: skip
    idiomas = dict(Usuario.IDIOMAS)
    return columnas, [
        [
            str(publico), str(d.organizacion), str(d.organizacion.pais or ""), d.nombre, d.cargo,
            d.correo, str(idiomas.get(idioma_de(d.organizacion), "")), d.permiso,
        ]
        for d in destinos(publico)
    ]  # fmt: skip
