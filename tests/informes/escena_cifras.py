"""A region where every figure is told from every other: two years, each kind of Dato, every mark.

``talleres``      counts; Belice's second half of 2023 is not in: [p] for it and the region
``personas``      people by sex; Belice gives none: [x], 2 of 3
``recursos-recaudados``  money in dollars, destacada
``aprobacion``    a quotient; Honduras: does not apply [z]
``protocolo``     a milestone with stages: countries that meet it; destacada
``campanas``      what only the region reports
``denuncias``     sensitive, by crime: exact, nought and bands; ``denuncias-recibidas`` too
"""

from __future__ import annotations

from decimal import Decimal

from planes.models import Dato, Etapa, Programacion, Reporte, Valor
from tests import crear
from tests.informes.escena import Escena

Anual = tuple[int, int]
"""What is counted in 2023 and in 2024."""

CONTEOS: dict[str, dict[str, Anual]] = {
    "talleres": {"gt": (2311, 3187), "hn": (1427, 1542), "bz": (346, 689)},
    "recursos-recaudados": {"gt": (451230, 583410), "hn": (217650, 198740), "bz": (87310, 90260)},
}
PERSONAS = {"gt": ((5120, 4377), (6043, 5281)), "hn": ((2218, 2034), (2467, 2102))}
"""By country: women and men of each year."""
DENUNCIAS = {"gt": ((463, 0), (517, 281)), "hn": ((217, 154), (239, 6)), "bz": ((4, 0), (3, 0))}
"""By country: trata and trafico of each year."""
RECIBIDAS = {"gt": ((611, 0), (628, 331)), "hn": ((323, 167), (355, 8)), "bz": ((9, 0), (5, 0))}
COCIENTES = {"gt": ((37, 93), (57, 98)), "bz": ((13, 41), (19, 44))}
ETAPAS = {"gt": (2, 3), "hn": (1, 2), "bz": (3, 3)}
CAMPANAS = (73, 77)
DE_LA_REGION = ("completada", "en_curso", "no_iniciada")
ESTADOS = {
    "gt": ("completada", "completada", "en_curso"),
    "hn": ("en_curso", "en_curso", "suspendida"),
    "bz": ("no_iniciada", "en_curso", "no_aplica"),
}


class EscenaDeCifras(Escena):
    """The small region, with more to count and one year more."""

    def __init__(self) -> None:
        super().__init__()
        self.periodos = [
            crear.crear_periodo(self.plan, anio, semestre)
            for anio in (2023, 2024)
            for semestre in (1, 2)
        ]
        regional = crear.crear_objetivo(crear.crear_eje(self.plan, 2), 2)
        self.tercera = crear.crear_actividad("2.1", regional, texto_en="Activity 2.1")
        self.personas = self.dato(
            "personas", "Personas formadas", "People trained", "personas", "people",
            tipo=Dato.Tipo.PERSONAS, partes={"sexo": ["mujeres", "hombres"]},
        )  # fmt: skip
        self.inversion = self.dato(
            "recursos-recaudados", "Dinero invertido", "Money invested", "dólares", "dollars",
            tipo=Dato.Tipo.MONTO, destacado=2,
        )  # fmt: skip
        self.aprobacion = self.dato(
            "aprobacion", "Tasa de aprobación", "Approval rate", "por ciento", "per cent",
            tipo=Dato.Tipo.PORCENTAJE, regla_region=Dato.ReglaRegion.COCIENTE,
        )  # fmt: skip
        self.protocolo = self.dato(
            "protocolo", "Protocolo vigente", "Protocol in force", "países", "countries",
            tipo=Dato.Tipo.HITO, regla_tiempo=Dato.ReglaTiempo.ULTIMO, destacado=3,
            regla_region=Dato.ReglaRegion.PAISES_QUE_CUMPLEN,
            etapas=["borrador", "firmado", "vigente"],
        )  # fmt: skip
        self.campanas = self.dato(
            "campanas", "Campañas regionales", "Regional campaigns", "campañas", "campaigns",
            informante="regional", regla_region=Dato.ReglaRegion.MANDA_REGIONAL,
        )  # fmt: skip
        self.recibidas = self.dato(
            "denuncias-recibidas", "Denuncias recibidas", "Complaints received", "", "",
            sensible=True, partes={"delito": ["trata", "trafico"]},
        )  # fmt: skip
        crear.crear_indicador(crear.crear_meta("1.2.2", self.sensible), self.recibidas)
        nuevos = (
            self.personas, self.inversion, self.aprobacion, self.protocolo, self.campanas
        )  # fmt: skip
        for lugar, dato in enumerate(nuevos, start=1):
            meta = crear.crear_meta(f"2.1.{lugar}", self.tercera)
            indicador = crear.crear_indicador(meta, dato)
            if dato == self.inversion:
                Programacion.objects.create(
                    indicador=indicador, anio=2024, objetivo=Decimal(950_000)
                )

    def dato(
        self, codigo: str, nombre: str, nombre_en: str, unidad: str, unidad_en: str, **mas: object
    ) -> Dato:
        return crear.crear_dato(
            codigo, nombre=nombre, nombre_en=nombre_en, unidad=unidad, unidad_en=unidad_en, **mas
        )

    def reportar_todo(self, *, secreto: int = 3) -> None:
        """Everything above, a seventh of each count in the first half of its year."""
        for periodo in self.periodos:
            anio, primero = periodo.anio - 2023, periodo.semestre == 1
            for codigo, pais in self.paises.items():
                if (codigo, anio, primero) == ("bz", 0, False):
                    continue
                reporte = crear.crear_reporte(pais, periodo, Reporte.Estado.APROBADO)
                self.un_pais(reporte, codigo, anio, primero=primero)
            regional = crear.crear_reporte(
                periodo=periodo, estado=Reporte.Estado.APROBADO, regional=True
            )
            self.avances(regional, DE_LA_REGION)
            crear.crear_valor(regional, self.campanas, parte(CAMPANAS[anio], primero))

    def un_pais(self, reporte: Reporte, codigo: str, anio: int, *, primero: bool) -> None:
        self.avances(reporte, ESTADOS[codigo])
        for dato in (self.talleres, self.inversion):
            crear.crear_valor(reporte, dato, parte(CONTEOS[dato.codigo][codigo][anio], primero))
        self.por_partes(reporte, self.denuncias, DENUNCIAS[codigo][anio], primero=primero)
        self.por_partes(reporte, self.recibidas, RECIBIDAS[codigo][anio], primero=primero)
        if codigo in PERSONAS:
            self.por_partes(reporte, self.personas, PERSONAS[codigo][anio], primero=primero)
        else:
            self.sin(reporte, self.personas, Valor.Ausencia.NO_DISPONIBLE)
        if codigo in COCIENTES and not primero:
            arriba, abajo = COCIENTES[codigo][anio]
            Valor.objects.create(
                reporte=reporte, dato=self.aprobacion, tipo=self.aprobacion.tipo,
                numerador=arriba, denominador=abajo,
            )  # fmt: skip
        else:
            self.sin(reporte, self.aprobacion, Valor.Ausencia.NO_APLICA)
        etapa = Etapa.objects.get(dato=self.protocolo, orden=ETAPAS[codigo][anio])
        Valor.objects.create(
            reporte=reporte, dato=self.protocolo, tipo=self.protocolo.tipo, etapa=etapa,
            fecha=reporte.periodo.abre,
        )  # fmt: skip

    def avances(self, reporte: Reporte, estados: tuple[str, ...]) -> None:
        actividades = (self.actividad, self.sensible, self.tercera)
        for actividad, estado in zip(actividades, estados, strict=True):
            crear.crear_avance(reporte, actividad, estado)

    def por_partes(self, reporte: Reporte, dato: Dato, cuantos: Anual, *, primero: bool) -> None:
        claves = (
            ("delito:trata", "delito:trafico")
            if dato.sensible
            else ("sexo:mujeres", "sexo:hombres")
        )
        partes = {clave: parte(n, primero) for clave, n in zip(claves, cuantos, strict=True)}
        crear.crear_valor(reporte, dato, sum(partes.values()), partes=partes)

    def sin(self, reporte: Reporte, dato: Dato, ausencia: str) -> None:
        Valor.objects.create(reporte=reporte, dato=dato, tipo=dato.tipo, ausencia=ausencia)


def parte(cuantos: int, primero: bool) -> int:
    """What falls in a half of the year."""
    antes = cuantos // 7
    return antes if primero else cuantos - antes
