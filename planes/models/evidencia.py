"""Files that prove what a report or a register row says."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.roles import COLABORADOR, PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA, tiene_rol

from .actividad import Actividad
from .autoevaluacion import Autoevaluacion
from .cooperacion import Convenio, Proyecto, Recurso
from .indicador import Dato, Indicador
from .registro import Accion
from .reporte import Reporte, nueva_referencia

DUENOS = ("accion", "convenio", "proyecto", "recurso", "autoevaluacion")
"""What a file can belong to besides an activity of a report."""


def privado() -> Storage:
    """Where uploaded files lie: outside everything that a server hands out by itself."""
    return storages["privado"]


def ruta_al_azar(evidencia: Evidencia | None, nombre: str) -> str:
    """A random name that says nothing, in a folder that says nothing."""
    azar = uuid.uuid4().hex
    return f"evidencias/{azar[:2]}/{azar}"


def uno_solo() -> Q:
    """Exactly one owner: an activity of a report, or one register row."""
    condicion = Q(reporte__isnull=False, actividad__isnull=False) & Q(
        **{f"{dueno}__isnull": True for dueno in DUENOS}
    )
    for suyo in DUENOS:
        condicion |= Q(
            reporte__isnull=True,
            actividad__isnull=True,
            dato__isnull=True,
            **{f"{dueno}__isnull": dueno != suyo for dueno in DUENOS},
        )
    return condicion


NUNCA = {
    "": _("Nadie ha dicho si muestra o nombra a personas."),
    "no_se": _("No se sabe a quién muestra o nombra: nunca se publica."),
    "ninez": _("Muestra o nombra a una niña, un niño o adolescente: nunca se publica."),
    "victima": _("Muestra o nombra a una víctima, o a quien puede serlo: nunca se publica."),
}
"""Why a file is not published, by whom it shows."""
CONSENTIDO = {"si", "no_aplica"}


class EvidenciaQuerySet(models.QuerySet["Evidencia"]):
    def visibles_para(self, usuario: Any) -> EvidenciaQuerySet:
        """Files that this person may read: those of the reports and rows that she may read."""
        if tiene_rol(usuario, (SECRETARIA_TECNICA, PRESIDENCIA)):
            return self
        if not tiene_rol(usuario, (PUNTO_FOCAL, COLABORADOR)):
            return self.none()
        suyas = Q(reporte__in=Reporte.objects.visibles_para(usuario))
        for dueno, modelo in (
            ("accion", Accion), ("convenio", Convenio), ("proyecto", Proyecto),
            ("recurso", Recurso), ("autoevaluacion", Autoevaluacion),
        ):  # fmt: skip
            suyas |= Q(**{f"{dueno}__in": modelo.objects.visibles_para(usuario)})
        return self.filter(suyas)


class Evidencia(models.Model):
    """A file: the sealed original, private for ever, and a copy cleaned of what it should not say.

    ``original`` is opened by the ST only and each opening is logged (``Apertura``).
    ``limpia`` is what everybody else gets: re-encoded, without metadata. Publishing is a
    separate act, and what shows or names a victim or a child is never published.
    """

    class Estado(models.TextChoices):
        EN_COLA = "en_cola", _("Esperando la revisión de virus")
        LISTA = "lista", _("Lista")
        INFECTADA = "infectada", _("Rechazada: contiene un virus")

    class Consentimiento(models.TextChoices):
        SI = "si", _("Sí, por escrito")
        NO = "no", _("No")
        NO_SE = "no_se", _("No sé")
        NO_APLICA = "no_aplica", _("No se reconoce a nadie")

    class Muestra(models.TextChoices):
        NADIE = "nadie", _("A ninguna persona")
        ADULTOS = "adultos", _("A personas adultas en una actividad")
        NINEZ = "ninez", _("A una niña, un niño o adolescente")
        VICTIMA = "victima", _("A una víctima, o a quien puede serlo")
        NO_SE = "no_se", _("No sé")

    referencia = models.CharField(
        _("referencia"), max_length=8, unique=True, default=nueva_referencia, editable=False
    )
    reporte = models.ForeignKey(
        Reporte,
        verbose_name=_("reporte"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="evidencias",
    )
    actividad = models.ForeignKey(
        Actividad,
        verbose_name=_("actividad"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidencias",
    )
    dato = models.ForeignKey(
        Dato,
        verbose_name=_("dato que respalda"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidencias",
    )
    accion = models.ForeignKey(
        Accion, null=True, blank=True, on_delete=models.CASCADE, related_name="evidencias",
        verbose_name=_("acción"),
    )  # fmt: skip
    convenio = models.ForeignKey(
        Convenio, null=True, blank=True, on_delete=models.CASCADE, related_name="evidencias",
        verbose_name=_("convenio"),
    )  # fmt: skip
    proyecto = models.ForeignKey(
        Proyecto, null=True, blank=True, on_delete=models.CASCADE, related_name="evidencias",
        verbose_name=_("proyecto"),
    )  # fmt: skip
    recurso = models.ForeignKey(
        Recurso, null=True, blank=True, on_delete=models.CASCADE, related_name="evidencias",
        verbose_name=_("recurso"),
    )  # fmt: skip
    autoevaluacion = models.ForeignKey(
        Autoevaluacion, null=True, blank=True, on_delete=models.CASCADE,
        related_name="evidencias", verbose_name=_("autoevaluación"),
    )  # fmt: skip
    tipo = models.CharField(_("tipo"), max_length=12, choices=Indicador.Evidencia.choices)
    titulo = models.CharField(_("qué es"), max_length=200)
    fecha = models.DateField(_("fecha del documento o de la foto"), null=True, blank=True)
    consentimiento = models.CharField(
        _("consentimiento de quienes aparecen"),
        max_length=9,
        choices=Consentimiento.choices,
        blank=True,
    )
    muestra = models.CharField(
        _("a quién muestra"), max_length=8, choices=Muestra.choices, blank=True
    )
    nombre = models.CharField(_("nombre del archivo"), max_length=200, editable=False)
    formato = models.CharField(_("formato"), max_length=100, editable=False)
    tamano = models.PositiveIntegerField(_("tamaño en bytes"), editable=False)
    original = models.FileField(
        _("original sellado"), upload_to=ruta_al_azar, storage=privado, editable=False
    )
    huella = models.CharField(_("huella del original"), max_length=64, editable=False)
    limpia = models.FileField(
        _("copia limpia"),
        upload_to=ruta_al_azar,
        storage=privado,
        blank=True,
        editable=False,
    )
    estado = models.CharField(
        _("estado"), max_length=10, choices=Estado.choices, default=Estado.LISTA, editable=False
    )
    subida_por = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("subida por"),
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
    )
    subida_en = models.DateTimeField(_("subida el"), default=timezone.now, editable=False)

    history = HistoricalRecords()
    objects = EvidenciaQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidencia")
        verbose_name_plural = _("evidencias")
        ordering = ["subida_en", "pk"]
        constraints = [
            models.CheckConstraint(condition=uno_solo(), name="evidencia_de_una_sola_cosa"),
            models.CheckConstraint(
                condition=~Q(tipo="fotografia") | (~Q(consentimiento="") & ~Q(muestra="")),
                name="evidencia_foto_con_consentimiento",
                violation_error_message=_(
                    "De una fotografía diga a quién muestra y si hay consentimiento."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.titulo

    @property
    def publicable(self) -> bool:
        """Whether it may ever be published; that its report is approved is asked elsewhere."""
        return not self.por_que_no_se_publica

    @property
    def por_que_no_se_publica(self) -> str:
        """One sentence; empty when it may. Somebody must have said whom it shows or names,
        whatever kind of file it is: a document has photographs and lists too."""
        if self.estado == self.Estado.EN_COLA:
            return gettext("El antivirus todavía no lo ha revisado.")
        if self.estado == self.Estado.INFECTADA or not self.limpia:
            return gettext("No tiene una copia limpia.")
        if self.muestra in NUNCA:
            return str(NUNCA[self.muestra])
        if self.muestra == self.Muestra.ADULTOS and self.consentimiento not in CONSENTIDO:
            return gettext("No hay consentimiento escrito de las personas que aparecen.")
        return ""

    @property
    def nombre_formato(self) -> str:
        """``PDF``, ``JPEG``…, for people."""
        return self.nombre.rpartition(".")[2].upper()[:5]

    @property
    def es_imagen(self) -> bool:
        """Whether it may show people: a photograph, or any other file that is a picture."""
        return self.tipo == Indicador.Evidencia.FOTOGRAFIA or self.formato.startswith("image/")


@receiver(post_delete, sender=Evidencia)
def borrar_archivos(sender: Any, instance: Evidencia, **kwargs: Any) -> None:
    """Once a row is gone for good so are its files, unless a corrected report still has them."""
    for campo in ("original", "limpia"):
        nombre = getattr(instance, campo).name
        if nombre and not Evidencia.objects.filter(**{campo: nombre}).exists():
            transaction.on_commit(partial(privado().delete, nombre))


class Apertura(models.Model):
    """Somebody of the ST opened a sealed original. Only ever added to."""

    evidencia = models.ForeignKey(
        Evidencia,
        verbose_name=_("evidencia"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="aperturas",
    )
    huella = models.CharField(_("huella del original"), max_length=64)
    usuario = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    momento = models.DateTimeField(_("cuándo"), default=timezone.now)

    class Meta:
        verbose_name = _("apertura de un original")
        verbose_name_plural = _("aperturas de originales")
        ordering = ["-momento"]

    def __str__(self) -> str:
        return f"{self.momento:%Y-%m-%d %H:%M} {self.usuario}"
