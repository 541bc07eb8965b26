"""What an organisation writes when something in the directory is no longer so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .directorio import CAMPOS, DE_CONTACTO, Correcciones, comparar, del_contacto
from .models import Organizacion, Tema

HACE_FALTA = _("Este dato hace falta.")
CORREO = _("Escriba el correo completo, por ejemplo nombre@ejemplo.org.")
PERSONAS = 20


TELEFONO = RegexValidator(
    r"^(?=.*[0-9])[0-9+*#()/,;. -]+(?:ext\.? ?[0-9]{1,6})?\Z",
    _("Escriba el teléfono con cifras, espacios y signos, como +506 2222-2222 ext. 10."),
)


class Linea(forms.CharField):
    """Text as it is kept: one kind of line break, whatever the browser sends."""

    def to_python(self, value: Any) -> Any:
        texto = super().to_python(value) or ""
        return texto.replace("\r\n", "\n").replace("\r", "\n")


class FormularioDirectorio(forms.Form):
    """The organisation's own data, filled with what the directory says."""

    use_required_attribute = False

    nombre = Linea(
        label=_("Nombre, en español"), max_length=300, error_messages={"required": HACE_FALTA}
    )
    nombre_en = Linea(label=_("Nombre, en inglés"), max_length=300, required=False)
    sigla = Linea(label=_("Sigla"), max_length=30, required=False)
    sigla_en = Linea(
        label=_("Sigla en inglés"),
        help_text=_("Solo si es otra que en español."),
        max_length=30,
        required=False,
    )
    descripcion = Linea(
        label=_("Qué hace, en español"),
        help_text=_("Una o dos frases."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    descripcion_en = Linea(
        label=_("Qué hace, en inglés"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sitio_web = forms.URLField(
        label=_("Sitio web"),
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={
            "invalid": _("Escriba la dirección completa, por ejemplo https://ejemplo.org.")
        },
    )
    telefono = Linea(
        label=_("Teléfono institucional"), max_length=40, required=False, validators=[TELEFONO]
    )
    correo = forms.EmailField(
        label=_("Correo institucional"),
        help_text=_("Se publica, y ahí le escribimos cada año."),
        max_length=254,
        required=False,
        error_messages={"invalid": CORREO},
    )
    temas = forms.ModelMultipleChoiceField(
        label=_("Temas en los que trabaja"),
        queryset=Tema.objects.none(),
        required=False,
        to_field_name="codigo",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Ese tema ya no está en la lista. Elija otra vez."),
            "invalid_pk_value": _("Ese tema ya no está en la lista. Elija otra vez."),
            "invalid_list": _("Elija otra vez los temas."),
        },
    )

    def __init__(self, enviado: Any, organizacion: Organizacion) -> None:
        inicial: dict[str, Any] = {campo: getattr(organizacion, campo) for campo in CAMPOS}
        inicial["temas"] = [tema.codigo for tema in organizacion.temas.all()]
        super().__init__(enviado, initial=inicial)
        self.fields["temas"].queryset = Tema.objects.all()  # type: ignore[attr-defined]

    def dicho(self) -> dict[str, Any]:
        """By field, as ``directorio.de_la_organizacion``."""
        limpio = self.cleaned_data
        return {campo: limpio[campo] for campo in CAMPOS} | {
            "temas": sorted(tema.codigo for tema in limpio["temas"])
        }


class FormularioContacto(forms.Form):
    """A person in the organisation."""

    use_required_attribute = False

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    nombre = Linea(
        label=_("Nombre"),
        max_length=150,
        error_messages={"required": _("Escriba el nombre de la persona, o borre los otros datos.")},
    )
    cargo = Linea(label=_("Cargo"), max_length=150, required=False)
    correo = forms.EmailField(
        label=_("Correo"), max_length=254, required=False, error_messages={"invalid": CORREO}
    )
    telefono = Linea(label=_("Teléfono"), max_length=40, required=False, validators=[TELEFONO])
    publicar = forms.BooleanField(
        label=_("Sabe y acepta que su nombre, cargo, correo y teléfono se publiquen en este sitio"),
        required=False,
    )
    ya_no = forms.BooleanField(label=_("Ya no es contacto de la organización"), required=False)


class Personas(forms.BaseFormSet):
    """The organisation's contacts, and two more rows."""

    default_error_messages = {
        "missing_management_form": _(
            "Algo se perdió al enviar. Revise los datos y envíe otra vez."
        ),
        "too_many_forms": _("Son demasiadas personas: deje las principales."),
    }

    def __init__(self, enviado: Any, organizacion: Organizacion) -> None:
        contactos = list(organizacion.contactos.all())
        self.propios = {contacto.pk for contacto in contactos}
        inicial = [{"pk": contacto.pk, **del_contacto(contacto)} for contacto in contactos]
        super().__init__(enviado, initial=inicial, prefix="persona")

    def dichas(self) -> Iterator[tuple[int | None, dict[str, Any] | None]]:
        """Each person that was written: key of the contact and what is said of it. A key that
        is not one of this organisation's is taken for a new person."""
        for formulario in self.forms:
            limpio = formulario.cleaned_data
            if not limpio.get("nombre"):
                continue
            pk = limpio["pk"] if limpio["pk"] in self.propios else None
            ahora = {campo: limpio[campo] for campo in (*DE_CONTACTO, "publicar")}
            if not (limpio["ya_no"] and pk is None):
                yield pk, None if limpio["ya_no"] else ahora


FormularioPersonas: Any = forms.formset_factory(
    FormularioContacto,
    formset=Personas,
    extra=2,
    max_num=PERSONAS,
    absolute_max=PERSONAS,
    validate_max=True,
)


class Respuesta:
    """Both forms together: what the page shows and what is read from it."""

    def __init__(self, organizacion: Organizacion, datos: Any = None) -> None:
        self.organizacion = organizacion
        self.datos = FormularioDirectorio(datos, organizacion)
        self.personas = FormularioPersonas(datos, organizacion)
        self.formularios = [self.datos, *self.personas.forms]

    def es_valida(self) -> bool:
        return all([self.datos.is_valid(), self.personas.is_valid()])

    def correcciones(self) -> Correcciones:
        return comparar(self.organizacion, self.datos.dicho(), self.personas.dichas())
