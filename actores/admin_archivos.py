"""Tables of the admin as files: download as they are listed, upload with a preview.

Uploading has two steps. The file is read and tried (everything is rolled back), and what it
would do is shown row by row; then the same rows, carried signed in the page, are written in
one transaction. Nothing is kept on the server in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import tablib
from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from import_export.results import Result, RowResult

from .admin_comun import url_del_modelo
from .admin_versiones import marca
from .archivos import FORMATOS, TAMANO_MAXIMO, escribir, leer
from .demostracion import aviso_de_demostracion, nombre_avisado
from .resources_comun import Recurso

SAL = "actores.importar"


class FormularioArchivo(forms.Form):
    use_required_attribute = False
    archivo = forms.FileField(
        label=gettext_lazy("Archivo"),
        help_text=gettext_lazy(
            "XLSX, CSV o JSON de hasta 5 MB, con los nombres en la primera fila."
        ),
        error_messages={
            "required": gettext_lazy("Elija el archivo que quiere importar."),
            "empty": gettext_lazy("El archivo está vacío."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.json"}),
    )

    def clean_archivo(self) -> Any:
        archivo = self.cleaned_data["archivo"]
        if archivo.size > TAMANO_MAXIMO:
            raise forms.ValidationError(_("El archivo pesa más de 5 MB: divídalo."))
        try:
            self.datos = leer(archivo.read(), archivo.name)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return archivo


@dataclass(frozen=True)
class Falta:
    """What is wrong in one row of the file; row 1 holds the names."""

    fila: int | None
    frases: list[tuple[str, str]]
    """Column (empty when it is the whole row's) and sentence."""


def faltas(resultado: Result) -> list[Falta]:
    """Everything that keeps a file from being imported, in the file's order."""
    if resultado.base_errors:
        # Its columns are wrong: that, once, and not what the library then says of every row.
        return [Falta(None, [("", str(resultado.base_errors[0].error))])]
    halladas = []
    for numero, errores in resultado.row_errors():
        halladas.append(Falta(numero + 1, [("", str(e.error)) for e in errores]))
    for fila in resultado.invalid_rows:
        error = fila.error
        por_campo = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        halladas.append(
            Falta(
                fila.number + 1,
                [
                    ("" if campo == NON_FIELD_ERRORS else campo, frase)
                    for campo, frases in por_campo.items()
                    for frase in frases
                ],
            )
        )
    return sorted(halladas, key=lambda falta: falta.fila or 0)


def a_lo_que_cambia(fila: dict[str, Any]) -> list[Any]:
    """What two readings of the same file have to agree on. A new row is all in the file, but for
    the reference that it is given each time."""
    return [fila["numero"], fila["nueva"], *(() if fila["nueva"] else (fila["campos"],))]


class ConArchivos:
    """Mixin of a ``Ficha``: the pages ``import`` and ``export`` of a table."""

    recurso: type[Recurso]
    formatos = (("xlsx", "Excel"), ("csv", "CSV"), ("json", "JSON"))

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)  # type: ignore[attr-defined,no-any-return]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)  # type: ignore[attr-defined,no-any-return]

    def get_urls(self) -> list[Any]:
        nombre = f"{self.opts.app_label}_{self.opts.model_name}"  # type: ignore[attr-defined]
        vista = self.admin_site.admin_view  # type: ignore[attr-defined]
        return [
            path("import/", vista(self.importar), name=f"{nombre}_import"),
            path("export/", vista(self.exportar), name=f"{nombre}_export"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        propio = {
            "puede_importar": self.has_import_permission(request),
            "puede_exportar": self.has_export_permission(request),
        }
        return super().changelist_view(request, propio | (extra_context or {}))  # type: ignore[misc,no-any-return]

    def exportar(self, request: HttpRequest) -> HttpResponse:
        """The rows of the list, as it is searched and filtered, in the format asked for."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        parametros = request.GET.copy()
        formato = (parametros.pop("formato", None) or ["xlsx"])[0]
        if formato not in FORMATOS:
            raise Http404
        request.GET = parametros  # type: ignore[assignment]
        try:
            lista: ChangeList = self.get_changelist_instance(request)  # type: ignore[attr-defined]
        except IncorrectLookupParameters as error:
            raise Http404 from error
        datos = self.recurso().export(lista.get_queryset(request))
        nombre = f"corett-{self.opts.model_name}-{timezone.localdate():%Y-%m-%d}.{formato}"  # type: ignore[attr-defined]
        nombre = nombre_avisado(nombre)
        return HttpResponse(
            escribir(datos, formato, aviso_de_demostracion()),
            content_type=FORMATOS[formato],
            headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
        )

    def importar(self, request: HttpRequest) -> HttpResponse:
        """Step one shows what the file would do; step two does it."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        if "confirmado" in request.POST:
            return self.confirmar(request)
        formulario = FormularioArchivo(request.POST or None, request.FILES or None)
        contexto: dict[str, Any] = {"formulario": formulario}
        if request.method == "POST" and formulario.is_valid():
            nombre = formulario.cleaned_data["archivo"].name
            contexto |= self.probar(request, formulario.datos, nombre)
        return self.pagina_importar(request, contexto)

    def probar(self, request: HttpRequest, datos: tablib.Dataset, nombre: str) -> dict[str, Any]:
        """The preview of a file and, where nothing is wrong in it, what the page carries signed to
        be written (``confirmado``)."""
        previa = self.vista_previa(self.aplicar(request, datos, nombre, prueba=True), datos)
        if not previa["faltas"]:
            filas = [
                # Numbers as they came: what is written is what the preview read.
                [c if isinstance(c, int | float | None) else str(c) for c in fila]
                for fila in datos
            ]
            previa["confirmado"] = signing.dumps(
                [self.opts.label, request.user.pk, nombre, previa["marca"], datos.headers, filas],  # type: ignore[attr-defined]
                salt=SAL,
                compress=True,
            )
        return previa

    def confirmar(self, request: HttpRequest) -> HttpResponse:
        """Writes the rows that the preview carried; what changed meanwhile is shown again."""
        try:
            etiqueta, quien, nombre, vista, columnas, filas = signing.loads(
                request.POST["confirmado"], salt=SAL, max_age=60 * 60
            )
        except signing.BadSignature:
            messages.error(request, _("La vista previa venció. Suba el archivo otra vez."))
            return redirect(request.path)
        if [etiqueta, quien] != [self.opts.label, request.user.pk]:  # type: ignore[attr-defined]
            raise PermissionDenied
        datos = tablib.Dataset(*filas, headers=columnas)
        ahora = self.probar(request, datos, nombre)
        if not ahora["faltas"] and ahora["marca"] != vista:
            frase = _("Mientras usted leía cambió algo en el portal: mire otra vez lo que hará.")
            messages.warning(request, frase)
            return self.pagina_importar(request, {"formulario": FormularioArchivo()} | ahora)
        resultado = self.aplicar(request, datos, nombre, prueba=False)
        previa = self.vista_previa(resultado, datos)
        if previa["faltas"]:
            return self.pagina_importar(request, {"formulario": FormularioArchivo()} | previa)
        messages.success(
            request,
            _("Importado de «%(archivo)s»: %(resumen)s.")
            % {"archivo": nombre, "resumen": previa["resumen"]},
        )
        for fila in previa["filas"]:
            if fila["aviso"]:
                messages.warning(request, f"{fila['fila']}: {fila['aviso']}")
        return redirect(url_del_modelo(self.model))  # type: ignore[attr-defined]

    def aplicar(
        self, request: HttpRequest, datos: tablib.Dataset, nombre: str, *, prueba: bool
    ) -> Result:
        return self.recurso().import_data(
            datos,
            dry_run=prueba,
            raise_errors=False,
            use_transactions=True,
            rollback_on_validation_errors=True,
            user=request.user,
            file_name=nombre,
        )

    def vista_previa(self, resultado: Result, datos: tablib.Dataset) -> dict[str, Any]:
        """What a result does, for the template: its faults, or row by row what changes."""
        # Of a new row what the file says, not what every other column starts with.
        callar = {c.column_name for c in self.recurso().get_export_fields()} - set(datos.headers)
        cuenta = resultado.totals
        nuevas = cuenta[RowResult.IMPORT_TYPE_NEW]
        cambian = cuenta[RowResult.IMPORT_TYPE_UPDATE]
        iguales = cuenta[RowResult.IMPORT_TYPE_SKIP]
        resumen = [
            ngettext("%(n)d fila nueva", "%(n)d filas nuevas", nuevas) % {"n": nuevas},
            ngettext("%(n)d cambia", "%(n)d cambian", cambian) % {"n": cambian},
            ngettext("%(n)d igual", "%(n)d iguales", iguales) % {"n": iguales},
        ]
        filas = [
            {
                "numero": numero,
                "nueva": fila.import_type == RowResult.IMPORT_TYPE_NEW,
                "campos": [
                    (columna, cambio)
                    for columna, cambio in zip(
                        resultado.diff_headers, fila.diff or [], strict=False
                    )
                    if columna not in callar and ("<ins>" in cambio or "<del>" in cambio)
                ],
                "fila": fila.object_repr,
                "aviso": getattr(fila.instance, "aviso_al_importar", ""),
            }
            for numero, fila in enumerate(resultado.rows, start=2)
            if fila.import_type in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE)
        ]
        return {
            "faltas": faltas(resultado),
            "total": resultado.total_rows,
            "resumen": ", ".join(resumen),
            "sin_cambios": not nuevas and not cambian,
            "columnas": resultado.diff_headers,
            "filas": filas,
            "marca": marca([a_lo_que_cambia(fila) for fila in filas]),
        }

    def pagina_importar(self, request: HttpRequest, contexto: dict[str, Any]) -> HttpResponse:
        errores = contexto["formulario"].errors or contexto.get("faltas")
        return TemplateResponse(
            request,
            "admin/importar.html",
            {
                **self.admin_site.each_context(request),  # type: ignore[attr-defined]
                "title": _("Importar %(que)s") % {"que": self.opts.verbose_name_plural},  # type: ignore[attr-defined]
                "opts": self.opts,  # type: ignore[attr-defined]
                "campos": [c.column_name for c in self.recurso().get_export_fields()],
                "claves": self.recurso().get_import_id_fields(),
                **contexto,
            },
            status=422 if errores else 200,
        )
