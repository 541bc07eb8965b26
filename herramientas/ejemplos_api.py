"""Writes ``informes/api/ejemplos.json``: an answer of every operation of the API, shortened.

On a database with the demo: ``DEBUG=1 .venv/bin/python herramientas/ejemplos_api.py``. To be run
again when an answer changes its shape (a test says so).
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

RAIZ = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(RAIZ))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corett.settings")

import django

django.setup()

from django.conf import settings
from django.test import Client

from informes.api.descripcion import EJEMPLOS, escrita

SITIO = "https://portal.example.org"
MUCHO = 240  # letters of a text that are enough to see what it is


def corto(cosa: Any, hondo: int = 0) -> Any:
    """Lists to one row (two at the top), tables by country to one, long texts cut."""
    if isinstance(cosa, list):
        return [corto(x, hondo + 1) for x in cosa[: 2 if hondo < 3 else 1]]
    if isinstance(cosa, dict):
        por_codigo = cosa and all(isinstance(x, list) and len(k) == 2 for k, x in cosa.items())
        claves = list(cosa)[:1] if por_codigo else list(cosa)
        return {clave: corto(cosa[clave], hondo + 1) for clave in claves}
    if isinstance(cosa, str):
        cosa = cosa.replace("http://testserver", SITIO)
        return cosa if len(cosa) <= MUCHO else f"{cosa[:MUCHO].rsplit(' ', 1)[0]} …"
    return cosa


def direccion(camino: str, operacion: dict[str, Any]) -> str:
    for parametro in operacion.get("parameters", []):
        if parametro["in"] == "path":
            ejemplo = next(iter(parametro["examples"].values()))["value"]
            camino = camino.replace("{clave}", ejemplo)
    return camino


settings.ALLOWED_HOSTS.append("testserver")
settings.SITIO_URL = SITIO
cliente = Client()
ejemplos: dict[str, Any] = {}
for camino, operaciones in json.loads(escrita())["paths"].items():
    operacion = operaciones["get"]
    respuesta = cliente.get(direccion(camino, operacion))
    if respuesta.status_code != 200:
        sys.exit(f"{camino}: {respuesta.status_code} {respuesta.content.decode()[:300]}")
    ejemplos[operacion["operationId"]] = corto(respuesta.json())
EJEMPLOS.write_text(json.dumps(ejemplos, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
print(f"{EJEMPLOS.relative_to(RAIZ)}: {len(ejemplos)} examples")
