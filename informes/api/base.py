"""What every address of the API has in common: read by any site, checked, sealed, of one cut."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from informes.api import parametros
from informes.api.errores import NoHay, ParametroMalo, Retirado, idioma_de
from informes.api.parametros import CORTE, IDIOMA, Parametro
from informes.datos_abiertos import corte_con, dicho_de_retiro
from informes.models import Corte

SE_VEN = "ETag, Retry-After, Content-Language, Content-Disposition"
"""Headers that a program in a page of another site may read."""

PREVIO = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
    "Access-Control-Max-Age": "86400",
}


class Abierta(APIView):
    """A view that programs of any site may read.

    Query parameters that it does not know are refused. Whoever has the answer already gets 304.
    """

    parametros: ClassVar[tuple[Parametro, ...]] = ()
    posibles: ClassVar[Mapping[str, Callable[[Any], Iterable[Any]]]] = {}
    """By parameter: given the view, the values that exist now; another one is refused."""
    segundos: ClassVar[int] = 60
    """How long an answer may be kept without asking again."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with translation.override(idioma_de(request)):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            self.dado = parametros.leer(request.query_params, self.todos())
            for parametro in self.parametros:
                if self.dado.get(parametro.nombre) and parametro.nombre in self.posibles:
                    hay = self.posibles[parametro.nombre](self)
                    parametro.exigir(self.dado[parametro.nombre], hay)

    def todos(self) -> list[Parametro]:
        """Its own parameters and those of every address; its own come first in a clash."""
        return list({p.nombre: p for p in (IDIOMA, *self.parametros)}.values())

    def check_throttles(self, request: Request) -> None:
        """Not before the real question: a browser would tell the program nothing of a refusal."""
        if request.method != "OPTIONS":
            super().check_throttles(request)

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        return Response(status=204, headers=PREVIO)

    def filtros(self) -> dict[str, Any]:
        """What was asked for, by the field it filters."""
        pedidos = [p for p in self.parametros if p.campo and p.nombre in self.dado]
        return {p.campo: self.dado[p.nombre] for p in pedidos}

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final.headers["Access-Control-Allow-Origin"] = "*"
        final.headers["Access-Control-Expose-Headers"] = SE_VEN
        bien = final.status_code == 200
        dicho = getattr(self, "dado", {}).get("idioma")
        final.headers["Content-Language"] = (
            dicho or "es, en" if bien else translation.get_language() or "es"
        )
        if bien and request.method in ("GET", "HEAD"):
            final.add_post_render_callback(self.sellar)
        return final

    def sellar(self, respuesta: Response) -> HttpResponse:
        """The headers of an answer that may be kept; 304 for who has this very one."""
        respuesta.headers["ETag"] = quote_etag(
            hashlib.sha256(respuesta.rendered_content).hexdigest()[:32]
        )
        if self.segundos:
            patch_cache_control(respuesta, public=True, max_age=self.segundos)
        else:
            patch_cache_control(respuesta, public=True, no_cache=True)
        final = get_conditional_response(
            self.request._request, etag=respuesta.headers["ETag"], response=respuesta
        )
        assert isinstance(final, HttpResponse)
        final.headers["Access-Control-Allow-Origin"] = "*"
        return final

    def en_su_idioma(self, contenido: Any) -> Any:
        """The content as it is, or with its texts in the one language that was asked for."""
        idioma = self.dado.get("idioma")
        return solo_en(contenido, idioma) if idioma else contenido


def solo_en(contenido: Any, idioma: str) -> Any:
    """``{"es", "en"}`` → the text in that language, the Spanish one where there is no other."""
    if isinstance(contenido, Mapping):
        if set(contenido) == {"es", "en"}:
            return contenido[idioma] or contenido["es"]
        return {clave: solo_en(cosa, idioma) for clave, cosa in contenido.items()}
    if isinstance(contenido, list):
        return [solo_en(cosa, idioma) for cosa in contenido]
    return contenido


class DelCorte(Abierta):
    """A view of one cut: the published one in force, or the one asked for with ``?corte=``."""

    parametros: ClassVar[tuple[Parametro, ...]] = (CORTE,)
    posibles: ClassVar[Mapping[str, Callable[[Any], Iterable[Any]]]] = {
        "pais": lambda vista: [p["codigo"] for p in vista.corte.parte("paises")["paises"]],
        "eje": lambda vista: [e["numero"] for e in vista.corte.parte("plan")["ejes"]],
        "objetivo": lambda vista: [o["numero"] for o in objetivos(vista.corte)],
        "actividad": lambda vista: [
            a["codigo"] for o in objetivos(vista.corte) for a in o["actividades"]
        ],
        "dato": lambda vista: [d["codigo"] for d in vista.corte.parte("metodo")["datos"]],
        "anio": lambda vista: distintos(vista.corte, "anio"),
        "categoria": lambda vista: distintos(vista.corte, "categoria"),
    }
    segundos = 300

    @cached_property
    def corte(self) -> Corte:
        """Raises NoHay when there is none, ParametroMalo when none has the hash asked for,
        Retirado when it was withdrawn."""
        pedida = self.dado.get("corte")
        if pedida is None:
            vigente = Corte.objects.vigente()
            if vigente is None:
                raise NoHay(_("Todavía no se ha publicado ningún corte."))
            return vigente
        corte = corte_con(pedida)
        if corte is None:
            frase = _("Ningún corte publicado tiene esa huella. Los que hay están en «lista».")
            raise ParametroMalo("corte", frase, lista=reverse("api:cortes", request=self.request))
        if corte.estado == Corte.Estado.RETIRADO:
            raise Retirado(dicho_de_retiro(corte))
        return corte

    def con_corte(self, contenido: Mapping[str, Any]) -> Response:
        """The content under the name of its cut."""
        corte = self.corte
        nombre = {"huella": corte.huella, "fecha": corte.fecha.isoformat(), "demo": corte.demo}
        return Response({"corte": nombre, **self.en_su_idioma(contenido)})


def objetivos(corte: Corte) -> list[Any]:
    return [o for eje in corte.parte("plan")["ejes"] for o in eje["objetivos"]]


def distintos(corte: Corte, campo: str) -> list[Any]:
    """What stands in that field of the cut's figures."""
    filas = corte.celdas.order_by(campo).values_list(campo, flat=True).distinct()
    return [valor for valor in filas if valor]


class Paginas(CursorPagination):
    """Cursor pages, so that a page stays the same while people read on.

    A cursor is signed for the question that it goes on with, so nobody makes one up or takes it to
    another question; what is asked of the cut in force ends with that cut.
    """

    page_size = 100
    page_size_query_param = "tamano"
    max_page_size = 1000

    def __init__(self, *orden: str) -> None:
        self.ordering = orden

    def pagina(self, filas: QuerySet[Any], vista: Abierta) -> list[Any]:
        """The rows of the page asked for. Raises ParametroMalo for a cursor that somebody made
        up, or of another question."""
        self.firma = Signer(salt=pregunta(vista), sep=".")
        self.dicho = vista.dado.get("cursor")
        try:
            return list(self.paginate_queryset(filas, vista.request, view=vista) or [])
        except (BadSignature, ValueError, ValidationError) as error:
            frase = _("Ese cursor no lleva a ninguna página: empiece de nuevo sin él.")
            raise ParametroMalo("cursor", frase) from error

    def decode_cursor(self, request: Request) -> Cursor | None:
        return None if self.dicho is None else Cursor(*self.firma.unsign_object(self.dicho))

    def encode_cursor(self, cursor: Cursor) -> str:
        dicho = self.firma.sign_object(list(cursor))
        return replace_query_param(self.base_url or "", "cursor", dicho)

    def sobre(self, filas: list[Any]) -> dict[str, Any]:
        return {
            "next": self.get_next_link(),
            "previous": self.get_previous_link(),
            "results": filas,
        }


def pregunta(vista: Abierta) -> str:
    """What is asked of that address, and of which cut: the same on every page of an answer."""
    dado = {k: str(v) for k, v in sorted(vista.dado.items()) if k not in ("cursor", "tamano")}
    corte = vista.corte.huella if isinstance(vista, DelCorte) else ""
    return f"cursor {vista.request.path} {corte} {json.dumps(dado)}"
