"""The registers in the panel: tables, numbers by category, locks, files, and how Datos add up."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from actores.models import Organizacion
from actores.roles import PRESIDENCIA
from actores.roles import SECRETARIA_TECNICA as ST
from planes.models import Accion, Actividad, Conteo, Convenio, Dato, Participantes, Recurso, Reporte
from tests.crear import (
    crear_accion,
    crear_categoria,
    crear_conteo,
    crear_dato,
    crear_pais,
    crear_usuario,
)
from tests.planes.gente import entrar, texto
from tests.planes.test_admin_archivos import confirmar, frases, subir
from tests.planes.test_admin_plan import campos, errores

pytestmark = pytest.mark.django_db


@pytest.fixture
def cliente() -> Client:
    return entrar(crear_usuario("st@demo.example", ST, is_staff=True, nombre="Ana"))


def url(modelo: str, pagina: str, *args: Any) -> str:
    return reverse(f"admin:planes_{modelo}_{pagina}", args=args)


def enviado(reporte: Reporte) -> Reporte:
    reporte.estado, reporte.enviado_por = Reporte.Estado.ENVIADO, crear_usuario()
    reporte.enviado_en = dt.datetime.now(tz=dt.UTC)
    reporte.save()
    return reporte


# --- The tables --------------------------------------------------------------------------------


def test_la_lista_se_filtra_y_se_busca(cliente: Client, django_assert_max_num_queries: Any) -> None:
    for n in range(8):
        crear_accion(titulo=f"Taller {n}", participantes={"sector:ejecutivo": {"mujeres": n + 1}})
    crear_accion(crear_pais("gt"), titulo="Reunión de coordinación", tipo="reunion")
    crear_accion(regional=True, titulo="Visita a un país", tipo="visita")
    with django_assert_max_num_queries(14):
        pagina = cliente.get(url("accion", "changelist"))
    assert "Región" in texto(pagina)
    for pregunta, debe in (
        ("?q=coordinacion", {"Reunión de coordinación"}),
        ("?tipo__exact=visita", {"Visita a un país"}),
        ("?acta=sin", {"Reunión de coordinación", "Visita a un país"}),
    ):
        lista = cliente.get(url("accion", "changelist") + pregunta).context["cl"].result_list
        assert {fila.titulo for fila in lista} == debe


def test_anadir_una_accion_con_su_gente(cliente: Client, taller: Actividad) -> None:
    sector = crear_categoria("sector:ejecutivo")
    ajena = crear_categoria("delito:trata")
    pagina = cliente.get(url("accion", "add"))
    html = pagina.content.decode()
    assert str(sector) in html
    assert str(ajena) not in html
    datos = campos(pagina) | {
        "titulo": "Taller", "tipo": "taller", "fecha": "2025-09-01", "actividades": [taller.pk],
        "participantes-TOTAL_FORMS": 1, "participantes-0-sector": sector.pk,
        "participantes-0-mujeres": 4, "participantes-0-hombres": 0, "participantes-0-otro": 0,
        "participantes-0-sin_dato": 0,
    }  # fmt: skip
    respuesta = cliente.post(url("accion", "add"), datos)
    assert respuesta.status_code == 302, errores(respuesta)
    accion = Accion.objects.get()
    assert (accion.participantes_total, accion.version) == (4, 1)
    assert accion.creado_por is not None
    assert accion.creado_por.nombre == "Ana"


def test_cambiar_sube_la_version(cliente: Client) -> None:
    """So that who is writing on the reporting pages is told."""
    accion = crear_accion()
    direccion = url("accion", "change", accion.pk)
    datos = campos(cliente.get(direccion)) | {"titulo": "Otro", "motivo_del_cambio": "Errata"}
    assert cliente.post(direccion, datos).status_code == 302
    accion.refresh_from_db()
    assert (accion.titulo, accion.version) == ("Otro", 2)
    assert accion.history.filter(history_change_reason="Errata").exists()
    assert "Errata" in texto(cliente.get(url("accion", "history", accion.pk)))


def test_lo_que_conto_un_reporte_solo_se_lee(cliente: Client, reporte: Reporte) -> None:
    accion = crear_accion(reporte.pais, titulo="Taller")
    direccion = url("accion", "change", accion.pk)
    enviado(reporte)
    pagina = cliente.get(direccion)
    assert "cuenta esta fila: no se puede cambiar" in texto(pagina)
    assert 'name="titulo"' not in pagina.content.decode()
    assert cliente.post(direccion, {"titulo": "Otro"}).status_code == 403
    assert cliente.post(url("accion", "delete", accion.pk), {"post": "yes"}).status_code == 403


def test_en_dolares_la_tasa_es_1(cliente: Client) -> None:
    donante = Organizacion.objects.create(codigo="ue", nombre="UE", tipo="medio")
    datos = campos(cliente.get(url("recurso", "add"))) | {
        "titulo": "Aporte", "donante": donante.pk, "estado": "firmado", "fecha": "2025-09-01",
        "monto": "100", "moneda": "USD", "tasa": "2",
    }  # fmt: skip
    assert "la tasa es 1" in errores(cliente.post(url("recurso", "add"), datos))
    sin_dia = datos | {"moneda": "EUR"}
    assert "de qué día" in errores(cliente.post(url("recurso", "add"), sin_dia))
    assert cliente.post(url("recurso", "add"), datos | {"tasa": "1"}).status_code == 302
    assert Recurso.objects.get().monto_usd == 100


def test_la_presidencia_lee(taller: Actividad) -> None:
    cliente = entrar(crear_usuario("", PRESIDENCIA, is_staff=True))
    accion = crear_accion(titulo="Taller de Honduras")
    assert "Taller de Honduras" in texto(cliente.get(url("accion", "change", accion.pk)))
    assert cliente.post(url("accion", "change", accion.pk), {}).status_code == 403


# --- Files -----------------------------------------------------------------------------------


CABEZA = ["referencia", "pais", "tipo", "titulo", "fecha", "participantes", "alcances"]


def test_lo_descargado_vuelve_y_no_cambia_nada(cliente: Client, taller: Actividad) -> None:
    crear_accion(
        actividades=[taller], alcances={"canal:redes": 30},
        participantes={"sector:ejecutivo": {"mujeres": 3, "sin_dato": 1}},
    )  # fmt: skip
    crear_accion(regional=True, titulo="=1+1")
    for formato in ("csv", "xlsx", "json"):
        archivo = cliente.get(url("accion", "export"), {"formato": formato})
        previa = subir(cliente, url("accion", "import"), archivo.content, f"a.{formato}")
        assert previa.status_code == 200, previa.context["faltas"]
        assert previa.context["sin_cambios"], previa.context["filas"]


def test_importar_crea_y_cambia(cliente: Client) -> None:
    """An empty reference is a new row, any number of them; one that exists changes."""
    crear_pais("gt")
    for clave in ("sector:ejecutivo", "medio:radio"):
        crear_categoria(clave)
    vieja = crear_accion(titulo="Vieja", participantes={"sector:ejecutivo": {"hombres": 9}})
    archivo = [
        CABEZA,
        ["", "gt", "taller", "Una", "2025-09-01", "ejecutivo/mujeres=5", "medio/radio=800"],
        ["", "", "foro", "Otra", "2025-09-02", "", ""],
        [
            vieja.referencia.lower(),
            "hn",
            "taller",
            "Nueva",
            "2025-09-01",
            "ejecutivo/hombres=2",
            "",
        ],
    ]
    previa = subir(cliente, url("accion", "import"), archivo)
    assert previa.status_code == 200, previa.context["faltas"]
    assert Accion.objects.count() == 1
    confirmar(cliente, url("accion", "import"), previa)
    una = Accion.objects.get(titulo="Una")
    assert (una.participantes_total, una.alcances.get().personas) == (5, 800)
    assert una.creado_por is not None
    assert Accion.objects.get(titulo="Otra").pais is None
    vieja.refresh_from_db()
    assert (vieja.titulo, vieja.version, vieja.participantes_total) == ("Nueva", 2, 2)


FALTAS = [
    ({"referencia": "ABCDEF12"}, "referencia", "No hay ninguna fila"),
    ({"participantes": "ejecutivo=3"}, "participantes", "no se entiende"),
    ({"participantes": "marcianos/mujeres=3"}, "participantes", "No se conoce"),
    ({"participantes": "ejecutivo/otras=3"}, "participantes", "No se conoce"),
    ({"participantes": "ejecutivo/mujeres=-3"}, "participantes", "no se entiende"),
    ({"alcances": "sector/ejecutivo=3"}, "alcances", "No se conoce"),
    ({"tipo": "baile"}, "tipo", "no está entre las opciones"),
    ({"pais": "zz"}, "pais", "No hay"),
    ({"fecha": "ayer"}, "fecha", "no es una fecha"),
    ({"fecha": ""}, "fecha", ""),
]


@pytest.mark.parametrize(("malo", "columna", "frase"), FALTAS)
def test_un_archivo_con_faltas_no_escribe_nada(
    malo: dict[str, str], columna: str, frase: str, cliente: Client
) -> None:
    crear_pais("hn")
    crear_categoria("sector:ejecutivo")
    buena = dict(zip(CABEZA, ["", "hn", "taller", "Una", "2025-09-01", "", ""], strict=True))
    filas = [CABEZA, list(buena.values()), list((buena | malo).values())]
    faltas = frases(subir(cliente, url("accion", "import"), filas))
    assert [(fila, campo) for fila, campo, _frase in faltas] == [(3, columna)]
    assert frase in faltas[0][2]
    assert not Accion.objects.exists()


def test_un_archivo_no_cambia_lo_que_conto_un_reporte(cliente: Client, reporte: Reporte) -> None:
    accion = crear_accion(reporte.pais)
    enviado(reporte)
    fila = [accion.referencia, "hn", "taller", "Cambiada", "2025-09-01", "", ""]
    faltas = frases(subir(cliente, url("accion", "import"), [CABEZA, fila]))
    assert "no se puede cambiar" in faltas[0][2]


def test_un_recurso_nombra_su_convenio_por_la_referencia(cliente: Client) -> None:
    Organizacion.objects.create(codigo="ue", nombre="UE", tipo="medio")
    convenio = Convenio.objects.create(titulo="C", tipo="cooperacion", fecha=dt.date(2025, 9, 1))
    cabeza = ["referencia", "titulo", "donante", "monto", "fecha", "convenio"]
    fila = ["", "R", "ue", "100.50", "2025-09-01", convenio.referencia]
    confirmar(
        cliente, url("recurso", "import"), subir(cliente, url("recurso", "import"), [cabeza, fila])
    )
    assert Recurso.objects.get().convenio == convenio
    mala = [*fila[:-1], "00000000"]
    assert (
        "No hay ninguna fila"
        in frases(subir(cliente, url("recurso", "import"), [cabeza, mala]))[0][2]
    )


# --- How a Dato adds up --------------------------------------------------------------------------


def test_un_dato_dice_como_se_suma(cliente: Client) -> None:
    dato = crear_dato("talleres")
    direccion = url("dato", "change", dato.pk)
    datos = campos(cliente.get(direccion)) | {
        "conteo-TOTAL_FORMS": 1, "conteo-0-dato": dato.pk, "conteo-0-registro": "accion",
        "conteo-0-medida": "filas", "conteo-0-clases": ["taller", "foro"],
        "conteo-0-solo_sus_actividades": "on",
    }  # fmt: skip
    respuesta = cliente.post(direccion, datos)
    assert respuesta.status_code == 302, errores(respuesta)
    conteo = Conteo.objects.get(dato=dato)
    assert (conteo.clases, conteo.estados) == (["taller", "foro"], [])
    html = cliente.get(direccion).content.decode()
    assert html.count("checked") >= 2


CONTEOS = [
    ({"clases": ["cooperacion"]}, "no hay: cooperacion"),
    ({"estados": ["firmado"]}, "no hay: firmado"),
    ({"medida": "participantes"}, "no se suma así"),
    ({"registro": "convenio", "clases": ["taller"]}, "no hay: taller"),
]


@pytest.mark.parametrize(("malo", "frase"), CONTEOS)
def test_un_conteo_imposible(malo: dict[str, Any], frase: str, cliente: Client) -> None:
    dato = crear_dato("talleres")
    crear_conteo(dato, clases=["taller"])
    direccion = url("dato", "change", dato.pk)
    datos = campos(cliente.get(direccion))
    datos |= {f"conteo-0-{campo}": valor for campo, valor in malo.items()}
    assert frase in errores(cliente.post(direccion, datos))
    assert Dato.objects.get().conteo.clases == ["taller"]


def test_un_archivo_que_no_es_tabla(cliente: Client) -> None:
    archivo = SimpleUploadedFile("a.csv", b"\x00\x01")
    assert cliente.post(url("accion", "import"), {"archivo": archivo}).status_code == 422
    assert not Participantes.objects.exists()
