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
        parte(
            "plan",
            "Plan",
            "Plan",
            "The whole plan",
            detalle="Axes, operational objectives and activities, with the state of each activity.",
        ).as_view(),
        name="plan",
    ),
    path(
        "ejes/<codigo:clave>/",
        parte(
            "eje/",
            "Eje",
            "Plan",
            "One axis of the plan",
            "1",
            "Its strategic and operational objectives, its activities and its figures.",
        ).as_view(),
        name="eje",
    ),
    path(
        "objetivos/<codigo:clave>/",
        parte(
            "objetivo/",
            "Objetivo",
            "Plan",
            "One operational objective",
            "1",
            "Its activities and target outcomes, with their indicators.",
        ).as_view(),
        name="objetivo",
    ),
    path("actividades/", api.Actividades.as_view(), name="actividades"),
    path(
        "actividades/<codigo:clave>/",
        parte(
            "actividad/",
            "Actividad",
            "Plan",
            "One activity",
            "1.1",
            "Its state in each country, its target outcomes, figures and published texts.",
        ).as_view(),
        name="actividad",
    ),
    path("estados/", api.Estados.as_view(), name="estados"),
    path("indicadores/", api.Indicadores.as_view(), name="indicadores"),
    path(
        "indicadores/<codigo:clave>/",
        parte(
            "indicador/",
            "Indicador",
            "Plan",
            "One indicator",
            "1.1.1.a",
            "Its target outcome, its figures by year and country, and the printed targets.",
        ).as_view(),
        name="indicador",
    ),
    path(
        "paises/",
        parte(
            "paises",
            "Paises",
            "Plan",
            "The member countries",
            detalle="Each with its national body, its reports and the states of its activities.",
        ).as_view(),
        name="paises",
    ),
    path(
        "paises/<codigo:clave>/",
        parte(
            "pais/",
            "Pais",
            "Plan",
            "One country",
            "gt",
            "The state of its activities, its figures by year and its published texts.",
        ).as_view(),
        name="pais",
    ),
    path("celdas/", api.Celdas.as_view(), name="celdas"),
    path("datos/", api.Datos.as_view(), name="datos"),
    path(
        "metodo/",
        parte(
            "metodo",
            "Metodo",
            "Method",
            "Coverage and methodology",
            detalle="Which countries reported in each half-year, and the sheet of each data item.",
        ).as_view(),
        name="metodo",
    ),
    path(
        "recursos/",
        parte(
            "recursos",
            "Recursos",
            "Money",
            "Contributions and their sums",
            detalle="Each contribution, and the sums by state, donor, year, country and project.",
        ).as_view(),
        name="recursos",
    ),
    path(
        "convenios/",
        parte(
            "convenios",
            "Convenios",
            "Money",
            "Agreements and alliances",
            detalle="The agreements that may be named, and how many there are of each kind.",
        ).as_view(),
        name="convenios",
    ),
    path(
        "proyectos/",
        parte(
            "proyectos",
            "Proyectos",
            "Money",
            "Projects",
            detalle="The projects that may be published, with their stage, cost and money.",
        ).as_view(),
        name="proyectos",
    ),
    path(
        "proyectos/<codigo:clave>/",
        parte(
            "proyecto/",
            "Proyecto",
            "Money",
            "One project",
            "f1c00003",
            "What it will do, the activities of the plan it serves, and its money.",
        ).as_view(),
        name="proyecto",
    ),
    path(
        "estrategia/",
        parte(
            "estrategia",
            "Estrategia",
            "Strategy",
            "The communication strategy",
            detalle="Its axes, tactics and actions, with states, grades and dates.",
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
