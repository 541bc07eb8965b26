"""Permanent addresses of files: the same in every language, so without a language prefix."""

from django.urls import path

from informes.views import archivos

urlpatterns = [
    path("informes/<int:anio>/<str:nombre>.pdf", archivos.informe_pdf, name="informe_pdf"),
]
