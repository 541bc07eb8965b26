"""The Excel workbook of a report: download it, upload it filled, confirm what it changes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from actores.demostracion import nombre_avisado
from planes import operaciones
from planes.forms.planilla import FormularioPlanilla
from planes.planilla import subida
from planes.planilla.archivo import Rechazada
from planes.planilla.cambios import Comparacion, Estado
from planes.planilla.libro import escribir_libro
from planes.planilla.reporte import PlanillaDeReporte

from .comun import Peticion, contexto_de, en_nombre_de, reporte_o_404

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@require_safe
def planilla(request: Peticion, referencia: str) -> HttpResponse:
    """The report as a workbook in the reader's language, with what is saved already."""
    return descargar(PlanillaDeReporte(reporte_o_404(request, referencia), request.user))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def planilla_subir(request: Peticion, referencia: str) -> HttpResponse:
    """Upload, look at what would change, confirm."""
    reporte = reporte_o_404(request, referencia)
    asunto = PlanillaDeReporte(reporte, request.user)
    contexto = contexto_de(
        request,
        reporte,
        volver=reverse("planes:reporte_detalle", args=[reporte.referencia]),
        nombre_de_volver=_("Reporte") if en_nombre_de(request.user, reporte) else _("Su reporte"),
        de_que=f"{reporte.nombre_informante} · {reporte.periodo}",
        bajar=reverse("planes:planilla", args=[reporte.referencia]),
    )
    return atender(request, asunto, contexto)


# --- The same for a report and for the register ----------------------------------------------


def descargar(asunto: subida.Asunto) -> HttpResponse:
    respuesta = HttpResponse(escribir_libro(asunto.describir()), content_type=XLSX)
    nombre = nombre_avisado(asunto.nombre_de_archivo)
    respuesta["Content-Disposition"] = f'attachment; filename="{nombre}"'
    return respuesta


def atender(request: Peticion, asunto: subida.Asunto, contexto: dict[str, Any]) -> HttpResponse:
    """The one address for upload and confirmation. ``contexto``: ``volver`` (address) and
    ``nombre_de_volver``, ``de_que``, ``bajar`` (address of the download)."""
    contexto["cerrado"] = asunto.cerrado
    if request.method != "POST":
        return pagina_de_subir(request, contexto, FormularioPlanilla())
    if contexto["cerrado"]:
        return pagina_de_subir(request, contexto, FormularioPlanilla(), status=403)
    if "planilla" in request.POST:
        return confirmar(request, asunto, contexto)
    form = FormularioPlanilla(request.POST, request.FILES)
    if not form.is_valid():
        return pagina_de_subir(request, contexto, form)
    archivo = form.cleaned_data["archivo"]
    try:
        tocadas = subida.leer(archivo.read(), archivo.name, asunto)
    except Rechazada as motivo:
        form.add_error("archivo", str(motivo))
        return pagina_de_subir(request, contexto, form)
    comparacion = asunto.comparar(tocadas)
    contexto["firmado"] = subida.firmar(asunto, tocadas, comparacion)
    return comprobar(request, contexto, comparacion)


def confirmar(request: Peticion, asunto: subida.Asunto, contexto: dict[str, Any]) -> HttpResponse:
    contexto["firmado"] = firmado = request.POST["planilla"]
    usar = request.POST.getlist("usar")
    try:
        guardado = subida.confirmar(
            asunto, firmado, usar=usar, sin_errores="sin_errores" in request.POST
        )
    except subida.Caducada:
        contexto["problema"] = _(
            "Pasó demasiado tiempo, o la página no llegó entera: suba la planilla otra vez."
        )
        return pagina_de_subir(request, contexto, FormularioPlanilla())
    except subida.FaltaDecidir as falta:
        return comprobar(request, contexto, falta.comparacion, usar=usar, problema=str(falta))
    except subida.Cambiada as choque:
        tocadas, _visto = subida.recuperar(asunto, firmado)
        contexto["firmado"] = subida.firmar(asunto, tocadas, choque.comparacion)
        return comprobar(
            request, contexto, choque.comparacion, usar=usar, problema=str(choque), status=409
        )
    except (PermissionDenied, operaciones.Conflicto) as motivo:
        contexto["cerrado"] = str(motivo)
        return pagina_de_subir(request, contexto, FormularioPlanilla(), status=403)
    avisar(request, guardado)
    return redirect(contexto["volver"])


def avisar(request: Peticion, guardado: subida.Guardado) -> None:
    if guardado.ya_estaba:
        messages.info(request, _("La planilla ya estaba guardada: no cambió nada más."))
    elif not guardado.cuantas:
        messages.info(request, _("No se guardó nada: no había cambios, o usted no los eligió."))
    else:
        messages.success(
            request,
            ngettext(
                "Guardó %(n)d fila de la planilla. Para seguir en Excel, descárguela de nuevo.",
                "Guardó %(n)d filas de la planilla. Para seguir en Excel, descárguela de nuevo.",
                guardado.cuantas,
            )
            % {"n": guardado.cuantas},
        )


def pagina_de_subir(
    request: Peticion, contexto: dict[str, Any], form: FormularioPlanilla, status: int = 200
) -> HttpResponse:
    return render(request, "planes/planilla_subir.html", {**contexto, "form": form}, status=status)


def comprobar(
    request: Peticion,
    contexto: dict[str, Any],
    comparacion: Comparacion,
    *,
    usar: list[str] | None = None,
    problema: str = "",
    status: int = 200,
) -> HttpResponse:
    se_guarda = bool(comparacion.nuevos or comparacion.por_decidir)
    if problema and comparacion.con_error and not se_guarda:
        problema = _("Las filas sin error ya están guardadas: quedan solo las que tienen error.")
    contexto |= {
        "comparacion": comparacion,
        "se_guarda": se_guarda,
        "usar": usar or [],
        "problema": problema,
        "filtros": [(e, n) for e, n in comparacion.conteos if n and e != Estado.IGUAL],
    }
    return render(request, "planes/planilla_comprobar.html", contexto, status=status)
