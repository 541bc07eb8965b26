"""Permanent addresses of files: the same in every language, so without a language prefix."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path
from django.views.decorators.http import require_safe

from informes.sitemaps import MAPAS
from informes.views import archivos, compartir, noticias, paginas, publicaciones

urlpatterns = [
    path("robots.txt", paginas.robots, name="robots"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": MAPAS}, name="sitemap"),
    path(
        "informes/<int:anio>/<str:nombre>.<slug:extension>",
        archivos.informe_archivo,
        name="informe_archivo",
    ),
    path("imagenes/<str:nombre>", noticias.imagen_editorial, name="imagen_editorial"),
    path(
        "publicaciones/<slug:slug>/<slug:nombre>.<slug:extension>",
        publicaciones.publicacion_archivo,
        name="publicacion_archivo",
    ),
    path("compartir/<slug:idioma>/<slug:clave>.png", compartir.imagen, name="compartir"),
    path(
        "evidencia/<slug:clave>/<str:nombre>",
        archivos.evidencia_publicada,
        name="evidencia_publicada",
    ),
]
