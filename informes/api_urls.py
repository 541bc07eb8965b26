"""Addresses of the public API, version 1."""

from django.urls import path

from informes import (
    api,
    convertidores,  # noqa: F401 (makes <codigo:…> known)
)
from informes.api import parte

app_name = "api"

urlpatterns = [
    path("", api.Raiz.as_view(), name="raiz"),
    path(
        "plan/",
        parte("plan", "Plan", "Plan", "The plan's tree with states.").as_view(),
        name="plan",
    ),
    path(
        "ejes/<codigo:clave>/",
        parte("eje/", "Eje", "Plan", "An eje with its figures.", "1").as_view(),
        name="eje",
    ),
    path(
        "objetivos/<codigo:clave>/",
        parte(
            "objetivo/", "Objetivo", "Plan", "An objetivo operativo with its metas.", "1"
        ).as_view(),
        name="objetivo",
    ),
    path("actividades/", api.Actividades.as_view(), name="actividades"),
    path(
        "actividades/<codigo:clave>/",
        parte(
            "actividad/", "Actividad", "Plan", "An activity by country, with its figures.", "1.1"
        ).as_view(),
        name="actividad",
    ),
    path("estados/", api.Estados.as_view(), name="estados"),
    path("indicadores/", api.Indicadores.as_view(), name="indicadores"),
    path(
        "indicadores/<codigo:clave>/",
        parte("indicador/", "Indicador", "Plan", "An indicator in full.", "1.1.1.a").as_view(),
        name="indicador",
    ),
    path(
        "paises/",
        parte("paises", "Paises", "Plan", "The countries side by side.").as_view(),
        name="paises",
    ),
    path(
        "paises/<codigo:clave>/",
        parte("pais/", "Pais", "Plan", "A country's states and figures.", "gt").as_view(),
        name="pais",
    ),
    path("celdas/", api.Celdas.as_view(), name="celdas"),
    path("datos/", api.Datos.as_view(), name="datos"),
    path(
        "metodo/",
        parte("metodo", "Metodo", "Method", "Coverage and methodology.").as_view(),
        name="metodo",
    ),
    path(
        "recursos/",
        parte("recursos", "Recursos", "Money", "Contributions and their sums.").as_view(),
        name="recursos",
    ),
    path(
        "convenios/",
        parte("convenios", "Convenios", "Money", "Agreements and alliances.").as_view(),
        name="convenios",
    ),
    path(
        "proyectos/",
        parte("proyectos", "Proyectos", "Money", "The projects that may be published.").as_view(),
        name="proyectos",
    ),
    path(
        "proyectos/<codigo:clave>/",
        parte("proyecto/", "Proyecto", "Money", "A project in full.", "f1c00003").as_view(),
        name="proyecto",
    ),
    path(
        "estrategia/",
        parte(
            "estrategia", "Estrategia", "Strategy", "The Estrategia with states and grades."
        ).as_view(),
        name="estrategia",
    ),
    path("cortes/", api.Cortes.as_view(), name="cortes"),
    path("informes/", api.Informes.as_view(), name="informes"),
    path("lineas/", api.Lineas.as_view(), name="lineas"),
    path("organizaciones/", api.Organizaciones.as_view(), name="organizaciones"),
    path("esquema/", api.Descripcion.as_view(), name="esquema"),
    path("documentacion/", api.Documentacion.as_view(), name="documentacion"),
]
