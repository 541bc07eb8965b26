"""«¿De dónde sale esta cifra?»: from a regional figure of a cut down to each country's answers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from informes import procedencia
from informes.datos_abiertos import nombres_de_categorias
from informes.figuras import en_idioma, idioma_actual
from informes.models import Corte, CorteCelda
from planes import permisos
from planes.admin.comun import pagina
from planes.views.comun import Peticion

from .corte_detalle import corte_o_404, miga_de_corte, miga_de_cortes


@require_safe
def corte_procedencia(request: Peticion, object_id: int, ficha: Any) -> HttpResponse:
    """``?dato=&anio=&categoria=``; without a figure, the choice alone. Exact values: only for
    those who review reports."""
    corte = corte_o_404(request, object_id, ficha)
    if not (permisos.es_secretaria(request.user) or permisos.es_presidencia(request.user)):
        raise PermissionDenied
    celdas = list(corte.celdas.filter(pais="").order_by("anio", "categoria"))
    elegida = elegir(celdas, request)
    hallada = None
    imposible = ""
    if elegida is not None:
        try:
            hallada = procedencia.de_una_cifra(corte, elegida)
        except KeyError:
            imposible = _("El plan ya no pregunta este dato así: no se puede rehacer la cuenta.")
    contexto = pagina(
        request,
        ficha,
        _("¿De dónde sale esta cifra?"),
        [miga_de_cortes(), miga_de_corte(corte)],
        el_corte=corte,
        elegida=elegida,
        hallada=hallada,
        imposible=imposible,
        no_hay=bool(request.GET.get("dato")) and elegida is None,
        **opciones(corte, celdas, elegida),
    )
    return TemplateResponse(request, "admin/informes/corte/procedencia.html", contexto)


def elegir(celdas: list[CorteCelda], request: Peticion) -> CorteCelda | None:
    """The regional cell that the address names. Without a year the last one, without a category
    the first: one choice is enough to begin with."""
    dato = request.GET.get("dato", "")
    anio, categoria = request.GET.get("anio", ""), request.GET.get("categoria", "")
    suyas = [c for c in celdas if c.dato == dato and (not anio or str(c.anio) == anio)]
    de_ella = [c for c in suyas if c.categoria == categoria]
    # Another Dato was chosen in the list: the category was of the one before.
    posibles = de_ella or [c for c in suyas if c.categoria == (suyas[0].categoria)]
    return posibles[-1] if posibles else None


def opciones(corte: Corte, celdas: list[CorteCelda], elegida: CorteCelda | None) -> dict[str, Any]:
    """What can be chosen: Datos, years, and the categories of the chosen one."""
    con_celda = {c.dato for c in celdas}
    datos = [
        (d["codigo"], en_idioma(d["nombre"]))
        for d in corte.parte("metodo")["datos"]
        if d["codigo"] in con_celda
    ]
    nombres = nombres_de_categorias(corte, idioma_actual())
    suyas = {c.categoria for c in celdas if elegida and c.dato == elegida.dato}
    categorias = [(clave, nombres.get(clave, clave) if clave else _("El total")) for clave in suyas]
    return {
        "datos": sorted(datos, key=lambda par: par[1].lower()),
        "anios": sorted({c.anio for c in celdas}),
        "categorias": sorted(categorias),
        "categoria": dict(categorias).get(elegida.categoria, "") if elegida else "",
    }
