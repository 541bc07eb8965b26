"""A document being made: one maker, a killed one, a full disk; nothing half-made is ever served."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from informes import documentos, operaciones, tareas
from informes.documentos.archivo import Archivo
from informes.models import Informe
from informes.models.informe import SIN_PULSO
from tests.informes.escena import Escena

RAIZ = Path(__file__).parents[2]


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corto(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Documents of a few bytes; ``["dice"]`` is what the next one says."""
    dicho = {"dice": b"%PDF uno"}
    escritor = SimpleNamespace(
        escribir=lambda _informe, _avisar: [Archivo(dicho["dice"], "pdf", paginas=1)]
    )
    monkeypatch.setattr(documentos, "escritor", lambda _informe: escritor)
    monkeypatch.setattr(documentos, "exigir_bien_hecho", lambda _archivo: None)
    return dicho


def anual(escena: Escena) -> Informe:
    return Informe.objects.create(corte=escena.preparar(), anio=2024, idioma="es")


def archivos() -> list[str]:
    return [p.name for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()]


MATADO = """
import sys, time, django; django.setup()
from types import SimpleNamespace
from informes import documentos
from informes.documentos.archivo import Archivo
from informes.models import Informe
def escribir(informe, avisar):
    avisar(30)
    return [Archivo(b"%PDF half", "pdf", paginas=1)]
def a_medias(_numero):
    print("midway", flush=True)
    time.sleep(120)
documentos.escritor = lambda _informe: SimpleNamespace(escribir=escribir)
documentos.exigir_bien_hecho = lambda _archivo: None
documentos.os.fsync = a_medias
documentos.producir(Informe.objects.select_related("corte").get(pk=int(sys.argv[1])))
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.una_base
def test_un_proceso_matado_a_medias(escena: Escena, corto: dict[str, bytes]) -> None:
    """kill -9 while its file is being written: the row shows it once its pulse stops, nothing is
    served, and it can be made again."""
    informe = anual(escena)
    if connection.vendor != "sqlite":
        pytest.skip("the other process opens the tests' SQLite file")
    entorno = os.environ | {
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "MEDIA_ROOT": settings.MEDIA_ROOT, "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "corett.settings",
    }  # fmt: skip
    otro = subprocess.Popen(
        [sys.executable, "-c", MATADO, str(informe.pk)],
        cwd=RAIZ, env=entorno, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert otro.stdout is not None
        assert otro.stdout.readline() == "midway\n"
    finally:
        otro.kill()
        otro.communicate()
    informe.refresh_from_db()
    assert (informe.produccion, informe.avance, informe.huella) == ("en_marcha", 30, "")
    assert informe.se_hace, "nobody can know yet"
    assert not tareas.encargar(informe)
    assert not informe.archivo
    assert Client().get(informe.get_absolute_url()).status_code == 404
    Informe.objects.filter(pk=informe.pk).update(pulso=timezone.now() - SIN_PULSO)
    informe.refresh_from_db()
    assert informe.se_corto
    with pytest.raises(ValueError, match="no se ha producido"):
        operaciones.publicar_informe(informe=informe, por=escena.secretaria)
    assert tareas.encargar(informe)
    informe.refresh_from_db()
    assert (informe.produccion, informe.avance) == ("hecha", 100)
    assert Path(informe.archivo.path).read_bytes() == b"%PDF uno"
    (a_medias,) = Path(settings.MEDIA_ROOT).glob(f"informes/2024/{documentos.APARTE}*/documento")
    assert Client().get(f"/informes/2024/{a_medias.parent.name}/documento").status_code == 404


@pytest.mark.django_db
@pytest.mark.una_base
def test_lo_que_dejo_a_medias_un_proceso_matado_se_borra(
    escena: Escena, corto: dict[str, bytes]
) -> None:
    """With the next document, of any year; not what another worker is writing now, nor anything
    that is not ours."""
    quedan, sobran = [], []
    for anio, nombre, segundos, destino in (
        (2023, f"{documentos.APARTE}viejo", documentos.ABANDONADO + 60, sobran),
        (2024, f"{documentos.APARTE}viejo", documentos.ABANDONADO + 60, sobran),
        (2024, f"{documentos.APARTE}nuevo", documentos.ABANDONADO - 60, quedan),
        (2024, "otra-cosa", documentos.ABANDONADO + 60, quedan),
    ):
        carpeta = Path(settings.MEDIA_ROOT) / "informes" / str(anio) / nombre
        carpeta.mkdir(parents=True)
        (carpeta / "documento").write_bytes(b"%PDF half")
        cuando = time.time() - segundos
        os.utime(carpeta, (cuando, cuando))
        destino.append(carpeta)
    informe = anual(escena)
    documentos.producir(informe)
    assert informe.error == ""
    assert [carpeta.exists() for carpeta in sobran] == [False, False]
    assert [(carpeta / "documento").exists() for carpeta in quedan] == [True, True]


@pytest.mark.django_db
def test_en_espera_para_siempre_no(escena: Escena) -> None:
    """The process that was going to make it ended; but while another one is being made, those
    that wait are not forgotten."""
    informe = anual(escena)
    assert tareas.encargar(informe)
    assert informe.se_hace
    vieja = timezone.now() - SIN_PULSO * 0.9
    Informe.objects.filter(pk=informe.pk).update(pulso=vieja)
    otro = Informe.objects.create(corte=informe.corte, anio=2024, idioma="en")
    documentos.latir(otro, 10)
    informe.refresh_from_db()
    assert informe.pulso is not None
    assert informe.pulso > vieja
    Informe.objects.filter(pk=informe.pk).update(pulso=timezone.now() - SIN_PULSO)
    documentos.latir(otro, 20)
    informe.refresh_from_db()
    assert informe.se_corto
    assert tareas.encargar(informe)
    assert not tareas.encargar(informe)


@pytest.mark.django_db
def test_dos_trabajadores_toman_uno_solo(escena: Escena) -> None:
    informe = anual(escena)
    assert documentos.tomar(informe)
    assert not documentos.tomar(Informe.objects.get(pk=informe.pk))


@pytest.mark.django_db
def test_un_publicado_no_se_encarga(escena: Escena, corto: dict[str, bytes]) -> None:
    informe = anual(escena)
    documentos.producir(informe)
    operaciones.publicar_corte(corte=informe.corte, por=escena.secretaria)
    assert not tareas.encargar(informe)
    assert Informe.objects.get(pk=informe.pk).produccion == "hecha"


@pytest.mark.django_db
def test_el_disco_lleno_se_dice_y_queda_el_de_antes(
    escena: Escena, corto: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    informe = anual(escena)
    documentos.producir(informe)
    antes = (informe.huella, informe.archivo.name)
    corto["dice"] = b"%PDF dos"

    def lleno(_numero: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as parche:
        parche.setattr(documentos.os, "fsync", lleno)
        documentos.producir(informe)
    informe.refresh_from_db()
    assert "No queda espacio en el disco" in informe.error
    assert informe.produccion == "fallida"
    assert (informe.huella, informe.archivo.name) == antes
    assert Path(informe.archivo.path).read_bytes() == b"%PDF uno"
    assert archivos() == [Path(str(antes[1])).name]
    documentos.producir(informe)
    assert Path(informe.archivo.path).read_bytes() == b"%PDF dos"
    assert informe.error == ""
