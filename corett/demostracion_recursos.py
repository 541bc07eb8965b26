"""Fictitious donors, money and agreements of 2023-2025, and the Datos that add them up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from actores.models import Organizacion, Pais, RolOrganizacion
from planes.models import Convenio, Plan, Recurso, Reporte
from planes.propuestas import propuestas_de

Guardar = Callable[[Any, str], None]
"""Saves a row that serves these activities."""

ORGANIZACIONES: tuple[tuple[str, str, str, str, bool], ...] = (
    # code, name, English name, type, whether it may be named
    ("agencia-ficticia-norte", "Agencia Ficticia de Cooperación del Norte",
     "Fictitious Northern Cooperation Agency", "agencia_cooperacion", True),
    ("fundacion-ficticia-alba", "Fundación Ficticia Alba", "Fictitious Alba Foundation",
     "sociedad_civil", True),
    ("fondo-ficticio-sur", "Fondo Ficticio Regional del Sur",
     "Fictitious Southern Regional Fund", "organismo_internacional", True),
    ("universidad-ficticia", "Universidad Ficticia del Istmo",
     "Fictitious University of the Isthmus", "academia", True),
    ("donante-ficticio-reservado", "Donante ficticio reservado", "Fictitious undisclosed donor",
     "sector_privado", False),
)  # fmt: skip

RECURSOS: tuple[tuple[str, str, str, str, str, str, str, str], ...] = (
    # day, donor, state, amount, currency, dollars for one unit, country, activities
    ("2023-03-14", "agencia-ficticia-norte", "firmado", "120000", "CAD", "0.73", "", "15.3"),
    ("2023-05-22", "fundacion-ficticia-alba", "desembolsado", "18500", "USD", "1", "hn", "2.1"),
    ("2023-06-06", "fondo-ficticio-sur", "firmado", "40000", "USD", "1", "", "21.1"),
    ("2023-09-19", "agencia-ficticia-norte", "firmado", "65000", "EUR", "1.07", "", "15.3"),
    ("2023-10-03", "donante-ficticio-reservado", "desembolsado", "12000", "USD", "1", "cr", "1.3"),
    ("2024-02-27", "fondo-ficticio-sur", "firmado", "150000", "USD", "1", "", "15.3"),
    ("2024-04-16", "fundacion-ficticia-alba", "firmado", "30000", "CHF", "1.10", "", "21.1"),
    (
        "2024-05-09",
        "agencia-ficticia-norte",
        "desembolsado",
        "310000",
        "GTQ",
        "0.1287",
        "gt",
        "8.2",
    ),
    ("2024-08-20", "donante-ficticio-reservado", "firmado", "25000", "USD", "1", "", "21.1"),
    ("2024-09-11", "fundacion-ficticia-alba", "firmado", "48000", "EUR", "1.10", "", "15.3"),
    ("2024-11-05", "fondo-ficticio-sur", "ofrecido", "90000", "USD", "1", "do", "1.3"),
    ("2024-11-28", "agencia-ficticia-norte", "ofrecido", "75000", "EUR", "1.06", "", "21.1"),
    ("2025-03-18", "agencia-ficticia-norte", "firmado", "140000", "CAD", "0.70", "", "15.3"),
    ("2025-05-13", "universidad-ficticia", "desembolsado", "22000", "USD", "1", "pa", "3.1"),
    ("2025-06-10", "fondo-ficticio-sur", "firmado", "35000", "USD", "1", "", "21.1"),
)

CONVENIOS: tuple[tuple[str, str, str, str, str, str, str, str, str, bool], ...] = (
    # day, type, state, until, country, activities, parties, title, English title, published
    ("2023-04-20", "cooperacion", "firmado", "2026-04-19", "", "20.3", "agencia-ficticia-norte",
     "Convenio marco ficticio de cooperación técnica",
     "Fictitious framework agreement on technical cooperation", True),
    ("2023-11-08", "sociedad_civil", "firmado", "2025-11-07", "", "20.1", "fundacion-ficticia-alba",
     "Alianza ficticia para la prevención en escuelas",
     "Fictitious alliance for prevention in schools", True),
    ("2024-03-12", "cooperacion", "firmado", "2027-03-11", "", "21.1",
     "fondo-ficticio-sur donante-ficticio-reservado",
     "Convenio ficticio de financiamiento de la formación",
     "Fictitious agreement to finance training", True),
    ("2024-05-31", "cooperacion", "terminado", "", "hn", "21.1", "agencia-ficticia-norte",
     "Convenio ficticio de asistencia, ya terminado",
     "Fictitious assistance agreement, now ended", True),
    ("2024-06-19", "otra_alianza", "firmado", "", "cr", "3.1", "universidad-ficticia",
     "Carta ficticia de entendimiento para investigar juntos",
     "Fictitious letter of understanding for joint research", True),
    ("2024-08-07", "otra_alianza", "firmado", "2026-08-06", "pa", "3.1",
     "universidad-ficticia donante-ficticio-reservado",
     "Alianza ficticia para becas de investigación",
     "Fictitious alliance for research grants", True),
    ("2024-10-02", "sociedad_civil", "en_negociacion", "", "", "20.1", "fundacion-ficticia-alba",
     "Alianza ficticia en negociación", "", False),
    ("2025-02-25", "cooperacion", "en_negociacion", "", "gt", "21.1", "agencia-ficticia-norte",
     "Convenio ficticio en negociación", "", False),
)  # fmt: skip


def organizaciones() -> None:
    """The donors and partners of the demonstration."""
    for codigo, nombre, nombre_en, tipo, publicable in ORGANIZACIONES:
        organizacion = Organizacion.objects.create(
            codigo=codigo, nombre=nombre, nombre_en=nombre_en, tipo=tipo, publicable=publicable,
            nota_fuente="Organización ficticia de demostración.",
        )  # fmt: skip
        RolOrganizacion.objects.create(organizacion=organizacion, rol=RolOrganizacion.Rol.DONANTE)


def crear(guardar: Guardar, conocidas: Mapping[str, Organizacion]) -> None:
    """Money and agreements of the past semesters."""
    paises = {p.codigo: p for p in Pais.objects.all()}
    for lugar, fila in enumerate(RECURSOS, 1):
        dia, donante, estado, monto, moneda, tasa, pais, servidas = fila
        cuando = dt.date.fromisoformat(dia)
        recurso = Recurso(
            titulo=f"Recurso ficticio {lugar}", donante=conocidas[donante], estado=estado,
            monto=Decimal(monto), moneda=moneda, tasa=Decimal(tasa), fecha=cuando,
            fecha_tasa=None if moneda == "USD" else cuando, pais=paises.get(pais),
        )  # fmt: skip
        guardar(recurso, servidas)
    for dia, tipo, estado, hasta, pais, servidas, quienes, titulo, titulo_en, publico in CONVENIOS:
        convenio = Convenio(
            titulo=titulo, titulo_en=titulo_en, tipo=tipo, estado=estado,
            fecha=dt.date.fromisoformat(dia), vence=dt.date.fromisoformat(hasta) if hasta else None,
            pais=paises.get(pais), publicable=publico,
        )  # fmt: skip
        guardar(convenio, servidas)
        convenio.partes.set(nombradas(conocidas, quienes.split()))


def nombradas(conocidas: Mapping[str, Organizacion], codigos: Iterable[str]) -> list[Organizacion]:
    return [conocidas[codigo] for codigo in codigos]


def declarar(plan: Plan) -> None:
    """The regional reports of the past say of money what the register adds up to, as reports do."""
    for reporte in Reporte.objects.filter(
        periodo__plan=plan, pais=None, estado=Reporte.Estado.APROBADO
    ):
        sumas = propuestas_de(reporte)
        for valor in reporte.valores.filter(dato__tipo="monto").select_related("dato"):
            suma = sumas.get(valor.dato_id)
            valor.numero = valor.propuesto = suma.numero if suma else Decimal(0)
            valor.ausencia, valor.nota = "", ""
            # As it was sent, not as a change of it.
            valor.save_without_historical_record()  # type: ignore[attr-defined]
            valor.history.update(numero=valor.numero, propuesto=valor.propuesto, ausencia="")
