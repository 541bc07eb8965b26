"""The public directory: only what may be named, found by filters and words, never who gives."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from actores.models import Contacto, Organizacion, PublicoMeta, RolOrganizacion, Tema
from actores.roles import SECRETARIA_TECNICA
from informes import directorio
from tests.actores.test_directorio import crear_organizacion
from tests.crear import CLAVE, crear_pais, crear_usuario
from tests.planes.gente import texto

pytestmark = pytest.mark.django_db

RUTA = "/directorio/"
CONSIENTE = {"consentimiento_en": "2026-01-02", "consentimiento_constancia": "Su correo"}


@pytest.fixture
def red() -> dict[str, Organizacion]:
    """Two countries, one body of the region, one that may not be named, a donor."""
    gt, bz = crear_pais("gt", "Guatemala", idioma="es"), crear_pais("bz", "Belice", idioma="en")
    publico = PublicoMeta.objects.create(numero=1, nombre="Instituciones")
    ninez = Tema.objects.create(codigo="ninez", nombre="Niñez", nombre_en="Children")
    red = {
        "svet": crear_organizacion(
            "svet", nombre="Secretaría de Protección", sigla="SVET", pais=gt, publico=publico,
            tipo="organismo_nacional", descripcion="Atiende a víctimas", telefono="+502 2222-0000",
            sitio_web="https://www.svet.demo.example/", verificada_en=dt.date(2026, 3, 4),
        ),
        "atips": crear_organizacion(
            "atips", nombre="Consejo", nombre_en="Council", tipo="organismo_nacional", pais=bz
        ),
        "oim": crear_organizacion("oim", nombre="Migraciones", tipo="organismo_internacional"),
        "oculta": crear_organizacion("oculta", nombre="No se publica", publicable=False),
    }  # fmt: skip
    for codigo, rol in (("svet", "miembro"), ("oim", "observador"), ("oim", "donante_potencial"),
                        ("oim", "donante"), ("oculta", "socio")):  # fmt: skip
        RolOrganizacion.objects.create(organizacion=red[codigo], rol=rol)
    red["svet"].temas.add(ninez)
    for nombre, extra in (
        ("Luz", CONSIENTE), ("Sol", {}), ("Mar", {**CONSIENTE, "retirado_en": "2026-02-02"}),
    ):  # fmt: skip
        Contacto.objects.create(organizacion=red["svet"], nombre=nombre, **extra)
    Contacto.objects.create(organizacion=red["oculta"], nombre="Paz", **CONSIENTE)
    return red


def vistas(respuesta: Any) -> list[str]:
    """Codes of the organisations on the page, in order."""
    return re.findall(r'class="organizacion" id="([^"]+)"', respuesta.content.decode())


def test_solo_lo_que_se_puede_nombrar(client: Client, red: Any) -> None:
    pagina = client.get(RUTA)
    assert vistas(pagina) == ["svet", "atips", "oim"] or vistas(pagina) == ["atips", "svet", "oim"]
    dicho = texto(pagina)
    assert "Confirmado el 4 de marzo de 2026" in dicho
    assert "Por confirmar" in dicho
    assert "Luz" in dicho
    assert 'href="tel:+50222220000"' in pagina.content.decode()
    for callado in ("Sol", "Mar", "Paz", "No se publica"):
        assert callado not in dicho
    for archivo in (RUTA, f"{RUTA}mapa/", f"{RUTA}directorio.csv", f"/en{RUTA}"):
        assert b"onante" not in client.get(archivo).content.replace(b"transparencia", b"")
        assert b"onor" not in client.get(archivo).content


@pytest.mark.parametrize(
    ("pregunta", "codigos"),
    [
        ("pais=gt", ["svet"]),
        ("pais=regional", ["oim"]),
        ("tipo=organismo_internacional", ["oim"]),
        ("rol=miembro", ["svet"]),
        ("rol=observador", ["oim"]),
        ("tema=ninez", ["svet"]),
        ("publico=1", ["svet"]),
        ("q=SECRETARIA+victimas", ["svet"]),
        ("q=children", ["svet"]),
        ("q=luz", ["svet"]),
        ("q=sol", []),
        ("q=council", ["atips"]),
        ("pais=gt&tipo=organismo_internacional", []),
    ],
)
def test_filtros(client: Client, red: Any, pregunta: str, codigos: list[str]) -> None:
    pagina = client.get(f"{RUTA}?{pregunta}")
    assert pagina.status_code == 200
    assert vistas(pagina) == codigos
    assert 'content="noindex"' in pagina.content.decode()
    filas = list(
        csv.reader(
            io.StringIO(client.get(f"{RUTA}directorio.csv?{pregunta}").content.decode("utf-8-sig"))
        )
    )
    assert [fila[0] for fila in filas[1:]] == codigos


@pytest.mark.parametrize("pregunta", ["rol=donante", "rol=donante_potencial", "pais=zz"])
def test_lo_que_no_se_ofrece_no_se_filtra(client: Client, red: Any, pregunta: str) -> None:
    for ruta in ("", "directorio.csv"):
        pagina = client.get(f"{RUTA}{ruta}?{pregunta}")
        assert pagina.status_code == 404
        assert vistas(pagina) == []
        assert "no está entre las opciones" in texto(pagina)


@pytest.mark.parametrize(
    "pregunta",
    ["q=%00", "q=" + "a" * 5000, "pais=gt&pais=bz", "tipo[]=x", "q=%F0%9F%98%80", "publico=9e99",
     "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", "tema=../../etc/passwd", "rol=%FF"],
)  # fmt: skip
@pytest.mark.parametrize("lugar", [RUTA, f"/en{RUTA}", f"{RUTA}mapa/", f"{RUTA}directorio.csv"])
def test_preguntas_hostiles(client: Client, red: Any, lugar: str, pregunta: str) -> None:
    respuesta = client.get(f"{lugar}?{pregunta}")
    elecciones = {"rol"} if lugar.endswith("mapa/") else {"rol", "tema", "publico"}
    assert respuesta.status_code == (404 if pregunta.split("=")[0] in elecciones else 200)
    assert b"<script>alert" not in respuesta.content


def test_el_csv_no_lleva_formulas(client: Client) -> None:
    crear_organizacion("mala", nombre="=HYPERLINK(1)", descripcion="+cmd", telefono="-1")
    contenido = client.get(f"{RUTA}directorio.csv").content.decode("utf-8-sig")
    [_columnas, fila] = list(csv.reader(io.StringIO(contenido)))
    celdas = dict(zip(directorio.COLUMNAS, fila, strict=True))
    assert (celdas["nombre"], celdas["descripcion"], celdas["telefono"]) == (
        "'=HYPERLINK(1)", "'+cmd", "'-1",
    )  # fmt: skip


def test_la_matriz_cuenta_y_lleva_a_la_lista(client: Client, red: Any) -> None:
    tabla = directorio.matriz(directorio.publicas(), directorio.elecciones(), "tipo", {})
    assert tabla.pie.total.n == 3
    html = client.get(f"{RUTA}mapa/").content.decode()
    enlaces = re.findall(
        r'href="(/directorio/\?[^"]*)"[^>]*><span class="oculto">[^<]*</span>(\d+)<', html
    )
    assert len(enlaces) >= 8
    for ruta, n in enlaces:
        assert len(vistas(client.get(ruta.replace("&amp;", "&")))) == int(n), ruta
    assert vistas(client.get(f"{RUTA}?rol=observador")) == ["oim"]
    assert (
        'aria-current="page">Miembro observador'
        in client.get(f"{RUTA}mapa/?rol=observador").content.decode()
    )


def test_la_lamina_lleva_a_cada_lista(client: Client, red: Any) -> None:
    """A tile for each country that has some and for the region; the others lead nowhere."""
    crear_pais("hn", "Honduras")
    crear_organizacion("ong-0", nombre="A & B <b>", sigla="", pais=red["svet"].pais)
    html = client.get(f"{RUTA}mapa/").content.decode()
    svg = re.search(r"<svg[^>]*socios.*?</figure>", html, re.DOTALL)
    assert svg
    casillas = re.findall(r'<a class="casilla" href="([^"]+)" aria-label="([^"]+)"', svg[0])
    assert len(casillas) == 3
    for ruta, dicho in casillas:
        n = len(vistas(client.get(ruta.replace("&amp;", "&"))))
        assert re.search(rf": {n} organizaci", dicho), (ruta, dicho)
    assert 'role="img" aria-label="Honduras (HN): 0 organizaciones"' in svg[0]
    assert "A &amp; B &lt;b&gt;" in svg[0]
    assert "SVET" in svg[0]
    assert "4 organizaciones: 3 en los países y 1 regionales o internacionales" in svg[0]
    assert "style=" not in svg[0]
    assert "<line" not in svg[0], "a line between two countries says that they work together"
    # With a filter it keeps to it, and says nothing of a region that has nobody.
    html = client.get(f"{RUTA}mapa/?rol=miembro").content.decode()
    assert re.findall(r'class="casilla" href="([^"]+)"', html) == [
        "/directorio/?rol=miembro&amp;pais=gt"
    ]
    claves = re.search(r'<ul class="clave-tipos".*?</ul>', html, re.DOTALL)
    assert claves
    [clave] = re.findall(r'href="([^"]+)"', claves[0])
    assert vistas(client.get(clave.replace("&amp;", "&"))) == ["svet"]


def test_un_nombre_largo_va_en_varias_lineas(client: Client, red: Any) -> None:
    largo = "Comisión Nacional contra la Trata de Personas"
    Organizacion.objects.filter(codigo="atips").update(nombre=largo)
    html = client.get(f"{RUTA}mapa/").content.decode()
    lineas = re.findall(r"<text[^>]*>([^<]*)</text>", html)
    i = lineas.index("Comisión Nacional contra")
    assert lineas[i : i + 2] == ["Comisión Nacional contra", "la Trata de Personas"]
    Organizacion.objects.filter(codigo="atips").update(nombre=largo + " y sus delitos" * 9)
    lineas = re.findall(r"<text[^>]*>([^<]*)</text>", client.get(f"{RUTA}mapa/").content.decode())
    i = lineas.index("Comisión Nacional contra")
    assert lineas[i + 2].endswith("…"), "no more than three lines"


def test_donde_no_caben_los_nombres_se_cuentan(client: Client, red: Any) -> None:
    for n in range(4):
        crear_organizacion(f"otra-{n}", sigla=f"OTRA{n}", pais=red["svet"].pais)
    html = client.get(f"{RUTA}mapa/").content.decode()
    assert ">SVET</text>" not in html
    assert ">4 Sociedad civil</text>" in html


def test_las_que_no_han_dicho_su_tema_tienen_su_fila(client: Client, red: Any) -> None:
    """Rows and foot of the table by theme can be understood: who is in no row is in that one."""
    tabla = directorio.matriz(directorio.publicas(), directorio.elecciones(), "tema", {})
    ninez, sin_tema = tabla.renglones
    assert (ninez.total.n, sin_tema.total.n, tabla.pie.total.n) == (1, 2, 3)
    assert [c.n for c in sin_tema.celdas] == [0, 1, 1]
    html = client.get(f"{RUTA}mapa/").content.decode()
    assert "Todavía sin tema" in html
    assert "tema=-" not in html, "no filter asks for them"
    red["atips"].temas.add(*Tema.objects.all())
    red["oim"].temas.add(*Tema.objects.all())
    assert "Todavía sin tema" not in client.get(f"{RUTA}mapa/").content.decode()


def test_la_sigla_en_ingles(client: Client, red: Any) -> None:
    """English readers see it, everybody finds it, and who has no other keeps the one there is."""
    Organizacion.objects.filter(codigo="oim").update(sigla="OIM", sigla_en="IOM")
    for prefijo, sigla, otra in (("", "OIM", "IOM"), ("/en", "IOM", "OIM")):
        for lugar in (RUTA, f"{RUTA}mapa/"):
            html = client.get(prefijo + lugar).content.decode()
            assert sigla in html
            assert otra not in html
            assert "SVET" in html
        assert vistas(client.get(f"{prefijo}{RUTA}?q=iom")) == ["oim"]
        assert vistas(client.get(f"{prefijo}{RUTA}?q=oim")) == ["oim"]
    [fila] = csv.DictReader(
        io.StringIO(client.get(f"{RUTA}directorio.csv?q=iom").content.decode("utf-8-sig"))
    )
    assert (fila["sigla"], fila["sigla_en"]) == ("OIM", "IOM")


def test_vacio_y_en_ingles(client: Client, red: Any) -> None:
    ingles = client.get(f"/en{RUTA}").content.decode()
    assert "Council" in ingles
    assert '<span lang="es">Secretaría de Protección</span>' in ingles
    Organizacion.objects.update(publicable=False)
    assert "todavía no hay organizaciones" in texto(client.get(RUTA))
    assert client.get(f"{RUTA}mapa/").status_code == 200


@pytest.mark.parametrize("lugar", ["", "mapa/", "directorio.csv"])
def test_consultas_fijas(
    client: Client, red: Any, django_assert_max_num_queries: Any, lugar: str
) -> None:
    for n in range(30):
        otra = crear_organizacion(f"otra-{n}")
        Contacto.objects.create(organizacion=otra, nombre=f"Persona {n}", **CONSIENTE)
    with django_assert_max_num_queries(12):
        assert client.get(f"{RUTA}{lugar}?q=o").status_code == 200


def test_lo_que_se_quita_desaparece_al_momento(
    client: Client,
    red: Any,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    """No copy of a page is given out once an organisation, a role, a theme or a person changes."""
    assert "max-age=0" in client.get(RUTA)["Cache-Control"]
    olvidos: list[int] = []
    monkeypatch.setattr("informes.cache.olvidar", lambda: olvidos.append(1))
    svet = red["svet"]
    cambios: tuple[Callable[[], Any], ...] = (
        svet.save,
        svet.temas.clear,
        svet.roles.get().delete,
        svet.contactos.first().save,
        svet.contactos.first().delete,
    )
    for n, cambio in enumerate(cambios, start=1):
        with django_capture_on_commit_callbacks(execute=True):
            cambio()
        assert len(olvidos) >= n, cambio


# --- Acceptance 6 --------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_de_la_lista_al_correo_y_a_la_fecha(
    page: Page, live_server: Any, axe: Callable[[Page], None], settings: Any
) -> None:
    """From the ST's list to the mail, the answer with changes, the ST's yes, and the new date."""
    settings.SITIO_URL = live_server.url
    settings.SEGUNDO_FACTOR_OBLIGATORIO = False
    secretaria = crear_usuario("st@demo.example", SECRETARIA_TECNICA, is_staff=True, nombre="Ana")
    secretaria.set_password(CLAVE)
    secretaria.save()
    crear_organizacion("ong", nombre="Casa de ejemplo", descripcion="Lo de antes")
    Tema.objects.create(codigo="ninez", nombre="Niñez")

    page.goto(f"{live_server.url}/admin/actores/contacto/por-confirmar/")
    page.fill("#id_login", secretaria.correo)
    page.fill("#id_password", CLAVE)
    page.locator("main form button").first.click()
    axe(page)
    page.get_by_label("Escribir a Casa de ejemplo").check()
    page.get_by_role("button", name="Escribir a las marcadas").click()
    expect(page.get_by_text("Se escribió a 1 organización: Casa de ejemplo.")).to_be_visible()
    enlace = re.search(r"http\S+/directorio/confirmar/\S+", str(mail.outbox[-1].body))
    assert enlace is not None

    visita = page.context.browser.new_context().new_page()  # type: ignore[union-attr]
    visita.set_viewport_size({"width": 320, "height": 800})
    visita.goto(enlace[0])
    expect(visita.get_by_role("heading", level=1)).to_contain_text("¿Siguen siendo")
    visita.get_by_role("link", name="Hay cambios").click()
    visita.get_by_label("Qué hace, en español (opcional)").fill("Acompaña a niñas y niños")
    visita.get_by_label("Niñez").check()
    visita.get_by_role("button", name="Enviar").click()
    expect(visita.get_by_role("heading", level=1)).to_have_text("Gracias por responder")
    assert visita.context.cookies() == []
    visita.goto(enlace[0])
    expect(visita.get_by_role("heading", level=1)).to_have_text("Ya recibimos su respuesta")
    visita.goto(f"{live_server.url}/directorio/")
    expect(visita.get_by_text("Lo de antes")).to_be_visible()

    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("link", name="1 respondió con cambios").click()
    page.get_by_role("link", name="Casa de ejemplo").first.click()
    axe(page)
    page.get_by_role("button", name="Aplicar lo marcado").click()
    expect(page.get_by_text("Se resolvió la respuesta")).to_be_visible()

    visita.goto(f"{live_server.url}/directorio/")
    expect(visita.get_by_text("Acompaña a niñas y niños")).to_be_visible()
    expect(visita.locator("#ong .temas")).to_have_text("Niñez")
    hoy = timezone.localdate()
    expect(visita.locator("#ong .confirmado")).to_contain_text(f"Confirmado el {hoy.day} de ")


@pytest.mark.parametrize("ancho", [320, 1280])
def test_accesible(
    pagina_axe: Page, live_server: Any, axe: Callable[[Page], None], red: Any, ancho: int
) -> None:
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    for ruta in (
        RUTA,
        f"/en{RUTA}",
        f"{RUTA}mapa/",
        f"{RUTA}?q=nada-de-esto",
        f"{RUTA}gracias/igual/",
    ):
        pagina_axe.goto(live_server.url + ruta)
        axe(pagina_axe)
        sobra = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert pagina_axe.evaluate(sobra) <= 0, ruta
