"""Fictitious contacts and confirmations of the directory, for trying the portal."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from actores.directorio import Correcciones, comparar, de_la_organizacion
from actores.models import Confirmacion, Contacto, Organizacion, Tema, Usuario
from planes.operaciones import guardar_con_historia

MOTIVO = "demostración"

CONFIRMADAS = {"svet": 20, "conatt": 45, "cicesct": 120, "oim": 210, "citim": 400, "foprel": 430}
"""By organisation: how many days ago it confirmed; the last ones are due again."""

CORREOS = (*CONFIRMADAS, "atips", "comision-panama", "consejo-el-salvador", "comision-mexico")

CONTACTOS = (
    # organisation, name, post, whether the person agreed to be named
    ("svet", "Persona Ficticia Uno", "Enlace de ejemplo", True),
    ("conatt", "Persona Ficticia Dos", "Secretaría de ejemplo", True),
    ("cicesct", "Persona Ficticia Tres", "Comunicación de ejemplo", False),
    ("oim", "Persona Ficticia Cuatro", "Proyectos de ejemplo", False),
)
TEMAS = {
    "svet": "prevencion atencion-y-proteccion",
    "conatt": "prevencion persecucion-penal",
    "cicesct": "atencion-y-proteccion formacion",
    "oim": "migracion investigacion",
    "foprel": "legislacion",
}
ENLACES = {"svet": 300, "foprel": 90, "oim": 700}
"""Whose page links to ours, and since how many days ago."""


def directorio(secretaria: Usuario) -> None:
    """Mailboxes, contacts, themes and confirmations of some; one answer waits for the ST."""
    hoy = timezone.localdate()
    for codigo in CORREOS:
        organizacion = Organizacion.objects.get(codigo=codigo)
        organizacion.correo = f"{codigo}@demo.example"
        if codigo in CONFIRMADAS:
            organizacion.verificada_en = hoy - dt.timedelta(days=CONFIRMADAS[codigo])
        if codigo in ENLACES:
            organizacion.pagina_que_enlaza = f"https://{codigo}.demo.example/enlaces"
            organizacion.enlaza_desde = hoy - dt.timedelta(days=ENLACES[codigo])
        guardar_con_historia(organizacion, por=secretaria, motivo=MOTIVO)
        organizacion.temas.set(Tema.objects.filter(codigo__in=TEMAS.get(codigo, "").split()))
    for codigo, nombre, cargo, publica in CONTACTOS:
        contacto = Contacto(
            organizacion=Organizacion.objects.get(codigo=codigo),
            nombre=nombre,
            cargo=cargo,
            correo=f"contacto-{codigo}@demo.example",
        )
        if publica:
            contacto.consentimiento_en = hoy - dt.timedelta(days=60)
            contacto.consentimiento_constancia = "Consentimiento ficticio de demostración."
        guardar_con_historia(contacto, por=secretaria, motivo=MOTIVO)
    pedir(secretaria)


def pedir(secretaria: Usuario) -> None:
    """One asked ten days ago that has not answered, one that answered yesterday with changes."""
    ahora = timezone.now()
    for codigo, dias in (("comision-panama", 10), ("citim", 5)):
        organizacion = Organizacion.objects.get(codigo=codigo)
        Confirmacion.objects.create(
            organizacion=organizacion,
            enviada_a=organizacion.correo,
            enviada_en=ahora - dt.timedelta(days=dias),
            enviada_por=secretaria,
        )
    Confirmacion.objects.filter(organizacion__codigo="citim").update(
        confirmada_en=ahora - dt.timedelta(days=1), correcciones=cambios(organizacion)
    )


def cambios(organizacion: Organizacion) -> Correcciones:
    dicho = de_la_organizacion(organizacion) | {
        "descripcion": f"{organizacion.descripcion} Texto ficticio de ejemplo.",
        "telefono": "0000-0000",
        "temas": ["persecucion-penal", "prevencion"],
    }
    nueva = {
        "nombre": "Persona Ficticia Cinco", "cargo": "Dirección de ejemplo",
        "correo": "direccion-citim@demo.example", "telefono": "", "publicar": True,
    }  # fmt: skip
    return comparar(organizacion, dicho, [(None, nueva)])
