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
    "What the document is about: a country (`gt`), a quarter (`t1`), a project. `region`: the whole"
    " region.",
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
    """Start here: every other address is linked from this one."""

    @documentar(
        "raiz",
        "Publications",
        "Addresses of the API",
        objeto("Addresses by name.", dict.fromkeys(RAIZ, URL)),
        400,
    )
    def get(self, request: Request) -> Response:
        return Response({nombre: reverse(f"api:{nombre}", request=request) for nombre in RAIZ})


class Cortes(Abierta):
    """A data cut is a fixed copy of plan and figures at a date; all answers are drawn from one.
    Withdrawn cuts are not listed: the page `/verificar/<hash>/` says when and why."""

    parametros = (p.TAMANO, p.CURSOR)

    @documentar(
        "cortes",
        "Publications",
        "Published data cuts, newest first",
        objeto("A page of data cuts.", pagina("Corte")),
        400,
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
    """Reports and other documents. Each names the data cut it was made from and the SHA-256 hash
    of its files."""

    parametros = (DOCUMENTO, p.ANIO, SU_IDIOMA, SUJETO, p.TAMANO, p.CURSOR)
    posibles = {
        "anio": lambda _vista: de_los_publicados("anio"),
        "sujeto": lambda _vista: de_los_publicados("sujeto"),
    }

    @documentar(
        "informes",
        "Publications",
        "Published documents and their files",
        objeto("A page of documents.", pagina("Informe")),
        400,
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


def de_los_publicados(campo: str) -> list[Any]:
    """What stands in that field of the documents that are public."""
    filas = Informe.objects.publicados().order_by(campo).values_list(campo, flat=True).distinct()
    return [valor for valor in filas if valor]


def nombre_de(informe: Informe) -> str:
    """In the document's own language."""
    with translation.override(informe.idioma):
        partes = (informe.get_tipo_display(), str(informe.anio), informe.nombre_sujeto)
        return " · ".join(str(parte) for parte in partes if parte)
