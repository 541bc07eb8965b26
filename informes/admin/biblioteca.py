"""Publications in the panel: the file, its captions, what visitors will see."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import models
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.models import Organizacion
from informes import biblioteca, biblioteca_archivos
from informes.biblioteca_archivos import DOCUMENTOS, SUBTITULOS
from informes.models import Publicacion
from informes.operaciones import biblioteca as operaciones
from planes.limpieza import ArchivoRechazado

from .editorial import EditorialAdmin, Situacion
from .editorial_formularios import GUARDADA, QUITAR, EntradaDeImagen, FormularioEditorial
from .editorial_tablas import Paises

ARCHIVOS = ("archivo", "subtitulos", "subtitulos_en")


class EntradaDeArchivo(EntradaDeImagen):
    """Says which file there is; one sent with a form that could not be saved is not lost."""

    template_name = "admin/informes/editorial/_archivo.html"

    def __init__(self, extensiones: tuple[str, ...]) -> None:
        super().__init__()
        self.extensiones = extensiones
        self.attrs["accept"] = ",".join(f".{e}" for e in extensiones)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        ruta = str(value or "")
        if not biblioteca_archivos.es_guardado(ruta, self.extensiones):
            ruta = ""  # sent, and refused
        contexto = self.get_context(name, None, attrs)
        contexto["widget"] |= {
            "ruta": ruta, "guardada": f"{name}{GUARDADA}", "quitar": f"{name}{QUITAR}",
            "extension": biblioteca_archivos.extension(ruta).upper(),
            **biblioteca_archivos.describir(ruta),
        }  # fmt: skip
        return render_to_string(self.template_name, contexto)


class ArchivoField(forms.Field):
    """A file of the library, kept as soon as it comes; cleans to its name, empty when it is taken
    off, None when nothing is said of it."""

    def __init__(self, extensiones: tuple[str, ...], **kwargs: Any) -> None:
        self.extensiones = extensiones
        super().__init__(widget=EntradaDeArchivo(extensiones), required=False, **kwargs)

    def clean(self, value: Any) -> str | None:
        if isinstance(value, UploadedFile):
            try:
                biblioteca_archivos.medir(str(value.name), value.size or 0)
                return biblioteca_archivos.guardar(str(value.name), value.read(), self.extensiones)
            except ArchivoRechazado as motivo:
                raise ValidationError(motivo.mensaje) from motivo
        nombre = None if value is None else str(value)
        if nombre and not biblioteca_archivos.es_guardado(nombre, self.extensiones):
            raise ValidationError(_("Elija otra vez el archivo."))
        return nombre

    def has_changed(self, initial: Any, data: Any) -> bool:
        return data is not None and str(initial or "") != str(data)


class FormularioPublicacion(FormularioEditorial):
    """A publication with its files; what is uploaded stays when something else is to be mended."""

    archivo = ArchivoField(
        DOCUMENTOS,
        label=gettext_lazy("Archivo"),
        help_text=gettext_lazy(
            "PDF, imagen (JPEG, PNG o WebP) hasta 20 MB o video MP4 hasta 100 MB. Al PDF se le"
            " quitan programas, adjuntos y nombres de personas."
        ),
    )
    subtitulos = ArchivoField(
        SUBTITULOS,
        label=gettext_lazy("Subtítulos en español"),
        help_text=gettext_lazy("Solo para videos. Archivo WebVTT (.vtt)."),
    )
    subtitulos_en = ArchivoField(SUBTITULOS, label=gettext_lazy("Subtítulos en inglés"))

    def clean(self) -> Any:
        limpio = super().clean()
        for campo in ARCHIVOS:
            self.no_perder(campo)
        if self.cleaned_data.get("archivo") is not None:
            for campo, valor in biblioteca_archivos.describir(self.cleaned_data["archivo"]).items():
                setattr(self.instance, campo, valor)
        return limpio

    def no_perder(self, campo: str) -> None:
        """A file that was kept comes back by its name, should the form be shown again."""
        nombre, guardado = self.add_prefix(campo), self.cleaned_data.get(campo)
        if guardado and nombre in self.files:
            self.data = self.data.copy()  # type: ignore[assignment]
            self.data[f"{nombre}{GUARDADA}"] = guardado  # type: ignore[index]
            self.files = self.files.copy()
            del self.files[nombre]


@admin.register(Publicacion)
class PublicacionAdmin(EditorialAdmin):
    form = FormularioPublicacion
    texto_nueva = gettext_lazy("Añadir una publicación")
    plantilla_publica = "informes/publicacion.html"
    detalles = (
        "tipo", "fecha", "archivo", "enlace", "subtitulos", "subtitulos_en", "transcripcion",
        "transcripcion_en", "idioma", "campana", "paises", "autores",
    )  # fmt: skip
    para_salir = ("archivo", "enlace", "subtitulos", "subtitulos_en")
    list_display = ["titulo", "tipo", "donde_esta", "idiomas", "cambiada"]
    list_filter = [Situacion, "tipo", "idioma", ("paises", Paises)]

    def contexto_publico(self, request: HttpRequest, pieza: Publicacion) -> dict[str, Any]:
        return biblioteca.de_publicacion(pieza)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """Whoever is named in public may be."""
        if db_field.name == "autores":
            kwargs["queryset"] = Organizacion.objects.filter(publicable=True).order_by("nombre")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The form's own fields take the files in, not the table's."""
        if isinstance(db_field, models.FileField) and db_field.name in ARCHIVOS:
            return None
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        antes = Publicacion.objects.filter(pk=obj.pk).values_list(*ARCHIVOS).first() or ()
        super().save_model(request, obj, form, change)
        for nombre in filter(None, antes):
            operaciones.olvidar_archivo(nombre)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        suyos = [str(getattr(obj, campo)) for campo in ARCHIVOS]
        super().delete_model(request, obj)
        for nombre in filter(None, suyos):
            operaciones.olvidar_archivo(nombre)
