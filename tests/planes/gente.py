"""The people of the reporting tests and what they do: log in, fill a page, send."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.test import Client

from actores.models import Usuario
from actores.roles import OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL, SECRETARIA_TECNICA
from planes.models import Actividad, Reporte
from tests.crear import crear_pais, crear_usuario

HOY = dt.date.today()
CERRADO = {
    "abre": HOY - dt.timedelta(days=90),
    "vence": HOY - dt.timedelta(days=40),
    "cierra": HOY - dt.timedelta(days=30),
}
"""Dates of a period that has closed."""

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def entrar(usuario: Usuario) -> Client:
    """A browser in which that person has logged in."""
    cliente = Client()
    cliente.force_login(usuario, backend=BACKEND)
    return cliente


def focal(codigo: str = "hn", **extra: Any) -> Usuario:
    return crear_usuario("", PUNTO_FOCAL, pais=crear_pais(codigo), **extra)


def secretaria() -> Usuario:
    return crear_usuario("", SECRETARIA_TECNICA)


def presidencia() -> Usuario:
    return crear_usuario("", PRESIDENCIA)


def observador() -> Usuario:
    return crear_usuario("", OBSERVADOR)


def ruta(reporte: Reporte, que: str = "") -> str:
    """``/reportes/<referencia>/<que>``."""
    return f"/reportes/{reporte.referencia}/{que}"


def ruta_actividad(reporte: Reporte, actividad: Actividad | str) -> str:
    codigo = actividad if isinstance(actividad, str) else actividad.codigo
    return ruta(reporte, f"actividades/{codigo}/")


def hoja(version: int = 0, **campos: Any) -> dict[str, Any]:
    """What the form of an activity posts; ``dato__casos__numero`` is ``dato-casos-numero``."""
    datos = {"version": version, "estado": "en_curso", "terminada": "no", "accion": "guardar"}
    return {**datos, **{nombre.replace("__", "-"): v for nombre, v in campos.items()}}


def texto(respuesta: Any) -> str:
    """The page as a person reads it: without tags, blanks joined."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", respuesta.content.decode()))


def titulo(respuesta: Any) -> str:
    return re.search(r"<title>(.*?)</title>", respuesta.content.decode(), re.S)[1]  # type: ignore[index]


def llenar(cliente: Client, reporte: Reporte, **mas: Any) -> Any:
    campos = {"dato-talleres-numero": "4", "logros": "Cuatro jornadas", "terminada": "si", **mas}
    return cliente.post(ruta_actividad(reporte, "2.1"), hoja(**campos))
