"""Long work in a thread of the server: the page does not wait, one task after the other."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django_tasks import task

from corett.tareas_hilo import Hilo
from informes import documentos, tareas
from informes.models import Informe
from tests.informes.escena import Escena

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.una_base]

SEGUIR = threading.Event()
HECHO: list[str] = []


@task()
def esperar(nombre: str) -> None:
    HECHO.append(f"{nombre} empieza")
    SEGUIR.wait(20)
    HECHO.append(f"{nombre} acaba")


@task()
def fallar() -> None:
    raise RuntimeError("no")


@task()
def contar() -> None:
    HECHO.append(f"informes: {Informe.objects.count()}")


def hasta(cosa: Callable[[], bool]) -> None:
    limite = time.monotonic() + 20
    while not cosa():
        assert time.monotonic() < limite, HECHO
        time.sleep(0.02)


def test_quien_encarga_sigue_y_las_tareas_van_de_una_en_una() -> None:
    HECHO.clear()
    SEGUIR.clear()
    motor = Hilo("default", {})
    motor.enqueue(esperar, ["una"], {})
    Hilo("default", {}).enqueue(esperar, ["otra"], {})  # another thread's backend, one worker
    motor.enqueue(fallar, [], {})
    motor.enqueue(contar, [], {})
    hasta(lambda: HECHO == ["una empieza"])
    assert threading.current_thread().name != "tareas"
    SEGUIR.set()
    hasta(lambda: len(HECHO) == 5)
    assert HECHO == [
        "una empieza", "una acaba", "otra empieza", "otra acaba", "informes: 0"
    ]  # fmt: skip


def test_un_documento_se_hace_en_el_hilo(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for, the row waits; the thread makes it with a connection of its own."""
    escena = Escena()
    escena.reportar_todo()
    informe = Informe.objects.create(corte=escena.preparar(), anio=2024, idioma="es")
    quien: list[str] = []

    def producir(suyo: Informe) -> None:
        quien.append(threading.current_thread().name)
        Informe.objects.filter(pk=suyo.pk).update(produccion="hecha")

    monkeypatch.setattr(documentos, "producir", producir)
    monkeypatch.setattr(
        tareas.producir_informe.__class__,
        "enqueue",
        lambda tarea, *args: Hilo("default", {}).enqueue(tarea, list(args), {}),
    )
    assert tareas.encargar(informe)
    hasta(lambda: Informe.objects.get(pk=informe.pk).produccion == "hecha")
    assert quien == ["tareas"]


RAIZ = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("orden", "motor"),
    [("import corett.wsgi", "Hilo"), ("import django; django.setup()", "ImmediateBackend")],
)
def test_solo_quien_sirve_paginas_deja_el_trabajo_para_despues(orden: str, motor: str) -> None:
    """A command must not end before its work does: it does it at once."""
    dicho = "from django.conf import settings; print(settings.TASKS['default']['BACKEND'])"
    entorno = {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "corett.settings", "PATH": ""}
    salida = subprocess.run(
        [sys.executable, "-c", f"{orden}; {dicho}"],
        cwd=RAIZ, env=entorno, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert salida.stdout.strip().endswith(f".{motor}")
