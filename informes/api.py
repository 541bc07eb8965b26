"""The public read-only API ``/api/v1/``: everything from a published cut, nothing live.

Every answer names the cut it comes from. ``?corte=<hash>`` asks for an earlier
published one. A figure's shape: ``informes.cifras.CifraPublica.json``.
"""

from __future__ import annotations

import re
from typing import Any, cast

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_field,
    inline_serializer,
)
from rest_framework import generics, serializers
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from informes import vigencia
from informes.models import Corte, CorteCelda, CorteParte, FormaInforme, Informe

CORTE = OpenApiParameter(
    "corte",
    OpenApiTypes.STR,
    description="SHA-256 of a published cut; without it, the one in force.",
)
ERROR = inline_serializer("Error", {"detail": serializers.CharField()})
ERRORES = {
    400: OpenApiResponse(ERROR, "A parameter that is not understood."),
    404: OpenApiResponse(ERROR, "No such thing in that cut, or no cut is published."),
    429: OpenApiResponse(ERROR, "Too many requests; see Retry-After."),
}


class CorteSerializer(serializers.ModelSerializer[Corte]):
    """A published data cut: what the figures stand on."""

    plan = serializers.SlugRelatedField[Any](slug_field="codigo", read_only=True)
    periodos = serializers.SerializerMethodField()

    class Meta:
        model = Corte
        fields = ["huella", "plan", "fecha", "publicado_en", "periodos", "motivo", "demo"]

    def get_periodos(self, corte: Corte) -> list[str]:
        return sorted(p.clave for p in corte.periodos.all())


class CeldaSerializer(serializers.ModelSerializer[CorteCelda]):
    """One figure: exact (``valor``), an interval (``minimo``, ``maximo``) or only a ``marca``."""

    class Meta:
        model = CorteCelda
        fields = [
            "dato", "pais", "anio", "categoria", "valor", "minimo", "maximo", "texto",
            "texto_en", "marca", "reportaron", "esperados",
        ]  # fmt: skip


class ArchivoSerializer(serializers.Serializer[dict[str, Any]]):
    """A file of a document. The main one has no ``clave``; forms of one format differ by it."""

    clave = serializers.CharField()
    formato = serializers.CharField()
    bytes = serializers.IntegerField()
    huella = serializers.CharField()
    url = serializers.URLField()


class InformeSerializer(serializers.ModelSerializer[Informe]):
    """A published document and its permanent address. ``archivos`` lists the same document in each
    of its formats, the main one first; ``huella``, ``bytes`` and ``url`` are the main one's."""

    corte = serializers.SlugRelatedField[Any](slug_field="huella", read_only=True)
    nombre = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()
    archivos = serializers.SerializerMethodField()

    class Meta:
        model = Informe
        fields = [
            "tipo", "anio", "sujeto", "nombre", "idioma", "corte", "huella", "bytes", "paginas",
            "publicado_en", "url", "archivos",
        ]  # fmt: skip

    def get_nombre(self, informe: Informe) -> str:
        """In the document's own language."""
        with translation.override(informe.idioma):
            partes = (informe.get_tipo_display(), str(informe.anio), informe.nombre_sujeto)
            return " · ".join(parte for parte in partes if parte)

    def get_url(self, informe: Informe) -> str:
        return self.absoluta(informe)

    @extend_schema_field(ArchivoSerializer(many=True))
    def get_archivos(self, informe: Informe) -> list[dict[str, Any]]:
        return [
            {
                "clave": getattr(archivo, "clave", ""),
                "formato": archivo.extension,
                "bytes": archivo.bytes,
                "huella": archivo.huella,
                "url": self.absoluta(archivo),
            }
            for archivo in vigencia.archivos_de(informe)
        ]

    def absoluta(self, archivo: Informe | FormaInforme) -> str:
        return str(self.context["request"].build_absolute_uri(archivo.get_absolute_url()))


class Paginas(CursorPagination):
    """Cursor pages, so that a page stays the same while people read on."""

    page_size = 100
    page_size_query_param = "tamano"
    max_page_size = 1000


class Abierta(APIView):
    """A view that programs of any site may read."""

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Access-Control-Allow-Origin"] = "*"
        return final


class DelCorte(Abierta):
    """A view of one cut: the published one in force, or the one asked for.

    Answers 304 to who already has it: a cut never changes.
    """

    def corte(self) -> Corte:
        """Raises Http404 when there is none."""
        pedida = self.request.query_params.get("corte")
        if pedida and not re.fullmatch(r"[0-9a-f]{64}", pedida):
            raise Http404("not a hash")
        corte = (
            Corte.objects.publicados().select_related("plan").filter(huella=pedida).first()
            if pedida
            else Corte.objects.vigente()
        )
        if corte is None:
            raise Http404("no published cut")
        return corte

    def con_corte(self, corte: Corte, contenido: dict[str, Any]) -> Response:
        """The content under the name of its cut."""
        return Response(
            {
                "corte": {
                    "huella": corte.huella,
                    "fecha": corte.fecha.isoformat(),
                    "demo": corte.demo,
                },
                **contenido,
            }
        )

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Response:
        final = super().finalize_response(request, response, *args, **kwargs)
        if final.status_code == 200 and "corte" in final.data:
            final["ETag"] = quote_etag(f"{final.data['corte']['huella']}-{request.get_full_path()}")
            patch_cache_control(final, public=True, max_age=300)
            return cast(
                Response,
                get_conditional_response(request._request, etag=final["ETag"], response=final),
            )
        return final


PARTE = inline_serializer(
    "Parte", {"corte": serializers.DictField(), "contenido": serializers.DictField()}
)


class Parte(DelCorte):
    """One page of the cut as JSON; texts are ``{"es": …, "en": …}``."""

    prefijo = ""

    def responder(self, clave: str) -> Response:
        corte = self.corte()
        try:
            contenido = corte.parte(f"{self.prefijo}{clave}")
        except CorteParte.DoesNotExist as error:
            raise Http404("not in this cut") from error
        return self.con_corte(corte, {"contenido": contenido})


def parte(prefijo: str, resumen: str, ejemplo: str = "") -> type[Parte]:
    """A documented view over the parts whose keys begin with ``prefijo``."""
    parametros: list[Any] = [CORTE]
    if ejemplo:
        parametros.append(
            OpenApiParameter(
                "clave",
                OpenApiTypes.STR,
                OpenApiParameter.PATH,
                examples=[OpenApiExample(ejemplo, value=ejemplo)],
            )
        )

    class Documentada(Parte):
        @extend_schema(
            operation_id=prefijo.replace("/", "_detalle"),
            summary=resumen,
            parameters=parametros,
            responses={200: PARTE, **ERRORES},
        )
        def get(self, request: Request, clave: str = "") -> Response:
            return self.responder(clave)

    Documentada.prefijo = prefijo
    return Documentada


class FiltroCeldas(django_filters.FilterSet):
    class Meta:
        model = CorteCelda
        fields = ["dato", "pais", "anio", "categoria", "marca"]


class Celdas(DelCorte, generics.ListAPIView[CorteCelda]):
    """``pais`` empty is the region, ``categoria`` empty the total."""

    class OrdenDeCeldas(Paginas):
        ordering = ("dato", "anio", "pais", "categoria", "pk")

    serializer_class = CeldaSerializer
    filterset_class = FiltroCeldas
    pagination_class = OrdenDeCeldas
    queryset = CorteCelda.objects.none()

    def get_queryset(self) -> QuerySet[CorteCelda]:
        return CorteCelda.objects.filter(corte=self.corte())

    @extend_schema(
        operation_id="celdas",
        summary="Every published figure, flat: by Dato, country, year and category.",
        parameters=[CORTE],
        responses={200: CeldaSerializer(many=True), **ERRORES},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        # Named in every page, so that a downloaded one can be cited.
        corte = self.corte()
        return self.con_corte(corte, dict(self.list(request, *args, **kwargs).data))


class Cortes(Abierta, generics.ListAPIView[Corte]):
    """Withdrawn cuts are not listed; `/verificar/<hash>/` says what became of one."""

    class OrdenDeCortes(Paginas):
        ordering = ("-publicado_en", "-pk")

    serializer_class = CorteSerializer
    pagination_class = OrdenDeCortes
    queryset = Corte.objects.publicados().select_related("plan").prefetch_related("periodos")
    filter_backends: list[Any] = []

    @extend_schema(
        operation_id="cortes",
        summary="The published data cuts, newest first.",
        responses={200: CorteSerializer(many=True), 429: ERRORES[429]},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class FiltroInformes(django_filters.FilterSet):
    class Meta:
        model = Informe
        fields = ["tipo", "anio", "idioma", "sujeto"]


class Informes(Abierta, generics.ListAPIView[Informe]):
    """Each document names the cut it was made from and the SHA-256 of its files. ``sujeto`` is
    what it is about: a country (``gt``), a quarter (``t1``), a project; empty is the region."""

    class OrdenDeInformes(Paginas):
        ordering = ("-anio", "tipo", "sujeto", "idioma", "pk")

    serializer_class = InformeSerializer
    filterset_class = FiltroInformes
    pagination_class = OrdenDeInformes
    queryset = (
        Informe.objects.publicados()
        .select_related("corte")
        .prefetch_related("formas")
        .defer("narrativa")
    )

    @extend_schema(
        operation_id="informes",
        summary="The published documents of all types, with their files.",
        responses={200: InformeSerializer(many=True), 400: ERRORES[400], 429: ERRORES[429]},
    )
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().get(request, *args, **kwargs)


class Raiz(Abierta):
    """Where to begin."""

    @extend_schema(
        operation_id="raiz",
        summary="The addresses of the API.",
        responses={
            200: inline_serializer(
                "Raiz",
                {
                    nombre: serializers.URLField()
                    for nombre in (
                        "plan",
                        "paises",
                        "metodo",
                        "celdas",
                        "cortes",
                        "informes",
                        "esquema",
                    )
                },
            ),
            429: ERRORES[429],
        },
    )
    def get(self, request: Request) -> Response:
        nombres = ("plan", "paises", "metodo", "celdas", "cortes", "informes", "esquema")
        return Response({n: reverse(f"api:{n}", request=request) for n in nombres})
