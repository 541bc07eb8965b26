"""What is written for visitors: saved, cleaned, published, scheduled, withdrawn, with versions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.test import TestCase
from django.utils import timezone
from django.utils.translation import override

from actores.models import Usuario
from actores.roles import OBSERVADOR, PRESIDENCIA, PUNTO_FOCAL
from informes import editorial
from informes.models import Ilustracion, Noticia, Pagina
from informes.operaciones import editorial as operaciones
from planes.operaciones import Conflicto
from tests.crear import crear_pais, crear_usuario
from tests.informes.escena_editorial import (
    EN_INGLES,
    TEXTOS,
    comunicadora,
    con_imagen,
    escribir,
    publicar,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Usuario:
    return comunicadora()


def otra_vez(pieza: Noticia) -> Noticia:
    """The row as another window has it."""
    return Noticia.objects.get(pk=pieza.pk)


# --- Who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("rol", [PRESIDENCIA, OBSERVADOR, PUNTO_FOCAL])
def test_solo_quienes_comunican_escriben_y_publican(rol: str, ana: Usuario) -> None:
    ajena = crear_usuario("", rol)
    with pytest.raises(PermissionDenied):
        escribir(por=ajena)
    pieza = escribir(por=ana)
    for acto, mas in (
        (operaciones.publicar, {}),
        (operaciones.retirar, {"motivo": "x"}),
        (operaciones.volver_a_borrador, {}),
        (operaciones.programar, {"cuando": timezone.now()}),
    ):
        with pytest.raises(PermissionDenied):
            acto(pieza=pieza, version=1, por=ajena, **mas)  # type: ignore[operator]
    with pytest.raises(PermissionDenied):
        operaciones.borrar(pieza=pieza, por=ajena)
    assert Noticia.objects.get().estado == "borrador"


# --- Clean texts ---------------------------------------------------------------------------------

HOSTIL = (
    '<h1 onclick="x()">Uno</h1><script>alert(1)</script><p style="color:red">Dos'
    '<img src="https://malo.example/x.png"><iframe src="//malo"></iframe>'
    ' <a href="javascript:alert(1)">tres</a> <a href="https://bien.example/">cuatro</a></p>'
    '<svg><a xlink:href="javascript:alert(1)">y</a></svg><h4>Cinco</h4>'
)


def test_el_texto_se_guarda_limpio_y_con_sus_subtitulos(ana: Usuario) -> None:
    pieza = escribir(por=ana, cuerpo=HOSTIL)
    assert pieza.cuerpo == (
        '<h2>Uno</h2><p>Dos tres <a href="https://bien.example/">cuatro</a></p><h3>Cinco</h3>'
    )
    assert editorial.limpiar(pieza.cuerpo) == pieza.cuerpo


def test_lo_que_otro_puso_en_la_base_tampoco_llega_a_la_pagina(ana: Usuario) -> None:
    pieza = escribir(por=ana)
    Noticia.objects.filter(pk=pieza.pk).update(cuerpo="<p>a</p><script>alert(1)</script>")
    assert editorial.leer(otra_vez(pieza)).cuerpo == "<p>a</p>"


def test_un_titulo_en_varios_renglones_y_con_signos_ocultos_queda_en_uno(ana: Usuario) -> None:
    assert escribir(por=ana, titulo=" La \n\u202eCoalición\x07 ").titulo == "La Coalición"


def test_un_texto_desmedido_se_rechaza(ana: Usuario) -> None:
    with pytest.raises(ValidationError) as rechazo:
        escribir(por=ana, cuerpo="<p>" + "a" * editorial.LARGO + "</p>")
    assert list(rechazo.value.message_dict) == ["cuerpo"]


# --- Its address ---------------------------------------------------------------------------------


def test_la_direccion_sale_del_titulo_y_no_se_repite(ana: Usuario) -> None:
    una = escribir(por=ana, titulo="Día Mundial: ¡ya!")
    otra = escribir(por=ana, titulo="Día mundial ya")
    assert (una.slug, otra.slug) == ("dia-mundial-ya", "dia-mundial-ya-2")
    assert escribir(por=ana, titulo="中文").slug == "noticia"
    larga = escribir(por=ana, titulo="palabra " * 24)
    assert len(larga.slug) <= 70
    assert larga.slug.endswith("palabra")


def test_la_de_lo_publicado_no_se_cambia_aunque_se_haya_retirado(ana: Usuario) -> None:
    pieza = escribir(por=ana)
    pieza.slug = "otra"
    operaciones.guardar(pieza=pieza, version=1, por=ana)  # nobody has seen it
    operaciones.publicar(pieza=pieza, version=2, por=ana)
    operaciones.retirar(pieza=pieza, version=3, motivo="error", por=ana)
    operaciones.volver_a_borrador(pieza=pieza, version=4, por=ana)
    cambiada = otra_vez(pieza)
    cambiada.slug = "nueva"
    with pytest.raises(ValidationError) as rechazo:
        operaciones.guardar(pieza=cambiada, version=5, por=ana)
    assert list(rechazo.value.message_dict) == ["slug"]


def test_lo_programado_que_salio_solo_cuenta_como_publicado(ana: Usuario) -> None:
    pieza = escribir(por=ana)
    publicar(pieza, dt.timedelta(hours=-1))  # scheduled
    assert editorial.nunca_publicada(otra_vez(pieza))
    Noticia.objects.update(publicar_en=timezone.now() - dt.timedelta(seconds=1))
    assert not editorial.nunca_publicada(otra_vez(pieza))


# --- Two at once ---------------------------------------------------------------------------------


def test_el_segundo_en_guardar_lo_sabe_y_no_pisa_nada(ana: Usuario) -> None:
    pieza = escribir(por=ana)
    una, otra = otra_vez(pieza), otra_vez(pieza)
    una.titulo, otra.titulo = "Uno", "Dos"
    operaciones.guardar(pieza=una, version=1, por=ana)
    with pytest.raises(Conflicto) as choque:
        operaciones.guardar(pieza=otra, version=1, por=comunicadora())
    assert choque.value.actual.titulo == "Uno"  # type: ignore[attr-defined]
    assert otra_vez(pieza).titulo == "Uno"
    operaciones.guardar(pieza=otra, version=2, por=ana)
    assert otra_vez(pieza).titulo == "Dos"


def test_lo_mismo_otra_vez_no_cambia_nada(ana: Usuario) -> None:
    pais = crear_pais()
    pieza = escribir(por=ana)
    for _vez in range(2):
        operaciones.guardar(
            pieza=otra_vez(pieza), version=1, por=ana, relaciones={"paises": [pais]}
        )
    assert otra_vez(pieza).version == 2
    operaciones.publicar(pieza=pieza, version=2, por=ana)
    operaciones.publicar(pieza=pieza, version=2, por=ana)
    assert otra_vez(pieza).version == 3


def test_dos_clics_hacen_un_borrador(ana: Usuario) -> None:
    una = operaciones.guardar(pieza=Noticia(**TEXTOS), version=0, por=ana)
    otra = operaciones.guardar(pieza=Noticia(**TEXTOS), version=0, por=ana)
    assert una.pk == otra.pk
    operaciones.guardar(pieza=Noticia(**TEXTOS), version=0, por=comunicadora())
    assert Noticia.objects.count() == 2


def test_guardar_no_cambia_su_estado(ana: Usuario) -> None:
    pieza = escribir(por=ana)
    pieza.estado, pieza.publicar_en, pieza.titulo = "publicado", timezone.now(), "Otro"
    operaciones.guardar(pieza=pieza, version=1, por=ana)
    assert (otra_vez(pieza).estado, otra_vez(pieza).publicar_en) == ("borrador", None)


# --- Going out -----------------------------------------------------------------------------------


def graves(pieza: Any) -> list[str]:
    return [falta.campo for falta in editorial.faltas(pieza) if falta.grave]


def test_lo_que_falta_se_dice_antes_y_lo_grave_no_deja_salir(ana: Usuario) -> None:
    pieza = escribir(por=ana, resumen="", cuerpo="")
    assert set(graves(pieza)) == {"resumen", "cuerpo"}
    with pytest.raises(ValidationError):
        operaciones.publicar(pieza=pieza, version=1, por=ana)
    assert not Noticia.objects.publicados().exists()


def test_sin_ingles_sale_pero_se_avisa(ana: Usuario) -> None:
    pieza = escribir(por=ana)
    assert [(f.campo, f.grave) for f in editorial.faltas(pieza)] == [("titulo_en", False)]
    operaciones.publicar(pieza=pieza, version=1, por=ana)
    assert Noticia.objects.publicados().get() == pieza


def test_a_medio_traducir_se_avisa_de_lo_que_falta(ana: Usuario) -> None:
    pieza = escribir(por=ana, titulo_en="The Coalition meets")
    (falta,) = editorial.faltas(pieza)
    assert not falta.grave
    assert "resumen en inglés" in falta.frase
    assert not editorial.tiene_ingles(pieza)


def test_la_imagen_se_describe_en_los_idiomas_en_que_se_escribe(ana: Usuario) -> None:
    pieza = escribir(por=ana, **con_imagen(alternativo_en=""))
    assert not graves(pieza)
    pieza.titulo_en = "The Coalition meets"
    assert graves(pieza) == ["imagen_alt_en"]
    pieza.imagen_alt_en = "A blue field"
    Ilustracion.objects.create(noticia=pieza, imagen="editorial/x.jpg", alternativo="Un mapa")
    assert len(graves(pieza)) == 1


def test_lo_que_ya_se_ve_no_se_deja_a_medias(ana: Usuario) -> None:
    pieza = publicar(escribir(por=ana))
    pieza.resumen = ""
    with pytest.raises(ValidationError):
        operaciones.guardar(pieza=pieza, version=2, por=ana)
    assert otra_vez(pieza).resumen


def test_programada_sale_sola(ana: Usuario, monkeypatch: pytest.MonkeyPatch) -> None:
    pieza, luego = escribir(por=ana), timezone.now() + dt.timedelta(hours=2)
    operaciones.programar(pieza=pieza, version=1, cuando=luego, por=ana)
    assert not Noticia.objects.publicados().exists()
    assert Noticia.objects.publicados(luego).exists()
    monkeypatch.setattr(timezone, "now", lambda: luego + dt.timedelta(seconds=1))
    assert otra_vez(pieza).es_publico


@pytest.mark.parametrize("horas", [-1, 0, 24 * 365 * 3])
def test_una_hora_pasada_o_lejana_se_rechaza(ana: Usuario, horas: int) -> None:
    pieza = escribir(por=ana)
    cuando = timezone.now() + dt.timedelta(hours=horas)
    with pytest.raises(ValueError, match=r"hora ya pasó|dos años"):
        operaciones.programar(pieza=pieza, version=1, cuando=cuando, por=ana)


def test_se_retira_con_motivo_y_queda_dicho(ana: Usuario) -> None:
    pieza = publicar(escribir(por=ana))
    with pytest.raises(ValueError, match="por qué"):
        operaciones.retirar(pieza=pieza, version=2, motivo="  ", por=ana)
    operaciones.retirar(pieza=pieza, version=2, motivo="Tenía un error", por=ana)
    assert not Noticia.objects.publicados().exists()
    ultima = editorial.versiones(otra_vez(pieza))[0]
    assert (ultima.motivo, ultima.quien) == ("Tenía un error", ana)


def test_lo_que_se_ve_no_vuelve_a_borrador_sin_retirarlo(ana: Usuario) -> None:
    pieza = publicar(escribir(por=ana))
    with pytest.raises(ValueError, match="retirarla"):
        operaciones.volver_a_borrador(pieza=pieza, version=2, por=ana)
    with pytest.raises(ValueError, match="nada que retirar"):
        operaciones.retirar(pieza=escribir(por=ana, titulo="X"), version=1, motivo="x", por=ana)


# --- Versions ------------------------------------------------------------------------------------


def test_cada_guardado_es_una_version_con_lo_que_cambio(ana: Usuario) -> None:
    pieza = escribir(por=ana)
    nueva = otra_vez(pieza)
    nueva.titulo, nueva.cuerpo = "La Coalición se reúne en mayo", "<p>Se acordó todo.</p>"
    operaciones.guardar(
        pieza=nueva, version=1, por=ana, motivo="fecha", relaciones={"paises": [crear_pais()]}
    )
    segunda, primera = editorial.versiones(nueva)
    assert (primera.numero, segunda.numero, segunda.motivo) == (1, 2, "fecha")
    dichos = {c.campo: c.piezas for c in segunda.cambios}
    assert set(dichos) == {"Título", "Texto", "Países"}
    assert ("nuevo", "en mayo") in dichos["Título"]
    assert editorial.textos_de(primera.fila)["titulo"] == "La Coalición se reúne"
    assert editorial.textos_de(segunda.fila)["paises"] == [nueva.paises.get().pk]


def test_dos_textos_largos_se_comparan_sin_hacer_esperar() -> None:
    piezas = editorial.comparar("a " * 9000, "b " * 9000)
    assert [clase for clase, _texto in piezas] == ["quitado", "nuevo"]


# --- Deleting, pictures --------------------------------------------------------------------------


def test_solo_se_borra_lo_que_nadie_vio(ana: Usuario) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        pieza = escribir(por=ana, **con_imagen())
        nombre = str(pieza.imagen)
        operaciones.borrar(pieza=pieza, por=ana)
    assert not default_storage.exists(nombre)
    publica = publicar(escribir(por=ana))
    with pytest.raises(ValueError, match="nunca se publicaron"):
        operaciones.borrar(pieza=publica, por=ana)
    operaciones.retirar(pieza=publica, version=2, motivo="x", por=ana)
    operaciones.volver_a_borrador(pieza=publica, version=3, por=ana)
    with pytest.raises(ValueError, match="nunca se publicaron"):
        operaciones.borrar(pieza=publica, por=ana)


def test_la_imagen_que_otra_pieza_muestra_no_se_pierde(ana: Usuario) -> None:
    una = escribir(por=ana, **con_imagen())
    otra = escribir(Pagina, por=ana, **con_imagen())
    nombre = str(otra.imagen)
    una.imagen, una.imagen_alt, una.imagen_alt_en = "", "", ""
    with TestCase.captureOnCommitCallbacks(execute=True):
        operaciones.guardar(pieza=una, version=1, por=ana)
    assert default_storage.exists(nombre)
    otra.imagen, otra.imagen_alt = "", ""
    with TestCase.captureOnCommitCallbacks(execute=True):
        operaciones.guardar(pieza=otra, version=1, por=ana)
    assert not default_storage.exists(nombre)


# --- In which language ---------------------------------------------------------------------------


def test_se_lee_toda_en_un_idioma(ana: Usuario) -> None:
    entera = escribir(por=ana, **EN_INGLES)
    a_medias = escribir(por=ana, titulo="Otra", titulo_en="Another")
    with override("en"):
        leida = editorial.leer(entera)
        assert (leida.titulo, leida.lengua, leida.de_otro) == ("The Coalition meets", "", False)
        leida = editorial.leer(a_medias)
        assert (leida.titulo, leida.lengua, leida.de_otro) == ("Otra", "es", True)
    assert editorial.leer(entera).lengua == ""
