"""The focal points' addresses, under /reportes/."""

from django.urls import path

from planes import views

app_name = "planes"

urlpatterns = [
    path("", views.reportes, name="reportes"),
    path("calendario.ics", views.calendario, name="calendario"),
    path("iniciar/<int:periodo>/<slug:informante>/", views.reporte_iniciar, name="reporte_iniciar"),
    path("registro/", views.registro, name="registro"),
    path("registro/planilla.xlsx", views.registro_planilla, name="registro_planilla"),
    path("registro/planilla/", views.registro_planilla_subir, name="registro_planilla_subir"),
    path("registro/exportar/", views.registro_exportar, name="registro_exportar"),
    path("registro/<slug:tipo>/nueva/", views.registro_nueva, name="registro_nueva"),
    path("registro/<slug:tipo>/<slug:referencia>/", views.registro_fila, name="registro_fila"),
    path(
        "registro/<slug:tipo>/<slug:referencia>/duplicar/",
        views.registro_duplicar,
        name="registro_duplicar",
    ),
    path(
        "registro/<slug:tipo>/<slug:referencia>/borrar/",
        views.registro_borrar,
        name="registro_borrar",
    ),
    path("evidencias/<slug:referencia>/", views.evidencia, name="evidencia"),
    path(
        "evidencias/<slug:referencia>/clasificar/", views.evidencia_editar, name="evidencia_editar"
    ),
    path("evidencias/<slug:referencia>/borrar/", views.evidencia_borrar, name="evidencia_borrar"),
    path(
        "registro/<slug:tipo>/<slug:referencia>/evidencias/",
        views.registro_evidencia_subir,
        name="registro_evidencia_subir",
    ),
    path("mi-pais/", views.mi_pais, name="mi_pais"),
    path("mi-pais/exportar/", views.mi_pais_exportar, name="mi_pais_exportar"),
    path("colaboradores/", views.colaboradores, name="colaboradores"),
    path("colaboradores/invitar/", views.colaborador_nuevo, name="colaborador_nuevo"),
    path("colaboradores/<int:pk>/", views.colaborador, name="colaborador"),
    path(
        "colaboradores/<int:pk>/terminar/", views.colaborador_terminar, name="colaborador_terminar"
    ),
    path(
        "colaboradores/<int:pk>/reinvitar/",
        views.colaborador_reinvitar,
        name="colaborador_reinvitar",
    ),
    path("autoevaluacion/", views.autoevaluaciones, name="autoevaluaciones"),
    path("autoevaluacion/<int:anio>/", views.autoevaluacion, name="autoevaluacion"),
    path(
        "autoevaluacion/<int:anio>/reabrir/",
        views.autoevaluacion_reabrir,
        name="autoevaluacion_reabrir",
    ),
    path(
        "autoevaluacion/<int:anio>/propuestas/nueva/", views.propuesta_nueva, name="propuesta_nueva"
    ),
    path("autoevaluacion/propuestas/<int:pk>/", views.propuesta, name="propuesta"),
    path(
        "autoevaluacion/<int:pk>/evidencias/",
        views.autoevaluacion_evidencia_subir,
        name="autoevaluacion_evidencia_subir",
    ),
    path("<slug:referencia>/", views.reporte_detalle, name="reporte_detalle"),
    path(
        "<slug:referencia>/actividades/<str:codigo>/",
        views.reporte_actividad,
        name="reporte_actividad",
    ),
    path(
        "<slug:referencia>/actividades/<str:codigo>/autoguardar/",
        views.reporte_autoguardar,
        name="reporte_autoguardar",
    ),
    path(
        "<slug:referencia>/actividades/<str:codigo>/evidencias/",
        views.evidencia_subir,
        name="evidencia_subir",
    ),
    path("<slug:referencia>/planilla.xlsx", views.planilla, name="planilla"),
    path("<slug:referencia>/planilla/", views.planilla_subir, name="planilla_subir"),
    path("<slug:referencia>/comprobar/", views.reporte_comprobar, name="reporte_comprobar"),
    path("<slug:referencia>/observaciones/<int:clave>/", views.observacion, name="observacion"),
    path("<slug:referencia>/textos/", views.reporte_textos, name="reporte_textos"),
    path("<slug:referencia>/recibo/", views.reporte_recibo, name="reporte_recibo"),
    path("<slug:referencia>/recibo.pdf", views.reporte_recibo_pdf, name="reporte_recibo_pdf"),
    path("<slug:referencia>/retirar/", views.reporte_retirar, name="reporte_retirar"),
    path("<slug:referencia>/corregir/", views.reporte_corregir, name="reporte_corregir"),
    path("<slug:referencia>/abandonar/", views.reporte_abandonar, name="reporte_abandonar"),
]
