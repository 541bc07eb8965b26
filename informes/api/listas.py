"""Flat lists out of the cut: figures, activities, states, indicators, methodology sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from informes.api import parametros as p
from informes.api.base import DelCorte, Paginas
from informes.api.descripcion import documentar, pagina_de_corte
from informes.cifras import simple
from informes.models import CorteCelda

Fila = dict[str, Any]


def natural(codigo: str) -> list[tuple[int, str]]:
    """A key that puts 10.1 after 9.3."""
    return [(int(x), "") if x.isdecimal() else (0, x) for x in codigo.split(".")]


class Celdas(DelCorte):
    """One row for each figure: of the region or of a country, in a year, in total or for one
    category of a breakdown. For the totals of the region only: `?pais=region&categoria=total`."""

    parametros = (
        p.CORTE, p.DATO, p.PAIS_O_REGION, p.ANIO, p.CATEGORIA, p.MARCA, p.TAMANO, p.CURSOR,
    )  # fmt: skip

    @documentar(
        "celdas",
        "Figures",
        "Published figures, one by one",
        pagina_de_corte("Celda"),
    )
    def get(self, request: Request) -> Response:
        paginas = Paginas("dato", "anio", "pais", "categoria", "pk")
        filas = self.corte.celdas.filter(**self.filtros())
        return self.con_corte(paginas.sobre([celda(c) for c in paginas.pagina(filas, self)]))


def celda(c: CorteCelda) -> Fila:
    return {
        "dato": c.dato, "pais": c.pais, "anio": c.anio, "categoria": c.categoria,
        "valor": simple(c.valor), "minimo": simple(c.minimo), "maximo": simple(c.maximo),
        "texto": {"es": c.texto, "en": c.texto_en}, "marca": c.marca,
        "reportaron": c.reportaron, "esperados": c.esperados,
    }  # fmt: skip


class Lista(DelCorte):
    """Rows read out of the parts of the cut, all in one page: there are not many."""

    def todas(self) -> Iterator[Fila]:
        raise NotImplementedError

    def responder(self) -> Response:
        filtros = self.filtros()
        filas = [f for f in self.todas() if all(f[c] == v for c, v in filtros.items())]
        return self.con_corte({"next": None, "previous": None, "results": filas})

    def absoluta(self, nombre: str, clave: str) -> str:
        return reverse(f"api:{nombre}", args=[clave], request=self.request)

    def arbol(self) -> Iterator[tuple[int, Any]]:
        """Number of the eje and objetivo, in the order of the plan."""
        for eje in self.corte.parte("plan")["ejes"]:
            for objetivo in eje["objetivos"]:
                yield eje["numero"], objetivo

    def partes(self, prefijo: str) -> list[Any]:
        """The parts of that kind in the order of their codes."""
        suyas = self.corte.partes.filter(clave__startswith=prefijo)
        contenidos = suyas.values_list("contenido", flat=True)
        return sorted(contenidos, key=lambda parte: natural(parte["codigo"]))


class Actividades(Lista):
    """Each with its state in the region and how many countries are in each state."""

    parametros = (p.CORTE, p.EJE, p.OBJETIVO, p.ESTADO)

    @documentar(
        "actividades",
        "Plan",
        "Activities of the plan",
        pagina_de_corte("FilaActividad"),
    )
    def get(self, request: Request) -> Response:
        return self.responder()

    def todas(self) -> Iterator[Fila]:
        for eje, objetivo in self.arbol():
            for a in objetivo["actividades"]:
                url = self.absoluta("actividad", a["codigo"])
                yield {**a, "eje": eje, "objetivo": objetivo["numero"], "url": url}


class Estados(Lista):
    """One row for each activity and country. Countries that the plan does not ask about an
    activity have no row. The state in the whole region is in `actividades/`."""

    parametros = (p.CORTE, p.ACTIVIDAD, p.PAIS, p.EJE, p.OBJETIVO, p.ESTADO)

    @documentar(
        "estados",
        "Plan",
        "States of the activities by country",
        pagina_de_corte("FilaEstado"),
    )
    def get(self, request: Request) -> Response:
        return self.responder()

    def todas(self) -> Iterator[Fila]:
        for a in self.partes("actividad/"):
            for suyo in a["por_pais"]:
                yield {
                    "actividad": a["codigo"],
                    "eje": a["eje"]["numero"],
                    "objetivo": a["objetivo"]["numero"],
                    "pais": suyo["codigo"],
                    "estado": suyo["estado"],
                    "desde": suyo["desde"] and suyo["desde"]["clave"],
                }


class Indicadores(Lista):
    """The indicators as the plan prints them, and the data item that measures each."""

    parametros = (p.CORTE, p.EJE, p.OBJETIVO, p.ACTIVIDAD, p.DATO)

    @documentar(
        "indicadores",
        "Plan",
        "Indicators of the plan",
        pagina_de_corte("FilaIndicador"),
    )
    def get(self, request: Request) -> Response:
        return self.responder()

    def todas(self) -> Iterator[Fila]:
        for i in self.partes("indicador/"):
            yield {
                "codigo": i["codigo"],
                "texto": i["texto"],
                "eje": i["eje"]["numero"],
                "objetivo": i["objetivo"],
                "actividad": i["actividad"]["codigo"],
                "meta": i["meta"]["codigo"],
                "dato": i["bloque"] and i["bloque"]["dato"]["codigo"],
                "evidencia": i["evidencia"],
                "es_nuestro": i["es_nuestro"],
                "url": self.absoluta("indicador", i["codigo"]),
            }


class Datos(Lista):
    """A data item is one quantity, reported once even if several indicators use it. Its sheet
    says what is counted, by whom, from which source and how it is added up."""

    parametros = (p.CORTE, p.TIPO, p.INFORMANTE, p.PERIODICIDAD)

    @documentar(
        "datos",
        "Method",
        "Data items and their methodology",
        pagina_de_corte("Dato"),
    )
    def get(self, request: Request) -> Response:
        return self.responder()

    def todas(self) -> Iterator[Fila]:
        yield from self.corte.parte("metodo")["datos"]
