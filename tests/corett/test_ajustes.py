"""The settings: what stops the start, what production gets, what every answer carries."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from corett.middleware import Compresion, DireccionReal, SinCopias, correo_de_acceso

RAIZ = Path(__file__).resolve().parent.parent.parent
PRODUCCION = {
    "SECRET_KEY": "abcdefghij" * 6,
    "DATABASE_URL": "sqlite://:memory:",
    "ALLOWED_HOSTS": "portal.example.org,otro.example.org",
    "EMAIL_URL": "smtp+tls://usuario:clave@127.0.0.1:587",
    "MEDIA_ROOT": "/nonexistent",
}


def correr(entorno: dict[str, str], *orden: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in an environment that has those variables and no others of the portal's."""
    minimo = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "corett.settings"}
    return subprocess.run(
        [sys.executable, *orden],
        env=minimo | entorno,
        cwd=RAIZ,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def ajustes(entorno: dict[str, str], *nombres: str) -> dict[str, object]:
    programa = (
        "import json; from django.conf import settings as s; "
        f"print(json.dumps({{n: getattr(s, n, None) for n in {list(nombres)!r}}}, default=str))"
    )
    resultado = correr(entorno, "-c", programa)
    assert resultado.returncode == 0, resultado.stderr
    return json.loads(resultado.stdout)


@pytest.mark.parametrize("falta", PRODUCCION)
def test_una_variable_que_falta_detiene_el_arranque(falta: str) -> None:
    entorno = {nombre: valor for nombre, valor in PRODUCCION.items() if nombre != falta}
    resultado = correr(entorno, "manage.py", "check")
    ultima = resultado.stderr.strip().splitlines()[-1]
    assert resultado.returncode != 0
    assert "ImproperlyConfigured: Falta configurar el portal" in ultima
    assert f"{falta}=" in ultima
    assert not any(f"{otra}=" in ultima for otra in entorno)


def test_todas_las_que_faltan_se_dicen_juntas() -> None:
    ultima = correr({}, "manage.py", "check").stderr.strip().splitlines()[-1]
    assert all(f"{nombre}=" in ultima for nombre in PRODUCCION)
    assert "DEBUG=1" in ultima


def test_debug_esta_apagado_si_nadie_lo_pide() -> None:
    assert ajustes(PRODUCCION, "DEBUG") == {"DEBUG": False}


def test_revision_de_produccion_en_silencio() -> None:
    resultado = correr(PRODUCCION, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert resultado.returncode == 0, resultado.stderr
    assert "WARNINGS" not in resultado.stderr


def test_produccion() -> None:
    vistos = ajustes(
        PRODUCCION,
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SECURE_PROXY_SSL_HEADER",
        "SITIO_URL",
        "DEFAULT_FROM_EMAIL",
        "EMAIL_USE_TLS",
    )
    assert vistos == {
        "SESSION_COOKIE_NAME": "__Host-sesion",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SESSION_COOKIE_SECURE": True,
        # Without a proxy of ours the header is a visitor's word.
        "SECURE_PROXY_SSL_HEADER": None,
        "SITIO_URL": "https://portal.example.org",
        "DEFAULT_FROM_EMAIL": "CORETT <no-responder@portal.example.org>",
        "EMAIL_USE_TLS": True,
    }


def test_la_cola_de_tareas_se_elige_por_el_entorno() -> None:
    def motor(entorno: dict[str, str]) -> str:
        return ajustes(entorno, "TASKS")["TASKS"]["default"]["BACKEND"]  # type: ignore[index]

    assert motor({"DEBUG": "1"}).endswith("ImmediateBackend")
    assert motor({"DEBUG": "1", "TASKS": "database"}).endswith("DatabaseBackend")
    assert motor({"DEBUG": "1", "TASKS": "hilo"}) == "corett.tareas_hilo.Hilo"


def test_csp_sin_excepciones(client: Client) -> None:
    politica = client.get("/no-existe/")["Content-Security-Policy"]
    directivas = dict(parte.strip().split(" ", 1) for parte in politica.split(";"))
    assert (
        directivas["default-src"] == directivas["script-src"] == directivas["style-src"] == "'self'"
    )
    assert directivas["frame-ancestors"] == directivas["object-src"] == "'none'"
    assert "unsafe" not in politica


@pytest.mark.parametrize(
    ("proxies", "cabecera", "vista"),
    [
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "1.1.1.1, 203.0.113.5", "203.0.113.5"),  # the first one is the visitor's invention
        (2, "1.1.1.1, 203.0.113.5, 10.0.0.2", "203.0.113.5"),
        (2, "203.0.113.5", "10.0.0.1"),  # did not come through both
        (1, "", "10.0.0.1"),
    ],
)
def test_direccion_del_visitante(settings, proxies: int, cabecera: str, vista: str) -> None:
    settings.PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=cabecera)
    DireccionReal(lambda r: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == vista


def test_lo_que_ve_quien_entro_no_se_guarda(settings) -> None:
    def vista(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "public, max-age=300"})

    fabrica = RequestFactory()
    publica = SinCopias(vista)(fabrica.get("/"))
    assert publica["Cache-Control"] == "public, max-age=300"
    fabrica.cookies[settings.SESSION_COOKIE_NAME] = "x"
    propia = SinCopias(vista)(fabrica.get("/"))
    assert propia["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize(
    ("tipo", "comprime"), [("text/html; charset=utf-8", True), ("application/pdf", False)]
)
def test_se_comprime_el_texto(tipo: str, comprime: bool) -> None:
    request = RequestFactory().get("/", HTTP_ACCEPT_ENCODING="gzip")
    respuesta = Compresion(lambda r: HttpResponse(b"a" * 5000, content_type=tipo))(request)
    assert ("Content-Encoding" in respuesta.headers) is comprime


@pytest.mark.parametrize(
    "credenciales",
    [
        {"email": " Ana@Example.org "},
        {"username": "ana@example.org"},
        {"correo": "ANA@example.org"},
    ],
)
def test_un_correo_se_cuenta_igual_como_se_escriba(credenciales: dict[str, str]) -> None:
    assert correo_de_acceso(HttpRequest(), credenciales) == "ana@example.org"
