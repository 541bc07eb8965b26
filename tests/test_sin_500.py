"""No request whatsoever answers 500: hostile addresses, questions, forms, files, headers.

What is asked where many times over is shared out between the two databases of ``make test``
(``de_esta_base``): each parameter, act and value meets one of them on every page, and both on
plenty of pages of its kind. What only one of them minds (a null character, a number of sixty
digits) depends on the kind of field, never on the single page.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

import pytest
from django.contrib import admin
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from actores.admin_archivos import ConArchivos
from planes.models import Meta
from tests.direcciones import Direccion, de_esta_base, direcciones
from tests.personas import PERSONAS, Persona, crear_persona
from tests.portal import Portal
from tests.test_acceso import EN_EL_PANEL, PUBLICAS, de_modelo

pytestmark = pytest.mark.django_db

NULO, RESTO = "a\x00b", "MAL-UTF8"

ARGUMENTOS = (
    "no-hay", NULO, RESTO, "a" * 3000, "ñandú·中文·😀", "' OR 1=1; DROP TABLE x --", "-1", "0",
    str(2**31), str(2**63), "9" * 60, "../../etc/passwd", "<script>alert(1)</script>", "1.1",
    "%(a)s {0} {{a}}", "١٢", "nan",
)  # fmt: skip
"""In an address. ``RESTO`` becomes two bytes that are no UTF-8."""

PREGUNTAS = (
    "", NULO, "a" * 3000, "😀 ñ", "' OR 1=1 --", "-1", "9" * 60, "1e999", "abc", "2025-02-30",
    "[]", "%", "null", "\ufeff", "a" * 64,
)  # fmt: skip
"""Values of a query parameter."""

CAMPOS = (
    "", NULO, "a" * 20_000, "😀\u202e\u0007", "'; DROP TABLE x --", "-1", "9" * 60, "1e999", "nan",
    "2025-02-30", "99999-01-01", "<img src=x onerror=alert(1)>", "١٢", "=1+1", "{}", "regional",
)  # fmt: skip
"""Values of the fields of a form."""


@pytest.fixture
def portal() -> Portal:
    return Portal()


def pedir(persona: Client, metodo: str, url: str, *cuerpo: Any, **mas: Any) -> HttpResponse:
    """The answer; whatever it did to database and cookies is undone. A fault fails the test."""
    galletas = persona.cookies.copy()
    with transaction.atomic():
        respuesta = getattr(persona, metodo)(url, *cuerpo, **mas)
        respuesta.getvalue()
        transaction.set_rollback(True)
    persona.cookies = galletas
    if respuesta.status_code >= 500:
        causa = respuesta.exc_info[1] if respuesta.exc_info else respuesta.content[:300]
        pytest.fail(f"{respuesta.status_code} at {url[:200]} {str(cuerpo)[:300]}: {causa!r}")
    return respuesta


# --- Addresses -----------------------------------------------------------------------------------


def urls_hostiles(portal: Portal, valores: tuple[str, ...]) -> Iterator[str]:
    """Each address with each value in each place, the others as they should be. The tables of
    the admin are alike: each gets a share of the values, in turn."""
    turno = cycle(valores)
    for direccion in direcciones():
        argumentos = portal.argumentos(direccion.nombre)
        suyos = list(islice(turno, 5)) if de_modelo(direccion.nombre) else valores
        for hueco in direccion.huecos:
            for valor in suyos:
                yield direccion.url(argumentos | {hueco: valor}).replace(RESTO, "%FF%FE")


@pytest.mark.parametrize("quien", ["anonimo", "focal", "secretaria"])
def test_direcciones_hostiles(portal: Portal, quien: str) -> None:
    persona = crear_persona(quien)
    for url in urls_hostiles(portal, ARGUMENTOS):
        if quien == "secretaria" or not url.startswith("/admin/"):
            pedir(persona, "get", url)


# --- Questions -----------------------------------------------------------------------------------


def parametros(direccion: Direccion) -> list[str]:
    """What that address may be asked, and what nobody should ask."""
    comunes = ["q", "next", "page", "volver", "metas", "pais", "huella", "ver", "plan", "format"]
    if direccion.nombre.startswith("api:"):
        return ["dato", "pais", "anio", "categoria", "marca", "cursor", "tamano", "corte", "idioma",
                "estado", "eje", "tipo", "rol", "sujeto", "format", "lang"]  # fmt: skip
    if direccion.nombre == "admin:autocomplete":
        return ["app_label", "model_name", "field_name", "term", "page"]
    hallado = de_modelo(direccion.nombre)
    if not hallado:
        return comunes
    modelo, pagina = hallado
    if pagina == "add":
        return [c.name for c in modelo._meta.get_fields() if not c.auto_created and c.is_relation]
    if pagina == "export":
        return ["formato", "q"]
    if pagina != "changelist":
        return []
    filtradas = admin.site._registry[modelo].list_filter
    propios = [f.parameter_name for f in filtradas if isinstance(f, type)]
    campos = [f if isinstance(f, str) else f[0] for f in filtradas if not isinstance(f, type)]
    filtros = [f"{campo}{fin}" for campo in campos for fin in ("__exact", "__id__exact")]
    return ["q", *propios, *filtros, *(COMUNES_DE_LISTA if modelo is Meta else ())]


COMUNES_DE_LISTA = ("o", "p", "all", "e", "_facets", "_popup", "_to_field", "id",
                    "pk__in", "plan", "plan__id__isnull", "no_hay", "no__hay__tampoco")  # fmt: skip
"""What every list takes, asked of one of them."""


def test_preguntas_hostiles(portal: Portal, secretaria: Persona, anonimo: Persona) -> None:
    """Every parameter with a value in turn, and every value somewhere; of public ones all at once
    too."""
    turno = cycle(PREGUNTAS)
    for direccion in direcciones():
        url = direccion.url(portal.argumentos(direccion.nombre))
        if direccion.nombre in PUBLICAS:
            for valor in islice(turno, 5):
                pedir(anonimo, "get", url, dict.fromkeys(parametros(direccion), valor))
        for nombre in parametros(direccion):
            if not de_esta_base(f"{direccion.nombre} {nombre}"):
                continue
            persona = anonimo if direccion.nombre in PUBLICAS else secretaria
            for valor in islice(turno, 4 if nombre in COMUNES_DE_LISTA else 1):
                pedir(persona, "get", url, {nombre: valor})


def test_la_api_entiende_o_dice_que_no(portal: Portal, anonimo: Persona) -> None:
    for parametro in ("dato", "pais", "anio", "categoria", "marca", "cursor", "tamano", "corte"):
        for valor in PREGUNTAS:
            respuesta = pedir(anonimo, "get", "/api/v1/celdas/", {parametro: valor})
            assert respuesta.status_code in (200, 400, 404), (parametro, valor)
            tipo = "json" if respuesta.status_code == 200 else "problem+json"
            assert respuesta.headers["Content-Type"] == f"application/{tipo}"


# --- Forms ---------------------------------------------------------------------------------------


ENTRADA = re.compile(r"<(?:input|select|textarea|button)\b[^>]*?\bname=\"([^\"]+)\"")


SIN_FORMULARIO = ("history", "export", "simple_history", "corta")
"""Pages of a table that take a POST for a GET."""


def con_formulario(portal: Portal) -> Iterator[tuple[Direccion, str]]:
    """Addresses that are not only read."""
    for direccion in direcciones():
        _modelo, pagina = de_modelo(direccion.nombre) or (None, "")
        if direccion.nombre not in PUBLICAS and pagina not in SIN_FORMULARIO:
            yield direccion, direccion.url(portal.argumentos(direccion.nombre))


ACCIONES = ("guardar", "seguir", "observar", "quitar", "devolver", "aprobar", "publicar", "retirar",
            "producir", "repetir", "publicar_informe", "mirar")  # fmt: skip


LLENAN = ("focal", "secretaria")
"""Between them they are let into every form there is: they try every value in each."""


@pytest.mark.parametrize("quien", PERSONAS)
def test_formularios_hostiles(portal: Portal, quien: str) -> None:
    """Nothing at all; every field the same wrong thing. Who fills the forms tries all values;
    the others, mostly refused before anything is read, two. Whom the admin does not let in gets
    the same answer from all its tables before any view runs (``test_acceso``): not asked again.
    """
    persona = crear_persona(quien)
    turno = cycle(CAMPOS)
    for direccion, url in con_formulario(portal):
        tabla = de_modelo(direccion.nombre)
        if tabla and quien not in EN_EL_PANEL:
            continue
        respuesta = pedir(persona, "post", url)
        if respuesta.status_code not in (200, 422):  # not shown again with what is missing
            respuesta = pedir(persona, "get", url)
        campos = sorted(set(ENTRADA.findall(respuesta.getvalue().decode(errors="replace"))))
        if not campos:
            continue
        cuantos = 1 if tabla else len(CAMPOS) if quien in LLENAN else 2
        for n, valor in enumerate(islice(turno, cuantos)):
            if cuantos < len(CAMPOS) or de_esta_base(direccion.nombre, n):
                pedir(persona, "post", url, dict.fromkeys(campos, valor))


def test_las_acciones_de_las_paginas_del_panel(portal: Portal, secretaria: Persona) -> None:
    """Each act of review and of the cut desk, with what it needs missing or wrong."""
    portal.en_estado("enviado")
    turno = cycle(CAMPOS)
    campos = ("revision", "actividad", "observacion", "texto", "informe", "motivo", "version")
    for direccion, url in con_formulario(portal):
        if not direccion.nombre.startswith("admin:") or de_modelo(direccion.nombre):
            continue
        for accion in ACCIONES:
            for n, valor in enumerate(islice(turno, 4)):
                if not de_esta_base(f"{direccion.nombre} {accion}", n):
                    continue
                pedir(secretaria, "post", url, dict.fromkeys(campos, valor) | {"accion": accion})


def test_las_acciones_de_las_listas(portal: Portal, secretaria: Persona) -> None:
    """An action that does not exist, of rows that do not, and of all rows at once."""
    for modelo, ficha in admin.site._registry.items():
        url = f"/admin/{modelo._meta.app_label}/{modelo._meta.model_name}/"
        cuales = (["abc"], [NULO], ["9" * 60], [], [portal.fila(modelo).pk])
        for accion in ("no-hay", "", *ficha.actions):
            for n, elegidas in enumerate(cuales):
                if not de_esta_base(f"{modelo._meta.label} {accion}", n):
                    continue
                pedir(secretaria, "post", url, {"action": accion, "_selected_action": elegidas})


def test_la_hoja_de_una_actividad(portal: Portal, focal: Persona) -> None:
    """The form that officials fill, one field wrong at a time; a wrong one is never a 500 or a
    loss: what was typed in the others is still on the page."""
    url = f"/reportes/{portal.reporte.referencia}/actividades/1.1/"
    bien = {"version": "1", "estado": "en_curso", "terminada": "no", "accion": "guardar",
            "logros": "lo que escribí", "dato-talleres-numero": "9"}  # fmt: skip
    for campo in (*bien, "dato-talleres-situacion", "dato-talleres-nota", "conflicto"):
        for valor in CAMPOS:
            respuesta = pedir(focal, "post", url, bien | {campo: valor})
            assert respuesta.status_code in (200, 302, 409), (campo, valor)
            if respuesta.status_code == 200 and campo != "logros":
                assert "lo que escribí" in respuesta.content.decode(), (campo, valor)


# --- Bodies, files, methods, headers -------------------------------------------------------------


def test_cuerpos_que_no_son_formularios(portal: Portal, focal: Persona, anonimo: Persona) -> None:
    hoja = f"/reportes/{portal.reporte.referencia}/actividades/1.1/"
    cuerpos = [
        (b"\x00\xff\xfe", "application/x-www-form-urlencoded"),
        (b"a=%FF%00&b=%ZZ", "application/x-www-form-urlencoded; charset=no-hay"),
        (b"--x\r\nmal", "multipart/form-data; boundary=x"),
        (b"--x", "multipart/form-data"),
        (b"{", "application/json"),
        (b"a" * (6 * 1024 * 1024), "application/x-www-form-urlencoded"),
        ("&".join(f"c{n}=1" for n in range(6000)).encode(), "application/x-www-form-urlencoded"),
    ]
    for persona, url in ((focal, hoja), (anonimo, "/cuenta/ingresar/")):
        for cuerpo, tipo in cuerpos:
            pedir(persona, "generic", "POST", url, cuerpo, content_type=tipo)


ARCHIVOS = (b"", b"\x00" * 500, b"PK\x03\x04roto", "ñ,\x00\n".encode("utf-16"), b"[" * 50_000,
            b"a,a\n1,2", b'"sin cerrar\n', b"{}", b'[{"codigo": {"a": 1}}]', b'[{"": 1}]',
            b"\n\n,,\n", b"codigo\n" + b"9" * 200_000)  # fmt: skip


def con_archivos() -> list[tuple[Any, str]]:
    return [
        (modelo, f"/admin/{modelo._meta.app_label}/{modelo._meta.model_name}/")
        for modelo, ficha in admin.site._registry.items()
        if isinstance(ficha, ConArchivos)
    ]


def test_archivos_hostiles(portal: Portal, secretaria: Persona) -> None:
    for contenido in ARCHIVOS:
        for fin in ("xlsx", "csv", "json", "exe", ""):
            archivo = SimpleUploadedFile(f"\u202e../a\n.{fin}", contenido)
            respuesta = pedir(
                secretaria, "post", "/admin/planes/meta/import/", {"archivo": archivo}
            )
            assert respuesta.status_code == 422, (contenido[:20], fin)


def test_una_celda_mala_en_cada_columna(portal: Portal, secretaria: Persona) -> None:
    """Each table's own file comes back with one cell wrong in each row: sentences, no 500, and
    nothing written."""
    for modelo, url in con_archivos():
        propio = secretaria.get(f"{url}export/?formato=csv").content.decode("utf-8-sig")
        encabezado, fila = list(csv.reader(io.StringIO(propio)))[:2]
        antes = list(modelo._default_manager.order_by("pk").values())
        for valor in ("x\x00\u202e😀" * 40, "9" * 40, "2025-02-30", "a/b/c/d", "=1+1"):
            salida = io.StringIO()
            hoja = csv.writer(salida)
            hoja.writerow(encabezado)
            hoja.writerows([*fila[:n], valor, *fila[n + 1 :]] for n in range(len(fila)))
            archivo = SimpleUploadedFile("a.csv", salida.getvalue().encode())
            pedir(secretaria, "post", f"{url}import/", {"archivo": archivo})
            pedir(secretaria, "post", f"{url}import/", {"confirmado": valor})
        assert list(modelo._default_manager.order_by("pk").values()) == antes, modelo


def test_otros_metodos(portal: Portal, secretaria: Persona, anonimo: Persona) -> None:
    """Public pages are only read: 405. Nothing else minds either."""
    for direccion in direcciones():
        if de_modelo(direccion.nombre):
            continue  # Django's admin takes them all for a GET
        url = direccion.url(portal.argumentos(direccion.nombre))
        for metodo in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            if direccion.nombre in PUBLICAS:
                respuesta = pedir(anonimo, "generic", metodo, url)
                assert respuesta.status_code == 405, (metodo, direccion.nombre)
            else:
                pedir(secretaria, "generic", metodo, url)


@pytest.mark.parametrize("host", ["malo.example", "testserver.malo.example", "a b", "[::", ""])
def test_un_nombre_que_no_es_del_portal(host: str, anonimo: Persona) -> None:
    for url in ("/", "/en/plan/", "/admin/", "/reportes/", "/api/v1/plan/", "/cuenta/ingresar/"):
        respuesta = pedir(anonimo, "get", url, headers={"host": host})
        assert respuesta.status_code == 400, url
        assert "malo.example" not in respuesta.content.decode()


CABECERAS = (
    {"accept-language": "x" * 5000}, {"accept-language": "en;q=malo,,;"}, {"if-none-match": '"'},
    {"if-modified-since": "ayer"}, {"range": "bytes=9-1"}, {"accept": "imagen/malo;q=x"},
    {"accept-encoding": "gzip;q=nan"}, {"x-forwarded-for": "no, es, una"}, {"referer": "\x00"},
    {"content-length": "-1"}, {"cookie": "sessionid=\x00; messages=[[; csrftoken=1"},
    {"cookie": "sessionid=" + "a" * 4000}, {"cookie": "messages=W1wiX19qc29uXCI="},
)  # fmt: skip


def test_cabeceras_hostiles(portal: Portal, anonimo: Persona) -> None:
    for url in ("/", "/en/plan/", "/api/v1/celdas/", "/informes/2024/anual.pdf", "/reportes/",
                "/cuenta/ingresar/", "/admin/", "/no-hay/"):  # fmt: skip
        for cabecera in CABECERAS:
            pedir(anonimo, "get", url, headers=cabecera)
