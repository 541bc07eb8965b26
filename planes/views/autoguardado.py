"""The activity page saves itself while somebody types (``static/js/autoguardado.js``).

The answer is JSON: ``estado`` and a ``mensaje`` to show; once saved, also ``version`` (the
page's next one), ``hora`` and ``errores``, what could not be kept of what was typed. It is
given after the transaction has been committed: what the page says is saved is saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actores.solo_post import solo_post
from planes import operaciones
from planes.progreso import Progreso, Tarea, progreso_de

from .actividad import pagina_de
from .comun import Peticion, reporte_o_404


@solo_post("planes:reporte_actividad", "referencia", "codigo")
def reporte_autoguardar(pedido: HttpRequest, referencia: str, codigo: str) -> JsonResponse:
    """Saves what can be kept of the whole page as it stands now."""
    if not pedido.user.is_authenticated:
        return decir("sesion", 401, _("No se guardó: su sesión terminó."))
    request = cast(Peticion, pedido)
    progreso = progreso_de(reporte_o_404(request, referencia))
    tarea = progreso.tarea(codigo)
    if tarea is None:
        raise Http404
    try:
        return guardar(request, progreso, tarea)
    except PermissionDenied as motivo:
        return decir("cerrado", 403, _("No se guardó. %(motivo)s") % {"motivo": motivo})
    except operaciones.Conflicto as choque:
        if choque.de(request.user):
            mensaje = _("No se guardó: usted guardó otros cambios en otra ventana.")
        else:
            mensaje = _("No se guardó: hay cambios de otra persona.")
        return decir("conflicto", 409, mensaje)


def guardar(request: Peticion, progreso: Progreso, tarea: Tarea) -> JsonResponse:
    version: int | None = None
    for datos in entregas(request.POST):
        pagina = pagina_de(progreso, tarea, datos)
        textos, entradas = pagina.leer()
        if "version" in pagina.avance.errors:
            return decir("rechazo", 400, pagina.avance.errors["version"][0])
        avance = operaciones.guardar_respuestas(
            reporte=progreso.reporte,
            actividad=tarea.hoja.actividad,
            version=pagina.version if version is None else version,
            textos=textos,
            entradas=entradas,
            por=request.user,
            automatico=True,
        )
        version = avance.version
    hora = date_format(timezone.localtime(), "H:i")
    errores = pagina.errores
    mensaje = _("Guardado a las %(hora)s.") % {"hora": hora}
    if errores:
        mensaje = ngettext(
            "Guardado a las %(hora)s, menos una respuesta que todavía no se puede guardar.",
            "Guardado a las %(hora)s, menos %(n)d respuestas que todavía no se pueden guardar.",
            len(errores),
        ) % {"hora": hora, "n": len(errores)}
    return decir("guardado", 200, mensaje, version=version, hora=hora, errores=errores)


def entregas(enviado: QueryDict) -> Iterator[QueryDict]:
    """The page as it is now, after what it had sent before without knowing whether it arrived.

    A page that is being closed cannot wait for the answer: it sends along, in ``previa``,
    what is still on its way, so that this is not taken for somebody else's change.
    """
    if "previa" in enviado:
        previa = QueryDict(str(enviado["previa"]), mutable=True)
        previa["version"] = enviado.get("version", "")
        yield previa
    yield enviado


def decir(estado: str, status: int, mensaje: Any, **mas: Any) -> JsonResponse:
    return JsonResponse({"estado": estado, "mensaje": str(mensaje), **mas}, status=status)
