"""Errors of the API in one format: RFC 9457, ``application/problem+json``.

``{"type", "title", "status", "detail"}`` and, where they apply, ``parametro`` (the name of the
query parameter that was not understood), ``valores`` (what it may be) or ``lista`` (the address
that tells it), and ``referencia`` (of a fault, for who reports it).
Told in the language of ``?idioma=``, else of ``Accept-Language``, else in Spanish.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, NotFound
from rest_framework.response import Response
from rest_framework.views import exception_handler

TIPO = "application/problem+json"

CLASES: dict[int, tuple[str, Any, Any]] = {
    400: (
        "parametro",
        gettext_lazy("La pregunta no se entiende"),
        gettext_lazy("No pudimos entender la solicitud."),
    ),
    404: (
        "no-esta",
        gettext_lazy("No está"),
        gettext_lazy("En esta dirección no hay nada. Las direcciones están en /api/v1/."),
    ),
    405: (
        "metodo",
        gettext_lazy("Solo se lee"),
        gettext_lazy("La API es de solo lectura: GET, HEAD u OPTIONS."),
    ),
    406: (
        "formato",
        gettext_lazy("No hay ese formato"),
        gettext_lazy("Aquí se contesta en application/json."),
    ),
    410: (
        "retirado",
        gettext_lazy("Ya no está"),
        gettext_lazy("Lo que pide se publicó y después se retiró."),
    ),
    429: (
        "prisa",
        gettext_lazy("Demasiadas preguntas"),
        gettext_lazy("Espere los segundos que dice Retry-After y siga."),
    ),
    500: (
        "falla",
        gettext_lazy("El portal tuvo un problema"),
        gettext_lazy("La pregunta está bien; el portal no supo contestarla."),
    ),
    503: (
        "pausa",
        gettext_lazy("El portal no está disponible"),
        gettext_lazy("El portal no está disponible en este momento."),
    ),
}
"""Status → the word of its ``type``, its title, what is said where nothing better is known."""


class ParametroMalo(APIException):
    """A query parameter that is not understood, or has a value that does not exist; the message
    says what it may be. ``valores``: all that it may be; ``lista``: the address that tells it."""

    status_code = 400

    def __init__(
        self, parametro: str, frase: str, valores: Iterable[Any] = (), lista: str = ""
    ) -> None:
        super().__init__(frase)
        self.mas = {
            "parametro": parametro[:60],
            "valores": [str(valor) for valor in valores],
            "lista": lista,
        }


class NoHay(NotFound):
    """Asked for rightly, but not there; the message says what, and where to look."""


class Retirado(APIException):
    """It was published and then withdrawn; the message says when and why."""

    status_code = 410


def idioma_de(request: HttpRequest) -> str:
    """The language in which to tell this program what is wrong."""
    pedido = request.GET.get("idioma")
    return pedido if pedido in ("es", "en") else translation.get_language_from_request(request)


def problema(estado: int, detalle: str = "", **mas: Any) -> dict[str, Any]:
    """The body of an error, in the active language."""
    clase, titulo, dicho = CLASES.get(estado, CLASES[400])
    return {
        "type": f"{settings.SITIO_URL}/datos/#error-{clase}",
        "title": str(titulo),
        "status": estado,
        "detail": detalle or str(dicho),
        **{clave: valor for clave, valor in mas.items() if valor},
    }


def manejar(error: Exception, contexto: dict[str, Any]) -> Response | None:
    """For REST_FRAMEWORK's EXCEPTION_HANDLER; what it does not know is left to ``respuesta``."""
    respuesta = exception_handler(error, contexto)
    if respuesta is None:
        return None
    propio = isinstance(error, ParametroMalo | NoHay | Retirado)
    detalle = str(error.detail) if propio else ""  # type: ignore[attr-defined]
    respuesta.data = problema(respuesta.status_code, detalle, **getattr(error, "mas", {}))
    respuesta.content_type = TIPO
    return respuesta


def respuesta(request: HttpRequest, estado: int, referencia: str = "") -> JsonResponse:
    """An error that no view of the API has told: an unknown address, a fault, no database."""
    with translation.override(idioma_de(request)):
        detalle = ""
        if referencia:
            detalle = _("El portal tuvo un problema. Referencia: %(ref)s.") % {"ref": referencia}
        cuerpo = problema(estado, detalle, referencia=referencia)
        cabeceras = {
            "Access-Control-Allow-Origin": "*",
            "Content-Language": translation.get_language() or "es",
        }
    return JsonResponse(
        cuerpo,
        status=estado,
        content_type=TIPO,
        headers=cabeceras,
        json_dumps_params={"ensure_ascii": False},
    )
