"""Addresses of the public API, version 1."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from informes import (
    api,
    convertidores,  # noqa: F401 (makes <codigo:…> known)
)

app_name = "api"

urlpatterns = [
    path("", api.Raiz.as_view(), name="raiz"),
    path("plan/", api.parte("plan", "The plan's tree with states.").as_view(), name="plan"),
    path("paises/", api.parte("paises", "The countries side by side.").as_view(), name="paises"),
    path("metodo/", api.parte("metodo", "Coverage and methodology.").as_view(), name="metodo"),
    path(
        "ejes/<codigo:clave>/",
        api.parte("eje/", "An eje with its figures.", "1").as_view(),
        name="eje",
    ),
    path(
        "objetivos/<codigo:clave>/",
        api.parte("objetivo/", "An objetivo operativo with its metas.", "1").as_view(),
        name="objetivo",
    ),
    path(
        "actividades/<codigo:clave>/",
        api.parte("actividad/", "An activity by country, with its figures.", "1.1").as_view(),
        name="actividad",
    ),
    path(
        "indicadores/<codigo:clave>/",
        api.parte("indicador/", "An indicator in full.", "1.1.1.a").as_view(),
        name="indicador",
    ),
    path(
        "paises/<codigo:clave>/",
        api.parte("pais/", "A country's states and figures.", "gt").as_view(),
        name="pais",
    ),
    path("celdas/", api.Celdas.as_view(), name="celdas"),
    path("cortes/", api.Cortes.as_view(), name="cortes"),
    path("informes/", api.Informes.as_view(), name="informes"),
    path("esquema/", SpectacularAPIView.as_view(), name="esquema"),
    path(
        "documentacion/",
        SpectacularSwaggerSplitView.as_view(url_name="api:esquema"),
        name="documentacion",
    ),
]
