"""Open data: what can be downloaded of the cut in force and of every earlier one."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from informes import datos_abiertos, figuras, graficos, tareas, vigencia
from informes import datos_abiertos_archivos as archivos
from informes.api import errores
from informes.cache import con_corte, con_sello, publica
from informes.documentos import datos as escritos
from informes.figuras import Parte
from informes.filtros import Filtro, Queja, breve
from informes.models import Corte, Informe
from informes.mostrado import corte_de, informes_de

TIPOS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}

# --- Pages --------------------------------------------------------------------------------------


@con_corte
def datos(request: HttpRequest, corte: Corte) -> HttpResponse:
    """The files of the cut in force, how to use them, the API, and the earlier cuts."""
    return render(request, "informes/datos.html", contexto_de(request, corte, ""))


@publica
def version(request: HttpRequest, huella: str) -> HttpResponse:
    """The same of one cut, in force or not, at an address that stays."""
    corte = datos_abiertos.corte_con(huella)
    if corte is None or corte.estado == Corte.Estado.RETIRADO:
        return no_esta(request, corte)
    return render(request, "informes/datos.html", contexto_de(request, corte, huella))


def contexto_de(request: HttpRequest, corte: Corte, huella: str) -> dict[str, Any]:
    """``huella``: of the cut whose page this is; empty for the one in force."""
    raiz = reverse("informes:datos_version", args=[huella]) if huella else reverse("informes:datos")
    pesos = archivos.pesos(corte, request.LANGUAGE_CODE)
    if not pesos:
        tareas.echar_de_menos_datos_abiertos(corte)
    tablas = archivos.indice(corte, request.LANGUAGE_CODE)
    return {
        "mostrado": corte,
        "de_version": bool(huella),
        "raiz": raiz,
        "absoluta": request.build_absolute_uri(raiz),
        "tablas": [con_archivos(tabla, raiz, pesos) for tabla in tablas],
        "celdas": next(t["filas"] for t in tablas if t["tabla"] == "celdas"),
        "pesos": {nombre.replace(".", "_"): peso for nombre, peso in pesos.items()},
        "anexos": anexos(request, corte),
        "versiones": vigencia.historia_de_cortes(),
        "cita": escritos.cita(corte),
        "url_version": request.build_absolute_uri(
            reverse("informes:datos_version", args=[corte.huella])
        ),
        "marcas": graficos.MARCA["marcas"],
        "ejemplos": ejemplos_de_api(request, corte),
        "errores": [{"clase": c, "estado": e, "titulo": t, "dicho": d}
                    for e, (c, t, d) in errores.CLASES.items()],
        "migas": [{"texto": _("Datos abiertos"), "url": reverse("informes:datos")}]
        if huella
        else [],
    }  # fmt: skip


def con_archivos(tabla: Parte, raiz: str, pesos: dict[str, int]) -> Parte:
    """A table with the address of each of its files, and its size once it has been made."""
    nombres = [(formato, f"{tabla['tabla']}.{formato}") for formato in escritos.FORMATOS]
    return {
        **tabla,
        "archivos": [
            {
                "formato": f.upper(),
                "nombre": nombre,
                "url": f"{raiz}{nombre}",
                "peso": pesos.get(nombre),
            }
            for f, nombre in nombres
        ],
    }


def anexos(request: HttpRequest, corte: Corte) -> list[Informe]:
    """The annex of that cut, the one in the reader's language first."""
    suyos = informes_de(request).filter(corte=corte, tipo=Informe.Tipo.ANEXO)
    idioma = figuras.idioma_actual()
    return sorted(suyos.prefetch_related("formas"), key=lambda i: i.idioma != idioma)


def ejemplos_de_api(request: HttpRequest, corte: Corte) -> list[dict[str, str]]:
    """Addresses of the API that answer with the cut in force, as examples."""
    celda = corte.celdas.exclude(pais="").first()
    pais, dato = (celda.pais, celda.dato) if celda else ("gt", "")
    ejemplos = [
        (_("El árbol del plan con sus estados"), reverse("api:plan")),
        (_("Las actividades en curso"), f"{reverse('api:actividades')}?estado=en_curso"),
        (_("Un país: estados y cifras"), reverse("api:pais", args=[pais])),
        (_("Las cifras de un dato"), f"{reverse('api:celdas')}?dato={dato}"),
        (_("Las cifras de un país"), f"{reverse('api:celdas')}?pais={pais}"),
        (_("Los totales de la región"), f"{reverse('api:celdas')}?pais=region&categoria=total"),
        (_("Fichas de los datos"), reverse("api:datos")),
        (_("Los cortes publicados"), reverse("api:cortes")),
        (_("Los informes publicados"), reverse("api:informes")),
    ]
    return [{"texto": t, "url": request.build_absolute_uri(u)} for t, u in ejemplos]


# --- Files --------------------------------------------------------------------------------------


@require_safe
def archivo(request: HttpRequest, tabla: str, formato: str, huella: str = "") -> HttpResponse:
    """A file of the cut in force, or of the one with that hash (``?corte=`` says it too). Of
    ``celdas.csv`` also one country's rows (``?pais=gt``), or the region's (``?pais=region``)."""
    corte = corte_pedido(request, huella)
    if corte is None or corte.estado == Corte.Estado.RETIRADO:
        return no_esta(request, corte)
    nombre = f"{tabla}.{formato}"
    filtro = pedido(request, corte, ("corte", "pais") if nombre == "celdas.csv" else ("corte",))
    if filtro.quejas:
        return no_esta(request, None, filtro=filtro)
    if pais := filtro.elegidos.get("pais"):
        contenido = datos_abiertos.csv_de_celdas(corte, request.LANGUAGE_CODE, pais)
        return descarga(request, contenido, formato, f"{corte.fecha.isoformat()}-celdas-{pais}")
    entero = archivos.leer(corte, request.LANGUAGE_CODE, nombre)
    if entero is None:
        return no_esta(request, None, nombre)
    return descarga(request, entero, formato, f"{corte.fecha.isoformat()}-{tabla}")


def corte_pedido(request: HttpRequest, huella: str = "") -> Corte | None:
    """The cut with the hash of the address or of ``?corte=``; without one, the cut in force."""
    huella = huella or request.GET.get("corte", "").strip()
    return datos_abiertos.corte_con(huella) if huella else corte_de(request)


def pedido(request: HttpRequest, corte: Corte, posibles: Collection[str]) -> Filtro:
    """What is asked of a file. A column that cannot choose its rows is told, never ignored."""
    if not request.GET:
        return Filtro({}, [])
    elecciones = [e for e in datos_abiertos.elecciones(corte) if e.nombre in posibles]
    filtro = Filtro(request.GET, elecciones)
    tablas = archivos.indice(corte, request.LANGUAGE_CODE)
    columnas = {"idioma", *(campo["nombre"] for tabla in tablas for campo in tabla["campos"])}
    for nombre in sorted(columnas.difference(posibles)):
        if request.GET.get(nombre, "").strip():
            frase = _("Este archivo se da entero: «%(nombre)s» no elige nada en él.")
            salida = (_("Elegir las filas con la API"), f"{reverse('informes:datos')}#api")
            filtro.quejas.append(Queja(frase % {"nombre": nombre}, [salida]))
    return filtro


@require_safe
def cortes(request: HttpRequest, formato: str) -> HttpResponse:
    """The list of cuts: the only table that is of no cut, so it is written each time."""
    corte = corte_de(request)
    if corte is None:
        return no_esta(request, None)
    filtro = pedido(request, corte, ())
    if filtro.quejas:
        return no_esta(request, None, filtro=filtro)
    raiz = request.build_absolute_uri(reverse("informes:datos"))
    tabla = escritos.tabla_de_cortes(raiz)
    acerca = [(_("Título"), _("Datos abiertos de la CORETT"))]
    return descarga(request, escritos.escribir(tabla, formato, corte, acerca), formato, "cortes")


def descarga(request: HttpRequest, contenido: bytes, formato: str, nombre: str) -> HttpResponse:
    """A download whose name tells the date of its data and its language."""
    completo = f"corett-{nombre}-{request.LANGUAGE_CODE}.{formato}"
    cabeceras = {"Content-Disposition": f'attachment; filename="{completo}"'}
    respuesta = con_sello(HttpResponse(contenido, content_type=TIPOS[formato], headers=cabeceras))
    respuesta.headers["Access-Control-Allow-Origin"] = "*"
    final = get_conditional_response(request, etag=respuesta.headers["ETag"], response=respuesta)
    assert isinstance(final, HttpResponse)
    return final


def no_esta(
    request: HttpRequest, corte: Corte | None, nombre: str = "", filtro: Filtro | None = None
) -> HttpResponse:
    """410 with the reason for a withdrawn cut; 404 with a sentence for the rest."""
    if corte is not None:
        frase = datos_abiertos.dicho_de_retiro(corte)
    elif filtro is not None:
        frase = ""
    elif nombre:
        frase = _("Este corte no tiene ningún archivo «%(nombre)s».") % {"nombre": nombre[:60]}
    elif pedida := breve(request.GET.get("corte", "")):
        frase = _("Ningún corte publicado tiene la huella «%(huella)s».") % {"huella": pedida}
    else:
        frase = _("No hay ningún corte publicado en esta dirección.")
    titulo = _("Se retiró") if corte else _("No está")
    contexto = {"titulo": titulo, "frase": frase, "filtro": filtro}
    return render(request, "informes/datos_no_esta.html", contexto, status=410 if corte else 404)
