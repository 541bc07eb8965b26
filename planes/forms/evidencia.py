"""Forms of evidence: which files, what they are, whom they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planes.limpieza import ACEPTADOS, FORMATOS
from planes.models import Dato, Evidencia, Indicador
from planes.peso import peso

from .campos import DE_LISTA, FechaField, LineaField

DESDE = dt.date(1950, 1, 1)


def texto_de_limites() -> str:
    return _(
        "Puede elegir varios. Se aceptan: %(tipos)s. Cada uno puede pesar hasta %(maximo)s. "
        "Quitamos de la copia que otros leen la ubicación, los autores y demás datos ocultos."
    ) % {"tipos": ACEPTADOS, "maximo": peso(settings.EVIDENCIA_MAXIMO)}


class EntradaDeArchivos(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ArchivosField(forms.FileField):
    """The files chosen, as a list; what each one is worth is judged one by one, later."""

    widget = EntradaDeArchivos

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        archivos = [archivo for archivo in data or [] if archivo]
        if not archivos:
            raise ValidationError(_("Elija al menos un archivo."), code="required")
        if len(archivos) > settings.EVIDENCIA_ARCHIVOS:
            raise ValidationError(demasiados(), code="max")
        return archivos


def demasiados() -> str:
    return _("Eligió demasiados archivos: suba %(n)d a la vez como máximo.") % {
        "n": settings.EVIDENCIA_ARCHIVOS
    }


class FormularioClasificacion(forms.Form):
    """What a file is: its kind, its title, its date, and whom it shows or names."""

    use_required_attribute = False
    tipo = forms.ChoiceField(
        label=gettext_lazy("¿Qué clase de evidencia es?"),
        choices=Indicador.Evidencia.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Diga qué clase de evidencia es."),
            "invalid_choice": gettext_lazy("Elija una clase de la lista."),
        },
    )
    titulo = LineaField(
        label=gettext_lazy("¿Qué es?"),
        max_length=200,
        help_text=gettext_lazy(
            "Por ejemplo: acta de la reunión de marzo. Sin nombres de personas."
        ),
        error_messages={"required": gettext_lazy("Escriba qué es, en pocas palabras.")},
    )
    fecha = FechaField(
        label=gettext_lazy("¿De qué fecha es el documento o la foto?"),
        desde=DESDE,
        hasta=dt.date.max,
    )
    dato = forms.ModelChoiceField(
        label=gettext_lazy("¿Qué dato respalda?"),
        queryset=Dato.objects.none(),
        required=False,
        empty_label=gettext_lazy("La actividad en general"),
        error_messages=DE_LISTA,
    )
    muestra = forms.ChoiceField(
        label=gettext_lazy("¿A quién muestra o nombra el archivo?"),
        choices=Evidencia.Muestra.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Mírelo entero: un documento puede llevar fotos, firmas o una lista de nombres. Lo que "
            "muestra o nombra a una víctima, a una niña, un niño o adolescente, o «No sé», nunca "
            "se publica."
        ),
        error_messages={
            "required": gettext_lazy("Diga a quién muestra o nombra el archivo, o «No sé»."),
            "invalid_choice": gettext_lazy("Elija una respuesta de la lista."),
        },
    )
    consentimiento = forms.ChoiceField(
        label=gettext_lazy("¿Aceptaron por escrito que se publique quienes aparecen?"),
        choices=Evidencia.Consentimiento.choices,
        widget=forms.RadioSelect,
        required=False,
        error_messages=DE_LISTA,
        help_text=gettext_lazy("Sin su permiso el archivo solo sirve de prueba: no se publica."),
    )

    def __init__(self, *args: Any, datos: Sequence[Dato] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if datos:
            dato: Any = self.fields["dato"]
            dato.queryset = Dato.objects.filter(pk__in=[d.pk for d in datos])
            dato.label_from_instance = lambda d: str(d.t.nombre)
        else:
            del self.fields["dato"]

    def clean(self) -> dict[str, Any]:
        limpio = super().clean() or {}
        muestra = limpio.get("muestra")
        if (
            muestra
            and muestra != Evidencia.Muestra.NADIE
            and "consentimiento" not in self.errors
            and not limpio.get("consentimiento")
        ):
            self.add_error("consentimiento", _("Diga si hay consentimiento, o «No sé»."))
        return limpio

    @property
    def clasificacion(self) -> dict[str, Any]:
        """What the operations take; only after ``is_valid``."""
        campos = ("tipo", "titulo", "fecha", "muestra", "consentimiento", "dato")
        return {campo: self.cleaned_data[campo] for campo in campos if campo in self.cleaned_data}


class FormularioEvidencia(FormularioClasificacion):
    """The files, and what they all are. One without a title of its own is called by its name."""

    archivos = ArchivosField(
        label=gettext_lazy("Archivos"),
        help_text=lazy(texto_de_limites, str)(),
        widget=EntradaDeArchivos(
            attrs={"accept": ",".join(f".{extension}" for extension in (*FORMATOS, "jpeg"))}
        ),
    )
    field_order = ["archivos"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["titulo"].required = False
        self.fields["titulo"].help_text = gettext_lazy(
            "Por ejemplo: acta de la reunión de marzo. Sin nombres de personas. "
            "Si sube varios archivos, puede dejarlo vacío: cada uno lleva su propio nombre."
        )

    def titulo_de(self, archivo: UploadedFile) -> str:
        """How one of the files is called."""
        escrito: str = self.cleaned_data["titulo"].strip()
        if escrito:
            return escrito
        nombre = (archivo.name or "").rpartition("/")[2]
        propio = nombre.rpartition(".")[0].replace("_", " ").strip()[:200]
        return propio or _("Archivo del %(dia)s") % {"dia": timezone.localdate()}
