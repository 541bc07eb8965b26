"""Publications: files taken in and cleaned, what is missing to publish, lists, downloads."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from actores.models import Organizacion
from informes import biblioteca, biblioteca_archivos, editorial, subtitulos, video
from informes.models import Campana, Publicacion
from informes.operaciones import editorial as operaciones
from informes.subtitulos import SubtitulosMal
from planes import antivirus
from planes.limpieza import ArchivoRechazado
from tests.crear import crear_pais
from tests.informes.escena_biblioteca import SUBTITULOS, con_archivo, mp4, pdf_suelto, publicacion
from tests.informes.escena_editorial import comunicadora, con_imagen, escribir, foto, publicar
from tests.personas import Persona

pytestmark = pytest.mark.django_db


# --- Files ---------------------------------------------------------------------------------------


def test_el_pdf_se_guarda_sin_programas_ni_adjuntos_y_una_sola_vez() -> None:
    hostil = pdf_suelto("Guía", hostil=True)
    assert b"JavaScript" in hostil
    nombre = biblioteca_archivos.guardar("Guía de ANA.pdf", hostil)
    with default_storage.open(nombre) as guardado:
        limpio = guardado.read()
    with pikepdf.open(io.BytesIO(limpio)) as pdf:
        assert "/OpenAction" not in pdf.Root
        assert not pdf.attachments
        assert "/Info" not in pdf.trailer
    assert "ANA" not in nombre
    assert biblioteca_archivos.guardar("otra.pdf", hostil) == nombre
    hecho = biblioteca_archivos.describir(nombre)
    assert (hecho["formato"], hecho["tamano"]) == ("application/pdf", len(limpio))


@pytest.mark.parametrize(
    ("nombre", "contenido"),
    [
        ("guia.pdf", b"<script>alert(1)</script>"),
        ("guia.pdf", b""),
        ("guia.exe", b"MZ"),
        ("guia", b"%PDF-1.7"),
        ("dibujo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("foto.png", pdf_suelto()),
        ("video.mp4", pdf_suelto()),
        ("video.mp4", mp4()[:-100]),
        ("video.mp4", mp4(b"qt  ").replace(b"isommp42", b"qt  qt  ")),
        ("video.mp4", mp4(moov=b"udta\xa9xyz+14.6-090.5/")),
        ("../../etc/passwd.pdf", b"root"),
    ],
)
def test_lo_que_no_es_lo_que_dice_no_se_guarda(nombre: str, contenido: bytes) -> None:
    with pytest.raises(ArchivoRechazado):
        biblioteca_archivos.guardar(nombre, contenido)


def test_un_video_de_verdad_si_y_demasiado_grande_no(monkeypatch: pytest.MonkeyPatch) -> None:
    assert biblioteca_archivos.guardar("v.MP4", mp4()).endswith(".mp4")
    monkeypatch.setattr(video, "MAXIMO", 100)
    with pytest.raises(ArchivoRechazado, match="pesa"):
        biblioteca_archivos.guardar("v.mp4", mp4())


def test_con_virus_o_sin_respuesta_del_antivirus_no_se_guarda(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def caido(contenido: bytes) -> str:
        raise antivirus.AntivirusCaido("no")

    for dice in (lambda contenido: "Eicar", caido):
        monkeypatch.setattr(antivirus, "buscar", dice)
        with pytest.raises(ArchivoRechazado):
            biblioteca_archivos.guardar("guia.pdf", pdf_suelto("x"))


def test_los_subtitulos_quedan_en_lo_que_se_muestra() -> None:
    escritos = b"\xef\xbb\xbfWEBVTT Ana\r\n\r\nNOTE de Ana\r\n\r\nSTYLE\r\n::cue{}\r\n\r\n" + (
        b"01:00:00.000 --> 01:00:02.500 line:0\r\nHola\r\n"
    )
    limpio = subtitulos.revisar(escritos)
    assert limpio == b"WEBVTT\n\n01:00:00.000 --> 01:00:02.500 line:0\nHola\n"
    assert subtitulos.revisar(SUBTITULOS) == SUBTITULOS


@pytest.mark.parametrize(
    "escritos",
    [
        b"1\n00:00:01,000 --> 00:00:02,000\nHola\n",  # SubRip
        b"WEBVTT",
        b"WEBVTT\n\nNOTE nada\n",
        b"WEBVTT\n\n00:02.000 --> 00:01.000\nHola\n",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\n\n",
        b"WEBVTT\n\n00:99.000 --> 01:00.000\nHola\n",
        b"WEBVTT\n\nhola\n",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nHola\xff\n",
        b"WEBVTT\n\n00:01.000 --> 00:02.000\nHo\0la\n",
        b"WEBVTT" + b"\n" * (subtitulos.MAXIMO + 1),
    ],
)
def test_lo_que_no_son_subtitulos_se_dice(escritos: bytes) -> None:
    with pytest.raises(SubtitulosMal):
        subtitulos.revisar(escritos)


# --- Before it goes out --------------------------------------------------------------------------


def graves(pieza: Publicacion) -> set[str]:
    return {falta.campo for falta in editorial.faltas(pieza) if falta.grave}


def test_sin_archivo_ni_direccion_no_sale_y_el_texto_no_hace_falta() -> None:
    ana = comunicadora()
    pieza = escribir(Publicacion, ana, tipo="manual", cuerpo="")
    assert graves(pieza) == {"archivo"}
    with pytest.raises(ValidationError):
        operaciones.publicar(pieza=pieza, version=1, por=ana)
    pieza.enlace = "https://ejemplo.example/guia"
    operaciones.guardar(pieza=pieza, version=1, por=ana)
    operaciones.publicar(pieza=pieza, version=2, por=ana)
    assert Publicacion.objects.publicados().get() == pieza


def test_un_video_sin_subtitulos_no_sale() -> None:
    ana = comunicadora()
    pieza = escribir(Publicacion, ana, tipo="video", **con_archivo("v.mp4", mp4()))
    assert graves(pieza) == {"subtitulos"}
    pieza.subtitulos = biblioteca_archivos.guardar("s.vtt", SUBTITULOS, ("vtt",))
    operaciones.guardar(pieza=pieza, version=1, por=ana)
    assert not graves(pieza)
    avisos = {falta.campo for falta in editorial.faltas(pieza) if not falta.grave}
    assert "transcripcion" in avisos
    operaciones.publicar(pieza=pieza, version=2, por=ana)


def test_del_archivo_repetido_se_avisa() -> None:
    una = publicacion(titulo="La primera")
    otra = escribir(Publicacion, tipo="manual", titulo="Otra", **con_archivo())
    assert any("La primera" in falta.frase for falta in editorial.faltas(otra))
    assert not any("Otra" in f.frase for f in editorial.faltas(escribir(Publicacion, tipo="otra")))
    assert una.huella == otra.huella


# --- What visitors see ---------------------------------------------------------------------------


def lista(client: Client, consulta: str = "", idioma: str = "") -> str:
    respuesta = client.get(f"{idioma}/publicaciones/{consulta}")
    assert respuesta.status_code == 200
    return respuesta.content.decode()


def test_la_lista_se_filtra_por_todo(client: Client) -> None:
    campana = publicar(escribir(Campana, titulo="Pregunte"))
    pais = crear_pais("hn", "Honduras")
    guia = publicacion(titulo="Guía única", fecha=dt.date(2024, 5, 1))
    guia.paises.add(pais)
    publicacion(titulo="Afiche azul", tipo="material", idioma="en", campana=campana)
    escribir(Publicacion, tipo="manual", titulo="Borrador secreto")
    anio = timezone.localdate().year
    for consulta, esta, falta in (
        ("", "Guía única", "Borrador secreto"),
        ("?tipo=material", "Afiche azul", "Guía única"),
        ("?pais=hn", "Guía única", "Afiche azul"),
        ("?anio=2024", "Guía única", "Afiche azul"),
        (f"?anio={anio}", "Afiche azul", "Guía única"),
        ("?idioma=en", "Afiche azul", "Guía única"),
        (f"?campana={campana.slug}", "Afiche azul", "Guía única"),
        ("?q=UNICA+guia", "Guía única", "Afiche azul"),
    ):
        hoja = lista(client, consulta)
        assert esta in hoja, consulta
        assert falta not in hoja, consulta
    nada = lista(client, "?q=%3Cscript%3Eno+hay")
    assert "No hay publicaciones así" in nada
    assert "<script>no" not in nada


@pytest.mark.parametrize(
    "consulta",
    ["tipo=x", "pais=zz", "anio=1800", "anio=99999999999999999999", "idioma=fr", "campana=no",
     "pagina=9", "pagina=x", "tipo=%00"],
)  # fmt: skip
def test_lo_que_no_hay_es_404(client: Client, consulta: str) -> None:
    publicacion()
    assert client.get(f"/publicaciones/?{consulta}").status_code == 404


def test_sin_nada_publicado_la_pagina_lo_dice(client: Client) -> None:
    assert "Todavía no hay publicaciones" in lista(client)


def test_consultas(client: Client, django_assert_max_num_queries: Any) -> None:
    for n in range(4):
        pieza = publicacion(titulo=f"Guía {n}")
        pieza.paises.add(crear_pais(("hn", "gt", "sv", "ni")[n]))
    with django_assert_max_num_queries(12):
        lista(client)
    with django_assert_max_num_queries(12):
        client.get(pieza.get_absolute_url())


def test_la_ficha_dice_que_es_y_como_se_cita(client: Client) -> None:
    ong = Organizacion.objects.create(
        codigo="ong", nombre="Una red", sigla="RED", tipo="sociedad_civil", publicable=True
    )
    oculta = Organizacion.objects.create(codigo="otra", nombre="No publicable", tipo="medio")
    pieza = publicacion(fecha=dt.date(2024, 5, 1), titulo_en="Signs guide", resumen_en="Look.",
                        cuerpo="", **con_imagen())  # fmt: skip
    pieza.autores.add(ong, oculta)
    hoja = client.get(pieza.get_absolute_url()).content.decode()
    assert "Una red" in hoja
    assert "No publicable" not in hoja
    assert "RED (2024)" in hoja
    assert f"/publicaciones/{pieza.slug}/{pieza.slug}.pdf" in hoja
    assert "(PDF, " in hoja
    assert "Signs guide" in client.get(f"/en{pieza.get_absolute_url()}").content.decode()


def test_el_video_se_ve_sin_programas_y_con_sus_subtitulos(client: Client) -> None:
    pista = biblioteca_archivos.guardar("s.vtt", SUBTITULOS, ("vtt",))
    pieza = publicacion(
        tipo="video", subtitulos=pista, transcripcion="Se oye: hola.", **con_archivo("v.mp4", mp4())
    )
    hoja = client.get(pieza.get_absolute_url()).content.decode()
    assert '<video controls preload="none"' in hoja
    assert f'srclang="es" label="Español" src="/publicaciones/{pieza.slug}/subtitulos-es' in hoja
    assert "Se oye: hola." in hoja
    pistas = client.get(f"/publicaciones/{pieza.slug}/subtitulos-es.vtt")
    assert pistas["Content-Type"].startswith("text/vtt")
    assert pistas.getvalue() == SUBTITULOS
    parte = client.get(
        f"/publicaciones/{pieza.slug}/{pieza.slug}.mp4", headers={"range": "bytes=4-7"}
    )
    assert (parte.status_code, parte.getvalue()) == (206, b"ftyp")


def direccion(pieza: Publicacion) -> str:
    return f"/publicaciones/{pieza.slug}/{pieza.slug}.pdf"


def test_el_archivo_sale_por_partes_y_304_si_se_tiene(client: Client) -> None:
    pieza = publicacion()
    respuesta = client.get(direccion(pieza))
    assert respuesta.getvalue().startswith(b"%PDF")
    assert respuesta["Content-Type"] == "application/pdf"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert "public" in respuesta["Cache-Control"]
    otra = client.get(direccion(pieza), headers={"if-none-match": respuesta["ETag"]})
    assert otra.status_code == 304


def test_el_de_lo_que_no_esta_publicado_no_existe_para_nadie_de_fuera(
    client: Client, comunicacion: Persona, focal: Persona
) -> None:
    piezas = [
        escribir(Publicacion, tipo="manual", slug="borrador", **con_archivo()),
        publicar(
            escribir(Publicacion, tipo="manual", slug="programada", **con_archivo()),
            -dt.timedelta(hours=1),
        ),
    ]
    retirada = publicacion(slug="retirada")
    Publicacion.objects.filter(pk=retirada.pk).update(estado="retirado")
    for pieza in [*piezas, retirada]:
        for quien in (client, focal):
            assert quien.get(direccion(pieza)).status_code == 404
            assert quien.get(pieza.get_absolute_url()).status_code == 404
        de_casa = comunicacion.get(direccion(pieza))
        assert de_casa.getvalue().startswith(b"%PDF")
        assert "no-store" in de_casa["Cache-Control"]


@pytest.mark.parametrize("resto", ["otra.pdf", "guia.exe", "subtitulos-es.vtt", "guia.mp4"])
def test_otro_nombre_no_es_nada(client: Client, resto: str) -> None:
    publicacion(slug="guia")
    assert client.get(f"/publicaciones/guia/{resto}").status_code == 404


def test_si_falta_en_el_disco_es_404(client: Client) -> None:
    pieza = publicacion()
    default_storage.delete(str(pieza.archivo))
    assert client.get(direccion(pieza)).status_code == 404


# --- In the panel --------------------------------------------------------------------------------

FORMA: dict[str, Any] = {
    "titulo": "Guía", "titulo_en": "", "resumen": "Corta.", "resumen_en": "", "cuerpo": "",
    "cuerpo_en": "", "transcripcion": "", "transcripcion_en": "", "imagen_alt": "",
    "imagen_alt_en": "", "imagen_credito": "", "tipo": "manual", "fecha": "", "enlace": "",
    "idioma": "es", "campana": "", "slug": "", "version": "1",
}  # fmt: skip


def subir(nombre: str, contenido: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nombre, contenido)


def test_una_comunicadora_sube_y_reemplaza(comunicacion: Persona) -> None:
    alta = "/admin/informes/publicacion/add/"
    respuesta = comunicacion.post(alta, FORMA | {"archivo": subir("g.pdf", pdf_suelto("uno"))})
    assert respuesta.status_code == 302
    pieza = Publicacion.objects.get()
    primero = str(pieza.archivo)
    assert (pieza.formato, pieza.tamano > 0, len(pieza.huella)) == ("application/pdf", True, 64)
    cambio = f"/admin/informes/publicacion/{pieza.pk}/change/"
    datos = FORMA | {"slug": pieza.slug, "archivo": subir("g.png", foto(600, 400, "PNG"))}
    assert comunicacion.post(cambio, datos).status_code == 302
    pieza.refresh_from_db()
    assert (pieza.formato, pieza.version) == ("image/png", 2)
    # Whoever saves without touching the file keeps it.
    datos = FORMA | {"slug": pieza.slug, "titulo": "Otro", "version": "2",
                     "archivo_guardada": str(pieza.archivo)}  # fmt: skip
    assert comunicacion.post(cambio, datos).status_code == 302
    pieza.refresh_from_db()
    assert (pieza.formato, pieza.titulo) == ("image/png", "Otro")
    assert primero != str(pieza.archivo)


def test_el_archivo_malo_se_dice_en_su_campo_y_el_bueno_no_se_pierde(comunicacion: Persona) -> None:
    alta = "/admin/informes/publicacion/add/"
    mala = comunicacion.post(alta, FORMA | {"archivo": subir("g.pdf", b"hola")})
    assert mala.status_code == 200
    assert "por dentro es otra cosa" in mala.content.decode()
    assert not Publicacion.objects.exists()
    sin_titulo = FORMA | {"titulo": "", "archivo": subir("g.pdf", pdf_suelto("bueno"))}
    otra = comunicacion.post(alta, sin_titulo).content.decode()
    guardado = biblioteca_archivos.guardar("x.pdf", pdf_suelto("bueno"))
    assert f'name="archivo_guardada" value="{guardado}"' in otra


def test_de_un_archivo_rechazado_no_queda_nada_y_se_guarda_con_un_enlace(
    comunicacion: Persona,
) -> None:
    alta = "/admin/informes/publicacion/add/"
    mala = comunicacion.post(alta, FORMA | {"archivo": subir("g.pdf", b"hola")}).content.decode()
    assert "Hay un archivo" not in mala
    assert "archivo_guardada" not in mala
    robada = FORMA | {"archivo_guardada": "editorial/x.jpg"}
    assert "Hay un archivo" not in comunicacion.post(alta, robada).content.decode()
    con_enlace = FORMA | {"enlace": "https://ejemplo.org/guia"}
    assert comunicacion.post(alta, con_enlace).status_code == 302


@pytest.mark.parametrize("robado", ["editorial/x.jpg", "../internos/abc", "publicaciones/no.pdf"])
def test_no_se_pide_un_archivo_ajeno_por_su_nombre(comunicacion: Persona, robado: str) -> None:
    comunicacion.post("/admin/informes/publicacion/add/", FORMA | {"archivo_guardada": robado})
    assert not Publicacion.objects.exists()


def test_al_borrar_el_borrador_se_va_su_archivo(
    comunicacion: Persona, django_capture_on_commit_callbacks: Any
) -> None:
    pieza = escribir(Publicacion, tipo="manual", **con_archivo())
    nombre = str(pieza.archivo)
    with django_capture_on_commit_callbacks(execute=True):
        comunicacion.post(f"/admin/informes/publicacion/{pieza.pk}/delete/", {"post": "yes"})
    assert not Publicacion.objects.exists()
    assert not default_storage.exists(nombre)


def test_la_vista_previa_muestra_el_borrador(comunicacion: Persona) -> None:
    pieza = escribir(Publicacion, tipo="manual", titulo="A medias", **con_archivo())
    hoja = comunicacion.get(f"/admin/informes/publicacion/{pieza.pk}/vista/")
    assert "A medias" in hoja.content.decode()
    assert biblioteca.archivos(pieza)


@pytest.mark.navegador
@pytest.mark.django_db(transaction=True)
def test_accesible(live_server: Any, pagina_axe: Any, axe: Any) -> None:
    pista = biblioteca_archivos.guardar("s.vtt", SUBTITULOS, ("vtt",))
    video_ = publicacion(
        tipo="video", titulo="Un video", subtitulos=pista, transcripcion="Hola.",
        **con_archivo("v.mp4", mp4()),
    )  # fmt: skip
    guia = publicacion(titulo_en="Guide", resumen_en="Look.", cuerpo_en="<p>Text.</p>")
    for url in ("/publicaciones/", "/en/publicaciones/", video_.get_absolute_url(),
                guia.get_absolute_url()):  # fmt: skip
        for ancho in (1280, 320):
            pagina_axe.set_viewport_size({"width": ancho, "height": 900})
            pagina_axe.goto(live_server.url + url)
            assert pagina_axe.evaluate("document.documentElement.scrollWidth") <= ancho
            axe(pagina_axe)
