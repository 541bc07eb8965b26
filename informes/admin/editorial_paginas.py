"""The pages around a piece: how it will look, its going out, its versions, its text for a mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from actores.admin_comun import url_de, url_del_modelo
from informes import editorial
from informes.documentos import correo as texto
from informes.models.editorial import Editorial
from informes.operaciones import editorial as operaciones
from planes.admin.comun import pagina
from planes.operaciones import Conflicto
from planes.relojes import zona
from planes.views.comun import Peticion

from .editorial_formularios import FormularioRetirada, FormularioSalida


@require_safe
def vista(request: HttpRequest, pk: int, ficha: Any) -> HttpResponse:
    """The public page, drawn from what is saved, for those who may read drafts."""
    pieza = ficha.pieza_o_404(request, pk)
    contexto = {
        **ficha.contexto_publico(request, pieza),
        "borrador": pieza,
        "situacion": operaciones.situacion(pieza), "programada": pieza.programada,
        "url_absoluta": request.build_absolute_uri(pieza.get_absolute_url()),
        "puede_escribir": ficha.has_change_permission(request, pieza),
        "seguir_url": url_de(pieza), "salida_url": url_de(pieza, "salida"),
        "lista_url": url_del_modelo(type(pieza)),
    }  # fmt: skip
    return render(request, ficha.plantilla_publica, contexto)


@require_safe
def versiones(request: HttpRequest, pk: int, ficha: Any) -> HttpResponse:
    """Every saved state; ``?version=3`` shows what that one changed."""
    pieza = ficha.pieza_o_404(request, pk)
    todas = editorial.versiones(pieza)
    pedida = request.GET.get("version", "")
    elegida = next((v for v in todas if str(v.numero) == pedida), todas[0] if todas else None)
    contexto = pagina(
        request, ficha, _("Versiones de «%s»") % pieza.titulo, migas_de(pieza),
        pieza=pieza, versiones=todas, elegida=elegida, situacion=operaciones.situacion(pieza),
        puede_escribir=ficha.has_change_permission(request, pieza), seguir_url=url_de(pieza),
    )  # fmt: skip
    return TemplateResponse(request, "admin/informes/editorial/versiones.html", contexto)


def migas_de(pieza: Editorial) -> list[dict[str, str]]:
    tabla = capfirst(str(pieza._meta.verbose_name_plural))
    return [
        {"texto": tabla, "url": url_del_modelo(type(pieza))},
        {"texto": pieza.titulo, "url": url_de(pieza)},
    ]


# --- Its going out -------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def salida(request: Peticion, pk: int, ficha: Any) -> HttpResponse:
    """What is missing, and the acts: publish now, at a time, withdraw, back to a draft."""
    pieza = ficha.pieza_o_404(request, pk)
    if not ficha.has_change_permission(request, pieza):
        raise PermissionDenied
    if request.method != "POST":
        return mostrar(request, ficha, pieza)
    acto = ACTOS.get(request.POST.get("acto", ""))
    if acto is None:
        return mostrar(request, ficha, pieza, 400)
    formulario = acto.formulario(request.POST)
    campos = {c: f for c, f in formulario.fields.items() if c in ("version", *acto.campos)}
    formulario.fields = campos
    if not formulario.is_valid():
        return mostrar(request, ficha, pieza, dicho=formulario)
    try:
        hecha = acto.hacer(pieza=pieza, por=request.user, **formulario.cleaned_data)
    except (ValueError, ValidationError) as error:
        for frase in getattr(error, "messages", None) or [str(error)]:
            formulario.add_error(next(iter(acto.campos), None), frase)
        return mostrar(request, ficha, pieza, dicho=formulario)
    except Conflicto as choque:
        frase = _("Otra persona la cambió mientras usted miraba esta página: revísela otra vez.")
        messages.warning(request, frase)
        return mostrar(request, ficha, choque.actual, 409)
    messages.success(request, f"{hecha.titulo}. {operaciones.situacion(hecha)}")
    return redirect(url_de(hecha, "salida"))


class Acto:
    """What a button of the page does, with the fields it takes."""

    def __init__(self, hacer: Callable[..., Any], formulario: Any, *campos: str) -> None:
        self.hacer, self.formulario, self.campos = hacer, formulario, campos


ACTOS = {
    "publicar": Acto(operaciones.publicar, FormularioSalida),
    "programar": Acto(operaciones.programar, FormularioSalida, "cuando"),
    "borrador": Acto(operaciones.volver_a_borrador, FormularioSalida),
    "retirar": Acto(operaciones.retirar, FormularioRetirada, "motivo"),
}


def mostrar(
    request: Peticion, ficha: Any, pieza: Any, status: int = 200, dicho: Any = None
) -> HttpResponse:
    """``dicho``: the form of the act that could not be done."""
    faltas = editorial.faltas(pieza)
    inicial = {"version": pieza.version, "cuando": None if pieza.es_publico else pieza.publicar_en}
    contexto = pagina(
        request, ficha, _("Publicar «%s»") % pieza.titulo, migas_de(pieza),
        pieza=pieza, situacion=operaciones.situacion(pieza), zona=zona(), dicho=dicho,
        graves=[f for f in faltas if f.grave], avisos=[f for f in faltas if not f.grave],
        programada=pieza.programada,
        programar=dicho if "cuando" in getattr(dicho, "fields", ()) else
        FormularioSalida(initial=inicial),
        retirar=dicho if "motivo" in getattr(dicho, "fields", ()) else FormularioRetirada(),
        vista_url=url_de(pieza, "vista"), seguir_url=url_de(pieza),
        publica_url=pieza.get_absolute_url(),
    )  # fmt: skip
    plantilla = "admin/informes/editorial/salida.html"
    return TemplateResponse(request, plantilla, contexto, status=status)


# --- A text for a mail ---------------------------------------------------------------------------


def correo(request: HttpRequest, piezas: models.QuerySet[Any]) -> list[tuple[str, str]]:
    """The pieces as plain text, by language: ``(es, text)``; those without English are only in
    the Spanish one."""
    textos = []
    for idioma in ("es", "en"):
        with override(idioma):
            dichas = [
                leida for pieza in piezas if not (leida := editorial.leer(pieza, idioma)).de_otro
            ]
            bloques = [
                texto.juntar(
                    [
                        texto.titulo(leida.titulo),
                        texto.parrafo(leida.resumen),
                        texto.de_html(leida.cuerpo),
                        request.build_absolute_uri(leida.pieza.get_absolute_url()),
                    ]
                )
                for leida in dichas
            ]
            textos.append((idioma, "\n\n".join(bloques)))
    return textos
