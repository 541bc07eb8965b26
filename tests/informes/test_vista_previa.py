"""The ST sees the whole site from a prepared cut; nobody else does, and nothing of it is kept."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from actores.roles import COMITE_COMUNICACION, OBSERVADOR, PRESIDENCIA
from informes import operaciones
from informes.estante import direccion
from informes.models import Corte, Informe
from tests import crear
from tests.informes.documentos_publicados import producido, publicado
from tests.informes.escena import Escena
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db

INDICADOR = "/plan/indicadores/1.1.1.a/"


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def preparado(escena: Escena) -> Corte:
    """A cut of both semesters, prepared; published is one of the first semester only."""
    todos = escena.periodos
    escena.periodos = todos[:1]
    escena.publicar()
    escena.periodos = todos
    return escena.preparar()


@pytest.fixture
def secretaria(escena: Escena) -> Client:
    persona = Client()
    persona.force_login(escena.secretaria)
    return persona


def test_la_secretaria_ve_el_sitio_entero_desde_el_corte_preparado(
    secretaria: Client, client: Client, preparado: Corte
) -> None:
    respuesta = secretaria.get(f"/vista-previa/{preparado.pk}/", follow=True)
    assert respuesta.redirect_chain == [("/", 302)]
    assert "Vista previa del corte con datos al 31 de diciembre de 2024" in leer(respuesta)
    pagina = secretaria.get(INDICADOR)
    assert "Talleres: 13 en 2024" in leer(pagina)
    assert "Vista previa" in leer(pagina)
    assert pagina.headers["Cache-Control"] == "no-store, private"
    assert "Preview of the data cut" in leer(secretaria.get("/en" + INDICADOR))

    assert "Talleres: 6 en 2024" in leer(client.get(INDICADOR))
    assert "Vista previa" not in leer(client.get(INDICADOR))


def test_se_sale_de_la_vista_previa(secretaria: Client, preparado: Corte) -> None:
    secretaria.get(f"/vista-previa/{preparado.pk}/")
    assert secretaria.get("/vista-previa/salir/").headers["Location"] == "/"
    assert "Vista previa" in leer(secretaria.get(INDICADOR))  # a GET leaves nothing
    assert secretaria.post("/vista-previa/salir/").headers["Location"] == "/"
    assert "Talleres: 6 en 2024" in leer(secretaria.get(INDICADOR))


def test_el_boton_de_salir_funciona_con_proteccion_csrf(escena: Escena, preparado: Corte) -> None:
    persona = Client(enforce_csrf_checks=True)
    persona.force_login(escena.secretaria)
    persona.get(f"/vista-previa/{preparado.pk}/")
    assert persona.post("/vista-previa/salir/").status_code == 403
    pagina = persona.get("/plan/")
    ficha = pagina.context["csrf_token"]
    salida = persona.post("/vista-previa/salir/", {"csrfmiddlewaretoken": str(ficha)})
    assert salida.status_code == 302


def test_al_publicarse_termina_la_vista_previa(
    secretaria: Client, escena: Escena, preparado: Corte
) -> None:
    secretaria.get(f"/vista-previa/{preparado.pk}/")
    operaciones.publicar_corte(corte=preparado, por=escena.secretaria)
    pagina = leer(secretaria.get(INDICADOR))
    assert "Talleres: 13 en 2024" in pagina
    assert "Vista previa" not in pagina


def test_nadie_mas_entra(client: Client, preparado: Corte) -> None:
    url = f"/vista-previa/{preparado.pk}/"
    assert client.get(url).headers["Location"].startswith("/cuenta/")
    for rol in ((), (COMITE_COMUNICACION,), (OBSERVADOR,)):
        persona = Client()
        persona.force_login(crear.crear_usuario("", *rol))
        assert persona.get(url).status_code == 403
    assert client.post("/vista-previa/salir/").status_code == 302


def test_quien_pierde_el_cargo_deja_de_ver(
    secretaria: Client, escena: Escena, preparado: Corte
) -> None:
    secretaria.get(f"/vista-previa/{preparado.pk}/")
    escena.secretaria.groups.clear()
    assert "Talleres: 6 en 2024" in leer(secretaria.get(INDICADOR))


def test_solo_lo_preparado_se_previsualiza(secretaria: Client, preparado: Corte) -> None:
    publicado = Corte.objects.vigente()
    assert publicado is not None
    assert secretaria.get(f"/vista-previa/{publicado.pk}/").status_code == 404
    assert secretaria.get("/vista-previa/999999/").status_code == 404


# --- The drafts of its documents -----------------------------------------------------------------


@pytest.fixture
def presidencia() -> Client:
    return entrar(crear.crear_usuario("", PRESIDENCIA, is_staff=True))


@pytest.fixture
def borradores(escena: Escena, preparado: Corte) -> dict[str, Informe]:
    """Of the prepared cut; and a public report of the same year that one of them would replace."""
    vigente = Corte.objects.vigente()
    assert vigente is not None
    publico = publicado(vigente, escena.secretaria, contenido=b"publico")
    return {
        "publico": publico,
        "anual": producido(preparado, contenido=b"borrador"),
        "dibujo": producido(preparado, "infografia", formas=[("cuadrado", "svg", b"<svg/>")]),
        "gt": producido(preparado, "nacional", sujeto="gt", nombre_sujeto="Guatemala"),
    }


def test_los_borradores_se_listan_en_su_lugar_y_los_baja_quien_mira(
    presidencia: Client, client: Client, preparado: Corte, borradores: dict[str, Informe]
) -> None:
    assert presidencia.get(f"/vista-previa/{preparado.pk}/").status_code == 302
    mesa = reverse("admin:informes_corte_documentos", args=[preparado.pk])
    publica = borradores["publico"].get_absolute_url()
    for ruta in ("/informes/", "/informes/2024/", "/en/informes/2024/"):
        dicho = leer(presidencia.get(ruta))
        assert mesa in dicho, ruta
        assert ("Draft" if ruta.startswith("/en/") else "Borrador") in dicho, ruta
        assert direccion(borradores["anual"]) in dicho
        assert publica not in dicho  # the draft would take its place
        de_visita = leer(client.get(ruta))
        assert publica in de_visita
        assert "/admin/" not in de_visita
        assert "Borrador" not in de_visita
    dicho = leer(presidencia.get("/informes/2024/"))
    forma = borradores["dibujo"].formas.get()
    for archivo in (borradores["dibujo"], borradores["gt"], forma):
        assert direccion(archivo) in dicho
        bajado = presidencia.get(direccion(archivo))
        assert bajado.status_code == 200
        assert b"".join(bajado)
        assert client.get(direccion(archivo)).status_code == 302
        assert client.get(archivo.get_absolute_url()).status_code == 404
        # Not even who previews gets it from the permanent address, which anybody may keep.
        assert presidencia.get(archivo.get_absolute_url()).status_code == 404
    # What a draft has not yet: a citation, a hash to be verified.
    assert "Cómo citar" not in dicho
    assert borradores["anual"].huella not in dicho
    assert direccion(borradores["gt"]) in leer(presidencia.get("/paises/gt/"))


def test_sin_vista_previa_un_borrador_no_se_ve(
    secretaria: Client, preparado: Corte, borradores: dict[str, Informe]
) -> None:
    for ruta in ("/informes/", "/informes/2024/"):
        assert "Borrador" not in leer(secretaria.get(ruta))
    secretaria.get(f"/vista-previa/{preparado.pk}/")
    assert "Borrador" in leer(secretaria.get("/informes/2024/"))
    secretaria.post("/vista-previa/salir/")
    assert "Borrador" not in leer(secretaria.get("/informes/2024/"))


def test_un_anio_que_solo_tiene_borradores_se_ve_solo_en_la_vista_previa(
    secretaria: Client, client: Client, escena: Escena
) -> None:
    escena.publicar()
    preparado = escena.preparar()
    producido(preparado, "hoja_informativa", anio=2025)
    producido(escena.preparar(), "infografia", anio=2025)  # of another cut
    assert client.get("/informes/2025/").status_code == 404
    secretaria.get(f"/vista-previa/{preparado.pk}/")
    pagina = leer(secretaria.get("/informes/2025/"))
    assert "Hoja informativa" in pagina
    assert "Infografía" not in pagina
    assert client.get("/informes/2025/").status_code == 404


def leer(respuesta) -> str:
    return respuesta.content.decode()
