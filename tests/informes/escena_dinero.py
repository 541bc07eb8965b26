"""Money and agreements of a small region, on top of ``Escena``: 2024, its regional report too."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from actores.models import Organizacion
from planes.models import Convenio, Dato, Recurso, Reporte
from tests import crear
from tests.informes.escena import Escena


class EscenaConDinero(Escena):
    """``fondos`` is a Dato of money under activity 1.1: what is signed for the region."""

    def __init__(self) -> None:
        super().__init__()
        self.fondos: Dato = crear.crear_dato(
            "fondos", nombre="Fondos", nombre_en="Funds", tipo="monto", unidad="USD",
            informante="regional", regla_region="manda_regional",
        )  # fmt: skip
        crear.crear_indicador(crear.crear_meta("1.1.2", self.actividad), self.fondos)
        crear.crear_conteo(self.fondos, registro="recurso", medida="monto", estados=["firmado"])

    def informar(self, semestre: int, fondos: int | None = None, **mas: Any) -> Reporte:
        """The approved regional report, sent at the end of 2024."""
        enviado = timezone.make_aware(dt.datetime(2024, 12, 30, 12))
        reporte = crear.crear_reporte(
            periodo=self.periodos[semestre - 1], estado=Reporte.Estado.APROBADO, regional=True,
            enviado_en=enviado, revisado_en=enviado, **mas,
        )  # fmt: skip
        if fondos is not None:
            crear.crear_valor(reporte, self.fondos, fondos)
        return reporte

    def donante(self, nombre: str, *, publicable: bool = True) -> Organizacion:
        donante: Organizacion = Organizacion.objects.get_or_create(
            codigo=slugify(nombre),
            defaults={"nombre": nombre, "tipo": "sociedad_civil", "publicable": publicable},
        )[0]
        return donante

    def recurso(self, usd: str, dia: str = "2024-03-01", **mas: Any) -> Recurso:
        """Signed dollars for the region and activity 1.1, written down on the same day."""
        actividades = mas.pop("actividades", [self.actividad])
        fecha = dt.date.fromisoformat(dia)
        valores: dict[str, Any] = {
            "titulo": "Título que no se publica", "donante": self.donante("Fundación Uno"),
            "estado": "firmado", "monto": Decimal(usd), "fecha": fecha,
            "creado_en": timezone.make_aware(dt.datetime.combine(fecha, dt.time(9))),
        }  # fmt: skip
        recurso: Recurso = Recurso.objects.create(**valores | mas)
        recurso.actividades.set(actividades)
        return recurso

    def convenio(self, titulo: str, dia: str = "2024-03-01", **mas: Any) -> Convenio:
        """Signed with somebody who may be named and somebody who may not."""
        fecha = dt.date.fromisoformat(dia)
        valores: dict[str, Any] = {
            "titulo": titulo, "tipo": "cooperacion", "estado": "firmado", "fecha": fecha,
            "creado_en": timezone.make_aware(dt.datetime.combine(fecha, dt.time(9))),
        }  # fmt: skip
        convenio: Convenio = Convenio.objects.create(**valores | mas)
        convenio.partes.add(
            self.donante("Fundación Uno"), self.donante("Donante reservado", publicable=False)
        )
        return convenio
