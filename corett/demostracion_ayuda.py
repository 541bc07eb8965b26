"""A fictitious route of referral and two fictitious help lines, verified, so that the help page
can be seen whole. No number here rings anywhere, and every text says that it is fictitious."""

from __future__ import annotations

import datetime as dt

from actores.models import LineaDenuncia, Pais, Usuario
from informes.models import PasoRuta, Ruta

VERIFICADA = dt.date(2025, 10, 6)
FUENTE = "Datos de demostración: no existe."
FUENTE_EN = "Demonstration data: it does not exist."

LINEAS = {
    "gt": ("000-001", "+999 0000 0001"), "bz": ("000-002", ""), "sv": ("000-003", ""),
    "cr": ("000-004", "+999 0000 0004"),
}  # fmt: skip
"""Numbers that no country gives out: to call, to write to by WhatsApp."""

PASOS: tuple[tuple[dict[str, str], tuple[int, ...]], ...] = (
    (
        {
            "titulo": "Alguien advierte señales",
            "titulo_en": "Somebody notices signs",
            "texto": "La propia persona, quien la conoce o una institución avisa.",
            "texto_en": "The person, somebody who knows them or an institution raises the alarm.",
            "quien": "Cualquier persona o institución",
            "quien_en": "Any person or institution",
        },
        (),
    ),
    (
        {
            "titulo": "Se identifica qué pasó",
            "titulo_en": "What happened is identified",
            "texto": "Se escucha a la persona en privado, en su idioma, una sola vez.",
            "texto_en": "The person is heard in private, in their language, and only once.",
            "quien": "Autoridad que recibe el caso",
            "quien_en": "Authority that receives the case",
        },
        (),
    ),
    (
        {
            "titulo": "Atención y protección a la víctima",
            "titulo_en": "Care and protection for the victim",
            "texto": "Salud, alojamiento seguro y asistencia legal, si la persona quiere.",
            "texto_en": "Health, safe housing and legal assistance, if the person wants them.",
            "quien": "Equipo de respuesta ficticio",
            "quien_en": "Fictitious response team",
            "condicion": "Si hay indicios de trata",
            "condicion_en": "If there are signs of trafficking",
        },
        (2,),
    ),
    (
        {
            "titulo": "Atención según lo que necesite",
            "titulo_en": "Assistance as needed",
            "texto": "También la persona objeto de tráfico tiene derecho a que la protejan.",
            "texto_en": "A smuggled person too has a right to protection.",
            "quien": "Servicio migratorio ficticio",
            "quien_en": "Fictitious migration service",
            "condicion": "Si es persona objeto de tráfico",
            "condicion_en": "If it is a smuggled person",
        },
        (2,),
    ),
    (
        {
            "titulo": "Se refiere el caso a otro país",
            "titulo_en": "The case is referred to another country",
            "texto": "Con una ficha de referencia, y solo con los datos que hacen falta.",
            "texto_en": "With a referral form, and only the data that are needed.",
            "quien": "Puntos de contacto ficticios de los dos países",
            "quien_en": "Fictitious contact points of both countries",
            "condicion": "Si el caso alcanza a otro país",
            "condicion_en": "If the case reaches another country",
        },
        (3, 4),
    ),
    (
        {
            "titulo": "Seguimiento",
            "titulo_en": "Follow-up",
            "texto": "Se pregunta a la persona cómo está y qué más necesita.",
            "texto_en": "The person is asked how they are and what else they need.",
            "quien": "Quien lleva el caso",
            "quien_en": "Whoever is in charge of the case",
        },
        (3, 4, 5),
    ),
)
"""Each step, and the numbers of those it follows."""


def ayuda(secretaria: Usuario) -> None:
    """Adds the route of one country and the lines, verified by the demonstration's ST."""
    comprobada = {"fuente": FUENTE, "verificada_en": VERIFICADA, "verificada_por": secretaria}
    for pais, (numero, whatsapp) in LINEAS.items():
        LineaDenuncia.objects.create(
            pais=Pais.objects.get(codigo=pais),
            numero=numero,
            whatsapp=whatsapp,
            nombre="Línea ficticia de demostración: no llame",
            nombre_en="Fictitious demonstration line: do not call",
            detalle="Todos los días, a toda hora.",
            detalle_en="Every day, at any hour.",
            **comprobada,
        )
    ruta = Ruta.objects.create(
        codigo="demostracion",
        pais=Pais.objects.get(codigo="gt"),
        titulo="Ruta ficticia de demostración",
        titulo_en="Fictitious demonstration route",
        fuente_en=FUENTE_EN,
        **comprobada,
    )
    hechos: dict[int, PasoRuta] = {}
    for orden, (textos, viene_de) in enumerate(PASOS, start=1):
        hechos[orden] = PasoRuta.objects.create(ruta=ruta, orden=orden, **textos)
        hechos[orden].viene_de.set([hechos[n] for n in viene_de])
