"""What every app's models share: twin-language texts and natural keys."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language


def nombre_de_campo(modelo: type[models.Model] | models.Model, campo: str) -> str:
    """What people call a field, with a capital: its label in forms, files and lists."""
    descriptor: Any = modelo._meta.get_field(campo)
    return str(capfirst(descriptor.verbose_name))


class EnIdioma:
    """Reads an object's twin texts in the reader's language.

    ``actividad.t.texto`` is ``texto_en`` for an English reader when it is not
    empty, else ``texto``. Only reads; writing goes to the plain fields.
    """

    def __init__(self, objeto: models.Model) -> None:
        self.objeto = objeto

    def __getattr__(self, campo: str) -> Any:
        if (get_language() or "es").startswith("en"):
            gemelo = getattr(self.objeto, f"{campo}_en", "")
            if gemelo:
                return gemelo
        return getattr(self.objeto, campo)


class Bilingue(models.Model):
    """A row whose visible texts have an English twin column ``<campo>_en``."""

    class Meta:
        abstract = True

    @property
    def t(self) -> EnIdioma:
        return EnIdioma(self)

    def ambos(self, campo: str) -> dict[str, str]:
        """``{"es": …, "en": …}`` of a twin text; English falls back to Spanish."""
        es = getattr(self, campo)
        return {"es": es, "en": getattr(self, f"{campo}_en", "") or es}


M = TypeVar("M", bound=models.Model)


class ConClave(Protocol):
    CLAVE_NATURAL: tuple[str, ...]


class PorClaveNatural(models.Manager[M]):
    """Finds rows by the lookups named in the model's ``CLAVE_NATURAL``.

    The same tuple serves fixtures (``get_by_natural_key``) and the model's
    ``natural_key``, so that the two cannot drift apart.
    """

    def get_by_natural_key(self, *valores: Any) -> M:
        claves: tuple[str, ...] = self.model.CLAVE_NATURAL  # type: ignore[attr-defined]
        return self.get(**dict(zip(claves, valores, strict=True)))


class ClaveNatural(models.Model):
    """A row that fixtures and files name by its code instead of its id."""

    CLAVE_NATURAL: tuple[str, ...] = ("codigo",)

    objects: Any = PorClaveNatural()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[Any, ...]:
        valores = []
        for ruta in self.CLAVE_NATURAL:
            valor: Any = self
            for paso in ruta.split("__"):
                valor = getattr(valor, paso)
            valores.append(valor)
        return tuple(valores)


class PorVerificar(models.Model):
    """A row that the public sees only while somebody has verified it (``verificada_en``,
    ``verificada_por``). Forms and files alike ask ``sacar_si_cambia`` before they write it."""

    PUBLICO: frozenset[str] = frozenset()
    """What the public reads of it: whatever changes here must be verified again."""
    verificada_en: Any
    verificada_por: Any

    class Meta:
        abstract = True

    def sacar(self) -> bool:
        """Takes back that it was verified, if it was; the row is not saved yet."""
        if not self.verificada_en:
            return False
        self.verificada_en = self.verificada_por = None
        return True

    def sacar_si_cambia(self) -> bool:
        """The same, when something that the public reads is other than what is kept."""
        campos = [c.attname for c in self._meta.concrete_fields if c.name in self.PUBLICO]
        guardada = type(self)._base_manager.filter(pk=self.pk).values(*campos).first()
        return guardada != {c: getattr(self, c) for c in campos} and self.sacar()
