"""The OpenAPI description of the API, in English, and the page that shows it."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiResponse, extend_schema
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request
from rest_framework.response import Response

from informes.api.base import Abierta
from informes.api.errores import TIPO, problema
from informes.api.forma import COMUNES, DEL_PLAN, Esquema, de_corte, pagina, ref
from informes.api.forma_listas import DE_DINERO, DE_LA_ESTRATEGIA, FILAS

FORMAS: dict[str, Esquema] = {**COMUNES, **DEL_PLAN, **FILAS, **DE_DINERO, **DE_LA_ESTRATEGIA}
EJEMPLOS = Path(__file__).with_name("ejemplos.json")
"""An answer of each operation, shortened, from the demo (``herramientas/ejemplos_api.py``)."""

TEMAS = {
    "Plan": "The Plan Operativo: its tree, states and figures, and the countries.",
    "Figures": "Every published figure, one by one.",
    "Money": "Contributions, agreements and projects.",
    "Strategy": "The Estrategia de visibilidad y comunicación.",
    "Method": "Coverage and how every Dato is counted.",
    "Publications": "Data cuts and documents.",
    "Directory": "Read live, not from the cut: what is wrong there vanishes at once.",
}

Metodo = TypeVar("Metodo", bound=Callable[..., Any])

DICHOS = {
    400: "A parameter that is not known here, or may not have that value.",
    404: "Not in that cut, or there is no such published cut.",
    406: "Only application/json is answered.",
    410: "That cut was withdrawn; the sentence says when and why.",
    429: "Too many questions; Retry-After says how many seconds to wait.",
    503: "The portal is down for a moment.",
}


def error(*estados: int) -> dict[Any, Any]:
    return {(e, TIPO): OpenApiResponse(ref("Problema"), DICHOS[e]) for e in estados}


def responde(forma: Esquema) -> dict[Any, Any]:
    return {
        200: OpenApiResponse(forma, "The answer, with its ETag."),
        304: OpenApiResponse(None, "You have it already (If-None-Match)."),
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
    """For POSTPROCESSING_HOOKS: the shapes by name, and an example of each answer."""
    result.setdefault("components", {}).setdefault("schemas", {}).update(FORMAS)
    ejemplos = json.loads(EJEMPLOS.read_text(encoding="utf-8"))
    for operaciones in result["paths"].values():
        for operacion in operaciones.values():
            bien = operacion["responses"]["200"]["content"]["application/json"]
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
    """Swagger UI in the portal's frame."""

    url_name = "api:esquema"

    @extend_schema(exclude=True)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # Only the page's own program asks for a file of it.
        return super().get(request, *args, **kwargs)
