"""The plumbing of the tests: environment, database files, browser, accessibility, no network."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# Before Django reads its settings. A server's own variables must not reach the tests; the
# database may be given, so that the suite runs on PostgreSQL too.
os.environ["DEBUG"] = "1"
os.environ["DJANGO_SETTINGS_MODULE"] = "corett.settings"
PROPIAS = """SECRET_KEY ALLOWED_HOSTS EMAIL_URL MEDIA_ROOT SITIO_URL DEFAULT_FROM_EMAIL
    STATIC_ROOT PROXIES TASKS SEGUNDO_FACTOR_OBLIGATORIO API_TASA PRIVATE_ROOT ANTIVIRUS
    EVIDENCIA_MAXIMO EVIDENCIA_CUOTA ENTREGA VISITAS SALIDA_RAPIDA"""
for nombre in PROPIAS.split():
    os.environ.pop(nombre, None)
# Playwright keeps an event loop running in the thread of the tests; Django would refuse its
# synchronous queries there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Counted in a thread of its own, which would meet the next test; its own tests switch it on.
os.environ["VISITAS"] = "0"

import django

django.setup()

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import storages
from django.utils import translation
from playwright.sync_api import Page

pytest_plugins = [
    f"tests.{modulo}"
    for modulo in ("personas",)
    if (Path(__file__).parent / f"{modulo}.py").exists()
]

DEL_NAVEGADOR = {"page", "context", "browser", "new_context"}
DE_LA_BASE = {"db", "transactional_db", "live_server", "django_user_model"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers",
        "una_base: proves the same on any database, so `make test` runs it on SQLite only;"
        " set by itself on tests of the browser and on those that use no database",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, and what need not be run again on the other database.

    A page looks the same to Chromium whichever database it was drawn from, and a test that may
    not touch the database (pytest-django sees to that) cannot tell which one there is.
    """
    for item in items:
        usa = set(getattr(item, "fixturenames", ()))
        if DEL_NAVEGADOR & usa:
            item.add_marker(pytest.mark.navegador)
            item.add_marker(pytest.mark.una_base)
        elif item.get_closest_marker("django_db") is None and not DE_LA_BASE & usa:
            item.add_marker(pytest.mark.una_base)


# --- Database, files, cache ------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite in a file of this run and worker, as in use: each thread has its own connection
    and waits for the other's lock, which a database in memory does not do. Needs no fsync."""
    base = settings.DATABASES["default"]
    if base["ENGINE"] == "django.db.backends.sqlite3":
        base["TEST"]["NAME"] = str(tmp_path_factory.mktemp("bd") / "pruebas.sqlite3")
        base["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"


@pytest.fixture(autouse=True)
def _aislado(settings: Any, tmp_path: Path) -> Iterator[None]:
    """Each test has its own files, and starts with an empty cache and fresh request counters."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    # The fields of evidence hold this very storage: it is moved, not replaced.
    privado = storages["privado"]
    vars(privado).update(_location=str(tmp_path / "privado"))
    for ubicacion in ("base_location", "location"):
        vars(privado).pop(ubicacion, None)
    # Argon2 is slow on purpose; hundreds of people are made here.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A request under /en/ leaves its language in the thread.
    translation.activate("es")
    cache.clear()
    yield
    cache.clear()


# --- Network ---------------------------------------------------------------------------------


@pytest.fixture(scope="session", autouse=True)
def _sin_red() -> Iterator[None]:
    """A connection to anywhere but this machine is an error, not a slow or lucky test."""
    original = socket.socket.connect

    def connect(self: socket.socket, direccion: Any) -> None:
        if self.family != socket.AF_UNIX:
            host = str(direccion[0])
            if host not in {"localhost", "::1"} and not host.startswith("127."):
                raise OSError(f"the tests may not reach the network: {host}")
        original(self, direccion)

    with pytest.MonkeyPatch.context() as parche:
        parche.setattr(socket.socket, "connect", connect)
        yield


# --- Browser ---------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium, which finds no host but this machine."""
    ejecutable = shutil.which("chromium")
    assert ejecutable, "chromium is not installed: herramientas/preparar.sh pruebas"
    return {
        **browser_type_launch_args,
        "executable_path": ejecutable,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 900},
        "locale": "es-GT",
        "timezone_id": "America/Guatemala",
    }


# axe leaves these off; quality.md Q27 wants them.
REGLAS_DE_MAS = [
    "target-size",
    "td-has-header",
    "table-fake-caption",
    "p-as-heading",
    "label-content-name-mismatch",
]
OPCIONES_AXE = {
    "resultTypes": ["violations"],
    "rules": {regla: {"enabled": True} for regla in REGLAS_DE_MAS},
}


@pytest.fixture
def pagina_axe(new_context: Callable[..., Any]) -> Page:
    """A page whose context goes round our CSP, so that nothing of axe can be held back by it."""
    return new_context(bypass_csp=True).new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails with what to mend, element by element. For a page as it is opened use
    `pagina_axe`; for a state reached by clicking through, the `page` that reached it."""

    def revisar(page: Page) -> None:
        # What the bars at head and foot cover depends on how far the page is scrolled.
        page.evaluate(
            "document.querySelectorAll('.guardado')"
            ".forEach((barra) => (barra.style.position = 'static'))"
        )
        faltas = Axe().run(page, options=OPCIONES_AXE).response["violations"]
        lineas = [
            f"{falta['id']} ({falta['impact']}): {falta['help']}\n"
            + "\n".join(
                f"    {nodo['target']}  {nodo['html'][:160]}\n    {nodo['failureSummary']}"
                for nodo in falta["nodes"]
            )
            for falta in faltas
        ]
        assert not faltas, f"axe at {page.url}:\n" + "\n".join(lineas)

    return revisar
