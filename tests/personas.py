"""The people of the portal, each in front of a browser in which they have logged in.

A plugin of the whole suite (``tests/conftest.py``). ``focal`` and ``colega`` are the two focal
points of Honduras, ``colaborador`` helps them with the plan's first two activities, ``ajeno`` is
Guatemala's; ``focal_panel`` is a third one of Honduras, whom the Secretaría Técnica has let into
the admin.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from actores.models import PuntoFocal, Usuario
from actores.roles import (
    COMITE_COMUNICACION,
    OBSERVADOR,
    PRESIDENCIA,
    PUNTO_FOCAL,
    SECRETARIA_TECNICA,
)
from planes.models import Actividad
from tests.crear import crear_colaborador, crear_pais, crear_usuario
from tests.planes.gente import BACKEND

PROPIO, OTRO = "hn", "gt"

PERSONAS = (
    "anonimo", "focal", "colega", "ajeno", "secretaria", "presidencia", "comunicacion",
    "observador", "focal_panel", "colaborador",
)  # fmt: skip


class Persona(Client):
    """A browser, and who sits before it (nobody has logged in where ``usuario`` is None).

    A fault of the portal is its 500 page here, as in use, and not an exception.
    """

    def __init__(self, usuario: Usuario | None = None) -> None:
        super().__init__(raise_request_exception=False)
        self.usuario = usuario
        if usuario is not None:
            self.force_login(usuario, backend=BACKEND)

    def galletas(self, direccion: str) -> list[dict[str, str]]:
        """The session, in the shape in which Playwright takes it into a browser."""
        nombre = settings.SESSION_COOKIE_NAME
        return [{"name": nombre, "value": self.cookies[nombre].value, "url": direccion}]


def crear_persona(nombre: str) -> Persona:
    """One of ``PERSONAS``, made new."""
    if nombre == "anonimo":
        return Persona()
    correo = f"{nombre}@personas.example"
    paises = {"focal": PROPIO, "colega": PROPIO, "focal_panel": PROPIO, "ajeno": OTRO}
    if nombre in paises:
        pais = crear_pais(paises[nombre])
        usuario = crear_usuario(correo, PUNTO_FOCAL, pais=pais, is_staff=nombre == "focal_panel")
        if nombre == "colega":
            usuario.puntos_focales.update(tipo=PuntoFocal.Tipo.SUPLENTE)
        return Persona(usuario)
    if nombre == "colaborador":
        suyas = Actividad.objects.para("nacional").order_by("orden")[:2]
        return Persona(crear_colaborador(*suyas, pais=crear_pais(PROPIO), correo=correo))
    roles = {
        "secretaria": SECRETARIA_TECNICA,
        "presidencia": PRESIDENCIA,
        "comunicacion": COMITE_COMUNICACION,
        "observador": OBSERVADOR,
    }
    return Persona(crear_usuario(correo, roles[nombre], is_staff=True))


@pytest.fixture
def persona(db: None) -> Callable[[str], Persona]:
    """``persona("focal")``: any of ``PERSONAS`` by name, the same one when asked for twice."""
    hechas: dict[str, Persona] = {}

    def dar(nombre: str) -> Persona:
        if nombre not in hechas:
            hechas[nombre] = crear_persona(nombre)
        return hechas[nombre]

    return dar


@pytest.fixture
def anonimo(persona: Callable[[str], Persona]) -> Persona:
    return persona("anonimo")


@pytest.fixture
def focal(persona: Callable[[str], Persona]) -> Persona:
    return persona("focal")


@pytest.fixture
def colega(persona: Callable[[str], Persona]) -> Persona:
    return persona("colega")


@pytest.fixture
def ajeno(persona: Callable[[str], Persona]) -> Persona:
    return persona("ajeno")


@pytest.fixture
def secretaria(persona: Callable[[str], Persona]) -> Persona:
    return persona("secretaria")


@pytest.fixture
def presidencia(persona: Callable[[str], Persona]) -> Persona:
    return persona("presidencia")


@pytest.fixture
def comunicacion(persona: Callable[[str], Persona]) -> Persona:
    return persona("comunicacion")


@pytest.fixture
def observador(persona: Callable[[str], Persona]) -> Persona:
    return persona("observador")


@pytest.fixture
def focal_panel(persona: Callable[[str], Persona]) -> Persona:
    return persona("focal_panel")


@pytest.fixture
def colaborador(persona: Callable[[str], Persona]) -> Persona:
    return persona("colaborador")
