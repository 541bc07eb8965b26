"""The published cuts and documents, and where to begin."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from informes import vigencia
from informes.api import parametros as p
from informes.api.base import Abierta, Paginas
from informes.api.descripcion import documentar
from informes.api.forma import URL, objeto, pagina
from informes.models import Corte, FormaInforme, Informe, TipoInforme

DOCUMENTO = p.Parametro("tipo", "Kind of document.", p.una_de(*TipoInforme.values), "tipo")
SU_IDIOMA = p.Parametro("idioma", "Language of the document.", p.una_de("es", "en"), "idioma")
SUJETO = p.Parametro(
    "sujeto",
    "What it is about: a country (`gt`), a quarter (`t1`), a project; `region` for the region.",
    p.texto("^[0-9a-z-]+$", 40, "gt"),
    "sujeto",
    "region",
)

RAIZ = (
    "plan", "actividades", "estados", "indicadores", "paises", "celdas", "datos", "metodo",
    "recursos", "convenios", "proyectos", "estrategia", "cortes", "informes", "lineas",
    "organizaciones", "esquema", "documentacion",
)  # fmt: skip


class Raiz(Abierta):
    """Where to begin."""

    @documentar(
        "raiz",
        "Publications",
        "The addresses of the API.",
        objeto("Addresses by name.", dict.fromkeys(RAIZ, URL)),
        400,
    )
    def get(self, request: Request) -> Response:
        return Response({nombre: reverse(f"api:{nombre}", request=request) for nombre in RAIZ})


class Cortes(Abierta):
    """Withdrawn cuts are not listed; `/verificar/<hash>/` says what became of one."""

    parametros = (p.TAMANO, p.CURSOR)

    @documentar(
        "cortes",
        "Publications",
        "The published data cuts, newest first.",
        objeto("A page of cuts.", pagina("Corte")),
        404,
    )
    def get(self, request: Request) -> Response:
        paginas = Paginas("-publicado_en", "-pk")
        cortes = Corte.objects.publicados().select_related("plan").prefetch_related("periodos")
        filas = [self.fila(corte) for corte in paginas.pagina(cortes, self)]
        return Response(self.en_su_idioma(paginas.sobre(filas)))

    def fila(self, corte: Corte) -> dict[str, Any]:
        with translation.override("es"):  # the address that stays, whatever the reader's language
            datos = reverse("informes:datos_version", args=[corte.huella], request=self.request)
        return {
            "huella": corte.huella,
            "plan": corte.plan.codigo,
            "fecha": corte.fecha.isoformat(),
            "publicado_en": corte.publicado_en,
            "periodos": sorted(periodo.clave for periodo in corte.periodos.all()),
            "motivo": {"es": corte.motivo, "en": corte.motivo_en},
            "demo": corte.demo,
            "url": datos,
        }


class Informes(Abierta):
    """Each document names the cut it was made from and the SHA-256 of its files."""

    parametros = (DOCUMENTO, p.ANIO, SU_IDIOMA, SUJETO, p.TAMANO, p.CURSOR)

    @documentar(
        "informes",
        "Publications",
        "The published documents of all types, with their files.",
        objeto("A page of documents.", pagina("Informe")),
        404,
    )
    def get(self, request: Request) -> Response:
        paginas = Paginas("-anio", "tipo", "sujeto", "idioma", "pk")
        publicados = Informe.objects.publicados().filter(**self.filtros())
        suyos = publicados.select_related("corte").prefetch_related("formas").defer("narrativa")
        filas = [self.fila(informe) for informe in paginas.pagina(suyos, self)]
        return Response(paginas.sobre(filas))

    def fila(self, informe: Informe) -> dict[str, Any]:
        campos = ("tipo", "anio", "sujeto", "idioma", "huella", "bytes", "paginas", "publicado_en")
        return {
            **{campo: getattr(informe, campo) for campo in campos},
            "nombre": nombre_de(informe),
            "corte": informe.corte.huella,
            "url": self.absoluta(informe),
            "archivos": [
                {
                    "clave": getattr(archivo, "clave", ""),
                    "formato": archivo.extension,
                    "bytes": archivo.bytes,
                    "huella": archivo.huella,
                    "url": self.absoluta(archivo),
                }
                for archivo in vigencia.archivos_de(informe)
            ],
        }

    def absoluta(self, archivo: Informe | FormaInforme) -> str:
        return self.request.build_absolute_uri(archivo.get_absolute_url())


def nombre_de(informe: Informe) -> str:
    """In the document's own language."""
    with translation.override(informe.idioma):
        partes = (informe.get_tipo_display(), str(informe.anio), informe.nombre_sujeto)
        return " · ".join(str(parte) for parte in partes if parte)
