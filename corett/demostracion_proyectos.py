"""Fictitious projects and their money, from the note to the end, for the project sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from actores.models import Organizacion, Pais
from planes.models import Proyecto, Recurso

Guardar = Callable[[Any, str], None]
"""Saves a row that serves these activities."""


@dataclass(frozen=True)
class Ficticio:
    """A project; without ``fecha`` it reached its stage in the last semester. ``aportes``: donor,
    state, amount, currency, dollars for one unit."""

    referencia: str
    etapa: str
    titulo: str
    titulo_en: str
    resumen: str
    resumen_en: str
    actividades: str
    fecha: dt.date | None = None
    inicio: dt.date | None = None
    fin: dt.date | None = None
    costo: int | None = None
    prioritario: bool = False
    presentado_a: tuple[str, ...] = ()
    aportes: tuple[tuple[str, str, str, str, str], ...] = ()
    pais: str = ""


FICTICIOS = (
    Ficticio(
        "F1C00001",
        "presentado",
        "Proyecto ficticio de prevención en fronteras",
        "Fictitious project on prevention at borders",
        "Texto ficticio de demostración. Lleva información sobre la trata de personas a quienes"
        " cruzan la frontera, en su idioma y por los medios que usan, y forma a quienes los"
        " atienden para que reconozcan las señales de alerta.",
        "Fictitious demonstration text. It brings information about trafficking in persons to"
        " those who cross the border, in their language and through the media they use, and"
        " trains those who attend them to recognise the warning signs.",
        "15.3 22.2 1.3",
        inicio=dt.date(2026, 3, 1),
        fin=dt.date(2028, 2, 29),
        costo=450_000,
        prioritario=True,
        presentado_a=("agencia-ficticia-norte", "donante-ficticio-reservado"),
        aportes=(
            ("agencia-ficticia-norte", "firmado", "180000", "EUR", "1.10"),
            ("fundacion-ficticia-alba", "desembolsado", "25000", "USD", "1"),
            ("donante-ficticio-reservado", "ofrecido", "40000", "USD", "1"),
        ),
    ),
    Ficticio(
        "F1C00002",
        "nota_conceptual",
        "Nota conceptual ficticia sobre atención integral",
        "Fictitious concept note on comprehensive assistance",
        "Texto ficticio de demostración. Propone una guía común para atender a las víctimas, con"
        " los servicios que hay en cada país.",
        "Fictitious demonstration text. It proposes a common guide to assisting victims, with the"
        " services that exist in each country.",
        "15.1",
    ),
    Ficticio(
        "F1C00003",
        "en_ejecucion",
        "Proyecto ficticio de formación de personal de primera línea",
        "Fictitious project to train front-line staff",
        "Texto ficticio de demostración. Un programa de formación compartido por las instituciones"
        " de los nueve países, en línea y con encuentros, para quienes reciben primero a una"
        " persona en riesgo.",
        "Fictitious demonstration text. A training programme shared by the institutions of the"
        " nine countries, online and with meetings, for those who first receive a person at risk.",
        "3.1 3.2 8.2",
        fecha=dt.date(2024, 10, 15),
        inicio=dt.date(2024, 10, 15),
        fin=dt.date(2026, 10, 14),
        costo=310_000,
        prioritario=True,
        presentado_a=("agencia-ficticia-norte",),
        aportes=(
            ("agencia-ficticia-norte", "desembolsado", "120000", "EUR", "1.09"),
            ("fundacion-ficticia-alba", "firmado", "60000", "USD", "1"),
        ),
    ),
    Ficticio(
        "F1C00004",
        "terminado",
        "Proyecto ficticio de difusión regional",
        "Fictitious project of regional outreach",
        "Texto ficticio de demostración. Materiales en español, inglés y lenguas originarias para"
        " medios comunitarios, entregados a las instituciones de cada país.",
        "Fictitious demonstration text. Materials in Spanish, English and indigenous languages for"
        " community media, handed over to the institutions of each country.",
        "1.3 5.1",
        fecha=dt.date(2023, 11, 30),
        inicio=dt.date(2023, 2, 1),
        fin=dt.date(2023, 11, 30),
        costo=90_000,
        presentado_a=("donante-ficticio-reservado",),
        aportes=(("donante-ficticio-reservado", "desembolsado", "90000", "USD", "1"),),
    ),
    Ficticio(
        "F1C00005",
        "aprobado",
        "Proyecto ficticio de una red de refugios",
        "Fictitious project of a network of shelters",
        "Texto ficticio de demostración. Acuerda normas comunes de atención entre los refugios que"
        " ya existen y forma a su personal.",
        "Fictitious demonstration text. It agrees common standards of assistance among the"
        " shelters that already exist and trains their staff.",
        "9.1 8.2",
        fecha=dt.date(2024, 9, 11),
        inicio=dt.date(2025, 2, 1),
        fin=dt.date(2026, 7, 31),
        costo=205_000,
        presentado_a=("fondo-ficticio-sur",),
        aportes=(("fondo-ficticio-sur", "firmado", "95000", "USD", "1"),),
        pais="hn",
    ),
    Ficticio(
        "F1C00006",
        "presentado",
        "Proyecto ficticio de materiales en lenguas originarias",
        "Fictitious project of materials in indigenous languages",
        "Texto ficticio de demostración. Escribe y graba mensajes de prevención con las"
        " comunidades, en sus lenguas.",
        "Fictitious demonstration text. It writes and records prevention messages with the"
        " communities, in their languages.",
        "5.1 14.1",
        fecha=dt.date(2024, 6, 25),
        inicio=dt.date(2025, 9, 1),
        costo=68_000,
        presentado_a=("fundacion-ficticia-alba", "agencia-ficticia-norte"),
        aportes=(("fundacion-ficticia-alba", "ofrecido", "30000", "USD", "1"),),
        pais="gt",
    ),
    Ficticio(
        "F1C00007",
        "idea",
        "Idea ficticia de un observatorio de datos",
        "Fictitious idea of a data observatory",
        "Texto ficticio de demostración. Reuniría en un solo lugar las fuentes públicas de cada"
        " país sobre los dos delitos.",
        "Fictitious demonstration text. It would bring together each country's public sources on"
        " both crimes.",
        "10.1",
        fecha=dt.date(2024, 3, 5),
    ),
)


def crear(
    guardar: Guardar, dia: Callable[[], dt.date], organizaciones: Mapping[str, Organizacion]
) -> None:
    """All of them may be published; ``dia`` is a day of the last semester."""
    letras = iter("ABCDEFGHIJ")
    paises = {p.codigo: p for p in Pais.objects.all()}
    for uno in FICTICIOS:
        proyecto = Proyecto(
            referencia=uno.referencia, etapa=uno.etapa, titulo=uno.titulo,
            titulo_en=uno.titulo_en, resumen=uno.resumen, resumen_en=uno.resumen_en,
            fecha=uno.fecha or dia(), inicio=uno.inicio, fin=uno.fin, costo_usd=uno.costo,
            prioritario=uno.prioritario, publicable=True,
            pais=paises.get(uno.pais),
        )  # fmt: skip
        guardar(proyecto, uno.actividades)
        proyecto.presentado_a.set(nombradas(organizaciones, uno.presentado_a))
        for donante, estado, monto, moneda, tasa in uno.aportes:
            cuando = uno.fecha or dia()
            aporte = Recurso(
                titulo=f"Aporte ficticio {next(letras)}", donante=organizaciones[donante],
                estado=estado, monto=Decimal(monto), moneda=moneda, tasa=Decimal(tasa),
                fecha=cuando, fecha_tasa=cuando if moneda != "USD" else None, proyecto=proyecto,
                pais=proyecto.pais,
            )  # fmt: skip
            guardar(aporte, uno.actividades.split()[0])


def nombradas(
    organizaciones: Mapping[str, Organizacion], codigos: Iterable[str]
) -> list[Organizacion]:
    return [organizaciones[codigo] for codigo in codigos]
