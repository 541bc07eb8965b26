"""What is written for visitors: saved, published, scheduled, withdrawn.

Each takes the ``version`` that the page was read with: who comes second is told (``Conflicto``)
and nothing is written. The same again changes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Set
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actores.models import Usuario
from actores.roles import COMITE_COMUNICACION, SECRETARIA_TECNICA, tiene_rol
from informes import cache, editorial, editorial_imagen
from informes.models import Campana, Ilustracion, Noticia, Pagina, Publicacion
from informes.models.editorial import Editorial
from planes.operaciones import Conflicto, borrar_con_historia, guardar_con_historia

P = TypeVar("P", bound=Editorial)
Relaciones = Mapping[str, Iterable[models.Model]]

LEJOS = dt.timedelta(days=2 * 366)
SEGUIDAS = dt.timedelta(minutes=2)
"""Two equal drafts of one person within that time are one, sent twice."""


def exigir_quien_comunica(por: Usuario) -> None:
    if not tiene_rol(por, (SECRETARIA_TECNICA, COMITE_COMUNICACION)):
        raise PermissionDenied(
            _("Lo que se publica en el sitio lo escriben el Comité de Comunicación y la Secretaría"
              " Técnica.")
        )  # fmt: skip


@transaction.atomic
def guardar(
    *,
    pieza: P,
    version: int,
    por: Usuario,
    motivo: str = "",
    relaciones: Relaciones | None = None,
) -> P:
    """Saves what the (changed) instance says, cleaned; ``relaciones``: rows by many-to-many field.

    State and moment of publishing stay as they are in the database. Returns the instance. Raises
    PermissionDenied, Conflicto, and ValidationError by field: a text too long, an address changed
    after publishing, something missing in what visitors already see.
    """
    exigir_quien_comunica(por)
    editorial.limpiar_textos(pieza)
    dichas = {nombre: list(filas) for nombre, filas in (relaciones or {}).items()}
    actual: P | None = tomar(pieza) if pieza.pk else None
    if actual is None:
        if hermana := enviada_dos_veces(pieza, por, dichas):
            pieza.pk = hermana.pk
            pieza.refresh_from_db()
            return pieza
        pieza.creado_por, pieza.estado, pieza.version = por, Editorial.Estado.BORRADOR, 1
        pieza.slug = pieza.slug or editorial.proponer_slug(type(pieza), pieza.titulo)
    else:
        pieza.slug = pieza.slug or actual.slug
        if iguales(actual, pieza, dichas):
            return actual
        if actual.version != version:
            raise Conflicto(actual)
        for campo in ("estado", "publicar_en", "creado_por_id", "creado_en"):
            setattr(pieza, campo, getattr(actual, campo))
        pieza.version = actual.version + 1
    exigir_bien_escrita(pieza, actual)
    guardar_con_historia(pieza, por=por, motivo=motivo)
    for nombre, filas in dichas.items():
        getattr(pieza, nombre).set(filas)
    if actual is not None and actual.imagen and actual.imagen != pieza.imagen:
        olvidar_imagen(str(actual.imagen))
    transaction.on_commit(cache.olvidar)
    return pieza


def tomar(pieza: P) -> P:
    """The row as it is now, locked until the end of the transaction."""
    filas: Any = type(pieza)._default_manager.select_for_update(of=("self",))
    hallada: P = filas.get(pk=pieza.pk)
    return hallada


def enviada_dos_veces(
    pieza: P, por: Usuario, relaciones: Mapping[str, list[models.Model]]
) -> P | None:
    """The draft that the first of two clicks made: all that was sent is in it. One person's drafts
    are made one at a time."""
    Usuario.objects.select_for_update().get(pk=por.pk)
    filas: Any = type(pieza)._default_manager.filter(
        creado_por=por, titulo=pieza.titulo, version=1, creado_en__gt=timezone.now() - SEGUIDAS
    )
    propuesta = set() if pieza.slug else {"slug"}
    return next((fila for fila in filas if iguales(fila, pieza, relaciones, propuesta)), None)


def iguales(
    una: Editorial,
    otra: Editorial,
    relaciones: Mapping[str, list[models.Model]],
    menos: Set[str] = frozenset(),
) -> bool:
    """Whether two states of a piece say the same to visitors, in all fields but some."""
    campos = [c for c in una._meta.concrete_fields if c.name not in editorial.PROPIOS | menos]
    return all(getattr(una, c.attname) == getattr(otra, c.attname) for c in campos) and all(
        set(getattr(una, nombre).all()) == set(filas) for nombre, filas in relaciones.items()
    )


def exigir_bien_escrita(pieza: Editorial, actual: Editorial | None) -> None:
    mal: dict[str, list[str]] = {}
    for campo in editorial.RICOS:
        if (n := len(getattr(pieza, campo))) > editorial.LARGO:
            mal[campo] = [
                _("El texto tiene %(n)d letras y el máximo es %(maximo)d: acórtelo.")
                % {"n": n, "maximo": editorial.LARGO}
            ]
    if not pieza.titulo:
        mal["titulo"] = [_("Escriba el título.")]
    if actual and pieza.slug != actual.slug and not editorial.nunca_publicada(actual):
        mal["slug"] = [
            _("La dirección de algo ya publicado no se cambia: dejarían de servir los enlaces.")
        ]
    if pieza.estado == Editorial.Estado.PUBLICADO:
        for falta in editorial.faltas(pieza):
            if falta.grave:
                mal.setdefault(falta.campo or "__all__", []).append(falta.frase)
    if mal:
        raise ValidationError(mal)


# --- Its state -----------------------------------------------------------------------------------


@transaction.atomic
def publicar(*, pieza: P, version: int, por: Usuario) -> P:
    """Visitors see it from now on. Raises ValidationError with what is missing, Conflicto."""
    actual = tomar_para(pieza, por)
    if actual.es_publico:
        return actual
    return poner(actual, version, por, Editorial.Estado.PUBLICADO, timezone.now(), "publicar")


@transaction.atomic
def programar(*, pieza: P, version: int, cuando: dt.datetime, por: Usuario) -> P:
    """Visitors see it from that moment on; another moment takes the place of an earlier one.

    Raises ValueError when the moment is past, too far, or it is public already; ValidationError
    with what is missing; Conflicto.
    """
    actual = tomar_para(pieza, por)
    if actual.es_publico:
        raise ValueError(_("Ya está publicada."))
    if actual.estado == Editorial.Estado.PUBLICADO and actual.publicar_en == cuando:
        return actual
    if cuando <= timezone.now():
        raise ValueError(_("Esa hora ya pasó: escriba una que esté por llegar."))
    if cuando > timezone.now() + LEJOS:
        raise ValueError(_("Faltan más de dos años para esa fecha: revísela."))
    return poner(actual, version, por, Editorial.Estado.PUBLICADO, cuando, "programar")


@transaction.atomic
def retirar(*, pieza: P, version: int, motivo: str, por: Usuario) -> P:
    """Takes it off the site at once; text, picture and history stay. Raises ValueError without a
    reason or when it is not public, Conflicto."""
    actual = tomar_para(pieza, por)
    if actual.estado == Editorial.Estado.RETIRADO:
        return actual
    if not motivo.strip():
        raise ValueError(_("Escriba por qué se retira."))
    if not actual.es_publico:
        raise ValueError(_("No está en el sitio: no hay nada que retirar."))
    return poner(actual, version, por, Editorial.Estado.RETIRADO, actual.publicar_en, motivo)


@transaction.atomic
def volver_a_borrador(*, pieza: P, version: int, por: Usuario) -> P:
    """What was scheduled or withdrawn can be worked on again. Raises ValueError when visitors see
    it, Conflicto."""
    actual = tomar_para(pieza, por)
    if actual.estado == Editorial.Estado.BORRADOR:
        return actual
    if actual.es_publico:
        raise ValueError(_("Está en el sitio: para que deje de verse hay que retirarla."))
    return poner(actual, version, por, Editorial.Estado.BORRADOR, None, "borrador")


def tomar_para(pieza: P, por: Usuario) -> P:
    exigir_quien_comunica(por)
    return tomar(pieza)


def poner(
    actual: P, version: int, por: Usuario, estado: str, cuando: dt.datetime | None, motivo: str
) -> P:
    """Writes the new state."""
    if actual.version != version:
        raise Conflicto(actual)
    actual.estado, actual.publicar_en = estado, cuando
    exigir_bien_escrita(actual, None)
    actual.version += 1
    guardar_con_historia(actual, por=por, motivo=" ".join(motivo.split()))
    transaction.on_commit(cache.olvidar)
    return actual


def situacion(pieza: Editorial) -> str:
    """Where it stands, in a sentence."""
    if pieza.estado == Editorial.Estado.BORRADOR:
        return _("Borrador: los visitantes no lo ven.")
    cuando = ""
    if pieza.publicar_en:
        cuando = date_format(timezone.localtime(pieza.publicar_en), "SHORT_DATETIME_FORMAT")
    if pieza.estado == Editorial.Estado.RETIRADO:
        return _("Retirada del sitio.")
    if pieza.es_publico:
        return _("En el sitio desde: %s.") % cuando
    return _("Programada: sale el %s.") % cuando


# --- Deleting, pictures --------------------------------------------------------------------------


@transaction.atomic
def borrar(*, pieza: Editorial, por: Usuario) -> None:
    """Deletes a draft that was never public. Raises ValueError for anything else."""
    actual = tomar_para(pieza, por)
    if actual.estado != Editorial.Estado.BORRADOR or not editorial.nunca_publicada(actual):
        raise ValueError(_("Solo se borran los borradores que nunca se publicaron."))
    imagenes = [str(actual.imagen)]
    if hasattr(actual, "ilustraciones"):
        imagenes += [str(fila.imagen) for fila in actual.ilustraciones.all()]
    borrar_con_historia(actual, por=por)
    for nombre in filter(None, imagenes):
        olvidar_imagen(nombre)


def olvidar_imagen(nombre: str) -> None:
    """Once all is written, deletes a picture that no row shows any more."""

    def si_nadie() -> None:
        tablas: tuple[type[models.Model], ...] = (
            Noticia, Campana, Pagina, Publicacion, Ilustracion,
        )  # fmt: skip
        if not any(tabla._default_manager.filter(imagen=nombre).exists() for tabla in tablas):
            editorial_imagen.borrar(nombre)

    transaction.on_commit(si_nadie)
