"""The part of `make bench` that fills a whole semester as a focal point does, by keyboard alone.

usage: llenar.py DIRECTORY, with DATABASE_URL (demo data), MEDIA_ROOT and STATIC_ROOT (collected)

A production server of its own with TLS; Chromium at 320 px on a line of 400 kb/s. Honduras's
empty report of 2025-II: logs in, answers every activity and Dato asked, attaches a file, explains
what the check page asks about, and sends. Prints keystrokes, clicks and bytes; stops with an
error when the report was not sent.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pypdf import PdfWriter

PUERTO = 8473
HOST = "portal.example.org"
URL = f"https://{HOST}:{PUERTO}"
LINEA = {"offline": False, "latency": 100, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""400 kb/s both ways, a tenth of a second to the server."""

ARGUMENTOS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1, MAP * ~NOTFOUND",
]  # fmt: skip

FOCO = """() => {
  const e = document.activeElement;
  const dato = e.closest('fieldset.dato');
  const tabla = e.closest('table.desglose');
  return {
    etiqueta: e.tagName, nombre: e.name || '', tipo: e.type || '', valor: e.value || '',
    clase: e.className, texto: e.textContent.trim(), enlace: e.getAttribute('href') || '',
    rotulo: e.labels?.length ? e.labels[0].textContent.trim() : '',
    marcado: !!e.checked, primero: !!tabla && tabla.querySelector('input') === e,
    dato: dato?.id || '', antes: dato?.querySelector('.anterior strong')?.textContent || '',
  };
}"""

CLICS = "addEventListener('pointerdown', () => window.contarClic(), true)"


@contextmanager
def servidor(carpeta: Path) -> Iterator[None]:
    """The portal as in production, on https, with a certificate made for this."""
    llave, certificado = carpeta / "llave.pem", carpeta / "certificado.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-keyout", str(llave), "-out", str(certificado)],
        check=True, capture_output=True,
    )  # fmt: skip
    entorno = {k: v for k, v in os.environ.items() if k != "DEBUG"}
    entorno |= {
        "SECRET_KEY": os.urandom(40).hex(),
        "ALLOWED_HOSTS": HOST,
        "EMAIL_URL": "dummymail://",
    }
    orden = [sys.executable, "-m", "gunicorn", "--workers", "2", "--threads", "4", "--log-level",
             "error", "--bind", f"127.0.0.1:{PUERTO}", "--certfile", str(certificado),
             "--keyfile", str(llave), "corett.wsgi"]  # fmt: skip
    proceso = subprocess.Popen(orden, env=entorno)
    try:
        yield
    finally:
        proceso.terminate()
        proceso.wait()


class Teclado:
    """A page that is only touched through its keyboard, and everything counted."""

    def __init__(self, contexto: BrowserContext) -> None:
        self.teclas: Counter[str] = Counter()
        self.clics = 0
        self.bytes: Counter[str] = Counter()
        contexto.expose_function("contarClic", self.clic)
        contexto.add_init_script(CLICS)
        self.page = contexto.new_page()
        self.page.set_default_timeout(60_000)
        contar_bytes(self.page, self.bytes)

    def clic(self) -> None:
        self.clics += 1

    def tecla(self, nombre: str, cual: str = "") -> None:
        self.teclas[cual or nombre] += 1
        self.page.keyboard.press(nombre)

    def escribir(self, texto: str) -> None:
        self.teclas["characters"] += len(texto)
        self.page.keyboard.type(texto)

    def entrar(self) -> None:
        """Enter on what has the focus, which leads to another page."""
        with self.page.expect_navigation():
            self.tecla("Enter")

    def foco(self) -> dict[str, Any]:
        foco: dict[str, Any] = self.page.evaluate(FOCO)
        return foco

    def recorrer(self, actuar: Callable[[dict[str, Any]], bool]) -> None:
        """Tab after Tab, past the header by its skip link, until ``actuar`` says that it is done."""
        for _vez in range(600):
            self.tecla("Tab")
            foco = self.foco()
            if "saltar" in foco["clase"].split():
                self.tecla("Enter")
            elif actuar(foco):
                return
        sys.exit(f"{self.page.url}: Tab does not get any further")

    def hasta(self, texto: str) -> None:
        """Tab until a link or button that says so."""
        self.recorrer(lambda foco: foco["etiqueta"] in ("A", "BUTTON") and texto in foco["texto"])


def contar_bytes(page: Page, cuenta: Counter[str]) -> None:
    """Bytes over the wire, compressed, by the page that asked for them."""
    cdp = page.context.new_cdp_session(page)
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", LINEA)

    def llego(dato: dict[str, Any]) -> None:
        cuenta[page.url.partition("?")[0].removeprefix(URL)] += int(dato["encodedDataLength"])

    cdp.on("Network.loadingFinished", llego)


def numero(antes: str, defecto: str) -> str:
    """The first number of last period's answer, as one would type it again."""
    hallado = re.search(r"\d[\d\s.]*", antes)
    return re.sub(r"\D", "", hallado[0]) if hallado else defecto


class Semestre:
    """One focal point, from the login to the receipt."""

    def __init__(self, teclado: Teclado, archivo: Path) -> None:
        self.t, self.archivo = teclado, archivo
        self.ruta = ""
        self.paginas = 0
        self.datos: set[str] = set()
        self.subido = False
        # The system's window, which stands open for whoever sees it.
        teclado.page.on("filechooser", lambda ventana: ventana.set_files(archivo))

    def ingresar(self) -> None:
        self.t.page.goto(f"{URL}/cuenta/ingresar/")
        # The first field has the focus already, or is the first that Tab comes to.
        if self.t.foco()["nombre"] != "login":
            self.t.recorrer(lambda foco: foco["nombre"] == "login")
        self.t.escribir("hn@demo.example")
        self.t.recorrer(lambda foco: foco["nombre"] == "password")
        self.t.escribir(os.environ.get("DEMO_PASSWORD", "corett-demo"))
        self.t.entrar()

    def llenar(self) -> None:
        """Every activity, in the order in which each leads to the next."""
        self.t.recorrer(lambda foco: bool(re.search(r"/reportes/[0-9A-F]{8}/$", foco["enlace"])))
        self.t.entrar()
        self.ruta = self.t.page.url.removeprefix(URL)
        self.t.recorrer(lambda foco: "/actividades/" in foco["enlace"])
        self.t.entrar()
        while "/actividades/" in self.t.page.url:
            self.t.recorrer(self.contestar)
            if not self.subido:
                self.t.hasta("Subir evidencias")
                self.t.entrar()
                self.subir()
                self.t.recorrer(lambda foco: foco["valor"] == "seguir")
            self.paginas += 1
            self.t.entrar()
            if self.t.page.locator(".resumen-errores").count():
                sys.exit(self.t.page.inner_text(".resumen-errores"))

    def contestar(self, foco: dict[str, Any]) -> bool:
        """Answers the field that has the focus; True at the button that saves."""
        nombre, dato = foco["nombre"], foco["dato"]
        if nombre == "estado" and not foco["marcado"]:
            self.t.tecla("Space")
            self.t.tecla("ArrowDown", "arrows")
        elif nombre == "terminada" and foco["valor"] == "si" and not foco["marcado"]:
            self.t.tecla("Space")
        elif nombre == "terminada":
            while self.t.foco()["valor"] != "si":
                self.t.tecla("ArrowUp", "arrows")
        elif nombre == "logros" and not foco["valor"]:
            codigo = self.t.page.url.rstrip("/").rpartition("/")[2]
            self.t.escribir(f"Se avanzó con las instituciones del país en la actividad {codigo}.")
        elif nombre.endswith("-etapa"):
            self.elegir_etapa(foco)
        elif dato and not nombre.endswith(("situacion", "nota", "fecha")) and not foco["valor"]:
            self.contestar_dato(foco)
        return bool(foco["valor"] == "seguir")

    def contestar_dato(self, foco: dict[str, Any]) -> None:
        nombre, antes = foco["nombre"], foco["antes"]
        if foco["etiqueta"] != "INPUT":
            return
        self.datos.add(foco["dato"])
        if nombre.endswith("-documento"):
            self.t.escribir("Informe del segundo semestre")
        elif nombre.endswith("-denominador"):
            self.t.escribir(numero(antes.partition(" de ")[2], "9"))
        elif not nombre.endswith("-numero") and not nombre.endswith("-numerador"):
            self.t.escribir(numero(antes, "3") if foco["primero"] else "0")
        elif not self.t.page.locator(f"#{foco['dato']} table.desglose").count():
            self.t.escribir(numero(antes, "3"))  # with parts, the total is left to the portal

    def elegir_etapa(self, foco: dict[str, Any]) -> None:
        """The stage it had reached, or the first."""
        self.datos.add(foco["dato"])
        if foco["marcado"]:
            self.t.tecla("ArrowDown", "arrows")  # from "none chosen", the last, to the first
        else:
            self.t.tecla("Space")
        for _vez in range(8):
            if not foco["antes"] or foco["antes"].startswith(self.t.foco()["rotulo"]):
                return
            self.t.tecla("ArrowDown", "arrows")

    def subir(self) -> None:
        """One file, chosen in the system's own window: its keys are not counted."""

        def contestar(foco: dict[str, Any]) -> bool:
            if foco["tipo"] == "file":
                self.t.tecla("Space")
                while not self.t.foco()["valor"]:
                    self.t.page.wait_for_timeout(100)
            elif foco["nombre"] in ("tipo", "muestra") and not foco["marcado"]:
                self.t.tecla("Space")
            elif foco["nombre"] == "titulo":
                self.t.escribir("Acta de la reunión de septiembre")
            elif foco["nombre"] == "fecha":
                self.t.escribir("15/09/2025")
            return bool(foco["etiqueta"] == "BUTTON" and foco["texto"] == "Subir")

        self.t.recorrer(contestar)
        self.t.tecla("Enter")
        self.t.page.get_by_role("link", name="Listo: volver").wait_for()
        self.t.hasta("Listo: volver")
        self.t.entrar()
        self.subido = self.t.page.locator(".lista-evidencias a").count() > 0
        if not self.subido:
            sys.exit("the file is not there")

    def comprobar(self) -> None:
        """The check page, with an explanation wherever it asks for one."""

        def explicar(foco: dict[str, Any]) -> bool:
            if foco["etiqueta"] == "TEXTAREA" and not foco["valor"]:
                self.t.escribir("Está bien así: es lo que se hizo en el semestre.")
            return bool(foco["texto"].startswith("Enviar reporte"))

        self.t.hasta("Comprobar y enviar")
        self.t.entrar()
        self.t.recorrer(explicar)

    def enviar(self) -> None:
        """The button that has the focus sends."""
        self.t.entrar()
        if not self.t.page.url.endswith("/recibo/"):
            sys.exit(f"not sent: {self.t.page.inner_text('main')[:600]}")


def peso_en_frio(navegador: Browser, estado: Any, ruta: str, nombre: str) -> None:
    """One page with nothing in the cache: bytes, and seconds until it can be used."""
    contexto = navegador.new_context(**contexto_de(), storage_state=estado)
    page = contexto.new_page()
    cuenta: Counter[str] = Counter()
    contar_bytes(page, cuenta)
    page.goto(URL + ruta, wait_until="load")
    tiempos = page.evaluate(
        "(() => { const n = performance.getEntriesByType('navigation')[0];"
        " return [n.domContentLoadedEventEnd, n.loadEventEnd]; })()"
    )
    page.wait_for_timeout(1500)
    usable, cargada = (ms / 1000 for ms in tiempos)
    print(
        f"{nombre:32} {cuenta.total() / 1000:7.1f} kB   usable {usable:4.1f} s   loaded {cargada:4.1f} s"
    )
    contexto.close()


def contexto_de() -> dict[str, Any]:
    return {
        "viewport": {"width": 320, "height": 640},
        "locale": "es-HN",
        "ignore_https_errors": True,
    }


def esperar_al_servidor(page: Page) -> None:
    for _vez in range(100):
        try:
            page.goto(f"{URL}/salud/")
            return
        except Exception:
            time.sleep(0.3)
    sys.exit("the server does not answer")


def main() -> None:
    carpeta = Path(sys.argv[1])
    acta = carpeta / "acta.pdf"
    hoja = PdfWriter()
    hoja.add_blank_page(width=595, height=842)
    hoja.write(acta)
    with servidor(carpeta), sync_playwright() as playwright:
        navegador = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTOS
        )
        contexto = navegador.new_context(**contexto_de())
        esperar_al_servidor(contexto.new_page())
        teclado = Teclado(contexto)
        semestre = Semestre(teclado, acta)
        empezado = time.monotonic()
        semestre.ingresar()
        semestre.llenar()
        semestre.comprobar()
        segundos = time.monotonic() - empezado
        # Weighed while the report can still be written in, each with an empty cache.
        print("on a line of 400 kb/s, nothing in the cache:")
        for nombre, ruta in {
            "my reports": "/reportes/",
            "task list": semestre.ruta,
            "activity page, 3.2": f"{semestre.ruta}actividades/3.2/",
            "adding evidence": f"{semestre.ruta}actividades/3.2/evidencias/",
            "register of actions": "/reportes/registro/",
            "check answers": f"{semestre.ruta}comprobar/",
        }.items():
            peso_en_frio(navegador, contexto.storage_state(), ruta, nombre)
        empezado = time.monotonic()
        semestre.enviar()
        informar(semestre, segundos + time.monotonic() - empezado)
        navegador.close()


def informar(semestre: Semestre, segundos: float) -> None:
    teclado = semestre.t
    print(
        f"{semestre.paginas} activities, {len(semestre.datos)} Datos, 1 file: sent with"
        f" {teclado.clics} clicks and {teclado.teclas.total()} keys in {segundos / 60:.1f} min"
    )
    print("  " + ", ".join(f"{n} {tecla}" for tecla, n in teclado.teclas.most_common()))
    pesos = [n / 1000 for ruta, n in teclado.bytes.items() if "/actividades/" in ruta]
    print(
        f"  with a warm cache, an activity page costs {sum(pesos) / len(pesos):.1f} kB on average"
        f" with all it saves by itself, {max(pesos):.1f} kB at most"
    )


if __name__ == "__main__":
    main()
