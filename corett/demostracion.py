"""Fictitious people and progress over the real plan; a fixed seed makes it repeatable.

Six semesters: 2023-I to 2025-I closed and approved with a few gaps, 2025-II open
with reports in every state; data cuts and annual reports of 2023 and 2024
published, 2025 prepared. Every text says that it is fictitious.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from actores import roles
from actores.models import Pais, PuntoFocal, Usuario
from corett import (
    demostracion_anual,
    demostracion_ayuda,
    demostracion_biblioteca,
    demostracion_directorio,
    demostracion_documentos,
    demostracion_editorial,
    demostracion_estrategia,
    demostracion_evidencia,
    demostracion_registro,
    demostracion_revision,
)
from informes import operaciones as cortes
from informes.models import Corte
from planes.cuestionario import Cuestionario, cuestionario
from planes.models import (
    Avance,
    Dato,
    Observacion,
    Periodo,
    Plan,
    Reporte,
    Valor,
    ValorDesagregado,
)
from planes.operaciones import guardar_con_historia

CLAVE = "corett-demo"
PLAN = "po-2023-2025"
SEMILLA = 2023

TAMANO = {
    "gt": 2.0, "bz": 0.3, "hn": 1.8, "sv": 1.4, "ni": 0.7, "cr": 1.3, "pa": 1.0, "mx": 4.0,
    "do": 1.5,
}  # fmt: skip
"""How large a country's counts are, so that charts look like a real region."""

SIN_REPORTE = {("ni", 2023, 1), ("ni", 2024, 2), ("bz", 2023, 2)}
"""The gaps: these informants never sent."""

ESTADOS_2025_II = {
    "gt": "aprobado", "bz": "borrador", "hn": "borrador", "sv": "enviado", "ni": "observado",
    "cr": "enviado", "pa": "aprobado", "do": "aprobado", "": "borrador",
}  # fmt: skip
"""México has not begun; the regional report is the empty key."""

MITAD = {"bz", ""}
"""Whose open draft is half filled; that of Honduras is empty, for whoever tries the portal."""


@dataclass
class Gente:
    secretaria: Usuario
    presidencia: Usuario
    comunicacion: Usuario
    focales: dict[str, Usuario]


@dataclass
class Filas:
    """Rows of one report, made in bulk."""

    avances: list[Avance] = field(default_factory=list)
    valores: list[Valor] = field(default_factory=list)
    partes: list[tuple[Valor, dict[int, Decimal]]] = field(default_factory=list)


@transaction.atomic
def crear(*, clave: str, informes: bool, avisar: Callable[[str], object]) -> None:
    """Makes people, six semesters of progress, data cuts and (``informes``) their documents."""
    azar = random.Random(SEMILLA)
    gente = crear_gente(clave)
    plan = Plan.objects.get(codigo=PLAN)
    historia = Historia(azar)
    for periodo in crear_periodos(plan):
        for codigo in ["", *TAMANO]:
            estado = estado_de(codigo, periodo)
            if estado:
                crear_reporte(periodo, codigo, estado, gente, historia)
    demostracion_registro.crear(plan, gente.focales, gente.secretaria)
    demostracion_evidencia.crear(plan, gente.focales, gente.secretaria)
    demostracion_evidencia.publicar(plan, gente.focales, gente.secretaria)
    demostracion_anual.crear(plan, gente.focales, clave)
    demostracion_revision.crear(plan, gente.focales, gente.secretaria)
    demostracion_estrategia.crear(gente.secretaria)
    demostracion_editorial.editorial(gente.comunicacion)
    demostracion_ayuda.ayuda(gente.secretaria)
    demostracion_biblioteca.biblioteca(gente.comunicacion, gente.secretaria)
    demostracion_directorio.directorio(gente.secretaria)
    for anio in (2023, 2024, 2025):
        avisar(f"  corte de datos {anio}")
        crear_corte(plan, anio, gente, informes=informes and anio < 2025)


def crear_gente(clave: str) -> Gente:
    def persona(cuenta: str, nombre: str, rol: str, *, panel: bool, idioma: str = "es") -> Usuario:
        usuario = Usuario.objects.create_user(
            f"{cuenta}@demo.example", clave, nombre=nombre, is_staff=panel, idioma=idioma
        )
        usuario.groups.add(Group.objects.get_or_create(name=rol)[0])
        return usuario

    gente = Gente(
        secretaria=persona(
            "secretaria", "Secretaría Técnica (demostración)", roles.SECRETARIA_TECNICA, panel=True
        ),
        presidencia=persona(
            "presidencia", "Presidencia (demostración)", roles.PRESIDENCIA, panel=True
        ),
        comunicacion=persona(
            "comunicacion",
            "Comunicación (demostración)",
            roles.COMITE_COMUNICACION,
            panel=True,
        ),
        focales={},
    )
    persona("observador", "Observador (demostración)", roles.OBSERVADOR, panel=False)
    for pais in Pais.objects.filter(codigo__in=TAMANO):
        focal = persona(
            pais.codigo,
            f"Punto focal de {pais.nombre} (demostración)",
            roles.PUNTO_FOCAL,
            panel=False,
            idioma=pais.idioma,
        )
        PuntoFocal.objects.create(usuario=focal, pais=pais, desde=dt.date(2023, 1, 1))
        gente.focales[pais.codigo] = focal
    return gente


def crear_periodos(plan: Plan) -> Iterator[Periodo]:
    """2023-I to 2025-I with their past windows, and 2025-II open until thirty days from now."""
    hoy = timezone.localdate()
    for anio in (2023, 2024, 2025):
        for semestre in (1, 2):
            fin = dt.date(anio, 6, 30) if semestre == 1 else dt.date(anio, 12, 31)
            fechas = {
                "abre": fin - dt.timedelta(days=14),
                "vence": fin + dt.timedelta(days=31),
                "cierra": fin + dt.timedelta(days=45),
            }
            if (anio, semestre) == (2025, 2):
                fechas = {
                    "abre": min(fechas["abre"], hoy),
                    "vence": hoy + dt.timedelta(days=30),
                    "cierra": hoy + dt.timedelta(days=30),
                }
            yield Periodo.objects.create(plan=plan, anio=anio, semestre=semestre, **fechas)


def estado_de(codigo: str, periodo: Periodo) -> str:
    """The state of that informant's report; empty when there is none."""
    if (codigo, periodo.anio, periodo.semestre) in SIN_REPORTE:
        return ""
    if (periodo.anio, periodo.semestre) == (2025, 2):
        return ESTADOS_2025_II.get(codigo, "")
    return "aprobado"


class Historia:
    """What each informant would answer; remembers, so that series make sense in time."""

    def __init__(self, azar: random.Random) -> None:
        self.azar = azar
        self.ritmo: dict[tuple[str, int], tuple[int, int, str]] = {}
        self.nivel: dict[tuple[str, int], float] = {}
        self.cuestionarios: dict[tuple[str, int], Cuestionario] = {}

    def cuestionario(self, reporte: Reporte) -> Cuestionario:
        clave = (reporte.informante, reporte.periodo.semestre)
        if clave not in self.cuestionarios:
            self.cuestionarios[clave] = cuestionario(
                reporte.periodo.plan, reporte.informante, reporte.periodo
            )
        return self.cuestionarios[clave]

    def estado(self, codigo: str, actividad: int, paso: int) -> str:
        """State in the ``paso``-th semester (0-5): begins, goes on, ends; few never do."""
        if (codigo, actividad) not in self.ritmo:
            empieza = self.azar.choice([0, 0, 0, 1, 1, 2, 3, 4, 9])
            dura = self.azar.choice([1, 2, 3, 4, 5, 9])
            rara = self.azar.choices(["", "suspendida", "no_aplica"], [30, 1, 1])[0]
            if (
                not codigo
            ):  # the ST leaves nothing unbegun for long, nor says that it does not apply
                empieza, rara = min(empieza, 3), ""
            self.ritmo[codigo, actividad] = (empieza, dura, rara)
        empieza, dura, rara = self.ritmo[codigo, actividad]
        if rara == "no_aplica":
            return rara
        if paso < empieza:
            return "no_iniciada"
        if rara and paso > empieza:
            return rara
        return "completada" if paso >= empieza + dura else "en_curso"

    def cantidad(self, codigo: str, dato: Dato, paso: int) -> int:
        """A count that grows over time with the country's size and some luck."""
        base = {"personas": 160.0, "monto": 40_000.0}.get(dato.tipo, 2.2)
        if dato.codigo.startswith("alcance"):
            base = 24_000.0
        if dato.sensible:
            base = 9.0
        if not codigo and dato.tipo == "personas":
            base = min(base, 60.0)
        clave = (codigo, dato.pk)
        if clave not in self.nivel:
            self.nivel[clave] = self.azar.uniform(0.4, 1.6)
        tamano = TAMANO.get(codigo, 1.0) if base > 5 else 1.0
        return round(
            base * tamano * self.nivel[clave] * (1 + 0.13 * paso) * self.azar.uniform(0.75, 1.25)
        )


def crear_reporte(
    periodo: Periodo, codigo: str, estado: str, gente: Gente, historia: Historia
) -> None:
    pais = Pais.objects.get(codigo=codigo) if codigo else None
    autor = gente.focales.get(codigo, gente.secretaria)
    revisor = gente.secretaria if codigo else gente.presidencia
    reporte = Reporte(periodo=periodo, pais=pais, estado=estado)
    momento = timezone.make_aware(dt.datetime.combine(periodo.fin, dt.time(16)))
    momento = min(momento + dt.timedelta(days=20), timezone.now() - dt.timedelta(days=4))
    if estado != "borrador":
        reporte.enviado_por, reporte.enviado_en = autor, momento
    if estado in ("observado", "aprobado"):
        reporte.revisado_por, reporte.revisado_en = revisor, momento + dt.timedelta(days=3)
    guardar_con_historia(reporte, por=autor)
    if estado == "borrador" and codigo not in MITAD:
        return
    filas = responder(reporte, codigo, historia)
    for avance in filas.avances:
        avance.actualizado_por, avance.actualizado_en = autor, momento
    bulk_create_with_history(filas.avances, Avance, default_user=autor, default_date=momento)
    valores = bulk_create_with_history(
        filas.valores, Valor, default_user=autor, default_date=momento
    )
    por_dato = {v.dato_id: v for v in valores}
    partes = [
        ValorDesagregado(valor=por_dato[v.dato_id], categoria_id=categoria, numero=numero)
        for v, reparto in filas.partes
        for categoria, numero in reparto.items()
    ]
    bulk_create_with_history(partes, ValorDesagregado, default_user=autor, default_date=momento)
    if estado == "observado":
        observar(reporte, gente.secretaria, momento + dt.timedelta(days=3))


def observar(reporte: Reporte, revisor: Usuario, momento: dt.datetime) -> None:
    avance = reporte.avances.filter(estado="en_curso").order_by("actividad__orden").first()
    if avance is not None:
        Observacion.objects.create(
            reporte=reporte,
            actividad=avance.actividad,
            texto="Observación ficticia de demostración: falta la fecha de la segunda jornada.",
            autor=revisor,
            creada_en=momento,
        )
        avance.terminada = False
        avance.save()


def responder(reporte: Reporte, codigo: str, historia: Historia) -> Filas:
    """Answers of a whole questionnaire, or of its first half for an open draft."""
    filas = Filas()
    paso = (reporte.periodo.anio - 2023) * 2 + reporte.periodo.semestre - 1
    hojas = historia.cuestionario(reporte).hojas
    if reporte.estado == "borrador":
        hojas = hojas[: len(hojas) // 2]
    for hoja in hojas:
        estado = historia.estado(codigo, hoja.actividad.pk, paso)
        filas.avances.append(
            Avance(
                reporte=reporte,
                actividad=hoja.actividad,
                estado=estado,
                terminada=True,
                version=1,
                logros=LOGROS[estado].format(
                    corto=hoja.actividad.corto or hoja.actividad.texto,
                    cuando=reporte.periodo.clave,
                ),
                proximos_pasos=PASOS if estado == "en_curso" else "",
            )
        )
        for dato in hoja.datos:
            valor, reparto = contestar(reporte, codigo, dato, estado, paso, historia)
            filas.valores.append(valor)
            if reparto:
                filas.partes.append((valor, reparto))
    return filas


LOGROS = {
    "no_iniciada": "",
    "no_aplica": "",
    "en_curso": "Texto ficticio de demostración. En {cuando} avanzó «{corto}».",
    "completada": "Texto ficticio de demostración. En {cuando} está completa «{corto}».",
    "suspendida": "Texto ficticio de demostración. En {cuando} está suspendida «{corto}».",
}
PASOS = "Texto ficticio de demostración: continuar con las acciones programadas."
DOCUMENTO = "Documento ficticio de demostración"


def contestar(
    reporte: Reporte, codigo: str, dato: Dato, estado: str, paso: int, historia: Historia
) -> tuple[Valor, dict[int, Decimal]]:
    """A value of the Dato's type that fits the activity's state, with its split."""
    azar = historia.azar
    valor = Valor(reporte=reporte, dato=dato, tipo=dato.tipo)
    if estado == "no_aplica":
        valor.ausencia = "no_aplica"
    elif azar.random() < 0.03:
        valor.ausencia = azar.choice(["no_disponible", "pendiente"])
    elif dato.tipo == "hito":
        etapas = sorted(dato.etapas.all(), key=lambda e: e.orden)
        lugar = {"no_iniciada": 0, "completada": len(etapas) - 1}.get(
            estado, min(paso // 2, len(etapas) - 1)
        )
        valor.etapa, valor.fecha = etapas[lugar], reporte.periodo.inicio
    elif dato.tipo == "documento":
        if estado in ("completada", "en_curso") and paso > 1:
            valor.documento, valor.fecha = DOCUMENTO, reporte.periodo.inicio
        else:
            valor.ausencia = "pendiente"
    elif dato.tipo == "porcentaje":
        valor.numerador, valor.denominador = Decimal(azar.randint(0, 9)), Decimal(9)
    else:
        empezada = dato.sensible or estado != "no_iniciada"
        cantidad = historia.cantidad(codigo, dato, paso) if empezada else 0
        valor.numero = Decimal(cantidad)
        return valor, repartir(dato, cantidad, azar)
    return valor, {}


def repartir(dato: Dato, cantidad: int, azar: random.Random) -> dict[int, Decimal]:
    """Splits a count over the categories of each disaggregation; each adds up to the count."""
    reparto: dict[int, Decimal] = {}
    for desagregacion in dato.desagregaciones.all():
        categorias = [c for c in desagregacion.categorias.all() if not c.archivada]
        pesos = [azar.uniform(0.2, 1) / (lugar + 1) for lugar in range(len(categorias))]
        queda = cantidad
        for categoria, peso in zip(categorias[1:], pesos[1:], strict=True):
            toca = int(cantidad * peso / sum(pesos))
            reparto[categoria.pk] = Decimal(toca)
            queda -= toca
        reparto[categorias[0].pk] = Decimal(queda)
    return reparto


def crear_corte(plan: Plan, anio: int, gente: Gente, *, informes: bool) -> None:
    """The cut of a year with all earlier periods; published, but for 2025."""
    corte = cortes.preparar_corte(
        plan=plan,
        periodos=plan.periodos.filter(anio__lte=anio),
        fecha=dt.date(anio, 12, 31),
        motivo=f"Datos de demostración del año {anio}",
        motivo_en=f"Demonstration data of the year {anio}",
        por=gente.secretaria,
    )
    demostracion_documentos.escribir(anio, gente.secretaria)
    if informes:
        demostracion_documentos.producir(corte, anio, gente.secretaria)
    if anio < 2025:
        cortes.publicar_corte(corte=Corte.objects.get(pk=corte.pk), por=gente.secretaria)
        demostracion_documentos.publicar(corte, gente.presidencia)
