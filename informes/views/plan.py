"""Home, the plan's pages from the tree down to the indicator, and the preview of a cut."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actores.solo_post import solo_post
from informes import figuras, graficos, hoja, origen
from informes.cache import con_corte, publica
from informes.figuras import Parte, en_idioma
from informes.models import Corte, EvidenciaPublicada, Informe
from informes.mostrado import PREVIA, corte_de, puede_previsualizar


@con_corte
def inicio(request: HttpRequest, corte: Corte) -> HttpResponse:
    parte = corte.parte("inicio")
    contexto = {
        "parte": parte,
        "conteos": graficos.conteos(parte["distribucion"], figuras.idioma_actual()),
        "destacados": figuras.destacados(parte)[:2],
        "mapa": mapa_de_marcha(parte["paises"]),
        "informe": ultimo_informe(),
    }
    return render(request, "informes/inicio.html", contexto)


def mapa_de_marcha(paises: list[Parte]) -> Parte:
    """The countries by activities under way or completed, as map and list, with the message.

    A country none of whose reports is approved has no figure, which is not nought.
    """
    valores = {
        p["codigo"]: p["en_marcha"] if any(r["aprobado"] for r in p["reportes"]) else None
        for p in paises
    }
    hay = [v for v in valores.values() if v is not None]
    titulo = _("Todavía no hay reportes aprobados")
    if hay:
        titulo = _("De %(menos)s a %(mas)s actividades en marcha o completadas por país") % {
            "menos": min(hay),
            "mas": max(hay),
        }
    if hay and min(hay) == max(hay):
        titulo = _("%(n)s actividades en marcha o completadas en cada país") % {"n": hay[0]}
    total = paises[0]["pedidas"] if paises else 0
    svg = graficos.mapa(
        titulo,
        _("Actividades en curso o completadas de las %(total)s que se piden a cada país")
        % {"total": total},
        valores,
        {codigo: reverse("informes:pais", args=[codigo]) for codigo in valores},
        figuras.idioma_actual(),
        _("Actividades"),
    )
    filas = [{**p, "valor": valores[p["codigo"]]} for p in paises]
    return {"titulo": titulo, "svg": svg, "filas": filas, "total": total}


def ultimo_informe() -> Informe | None:
    """The newest published annual report, in the reader's language if there is one."""
    anuales = Informe.objects.publicados().filter(tipo=Informe.Tipo.ANUAL).defer("narrativa")
    informes = list(anuales.order_by("-anio")[:4])
    del_anio = [i for i in informes if i.anio == informes[0].anio]
    return next((i for i in del_anio if i.idioma == figuras.idioma_actual()), (*del_anio, None)[0])


@con_corte
def plan(request: HttpRequest, corte: Corte) -> HttpResponse:
    """The whole matrix as a tree: objetivo, actividad, meta, indicador."""
    partes = corte.partes.filter(clave__startswith="objetivo/").values_list("contenido", flat=True)
    metas = {o["numero"]: o["metas"] for o in partes}
    parte = corte.parte("plan")
    for eje in parte["ejes"]:
        for objetivo in eje["objetivos"]:
            objetivo["metas"] = metas.get(objetivo["numero"], [])
    contexto = {"parte": parte, "abierto": "metas" in request.GET}
    return render(request, "informes/plan.html", contexto)


@con_corte
def eje(request: HttpRequest, corte: Corte, numero: int) -> HttpResponse:
    parte = corte.parte(f"eje/{numero}")
    hoja.pesar(parte["datos"], corte)
    contexto = {"parte": parte, "migas": migas()}
    return render(request, "informes/eje.html", contexto)


@con_corte
def objetivo(request: HttpRequest, corte: Corte, numero: int) -> HttpResponse:
    parte = corte.parte(f"objetivo/{numero}")
    contexto = {"parte": parte, "migas": migas(parte["eje"])}
    return render(request, "informes/objetivo.html", contexto)


@con_corte
def actividad(request: HttpRequest, corte: Corte, codigo: str) -> HttpResponse:
    parte = corte.parte(f"actividad/{codigo}")
    for bloque in parte["datos"]:
        bloque["indicador"] = bloque["indicadores"][0]["codigo"]
    hoja.pesar(parte["datos"], corte)
    contexto = {
        "parte": parte,
        "columnas": columnas_por_pais(parte),
        "hay_paises": any(p["desde"] for p in parte["por_pais"]),
        "publicadas": list(
            EvidenciaPublicada.objects.publicas().filter(plan=corte.plan_id, actividad=codigo)
        ),
        "migas": migas(parte["eje"], parte["objetivo"]["numero"]),
    }
    return render(request, "informes/actividad.html", contexto)


def columnas_por_pais(parte: Parte, cuantas: int = 3) -> Parte:
    """The table of an activity by country: its state and the last year of its first Datos.

    The semester of a state is told where it is not the newest.
    """
    ultimo = max((p["desde"]["clave"] for p in parte["por_pais"] if p["desde"]), default="")
    series = [
        (bloque, bloque["series"][0])
        for bloque in parte["datos"]
        if bloque["series"] and bloque["series"][0].get("paises") and not bloque["dato"]["sensible"]
    ][:cuantas]
    return {
        "titulos": [
            f"{en_idioma(bloque['dato']['nombre'])}, {bloque['anios'][-1]}" for bloque, _s in series
        ],
        "filas": [
            {
                **p,
                "antes": bool(p["desde"]) and p["desde"]["clave"] != ultimo,
                "cifras": [serie["paises"][p["codigo"]][-1] for _b, serie in series],
            }
            for p in parte["por_pais"]
        ],
    }


@con_corte
def indicador(request: HttpRequest, corte: Corte, codigo: str) -> HttpResponse:
    parte = corte.parte(f"indicador/{codigo}")
    bloque = parte["bloque"]
    contexto: dict[str, Any] = {
        "parte": parte,
        "bloque": bloque,
        "evidencia": figuras.EVIDENCIA.get(parte["evidencia"], ""),
        "migas": migas(parte["eje"], parte["objetivo"], parte["actividad"]["codigo"]),
    }
    if bloque:
        contexto |= {
            "series": bloque["series"] if bloque["dato"]["sensible"] else bloque["series"][:1],
            "desgloses": []
            if bloque["dato"]["sensible"]
            else figuras.por_desagregacion(bloque["series"][1:]),
            "ficha": ficha(bloque["dato"]),
            "origen": origen.de_donde(bloque, parte["paises"]),
            "semestres": sorted(p.clave for p in corte.periodos.all()),
            "csv_bytes": len(hoja.csv_de_bloque(bloque, corte)),
        }
    return render(request, "informes/indicador.html", contexto)


def ficha(dato: Parte) -> list[tuple[str, str]]:
    """The methodology sheet: name and words of what is filled."""
    filas = [
        (_("Qué mide"), en_idioma(dato["definicion"])),
        (_("Fuente"), en_idioma(dato["fuente"])),
        (_("Quién lo registra"), en_idioma(dato["quien"])),
        (_("Cómo se obtiene"), en_idioma(dato["como"])),
        (_("Quién lo reporta"), str(figuras.INFORMANTE[dato["informante"]])),
        (_("Cada cuánto"), str(figuras.PERIODICIDAD[dato["periodicidad"]])),
        (_("En el año"), str(figuras.EN_EL_TIEMPO[dato["regla_tiempo"]])),
        (_("En la región"), mayuscula(figuras.EN_LA_REGION[dato["regla_region"]])),
    ]
    return [(nombre, texto) for nombre, texto in filas if texto]


def mayuscula(texto: Any) -> str:
    frase = str(texto)
    return f"{frase[:1].upper()}{frase[1:]}."


@publica
def indicador_csv(request: HttpRequest, codigo: str) -> HttpResponse:
    """The indicator's figures; 404 where there is no cut or it is only a means of verification."""
    corte = corte_de(request)
    parte = corte.partes.filter(clave=f"indicador/{codigo}").first() if corte else None
    bloque = parte.contenido["bloque"] if parte else None
    if corte is None or bloque is None:
        raise Http404(codigo)
    nombre = f"corett-{codigo}-{figuras.idioma_actual()}.csv"
    return HttpResponse(
        hoja.csv_de_bloque(bloque, corte),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )


def migas(eje: Parte | None = None, objetivo: int = 0, actividad: str = "") -> list[dict[str, str]]:
    """Breadcrumbs down to the level above the page."""
    pasos = [(_("El plan"), reverse("informes:plan"))]
    if eje:
        numero = eje["numero"]
        texto = pgettext("miga", "Eje %(n)s") % {"n": numero}
        pasos.append((texto, reverse("informes:eje", args=[numero])))
    if objetivo:
        texto = pgettext("miga", "Objetivo %(n)s") % {"n": objetivo}
        pasos.append((texto, reverse("informes:objetivo", args=[objetivo])))
    if actividad:
        texto = pgettext("miga", "Actividad %(n)s") % {"n": actividad}
        pasos.append((texto, reverse("informes:actividad", args=[actividad])))
    return [{"texto": texto, "url": url} for texto, url in pasos]


@require_safe
@never_cache
@login_required
def vista_previa(request: HttpRequest, corte: int) -> HttpResponse:
    """From here on this person of the ST sees the whole site as it would be with that cut."""
    if not puede_previsualizar(request.user):
        raise PermissionDenied
    preparado = get_object_or_404(Corte, pk=corte, estado=Corte.Estado.PREPARADO)
    request.session[PREVIA] = preparado.pk
    return redirect("informes:inicio")


@solo_post("informes:inicio")
@never_cache
def salir_vista_previa(request: HttpRequest) -> HttpResponse:
    request.session.pop(PREVIA, None)
    return redirect("informes:inicio")
