"""The registers: lists of actions, agreements, projects and money, narrowed down, as files."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from actores.archivos import FORMATOS, escribir
from actores.models import Pais
from planes import permisos
from planes.forms.registro_filtro import Filtro, con_falta_de_acta
from planes.inventario import completas, tabla, totales
from planes.models import Accion, Registro
from planes.models.reporte import paises_que_lee
from planes.propuestas import MODELOS, bloqueadas

from .comun import Peticion

POR_PAGINA = 25


def modelo_o_404(tipo: str) -> type[Registro]:
    """The register of that word in the address."""
    if tipo not in MODELOS:
        raise Http404
    return MODELOS[tipo]


def lectores_o_404(request: Peticion) -> list[Pais | None]:
    """Whose rows this person may read, None for the region's; nobody else has this page."""
    if not permisos.lee_registro(request.user):
        raise Http404
    if permisos.lee_reportes(request.user):
        return [*Pais.objects.all(), None]
    return list(Pais.objects.filter(pk__in=paises_que_lee(request.user)))


def informantes(request: Peticion) -> list[Pais | None]:
    """For whom this person writes in the registers; None stands for the region."""
    suyos: list[Pais | None] = list(Pais.objects.filter(pk__in=paises_que_lee(request.user)))
    return [*suyos, *([None] if permisos.puede_anotar(request.user, None) else [])]


def contexto_de_registro(tipo: str, **mas: Any) -> dict[str, Any]:
    """What every page of a register shows."""
    pestanas = [(t, capfirst(m._meta.verbose_name_plural)) for t, m in MODELOS.items()]
    return {"seccion": "reportes", "menu": "registro", "tipo": tipo, "pestanas": pestanas, **mas}


def pedidas(request: Peticion) -> tuple[str, Filtro, QuerySet[Any]]:
    """The register that was asked for, the question, and the rows that answer it. An address
    that names none is one of the actions."""
    tipo = request.GET.get("tipo", "")
    tipo = tipo if tipo in MODELOS else "accion"
    modelo = MODELOS[tipo]
    filtro = Filtro(modelo, lectores_o_404(request), request.GET)
    return tipo, filtro, filtro.aplicar(modelo._default_manager.visibles_para(request.user))


@login_required
@require_safe
def registro(request: Peticion) -> HttpResponse:
    """The rows of a register that this person may read, newest first."""
    tipo, filtro, filas = pedidas(request)
    pagina = Paginator(completas(filas), POR_PAGINA).get_page(request.GET.get("pagina"))
    parametros = request.GET.copy()
    parametros.pop("pagina", None)
    contexto = contexto_de_registro(
        tipo,
        filtro=filtro,
        dato=filtro.dato_elegido,
        pagina=pagina,
        filtros=parametros.urlencode(),
        filtrada=any(filtro.elegido(campo) for campo in filtro.fields),
        totales=totales(filas),
        bloqueadas=bloqueadas(pagina),
        anota=bool(informantes(request)),
        varios=filtro.varios_paises,
        sin_acta=actas_que_faltan(request) if tipo == "accion" else 0,
    )
    return render(request, "planes/registro.html", contexto)


def actas_que_faltan(request: Peticion) -> int:
    """How many meetings and visits of those that this person may read have no minutes."""
    suyas: Any = con_falta_de_acta(Accion.objects.visibles_para(request.user))
    return int(suyas.filter(sin_acta=True).count())


@login_required
@require_safe
def registro_exportar(request: Peticion) -> HttpResponse:
    """The list, as it is narrowed down, as a file: XLSX or CSV."""
    formato = "csv" if request.GET.get("formato") == "csv" else "xlsx"
    tipo, _filtro, filas = pedidas(request)
    datos = tabla(filas.model, completas(filas, para_archivo=True))
    nombre = f"corett-{tipo}-{timezone.localdate():%Y-%m-%d}.{formato}"
    return HttpResponse(
        escribir(datos, formato),
        content_type=FORMATOS[formato],
        headers={"Content-Disposition": f'attachment; filename="{nombre}"'},
    )
