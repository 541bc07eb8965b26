from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from actores.models import ClaveNatural

from .indicador import Dato


class Conteo(ClaveNatural):
    """How a Dato adds up from a register: which rows, and what is counted of each.

    Rows count in the semester of their ``fecha`` and for the informant they belong
    to. With ``solo_sus_actividades``, only rows that serve an activity under which the
    Dato is printed. ``clases`` are values of the register's ``tipo`` (Accion, Convenio)
    and ``estados`` of its ``estado``/``etapa``; empty means any.
    """

    CLAVE_NATURAL = ("dato__codigo",)

    class Registro(models.TextChoices):
        ACCION = "accion", _("Acciones")
        CONVENIO = "convenio", _("Convenios")
        PROYECTO = "proyecto", _("Proyectos")
        RECURSO = "recurso", _("Recursos")
        AUTOEVALUACION = "autoevaluacion", _("Autoevaluaciones")
        PROPUESTA = "propuesta", _("Propuestas para superar obstáculos")

    class Medida(models.TextChoices):
        FILAS = "filas", _("Cuántas")
        PARTICIPANTES = "participantes", _("Participantes")
        ALCANCE = "alcance", _("Personas alcanzadas")
        MONTO = "monto", _("Monto en dólares")

    dato = models.OneToOneField(
        Dato, verbose_name=_("dato"), on_delete=models.CASCADE, related_name="conteo"
    )
    registro = models.CharField(_("registro"), max_length=14, choices=Registro.choices)
    medida = models.CharField(
        _("qué se cuenta"), max_length=14, choices=Medida.choices, default=Medida.FILAS
    )
    clases = models.JSONField(_("tipos"), default=list, blank=True)
    estados = models.JSONField(_("estados o etapas"), default=list, blank=True)
    solo_sus_actividades = models.BooleanField(
        _("solo lo que sirve a sus actividades"), default=True
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("conteo desde el registro")
        verbose_name_plural = _("conteos desde el registro")
        ordering = ["dato__orden"]
        constraints = [
            models.CheckConstraint(
                condition=Q(medida="filas")
                | Q(medida__in=["participantes", "alcance"], registro="accion")
                | Q(medida="monto", registro="recurso"),
                name="conteo_medida_de_su_registro",
                violation_error_message=_(
                    "Participantes y alcance se cuentan de acciones; montos, de recursos."
                ),
            )
        ]

    def clean(self) -> None:
        """The register measures what the Dato is, in words that the register knows."""
        super().clean()
        # Without its Dato the inline of a Dato that is being added is checked, too.
        dato = self.dato if self.dato_id else None
        if dato is not None and self.medida not in MEDIDAS_DE_TIPO.get(dato.tipo, ()):
            raise ValidationError(
                {"medida": _("Un dato de este tipo no se suma así desde un registro.")}
            )
        if dato is not None and dato.sensible:
            raise ValidationError(_("Un dato sensible no se cuenta desde un registro."))

    def __str__(self) -> str:
        return f"{self.dato}: {self.get_registro_display()}, {self.get_medida_display()}"


MEDIDAS_DE_TIPO: dict[str, tuple[str, ...]] = {
    Dato.Tipo.CONTEO: (Conteo.Medida.FILAS,),
    Dato.Tipo.PERSONAS: (Conteo.Medida.PARTICIPANTES, Conteo.Medida.ALCANCE),
    Dato.Tipo.MONTO: (Conteo.Medida.MONTO,),
}
"""What can be counted for each type of Dato; the others are no sums."""
