"""The first page: what CORETT is, how far the plan is, where to get help, what is new."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from actores.models import PublicoMeta
from informes import editorial, editorial_publico, fechas, figuras, graficos
from informes.cache import con_corte
from informes.editorial import Lectura
from informes.marcha import mapa_de_marcha
from informes.models import Campana, Corte, Informe
from informes.mostrado import informes_de

NOTICIAS, FECHAS, CAMPANAS = 3, 3, 2


@con_corte
def inicio(request: HttpRequest, corte: Corte) -> HttpResponse:
    parte = corte.parte("inicio")
    contexto = {
        "parte": parte,
        "conteos": graficos.conteos(parte["distribucion"], figuras.idioma_actual()),
        "destacados": figuras.destacados(parte)[:2],
        "mapa": mapa_de_marcha(parte["paises"]),
        "informe": ultimo_informe(request),
        "noticias": editorial_publico.ultimas_noticias(NOTICIAS),
        "campanas": campanas_en_curso(CAMPANAS),
        "fechas": fechas.proximas(FECHAS),
        "publicos": PublicoMeta.objects.all(),
    }
    return render(request, "informes/inicio.html", contexto)


def ultimo_informe(request: HttpRequest) -> Informe | None:
    """The newest annual report, in the reader's language if there is one."""
    anuales = informes_de(request).filter(tipo=Informe.Tipo.ANUAL).defer("narrativa")
    informes = list(anuales.order_by("-anio")[:4])
    del_anio = [i for i in informes if i.anio == informes[0].anio]
    return next((i for i in del_anio if i.idioma == figuras.idioma_actual()), (*del_anio, None)[0])


def campanas_en_curso(cuantas: int) -> list[Lectura]:
    """The campaigns that have begun and are not over, the newest first."""
    hoy = timezone.localdate()
    abiertas = Campana.objects.publicados().filter(Q(fin__isnull=True) | Q(fin__gte=hoy))
    filas = abiertas.filter(inicio__lte=hoy).order_by("-inicio", "-pk")[:cuantas]
    return [editorial.leer(fila) for fila in filas]
