"""Publishing a file of evidence: who, which never, what the world sees, and taking it away."""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from PIL import Image

from actores.models import Usuario
from actores.roles import COMITE_COMUNICACION, PRESIDENCIA
from informes import operaciones, publicables
from informes.models import EvidenciaPublicada
from planes.models import Accion, Evidencia, Reporte
from planes.operaciones import reclasificar_evidencia
from tests import crear
from tests.informes.escena import Escena
from tests.planes import archivos
from tests.planes.gente import entrar, focal, texto

pytestmark = pytest.mark.django_db

SIN_GENTE = {"muestra": "nadie", "consentimiento": "no_aplica"}
TEXTOS = {
    "titulo": "Acta del taller", "titulo_en": "Minutes of the workshop",
    "alternativo": "Una sala vacía", "alternativo_en": "An empty room",
}  # fmt: skip


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    escena.publicar()
    return escena


@pytest.fixture
def reporte(escena: Escena) -> Reporte:
    return Reporte.objects.get(pais__codigo="hn", periodo__semestre=2)


def archivo(reporte: Reporte, escena: Escena, **mas: Any) -> Evidencia:
    return crear.crear_evidencia(
        reporte, escena.actividad, **{**SIN_GENTE, "subida_por": escena.secretaria, **mas}
    )


def foto(reporte: Reporte, escena: Escena) -> Evidencia:
    return archivo(
        reporte, escena, contenido=archivos.imagen("JPEG"), formato="image/jpeg",
        nombre="Ana Pérez.jpg", tipo="fotografia",
    )  # fmt: skip


def pedir(client: Client, direccion: str, **mas: Any) -> Any:
    """The answer, with its file read to the end and closed."""
    respuesta = client.get(direccion, **mas)
    respuesta.getvalue()
    return respuesta


def publicar(fila: Evidencia, por: Usuario, **mas: str) -> EvidenciaPublicada:
    return operaciones.publicar_evidencia(evidencia=fila, por=por, **{**TEXTOS, **mas})


# --- The act -------------------------------------------------------------------------------------


def test_queda_una_copia_que_se_basta_sola(escena: Escena, reporte: Reporte) -> None:
    fila = foto(reporte, escena)
    hecha = publicar(fila, escena.secretaria)
    with fila.limpia.open("rb") as limpia, hecha.archivo.open("rb") as copia:
        contenido = copia.read()
        assert contenido == limpia.read()
    assert hecha.huella == hashlib.sha256(contenido).hexdigest()
    assert (hecha.pais, hecha.actividad, hecha.anio) == (reporte.pais, "1.1", 2024)
    assert "Ana" not in hecha.archivo.name + hecha.get_absolute_url()
    assert fila.referencia not in hecha.archivo.name + hecha.get_absolute_url()
    with hecha.miniatura.open("rb") as pequena, Image.open(pequena) as imagen:
        assert max(imagen.size) <= publicables.LADO
    assert hecha.history.get().history_user == escena.secretaria


def test_dos_clics_publican_una_vez(escena: Escena, reporte: Reporte) -> None:
    fila = archivo(reporte, escena)
    assert publicar(fila, escena.secretaria) == publicar(fila, escena.secretaria)
    assert EvidenciaPublicada.objects.count() == 1


def test_solo_la_secretaria_publica_y_retira(escena: Escena, reporte: Reporte) -> None:
    fila = archivo(reporte, escena)
    otras = [
        crear.crear_usuario("", PRESIDENCIA), crear.crear_usuario("", COMITE_COMUNICACION),
        focal("hn"), focal("gt"),
    ]  # fmt: skip
    for otra in otras:
        with pytest.raises(PermissionDenied):
            publicar(fila, otra)
    hecha = publicar(fila, escena.secretaria)
    for otra in otras:
        with pytest.raises(PermissionDenied):
            operaciones.retirar_evidencia(publicada=hecha, motivo="No", por=otra)


@pytest.mark.parametrize(
    ("campos", "dice"),
    [
        ({"muestra": "victima", "consentimiento": "si"}, "una víctima"),
        ({"muestra": "ninez", "consentimiento": "si"}, "una niña"),
        ({"muestra": "no_se", "consentimiento": "si"}, "No se sabe"),
        ({"muestra": "", "consentimiento": ""}, "Nadie ha dicho"),
        ({"muestra": "adultos", "consentimiento": "no"}, "consentimiento"),
        ({"muestra": "adultos", "consentimiento": "no_se"}, "consentimiento"),
        ({"muestra": "adultos", "consentimiento": ""}, "consentimiento"),
        ({"estado": "en_cola"}, "antivirus"),
        ({"estado": "infectada"}, "copia limpia"),
    ],
)
def test_lo_que_nunca_se_publica(
    escena: Escena, reporte: Reporte, campos: dict[str, str], dice: str
) -> None:
    with pytest.raises(ValueError, match=dice):
        publicar(archivo(reporte, escena, **campos), escena.secretaria)
    assert not EvidenciaPublicada.objects.exists()


@pytest.mark.parametrize("estado", ["borrador", "enviado", "observado"])
def test_sin_reporte_aprobado_no(escena: Escena, reporte: Reporte, estado: str) -> None:
    fila = archivo(reporte, escena)
    Reporte.objects.filter(pk=reporte.pk).update(estado=estado)
    with pytest.raises(ValueError, match="no está aprobado"):
        publicar(fila, escena.secretaria)


def test_lo_de_una_version_corregida_ya_no(escena: Escena, reporte: Reporte) -> None:
    fila = archivo(reporte, escena)
    crear.crear_reporte(reporte.pais, reporte.periodo, "aprobado", version=2, sustituye=reporte)
    with pytest.raises(ValueError, match="se corrigió"):
        publicar(fila, escena.secretaria)


def test_una_imagen_se_describe_en_los_dos_idiomas(escena: Escena, reporte: Reporte) -> None:
    fila = foto(reporte, escena)
    for falta in ("alternativo", "alternativo_en"):
        with pytest.raises(ValueError, match="Describa la imagen"):
            publicar(fila, escena.secretaria, **{falta: " "})
    assert not list(Path(fila.limpia.storage.path("")).parent.rglob("*-mini.jpg"))


def test_lo_de_un_registro_espera_al_reporte_de_su_semestre(
    escena: Escena, reporte: Reporte
) -> None:
    accion = Accion.objects.create(
        tipo="reunion", pais=reporte.pais, titulo="Reunión", fecha="2024-09-02"
    )
    accion.refresh_from_db()
    accion.actividades.add(escena.sensible)
    fila = archivo(reporte, escena)
    Evidencia.objects.filter(pk=fila.pk).update(reporte=None, actividad=None, accion=accion)
    fila = Evidencia.objects.get(pk=fila.pk)
    Reporte.objects.filter(pk=reporte.pk).update(estado="enviado")
    assert "no está aprobado" in publicables.por_que_no(fila)
    Reporte.objects.filter(pk=reporte.pk).update(estado="aprobado")
    hecha = publicar(fila, escena.secretaria)
    assert (hecha.pais, hecha.actividad, hecha.anio) == (reporte.pais, "1.2", 2024)


def test_si_la_copia_falta_se_dice(escena: Escena, reporte: Reporte) -> None:
    fila = archivo(reporte, escena)
    fila.limpia.storage.delete(fila.limpia.name)
    with pytest.raises(ValueError, match="no está en su lugar"):
        publicar(fila, escena.secretaria)


# --- What the world sees -------------------------------------------------------------------------


@pytest.mark.parametrize("ruta", ["/paises/hn/", "/plan/actividades/1.1/"])
def test_se_ve_en_la_pagina_sin_esperar(
    client: Client, escena: Escena, reporte: Reporte, ruta: str,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    assert "Evidencia publicada" not in texto(client.get(ruta))
    fila = foto(reporte, escena)
    with django_capture_on_commit_callbacks(execute=True):
        hecha = publicar(fila, escena.secretaria)
    pagina = client.get(ruta)
    assert "Evidencia publicada" in texto(pagina)
    assert "Acta del taller" in texto(pagina)
    assert 'alt="Una sala vacía"' in pagina.content.decode()
    assert hecha.url_miniatura in pagina.content.decode()
    assert "&nbsp;· <a" in pagina.content.decode()  # no line begins with the dot
    ingles = client.get("/en" + ruta)
    assert "Minutes of the workshop" in texto(ingles)
    assert 'alt="An empty room"' in ingles.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        operaciones.retirar_evidencia(publicada=hecha, motivo="Prueba", por=escena.secretaria)
    assert "Acta del taller" not in texto(client.get(ruta))


def test_cada_una_en_su_pais_y_su_actividad(
    client: Client, escena: Escena, reporte: Reporte
) -> None:
    publicar(archivo(reporte, escena), escena.secretaria)
    for ajena in ("/paises/gt/", "/plan/actividades/1.2/"):
        assert "Acta del taller" not in texto(client.get(ajena))


def test_las_paginas_no_piden_mas_con_veinte(
    client: Client, escena: Escena, reporte: Reporte, django_assert_max_num_queries: Any
) -> None:
    for _n in range(20):
        publicar(archivo(reporte, escena), escena.secretaria)
    for ruta in ("/paises/hn/", "/plan/actividades/1.1/"):
        with django_assert_max_num_queries(12):
            pagina = client.get(ruta)
        assert "Ver 14 más" in texto(pagina)


def test_el_sitio_dice_lo_mismo_sin_las_tablas_del_seguimiento(
    client: Client, escena: Escena, reporte: Reporte
) -> None:
    hecha = publicar(foto(reporte, escena), escena.secretaria)
    Evidencia.objects.all().delete()
    assert "Acta del taller" in texto(client.get("/paises/hn/"))
    assert pedir(client, hecha.get_absolute_url()).status_code == 200


def test_como_se_sirve(client: Client, escena: Escena, reporte: Reporte) -> None:
    hecha = publicar(foto(reporte, escena), escena.secretaria)
    respuesta = client.get(hecha.get_absolute_url())
    assert respuesta["Content-Type"] == "image/jpeg"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert "no-cache" in respuesta["Cache-Control"]
    assert Image.open(io.BytesIO(respuesta.getvalue())).format == "JPEG"
    sello = {"If-None-Match": respuesta["ETag"]}
    assert pedir(client, hecha.get_absolute_url(), headers=sello).status_code == 304
    assert pedir(client, hecha.url_miniatura, headers=sello).status_code == 200
    otra = publicar(archivo(reporte, escena), escena.secretaria)
    assert "attachment" in pedir(client, otra.get_absolute_url())["Content-Disposition"]
    for mala in (
        hecha.get_absolute_url() + "x", f"/evidencia/{hecha.clave}/otro.jpg",
        f"/evidencia/{'0' * 32}/acta.jpg", f"/evidencia/{otra.clave}/miniatura.jpg",
    ):  # fmt: skip
        assert client.get(mala).status_code == 404


# --- Taking it away ------------------------------------------------------------------------------


def test_retirada_no_esta_en_ningun_lado(
    client: Client, escena: Escena, reporte: Reporte, django_capture_on_commit_callbacks: Any
) -> None:
    hecha = publicar(foto(reporte, escena), escena.secretaria)
    direcciones = [hecha.get_absolute_url(), hecha.url_miniatura]
    rutas = [Path(hecha.archivo.path), Path(hecha.miniatura.path)]
    assert all(ruta.exists() for ruta in rutas)
    for _clic in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            fuera = operaciones.retirar_evidencia(
                publicada=hecha, motivo="Lo pidió el país", por=escena.secretaria
            )
    for direccion in direcciones:
        assert client.get(direccion).status_code == 404
    assert not any(ruta.exists() for ruta in rutas)
    assert fuera.motivo_retiro == "Lo pidió el país"
    assert fuera.history.count() == 2
    assert Evidencia.objects.get().limpia.storage.exists(Evidencia.objects.get().limpia.name)


def test_retirar_pide_un_motivo(escena: Escena, reporte: Reporte) -> None:
    hecha = publicar(archivo(reporte, escena), escena.secretaria)
    with pytest.raises(ValueError, match="por qué se retira"):
        operaciones.retirar_evidencia(publicada=hecha, motivo="  ", por=escena.secretaria)
    assert EvidenciaPublicada.objects.publicas().exists()


def test_retirada_se_puede_publicar_de_nuevo(escena: Escena, reporte: Reporte) -> None:
    fila = archivo(reporte, escena)
    primera = publicar(fila, escena.secretaria)
    operaciones.retirar_evidencia(publicada=primera, motivo="Error", por=escena.secretaria)
    assert publicar(fila, escena.secretaria) != primera
    assert EvidenciaPublicada.objects.publicas().count() == 1


@pytest.mark.parametrize("muestra", ["victima", "no_se"])
def test_si_despues_dicen_que_muestra_a_una_victima_se_retira_sola(
    client: Client, escena: Escena, reporte: Reporte, muestra: str
) -> None:
    fila = archivo(reporte, escena)
    hecha = publicar(fila, escena.secretaria)
    nueva = crear.crear_reporte(reporte.pais, reporte.periodo, version=2, sustituye=reporte)
    copia = archivo(nueva, escena, huella=fila.huella)
    assert pedir(client, hecha.get_absolute_url()).status_code == 200
    reclasificar_evidencia(
        evidencia=copia, tipo="acta", titulo="Acta", muestra=muestra, consentimiento="no",
        por=escena.secretaria,
    )  # fmt: skip
    assert pedir(client, hecha.get_absolute_url()).status_code == 404
    hecha.refresh_from_db()
    assert hecha.motivo_retiro == copia.por_que_no_se_publica or "nunca" in hecha.motivo_retiro


def panel(escena: Escena) -> Client:
    escena.secretaria.is_staff = True
    escena.secretaria.save()
    return entrar(escena.secretaria)


# --- The panel -----------------------------------------------------------------------------------


def test_la_ficha_dice_si_se_puede_y_lleva_a_publicar(escena: Escena, reporte: Reporte) -> None:
    fila = foto(reporte, escena)
    cliente = panel(escena)
    ficha = f"/admin/planes/evidencia/{fila.pk}/change/"
    ruta = f"/admin/informes/evidenciapublicada/publicar/{fila.pk}/"
    assert ruta in cliente.get(ficha).content.decode()
    falta = cliente.post(ruta, {"titulo": "Acta", "titulo_en": "", "alternativo": ""})
    for palabras in ("Escriba el título en inglés", "Describa la imagen", "márquelo aquí"):
        assert palabras in texto(falta)
    assert not EvidenciaPublicada.objects.exists()
    for _clic in range(2):
        respuesta = cliente.post(ruta, {**TEXTOS, "mirado": "on"}, follow=True)
    assert "Está publicada como «Acta del taller»" in texto(respuesta)
    hecha = EvidenciaPublicada.objects.get()
    fuera = f"/admin/informes/evidenciapublicada/{hecha.pk}/retirar/"
    assert fuera in respuesta.content.decode()
    assert "Escriba por qué se retira" in texto(cliente.post(fuera, {"motivo": " "}))
    cliente.post(fuera, {"motivo": "Lo pidió el país"})
    assert "Lo pidió el país" in texto(cliente.get(ficha))
    assert cliente.get(fuera).status_code == 302


def test_lo_publicado_de_la_region_se_filtra_por_su_nombre(
    escena: Escena, reporte: Reporte
) -> None:
    """Not by a bare dash; and the page names the format as people do."""
    hecha = publicar(archivo(reporte, escena), escena.secretaria)
    EvidenciaPublicada.objects.filter(pk=hecha.pk).update(pais=None)
    publicar(foto(reporte, escena), escena.secretaria)  # a filter of one choice is not shown
    cliente, lista = panel(escena), "/admin/informes/evidenciapublicada/"
    html = cliente.get(lista).content.decode()
    assert re.search(r'pais__isnull=True"[^>]*>\s*La región', html)
    assert f">{hecha.formato}<" not in cliente.get(f"{lista}{hecha.pk}/change/").content.decode()


def test_la_ficha_dice_por_que_no(escena: Escena, reporte: Reporte) -> None:
    fila = archivo(reporte, escena, muestra="victima")
    cliente = panel(escena)
    pagina = cliente.get(f"/admin/planes/evidencia/{fila.pk}/change/")
    assert "No se puede publicar. Muestra o nombra a una víctima" in texto(pagina)
    ruta = f"/admin/informes/evidenciapublicada/publicar/{fila.pk}/"
    assert ruta not in pagina.content.decode()
    respuesta = cliente.post(ruta, {**TEXTOS, "mirado": "on"}, follow=True)
    assert "nunca se publica" in texto(respuesta)
    assert not EvidenciaPublicada.objects.exists()


def test_otra_gente_del_panel_lee_y_no_publica(escena: Escena, reporte: Reporte) -> None:
    fila = archivo(reporte, escena)
    hecha = publicar(archivo(reporte, escena), escena.secretaria)
    cliente = entrar(crear.crear_usuario("", PRESIDENCIA, is_staff=True))
    assert cliente.get("/admin/informes/evidenciapublicada/").status_code == 200
    ficha = cliente.get(f"/admin/planes/evidencia/{fila.pk}/change/")
    assert "publicar/" not in ficha.content.decode()
    for ruta in (f"publicar/{fila.pk}/", f"{hecha.pk}/retirar/"):
        assert cliente.post(f"/admin/informes/evidenciapublicada/{ruta}").status_code == 403
