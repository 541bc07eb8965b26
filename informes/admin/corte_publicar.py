"""The last question before a cut becomes what the world sees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from informes import cambios, operaciones
from informes.figuras import idioma_actual
from informes.models import Corte
from planes.admin.comun import pagina
from planes.views.comun import Peticion

from .corte_detalle import auditoria_de, cobertura_de, corte_o_404, miga_de_cortes, nombre_de
from .formularios import FormularioAtras


@require_http_methods(["GET", "HEAD", "POST"])
def corte_publicar(request: Peticion, object_id: int, ficha: Any) -> HttpResponse:
    """GET says what publishing replaces and with what; POST publishes, over a newer cut only with
    an explicit yes."""
    corte = corte_o_404(request, object_id, ficha)
    operaciones.exigir_secretaria(request.user)
    if corte.estado != Corte.Estado.PREPARADO:
        messages.warning(request, _("Este corte ya no espera su publicación."))
        return redirect("admin:informes_corte_detalle", corte.pk)
    vigente = Corte.objects.vigente()
    atras = operaciones.vuelve_atras(corte, vigente)
    formulario = FormularioAtras(request.POST if request.method == "POST" else None)
    if request.method == "POST" and request.POST.get("reemplaza", "") != clave_de(vigente):
        messages.warning(request, _("Mientras usted leía, se publicó otro corte. Lea otra vez."))
        return redirect("admin:informes_corte_publicar", corte.pk)
    if request.method != "POST" or (atras and not formulario.is_valid()):
        return preguntar(request, ficha, corte, vigente, formulario if atras else None)
    try:
        operaciones.publicar_corte(corte=corte, por=request.user, atras=atras)
    except ValueError as motivo:  # somebody published another one, or this one, meanwhile
        messages.error(request, str(motivo))
        return redirect("admin:informes_corte_detalle", corte.pk)
    messages.success(request, _("El corte está publicado: es lo que el público ve ahora."))
    return redirect("admin:informes_corte_detalle", corte.pk)


def clave_de(vigente: Corte | None) -> str:
    """What the page was read with: the cut that would be replaced."""
    return str(vigente.pk) if vigente else ""


def preguntar(
    request: Peticion,
    ficha: Any,
    corte: Corte,
    vigente: Corte | None,
    atras: FormularioAtras | None,
) -> HttpResponse:
    """``atras``: the explicit yes to go back, where it is needed."""
    url = reverse("admin:informes_corte_detalle", args=[corte.pk])
    informes = corte.informes.order_by("anio", "-idioma")
    contexto = pagina(
        request,
        ficha,
        _("Publicar el corte"),
        [miga_de_cortes(), {"texto": nombre_de(corte), "url": url}],
        el_corte=corte,
        vigente=vigente,
        reemplaza=clave_de(vigente),
        atras=atras,
        informes=[
            informe
            for informe in informes
            if informe.huella and not operaciones.escribio(informe, request.user)
        ],
        periodos=sorted(p.clave for p in corte.periodos.all()),
        cambios=cambios.entre(vigente, corte, idioma_actual()) if vigente else None,
        **auditoria_de(corte),
        **cobertura_de(corte),
    )
    return TemplateResponse(request, "admin/informes/corte/publicar.html", contexto)
