"""A small region to publish from: two crimes, three countries, one plan."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from actores.models import Organizacion, Usuario
from actores.roles import SECRETARIA_TECNICA
from informes import operaciones
from informes.models import Corte
from planes.models import Periodo, Plan, Proyecto, Recurso, Reporte
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

    def proyecto(self, **mas: Any) -> Proyecto:
        """A project that may be published: half paid in euros by a donor who may be named, the
        other half offered by one who may not."""
        valores: dict[str, Any] = {
            "referencia": "ABCD1234", "titulo": "Proyecto de prueba", "titulo_en": "Test project",
            "resumen": "Qué hará y para quién.", "resumen_en": "What it will do, for whom.",
            "etapa": "aprobado", "fecha": dt.date(2024, 6, 3), "costo_usd": Decimal(2000),
            "inicio": dt.date(2025, 1, 1), "fin": dt.date(2025, 12, 31), "publicable": True,
        }  # fmt: skip
        proyecto: Proyecto = Proyecto.objects.create(**valores | mas)
        proyecto.actividades.add(self.actividad)
        for nombre, publicable, estado, moneda, tasa in (
            ("Donante que se nombra", True, "firmado", "EUR", "1.1"),
            ("Donante reservado", False, "ofrecido", "USD", "1"),
        ):
            donante, _nuevo = Organizacion.objects.get_or_create(
                codigo=slugify(nombre),
                defaults={"nombre": nombre, "tipo": "sociedad_civil", "publicable": publicable},
            )
            proyecto.presentado_a.add(donante)
            Recurso.objects.create(
                titulo=nombre, donante=donante, estado=estado, monto=Decimal(900), moneda=moneda,
                tasa=Decimal(tasa), fecha=dt.date(2024, 7, 1), proyecto=proyecto,
                fecha_tasa=dt.date(2024, 7, 1) if moneda != "USD" else None,
            )  # fmt: skip
        return proyecto

    def preparar(self) -> Corte:
        """A new cut, also where the same one waits already: its reason says so."""
        esperan = Corte.objects.filter(estado=Corte.Estado.PREPARADO).count()
        return operaciones.preparar_corte(
            plan=self.plan,
            periodos=self.periodos,
            fecha=dt.date(2024, 12, 31),
            motivo="Prueba" + " otra vez" * esperan,
            por=self.secretaria,
        )

    def publicar(self) -> Corte:
        return operaciones.publicar_corte(corte=self.preparar(), por=self.secretaria)
