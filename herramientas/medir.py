"""The part of `make bench` that needs Django: pages, data cut, documents."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.conf import settings
from django.db import connection, reset_queries
from django.test import Client
from django.urls import reverse

from actores.models import Usuario
from informes import contenido
from informes.models import Corte, TipoInforme
from planes import arbol
from planes.models import Periodo, Reporte

settings.ALLOWED_HOSTS.append("testserver")
VECES = 15


def cliente(cuenta: str | None) -> Client:
    quien = Client()
    if cuenta:
        quien.force_login(
            Usuario.objects.get(correo=f"{cuenta}@demo.example"),
            backend=settings.AUTHENTICATION_BACKENDS[-1],
        )
    return quien


def pagina(nombre: str, direccion: str, cuenta: str | None = None, consulta: str = "x") -> None:
    """Queries of one request and the median of several; never from the page cache."""
    quien = cliente(cuenta)
    direccion += f"?{consulta}" if cuenta is None else ""
    quien.get(direccion)
    reset_queries()
    respuesta = quien.get(direccion)
    consultas = len(connection.queries)
    tiempos = [cronometro(lambda: quien.get(direccion)) for _ in range(VECES)]
    print(
        f"{nombre:32} {respuesta.status_code} {consultas:4} queries"
        f" {statistics.median(tiempos) * 1000:7.1f} ms {len(respuesta.content) / 1024:7.1f} kB"
    )


def cronometro(hacer: Callable[[], object]) -> float:
    antes = time.perf_counter()
    hacer()
    return time.perf_counter() - antes


def paginas() -> None:
    periodo = Periodo.objects.get(anio=2025, semestre=2)
    reporte = Reporte.objects.get(periodo=periodo, pais__codigo="cr")
    pagina("home", reverse("informes:inicio"))
    pagina("plan", reverse("informes:plan"))
    pagina("activity, public", reverse("informes:actividad", args=["3.2"]))
    pagina("country, public", reverse("informes:pais", args=["gt"]))
    pagina("open data", reverse("informes:datos"))
    pagina("API: plan", reverse("api:plan"), consulta="idioma=es")
    pagina("API: figures, 100 rows", reverse("api:celdas"), consulta="pais=region")
    pagina("my reports", reverse("planes:reportes"), "cr")
    pagina("task list", reverse("planes:reporte_detalle", args=[reporte.referencia]), "cr")
    borrador = Reporte.objects.get(periodo=periodo, pais__codigo="hn")
    pagina(
        "activity page, form",
        reverse("planes:reporte_actividad", args=[borrador.referencia, "3.2"]),
        "hn",
    )
    pagina("desk", reverse("admin:index"), "secretaria")
    pagina("matrix", reverse("admin:planes_periodo_matriz", args=[periodo.pk]), "secretaria")
    pagina("review", reverse("admin:planes_reporte_revision", args=[reporte.pk]), "secretaria")


def corte() -> None:
    hecho = Corte.objects.order_by("-pk").select_related("plan").first()
    assert hecho is not None
    periodos = list(hecho.periodos.all())
    leer = cronometro(lambda: arbol.cargar(hecho.plan, periodos))
    leido = arbol.cargar(hecho.plan, periodos)
    armar = cronometro(lambda: contenido.construir(leido, hecho.fecha))
    print(f"{'cut: load, build':32} {leer:6.2f} s {armar:6.2f} s")


TABLA = """
import sys, time, resource, weasyprint
filas = "".join(
    f"<tr><th scope=row>Fila {i}</th>" + "".join(f"<td>{i * j}</td>" for j in range(1, 6)) + "</tr>"
    for i in range(int(sys.argv[1]) * 41)
)
html = f"<html lang=es><title>x</title><table><tr><th>a<th>b<th>c<th>d<th>e<th>f</tr>{filas}</table>"
antes = time.perf_counter()
doc = weasyprint.HTML(string=html).render(pdf_variant="pdf/ua-1")
doc.write_pdf(pdf_variant="pdf/ua-1")
print(len(doc.pages), time.perf_counter() - antes, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


DOCUMENTO = """
import resource, sys, time
import django
django.setup()
from informes import documentos, familia
from informes.models import Corte, Informe, TipoInforme
tipo = TipoInforme(sys.argv[1])
corte = Corte.objects.order_by("-pk").first()
sujetos = list(familia.sujetos(tipo, corte))
if not sujetos:
    sys.exit("nothing to be about")
hecho = Informe.objects.get_or_create(
    tipo=tipo, corte=corte, anio=corte.fecha.year, sujeto=sujetos[0], idioma="es"
)[0]
antes = time.perf_counter()
documentos.producir(hecho)
segundos = time.perf_counter() - antes
hecho.refresh_from_db()
if hecho.error:
    sys.exit(hecho.error)
print(hecho.paginas, segundos, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def informes() -> None:
    """Each kind of document in a process of its own, then plain tagged tables as long."""
    for tipo in TipoInforme:
        hecho = en_otro_proceso(DOCUMENTO, tipo.value)
        linea(tipo.value, *hecho)
        if hecho[0]:
            linea("  plain tagged table as long", *en_otro_proceso(TABLA, str(hecho[0])))


def en_otro_proceso(programa: str, argumento: str) -> tuple[int, float, int]:
    """Pages, seconds and peak kilobytes that a program says of itself."""
    salida = subprocess.run(
        [sys.executable, "-c", programa, argumento], capture_output=True, text=True
    )
    if salida.returncode:
        sys.exit(f"{argumento}: {salida.stderr[-2000:]}")
    paginas, segundos, kilobytes = salida.stdout.split()[-3:]
    return int(paginas), float(segundos), int(kilobytes)


def linea(nombre: str, paginas: int, segundos: float, kilobytes: int) -> None:
    print(
        f"{nombre:32} {paginas:4} pages {segundos:6.1f} s {segundos / max(paginas, 1):6.3f} s/page"
        f" {kilobytes / 1024:6.0f} MB peak"
    )


paginas()
corte()
informes()
