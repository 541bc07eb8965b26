"""The OpenAPI description of the API, in English, and the page that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from informes.api.base import Abierta
from informes.api.errores import TIPO, ParametroMalo, idioma_de, problema
from informes.api.forma import COMUNES, DEL_PLAN, Esquema, de_corte, pagina, ref
from informes.api.forma_listas import DE_DINERO, DE_LA_ESTRATEGIA, FILAS
from informes.api.palabras import con_palabras
from informes.api.parametros import IDIOMA

FORMAS: dict[str, Esquema] = {**COMUNES, **DEL_PLAN, **FILAS, **DE_DINERO, **DE_LA_ESTRATEGIA}
EJEMPLOS = Path(__file__).with_name("ejemplos.json")
"""An answer of each operation, shortened, from the demo (``herramientas/ejemplos_api.py``)."""

TEMAS = {
    "Plan": "The Operational Plan: axes, objectives, activities, indicators and countries.",
    "Figures": "Published figures, one by one.",
    "Money": "Contributions, agreements and projects.",
    "Strategy": "The visibility and communication strategy.",
    "Method": "Coverage, and how each data item is counted.",
    "Publications": "Data cuts and documents.",
    "Directory": "Help lines and organisations. Always as they are now, not from a data cut.",
}

Metodo = TypeVar("Metodo", bound=Callable[..., Any])

DICHOS = {
    400: "A query parameter is unknown, is given twice or has a value that does not exist."
    " `parametro` names it; `valores` or `lista` tells the values that exist.",
    404: "There is nothing with that code in the data cut, or nothing has been published yet.",
    406: "Only application/json is answered.",
    410: "The data cut was withdrawn. `detail` says when and why.",
    429: "Too many requests. Retry-After says how many seconds to wait.",
    503: "The portal is unavailable for a moment.",
}


def error(*estados: int) -> dict[Any, Any]:
    return {(e, TIPO): OpenApiResponse(ref("Problema"), DICHOS[e]) for e in estados}


def responde(forma: Esquema) -> dict[Any, Any]:
    return {
        200: OpenApiResponse(forma, "The answer. Keep its ETag to ask again later."),
        304: OpenApiResponse(None, "Nothing has changed since the ETag sent in If-None-Match."),
        **error(400, 406, 429, 503),
    }


ERRORES = error(404, 410)


def pagina_de_corte(nombre: str) -> Esquema:
    return de_corte(pagina(nombre))


def documentar(
    operacion: str, tema: str, resumen: str, forma: Esquema, *errores: int
) -> Callable[[Metodo], Metodo]:
    """Describes the ``get`` of a view; without ``errores``, those of a view of the cut."""
    return extend_schema(
        operation_id=operacion,
        summary=resumen,
        tags=[tema],
        responses={**responde(forma), **error(*(errores or (404, 410)))},
    )


def completar(result: dict[str, Any], **_todo: Any) -> dict[str, Any]:
    """For POSTPROCESSING_HOOKS: the shapes by name, what each field is, and an example of each
    answer."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(con_palabras(FORMAS))
    ejemplos = json.loads(EJEMPLOS.read_text(encoding="utf-8"))
    for operaciones in result["paths"].values():
        for operacion in operaciones.values():
            bien = operacion["responses"]["200"]["content"]["application/json"]
            bien["schema"] = con_palabras(bien["schema"])
            bien["example"] = ejemplos.get(operacion["operationId"])
            for codigo, dicho in operacion["responses"].items():
                if TIPO in dicho.get("content", {}):
                    dicho["content"][TIPO]["example"] = problema(int(codigo))
    result["tags"] = [{"name": n, "description": que} for n, que in TEMAS.items()]
    return result


@cache
def escrita() -> bytes:
    """The description as JSON, made once: it only changes with the portal."""
    with translation.override("en"):
        hecha = SchemaGenerator().get_schema(request=None, public=True)
    return json.dumps(hecha, ensure_ascii=False, separators=(",", ":")).encode()


class Descripcion(Abierta):
    """``openapi.json``: for programs that make clients, and for the page of documentation."""

    segundos = 300

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        return Response(json.loads(escrita()))


class Documentacion(SpectacularSwaggerSplitView):
    """Swagger UI in the portal's frame, which is in the language of ``?idioma=``."""

    url_name = "api:esquema"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(idioma_de(request)):
            try:
                IDIOMA.leer(request.GET.get("idioma", "es"))
            except ParametroMalo as mal:
                dicho = problema(mal.status_code, str(mal.detail), **mal.mas)
                return JsonResponse(dicho, status=mal.status_code, content_type=TIPO)
            respuesta = super().dispatch(request, *args, **kwargs)
            respuesta.headers["Content-Language"] = translation.get_language() or "es"
            # Drawn now, while the language is that one.
            return respuesta.render() if isinstance(respuesta, Response) else respuesta

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # Only the page's own program asks for a file of it.
        return super().get(request, *args, **kwargs)
