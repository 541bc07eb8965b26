"""The ST sees the whole site from a prepared cut; nobody else does, and nothing of it is kept."""

from __future__ import annotations

import pytest
from django.test import Client

from actores.roles import PRESIDENCIA
from informes import operaciones
from informes.models import Corte
from tests import crear
from tests.informes.escena import Escena

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
    for rol in ((), (PRESIDENCIA,)):
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


def leer(respuesta) -> str:
    return respuesta.content.decode()
