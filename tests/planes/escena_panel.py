"""A small period with its people, for the tests of the panel's pages on reports."""

from __future__ import annotations

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from actores.models import Usuario
from actores.roles import PRESIDENCIA, PUNTO_FOCAL
from actores.roles import SECRETARIA_TECNICA as ST
from planes.models import Actividad, Dato, Periodo, Reporte
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
    crear_valor,
)


@dataclass
class Escena:
    """Two national activities and a regional one; Honduras has sent, Guatemala is writing."""

    periodo: Periodo
    nacional: Actividad
    otra: Actividad
    regional: Actividad
    talleres: Dato
    honduras: Reporte
    guatemala: Reporte
    focal: Usuario
    st: Usuario
    presidencia: Usuario

    def ruta(self, reporte: Reporte | None = None) -> str:
        return reverse("admin:planes_reporte_revision", args=[(reporte or self.honduras).pk])

    def captura(self, reporte: Reporte, codigo: str = "1.1") -> str:
        return reverse("admin:planes_reporte_captura", args=[reporte.pk, codigo])

    @property
    def matriz(self) -> str:
        return reverse("admin:planes_periodo_matriz", args=[self.periodo.pk])


def persona(correo: str, *roles: str, **extra: object) -> Usuario:
    return crear_usuario(f"{correo}@demo.example", *roles, is_staff=True, **extra)


def armar() -> Escena:
    nacional, otra = (crear_actividad(c, informante="nacional") for c in ("1.1", "1.2"))
    regional = crear_actividad("1.3", informante="regional")
    talleres = crear_dato("talleres", nombre="Talleres", unidad="talleres")
    crear_indicador(crear_meta("1.1.1", nacional), talleres)
    periodo = crear_periodo(nacional.plan)
    honduras, guatemala = crear_pais("hn", "Honduras"), crear_pais("gt", "Guatemala")
    focal = persona("focal", PUNTO_FOCAL, pais=honduras)
    enviado = crear_reporte(honduras, periodo, Reporte.Estado.ENVIADO, enviado_por=focal)
    crear_avance(enviado, nacional, "en_curso", logros="Dos talleres en mayo.", terminada=True)
    crear_avance(enviado, otra, "completada", terminada=True)
    crear_valor(enviado, talleres, 3)
    escribiendo = crear_reporte(guatemala, periodo)
    return Escena(
        periodo, nacional, otra, regional, talleres, enviado, escribiendo, focal,
        persona("st", ST), persona("presidencia", PRESIDENCIA),
    )  # fmt: skip


def decidir(cliente: Client, escena: Escena, accion: str, **campos: object) -> str:
    """Posts an act of the reviewer, sure of it, and returns what the page then says."""
    datos = {"accion": accion, "confirmado": "1", **campos}
    return cliente.post(escena.ruta(), datos, follow=True).content.decode()
