"""The members' pages: who reads them, and that nobody else gets a document by any address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from actores.models import Comite, Mandato, Usuario
from actores.roles import SECRETARIA_TECNICA
from informes.models import AperturaInterna, DocumentoInterno, FechaClave
from informes.operaciones import biblioteca
from planes.limpieza import ArchivoRechazado
from tests.crear import crear_pais, crear_usuario
from tests.informes.escena_biblioteca import crear_interno, pdf_suelto
from tests.personas import Persona

pytestmark = pytest.mark.django_db

MIEMBROS = ("secretaria", "presidencia", "comunicacion", "focal", "ajeno", "observador")
PAGINAS = ("/miembros/", "/miembros/biblioteca/")


@pytest.fixture
def acta() -> DocumentoInterno:
    return crear_interno(crear_usuario("", SECRETARIA_TECNICA), nota="Acuerdos de la sesión")


def url(documento: DocumentoInterno) -> str:
    return f"/miembros/biblioteca/{documento.pk}/"


def de(persona: Persona) -> Usuario:
    assert persona.usuario is not None
    return persona.usuario


# --- Who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("quien", MIEMBROS)
def test_los_miembros_leen(
    acta: DocumentoInterno, persona: Callable[[str], Persona], quien: str
) -> None:
    gente = persona(quien)
    for pagina in PAGINAS:
        respuesta = gente.get(pagina)
        assert "Acta de la plenaria" in respuesta.content.decode()
        assert "no-store" in respuesta["Cache-Control"]
        assert 'name="robots" content="noindex"' in respuesta.content.decode()
    archivo = gente.get(url(acta))
    assert archivo.getvalue().startswith(b"%PDF")
    assert archivo["Content-Disposition"] == (
        'attachment; filename="2025-03-04-acta-de-la-plenaria.pdf"'
    )
    assert "no-store" in archivo["Cache-Control"]
    assert archivo["X-Content-Type-Options"] == "nosniff"


def test_nadie_mas(acta: DocumentoInterno, client: Client, colaborador: Persona) -> None:
    se_fue = crear_usuario("", SECRETARIA_TECNICA)
    sin_rol, baja = Persona(crear_usuario()), Persona(se_fue)
    baja.get("/miembros/")
    Usuario.objects.filter(pk=se_fue.pk).update(is_active=False)
    guardado = str(acta.archivo)
    for pagina in (*PAGINAS, url(acta)):
        for idioma in ("", "/en"):
            assert client.get(idioma + pagina).status_code == 302
            assert "/cuenta/ingresar/" in client.get(idioma + pagina)["Location"]
            assert baja.get(idioma + pagina).status_code == 302
            for ajena in (colaborador, sin_rol):
                assert ajena.get(idioma + pagina).status_code == 403
    for direccion in (
        f"/media/{guardado}", f"/{guardado}", f"/privado/{guardado}",
        f"/publicaciones/x/{guardado.rpartition('/')[2]}.pdf", f"/imagenes/{guardado}",
        f"/admin/informes/documentointerno/{acta.pk}/change/",
        f"/admin/informes/documentointerno/{acta.pk}/history/",
    ):  # fmt: skip
        for quien in (client, colaborador, sin_rol):
            assert quien.get(direccion).status_code in (302, 403, 404), direccion


def test_quien_es_miembro_ve_el_enlace(
    focal: Persona, colaborador: Persona, client: Client
) -> None:
    assert 'href="/miembros/"' in focal.get("/reportes/").content.decode()
    assert 'href="/miembros/"' not in colaborador.get("/reportes/").content.decode()
    assert 'href="/miembros/"' not in client.get("/glosario/").content.decode()


def test_la_secretaria_ve_quien_lo_abrio(
    acta: DocumentoInterno, focal: Persona, secretaria: Persona, presidencia: Persona
) -> None:
    ficha = f"/admin/informes/documentointerno/{acta.pk}/change/"
    assert "Nadie todavía." in secretaria.get(ficha).content.decode()
    for _vez in range(2):
        focal.get(url(acta)).getvalue()
    pagina = secretaria.get(ficha).content.decode()
    assert pagina.count(f", {de(focal)}</li>") == 2
    assert "2 veces en total." in pagina
    assert "Quién lo abrió" not in presidencia.get(ficha).content.decode()
    apertura = AperturaInterna.objects.first()
    assert apertura is not None
    acta.delete()
    apertura.refresh_from_db()
    assert (apertura.documento, apertura.huella) == (None, acta.huella)


def test_sin_archivo_en_el_disco_es_404(acta: DocumentoInterno, focal: Persona) -> None:
    storages["privado"].delete(str(acta.archivo))
    assert focal.get(url(acta)).status_code == 404
    assert focal.get("/miembros/biblioteca/99999/").status_code == 404


# --- What stands there ---------------------------------------------------------------------------


def test_la_biblioteca_se_filtra(focal: Persona) -> None:
    comite = Comite.objects.create(codigo="c", nombre="Comité C")
    st = crear_usuario("", SECRETARIA_TECNICA)
    crear_interno(st, titulo="Acta común")
    crear_interno(st, titulo="Minuta única", tipo="minuta", comite=comite,
                  fecha=dt.date(2024, 1, 1))  # fmt: skip
    for consulta, esta, falta in (
        ("comite=c", "Minuta única", "Acta común"),
        ("comite=todos", "Acta común", "Minuta única"),
        ("tipo=minuta", "Minuta única", "Acta común"),
        ("anio=2025", "Acta común", "Minuta única"),
        ("q=UNICA", "Minuta única", "Acta común"),
    ):
        hoja = focal.get(f"/miembros/biblioteca/?{consulta}").content.decode()
        assert esta in hoja, consulta
        assert falta not in hoja, consulta
    for consulta in ("comite=zz", "tipo=x", "anio=1", "pagina=9", "anio=" + "9" * 40):
        assert focal.get(f"/miembros/biblioteca/?{consulta}").status_code == 404
    assert "No hay documentos así" in focal.get("/miembros/biblioteca/?q=%00").content.decode()


def test_comites_oficios_focales_y_reuniones(
    focal: Persona, client: Client, django_assert_max_num_queries: Any
) -> None:
    persona = crear_usuario(nombre="Integrante Uno", cargo="Analista")
    comite = Comite.objects.create(codigo="c", nombre="Comité C")
    comite.miembros.add(persona)
    baja = crear_usuario(nombre="Quien se fue", is_active=False)
    comite.miembros.add(baja)
    pais = crear_pais("pa", "Panamá")
    Mandato.objects.create(oficio="presidencia", pais=pais, desde=timezone.localdate())
    FechaClave.objects.create(
        codigo="r", titulo="Reunión reservada", tipo="reunion",
        fecha=timezone.localdate() + dt.timedelta(days=4),
    )  # fmt: skip
    focal.get("/miembros/")
    with django_assert_max_num_queries(20):
        hoja = focal.get("/miembros/").content.decode()
    for dicho in ("Integrante Uno", "Analista", "Panamá", "Reunión reservada",
                  de(focal).correo, "por confirmar"):  # fmt: skip
        assert dicho in hoja, dicho
    assert "Quien se fue" not in hoja
    for publica in ("/fechas/", "/acerca/", "/fechas/calendario.ics", "/sitemap.xml"):
        contenido = client.get(publica).content.decode()
        assert "Reunión reservada" not in contenido
        assert "Integrante Uno" not in contenido
        assert "/miembros/" not in contenido


# --- The Secretaría Técnica keeps it -------------------------------------------------------------

FORMA = {"titulo": "Acta", "tipo": "acta", "fecha": "2025-03-04", "comite": "", "nota": ""}
ALTA = "/admin/informes/documentointerno/add/"


def subir(contenido: bytes, nombre: str = "acta de ANA.pdf") -> dict[str, Any]:
    return {"archivo": SimpleUploadedFile(nombre, contenido)}


def test_la_secretaria_sube_reemplaza_y_borra(
    secretaria: Persona, django_capture_on_commit_callbacks: Any
) -> None:
    assert secretaria.post(ALTA, FORMA | subir(pdf_suelto("uno", hostil=True))).status_code == 302
    documento = DocumentoInterno.objects.get()
    primero = str(documento.archivo)
    with documento.archivo.open("rb") as guardado:
        assert b"JavaScript" not in guardado.read()
    assert documento.nombre == "acta de ANA.pdf"
    assert "ANA" not in primero
    cambio = f"/admin/informes/documentointerno/{documento.pk}/change/"
    assert secretaria.post(cambio, FORMA | {"titulo": "Otro"}).status_code == 302
    documento.refresh_from_db()
    assert (documento.titulo, str(documento.archivo)) == ("Otro", primero)
    with django_capture_on_commit_callbacks(execute=True):
        secretaria.post(cambio, FORMA | subir(pdf_suelto("dos")))
    documento.refresh_from_db()
    assert str(documento.archivo) != primero
    assert not storages["privado"].exists(primero)
    segundo = str(documento.archivo)
    with django_capture_on_commit_callbacks(execute=True):
        secretaria.post(f"/admin/informes/documentointerno/{documento.pk}/delete/", {"post": "yes"})
    assert not DocumentoInterno.objects.exists()
    assert not storages["privado"].exists(segundo)
    assert DocumentoInterno.history.first().history_user == secretaria.usuario


def test_lo_que_no_se_puede_guardar_se_dice(secretaria: Persona) -> None:
    assert "Elija el archivo" in secretaria.post(ALTA, FORMA).content.decode()
    mala = secretaria.post(ALTA, FORMA | subir(b"MZ", "x.exe")).content.decode()
    assert "no se puede subir" in mala
    secretaria.post(ALTA, FORMA | subir(pdf_suelto("uno")))
    otra = secretaria.post(ALTA, FORMA | {"titulo": "B"} | subir(pdf_suelto("uno")))
    assert "ya está aquí, como «Acta»" in otra.content.decode()
    assert DocumentoInterno.objects.count() == 1


def test_lo_que_se_acepta_y_lo_vacio_se_dice_en_el_idioma_de_quien_lee(
    secretaria: Persona,
) -> None:
    alta = "/admin/informes/documentointerno/add/"
    assert "Se guarda sin nombres de personas" in secretaria.get(alta).content.decode()
    ingles = secretaria.get(f"/en{alta}").content.decode()
    assert "Se guarda sin nombres de personas" not in ingles
    pagina = secretaria.post(alta, subir(b"")).content.decode()
    assert "vació" not in pagina
    assert "El archivo está vacío: elija otro." in pagina


def test_solo_la_secretaria_escribe(acta: DocumentoInterno, presidencia: Persona) -> None:
    ficha = presidencia.get(f"/admin/informes/documentointerno/{acta.pk}/change/")
    assert ficha.status_code == 200
    assert url(acta) in ficha.content.decode()
    assert presidencia.post(ALTA, FORMA).status_code == 403
    for por in (de(presidencia), crear_usuario()):
        with pytest.raises(PermissionDenied):
            biblioteca.guardar_interno(documento=acta, por=por)
        with pytest.raises(PermissionDenied):
            biblioteca.borrar_interno(documento=acta, por=por)
    with pytest.raises(PermissionDenied):
        biblioteca.abrir_interno(documento=acta, por=crear_usuario())
    with pytest.raises(ArchivoRechazado):
        biblioteca.preparar_interno("x.pdf", b"no")


@pytest.mark.navegador
@pytest.mark.django_db(transaction=True)
def test_accesible(
    live_server: Any, pagina_axe: Any, axe: Any, focal: Persona, acta: DocumentoInterno
) -> None:
    Comite.objects.create(codigo="c", nombre="Comité C").miembros.add(focal.usuario)
    pagina_axe.context.add_cookies(focal.galletas(live_server.url))
    for url_ in ("/miembros/", "/miembros/biblioteca/", "/en/miembros/"):
        for ancho in (1280, 320):
            pagina_axe.set_viewport_size({"width": ancho, "height": 900})
            pagina_axe.goto(live_server.url + url_)
            assert pagina_axe.evaluate("document.documentElement.scrollWidth") <= ancho
            axe(pagina_axe)
