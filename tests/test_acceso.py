"""Q41: every address × every person × every state of the report → what it answers.

``acceso_direcciones.txt`` has a row for each address and what GET answers to whom;
``acceso_reportes.txt`` one for each page of a report, by method, act and state; the tables of
the admin follow a rule. An address of the resolver that is nowhere fails the first test by its
name. ``login`` is a redirect to the login page; ``*`` after a status says that the request
changed something in the reports.

Every address is asked by everybody, each time in one of its two languages: half of the people in
Spanish, the other half in English, and on the other database (``make test`` runs on two) the
other way round. So both runs together are every address × person × language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, models, transaction
from django.http import HttpResponse

from actores import roles
from corett.roles import PERMISOS
from planes.models import (
    Apertura,
    Avance,
    Evidencia,
    Explicacion,
    Observacion,
    Replica,
    Reporte,
    TextoPublico,
    Valor,
)
from planes.validacion import revisar
from tests import crear
from tests.direcciones import Direccion, de_esta_base, direcciones
from tests.personas import OTRO, PERSONAS, Persona
from tests.planes.gente import hoja
from tests.portal import Portal

pytestmark = pytest.mark.django_db

ESTADOS = ("borrador", "enviado", "observado", "aprobado")

# --- Everybody alike -----------------------------------------------------------------------------

PUBLICAS = {
    "salud", "robots", "sitemap", "informe_archivo", "evidencia_publicada",
    "api:raiz", "api:plan", "api:paises", "api:metodo", "api:eje", "api:objetivo",
    "api:actividad", "api:indicador", "api:pais", "api:celdas", "api:cortes", "api:informes",
    "api:esquema", "api:documentacion", "api:actividades", "api:estados", "api:indicadores",
    "api:datos", "api:recursos", "api:convenios", "api:proyectos", "api:proyecto",
    "api:lineas", "api:organizaciones",
    "informes:inicio", "informes:plan", "informes:eje", "informes:objetivo",
    "informes:actividad", "informes:indicador", "informes:indicador_csv", "informes:paises",
    "informes:pais", "informes:informes", "informes:informe", "informes:boletines",
    "informes:boletin", "informes:transparencia",
    "informes:datos", "informes:referencia_api",
    "informes:celdas_csv", "informes:diccionario_csv", "informes:corte_json",
    "informes:datos_cortes", "informes:datos_archivo", "informes:datos_version",
    "informes:datos_archivo_version",
    "informes:metodo", "informes:acerca", "informes:accesibilidad", "informes:privacidad",
    "informes:ayuda_victimas", "informes:ayuda", "informes:ayuda_tema",
    "informes:comparar", "informes:graficos", "informes:grafico", "informes:grafico_csv",
    "informes:grafico_svg", "informes:incrustar", "informes:enlazanos", "compartir",
    "informes:proyectos", "informes:proyecto", "informes:estrategia",
    "informes:verificar_buscar", "informes:verificar", "informes:buscar",
    "informes:noticias", "informes:noticia", "informes:noticias_feed", "informes:informes_feed",
    "informes:campanas", "informes:campana", "informes:pagina", "imagen_editorial",
    "informes:publicaciones", "informes:publicacion", "publicacion_archivo", "informes:fechas",
    "informes:fechas_ics", "informes:fecha_ics", "informes:glosario", "informes:publicos",
    "informes:publico",
    "informes:directorio", "informes:directorio_mapa", "informes:directorio_csv",
    "informes:directorio_gracias",
}  # fmt: skip
"""Read by anybody; nothing to post there."""


# --- The tables of the admin, by rule ------------------------------------------------------------

EN_EL_PANEL = {
    "secretaria": roles.SECRETARIA_TECNICA,
    "presidencia": roles.PRESIDENCIA,
    "comunicacion": roles.COMITE_COMUNICACION,
    "observador": roles.OBSERVADOR,
    "focal_panel": roles.PUNTO_FOCAL,
}
"""Who is let into the admin; everybody else gets 403 there."""

ACTOS_DE_PAGINA = {
    "changelist": {"view"}, "change": {"view"}, "history": {"view"}, "export": {"view"},
    "add": {"add"}, "delete": {"delete"}, "import": {"add", "change"},
}  # fmt: skip
"""What a page of a table asks of a role (``corett.roles.PERMISOS``)."""

NADIE = {
    ("usuario", "delete"), ("desagregacion", "delete"), ("categoria", "delete"),
    ("periodo", "delete"), ("valor", "add"), ("valor", "delete"), ("reporte", "add"),
    ("reporte", "delete"), ("avance", "add"), ("avance", "delete"), ("corte", "delete"),
    ("informe", "add"), ("informe", "delete"),
}  # fmt: skip
"""Pages that no role opens, whatever its permissions."""

IMPORTAN_VALORES = {"secretaria", "focal_panel"}
"""Values are uploaded as if typed, so who may change one may upload: into which reports is
``planes.permisos``'s to say."""


def tabla(archivo: str, claves: int) -> dict[tuple[str, ...], dict[str, str]]:
    """A table beside this file: rows by their first ``claves`` words, columns by the heading."""
    texto = (Path(__file__).parent / archivo).read_text()
    encabezado, *filas = [linea.split() for linea in texto.splitlines()]
    columnas = encabezado[-len(PERSONAS) :]
    assert tuple(columnas) == PERSONAS
    for fila in filas:
        assert len(fila) == claves + len(columnas), fila
    return {tuple(fila[:claves]): dict(zip(columnas, fila[claves:], strict=True)) for fila in filas}


UNA_A_UNA = {clave[0]: fila for clave, fila in tabla("acceso_direcciones.txt", 1).items()}
REPORTES = tabla("acceso_reportes.txt", 3)


def de_modelo(nombre: str) -> tuple[type[models.Model], str] | None:
    """Table and page of an address that Django's admin makes; None for any other."""
    for modelo in admin.site._registry:
        comienzo = f"admin:{modelo._meta.app_label}_{modelo._meta.model_name}_"
        camino = f"admin:admin/{modelo._meta.app_label}/{modelo._meta.model_name}/"
        pagina = nombre.removeprefix(comienzo)
        if nombre.startswith(comienzo) and pagina in (*ACTOS_DE_PAGINA, "simple_history"):
            return modelo, pagina
        if nombre == f"{camino}<path:object_id>/":
            return modelo, "corta"
    return None


def actos_de_rol(rol: str, modelo: str) -> set[str]:
    """What a role may do to a table; who may change it may look at it."""
    actos = {acto for actos, tablas in PERMISOS[rol] if modelo in tablas for acto in actos}
    return actos | ({"view"} if "change" in actos else set())


def esperado_en_tabla(modelo: type[models.Model], pagina: str, persona: str) -> str:
    if persona not in EN_EL_PANEL:
        return "login" if persona == "anonimo" else "403"
    if pagina in ("corta", "simple_history"):
        return "302"  # to the row's page or its history, which ask
    nombre = str(modelo._meta.model_name)
    if (nombre, pagina) in NADIE:
        return "403"
    if (nombre, pagina) == ("valor", "import"):
        return "200" if persona in IMPORTAN_VALORES else "403"
    actos = actos_de_rol(EN_EL_PANEL[persona], nombre)
    return "200" if ACTOS_DE_PAGINA[pagina] <= actos else "403"


def esperado(direccion: Direccion, persona: str) -> str | None:
    """What GET answers; None where the tables do not say."""
    nombre = direccion.nombre
    if nombre in PUBLICAS:
        return "200"
    if nombre in UNA_A_UNA:
        return UNA_A_UNA[nombre][persona]
    hallado = de_modelo(nombre)
    return esperado_en_tabla(*hallado, persona) if hallado else None


def idioma_de(direccion: Direccion, quien: str) -> str:
    """In which language this person asks this address, on this database."""
    en_ingles = de_esta_base(direccion.nombre, PERSONAS.index(quien))
    return "en" if direccion.bilingue and en_ingles else "es"


class Escrituras:
    """Whether a request has sent the database anything but questions."""

    def __init__(self) -> None:
        self.hubo = False

    def __call__(self, ejecutar: Callable[..., Any], sql: str, *resto: Any) -> Any:
        self.hubo = self.hubo or not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE"))
        return ejecutar(sql, *resto)


def respuesta_de(persona: Persona, metodo: str, url: str, **datos: Any) -> str:
    """The answer in the tables' words. Whatever it changed is undone.

    The reports are only looked at when something was written: nothing else can change them.
    """
    despues, escrituras = None, Escrituras()
    with transaction.atomic():
        with connection.execute_wrapper(escrituras):
            respuesta = (
                persona.generic(metodo, url) if metodo == "GET" else persona.post(url, datos)
            )
            respuesta.getvalue()  # a file is closed once it has been read
        if escrituras.hubo:
            despues = huella_de_reportes()
        transaction.set_rollback(True)
    cambio = despues is not None and despues != huella_de_reportes()
    return en_palabra(respuesta) + ("*" if cambio else "")


def en_palabra(respuesta: HttpResponse) -> str:
    if respuesta.status_code == 302 and "/cuenta/ingresar/?next=" in respuesta["Location"]:
        return "login"
    return str(respuesta.status_code)


def huella_de_reportes() -> list[Any]:
    """Everything that an act on a report can change."""
    return [
        *Reporte.objects.order_by("pk").values_list("pk", "estado", "revision"),
        *Avance.objects.order_by("pk").values_list("pk", "version"),
        *Observacion.objects.order_by("pk").values_list("pk", "resuelta_en"),
        *TextoPublico.objects.order_by("pk").values_list("pk", "version", "estado"),
        Valor.objects.count(),
        *Evidencia.objects.order_by("pk").values_list("pk", "titulo"),
        Apertura.objects.count(),
        Replica.objects.count(),
        Explicacion.objects.count(),
    ]


class Archivo:
    """A file to upload, as many times as it is asked for."""

    name = "acta.txt"

    def read(self) -> bytes:
        return b"Acta ficticia"


def datos_de(nombre: str, portal: Portal) -> dict[str, Any]:
    """What a form of that address is posted with, as a person would fill it."""
    accion = nombre.partition("?")[2]
    if accion:
        return {
            "accion": accion,
            "actividad": portal.actividad.codigo,
            "revision": portal.reporte.revision,
            "texto": "Diga cuántas personas",
            "observacion": portal.reporte.observaciones.values_list("pk", flat=True).first() or "",
            "version": 1,
            "confirmado": 1,
        }
    if nombre == "planes:reporte_comprobar":
        return {h.campo: "Está comprobado" for h in revisar(portal.reporte)}
    if nombre == "planes:observacion":
        return {"texto": "Ya está corregido"}
    if nombre == "planes:reporte_textos":
        clave = f"texto-{portal.reporte.textos_publicos.get().pk}"
        return {f"{clave}-version": 1, f"{clave}-respuesta": "acepta"}
    if nombre == "admin:planes_reporte_aprobar_varios":
        return {"reporte": f"{portal.reporte.pk}:{portal.reporte.revision}", "confirmado": 1}
    if nombre in (
        "planes:reporte_actividad",
        "planes:reporte_autoguardar",
        "admin:planes_reporte_captura",
    ):
        return hoja(version=1, **{"dato-talleres-numero": "8", "terminada": "si"})
    if nombre == "planes:evidencia_subir":
        return {"tipo": "acta", "muestra": "nadie", "archivos": Archivo()}
    if nombre == "planes:evidencia_editar":
        return {"tipo": "acta", "titulo": "Otra cosa", "muestra": "nadie"}
    if nombre == "planes:reporte_corregir":
        return {"motivo": "Faltó un taller"}
    return {}


def lineas_de_reporte() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """The rows of a report's pages with ``todos`` written out."""
    for (metodo, nombre, estado), fila in REPORTES.items():
        for uno in ESTADOS if estado == "todos" else (estado,):
            yield metodo, nombre, uno, fila


# --- The tests -----------------------------------------------------------------------------------


@pytest.fixture
def portal() -> Portal:
    return Portal()


def test_cada_direccion_tiene_su_fila() -> None:
    de_reporte = {nombre.partition("?")[0] for _metodo, nombre, _estado in REPORTES}
    sin_fila = [
        d.nombre
        for d in direcciones()
        if esperado(d, "anonimo") is None and d.nombre not in de_reporte
    ]
    assert not sin_fila, "no row in tests/test_acceso.py:\n" + "\n".join(sin_fila)


def test_no_hay_filas_de_direcciones_que_ya_no_existen() -> None:
    conocidas = {d.nombre for d in direcciones()}
    de_reporte = {nombre.partition("?")[0] for _metodo, nombre, _estado in REPORTES}
    assert not (PUBLICAS | set(UNA_A_UNA) | de_reporte) - conocidas


@pytest.mark.parametrize("quien", PERSONAS)
def test_cada_direccion(portal: Portal, persona: Callable[[str], Persona], quien: str) -> None:
    fallas = []
    for direccion in direcciones():
        debe = esperado(direccion, quien)
        if debe is None:
            continue
        argumentos = portal.argumentos(direccion.nombre)
        url = direccion.url(argumentos, idioma_de(direccion, quien))
        if (da := respuesta_de(persona(quien), "GET", url)) != debe:
            fallas.append(f"{direccion.nombre} {url}: {da}, and not {debe}")
    assert not fallas, "\n".join(fallas)


@pytest.mark.parametrize("quien", PERSONAS)
def test_nadie_manda_nada_a_lo_que_solo_se_lee(
    portal: Portal, persona: Callable[[str], Persona], quien: str
) -> None:
    for direccion in direcciones():
        if direccion.nombre in PUBLICAS:
            url = direccion.url(portal.argumentos(direccion.nombre))
            assert respuesta_de(persona(quien), "POST", url) == "405", direccion.nombre


@pytest.mark.parametrize("estado", ESTADOS)
def test_cada_pagina_de_un_reporte_en_cada_estado(
    portal: Portal, persona: Callable[[str], Persona], estado: str
) -> None:
    portal.en_estado(estado)
    for quien in PERSONAS:
        persona(quien)  # before what is undone
    por_nombre = {d.nombre: d for d in direcciones()}
    fallas = []
    for metodo, nombre, uno, fila in lineas_de_reporte():
        if uno != estado:
            continue
        direccion = por_nombre[nombre.partition("?")[0]]
        with transaction.atomic():
            if nombre.endswith(("?quitar", "?devolver")):
                portal.observar()
            datos = datos_de(nombre, portal)
            argumentos = portal.argumentos(direccion.nombre)
            for quien, debe in fila.items():
                url = direccion.url(argumentos, idioma_de(direccion, quien))
                da = respuesta_de(persona(quien), metodo, url, **datos)
                if da != debe:
                    fallas.append(f"{metodo} {nombre} {url} as {quien}: {da}, and not {debe}")
            transaction.set_rollback(True)
    assert not fallas, "\n".join(fallas)


# --- What belongs to another country -------------------------------------------------------------


@pytest.fixture
def ajena_en_el_panel(portal: Portal) -> Persona:
    """Guatemala's focal point, let into the admin."""
    pais = crear.crear_pais(OTRO)
    return Persona(crear.crear_usuario("", roles.PUNTO_FOCAL, pais=pais, is_staff=True))


def paginas_de_una_fila(portal: Portal, *tablas: str) -> Iterator[tuple[str, str]]:
    """Every address of the admin that names a row of one of these tables, and its page."""
    for direccion in direcciones():
        if not {"object_id", "arg"} & set(direccion.huecos):
            continue
        if any(direccion.ruta.startswith(f"admin/planes/{tabla}/") for tabla in tablas):
            for idioma in ("es", "en"):
                url = direccion.url(portal.argumentos(direccion.nombre), idioma)
                yield url, direccion.nombre.rpartition("_")[2]


def no_estan(persona: Persona, paginas: list[tuple[str, str]]) -> None:
    """Not there, wherever the redirects lead; nobody deletes them, so that says nothing (403)."""
    dadas = {url: persona.get(url, follow=True).status_code for url, _pagina in paginas}
    assert dadas == {url: 403 if pagina == "delete" else 404 for url, pagina in paginas}


@pytest.mark.parametrize("estado", ESTADOS)
def test_el_reporte_de_otro_pais_no_existe_en_el_panel(
    portal: Portal, ajena_en_el_panel: Persona, estado: str
) -> None:
    portal.en_estado(estado)
    paginas = list(paginas_de_una_fila(portal, "reporte", "avance", "valor"))
    assert paginas
    no_estan(ajena_en_el_panel, paginas)


def test_ni_despues_de_borrado(portal: Portal, ajena_en_el_panel: Persona) -> None:
    """A deleted row's history is still that of the country's report."""
    paginas = list(paginas_de_una_fila(portal, "valor"))
    Valor.objects.filter(reporte=portal.reporte).delete()
    no_estan(ajena_en_el_panel, paginas)


LISTAS = ("changelist", "export")


@pytest.mark.parametrize("estado", ESTADOS)
def test_ni_en_listas_ni_archivos_ni_busquedas(
    portal: Portal, ajena_en_el_panel: Persona, estado: str
) -> None:
    """Nothing of Honduras's words comes out anywhere, however one searches and filters."""
    portal.en_estado(estado)
    for direccion in direcciones():
        hallado = de_modelo(direccion.nombre)
        if not hallado or hallado[1] not in LISTAS:
            continue
        for pregunta in ("", f"q={portal.SECRETO[:12]}", "formato=csv", "formato=json",
                         "reporte__pais__id__exact=" + str(portal.paises["hn"].pk)):  # fmt: skip
            respuesta = ajena_en_el_panel.get(direccion.url({}) + f"?{pregunta}", follow=True)
            assert portal.SECRETO not in respuesta.content.decode(errors="replace"), pregunta


def test_quien_es_del_pais_si_lo_halla(portal: Portal, focal_panel: Persona) -> None:
    """So that the test above is known to be able to fail."""
    archivo = focal_panel.get("/admin/planes/valor/export/?formato=csv")
    assert portal.SECRETO in archivo.content.decode()


def test_el_autocompletado_no_cuenta_lo_ajeno(portal: Portal, ajena_en_el_panel: Persona) -> None:
    """Whatever field one asks for, it offers no report but the country's own."""
    ofrecidos = set()
    for campo in (c for m in (Avance, Valor, Observacion) for c in m._meta.fields if c.is_relation):
        modelo = campo.model._meta.model_name
        pregunta = {"app_label": "planes", "model_name": modelo, "field_name": campo.name}
        respuesta = ajena_en_el_panel.get("/admin/autocomplete/", pregunta | {"term": ""})
        if campo.name == "reporte" and respuesta.status_code == 200:
            ofrecidos |= {int(opcion["id"]) for opcion in respuesta.json()["results"]}
        else:
            assert respuesta.status_code in (403, 404), campo
    assert ofrecidos <= set(
        Reporte.objects.filter(pais=portal.paises[OTRO]).values_list("pk", flat=True)
    )
