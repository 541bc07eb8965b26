"""Every mail the portal writes, through a real SMTP server: headers, both parts, accents,
language, and a link that lands on the item after logging in."""

from __future__ import annotations

import email
import re
import socket
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import environ
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.conf import settings as ajustes
from django.db import transaction
from django.test import Client
from django.urls import reverse

from actores.correo import enviar_correo
from actores.models import CorreoEnviado, Usuario
from actores.operaciones import enviar_invitacion
from actores.roles import PUNTO_FOCAL, SECRETARIA_TECNICA
from planes import correos
from planes.models import Actividad, Prorroga, Replica, Reporte, TextoPublico
from tests import crear

pytestmark = pytest.mark.django_db(transaction=True)


class Buzon(Sink):
    """Keeps what arrives, as bytes on the wire."""

    def __init__(self) -> None:
        super().__init__()
        self.sobres: list[tuple[list[str], bytes]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.sobres.append((list(envelope.rcpt_tos), bytes(envelope.content)))
        return "250 OK"

    def mensajes(self) -> list[EmailMessage]:
        return [email.message_from_bytes(crudo, policy=default) for _a, crudo in self.sobres]  # type: ignore[misc]


@pytest.fixture
def buzon(settings: Any) -> Iterator[Buzon]:
    """The portal writes to a server on this machine, as EMAIL_URL would have it do."""
    buzon = Buzon()
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        puerto = libre.getsockname()[1]
    servidor = Controller(buzon, hostname="127.0.0.1", port=puerto)
    servidor.start()
    for nombre, valor in environ.Env.email_url_config(f"smtp://127.0.0.1:{puerto}").items():
        setattr(settings, nombre, valor)
    settings.SITIO_URL = "http://testserver"
    yield buzon
    servidor.stop()


# --- The mails -----------------------------------------------------------------------------------


class Correos:
    """A report of Honduras in 2025-II, and what the portal has to say of it to whom."""

    def __init__(self, idioma: str) -> None:
        self.hn = crear.crear_pais("hn", "Honduras", nombre_en="Honduras")
        self.focal: Usuario = crear.crear_usuario("", PUNTO_FOCAL, pais=self.hn, idioma=idioma)
        self.st: Usuario = crear.crear_usuario("", SECRETARIA_TECNICA, idioma=idioma, is_staff=True)
        meta = crear.crear_meta("1.1.1")
        self.actividad: Actividad = meta.actividades.get()
        crear.crear_indicador(meta, crear.crear_dato("talleres"))
        self.reporte: Reporte = crear.crear_reporte(
            self.hn, estado=Reporte.Estado.OBSERVADO, enviado_por=self.focal, revisado_por=self.st
        )
        self.periodo = self.reporte.periodo
        self.observacion = self.reporte.observaciones.create(
            actividad=self.actividad, texto="¿Cuántas niñas?", autor=self.st
        )

    def de(self, plantilla: str) -> Usuario:
        """Has that mail written; who gets it."""
        con_transaccion(getattr(self, plantilla.rpartition("/")[2]))
        st = {"enviado", "replica", "sin_reportar", "textos_respuesta"}
        return self.st if plantilla.rpartition("/")[2] in st else self.focal

    def invitacion(self) -> None:
        enviar_invitacion(self.focal, self.st)

    def restablecer(self) -> None:
        ruta = reverse("account_login")
        contexto = {"dias": 7}
        enviar_correo(
            para=self.focal, plantilla="actores/correo/restablecer", contexto=contexto, ruta=ruta
        )

    def enviado(self) -> None:
        correos.enviado(self.reporte)

    recibo = enviado

    def devuelto(self) -> None:
        correos.devuelto(self.reporte, [self.observacion])

    def aprobado(self) -> None:
        correos.aprobado(self.reporte)

    def replica(self) -> None:
        correos.replicada(
            Replica.objects.create(observacion=self.observacion, autor=self.focal, texto="Tres.")
        )

    def texto(self) -> TextoPublico:
        return TextoPublico.objects.create(
            reporte=self.reporte, actividad=self.actividad, texto="Se hizo.", escrito_por=self.st
        )

    def textos(self) -> None:
        self.texto()
        correos.textos_por_aceptar(self.reporte)

    def textos_respuesta(self) -> None:
        correos.textos_respondidos(self.reporte, [self.texto()])

    def recordatorio(self) -> None:
        correos.recordatorio(
            self.focal, self.periodo, self.hn, self.reporte, paso="faltan_3", dias=2,
            limite=self.periodo.vence, cierre=self.periodo.cierra, cerrado=False, terminadas=1,
            pedidas=1,
        )  # fmt: skip

    def prorroga(self) -> None:
        dada = Prorroga(periodo=self.periodo, pais=self.hn, hasta=self.periodo.cierra, motivo="Sí")
        dada.save()
        correos.prorroga([dada])

    def plazo(self) -> None:
        correos.plazo(self.periodo, [self.hn], "Cambió el año")

    def sin_reportar(self) -> None:
        correos.sin_reportar(self.st, self.periodo, [self.hn, None], self.periodo.vence)


def con_transaccion(acto: Callable[[], Any]) -> None:
    with transaction.atomic():
        acto()


DE_SU_PARTE = {
    "planes/correo/infectada", "planes/correo/colaboracion", "actores/correo/directorio",
    "actores/correo/directorio_por_confirmar", "actores/correo/directorio_respuesta",
}  # fmt: skip
"""Written and tested with what they belong to: evidence and its scanner, invited colleagues, the
organisations of the directory."""
PLANTILLAS = sorted(
    ruta.relative_to("templates").as_posix().removesuffix("_asunto.txt")
    for ruta in Path("templates").rglob("*_asunto.txt")
)
PROPIAS = [plantilla for plantilla in PLANTILLAS if plantilla not in DE_SU_PARTE]


def mensaje_para(buzon: Buzon, quien: Usuario) -> EmailMessage:
    [uno] = [m for m in buzon.mensajes() if m["To"] == quien.correo]
    return uno


def partes(mensaje: EmailMessage) -> tuple[str, str]:
    """Text and HTML, decoded as a mail program does."""
    texto, html = mensaje.get_body(("plain",)), mensaje.get_body(("html",))
    assert texto is not None
    assert html is not None
    return texto.get_content(), html.get_content()


@pytest.mark.parametrize("idioma", ["es", "en"])
@pytest.mark.parametrize("plantilla", PROPIAS)
def test_llega_entero_en_su_idioma_y_su_enlace_abre(
    buzon: Buzon, plantilla: str, idioma: str
) -> None:
    quien = Correos(idioma).de(plantilla)
    mensaje = mensaje_para(buzon, quien)
    assert mensaje["From"] == ajustes.DEFAULT_FROM_EMAIL
    assert mensaje["Auto-Submitted"] == "auto-generated"
    assert mensaje["Message-ID"]
    assert mensaje["Date"]
    assert mensaje.get_content_type() == "multipart/alternative"
    texto, html = partes(mensaje)
    assert f'<html lang="{idioma}">' in html
    assert ("Este mensaje lo envía" in texto) == (idioma == "es")
    for parte in (mensaje["Subject"], texto, html):
        assert parte.strip()
        assert "{{" not in parte
        assert "{%" not in parte
        assert "\ufffd" not in parte
        assert "None" not in parte
    [enlace] = set(re.findall(r"http://testserver/\S+", texto))
    assert f'href="{enlace}"' in html
    assert urlsplit(enlace).path.startswith("/en/") == (idioma == "en")
    seguir(enlace, quien)
    fila = CorreoEnviado.objects.get(para=quien)
    # A long subject begins on its second line, after a blank that is no part of it.
    assert (fila.estado, fila.asunto) == ("enviado", mensaje["Subject"].strip())


def seguir(enlace: str, quien: Usuario) -> None:
    """Opens the link in a browser without a session, logs in, and is there."""
    cliente = Client()
    partes = urlsplit(enlace)
    ruta = f"{partes.path}?{partes.query}" if partes.query else partes.path
    respuesta = cliente.get(ruta)
    if respuesta.status_code == 200:  # what sets a password asks for none
        return
    assert respuesta.status_code == 302
    puerta = urlsplit(respuesta["Location"])
    if puerta.path.startswith(reverse("invitacion", args=["x", "y"]).split("x/")[0]):
        assert cliente.get(respuesta["Location"]).status_code == 200
        return
    assert parse_qs(puerta.query)["next"] == [ruta]
    datos = {"login": quien.correo, "password": crear.CLAVE, "next": ruta}
    respuesta = cliente.post(respuesta["Location"], datos, follow=True)
    assert respuesta.redirect_chain[-1][0] == ruta
    assert respuesta.status_code == 200


def test_ningun_correo_queda_sin_prueba() -> None:
    """A new mail needs a method of its name in ``Correos``."""
    assert {p.rpartition("/")[2] for p in PROPIAS} <= set(dir(Correos))
    assert set(PLANTILLAS) >= DE_SU_PARTE


def test_los_acentos_viajan_bien(buzon: Buzon) -> None:
    todo = Correos("es")
    todo.de("planes/correo/devuelto")
    texto, html = partes(mensaje_para(buzon, todo.focal))
    assert "«¿Cuántas niñas?»" in texto
    assert "«¿Cuántas niñas?»" in html
    crudo = buzon.sobres[0][1]
    assert crudo.isascii() or b"8bit" in crudo
    assert all(len(linea) <= 998 for linea in crudo.splitlines())  # RFC 5322


def test_quien_escribe_un_asunto_no_agrega_encabezados(buzon: Buzon) -> None:
    todo = Correos("es")
    type(todo.hn).objects.update(nombre="Honduras\r\nBcc: otra@demo.example")
    todo.hn.refresh_from_db()
    todo.reporte.refresh_from_db()
    con_transaccion(lambda: correos.aprobado(todo.reporte))
    [(destinos, _crudo)] = buzon.sobres
    assert destinos == [todo.focal.correo]
    assert mensaje_para(buzon, todo.focal)["Bcc"] is None


def test_si_el_servidor_no_esta_queda_anotado(settings: Any, buzon: Buzon) -> None:
    todo = Correos("es")
    settings.EMAIL_PORT = 1  # nobody listens there
    con_transaccion(lambda: correos.aprobado(todo.reporte))
    fila = CorreoEnviado.objects.get()
    assert (fila.estado, fila.error) == ("fallido", "ConnectionRefusedError")
