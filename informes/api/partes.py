"""Addresses that answer one part of the cut: what a public page is drawn from."""

from __future__ import annotations

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from informes.api.base import DelCorte
from informes.api.descripcion import ERRORES, responde
from informes.api.errores import NoHay
from informes.api.forma import de_corte, ref
from informes.models import CorteParte


class Parte(DelCorte):
    """One page of the cut as JSON; texts are ``{"es": …, "en": …}``."""

    prefijo = ""

    def responder(self, clave: str) -> Response:
        try:
            contenido = self.corte.parte(f"{self.prefijo}{clave}")
        except CorteParte.DoesNotExist as error:
            raise NoHay(self.dicho_de_falta(clave)) from error
        return self.con_corte({"contenido": contenido})

    def dicho_de_falta(self, clave: str) -> str:
        """What is missing: a row of a list, or a whole page that older cuts did not have."""
        if clave:
            return _("«%(clave)s» no está en este corte. En la lista están los códigos.") % {
                "clave": clave[:60]
            }
        return _("Este corte no lo tiene: se hizo antes de que se publicara, o no hay nada.")


def parte(
    prefijo: str, forma: str, tema: str, resumen: str, ejemplo: str = "", detalle: str = ""
) -> type[Parte]:
    """A documented view over the parts whose keys begin with ``prefijo``; ``forma``: the shape of
    what they hold; ``ejemplo``: of the code that follows the prefix, if one does; ``resumen`` and
    ``detalle``: what it answers, in English."""
    parametros = []
    if ejemplo:
        codigo = OpenApiParameter(
            "clave",
            OpenApiTypes.STR,
            OpenApiParameter.PATH,
            description="Its code, as the list gives it.",
            examples=[OpenApiExample(ejemplo, value=ejemplo)],
        )
        parametros.append(codigo)

    class Documentada(Parte):
        @extend_schema(
            operation_id=prefijo.rstrip("/"),
            summary=resumen,
            description=detalle,
            tags=[tema],
            parameters=parametros,
            responses={**responde(de_corte({"contenido": ref(forma)})), **ERRORES},
        )
        def get(self, request: Request, clave: str = "") -> Response:
            return self.responder(clave)

    Documentada.prefijo = prefijo
    return Documentada
