"""Fictitious rows of the registers in 2025-II, so that its reports have something to add up."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone

from actores.models import Organizacion, Pais, Usuario
from corett import demostracion_proyectos, demostracion_recursos
from planes.models import (
    Accion,
    Actividad,
    Alcance,
    Categoria,
    Convenio,
    Participantes,
    Periodo,
    Plan,
    Reporte,
)
from planes.operaciones import guardar_con_historia
from planes.propuestas import propuestas_de

SEMILLA = 2025

ACCIONES: tuple[tuple[str, str, str, bool, bool], ...] = (
    # kind, title, activities, whether people took part, whether it reached others
    ("taller", "Taller ficticio: señales de alerta para equipos legislativos", "2.1", True, False),
    ("foro", "Foro ficticio: ciudades que protegen", "2.2", True, False),
    ("capacitacion", "Curso ficticio para personal de atención", "3.2 8.3", True, False),
    ("material", "Folleto ficticio «Nadie te puede vender»", "5.1", False, True),
    ("difusion", "Difusión ficticia del contenido regional", "14.1 5.1", False, True),
    ("reunion", "Reunión ficticia sobre el plan de formación", "8.2", True, False),
    ("taller", "Taller ficticio con enlaces de comunicación", "4.1", True, False),
    ("otra", "Directriz ficticia para aplicar la Estrategia", "7.2", False, False),
    ("taller", "Jornada ficticia con alcaldías fronterizas", "2.1", True, False),
    ("programa", "Programa ficticio de capacitación continua", "3.1 3.2", False, False),
)
REGIONALES: tuple[tuple[str, str, str, bool, bool], ...] = (
    ("campana", "Campaña regional ficticia «Ojos abiertos»", "1.1", False, True),
    ("reunion", "Reunión regional ficticia sobre la Estrategia de Atención", "7.1", True, False),
    ("visita", "Visita ficticia de seguimiento a un país", "10.1", False, False),
    ("visita", "Segunda visita ficticia de seguimiento", "10.1", False, False),
    ("intercambio", "Encuentro ficticio de fiscalías y policías", "19.1", True, False),
    ("mensaje", "Mensaje clave ficticio de demostración", "14.1", False, False),
    ("boletin", "Boletín ficticio para cooperantes", "20.1", False, True),
)


def crear(plan: Plan, focales: Mapping[str, Usuario], secretaria: Usuario) -> None:
    """Actions of each country and of the region; agreements, projects and money of the region."""
    azar = random.Random(SEMILLA)
    demostracion_recursos.organizaciones()
    catalogo = Catalogo(plan, azar)
    for pais in Pais.objects.filter(codigo__in=focales):
        cuantas = azar.randint(6, len(ACCIONES))
        for datos in azar.sample(ACCIONES, cuantas):
            catalogo.accion(pais, focales[pais.codigo], *datos)
    for datos in REGIONALES:
        catalogo.accion(None, secretaria, *datos)
    catalogo.cooperacion(secretaria)
    demostracion_recursos.declarar(plan)
    for reporte in Reporte.objects.filter(
        periodo__plan=plan, periodo__anio=2025, periodo__semestre=2
    ).exclude(estado=Reporte.Estado.BORRADOR):
        recordar(reporte)


class Catalogo:
    """What the rows point to, read once, and the luck that chooses."""

    def __init__(self, plan: Plan, azar: random.Random) -> None:
        self.azar = azar
        self.actividades = {a.codigo: a for a in Actividad.objects.filter(plan=plan)}
        self.sectores = list(Categoria.objects.filter(desagregacion__codigo="sector"))
        self.canales = list(Categoria.objects.filter(desagregacion__codigo__in=["medio", "canal"]))
        self.organizaciones = {o.codigo: o for o in Organizacion.objects.all()}
        periodo = Periodo.objects.get(plan=plan, anio=2025, semestre=2)
        # Nothing is written down after the last of these reports was sent.
        self.desde = periodo.inicio
        self.dias = min(periodo.fin - self.desde, timezone.localdate() - self.desde).days - 5

    def dia(self) -> dt.date:
        return self.desde + dt.timedelta(days=self.azar.randint(1, max(self.dias, 1)))

    def guardar(self, fila: Any, por: Usuario, actividades: str) -> None:
        """Saves a row as if it had been written down the day after."""
        manana = dt.datetime.combine(fila.fecha + dt.timedelta(days=1), dt.time(10))
        fila.creado_por = fila.actualizado_por = por
        fila.creado_en = fila.actualizado_en = timezone.make_aware(manana)
        guardar_con_historia(fila, por=por)
        fila.actividades.set(self.actividades[codigo] for codigo in actividades.split())

    def accion(
        self,
        pais: Pais | None,
        por: Usuario,
        tipo: str,
        titulo: str,
        actividades: str,
        con_gente: bool,
        con_alcance: bool,
    ) -> None:
        modalidad = self.azar.choice(Accion.Modalidad.values)
        accion = Accion(pais=pais, tipo=tipo, titulo=titulo, fecha=self.dia(), modalidad=modalidad)
        self.guardar(accion, por, actividades)
        if con_gente:
            for sector in self.azar.sample(self.sectores[:-1], 2):
                numeros = {c: self.azar.randint(2, 24) for c in ("mujeres", "hombres")}
                grupo = Participantes(accion=accion, sector=sector, **numeros)
                guardar_con_historia(grupo, por=por)
        if con_alcance:
            for canal in self.azar.sample(self.canales, 2):
                personas = self.azar.randint(3, 40) * 250
                guardar_con_historia(
                    Alcance(accion=accion, canal=canal, personas=personas), por=por
                )

    def cooperacion(self, por: Usuario) -> None:
        """Agreements, projects and money; the organisations are the plan's own."""
        firmado = Convenio(
            titulo="Convenio ficticio de cooperación técnica", publicable=True,
            titulo_en="Fictitious agreement on technical cooperation",
            tipo="cooperacion", estado="firmado", fecha=self.dia(),
        )  # fmt: skip
        alianza = Convenio(
            titulo="Alianza ficticia para proyectos de prevención",
            tipo="sociedad_civil", estado="en_negociacion", fecha=self.dia(),
        )  # fmt: skip
        self.guardar(firmado, por, "20.3 21.1")
        self.guardar(alianza, por, "20.1")
        firmado.partes.set(self.de("agencia-ficticia-norte"))
        alianza.partes.set(self.de("fundacion-ficticia-alba"))

        def guardar(fila: Any, servidas: str) -> None:
            self.guardar(fila, por, servidas)

        demostracion_proyectos.crear(guardar, self.dia, self.organizaciones)
        demostracion_recursos.crear(guardar, self.organizaciones)

    def de(self, *codigos: str) -> Iterable[Organizacion]:
        return [self.organizaciones[codigo] for codigo in codigos]


def recordar(reporte: Reporte) -> None:
    """What the register proposed to a report that was sent, and a word where it says another."""
    propuestas = propuestas_de(reporte)
    for valor in reporte.valores.filter(dato__in=propuestas):
        valor.propuesto = propuestas[valor.dato_id].numero
        if valor.numero is not None and valor.numero != valor.propuesto:
            valor.nota = "Nota ficticia: faltan acciones por anotar en el registro."
        # In the version that was sent: a later one would count as changed since the return.
        valor.save_without_historical_record()  # type: ignore[attr-defined]
        valor.history.update(propuesto=valor.propuesto, nota=valor.nota)
