"""What the tests of the workbook start from: a report that asks something of every type."""

from __future__ import annotations

from typing import Any

from planes import operaciones
from planes.models import Actividad, Dato, Valor
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_valor,
)

from .gente import entrar, focal
from .libros import Libro, confirmar, descargar, subir


class Escena:
    """A report that asks something of every type, one activity answered and one not."""

    def __init__(self) -> None:
        self.talleres = crear_dato("talleres", unidad="talleres")
        self.personas = crear_dato(
            "personas", tipo="personas", unidad="personas",
            partes={"sexo": ["mujeres", "hombres"]},
        )  # fmt: skip
        self.monto = crear_dato("monto", tipo="monto")
        self.cubiertos = crear_dato("cubiertos", tipo="porcentaje", regla_region="cociente")
        self.ruta = crear_dato(
            "ruta", tipo="hito", regla_tiempo="ultimo", regla_region="paises_que_cumplen",
            etapas=["diseno", "validada", "en-uso"],
        )  # fmt: skip
        self.manual = crear_dato(
            "manual", tipo="documento", regla_tiempo="ultimo", regla_region="no_agregable"
        )
        self.uno = self.actividad("1.1", self.talleres, self.personas)
        self.dos = self.actividad("2.1", self.monto, self.cubiertos, self.ruta, self.manual)
        self.periodo = crear_periodo(self.uno.plan)
        self.ana = focal("hn", nombre="Ana")
        self.reporte = crear_reporte(crear_pais("hn"), self.periodo)
        crear_avance(self.reporte, self.uno, logros="Dos talleres")
        crear_valor(
            self.reporte, self.personas, 30, partes={"sexo:mujeres": 18, "sexo:hombres": 12}
        )
        crear_valor(self.reporte, self.manual, documento="Manual de atención")
        self.cliente = entrar(self.ana)

    def actividad(self, codigo: str, *datos: Dato) -> Actividad:
        meta = crear_meta(f"{codigo}.1", crear_actividad(codigo, texto_en=f"Activity {codigo}"))
        for letra, dato in zip("abcdef", datos, strict=False):
            crear_indicador(meta, dato, letra)
        return meta.actividades.get()

    def libro(self, idioma: str = "es") -> Libro:
        return Libro(descargar(self.cliente, self.reporte, idioma))

    def subir(self, libro: Libro) -> Any:
        return subir(self.cliente, self.reporte, libro.bytes)

    def guardar(self, libro: Libro, **mas: Any) -> Any:
        return confirmar(self.cliente, self.reporte, self.subir(libro), **mas)

    def valor(self, dato: Dato) -> Valor:
        return self.reporte.valores.get(dato=dato)

    def colega_escribe(self, **textos: str) -> None:
        """Somebody else saves the first activity."""
        avance = self.reporte.avances.get(actividad=self.uno)
        operaciones.guardar_respuestas(
            reporte=self.reporte, actividad=self.uno, version=avance.version,
            textos=textos, entradas={}, por=focal("hn", nombre="Berta"),
        )  # fmt: skip
