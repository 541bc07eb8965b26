"""The focal points' addresses, under /reportes/."""

from django.urls import path

from planes import views

app_name = "planes"

urlpatterns = [
    path("", views.reportes, name="reportes"),
    path("iniciar/<int:periodo>/<slug:informante>/", views.reporte_iniciar, name="reporte_iniciar"),
    path("<slug:referencia>/", views.reporte_detalle, name="reporte_detalle"),
    path(
        "<slug:referencia>/actividades/<str:codigo>/",
        views.reporte_actividad,
        name="reporte_actividad",
    ),
    path("<slug:referencia>/comprobar/", views.reporte_comprobar, name="reporte_comprobar"),
    path("<slug:referencia>/recibo/", views.reporte_recibo, name="reporte_recibo"),
    path("<slug:referencia>/retirar/", views.reporte_retirar, name="reporte_retirar"),
    path("<slug:referencia>/corregir/", views.reporte_corregir, name="reporte_corregir"),
]
