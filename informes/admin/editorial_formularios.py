"""The forms of a communicator: texts in both languages, pictures, when a piece goes out."""

from __future__ import annotations

import copy
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import FormularioConMotivo
from informes import editorial, editorial_imagen
from informes.editorial_imagen import Imagen
from informes.models import Ilustracion
from informes.operaciones import editorial as operaciones
from planes.forms.campos import DE_VERSION, LineaField, aclarar_texto
from planes.limpieza import ArchivoRechazado

GUARDADA, QUITAR = "_guardada", "_quitar"
"""What follows a picture field's name: the one already kept, and the box that takes it off."""


class EntradaDeImagen(forms.FileInput):
    """Shows the picture that there is; one that was sent with a form that could not be saved is
    not lost: it comes back by its name."""

    template_name = "admin/informes/editorial/_imagen.html"
    needs_multipart_form = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ".jpg,.jpeg,.png,.webp,image/jpeg,image/png,image/webp"})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """From our own templates, which Django's forms do not look into."""
        ruta = str(value or "")
        imagen = Imagen.de(ruta)
        if imagen and not default_storage.exists(ruta):
            imagen = None  # another person took it off
        contexto = self.get_context(name, None, attrs)
        contexto["widget"] |= {
            "imagen": imagen, "ruta": ruta,
            "guardada": f"{name}{GUARDADA}", "quitar": f"{name}{QUITAR}",
        }  # fmt: skip
        return render_to_string(self.template_name, contexto)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        if files.get(name):
            return files[name]
        return "" if data.get(f"{name}{QUITAR}") else data.get(f"{name}{GUARDADA}")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in files and f"{name}{GUARDADA}" not in data


class ImagenField(forms.Field):
    """A picture, kept as soon as it comes (``informes.editorial_imagen``); cleans to its name,
    empty when it is taken off, None when nothing is said of it."""

    widget = EntradaDeImagen

    def clean(self, value: Any) -> str | None:
        if isinstance(value, UploadedFile):
            try:
                return editorial_imagen.guardar(str(value.name), value.read())
            except ArchivoRechazado as motivo:
                raise ValidationError(motivo.mensaje) from motivo
        nombre = None if value is None else str(value)
        if nombre and not (Imagen.de(nombre) and default_storage.exists(nombre)):
            raise ValidationError(_("Elija otra vez la imagen."))
        if self.required and not nombre:
            raise ValidationError(_("Elija la imagen."))
        return nombre

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None and str(initial or "") != str(data)


class ConImagen(forms.ModelForm):
    """A form whose uploaded picture stays when something else has to be mended."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            if isinstance(campo, forms.CharField):
                aclarar_texto(campo)

    def clean(self) -> Any:
        limpio = super().clean()
        nombre, guardada = self.add_prefix("imagen"), self.cleaned_data.get("imagen")
        if guardada and nombre in self.files:
            self.data = self.data.copy()  # type: ignore[assignment]
            self.data[f"{nombre}{GUARDADA}"] = guardada  # type: ignore[index]
            self.files = self.files.copy()
            del self.files[nombre]
        return limpio


class FormularioEditorial(ConImagen, FormularioConMotivo):
    """A piece. What is wrong with it is said at its field; whoever saves second sees what the
    other one saved, and keeps what was typed."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, error_messages=DE_VERSION
    )
    imagen = ImagenField(
        label=gettext_lazy("Imagen"),
        required=False,
        help_text=gettext_lazy(
            "JPEG, PNG o WebP. Sin víctimas, sin niñas ni niños, y con permiso de quienes se ven."
            " Se le quitan los datos de la cámara y el lugar."
        ),
    )
    conflicto: list[tuple[str, str, str]] | None = None
    """Name, text and language of each field that somebody else saved otherwise."""
    quien_guardo: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.guardada = copy.copy(self.instance)
        self.initial.setdefault("version", self.instance.version)
        for nombre, campo in self.fields.items():
            ingles = nombre.endswith("_en")
            if isinstance(campo, forms.CharField) and campo.widget.__class__ is not forms.URLInput:
                campo.widget.attrs |= {"lang": "en" if ingles else "es", "spellcheck": "true"}
        for nombre in ("slug", "resumen"):
            if nombre in self.fields:
                self.fields[nombre].required = False  # asked for when it goes out, or proposed
        if "slug" in self.fields and not self.instance.pk:
            self.fields["slug"].help_text = _(
                "El final de su dirección en el sitio. Vacía: se hace con el título."
            )
        self.fields["titulo"].error_messages["required"] = _("Escriba el título.")
        if "slug" in self.fields:
            repetida = _("Otra pieza ya tiene esta dirección: escriba una distinta.")
            self.fields["slug"].error_messages["unique"] = repetida

    @property
    def media(self) -> forms.Media:
        return forms.Media()  # the page links what it needs

    def clean(self) -> Any:
        """What the table refuses of two fields together is said at one of them."""
        limpio = super().clean()
        dichos = self.cleaned_data
        imagen = dichos.get("imagen")
        if (self.guardada.imagen if imagen is None else imagen) and dichos.get("imagen_alt") == "":
            self.add_error("imagen_alt", _("Describa la imagen: hay quien no puede verla."))
        inicio, fin = dichos.get("inicio"), dichos.get("fin")
        if inicio and fin and fin < inicio:
            self.add_error("fin", _("No puede terminar antes de empezar."))
        return limpio

    def full_clean(self) -> None:
        """Also what the operation would refuse, so that it is said here."""
        super().full_clean()
        if not self.is_bound or not hasattr(self, "cleaned_data"):
            return
        editorial.limpiar_textos(self.instance)
        self.comparar()
        if self.errors:
            return
        self.instance.slug = self.instance.slug or self.guardada.slug
        antes = self.guardada if self.guardada.pk else None
        try:
            operaciones.exigir_bien_escrita(self.instance, antes)
        except ValidationError as error:
            for nombre, frases in error.message_dict.items():
                for frase in frases:
                    self.add_error(nombre if nombre in self.fields else None, frase)

    def comparar(self) -> None:
        """Whether somebody saved it since the page was read. To save again is then to choose what
        stands in the form."""
        actual = self.guardada
        if actual.pk is None or self.cleaned_data.get("version") == actual.version:
            return
        if operaciones.iguales(actual, self.instance, self.relaciones):
            return
        distintos = [
            campo
            for campo in self.instance._meta.concrete_fields
            if campo.name in self.fields
            and getattr(actual, campo.attname) != getattr(self.instance, campo.attname)
        ]
        self.conflicto = [
            (
                str(self.fields[campo.name].label),
                editorial.en_palabras(actual, campo),
                "en" if campo.name.endswith("_en") else "es",
            )
            for campo in distintos
        ]
        ultima = actual.history.order_by("history_date", "history_id").last()
        self.quien_guardo = ultima.history_user if ultima else None
        self.add_error(None, _("No se guardó nada: mire lo que se guardó antes."))
        self.data = self.data.copy()  # type: ignore[assignment]
        self.data["version"] = str(actual.version)  # type: ignore[index]

    @property
    def relaciones(self) -> dict[str, Any]:
        """The rows that it is related to, by field; only after ``is_valid`` or ``full_clean``."""
        nombres = [campo.name for campo in self.instance._meta.many_to_many]
        return {n: self.cleaned_data[n] for n in nombres if n in self.cleaned_data}


class FormularioIlustracion(ConImagen):
    imagen = ImagenField(label=gettext_lazy("Imagen"))

    class Meta:
        model = Ilustracion
        fields = ("imagen", "alternativo", "alternativo_en", "pie", "pie_en", "orden")


class JuegoDeIlustraciones(forms.BaseInlineFormSet):
    """Further pictures. One that somebody else took off meanwhile is left out of what was sent;
    with a file of its own it is a new one."""

    desaparecidas = 0

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data=data, files=files, **kwargs)
        if self.is_bound and self.management_form.is_valid():
            self.quitar_desaparecidas()

    def quitar_desaparecidas(self) -> None:
        total, iniciales = self.total_form_count(), self.initial_form_count()
        hay = {str(pk) for pk in self.get_queryset().values_list("pk", flat=True)}
        idas = [n for n in range(iniciales) if self.data.get(f"{self.prefix}-{n}-id") not in hay]
        if not idas:
            return
        self.desaparecidas = len(idas)
        nuevas = [n for n in idas if f"{self.prefix}-{n}-imagen" in self.files]
        vivas = [n for n in range(iniciales) if n not in idas]
        orden = [*vivas, *nuevas, *range(iniciales, total)]
        datos = self.renumerar(self.data, orden)
        for n in range(len(vivas), len(vivas) + len(nuevas)):
            datos[f"{self.prefix}-{n}-id"] = ""
        datos[f"{self.prefix}-TOTAL_FORMS"] = str(len(orden))
        datos[f"{self.prefix}-INITIAL_FORMS"] = str(len(vivas))
        self.data, self.files = datos, self.renumerar(self.files, orden)
        self.__dict__.pop("management_form", None)

    def renumerar(self, enviado: Any, orden: list[int]) -> Any:
        """What was sent, with only those rows, in that order."""
        de_fila = re.compile(rf"{re.escape(str(self.prefix))}-(\d+)-(.+)")
        lugares = {str(antes): ahora for ahora, antes in enumerate(orden)}
        quedan = enviado.copy()
        quedan.clear()
        for nombre, valores in enviado.lists():
            hallado = de_fila.fullmatch(nombre)
            if hallado is None:
                quedan.setlist(nombre, valores)
            elif hallado[1] in lugares:
                quedan.setlist(f"{self.prefix}-{lugares[hallado[1]]}-{hallado[2]}", valores)
        return quedan


class FormularioSalida(forms.Form):
    """When it goes out."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages=DE_VERSION)
    cuando = forms.DateTimeField(
        label=gettext_lazy("Día y hora"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        error_messages={
            "invalid": gettext_lazy("Escriba un día y una hora, por ejemplo 2026-07-30 08:00.")
        },
    )

    def clean_cuando(self) -> Any:
        if self.cleaned_data["cuando"] is None:
            raise ValidationError(_("Escriba el día y la hora en que sale."))
        return self.cleaned_data["cuando"]


class FormularioRetirada(forms.Form):
    """Why it leaves the site."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, error_messages=DE_VERSION)
    motivo = LineaField(
        label=gettext_lazy("¿Por qué se retira?"),
        help_text=gettext_lazy("Queda en sus versiones; los visitantes no lo ven."),
        max_length=100,
        error_messages={"required": gettext_lazy("Escriba por qué se retira.")},
    )
