"""The virus scanner's protocol, spoken with a server that speaks it, and what follows from it."""

from __future__ import annotations

import io
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from actores.models import Usuario
from planes import antivirus, operaciones
from planes.models import Actividad, Evidencia, Reporte
from planes.models.evidencia import privado
from tests.planes import archivos
from tests.planes.gente import entrar, texto

VIRUS = b"frase-que-este-servidor-toma-por-virus"


class Clamd(socketserver.StreamRequestHandler):
    """INSTREAM as clamd answers it."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        contenido = b""
        while largo := int.from_bytes(self.rfile.read(4), "big"):
            contenido += self.rfile.read(largo)
        self.server.recibidos.append(contenido)  # type: ignore[attr-defined]
        if len(contenido) > 1_000_000:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        elif VIRUS in contenido:
            self.wfile.write(b"stream: Virus.De.Prueba FOUND\0")
        else:
            self.wfile.write(b"stream: OK\0")


def servir(servidor: Any) -> Iterator[Any]:
    servidor.recibidos = []
    hilo = threading.Thread(target=servidor.serve_forever, kwargs={"poll_interval": 0.02})
    hilo.start()
    try:
        yield servidor
    finally:
        servidor.shutdown()
        servidor.server_close()
        hilo.join()


@pytest.fixture
def clamd(settings: Any) -> Iterator[Any]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clamd) as servidor:
        settings.ANTIVIRUS = f"tcp://127.0.0.1:{servidor.server_address[1]}"
        yield from servir(servidor)


# --- The protocol --------------------------------------------------------------------------------


def test_lo_manda_entero_y_entiende_el_si_y_el_no(clamd: Any) -> None:
    grande = b"x" * 200_000
    assert antivirus.buscar(grande) == ""
    assert clamd.recibidos == [grande]
    assert antivirus.buscar(b"a" + VIRUS) == "Virus.De.Prueba"
    assert antivirus.buscar(b"") == ""


def test_por_un_socket_de_la_maquina(settings: Any, tmp_path: Path) -> None:
    ruta = str(tmp_path / "clamd.ctl")
    with socketserver.ThreadingUnixStreamServer(ruta, Clamd) as servidor:
        settings.ANTIVIRUS = f"unix://{ruta}"
        for _servidor in servir(servidor):
            assert antivirus.buscar(VIRUS) == "Virus.De.Prueba"


def test_no_saber_no_es_estar_limpio(clamd: Any, settings: Any) -> None:
    with pytest.raises(antivirus.AntivirusCaido, match="size limit"):
        antivirus.buscar(b"x" * 1_000_001)
    settings.ANTIVIRUS = "tcp://127.0.0.1:1"
    with pytest.raises(antivirus.AntivirusCaido):
        antivirus.buscar(b"hola")
    settings.ANTIVIRUS = "unix:///no/hay"
    with pytest.raises(antivirus.AntivirusCaido):
        antivirus.buscar(b"hola")


def test_sin_servidor_nadie_pregunta() -> None:
    assert antivirus.buscar(VIRUS) == ""


# --- What follows from it ------------------------------------------------------------------------


def subir(reporte: Reporte, taller: Actividad, por: Usuario, contenido: bytes) -> Evidencia:
    return operaciones.subir_evidencia(
        archivo=ContentFile(contenido, "nota.txt"), tipo="acta", titulo="Acta de marzo", por=por,
        reporte=reporte, actividad=taller,
    )  # fmt: skip


def archivos_guardados() -> list[Path]:
    return [ruta for ruta in Path(privado().path("")).rglob("*") if ruta.is_file()]


@pytest.mark.django_db(transaction=True)
def test_limpio_se_puede_descargar(
    clamd: Any, reporte: Reporte, taller: Actividad, duena: Usuario
) -> None:
    fila = subir(reporte, taller, duena, b"Acta")
    assert clamd.recibidos == [b"Acta"]
    fila.refresh_from_db()
    assert fila.estado == "lista"
    bajado = entrar(duena).get(f"/reportes/evidencias/{fila.referencia}/")
    assert bajado.getvalue() == b"Acta"
    assert fila.history.first().history_change_reason == "antivirus: OK"


@pytest.mark.django_db(transaction=True)
def test_infectado_se_borra_y_se_avisa(
    clamd: Any, reporte: Reporte, taller: Actividad, duena: Usuario, mailoutbox: list[Any]
) -> None:
    fila = subir(reporte, taller, duena, VIRUS)
    fila.refresh_from_db()
    assert (fila.estado, fila.original.name, fila.limpia.name) == ("infectada", "", "")
    assert not archivos_guardados()
    assert not fila.publicable
    assert fila.history.first().history_change_reason == "antivirus: Virus.De.Prueba"
    assert fila.history.first().history_user is None
    (correo,) = mailoutbox
    assert correo.to == [duena.correo]
    assert "Virus.De.Prueba" in correo.body
    assert f"/reportes/{reporte.referencia}/actividades/2.1/#evidencias" in correo.body
    cliente = entrar(duena)
    ruta = f"/reportes/{reporte.referencia}/actividades/2.1/evidencias/"
    assert "Rechazada: contiene un virus" in texto(cliente.get(ruta))
    otro = SimpleUploadedFile("otro.txt", b"otro " + VIRUS)
    subida = cliente.post(ruta, {"tipo": "acta", "muestra": "nadie", "archivos": [otro]})
    assert "«otro.txt»: El archivo contiene un virus" in texto(subida)
    assert cliente.get(f"/reportes/evidencias/{fila.referencia}/").status_code == 302


@pytest.mark.django_db(transaction=True)
def test_con_el_antivirus_caido_espera_y_se_revisa_despues(
    clamd: Any, settings: Any, reporte: Reporte, taller: Actividad, duena: Usuario
) -> None:
    vivo, settings.ANTIVIRUS = settings.ANTIVIRUS, "tcp://127.0.0.1:1"
    fila = subir(reporte, taller, duena, b"Acta")
    fila.refresh_from_db()
    assert fila.estado == "en_cola"
    cliente = entrar(duena)
    assert cliente.get(f"/reportes/evidencias/{fila.referencia}/").status_code == 302
    with pytest.raises(CommandError, match="siguen en espera"):
        call_command("revisar_evidencias", stdout=io.StringIO())
    settings.ANTIVIRUS = vivo
    for dice in ("1 de 1", "0 de 0"):
        salida = io.StringIO()
        call_command("revisar_evidencias", stdout=salida)
        assert dice in salida.getvalue()
    fila.refresh_from_db()
    assert fila.estado == "lista"
    assert cliente.get(f"/reportes/evidencias/{fila.referencia}/").getvalue() == b"Acta"


@pytest.mark.django_db(transaction=True)
def test_lo_que_no_pasa_la_revision_no_llega_al_antivirus(
    clamd: Any, reporte: Reporte, taller: Actividad, duena: Usuario
) -> None:
    with pytest.raises(operaciones.evidencia.ArchivoRechazado):
        operaciones.subir_evidencia(
            archivo=ContentFile(archivos.pdf(clave="x"), "a.pdf"), tipo="acta", titulo="Acta",
            por=duena, reporte=reporte, actividad=taller,
        )  # fmt: skip
    assert clamd.recibidos == []
    assert not Evidencia.objects.exists()
