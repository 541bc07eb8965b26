"""Pictures for pieces: what is taken, what is kept, and to whom it is shown."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from informes.editorial_imagen import CARPETA, Imagen, guardar, preparar
from informes.models import Ilustracion
from informes.operaciones import editorial as operaciones
from planes.limpieza import ArchivoRechazado
from tests.crear import crear_usuario
from tests.informes.escena_editorial import comunicadora, con_imagen, escribir, foto, publicar
from tests.planes.gente import BACKEND


def con_gps() -> bytes:
    exif = Image.Exif()
    exif[0x0110] = "Cámara de Ana"
    exif.get_ifd(0x8825)[2] = (14.0, 38.0, 2.0)
    return foto(exif=exif)


def test_se_escribe_de_nuevo_sin_los_datos_de_la_camara_y_en_tres_anchos() -> None:
    original = con_gps()
    assert b"Exif" in original
    hechas = preparar("Foto de Ana.JPG", original)
    assert [(i.ancho, i.alto) for i in hechas] == [(1600, 889), (480, 267), (960, 533)]
    for imagen, jpeg in hechas.items():
        with Image.open(io.BytesIO(jpeg)) as abierta:
            assert (abierta.size, abierta.format) == ((imagen.ancho, imagen.alto), "JPEG")
            assert not abierta.getexif()
        assert b"Ana" not in jpeg
    assert list(preparar("x.jpg", con_gps())) == list(hechas)  # the same picture, the same name


def test_lo_transparente_queda_sobre_blanco() -> None:
    salida = io.BytesIO()
    Image.new("RGBA", (600, 600), (0, 0, 0, 0)).save(salida, "PNG")
    (imagen, jpeg), *_menores = preparar("logo.png", salida.getvalue()).items()
    assert imagen.nombre.endswith("-600x600.jpg")
    with Image.open(io.BytesIO(jpeg)) as abierta:
        assert abierta.getpixel((300, 300)) == (255, 255, 255)


def bomba() -> bytes:
    """A PNG of a few bytes that says it is 30 000 points a side."""
    png = bytearray(foto(500, 500, "PNG"))
    png[16:24] = (30_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    return bytes(png)


POLIGLOTA = b"<html><script>alert(1)</script></html>" + foto(600, 600)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

MALAS: list[tuple[str, bytes, str]] = [
    ("dibujo.svg", SVG, "JPEG, PNG o WebP"),
    ("dibujo.png", SVG, "por dentro es otra cosa"),
    ("foto.jpg", POLIGLOTA, "por dentro es otra cosa"),
    ("foto.heic", b"x", "HEIC"),
    ("informe.pdf", b"%PDF-1.7", "JPEG, PNG o WebP"),
    ("foto.jpg", b"", "vacío"),
    ("foto.jpg", foto()[:300], "dañada"),
    ("foto.png", bomba(), "millones de puntos"),
    ("foto.jpg", foto(200, 100), "borrosa"),
    ("sin-extension", foto(), "JPEG, PNG o WebP"),
]


@pytest.mark.parametrize(("nombre", "contenido", "dicho"), MALAS)
def test_lo_que_no_es_una_imagen_se_rechaza_con_su_motivo(
    nombre: str, contenido: bytes, dicho: str
) -> None:
    with pytest.raises(ArchivoRechazado, match=dicho):
        guardar(nombre, contenido)
    assert not default_storage.exists(CARPETA)


def test_lo_escondido_detras_de_una_imagen_no_se_guarda() -> None:
    detras = foto() + b"<script>alert(1)</script>"
    for jpeg in preparar("foto.jpg", detras).values():
        assert b"script" not in jpeg


@pytest.mark.parametrize(
    "nombre", ["", "a.jpg", "../../etc/passwd", "0" * 20 + "-0x10.jpg", "0" * 20 + "-10x10.png"]
)
def test_un_nombre_que_no_es_nuestro_no_es_una_imagen(nombre: str) -> None:
    assert Imagen.de(nombre) is None


# --- Who sees it ---------------------------------------------------------------------------------


@pytest.fixture
def entrar(client: Client) -> Any:
    def como(*roles: str) -> Client:
        client.force_login(crear_usuario("", *roles, is_staff=True), backend=BACKEND)
        return client

    return como


@pytest.mark.django_db
def test_la_de_un_borrador_solo_la_ve_quien_lee_borradores(client: Client) -> None:
    pieza = escribir(**con_imagen())
    imagen = Imagen.de(str(pieza.imagen))
    assert imagen is not None
    urls = [imagen.url, *(menor.url for menor in imagen.derivadas)]
    assert {client.get(url).status_code for url in urls} == {404}
    propia = Client()
    propia.force_login(comunicadora(), backend=BACKEND)
    respuesta = propia.get(imagen.url)
    assert respuesta.status_code == 200
    assert "no-store" in respuesta["Cache-Control"]
    publicar(pieza)
    respuestas = [client.get(url) for url in urls]
    assert {r.status_code for r in respuestas} == {200}
    assert {r["Content-Type"] for r in respuestas} == {"image/jpeg"}
    assert {r["X-Content-Type-Options"] for r in respuestas} == {"nosniff"}
    de_nuevo = client.get(imagen.url, headers={"if-none-match": respuestas[0]["ETag"]})
    assert de_nuevo.status_code == 304


@pytest.mark.django_db
def test_la_de_lo_retirado_y_la_de_lo_programado_no_se_ven(client: Client) -> None:
    pieza = publicar(escribir(**con_imagen()))
    imagen = Imagen.de(str(pieza.imagen))
    assert imagen is not None
    assert pieza.creado_por
    operaciones.retirar(pieza=pieza, version=2, motivo="x", por=pieza.creado_por)
    assert client.get(imagen.url).status_code == 404


@pytest.mark.django_db
def test_las_demas_imagenes_siguen_a_su_pieza(client: Client) -> None:
    pieza = escribir()
    nombre = guardar("mapa.jpg", foto(900, 900))
    Ilustracion.objects.create(noticia=pieza, imagen=nombre, alternativo="Un mapa")
    imagen = Imagen.de(nombre)
    assert imagen is not None
    assert client.get(imagen.url).status_code == 404
    publicar(pieza)
    assert client.get(imagen.url).status_code == 200
    assert client.get(imagen.url.replace("900x900", "901x900")).status_code == 404
