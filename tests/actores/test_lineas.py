"""Help lines: verifying one asks where and when it was checked this time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from actores.models import LineaDenuncia, Usuario
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA, SECRETARIA_TECNICA
from tests.crear import crear_pais, crear_usuario
from tests.planes.gente import entrar, texto

pytestmark = pytest.mark.django_db

LISTA = "/admin/actores/lineadenuncia/"
HOY = timezone.localdate


@pytest.fixture
def st() -> Usuario:
    return crear_usuario("st@demo.example", SECRETARIA_TECNICA, is_staff=True, nombre="Ana")


def crear_linea(**extra: Any) -> LineaDenuncia:
    pais = extra.pop("pais", None) or crear_pais("gt", "Guatemala")
    datos = {"numero": "000-1", "nombre": "Línea ficticia", "fuente": "Informes de 2016", **extra}
    return LineaDenuncia.objects.create(pais=pais, **datos)


def comprobada(linea: LineaDenuncia, **cambios: Any) -> dict[str, str]:
    """What the page sends of that line."""
    datos = {"fuente": "Llamada de hoy", "fuente_en": "Call of today", "dia": HOY().isoformat()}
    return {f"{linea.pk}-{campo}": str(v) for campo, v in (datos | cambios).items()}


def pagina_de(*lineas: LineaDenuncia) -> str:
    return f"{LISTA}verificar/?filas={','.join(str(linea.pk) for linea in lineas)}"


def test_verificar_pide_la_fuente_y_el_dia(client: Client, st: Usuario) -> None:
    """Neither the button nor the action verify by themselves."""
    linea, secretaria = crear_linea(), entrar(st)
    accion = {"action": "verificar", "_selected_action": [linea.pk]}
    assert secretaria.post(LISTA, accion)["Location"] == pagina_de(linea)
    datos = {"pais": linea.pais_id, "numero": "000-1", "nombre": "Línea ficticia",
             "fuente": linea.fuente, "_verificar": "1"}  # fmt: skip
    ficha = f"{LISTA}{linea.pk}/change/"
    assert secretaria.post(ficha, datos)["Location"] == pagina_de(linea)
    linea.refresh_from_db()
    assert linea.verificada_en is None
    # What was written about an older check is shown, not offered again.
    pagina = secretaria.get(pagina_de(linea))
    assert "Informes de 2016" in texto(pagina)
    assert 'value="Informes de 2016"' not in pagina.content.decode()
    respuesta = secretaria.post(pagina_de(linea), comprobada(linea), follow=True)
    assert "Verificada 1 línea" in texto(respuesta)
    linea.refresh_from_db()
    assert (linea.fuente, linea.verificada_en, linea.verificada_por) == (
        "Llamada de hoy", HOY(), st,
    )  # fmt: skip
    ultima = linea.history.first()
    assert ultima is not None
    assert ultima.history_user == st
    assert "Fuente: Llamada de hoy" in texto(client.get("/ayuda-victimas/"))
    assert "Call of today" in texto(client.get("/en/ayuda-victimas/"))


@pytest.mark.parametrize(
    ("mal", "dicho"),
    [
        ({"fuente": ""}, "Diga de dónde sale"),
        ({"fuente": " informes de 2016"}, "Es la misma fuente de antes"),
        ({"dia": ""}, "Escriba el día"),
        ({"dia": "ayer"}, "Escriba el día"),
        ({"dia": "9999-99-99"}, "Escriba el día"),
        ({"dia": HOY() + dt.timedelta(days=2)}, "todavía no llega"),
        ({"dia": HOY() - dt.timedelta(days=400)}, "más de un año"),
    ],
)
@pytest.mark.parametrize("vencida", [True, False])
def test_lo_que_no_comprueba_nada_no_verifica(
    st: Usuario, vencida: bool, mal: dict[str, Any], dicho: str
) -> None:
    hace = HOY() - dt.timedelta(days=366)
    linea = crear_linea(**({"verificada_en": hace, "verificada_por": st} if vencida else {}))
    respuesta = entrar(st).post(pagina_de(linea), comprobada(linea, **mal))
    assert respuesta.status_code == 422
    assert dicho in texto(respuesta)
    linea.refresh_from_db()
    assert linea.verificada_en == (hace if vencida else None)


def test_verificada_hace_poco_basta_con_decir_que_sigue(st: Usuario) -> None:
    hace = HOY() - dt.timedelta(days=20)
    linea = crear_linea(verificada_en=hace, verificada_por=st)
    secretaria = entrar(st)
    assert 'value="Informes de 2016"' in secretaria.get(pagina_de(linea)).content.decode()
    antes = comprobada(linea, fuente=linea.fuente, dia=hace - dt.timedelta(days=1))
    assert "anterior a la última" in texto(secretaria.post(pagina_de(linea), antes))
    secretaria.post(pagina_de(linea), comprobada(linea, fuente=linea.fuente))
    linea.refresh_from_db()
    assert linea.verificada_en == HOY()


def test_la_fuente_que_se_acaba_de_escribir_vale(st: Usuario) -> None:
    linea, secretaria = crear_linea(), entrar(st)
    datos = {"pais": linea.pais_id, "numero": "000-1", "nombre": "Línea ficticia",
             "fuente": "Llamada de esta mañana"}  # fmt: skip
    secretaria.post(f"{LISTA}{linea.pk}/change/", datos)
    pagina = secretaria.get(pagina_de(linea)).content.decode()
    assert 'value="Llamada de esta mañana"' in pagina


def test_varias_a_la_vez_o_ninguna(st: Usuario) -> None:
    una = crear_linea()
    otra = crear_linea(pais=una.pais, numero="000-2")
    secretaria, ambas = entrar(st), pagina_de(una, otra)
    respuesta = secretaria.post(ambas, comprobada(una) | comprobada(otra, fuente=""))
    assert respuesta.status_code == 422
    assert not LineaDenuncia.objects.filter(verificada_en__isnull=False).exists()
    secretaria.post(ambas, comprobada(una) | comprobada(otra))
    assert LineaDenuncia.objects.filter(verificada_en=HOY()).count() == 2


@pytest.mark.parametrize("lineas", ["", "x", "999999", "9" * 300, "1;drop", "%00"])
def test_lineas_que_no_hay(st: Usuario, lineas: str) -> None:
    assert entrar(st).get(f"{LISTA}verificar/?filas={lineas}").status_code == 302


@pytest.mark.parametrize("rol", [PRESIDENCIA, COMITE_COMUNICACION])
def test_solo_la_secretaria_verifica(rol: str) -> None:
    linea = crear_linea()
    otra = crear_usuario("otra@demo.example", rol, is_staff=True)
    assert entrar(otra).post(pagina_de(linea), comprobada(linea)).status_code == 403


@pytest.mark.parametrize(
    ("numero", "vale"),
    [("+999 0000 0001", True), ("+99900000001", True), ("999 0000 0001", False),
     ("+0 000 000 000", False), ("+999 javascript", False), ("+999", False)],
)  # fmt: skip
def test_el_numero_de_whatsapp(st: Usuario, client: Client, numero: str, vale: bool) -> None:
    linea = crear_linea(whatsapp=numero, verificada_en=HOY(), verificada_por=st)
    if not vale:
        with pytest.raises(ValidationError):
            linea.full_clean()
        return
    linea.full_clean()
    html = client.get("/ayuda-victimas/").content.decode()
    assert 'href="https://wa.me/99900000001" rel="noopener noreferrer external"' in html
    assert "Abre WhatsApp, fuera de este sitio" in html


def test_si_cambia_el_whatsapp_sale_del_sitio(st: Usuario) -> None:
    linea = crear_linea(verificada_en=HOY(), verificada_por=st)
    datos = {"pais": linea.pais_id, "numero": "000-1", "nombre": "Línea ficticia",
             "fuente": linea.fuente, "whatsapp": "+999 0000 0001"}  # fmt: skip
    entrar(st).post(f"{LISTA}{linea.pk}/change/", datos)
    linea.refresh_from_db()
    assert (linea.whatsapp, linea.verificada_en) == ("+999 0000 0001", None)


def test_la_fuente_en_ingles_no_se_queda_atras(st: Usuario) -> None:
    linea = crear_linea(fuente_en="Reports of 2016")
    datos = {"pais": linea.pais_id, "numero": "000-1", "nombre": "Línea ficticia",
             "fuente": "Otra", "fuente_en": "Reports of 2016"}  # fmt: skip
    respuesta = entrar(st).post(f"{LISTA}{linea.pk}/change/", datos)
    assert "dígala también en inglés" in texto(respuesta)
    entrar(st).post(f"{LISTA}{linea.pk}/change/", datos | {"fuente_en": "Another"})
    linea.refresh_from_db()
    assert (linea.fuente, linea.fuente_en) == ("Otra", "Another")
