"""Where to get help: only what was verified, read at this moment, kept by nobody."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actores.models import LineaDenuncia, Usuario
from actores.roles import SECRETARIA_TECNICA
from informes import rutas
from informes.lineas import marcable
from informes.models import PasoRuta, Ruta
from informes.models.visitas import Visitas
from tests import crear
from tests.planes.gente import entrar

pytestmark = pytest.mark.django_db

AYUDA = "/ayuda-victimas/"


@pytest.fixture
def st() -> Usuario:
    return crear.crear_usuario("st@demo.example", SECRETARIA_TECNICA, is_staff=True)


def leer(client: Client, url: str = AYUDA) -> str:
    respuesta = client.get(url)
    assert respuesta.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", respuesta.content.decode()))


def crear_ruta(st: Usuario | None = None, pais: Any = None, **otros: Any) -> Ruta:
    """Two steps and a branch; verified when somebody verifies it."""
    codigo = pais.codigo if pais else "general"
    ruta = Ruta.objects.create(
        codigo=codigo,
        pais=pais,
        titulo=f"Ruta {codigo}",
        titulo_en=f"Route {codigo}",
        fuente="El organismo",
        verificada_en=timezone.localdate() if st else None,
        verificada_por=st,
    )
    for orden, titulo in enumerate(("Detectar", "Identificar", "Atender", "Referir"), start=1):
        PasoRuta.objects.create(ruta=ruta, orden=orden, titulo=titulo, **otros)
    segundo = ruta.pasos.get(orden=2)
    for orden, condicion in ((3, "Si hay trata"), (4, "Si es tráfico")):
        paso = ruta.pasos.get(orden=orden)
        paso.condicion = condicion
        paso.save()
        paso.viene_de.set([segundo])
    return ruta


# --- Lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numero", "tel"),
    [
        ("145", "145"),
        ("1-9-5", "195"),
        ("800 5533 000", "8005533000"),
        ("+502 (24) 12.34", "+502241234"),
        ("*212", "*212"),
        ("104 o www.tupista.org", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_solo_se_marca_un_numero(numero: str, tel: str) -> None:
    assert marcable(numero) == tel


def test_una_linea_dice_cuando_y_de_donde(client: Client, st: Usuario) -> None:
    pais = crear.crear_pais("gt")
    LineaDenuncia.objects.create(pais=pais, numero="111", nombre="Sin comprobar")
    LineaDenuncia.objects.create(
        pais=pais,
        numero="22-33 o 44",
        nombre="Solo <b>texto</b>",
        fuente="El organismo nacional",
        verificada_en=timezone.localdate(),
        verificada_por=st,
    )
    dicho = leer(client)
    assert "por la Secretaría Técnica. Fuente: El organismo nacional" in dicho
    assert "111" not in dicho
    html = client.get(AYUDA).content.decode()
    assert "tel:" not in html
    assert "&lt;b&gt;texto" in html
    assert 'id="pais-gt"' in html
    assert 'href="#pais-gt"' in html
    # In English what has no English is marked as Spanish.
    assert '<span lang="es">Solo' in client.get(f"/en{AYUDA}").content.decode()


def test_nadie_guarda_ni_cuenta_la_pagina(client: Client, settings: Any) -> None:
    crear.crear_pais("gt")
    settings.VISITAS = True
    respuesta = client.get(AYUDA)
    assert "no-store" in respuesta["Cache-Control"]
    assert not respuesta.has_header("ETag")
    assert not respuesta.cookies
    assert not Visitas.objects.exists()
    assert client.post(AYUDA).status_code == 405


def test_no_pregunta_mas_con_mas_paises(
    client: Client, st: Usuario, django_assert_max_num_queries: Any
) -> None:
    for codigo in ("gt", "hn", "bz", "mx"):
        crear_ruta(st, crear.crear_pais(codigo))
    cache.clear()
    with django_assert_max_num_queries(9):
        client.get(AYUDA)


# --- Routes --------------------------------------------------------------------------------------


def test_solo_se_ve_la_ruta_comprobada(client: Client, st: Usuario) -> None:
    gt, hn = crear.crear_pais("gt"), crear.crear_pais("hn")
    crear_ruta(None)
    crear_ruta(None, hn)
    assert "está por confirmar" in leer(client)
    crear_ruta(st, gt)
    dicho = leer(client)
    assert "Ruta gt" in dicho
    assert "Ruta hn" not in dicho
    assert "Ruta general" not in dicho
    Ruta.objects.filter(pais=None).update(verificada_en=timezone.localdate(), verificada_por=st)
    assert "Ruta general" in leer(client)
    assert "está por confirmar" not in leer(client)
    PasoRuta.objects.filter(ruta__codigo="general").delete()
    assert "Ruta general" not in leer(client)


def test_la_lista_se_lee_en_orden_y_dice_lo_que_el_dibujo(client: Client, st: Usuario) -> None:
    crear_ruta(st)
    html = client.get(AYUDA).content.decode()
    lista = html[html.index('<ol class="pasos">') : html.index("</ol>", html.index("pasos"))]
    assert re.findall(r'value="(\d)"', lista) == ["1", "2", "3", "4"]
    dicho = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", lista))
    assert "Sigue: paso 3 (Si hay trata); paso 4 (Si es tráfico)" in dicho
    assert "Después del paso 2" in dicho
    dibujado = re.sub(r"<[^>]+>", " ", html[html.index("<svg") : html.index("</svg>")])
    for palabra in ("Detectar", "Identificar", "Atender", "Referir", "Si hay trata"):
        assert palabra in dibujado
        assert palabra in dicho


def test_en_ingles_entera_o_en_espanol(client: Client, st: Usuario) -> None:
    ruta = crear_ruta(st)
    assert "Paso 1: paso" in rutas.faltan_en_ingles(ruta)
    assert 'class="ruta" lang="es"' in client.get(f"/en{AYUDA}").content.decode()
    for paso in ruta.pasos.all():
        paso.titulo_en, paso.condicion_en = f"Step {paso.orden} EN", paso.condicion and "If so"
        paso.save()
    html = client.get(f"/en{AYUDA}").content.decode()
    assert 'class="ruta" lang' not in html
    assert "Step 3 EN" in html
    assert "Detectar" not in html
    assert '<span lang="es">El organismo</span>' in html
    Ruta.objects.update(fuente_en="The body")
    assert '<span lang="en">The body</span>' in client.get(f"/en{AYUDA}?otra").content.decode()
    assert '<span lang="es">El organismo</span>' in client.get(f"{AYUDA}?otra").content.decode()


# --- The ST keeps them ---------------------------------------------------------------------------


def url(pagina: str, *args: Any) -> str:
    return reverse(f"admin:informes_ruta_{pagina}", args=args)


def formulario(ruta: Ruta, **cambios: Any) -> dict[str, Any]:
    """What the page of a route sends, with changes: ``p1_orden`` is a field of its second step."""
    pasos = list(ruta.pasos.order_by("orden"))
    datos: dict[str, Any] = {
        "titulo": ruta.titulo, "titulo_en": ruta.titulo_en, "codigo": ruta.codigo,
        "pais": ruta.pais_id or "", "fuente": ruta.fuente,
        "pasos-TOTAL_FORMS": len(pasos), "pasos-INITIAL_FORMS": len(pasos),
    }  # fmt: skip
    for i, paso in enumerate(pasos):
        datos |= {
            f"pasos-{i}-id": paso.pk,
            f"pasos-{i}-ruta": ruta.pk,
            f"pasos-{i}-orden": paso.orden,
            f"pasos-{i}-titulo": paso.titulo,
            f"pasos-{i}-condicion": paso.condicion,
            f"pasos-{i}-viene_de": [p.pk for p in paso.viene_de.all()],
        }
    return datos | {
        re.sub(r"^p(\d)_", r"pasos-\1-", nombre): valor for nombre, valor in cambios.items()
    }


def test_la_secretaria_verifica_y_un_cambio_la_saca_del_sitio(client: Client, st: Usuario) -> None:
    ruta, secretaria = crear_ruta(), entrar(st)
    assert "El público no la ve" in secretaria.get(url("change", ruta.pk)).content.decode()
    respuesta = secretaria.post(url("change", ruta.pk), formulario(ruta, _verificar="1"))
    assert respuesta["Location"] == f"{url('verificar')}?filas={ruta.pk}"
    ruta.refresh_from_db()
    assert ruta.verificada_en is None  # it asks where and when it was checked
    comprobada = {f"{ruta.pk}-fuente": "Reunión", f"{ruta.pk}-dia": timezone.localdate()}
    dicho = secretaria.post(respuesta["Location"], comprobada, follow=True).content.decode()
    assert "Verificada 1 ruta: el público ya la ve." in dicho
    ruta.refresh_from_db()
    assert ruta.fuente == "Reunión"
    assert (ruta.verificada_en, ruta.verificada_por) == (timezone.localdate(), st)
    assert "Ruta general" in leer(client)
    # Saved without a change it stays; with a change in a step it leaves.
    secretaria.post(url("change", ruta.pk), formulario(ruta, _save="1"))
    assert "Ruta general" in leer(client)
    secretaria.post(url("change", ruta.pk), formulario(ruta, p0_titulo="Otro", _save="1"))
    ruta.refresh_from_db()
    assert (ruta.verificada_en, ruta.verificada_por) == (None, None)
    assert "Ruta general" not in leer(client)
    assert ruta.pasos.get(orden=1).titulo == "Otro"
    ultima = ruta.history.first()
    assert ultima is not None
    assert ultima.verificada_en is None


def test_sin_fuente_o_sin_pasos_no_se_verifica(st: Usuario) -> None:
    ruta, secretaria = crear_ruta(), entrar(st)
    Ruta.objects.update(fuente="")
    ruta.refresh_from_db()
    pagina = secretaria.post(
        url("change", ruta.pk), formulario(ruta, _verificar="1"), follow=True
    ).content.decode()
    assert "Con quién o dónde la comprobó" in pagina
    sin_fuente = {f"{ruta.pk}-dia": timezone.localdate()}
    respuesta = secretaria.post(f"{url('verificar')}?filas={ruta.pk}", sin_fuente)
    assert respuesta.status_code == 422
    assert "Diga de dónde sale" in respuesta.content.decode()
    ruta.pasos.all().delete()
    accion = {"action": "verificar", "_selected_action": [ruta.pk]}
    pagina = secretaria.post(url("changelist"), accion, follow=True).content.decode()
    assert "Escriba al menos un paso" in pagina
    ruta.refresh_from_db()
    assert ruta.verificada_en is None


def test_dos_pasos_cambian_de_lugar_a_la_vez(st: Usuario) -> None:
    ruta, secretaria = crear_ruta(), entrar(st)
    datos = formulario(ruta, p2_orden=4, p3_orden=3, _save="1")
    assert secretaria.post(url("change", ruta.pk), datos).status_code == 302
    titulos = list(ruta.pasos.order_by("orden").values_list("orden", "titulo"))
    assert titulos == [(1, "Detectar"), (2, "Identificar"), (3, "Referir"), (4, "Atender")]


@pytest.mark.parametrize(
    ("cambios", "frase"),
    [
        ({"p2_orden": 2}, "Hay dos pasos con el número 2."),
        ({"p1_orden": 9}, "Un paso viene después de otros con un número menor."),
        ({"p0_viene_de": ["x"]}, ""),
        ({"p1_orden": -1}, ""),
    ],
)
def test_una_ruta_que_no_acaba_no_se_guarda(
    st: Usuario, cambios: dict[str, Any], frase: str
) -> None:
    ruta = crear_ruta()
    pagina = entrar(st).post(url("change", ruta.pk), formulario(ruta, _save="1", **cambios))
    assert pagina.status_code == 200
    assert frase in pagina.content.decode()
    assert list(ruta.pasos.values_list("orden", flat=True)) == [1, 2, 3, 4]


def test_el_escritorio_recuerda_lo_de_hace_un_ano(st: Usuario) -> None:
    secretaria = entrar(st)
    linea = LineaDenuncia.objects.create(
        pais=crear.crear_pais("gt"),
        numero="111",
        nombre="Línea",
        fuente="x",
        verificada_en=timezone.localdate(),
        verificada_por=st,
    )
    assert "hace más de un año" not in secretaria.get(reverse("admin:index")).content.decode()
    linea.verificada_en = timezone.localdate() - dt.timedelta(days=366)
    linea.save()
    pagina = secretaria.get(reverse("admin:index")).content.decode()
    assert "1 línea de denuncia se verificó hace más de un año" in pagina
    vencidas = reverse("admin:actores_lineadenuncia_changelist") + "?verificacion=vencida"
    assert vencidas in pagina
    assert [x.pk for x in secretaria.get(vencidas).context["cl"].result_list] == [linea.pk]
    al_dia = vencidas.replace("vencida", "al_dia")
    assert not secretaria.get(al_dia).context["cl"].result_list
