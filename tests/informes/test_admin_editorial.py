"""The communicators' desk, as those who use it and those who may not."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actores.roles import OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL
from informes import editorial_imagen
from informes.editorial_imagen import Imagen
from informes.models import Ilustracion, Noticia, Pagina
from informes.operaciones import editorial as operaciones
from tests.crear import crear_pais, crear_usuario
from tests.informes.escena_editorial import (
    EN_INGLES,
    TEXTOS,
    comunicadora,
    con_imagen,
    escribir,
    foto,
    publicar,
)
from tests.planes.gente import BACKEND

pytestmark = pytest.mark.django_db

NUEVA = "/admin/informes/noticia/add/"


def entrar(usuario: Any) -> Client:
    cliente = Client()
    cliente.force_login(usuario, backend=BACKEND)
    return cliente


@pytest.fixture
def ana() -> Client:
    return entrar(comunicadora())


def de(pieza: Any, pagina: str = "change") -> str:
    return reverse(f"admin:informes_{pieza._meta.model_name}_{pagina}", args=[pieza.pk])


def llenar(pieza: Any = None, **campos: Any) -> dict[str, Any]:
    """What the form of a news item sends."""
    datos = {"tipo": "noticia", "version": pieza.version if pieza else 1, **TEXTOS, **campos}
    if pieza is not None:
        datos = {
            "slug": pieza.slug, "imagen_guardada": str(pieza.imagen), "imagen_alt":
            pieza.imagen_alt, "ilustraciones-TOTAL_FORMS": 0, "ilustraciones-INITIAL_FORMS": 0,
        } | datos  # fmt: skip
    return datos


def subida(nombre: str = "foto.jpg", contenido: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, foto() if contenido is None else contenido)


def texto(respuesta: Any) -> str:
    return str(respuesta.content.decode())


# --- Writing -------------------------------------------------------------------------------------


def test_se_escribe_un_borrador_con_su_imagen(ana: Client) -> None:
    pais = crear_pais()
    datos = llenar(
        cuerpo="<p>a</p><script>alert(1)</script>", imagen=subida(), imagen_alt="Un campo",
        paises=[pais.pk], _ver="1",
    )  # fmt: skip
    respuesta = ana.post(NUEVA, datos)
    pieza = Noticia.objects.get()
    assert respuesta["Location"] == de(pieza, "vista")
    assert (pieza.slug, pieza.cuerpo, pieza.estado) == (
        "la-coalicion-se-reune", "<p>a</p>", "borrador",
    )  # fmt: skip
    assert list(pieza.paises.all()) == [pais]
    assert Imagen.de(str(pieza.imagen))


def test_dos_clics_son_un_borrador(ana: Client) -> None:
    for _vez in range(2):
        assert ana.post(NUEVA, llenar(_guardar="1")).status_code == 302
    assert Noticia.objects.count() == 1


@pytest.mark.parametrize(
    "cambio", [{"resumen": "Otro resumen."}, {"titulo_en": "It meets"}, {"paises": True},
               {"imagen": True}],
)  # fmt: skip
def test_quien_vuelve_atras_y_cambia_algo_no_pierde_nada(
    ana: Client, cambio: dict[str, Any]
) -> None:
    if "paises" in cambio:
        cambio = {"paises": [crear_pais().pk]}
    elif "imagen" in cambio:
        cambio = {"imagen": subida(), "imagen_alt": "Un campo"}
    ana.post(NUEVA, llenar(_guardar="1"))
    ana.post(NUEVA, llenar(_guardar="1") | cambio)
    assert Noticia.objects.count() == 2


def test_un_titulo_de_nueve_mil_letras_se_dice_y_no_se_pierde(ana: Client) -> None:
    pagina = texto(ana.post(NUEVA, llenar(titulo="a" * 9000)))
    assert "caben 200" in pagina
    assert "a" * 9000 in pagina
    assert "<title>Error:" in pagina


def test_sin_descripcion_no_se_guarda_pero_la_imagen_no_hay_que_elegirla_otra_vez(
    ana: Client,
) -> None:
    pagina = texto(ana.post(NUEVA, llenar(imagen=subida())))
    assert '<a href="#id_imagen_alt">Describa la imagen: hay quien no puede verla.</a>' in pagina
    (guardada,) = re.findall(r'name="imagen_guardada" value="([^"]+)"', pagina)
    ana.post(NUEVA, llenar(imagen_guardada=guardada, imagen_alt="Un campo"))
    assert str(Noticia.objects.get().imagen) == guardada


@pytest.mark.parametrize(
    ("nombre", "contenido", "dicho"),
    [
        ("x.svg", b"<svg onload='alert(1)'/>", "JPEG, PNG o WebP"),
        ("x.png", b"<svg onload='alert(1)'/>", "por dentro es otra cosa"),
        ("x.jpg", b"", "vacío"),
    ],
)
def test_lo_que_no_es_imagen_se_rechaza_en_su_campo(
    ana: Client, nombre: str, contenido: bytes, dicho: str
) -> None:
    pagina = texto(ana.post(NUEVA, llenar(imagen=subida(nombre, contenido), imagen_alt="x")))
    assert dicho in pagina
    assert not Noticia.objects.exists()


@pytest.mark.parametrize("falsa", ["../../etc/passwd", "editorial/" + "0" * 20 + "-10x10.jpg"])
def test_una_imagen_que_no_esta_no_se_acepta(ana: Client, falsa: str) -> None:
    pagina = texto(ana.post(NUEVA, llenar(imagen_guardada=falsa, imagen_alt="x")))
    assert not Noticia.objects.exists()
    assert "Elija otra vez la imagen." in pagina
    assert "La imagen que hay" not in pagina  # so that it can be saved without it


def test_se_quita_la_imagen(ana: Client) -> None:
    pieza = escribir(**con_imagen())
    ana.post(de(pieza), llenar(pieza, imagen_quitar="on"))
    assert not Noticia.objects.get().imagen


def test_mas_imagenes_con_su_descripcion_y_sin_repetirse(ana: Client) -> None:
    pieza = escribir()
    fila = {
        "ilustraciones-TOTAL_FORMS": 1, "ilustraciones-0-orden": 0,
        "ilustraciones-0-alternativo": "Un mapa",
    }  # fmt: skip
    sin_describir = fila | {"ilustraciones-0-alternativo": ""}
    for datos in (sin_describir, fila, fila):
        ana.post(de(pieza), llenar(pieza) | datos | {"ilustraciones-0-imagen": subida()})
    assert Ilustracion.objects.get().alternativo == "Un mapa"


def test_la_imagen_que_otra_persona_quito_no_impide_guardar(ana: Client) -> None:
    pieza = escribir()
    una, otra = (
        Ilustracion.objects.create(
            noticia=pieza,
            imagen=editorial_imagen.guardar("x.jpg", foto(ancho)),
            alternativo="Vieja",
        )
        for ancho in (900, 910)
    )
    filas: dict[str, Any] = {
        "ilustraciones-TOTAL_FORMS": 3, "ilustraciones-INITIAL_FORMS": 2,
        "ilustraciones-2-imagen": subida(), "ilustraciones-2-alternativo": "Nueva",
        "ilustraciones-2-orden": 2,
    }  # fmt: skip
    for n, fila in enumerate((una, otra)):
        filas |= {
            f"ilustraciones-{n}-id": fila.pk, f"ilustraciones-{n}-alternativo": "Cambiada",
            f"ilustraciones-{n}-imagen_guardada": str(fila.imagen), f"ilustraciones-{n}-orden": n,
        }  # fmt: skip
    una.delete()
    editorial_imagen.borrar(str(una.imagen))
    respuesta = ana.post(de(pieza), llenar(pieza) | filas, follow=True)
    assert respuesta.redirect_chain
    assert "Otra persona quitó una de las imágenes" in texto(respuesta)
    dichos = Ilustracion.objects.values_list("alternativo", flat=True)
    assert sorted(dichos) == ["Cambiada", "Nueva"]


def test_una_campana_que_termina_antes_de_empezar_se_dice_en_su_campo(ana: Client) -> None:
    datos = {**TEXTOS, "version": 1, "inicio": "2026-05-02", "fin": "2026-05-01"}
    pagina = texto(ana.post("/admin/informes/campana/add/", datos))
    assert '<a href="#id_fin">No puede terminar antes de empezar.</a>' in pagina


@pytest.mark.parametrize(
    ("hace", "dicho"),
    [
        (None, ["Cuándo sale", "Sin fecha: es un borrador.", "los visitantes no lo ven"]),
        (-dt.timedelta(days=2), ["Saldrá", "Programada: sale el"]),
    ],
)
def test_la_vista_previa_no_dice_que_ya_salio(
    ana: Client, hace: dt.timedelta | None, dicho: list[str]
) -> None:
    pieza = escribir()
    if hace is not None:
        publicar(pieza, hace)
    pagina = texto(ana.get(de(pieza, "vista")))
    assert all(frase in pagina for frase in ["Vista previa.", *dicho])
    assert "<dt>Publicada</dt>" not in pagina
    assert f"http://testserver{pieza.get_absolute_url()}" in pagina
    publicar(pieza)
    assert "<dt>Publicada</dt>" in texto(ana.get(de(pieza, "vista")))


# --- Two windows ---------------------------------------------------------------------------------


def test_quien_guarda_segundo_ve_los_dos_textos(ana: Client) -> None:
    pieza = escribir()
    ana.post(de(pieza), llenar(pieza, titulo="Uno", cuerpo="<p>El texto primero.</p>"))
    luisa = entrar(comunicadora())
    respuesta = luisa.post(de(pieza), llenar(pieza, titulo="Dos", paises=[crear_pais().pk]))
    pagina = texto(respuesta)
    assert respuesta.status_code == 409
    assert "guardó cambios mientras usted escribía" in pagina
    assert "El texto primero." in pagina
    assert 'value="Dos"' in pagina
    assert Noticia.objects.get().titulo == "Uno"
    assert 'name="version" value="2"' in pagina
    luisa.post(de(pieza), llenar(pieza, titulo="Dos", version=2))
    assert Noticia.objects.get().titulo == "Dos"


def test_lo_escrito_en_una_pieza_que_otra_persona_borro_no_se_pierde(ana: Client) -> None:
    pieza = escribir()
    entrar(comunicadora()).post(de(pieza, "delete"), {"post": "yes"})
    respuesta = ana.post(de(pieza), llenar(pieza, titulo="Mi <b>título</b>", titulo_en="Mine"))
    pagina = texto(respuesta)
    assert respuesta.status_code == 409
    assert "<h1>No se guardó: ya no está</h1>" in pagina
    assert "borró esto mientras usted escribía" in pagina
    assert "<p>Mi &lt;b&gt;título&lt;/b&gt;</p>" in pagina
    assert "<p>Se acordó el calendario.</p>" in pagina
    formulario = pagina[pagina.index('id="guardar-nueva"') :]
    enviado = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', formulario)
    ana.post(NUEVA, {nombre: unescape(valor) for nombre, valor in enviado})
    nueva = Noticia.objects.get()
    assert (nueva.titulo, nueva.titulo_en) == ("Mi <b>título</b>", "Mine")
    assert nueva.cuerpo == TEXTOS["cuerpo"]
    assert ana.get(de(pieza)).status_code == 302
    assert ana.post(de(pieza, "delete"), {"post": "yes"}).status_code == 302


# --- Going out -----------------------------------------------------------------------------------


def salir(cliente: Client, pieza: Any, acto: str, **mas: Any) -> Any:
    return cliente.post(de(pieza, "salida"), {"acto": acto, "version": pieza.version, **mas})


def test_la_vista_es_la_pagina_publica_con_un_aviso_en_los_dos_idiomas(ana: Client) -> None:
    pieza = escribir(**EN_INGLES)
    pagina = texto(ana.get(de(pieza, "vista")))
    assert "<h1>La Coalición se reúne</h1>" in pagina
    assert "Borrador: los visitantes no lo ven." in pagina
    assert 'content="noindex"' in pagina
    assert "<h1>The Coalition meets</h1>" in texto(ana.get("/en" + de(pieza, "vista")))


def test_lo_que_falta_se_dice_y_no_hay_boton(ana: Client) -> None:
    pieza = escribir(cuerpo="")
    pagina = texto(ana.get(de(pieza, "salida")))
    assert "Todavía no se puede publicar" in pagina
    assert "Publicar ahora" not in pagina
    assert "Escriba el texto." in texto(salir(ana, pieza, "publicar"))
    assert not Noticia.objects.publicados().exists()


def test_se_publica_y_se_retira_y_los_visitantes_lo_notan_en_seguida(
    ana: Client, client: Client, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    pieza = escribir()
    url = pieza.get_absolute_url()
    assert client.get(url).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        salir(ana, pieza, "publicar")
    assert client.get(url).status_code == 200
    pieza.refresh_from_db()
    assert "por qué se retira" in texto(salir(ana, pieza, "retirar", motivo=""))
    with django_capture_on_commit_callbacks(execute=True):
        salir(ana, pieza, "retirar", motivo="Tenía un error")
    assert client.get(url).status_code == 404


def test_se_programa_a_una_hora_por_venir(ana: Client, client: Client) -> None:
    pieza = escribir()
    ayer = timezone.localtime() - dt.timedelta(days=1)
    pagina = texto(salir(ana, pieza, "programar", cuando=f"{ayer:%Y-%m-%dT%H:%M}"))
    assert "Esa hora ya pasó" in pagina
    for mala in ("", "mañana", "99999-01-01T00:00", "9999-12-31T23:59"):
        assert salir(ana, pieza, "programar", cuando=mala).status_code == 200
    manana = timezone.localtime() + dt.timedelta(days=1)
    salir(ana, pieza, "programar", cuando=f"{manana:%Y-%m-%dT%H:%M}")
    pieza.refresh_from_db()
    assert pieza.publicar_en is not None
    assert timezone.localtime(pieza.publicar_en) == manana.replace(second=0, microsecond=0)
    assert client.get(pieza.get_absolute_url()).status_code == 404
    assert "Programada" in texto(ana.get(de(pieza, "vista")))
    salir(ana, pieza, "borrador")
    assert Noticia.objects.get().estado == "borrador"


def test_quien_decide_sobre_lo_que_ya_cambio_lo_sabe(ana: Client) -> None:
    pieza = escribir()
    entrar(comunicadora()).post(de(pieza), llenar(pieza, titulo="Otro"))
    assert salir(ana, pieza, "publicar").status_code == 409
    assert not Noticia.objects.publicados().exists()


@pytest.mark.parametrize("acto", ["", "borrar", "__class__"])
def test_un_acto_que_no_hay(ana: Client, acto: str) -> None:
    assert salir(ana, escribir(), acto).status_code == 400


def test_la_direccion_de_lo_publicado_no_se_cambia(ana: Client) -> None:
    pieza = publicar(escribir())
    assert "no se cambia" in texto(ana.post(de(pieza), llenar(pieza, slug="otra")))
    assert Noticia.objects.get().slug == pieza.slug


def test_solo_los_borradores_que_nadie_vio_se_borran(ana: Client) -> None:
    borrador, publica = escribir(), publicar(escribir(titulo="Otra"))
    assert ana.post(de(publica, "delete"), {"post": "yes"}).status_code == 403
    assert ana.post(de(borrador, "delete"), {"post": "yes"}).status_code == 302
    assert list(Noticia.objects.all()) == [publica]


def test_la_direccion_repetida_y_los_signos_raros_se_dicen_en_buen_castellano(ana: Client) -> None:
    escribir(slug="tomada")
    pagina = texto(ana.post(NUEVA, llenar(slug="tomada")))
    assert "Otra pieza ya tiene esta dirección: escriba una distinta." in pagina
    pagina = texto(ana.post(NUEVA, llenar(slug="a" * 90)))
    assert "caben 80" in pagina
    pagina = texto(ana.post(NUEVA, llenar(imagen_credito="a\0")))
    assert "El texto tiene un signo que no se puede guardar: bórrelo." in pagina


def test_el_motivo_de_la_retirada_no_se_pierde_sin_avisar(ana: Client) -> None:
    pagina = texto(ana.get(de(publicar(escribir()), "salida")))
    assert "data-sin-guardar" in pagina
    assert "js/sin_guardar" in pagina


# --- Versions ------------------------------------------------------------------------------------


def test_se_vuelve_a_una_version_solo_guardando(ana: Client) -> None:
    pieza = escribir(**con_imagen())
    ana.post(de(pieza), llenar(pieza, titulo="Cambiada"))
    historia = texto(ana.get(de(pieza, "history") + "?version=2"))
    assert "<ins>Cambiada</ins>" in historia
    assert f"{de(pieza)}?version=1" in texto(ana.get(de(pieza, "history") + "?version=1"))
    abierta = texto(ana.get(de(pieza) + "?version=1"))
    assert 'value="La Coalición se reúne"' in abierta
    assert "Todavía no cambió nada" in abierta
    assert Noticia.objects.get().titulo == "Cambiada"
    for rara in ("99", "x", "1" * 60, "-1"):
        assert ana.get(de(pieza), {"version": rara}).status_code == 200
        assert ana.get(de(pieza, "history"), {"version": rara}).status_code == 200


def test_las_versiones_dicen_cual_es_la_retirada(ana: Client) -> None:
    pieza = publicar(escribir())
    salir(ana, pieza, "retirar", motivo="Tenía un error")
    historia = texto(ana.get(de(pieza, "history")))
    assert historia.count("Se retiró: «Tenía un error»") == 1
    assert historia.count("Se retiró:") == 1


# --- Who -----------------------------------------------------------------------------------------


def test_el_comite_no_ve_otra_cosa_del_panel(ana: Client) -> None:
    escribir(titulo="Por terminar")
    publicar(escribir(titulo="Por salir"), dt.timedelta(hours=-3))
    pagina = texto(ana.get("/admin/"))
    assert "Por terminar" in pagina
    assert "1 pieza sale sola" in pagina
    grupos = set(re.findall(r'<section id="(\w+)"', pagina))
    assert grupos == {"comunicacion"}
    for tabla in ("planes/reporte", "informes/corte", "actores/usuario", "planes/plan"):
        assert ana.get(f"/admin/{tabla}/").status_code == 403


@pytest.mark.parametrize(
    ("rol", "panel", "formulario", "vista"),
    [(PRESIDENCIA, True, 200, 200), (OBSERVADOR, True, 403, 404), (PUNTO_FOCAL, False, 403, 403)],
)
def test_los_demas(rol: str, panel: bool, formulario: int, vista: int) -> None:
    pieza, otro = escribir(), entrar(crear_usuario("", rol, is_staff=panel))
    assert otro.get(de(pieza)).status_code == formulario
    assert otro.get(de(pieza, "vista")).status_code == vista
    for pagina in (de(pieza), de(pieza, "salida"), de(pieza, "delete"), NUEVA):
        assert otro.post(pagina, llenar(pieza, acto="publicar")).status_code in (403, 404)
    pieza.refresh_from_db()
    assert (pieza.version, pieza.estado, Noticia.objects.count()) == (1, "borrador", 1)


def test_la_presidencia_lee_y_no_escribe() -> None:
    pieza = escribir()
    pagina = texto(entrar(crear_usuario("", PRESIDENCIA, is_staff=True)).get(de(pieza)))
    assert "Seguir escribiendo" not in pagina
    assert "<textarea" not in pagina


def test_una_desconocida_no_ve_borradores(client: Client) -> None:
    pieza = escribir()
    for pagina in ("change", "vista", "salida", "history"):
        assert "/cuenta/ingresar/" in client.get(de(pieza, pagina))["Location"]
    for url in (pieza.get_absolute_url(), f"/noticias/{pieza.slug}/?vista=1"):
        assert client.get(url).status_code == 404


# --- The list and the mail -----------------------------------------------------------------------


def test_la_lista_dice_donde_esta_cada_una(ana: Client) -> None:
    escribir(titulo="Una")
    publicar(escribir(titulo="Dos", **EN_INGLES))
    publicar(escribir(titulo="Tres"), dt.timedelta(hours=-2))
    pagina = texto(ana.get("/admin/informes/noticia/"))
    for dicho in ("Borrador: los", "En el sitio desde", "Programada: sale", "Español e inglés"):
        assert dicho in pagina
    for situacion, titulo in (("borrador", "Una"), ("publica", "Dos"), ("programada", "Tres")):
        filtrada = texto(ana.get("/admin/informes/noticia/", {"situacion": situacion}))
        assert f">{titulo}<" in filtrada
        assert filtrada.count('class="action-checkbox"') == 1
    assert ana.get("/admin/informes/noticia/", {"situacion": "x"}).status_code == 200


def test_el_texto_para_correo_sale_en_los_dos_idiomas(ana: Client) -> None:
    una = publicar(
        escribir(**EN_INGLES | {"cuerpo": '<p>Vea <a href="https://a.example/">a</a></p>'})
    )
    otra = publicar(escribir(titulo="Solo & en español"))
    respuesta = ana.post(
        "/admin/informes/noticia/",
        {"action": "texto_para_correo", "_selected_action": [una.pk, otra.pk]},
    )
    (es, en) = re.findall(r"<textarea[^>]*>(.*?)</textarea>", texto(respuesta), re.DOTALL)
    assert "LA COALICIÓN SE REÚNE" in es
    assert "(https://a.example/)" in es
    assert "SOLO &amp; EN ESPAÑOL" in es
    assert "/noticias/la-coalicion-se-reune/" in es
    assert "THE COALITION MEETS" in en
    assert "/en/noticias/" in en
    assert "ESPAÑOL" not in en


def test_una_pagina_y_una_campana_se_escriben_igual(ana: Client) -> None:
    for tabla in ("pagina", "campana"):
        datos = llenar(orden=0, regional="on")
        assert ana.post(f"/admin/informes/{tabla}/add/", datos).status_code == 302
    pagina = Pagina.objects.get()
    operaciones.publicar(pieza=pagina, version=1, por=comunicadora())
    assert ana.get(de(pagina, "vista")).status_code == 200
