"""Honduras's report of forty activities under review, for the tests of the review desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from actores.models import Usuario
from actores.roles import PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA
from planes import operaciones
from planes.models import (
    Actividad,
    Dato,
    Observacion,
    Reporte,
)
from tests import crear

MUCHAS = 40


@dataclass
class Escena:
    """Honduras's report of forty activities, sent; each has a text and two of them a number."""

    actividades: list[Actividad]
    talleres: Dato
    victimas: Dato
    reporte: Reporte
    focal: Usuario
    st: Usuario
    presidencia: Usuario

    @property
    def actual(self) -> Reporte:
        return Reporte.objects.get(pk=self.reporte.pk)

    @property
    def pagina(self) -> str:
        return reverse("admin:planes_reporte_revision", args=[self.reporte.pk])

    def observar(self, lugar: int = 6, frase: str = "¿Dónde fueron?") -> Observacion:
        return operaciones.observar(
            reporte=self.actual, actividad=self.actividades[lugar], texto=frase, por=self.st
        )

    def devolver(self) -> Reporte:
        actual = self.actual
        return operaciones.devolver(reporte=actual, revision=actual.revision, por=self.st)

    def guardar(self, lugar: int = 6, logros: str = "Tres talleres en mayo.", **mas: Any) -> None:
        avance = self.actual.avances.get(actividad=self.actividades[lugar])
        operaciones.guardar_respuestas(
            reporte=self.actual, actividad=avance.actividad, version=avance.version,
            textos={"logros": logros, "terminada": True}, por=self.focal,
            entradas=mas.pop("entradas", {}), **mas,
        )  # fmt: skip

    def enviar(self) -> Reporte:
        return operaciones.enviar(reporte=self.actual, por=self.focal)

    def aprobar(self) -> Reporte:
        actual = self.actual
        return operaciones.aprobar(reporte=actual, revision=actual.revision, por=self.st)


def persona(*roles: str, **extra: Any) -> Usuario:
    return crear.crear_usuario("", *roles, is_staff=True, **extra)


def armar() -> Escena:
    """Sent, and nobody has begun to review it."""
    actividades = [
        crear.crear_actividad(f"{1 + n // 10}.{1 + n % 10}", informante="nacional")
        for n in range(MUCHAS)
    ]
    talleres = crear.crear_dato("talleres", unidad="talleres")
    victimas = crear.crear_dato("victimas", nombre="Víctimas referidas", sensible=True)
    crear.crear_indicador(crear.crear_meta("1.7.1", actividades[6]), talleres)
    crear.crear_indicador(crear.crear_meta("1.8.1", actividades[7]), victimas)
    periodo = crear.crear_periodo(actividades[0].plan)
    honduras = crear.crear_pais("hn", "Honduras")
    focal = persona(PUNTO_FOCAL, pais=honduras, nombre="Ana")
    reporte = crear.crear_reporte(honduras, periodo)
    for actividad in actividades:
        crear.crear_avance(reporte, actividad, logros="Dos talleres en mayo.", terminada=True)
    crear.crear_valor(reporte, talleres, 3)
    crear.crear_valor(reporte, victimas, 7)
    operaciones.enviar(reporte=reporte, por=focal)
    return Escena(
        actividades, talleres, victimas, reporte, focal,
        persona(SECRETARIA_TECNICA, nombre="Sara"), persona(PRESIDENCIA, nombre="Pía"),
    )  # fmt: skip
