"""The plan's pages from the tree down to the indicator, and the preview of a cut."""

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
from informes import explorador, figuras, hoja, origen
from informes.cache import con_corte, publica
from informes.figuras import Parte, en_idioma
from informes.models import Corte, EvidenciaPublicada
from informes.mostrado import PREVIA, corte_de, puede_previsualizar


@con_corte
def plan(request: HttpRequest, corte: Corte) -> HttpResponse:
    """The matrix as a tree (objetivo, actividad, meta, indicador), whole or what is asked for."""
    objetivos = corte.partes.filter(clave__startswith="objetivo/")
    metas = {o["numero"]: o["metas"] for o in objetivos.values_list("contenido", flat=True)}
    parte = corte.parte("plan")
    elecciones = explorador.elecciones(parte, metas, corte.parte("paises")["paises"])
    filtro = explorador.leer(request.GET, elecciones)
    codigo = filtro.elegidos.get("pais")
    pais = corte.parte(f"pais/{codigo}") if codigo else None
    contexto = {
        "parte": parte,
        "filtro": filtro,
        "pais": pais,
        "arbol": explorador.explorar(parte, metas, filtro, pais),
        "abierto": bool({"metas", "q", "socio"} & set(request.GET)),
    }
    return render(request, "informes/plan.html", contexto, status=filtro.estado)


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
        bloque["indicador"] = codigo
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
    """From here on this person sees the whole site as it would be with that cut and the drafts
    made from it."""
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
