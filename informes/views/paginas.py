"""Pages that explain and account for the portal: transparency, data, method, help, the rest."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from actores.models import LineaDenuncia, Mandato, Organizacion, Pais
from informes import datos_abiertos, figuras, graficos, vigencia
from informes.cache import con_corte, publica
from informes.figuras import Parte
from informes.models import Corte, Informe
from informes.views.plan import ficha

# --- Where the figures come from ----------------------------------------------------------------


@con_corte
def transparencia(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Date of the data, who reported when, what was published and what was withdrawn."""
    metodo = corte.parte("metodo")
    filas = [
        {**fila, "semestres": list(zip(metodo["semestres"], fila["aprobados"], strict=True))}
        for fila in metodo["reportes"]
    ]
    recursos = montos(corte, metodo["datos"])
    contexto = {
        "plan": corte.parte("inicio")["plan"],
        "recursos": recursos,
        "anios": [c["anio"] for c in recursos[0]["cifras"]] if recursos else [],
        "semestres": metodo["semestres"],
        "filas": filas,
        "aprobados": sum(sum(f["aprobados"]) for f in filas),
        "esperados": sum(len(f["aprobados"]) for f in filas),
        "cortes": vigencia.historia_de_cortes(),
    }
    return render(request, "informes/transparencia.html", contexto)


def montos(corte: Corte, datos: list[Parte]) -> list[Parte]:
    """The regional amounts of money by year, each with its Dato."""
    por_dato: dict[str, list[Parte]] = {d["codigo"]: [] for d in datos if d["tipo"] == "monto"}
    for celda in corte.celdas.filter(dato__in=por_dato, pais="", categoria="").order_by("anio"):
        cifra = {"tipo": "monto", "anio": celda.anio, "valor": celda.valor, "marca": celda.marca}
        por_dato[celda.dato].append(cifra)
    return [{**d, "cifras": por_dato[d["codigo"]]} for d in datos if por_dato.get(d["codigo"])]


@con_corte
def metodo(request: HttpRequest, corte: Corte) -> HttpResponse:
    """How figures are added up and protected, and the methodology sheet of each Dato."""
    fichas = [{**dato, "ficha": ficha(dato)} for dato in corte.parte("metodo")["datos"]]
    contexto = {
        "fichas": fichas,
        "limite": settings.PRIVACIDAD_LIMITE,
        "estados": graficos.MARCA["estados"],
    }
    return render(request, "informes/metodo.html", contexto)


# --- Open data ----------------------------------------------------------------------------------


@con_corte
def datos(request: HttpRequest, corte: Corte) -> HttpResponse:
    """What can be downloaded, with its size, and the addresses of the API."""
    contexto = {
        "celdas": corte.celdas.count(),
        "tamano_celdas": len(bytes_de_celdas(corte, request.LANGUAGE_CODE)),
        "tamano_diccionario": len(datos_abiertos.csv_de_diccionario()),
        "tamano_corte": len(bytes_de_corte(corte)),
        "anexos": anexos(corte),
        "campos": datos_abiertos.CAMPOS,
        "ejemplos": ejemplos_de_api(request, corte),
    }
    return render(request, "informes/datos.html", contexto)


def anexos(corte: Corte) -> list[Informe]:
    """The published annex of that cut, the one in the reader's language first."""
    suyos = Informe.objects.publicados().filter(corte=corte, tipo=Informe.Tipo.ANEXO)
    idioma = figuras.idioma_actual()
    return sorted(suyos.prefetch_related("formas"), key=lambda i: i.idioma != idioma)


def ejemplos_de_api(request: HttpRequest, corte: Corte) -> list[dict[str, str]]:
    """Addresses of the API that answer with this cut, as examples."""
    celda = corte.celdas.exclude(pais="").first()
    pais, dato = (celda.pais, celda.dato) if celda else ("gt", "")
    ejemplos = [
        (_("El árbol del plan con sus estados"), reverse("api:plan")),
        (_("Un país: estados y cifras"), reverse("api:pais", args=[pais])),
        (_("Las cifras de un dato"), f"{reverse('api:celdas')}?dato={dato}"),
        (_("Las cifras de un país"), f"{reverse('api:celdas')}?pais={pais}"),
        (_("Cobertura y fichas de los datos"), reverse("api:metodo")),
        (_("Los cortes publicados"), reverse("api:cortes")),
        (_("Los informes publicados"), reverse("api:informes")),
    ]
    return [{"texto": t, "url": request.build_absolute_uri(u)} for t, u in ejemplos]


@con_corte
def celdas_csv(request: HttpRequest, corte: Corte) -> HttpResponse:
    """Every figure of the cut; ``?pais=gt`` one country's."""
    idioma, pais = request.LANGUAGE_CODE, request.GET.get("pais", "")
    if not pais:
        return archivo(corte, f"celdas-{idioma}.csv", bytes_de_celdas(corte, idioma))
    if pais not in {p["codigo"] for p in corte.parte("paises")["paises"]}:
        raise Http404(pais)
    del_pais = datos_abiertos.csv_de_celdas(corte, idioma, pais)
    return archivo(corte, f"{pais}-{idioma}.csv", del_pais)


@con_corte
def diccionario_csv(request: HttpRequest, corte: Corte) -> HttpResponse:
    nombre = f"diccionario-{request.LANGUAGE_CODE}.csv"
    return archivo(corte, nombre, datos_abiertos.csv_de_diccionario())


@con_corte
def corte_json(request: HttpRequest, corte: Corte) -> HttpResponse:
    """The whole cut, for whoever wants to compute its hash."""
    return archivo(corte, "corte.json", bytes_de_corte(corte), "application/json")


def archivo(
    corte: Corte, nombre: str, contenido: bytes, tipo: str = "text/csv; charset=utf-8"
) -> HttpResponse:
    """A download whose name tells the date of its data."""
    completo = f"corett-{corte.fecha.isoformat()}-{nombre}"
    cabeceras = {"Content-Disposition": f'attachment; filename="{completo}"'}
    return HttpResponse(contenido, content_type=tipo, headers=cabeceras)


def bytes_de_celdas(corte: Corte, idioma: str) -> bytes:
    return guardado(corte, f"celdas-{idioma}", lambda: datos_abiertos.csv_de_celdas(corte, idioma))


def bytes_de_corte(corte: Corte) -> bytes:
    return guardado(corte, "completo", lambda: datos_abiertos.corte_completo(corte))


def guardado(corte: Corte, nombre: str, hacer: Callable[[], bytes]) -> bytes:
    """Made once for a cut: its content never changes."""
    clave = f"archivo-{corte.pk}-{corte.huella}-{nombre}"
    contenido: bytes = cache.get_or_set(clave, hacer, timeout=None)  # type: ignore[assignment]
    return contenido


# --- Help, and about the portal -------------------------------------------------------------------


@require_safe
@never_cache
def ayuda_victimas(request: HttpRequest) -> HttpResponse:
    """Verified help lines only, read at this moment: a wrong number vanishes at once."""
    lineas: dict[int, list[LineaDenuncia]] = {}
    for linea in LineaDenuncia.objects.filter(verificada_en__isnull=False):
        lineas.setdefault(linea.pais_id, []).append(linea)
    paises = [{"pais": pais, "lineas": lineas.get(pais.pk, [])} for pais in Pais.objects.all()]
    return render(request, "informes/ayuda_victimas.html", {"paises": paises})


@publica
def acerca(request: HttpRequest) -> HttpResponse:
    """What CORETT is, who is in it, who holds its two offices, where it comes from."""
    publicas = Organizacion.objects.filter(publicable=True)
    contexto = {
        "paises": Pais.objects.select_related("organismo"),
        "observadores": publicas.filter(roles__rol="observador"),
        "oficios": [
            {"nombre": nombre, "clave": clave, "mandato": vigente(clave)}
            for clave, nombre in Mandato.Oficio.choices
        ],
    }
    return render(request, "informes/acerca.html", contexto)


def vigente(oficio: str) -> Mandato | None:
    """The country that holds an office now, if that is known."""
    return Mandato.objects.vigentes().filter(oficio=oficio).select_related("pais").first()


@publica
def accesibilidad(request: HttpRequest) -> HttpResponse:
    return render(request, "informes/accesibilidad.html")


@publica
def privacidad(request: HttpRequest) -> HttpResponse:
    return render(request, "informes/privacidad.html")


@publica
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone, and where the sitemap is."""
    contexto = {"mapa": request.build_absolute_uri(reverse("sitemap"))}
    return render(
        request, "informes/robots.txt", contexto, content_type="text/plain; charset=utf-8"
    )
