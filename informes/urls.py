"""Addresses of the public site; each has its twin under ``/en/``."""

from django.urls import path

from informes import convertidores  # noqa: F401 (makes <codigo:…> known)
from informes.views import ayuda, boletines, informes, paginas, paises, plan, verificacion

app_name = "informes"


urlpatterns = [
    path("", plan.inicio, name="inicio"),
    path("plan/", plan.plan, name="plan"),
    path("plan/ejes/<int:numero>/", plan.eje, name="eje"),
    path("plan/objetivos/<int:numero>/", plan.objetivo, name="objetivo"),
    path("plan/actividades/<codigo:codigo>/", plan.actividad, name="actividad"),
    path("plan/indicadores/<codigo:codigo>/", plan.indicador, name="indicador"),
    path("plan/indicadores/<codigo:codigo>/datos.csv", plan.indicador_csv, name="indicador_csv"),
    path("paises/", paises.paises, name="paises"),
    path("paises/<codigo:codigo>/", paises.pais, name="pais"),
    path("informes/", informes.informes, name="informes"),
    path("informes/<int:anio>/", informes.informe, name="informe"),
    path("boletines/", boletines.boletines, name="boletines"),
    path("boletines/<int:anio>/<slug:trimestre>/", boletines.boletin, name="boletin"),
    path("transparencia/", paginas.transparencia, name="transparencia"),
    path("datos/", paginas.datos, name="datos"),
    path("datos/celdas.csv", paginas.celdas_csv, name="celdas_csv"),
    path("datos/diccionario.csv", paginas.diccionario_csv, name="diccionario_csv"),
    path("datos/corte.json", paginas.corte_json, name="corte_json"),
    path("metodo/", paginas.metodo, name="metodo"),
    path("acerca/", paginas.acerca, name="acerca"),
    path("accesibilidad/", paginas.accesibilidad, name="accesibilidad"),
    path("privacidad/", paginas.privacidad, name="privacidad"),
    path("ayuda-victimas/", paginas.ayuda_victimas, name="ayuda_victimas"),
    path("ayuda/", ayuda.ayuda, name="ayuda"),
    path("ayuda/<slug:tema>/", ayuda.ayuda_tema, name="ayuda_tema"),
    path("verificar/", verificacion.verificar_buscar, name="verificar_buscar"),
    path("verificar/<codigo:huella>/", verificacion.verificar, name="verificar"),
    path("vista-previa/salir/", plan.salir_vista_previa, name="salir_vista_previa"),
    path("vista-previa/<int:corte>/", plan.vista_previa, name="vista_previa"),
]
