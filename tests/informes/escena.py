"""A small region to publish from: two crimes, three countries, one plan."""

from __future__ import annotations

import datetime as dt

from actores.models import Usuario
from actores.roles import SECRETARIA_TECNICA
from informes import operaciones
from informes.models import Corte
from planes.models import Periodo, Plan, Reporte
from tests import crear

PAISES = ("gt", "hn", "bz")


class Escena:
    """Activity 1.1 with a plain count, activity 1.2 with a sensitive one; 2024 in full."""

    def __init__(self) -> None:
        self.secretaria: Usuario = crear.crear_usuario("st@demo.example", SECRETARIA_TECNICA)
        self.plan: Plan = crear.crear_plan()
        self.paises = {codigo: crear.crear_pais(codigo) for codigo in PAISES}
        self.actividad = crear.crear_actividad("1.1", texto_en="Activity 1.1")
        self.sensible = crear.crear_actividad("1.2", texto_en="Activity 1.2")
        self.talleres = crear.crear_dato(
            "talleres",
            nombre="Talleres",
            nombre_en="Workshops",
            unidad="talleres",
            unidad_en="workshops",
            destacado=1,
        )
        self.denuncias = crear.crear_dato(
            "denuncias",
            nombre="Denuncias",
            nombre_en="Complaints",
            sensible=True,
            partes={"delito": ["trata", "trafico"]},
        )
        crear.crear_indicador(crear.crear_meta("1.1.1", self.actividad), self.talleres)
        crear.crear_indicador(crear.crear_meta("1.2.1", self.sensible), self.denuncias)
        self.periodos: list[Periodo] = [
            crear.crear_periodo(self.plan, 2024, semestre) for semestre in (1, 2)
        ]

    def reportar(
        self,
        codigo: str,
        semestre: int,
        *,
        talleres: int = 0,
        trata: int = 0,
        trafico: int = 0,
        estado: str = "en_curso",
    ) -> Reporte:
        """An approved report of a country with these figures."""
        reporte = crear.crear_reporte(
            self.paises[codigo], self.periodos[semestre - 1], Reporte.Estado.APROBADO
        )
        crear.crear_avance(reporte, self.actividad, estado)
        crear.crear_avance(reporte, self.sensible, estado)
        crear.crear_valor(reporte, self.talleres, talleres)
        crear.crear_valor(
            reporte,
            self.denuncias,
            trata + trafico,
            partes={"delito:trata": trata, "delito:trafico": trafico},
        )
        return reporte

    def reportar_todo(self, *, secreto: int = 3) -> None:
        """Both semesters of all three; the secret is Belice's yearly count of trata."""
        for semestre in (1, 2):
            self.reportar("gt", semestre, talleres=4, trata=20, trafico=0, estado="completada")
            self.reportar("hn", semestre, talleres=2, trata=9, trafico=6)
        self.reportar("bz", 1, talleres=0, trata=secreto)
        self.reportar("bz", 2, talleres=1, trata=0)

    def preparar(self) -> Corte:
        return operaciones.preparar_corte(
            plan=self.plan,
            periodos=self.periodos,
            fecha=dt.date(2024, 12, 31),
            motivo="Prueba",
            por=self.secretaria,
        )

    def publicar(self) -> Corte:
        return operaciones.publicar_corte(corte=self.preparar(), por=self.secretaria)
