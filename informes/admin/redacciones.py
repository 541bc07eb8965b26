"""The texts of the documents: what is written for a year, a document's sections, one section."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from actores.admin_comun import FichaConHistoria
from informes import operaciones
from informes import redaccion as escritura
from informes.documentos.archivo import DocumentoImposible
from informes.documentos.seccion import vista_previa
from informes.models import Corte, Informe, Redaccion, Seccion
from planes import permisos
from planes.admin.comun import HistoriaDe, pagina
from planes.documentos.pdf import DocumentoMalHecho
from planes.operaciones import Conflicto
from planes.views.comun import Peticion

from .corte_detalle import miga_de_cortes, nombre_de
from .cortes import SinFormulario
from .redaccion_documento import (
    Documento,
    FormularioCreditos,
    FormularioSeccion,
    Renglon,
    documento_o_404,
    documentos,
    renglon_o_404,
    ultimo_anio,
)

CAMPOS = {"es": "texto", "en": "texto_en"}


def exigir_lectura(request: HttpRequest, ficha: Any) -> None:
    if not ficha.has_view_permission(request):
        raise PermissionDenied


# --- The lists -----------------------------------------------------------------------------------


@require_safe
def redaccion_lista(request: Peticion, corte: int, ficha: Any) -> HttpResponse:
    """What is written for the year of a cut: a row a document."""
    exigir_lectura(request, ficha)
    pedido = get_object_or_404(Corte.objects.select_related("plan"), pk=corte)
    anio = ultimo_anio(pedido)
    usado = escritura.corte_del_anio(anio) or pedido
    migas = [miga_de_cortes(), miga_de(pedido)]
    titulo = _("Textos de los documentos de %(anio)s") % {"anio": anio}
    contexto = pagina(
        request, ficha, titulo, migas,
        anio=anio, usado=usado, documentos=documentos(usado, anio), **quien(request),
    )  # fmt: skip
    return TemplateResponse(request, "admin/informes/redaccion/lista.html", contexto)


def miga_de(corte: Corte) -> dict[str, str]:
    url = reverse("admin:informes_corte_detalle", args=[corte.pk])
    return {"texto": nombre_de(corte), "url": url}


def migas_de(documento: Documento) -> list[dict[str, str]]:
    url = reverse("admin:informes_redaccion_lista", args=[documento.corte.pk])
    titulo = _("Textos de los documentos de %(anio)s") % {"anio": documento.anio}
    return [miga_de_cortes(), miga_de(documento.corte), {"texto": titulo, "url": url}]


def quien(request: Peticion) -> dict[str, Any]:
    return {"escribe": permisos.es_secretaria(request.user), "yo": request.user}


@require_http_methods(["GET", "HEAD", "POST"])
def redaccion_documento(
    request: Peticion, anio: int, tipo: str, sujeto: str, ficha: Any
) -> HttpResponse:
    """A document's sections and whom it thanks; a POST saves the thanks."""
    exigir_lectura(request, ficha)
    documento = documento_o_404(anio, tipo, sujeto)
    if request.method != "POST":
        return mostrar_documento(request, ficha, documento, creditos_de(documento))
    operaciones.exigir_quien_escribe(request.user)
    formulario = FormularioCreditos(request.POST)
    if not formulario.is_valid():
        return mostrar_documento(request, ficha, documento, formulario)
    dicho = formulario.cleaned_data
    try:
        operaciones.guardar_creditos(
            tipo=documento.tipo, anio=anio, sujeto=documento.sujeto,
            texto=dicho["creditos_texto"], texto_en=dicho["creditos_texto_en"],
            organizaciones=dicho["creditos"], version=dicho["version"] or 0, por=request.user,
        )  # fmt: skip
    except ValidationError as error:
        formulario.rechazar(error.message_dict)
        return mostrar_documento(request, ficha, documento, formulario)
    except Conflicto as choque:
        return chocar_creditos(request, ficha, documento, choque)
    messages.success(request, _("Se guardaron los créditos."))
    return redirect(f"{documento.url}#creditos")


def creditos_de(documento: Documento) -> FormularioCreditos:
    hecha = documento.redaccion
    inicial: dict[str, Any] = {"version": operaciones.version_de_creditos(hecha)}
    if hecha:
        inicial |= {
            "creditos_texto": hecha.creditos_texto,
            "creditos_texto_en": hecha.creditos_texto_en,
            "creditos": [org.pk for org in hecha.creditos.all()],
        }
    return FormularioCreditos(initial=inicial)


def chocar_creditos(
    request: Peticion, ficha: Any, documento: Documento, choque: Conflicto
) -> HttpResponse:
    """What was typed stays in the form; above it what the other person saved."""
    datos = request.POST.copy()
    datos["version"] = str(operaciones.version_de_creditos(documento.redaccion))
    formulario = FormularioCreditos(datos)
    return mostrar_documento(request, ficha, documento, formulario, 409, choque=documento.redaccion)


def mostrar_documento(
    request: Peticion,
    ficha: Any,
    documento: Documento,
    formulario: FormularioCreditos,
    status: int = 200,
    **mas: Any,
) -> HttpResponse:
    contexto = pagina(
        request, ficha, f"{documento.nombre}, {documento.anio}", migas_de(documento),
        documento=documento, formulario=formulario, **quien(request), **mas,
    )  # fmt: skip
    plantilla = "admin/informes/redaccion/documento.html"
    return TemplateResponse(request, plantilla, contexto, status=status)


# --- One section ---------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def redaccion_seccion(
    request: Peticion, anio: int, tipo: str, sujeto: str, clave: str, ficha: Any
) -> HttpResponse:
    """A section to write, or to read for who does not write."""
    exigir_lectura(request, ficha)
    documento = documento_o_404(anio, tipo, sujeto)
    renglon = renglon_o_404(documento, clave)
    if request.method != "POST":
        return mostrar(request, ficha, documento, renglon, formulario_de(renglon.seccion))
    operaciones.exigir_quien_escribe(request.user)
    formulario = FormularioSeccion(limpios(request))
    try:
        operaciones.guardar_seccion(
            tipo=documento.tipo, corte=documento.corte, anio=anio, sujeto=documento.sujeto,
            clave=clave, texto=request.POST.get("texto", ""),
            texto_en=request.POST.get("texto_en", ""), version=version_de(request),
            por=request.user,
        )  # fmt: skip
    except ValidationError as error:
        formulario.rechazar(error.message_dict)
        return mostrar(request, ficha, documento, renglon, formulario)
    except Conflicto as choque:
        return chocar(request, ficha, documento, renglon, choque)
    messages.success(request, _("Se guardó «%(seccion)s».") % {"seccion": renglon.escrita.titulo})
    return redirect(renglon.url + ("#vista" if "ver" in request.POST else ""))


def limpios(request: HttpRequest) -> Any:
    """What was sent with its texts cleaned: nothing else is ever put back into a page."""
    datos = request.POST.copy()
    for campo in CAMPOS.values():
        datos[campo] = escritura.limpiar(datos.get(campo, ""))
    return datos


def version_de(request: HttpRequest) -> int:
    dicha = request.POST.get("version", "")
    return int(dicha) if dicha.isdecimal() and len(dicha) < 10 else 0


def formulario_de(seccion: Seccion | None) -> FormularioSeccion:
    if seccion is None:
        return FormularioSeccion(initial={"version": 0})
    inicial = {campo: getattr(seccion, campo) for campo in CAMPOS.values()}
    return FormularioSeccion(initial={**inicial, "version": seccion.version})


def chocar(
    request: Peticion, ficha: Any, documento: Documento, renglon: Renglon, choque: Conflicto
) -> HttpResponse:
    """What was typed stays in the editor, above it what the other person saved: to save again is
    to choose one's own."""
    guardada: Any = choque.actual
    datos = limpios(request)
    datos["version"] = str(guardada.version)
    distintos = [
        (FormularioSeccion.base_fields[campo].label, mark_safe(getattr(guardada, campo)), idioma)
        for idioma, campo in CAMPOS.items()
        if getattr(guardada, campo) != datos[campo]
    ]
    return mostrar(
        request, ficha, documento, renglon, FormularioSeccion(datos), 409,
        conflicto=distintos, propio=guardada.editada_por_id == request.user.pk,
        otra=guardada.editada_por,
    )  # fmt: skip


def mostrar(
    request: Peticion,
    ficha: Any,
    documento: Documento,
    renglon: Renglon,
    formulario: FormularioSeccion,
    status: int = 200,
    **mas: Any,
) -> HttpResponse:
    cifras = escritura.Cifras(documento.corte, documento.anio, documento.sujeto, todas=True)
    escritas = [(campo, formulario[campo].value() or "") for campo in CAMPOS.values()]
    contexto = pagina(
        request, ficha, str(renglon.escrita.titulo),
        [*migas_de(documento), {"texto": documento.nombre, "url": documento.url}],
        documento=documento, renglon=renglon, escrita=renglon.escrita, formulario=formulario,
        editores=[(formulario[campo], escritura.palabras(texto)) for campo, texto in escritas],
        cifras=cifras.ofrecidas((get_language() or "es")[:2]),
        vistas=vistas(documento, renglon, cifras), nombre_corte=nombre_de(documento.corte),
        **quien(request), **mas,
    )  # fmt: skip
    plantilla = "admin/informes/redaccion/seccion.html"
    return TemplateResponse(request, plantilla, contexto, status=status)


def vistas(
    documento: Documento, renglon: Renglon, cifras: escritura.Cifras
) -> list[dict[str, Any]]:
    """What is saved as it will be read, in each language it is written in; or what is wrong with
    it now that there is another cut."""
    hechas = []
    for idioma, campo in CAMPOS.items():
        html = escritura.limpiar(getattr(renglon.seccion, campo, ""))
        if not html:
            continue
        hecha: dict[str, Any] = {"idioma": idioma}
        try:
            hecha["html"] = mark_safe(cifras.llenar(html, idioma))
            hecha["nota"] = cifras.nota(html, idioma)
        except DocumentoImposible:
            sujeto = documento.sujeto
            hecha["faltas"] = escritura.revisar(html, documento.corte, documento.anio, sujeto)
        hechas.append(hecha)
    return hechas


@require_safe
def redaccion_vista(
    request: Peticion, anio: int, tipo: str, sujeto: str, clave: str, ficha: Any
) -> HttpResponse:
    """A saved section as a page of the document: ``?idioma=en`` for the English one."""
    exigir_lectura(request, ficha)
    documento = documento_o_404(anio, tipo, sujeto)
    renglon = renglon_o_404(documento, clave)
    idioma = "en" if request.GET.get("idioma") == "en" else "es"
    informe = Informe(
        tipo=documento.tipo, corte=documento.corte, anio=anio, sujeto=documento.sujeto,
        nombre_sujeto=documento.nombre_sujeto[idioma], idioma=idioma,
    )  # fmt: skip
    try:
        todas = escritura.congelar(informe).get("secciones", {})
        if clave not in todas:
            raise Http404
        informe.narrativa = {"secciones": {clave: todas[clave]}}
        contenido = vista_previa(informe, clave)
    except (DocumentoImposible, DocumentoMalHecho) as motivo:
        no_sale = _("Esta sección no se puede imprimir. Quite lo último que añadió y pruebe.")
        messages.error(request, str(motivo) if isinstance(motivo, DocumentoImposible) else no_sale)
        return redirect(renglon.url)
    respuesta = HttpResponse(contenido, content_type="application/pdf")
    respuesta["Content-Disposition"] = f'inline; filename="vista-{tipo}-{clave}-{idioma}.pdf"'
    return respuesta


# --- The table -----------------------------------------------------------------------------------


@admin.register(Redaccion)
class RedaccionAdmin(SinFormulario, HistoriaDe, FichaConHistoria):
    """What is written for each document; it is written on pages of its own."""

    campos_de_historia = ["creditos_texto", "creditos_texto_en"]
    list_display = ["__str__", "anio", "cuantas", "ultima"]
    list_filter = ["anio", "tipo"]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("secciones__editada_por")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        def ruta(direccion: str, vista: Any, nombre: str) -> Any:
            protegida = self.admin_site.admin_view(partial(vista, ficha=self))
            return path(direccion, protegida, name=f"informes_redaccion_{nombre}")

        documento = "documento/<int:anio>/<slug:tipo>/<slug:sujeto>/"
        return [
            ruta("corte/<int:corte>/", redaccion_lista, "lista"),
            ruta(documento, redaccion_documento, "documento"),
            ruta(f"{documento}<slug:clave>/", redaccion_seccion, "seccion"),
            ruta(f"{documento}<slug:clave>/vista/", redaccion_vista, "vista"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        redaccion = self.get_object(request, object_id)
        if redaccion is None:
            raise Http404
        claves = [redaccion.anio, redaccion.tipo, redaccion.sujeto or "-"]
        return redirect("admin:informes_redaccion_documento", *claves)

    @admin.display(description=gettext_lazy("secciones"))
    def cuantas(self, redaccion: Redaccion) -> str:
        n = sum(bool(s.texto or s.texto_en) for s in redaccion.secciones.all())
        return ngettext("%(n)s escrita", "%(n)s escritas", n) % {"n": n}

    @admin.display(description=gettext_lazy("última"))
    def ultima(self, redaccion: Redaccion) -> str:
        hechas = sorted(redaccion.secciones.all(), key=lambda s: s.editada_en)
        return f"{hechas[-1].editada_por}" if hechas else ""
