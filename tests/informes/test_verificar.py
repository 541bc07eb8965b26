"""Is it genuine? Looked up by its hash, or a file checked in the browser."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from informes import operaciones
from informes.models import Corte, Informe
from tests.informes.documentos_publicados import huella, producido, publicado
from tests.informes.escena import Escena

pytestmark = pytest.mark.django_db

DIBUJO = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture
def escena() -> Escena:
    escena = Escena()
    escena.reportar_todo()
    return escena


@pytest.fixture
def corte(escena: Escena) -> Corte:
    return escena.publicar()


@pytest.fixture
def infografia(escena: Escena, corte: Corte) -> Informe:
    return publicado(corte, escena.secretaria, "infografia", formas=[("", "svg", DIBUJO)])


def leer(client: Client, url: str, estado: int = 200) -> str:
    cache.clear()
    respuesta = client.get(url)
    assert respuesta.status_code == estado, url
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", respuesta.content.decode()))


def test_un_documento_dice_que_es_y_cuales_son_sus_archivos(
    client: Client, infografia: Informe
) -> None:
    dicho = leer(client, f"/verificar/{infografia.huella}/")
    assert "Este documento es auténtico y está en vigor" in dicho
    assert "Infografía del año 2024 (Español), PDF" in dicho
    assert huella(DIBUJO) in dicho
    assert infografia.corte.huella in dicho
    de_forma = leer(client, f"/verificar/{huella(DIBUJO).upper()}/")
    assert "Infografía del año 2024 (Español), SVG" in de_forma


def test_de_un_corte_se_listan_sus_documentos(
    client: Client, escena: Escena, corte: Corte, infografia: Informe
) -> None:
    borrador = producido(corte, "resumen_ejecutivo")
    dicho = leer(client, f"/verificar/{corte.huella}/")
    assert "Los documentos hechos con este corte" in dicho
    assert infografia.huella in dicho
    assert huella(DIBUJO) in dicho
    assert borrador.huella not in dicho
    operaciones.retirar_corte(corte=corte, motivo="Error.", por=escena.secretaria)
    html = client.get(f"/verificar/{corte.huella}/").content.decode()
    assert "Este corte fue retirado" in html
    assert infografia.huella in html
    assert "infografia.pdf" not in html


def test_de_que_trata_un_documento_se_dice_en_el_idioma_del_documento(
    client: Client, escena: Escena, corte: Corte
) -> None:
    de_que = {"sujeto": "f1c00003", "nombre_sujeto": "Una <red> de refugios"}
    informe = publicado(corte, escena.secretaria, "ficha_proyecto", **de_que)
    for huella_pedida in (informe.huella, corte.huella):
        cache.clear()
        pagina = client.get(f"/en/verificar/{huella_pedida}/").content.decode()
        assert '<span lang="es">Una &lt;red&gt; de refugios</span>' in pagina
        # A citation names the document as its cover does.
        marcado = r'<span lang="es">[^<]*</span>|data-nombre="[^"]*"|“[^”]*”'
        assert "Una &lt;red&gt;" not in re.sub(marcado, "", pagina)


def test_los_archivos_de_datos_tienen_su_huella(client: Client, corte: Corte) -> None:
    for nombre in ("corte.json", "celdas.csv"):
        bajado = client.get(f"/datos/{nombre}").content
        suya = hashlib.sha256(bajado).hexdigest()
        assert suya in leer(client, f"/verificar/{corte.huella}/")
        respuesta = client.get(f"/verificar/{suya}/")
        assert respuesta["Location"] == f"/verificar/{corte.huella}/#datos-{suya}"


def test_cada_archivo_de_datos_se_reconoce_aunque_su_corte_ya_no_este_en_vigor(
    client: Client, escena: Escena, corte: Corte
) -> None:
    nombres = ("plan.csv", "celdas.xlsx", "estados.json", "paquete.zip")
    bajados = [client.get(f"/datos/{nombre}").getvalue() for nombre in nombres]
    escena.actividad.texto = "Otras palabras"
    escena.actividad.save()
    assert escena.publicar().huella != corte.huella
    cache.clear()
    for bajado in bajados:
        respuesta = client.get(f"/verificar/{huella(bajado)}/")
        assert respuesta.status_code == 302
        assert respuesta["Location"] == f"/verificar/{corte.huella}/#datos-{huella(bajado)}"
    dicho = leer(client, f"/verificar/{corte.huella}/")
    assert all(huella(bajado) in dicho for bajado in bajados)


def test_una_version_que_se_sustituyo_lleva_a_la_nueva(
    client: Client, escena: Escena, infografia: Informe
) -> None:
    segundo = escena.publicar()
    nueva = publicado(segundo, escena.secretaria, "infografia", contenido=b"%PDF 2")
    html = client.get(f"/verificar/{infografia.huella}/").content.decode()
    assert "hay una versión más reciente" in html
    assert 'href="/informes/2024/infografia.pdf"' in html
    assert nueva.huella in html
    operaciones.retirar_corte(corte=segundo, motivo="Error.", por=escena.secretaria)
    dicho = leer(client, f"/verificar/{infografia.huella}/")
    assert "ahora no hay ninguna en vigor" in dicho


def test_una_huella_desconocida_dice_a_que_puede_deberse(client: Client, corte: Corte) -> None:
    dicho = leer(client, f"/verificar/{'0' * 64}/", 404)
    assert "No reconocemos esta huella" in dicho
    assert "A qué puede deberse" in dicho
    assert "64 caracteres" in leer(client, "/verificar/corta/", 404)


def test_el_comienzo_de_una_huella_lleva_a_la_suya(
    client: Client, corte: Corte, infografia: Informe
) -> None:
    """As a citation prints it, with its full stop."""
    de_datos = huella(client.get("/datos/plan.csv").content)
    for entera in (corte.huella, infografia.huella, huella(DIBUJO), de_datos):
        for dicha in (f"{entera[:16]}.", f" {entera[:12].upper()}"):
            respuesta = client.get("/verificar/", {"huella": dicha})
            assert (respuesta.status_code, respuesta["Location"]) == (302, f"/verificar/{entera}/")
        respuesta = client.get(f"/verificar/{entera[:16]}/")
        assert (respuesta.status_code, respuesta["Location"]) == (302, f"/verificar/{entera}/")


def test_un_comienzo_que_no_lleva_a_ninguna_o_a_varias_lo_dice(
    client: Client, escena: Escena, corte: Corte
) -> None:
    borrador = producido(corte, "resumen_ejecutivo")
    Informe.objects.filter(pk=publicado(corte, escena.secretaria, "infografia").pk).update(
        huella=corte.huella[:20] + "0" * 44
    )
    for comienzo, frase in (
        (corte.huella[:16], "Varias huellas publicadas empiezan así"),
        (borrador.huella[:16], "Ninguna huella publicada empieza así"),
        (corte.huella[:11], "Bastan los primeros 12"),
    ):
        for url in (f"/verificar/?huella={comienzo}", f"/verificar/{comienzo}/"):
            assert frase in leer(client, url, 404)


@pytest.mark.parametrize("huella_pedida", [None, "0" * 64])
def test_sin_javascript_dice_las_ordenes(
    client: Client, corte: Corte, huella_pedida: str | None
) -> None:
    url = "/verificar/" + (f"{huella_pedida}/" if huella_pedida else "")
    dicho = leer(client, url, 404 if huella_pedida else 200)
    for orden in ("certutil -hashfile", "shasum -a 256", "sha256sum"):
        assert orden in dicho
    html = client.get(url).content.decode()
    assert '<div class="soltar" hidden>' in html
    assert '<details class="plegable ordenes" open>' in html


# --- In the browser ---------------------------------------------------------------------------


def elegir(page: Any, ruta: Path) -> None:
    page.get_by_label("Elija el archivo").set_input_files(ruta)


@pytest.fixture
def peticiones(page: Any) -> list[Any]:
    """Everything the page sends."""
    hechas: list[Any] = []
    page.on("request", lambda pedida: hechas.append(pedida))
    return hechas


def test_un_archivo_de_la_pagina(
    live_server: Any, page: Any, tmp_path: Path, infografia: Informe, peticiones: list[Any]
) -> None:
    (tmp_path / "bajado.svg").write_bytes(DIBUJO)
    page.goto(f"{live_server.url}/verificar/{infografia.corte.huella}/")
    page.wait_for_load_state("networkidle")
    peticiones.clear()
    elegir(page, tmp_path / "bajado.svg")
    estado = page.locator(".soltar [role=status]")
    estado.filter(has_text="está en vigor").wait_for()
    assert estado.inner_text() == (
        "bajado.svg = Infografía del año 2024 (Español), SVG."
        " Es idéntico al publicado y está en vigor."
    )
    assert "SVG" in page.locator("tr.coincide th").inner_text()
    assert peticiones == []


def test_un_archivo_que_no_es(
    live_server: Any, page: Any, tmp_path: Path, infografia: Informe, peticiones: list[Any]
) -> None:
    (tmp_path / "otro.pdf").write_bytes(b"otra cosa")
    page.goto(f"{live_server.url}/verificar/{infografia.huella}/")
    elegir(page, tmp_path / "otro.pdf")
    page.wait_for_url(f"**/verificar/{huella(b'otra cosa')}/")
    assert page.locator("h1").inner_text() == "No reconocemos esta huella"
    page.locator(".si-lo-trajo").wait_for()
    assert all(p.method == "GET" and p.post_data is None for p in peticiones)


def test_desde_la_pagina_de_comprobar_se_llega_a_la_suya(
    live_server: Any, page: Any, tmp_path: Path, infografia: Informe
) -> None:
    (tmp_path / "dibujo.svg").write_bytes(DIBUJO)
    page.goto(f"{live_server.url}/verificar/")
    assert not page.locator(".sin-calculo").is_visible()
    assert not page.get_by_text("sha256sum").is_visible()
    elegir(page, tmp_path / "dibujo.svg")
    page.wait_for_url(f"**/verificar/{huella(DIBUJO)}/")
    page.locator(".si-lo-trajo").wait_for()
    assert not page.locator(".si-no").is_visible()
    for compartida in ("", "#suyo"):  # said once, to who chose the file; never to others
        page.goto("about:blank")
        page.goto(f"{live_server.url}/verificar/{huella(DIBUJO)}/{compartida}")
        assert not page.locator(".si-lo-trajo").is_visible()
        assert page.locator(".si-no").is_visible()


SOLTAR = """([nombres, texto]) => {
    const datos = new DataTransfer();
    for (const nombre of nombres) datos.items.add(new File([texto], nombre));
    for (const que of ["dragover", "drop"])
      document.querySelector("h1").dispatchEvent(
        new DragEvent(que, { dataTransfer: datos, bubbles: true, cancelable: true }));
}"""


def test_se_suelta_en_cualquier_lugar(live_server: Any, page: Any, infografia: Informe) -> None:
    page.goto(f"{live_server.url}/verificar/{infografia.huella}/")
    page.evaluate(SOLTAR, [["uno.svg"], DIBUJO.decode()])
    page.locator(".dicho.bien").wait_for()
    page.evaluate(SOLTAR, [["uno.svg", "dos.svg"], DIBUJO.decode()])
    assert "uno en uno" in page.locator(".dicho.problema").inner_text()


def test_uno_demasiado_grande_o_que_no_se_lee_se_dice(
    live_server: Any, page: Any, infografia: Informe
) -> None:
    page.goto(f"{live_server.url}/verificar/{infografia.huella}/")
    page.evaluate(
        "Object.defineProperty(File.prototype, 'size', { get: () => 3e8, configurable: true })"
    )
    page.evaluate(SOLTAR, [["grande.zip"], "x"])
    assert "más de 200 MB" in page.locator(".dicho.problema").inner_text()
    page.evaluate(
        """Object.defineProperty(File.prototype, 'size', { get: () => 1, configurable: true });
        File.prototype.arrayBuffer = () => Promise.reject(new Error("no")); null"""
    )
    page.evaluate(SOLTAR, [["carpeta"], "x"])
    page.locator(".dicho.problema", has_text="No se pudo leer «carpeta»").wait_for()


def test_sin_conexion_segura_quedan_las_ordenes(
    live_server: Any, page: Any, infografia: Informe
) -> None:
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined })")
    page.goto(f"{live_server.url}/verificar/")
    assert page.locator(".sin-calculo").is_visible()
    assert page.get_by_text("sha256sum").is_visible()
    assert not page.get_by_label("Elija el archivo").is_visible()


@pytest.mark.parametrize("ancho", [1280, 320])
def test_accesible(
    live_server: Any, pagina_axe: Any, axe: Any, tmp_path: Path, infografia: Informe, ancho: int
) -> None:
    (tmp_path / "un-nombre-de-archivo-largo-y-sin-espacios-de-verdad.svg").write_bytes(DIBUJO)
    pagina_axe.set_viewport_size({"width": ancho, "height": 900})
    pagina_axe.goto(f"{live_server.url}/verificar/{infografia.corte.huella}/")
    elegir(pagina_axe, next(tmp_path.glob("un-nombre*")))
    pagina_axe.locator(".dicho.bien").wait_for()
    axe(pagina_axe)
    assert pagina_axe.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for url in (f"/verificar/{'0' * 64}/", "/verificar/"):
        pagina_axe.goto(live_server.url + url)
        axe(pagina_axe)
        assert pagina_axe.evaluate("document.documentElement.scrollWidth <= innerWidth")
