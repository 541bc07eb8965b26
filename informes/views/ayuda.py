"""The user manual."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from informes import manual
from informes.cache import publica


@publica
def ayuda(request: HttpRequest) -> HttpResponse:
    """All documents, with what each is for."""
    contexto = {"documentos": manual.documentos(request.LANGUAGE_CODE)}
    return render(request, "informes/ayuda.html", contexto)


@publica
def ayuda_tema(request: HttpRequest, tema: str) -> HttpResponse:
    """One document with its contents list."""
    try:
        documento = manual.documento(tema, request.LANGUAGE_CODE)
    except KeyError as error:
        raise Http404(tema) from error
    migas = [{"texto": _("Ayuda"), "url": reverse("informes:ayuda")}]
    return render(request, "informes/ayuda_tema.html", {"documento": documento, "migas": migas})
