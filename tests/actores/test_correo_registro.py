"""The log of mails: a row with the act, sent after it, tried again, without secrets or texts."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from actores import operaciones
from actores.admin_correo import CORREOS
from actores.correo import enviar_correo, fila_de, por_reenviar, reenviar, referencias
from actores.models import CorreoEnviado, Pais, Usuario
from actores.roles import OBSERVADOR, PRESIDENCIA
from actores.roles import SECRETARIA_TECNICA as ST
from corett.roles import dar_permisos
from tests.crear import crear_correo, crear_pais, crear_usuario
from tests.planes.gente import entrar, texto
from tests.test_concurrencia import a_la_vez

pytestmark = pytest.mark.django_db

Estado = CorreoEnviado.Estado
LISTA = "/admin/actores/correoenviado/"


class Caido(EmailBackend):
    def send_messages(self, mensajes: Any) -> int:
        raise ConnectionRefusedError(f"no se pudo escribir a {mensajes[0].to}")


@pytest.fixture
def caido(settings: Any) -> Any:
    """The mail server is down; ``caido.levantar()`` mends it."""
    settings.EMAIL_BACKEND = f"{__name__}.Caido"
    settings.levantar = lambda: setattr(
        settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend"
    )
    return settings


def escribir(para: Usuario, captura: Any, **cambios: Any) -> CorreoEnviado | None:
    datos = {
        "plantilla": "actores/correo/restablecer", "contexto": {"dias": 7},
        "ruta": reverse("account_login"), **cambios,
    }  # fmt: skip
    with captura(execute=True):
        enviar_correo(para=para, **datos)
    return CorreoEnviado.objects.filter(para=para).first()


# --- The row -------------------------------------------------------------------------------------


def test_lo_que_sale_queda_anotado(django_capture_on_commit_callbacks: Any) -> None:
    belice = crear_usuario(idioma="en")
    fila = escribir(belice, django_capture_on_commit_callbacks)
    assert fila is not None
    assert (fila.estado, fila.idioma, fila.error) == (Estado.ENVIADO, "en", "")
    assert fila.asunto == mail.outbox[0].subject
    assert fila.ruta == "/en/cuenta/ingresar/"
    assert fila.enviado_en is not None


@pytest.mark.django_db(transaction=True)
def test_la_fila_va_con_el_acto() -> None:
    """Before the commit it waits; what is undone leaves neither row nor mail."""
    ana = crear_usuario()
    datos: dict[str, Any] = {"plantilla": "actores/correo/restablecer", "contexto": {"dias": 7}}
    with transaction.atomic():
        enviar_correo(para=ana, ruta=reverse("account_login"), **datos)
        assert CorreoEnviado.objects.get().estado == Estado.POR_ENVIAR
        assert mail.outbox == []
    assert CorreoEnviado.objects.get().estado == Estado.ENVIADO

    def caer() -> None:
        with transaction.atomic():
            enviar_correo(para=ana, ruta=reverse("account_login"), **datos)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        caer()
    assert CorreoEnviado.objects.count() == len(mail.outbox) == 1


def test_si_no_sale_dice_que_clase_de_error_y_nada_de_la_persona(
    caido: Any, django_capture_on_commit_callbacks: Any
) -> None:
    ana = crear_usuario("ana@demo.example")
    fila = escribir(ana, django_capture_on_commit_callbacks)
    assert fila is not None
    assert (fila.estado, fila.error) == (Estado.FALLIDO, "ConnectionRefusedError")


def test_un_enlace_que_abre_la_cuenta_no_se_guarda(
    django_capture_on_commit_callbacks: Any,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        operaciones.invitar(
            correo="nueva@demo.example", nombre="Nueva", roles=[OBSERVADOR], idioma="es",
            por=crear_usuario("", ST),
        )  # fmt: skip
    [fila] = CorreoEnviado.objects.all()
    enlace = next(p for p in mail.outbox[0].body.split() if "/cuenta/invitacion/" in p)
    guardado = f"{fila.ruta} {fila.contexto} {fila.asunto} {fila.error}"
    assert enlace.rstrip("/").rpartition("/")[2] not in guardado
    assert not fila.ruta
    assert fila.contexto == {}


def test_a_una_cuenta_cerrada_ni_fila(django_capture_on_commit_callbacks: Any) -> None:
    assert escribir(crear_usuario(is_active=False), django_capture_on_commit_callbacks) is None


def test_el_contexto_va_y_vuelve() -> None:
    hn, hoy = crear_pais("hn"), dt.date(2025, 7, 31)
    contexto = {
        "pais": hn, "paises": Pais.objects.all(), "varios": [hn, None], "nada": None, "dias": 3,
        "hoy": hoy, "palabra": "sí",
    }  # fmt: skip
    vuelto = {clave: fila_de(valor) for clave, valor in referencias(contexto).items()}
    assert vuelto == {**contexto, "paises": [hn]}
    with pytest.raises(TypeError):
        referencias({"cosa": object()})


# --- Again ---------------------------------------------------------------------------------------


def test_el_servidor_vuelve_y_el_correo_sale(
    caido: Any, django_capture_on_commit_callbacks: Any
) -> None:
    belice = crear_usuario(idioma="en")
    escribir(belice, django_capture_on_commit_callbacks)
    assert "salieron: 0" in mandar()
    caido.levantar()
    with translation.override("es"):
        assert "Correos que no habían salido: 1; salieron: 1" in mandar()
    mensaje: Any = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert "/en/cuenta/ingresar/" in mensaje.body
    assert '<html lang="en">' in mensaje.alternatives[0].content
    fila = CorreoEnviado.objects.get()
    assert (fila.estado, fila.intentos, fila.error) == (Estado.ENVIADO, 2, "")
    assert "Correos que no habían salido: 0" in mandar()


def mandar() -> str:
    salida = StringIO()
    call_command("reenviar_correos", stdout=salida)
    return salida.getvalue()


@pytest.mark.parametrize(
    ("cambios", "toca"),
    [
        ({"estado": "fallido"}, True),
        ({"estado": "enviado"}, False),
        ({"estado": "por_enviar"}, False),  # somebody is sending it now
        ({"estado": "por_enviar", "hace": 16}, True),  # its process ended before
        ({"estado": "fallido", "hace": 8 * 24 * 60}, False),
        ({"estado": "fallido", "intentos": 5}, False),
        ({"estado": "fallido", "ruta": ""}, False),
    ],
)
def test_que_se_vuelve_a_intentar(cambios: dict[str, Any], toca: bool) -> None:
    hace = dt.timedelta(minutes=cambios.pop("hace", 0))
    crear_correo(creado_en=timezone.now() - hace, **cambios)
    assert por_reenviar().exists() == toca


def test_de_lo_que_ya_no_existe_no_se_escribe() -> None:
    fila = crear_correo(
        plantilla="planes/correo/enviado", estado=Estado.FALLIDO,
        contexto={"reporte": {"tabla": "planes.reporte", "pk": 999}},
    )  # fmt: skip
    assert not reenviar(fila)
    fila.refresh_from_db()
    assert (fila.estado, fila.error) == (Estado.FALLIDO, "DoesNotExist")
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_dos_que_reenvian_a_la_vez_envian_uno() -> None:
    pk = crear_correo(estado=Estado.FALLIDO).pk
    filas = [CorreoEnviado.objects.select_related("para").get(pk=pk) for _ in range(2)]
    resultados = a_la_vez(*[lambda fila=fila: reenviar(fila) for fila in filas])
    assert sorted(resultados) == [False, True]
    assert len(mail.outbox) == 1


# --- The panel -----------------------------------------------------------------------------------


@pytest.fixture
def st() -> Usuario:
    dar_permisos()
    return crear_usuario("st@demo.example", ST, is_staff=True)


def test_lo_que_no_salio_va_primero_y_se_dice_en_el_escritorio(st: Usuario) -> None:
    crear_correo(asunto="Uno que salió")
    viejo = timezone.now() - dt.timedelta(days=2)
    crear_correo(asunto="Uno que falló", estado=Estado.FALLIDO, creado_en=viejo)
    crear_correo(asunto="Otro que salió")
    pagina = texto(entrar(st).get(LISTA))
    assert pagina.index("Uno que falló") < pagina.index("Otro que salió")
    escritorio = entrar(st).get("/admin/").content.decode()
    assert "1 correo no salió" in escritorio
    assert f"{LISTA}?estado__exact=fallido" in escritorio


def test_la_ficha_dice_con_palabras_que_correo_es(st: Usuario) -> None:
    fila = crear_correo(plantilla="planes/correo/aprobado", idioma="en")
    html = entrar(st).get(f"{LISTA}{fila.pk}/change/").content.decode()
    assert "Reporte aprobado" in html
    assert "Inglés" in html
    assert "planes/correo/aprobado" not in html
    assert f"{fila.pk}/history/" not in html  # nothing is kept there


def test_cada_correo_tiene_su_nombre(settings: Any) -> None:
    plantillas = Path(settings.TEMPLATES[0]["DIRS"][0])
    hay = {
        str(p.relative_to(plantillas)).removesuffix("_asunto.txt")
        for p in plantillas.rglob("*_asunto.txt")
    }
    assert hay == set(CORREOS)


def test_el_correo_de_otros_lo_lee_solo_la_secretaria(st: Usuario) -> None:
    fila = crear_correo(estado=Estado.FALLIDO)
    otra = entrar(crear_usuario("", PRESIDENCIA, is_staff=True))
    assert otra.get(LISTA).status_code == 403
    assert "no salió" not in otra.get("/admin/").content.decode()
    cliente = entrar(st)
    assert cliente.get(f"{LISTA}{fila.pk}/change/").status_code == 200
    assert cliente.post(f"{LISTA}{fila.pk}/change/", {"asunto": "x"}).status_code == 403
    assert cliente.get(f"{LISTA}add/").status_code == 403
    assert cliente.get(f"{LISTA}{fila.pk}/delete/").status_code == 403


def test_volver_a_enviar_desde_la_lista(st: Usuario) -> None:
    fallo, secreto, salio = (
        crear_correo(estado=Estado.FALLIDO),
        crear_correo(estado=Estado.FALLIDO, ruta="", contexto={}),
        crear_correo(),
    )
    cliente = entrar(st)

    def mandar_de_nuevo(*filas: CorreoEnviado) -> str:
        datos = {"action": "volver_a_enviar", "_selected_action": [f.pk for f in filas]}
        return texto(cliente.post(LISTA, datos, follow=True))

    dicho = mandar_de_nuevo(fallo, secreto, salio)
    assert "Salió 1 correo." in dicho
    assert "invite de nuevo a la persona" in dicho
    assert [m.to for m in mail.outbox] == [[fallo.para.correo]]
    assert "ya habían salido" in mandar_de_nuevo(fallo, salio)


def test_las_consultas_de_la_lista_no_crecen(st: Usuario, django_assert_num_queries: Any) -> None:
    for _ in range(5):
        crear_correo()
    cliente = entrar(st)
    with django_assert_num_queries(10):
        cliente.get(LISTA)
