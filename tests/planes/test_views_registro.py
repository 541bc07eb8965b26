"""The register pages: write down, change, duplicate, delete, find, take along as a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from actores.models import Organizacion, Pais, Usuario
from actores.roles import COLABORADOR, PUNTO_FOCAL
from planes.models import (
    Accion,
    Actividad,
    Alcance,
    Colaboracion,
    Convenio,
    Evidencia,
    Participantes,
    Proyecto,
    Recurso,
    Reporte,
)
from planes.propuestas import MODELOS
from tests.crear import (
    crear_accion,
    crear_actividad,
    crear_categoria,
    crear_conteo,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
)
from tests.personas import Persona
from tests.planes.gente import (
    entrar,
    focal,
    presidencia,
    ruta_actividad,
    secretaria,
    texto,
    titulo,
)

pytestmark = pytest.mark.django_db

LISTA = "/reportes/registro/"


def nueva(tipo: str = "accion") -> str:
    return f"{LISTA}{tipo}/nueva/"


def de(fila: Any, que: str = "") -> str:
    """Address of a row's page."""
    return f"{LISTA}{fila._meta.model_name}/{fila.referencia}/{que}"


def campos(**mas: Any) -> dict[str, Any]:
    """What the quick form of an action posts."""
    return {"version": 0, "titulo": "Taller en el Congreso", "tipo": "taller",
            "fecha": "2025-09-01", "accion": "guardar", **mas}  # fmt: skip


def de_fila(fila: Any, **mas: Any) -> dict[str, Any]:
    """The same for a row that exists, as its page would send it unchanged."""
    return campos(version=fila.version, titulo=fila.titulo, fecha=str(fila.fecha), **mas)


@pytest.fixture
def cliente(duena: Usuario) -> Client:
    return entrar(duena)


# --- Writing down ------------------------------------------------------------------------------


def test_anotar_una_accion_entera(cliente: Client, duena: Usuario, taller: Actividad) -> None:
    crear_categoria("sector:ejecutivo")
    crear_categoria("canal:sitio-web")
    oim = Organizacion.objects.create(codigo="oim", nombre="OIM", tipo="medio")
    datos = campos(
        actividades=[taller.pk], organizaciones=[oim.pk], lugar="Tegucigalpa", modalidad="mixta",
        fecha_fin="2025-09-03",
        **{"p-ejecutivo-mujeres": "12", "p-ejecutivo-hombres": "1 008", "a-canal-sitio-web": "500"},
    )  # fmt: skip
    respuesta = cliente.post(nueva(), datos)
    accion = Accion.objects.get()
    assert respuesta["Location"] == de(accion)
    assert (accion.pais, accion.creado_por, accion.version) == (
        duena.puntos_focales.get().pais,
        duena,
        1,
    )
    assert list(accion.actividades.all()) == [taller]
    assert list(accion.organizaciones.all()) == [oim]
    grupo = Participantes.objects.get()
    assert (grupo.mujeres, grupo.hombres, grupo.otro) == (12, 1008, 0)
    assert Alcance.objects.get().personas == 500
    assert accion.history.latest().history_user == duena
    pagina = cliente.get(de(accion))
    assert 'value="1008"' in pagina.content.decode()
    assert "Subir evidencias" in texto(pagina)


def test_guardar_y_anotar_otra(cliente: Client) -> None:
    assert cliente.post(nueva(), campos(accion="otra"))["Location"] == nueva()
    assert "Se guardó «Taller en el Congreso»" in texto(cliente.get(nueva()))


def test_dos_clics_son_una_fila(cliente: Client) -> None:
    """The page gives the reference; "Guardar y anotar otra" gives another."""
    vista = cliente.get(nueva()).content.decode()
    referencia = re.search(r'name="referencia" value="(\w{8})"', vista)[1]  # type: ignore[index]
    for _ in range(2):
        respuesta = cliente.post(nueva(), campos(referencia=referencia))
        assert respuesta["Location"] == f"{LISTA}accion/{referencia}/"
    assert Accion.objects.count() == 1
    cambiada = cliente.post(nueva(), campos(referencia=referencia, lugar="Copán"))
    assert cambiada.status_code == 409  # what was added before the second click is not lost
    assert 'value="Copán"' in cambiada.content.decode()
    assert f'action="{LISTA}accion/{referencia}/"' in cambiada.content.decode()


def test_dos_clics_en_una_fila_que_ya_estaba(cliente: Client, reporte: Reporte) -> None:
    crear_categoria("sector:ejecutivo")
    crear_categoria("canal:sitio-web")
    accion = crear_accion(reporte.pais)
    datos = de_fila(accion, **{"p-ejecutivo-mujeres": "1 200", "a-canal-sitio-web": "30"})
    for _ in range(2):
        assert cliente.post(de(accion), datos)["Location"] == de(accion)
    accion.refresh_from_db()
    assert accion.version == 2


# --- The same thing twice ----------------------------------------------------------------------


@pytest.mark.parametrize("escrito", ["Taller en el Congreso", "  taller  EN el congréso "])
def test_volver_atras_y_guardar_otra_vez_pregunta(
    escrito: str, cliente: Client, taller: Actividad
) -> None:
    """The browser's way back gives a fresh page with another reference."""
    cliente.post(nueva(), campos())
    hecha = Accion.objects.get()
    repetida = campos(titulo=escrito, lugar="Copán", actividades=[taller.pk])
    pregunta = cliente.post(nueva(), repetida)
    html, pagina = pregunta.content.decode(), texto(pregunta)
    assert Accion.objects.count() == 1
    assert titulo(pregunta).startswith("Error:")
    frase = "Ya se anotó «Taller en el Congreso» del 1 de septiembre de 2025. ¿Es la misma?"
    assert pagina.count(frase) == 2  # in the summary and at the field
    assert 'href="#id_otra"' in html
    assert f'href="{de(hecha)}"' in html
    assert 'value="Copán"' in html
    assert f'value="{taller.pk}" id="id_actividades_0" checked' in re.sub(r"\s+", " ", html)
    assert cliente.post(nueva(), repetida | {"otra": "on"}).status_code == 302
    assert Accion.objects.count() == 2


def test_titular_y_suplente_no_anotan_lo_mismo_sin_saberlo(duena: Usuario) -> None:
    entrar(duena).post(nueva(), campos())
    suplente = entrar(crear_usuario("", PUNTO_FOCAL, pais=crear_pais("hn")))
    assert f"La anotó {duena}" in texto(suplente.post(nueva(), campos()))
    assert Accion.objects.count() == 1


@pytest.mark.parametrize(
    "otra", [{"titulo": "Taller en el Senado"}, {"fecha": "2025-09-02"}], ids=["titulo", "fecha"]
)
def test_lo_distinto_no_se_pregunta(otra: dict[str, str], cliente: Client) -> None:
    cliente.post(nueva(), campos())
    assert cliente.post(nueva(), campos(**otra)).status_code == 302


def test_lo_de_otro_informante_o_registro_no_es_lo_mismo(cliente: Client) -> None:
    crear_accion(crear_pais("gt"), titulo="Taller en el Congreso", fecha=dt.date(2025, 9, 1))
    crear_accion(regional=True, titulo="Taller en el Congreso", fecha=dt.date(2025, 9, 1))
    datos = campos(tipo="sociedad_civil", estado="firmado")
    assert cliente.post(nueva("convenio"), datos).status_code == 302
    assert cliente.post(nueva(), campos()).status_code == 302


def test_la_de_la_region_tambien_se_pregunta(taller: Actividad) -> None:
    st = entrar(secretaria())
    st.post(nueva(), campos())
    assert "¿Es la misma?" in texto(st.post(nueva(), campos()))
    assert Accion.objects.count() == 1


def test_el_resumen_nombra_cada_campo(cliente: Client) -> None:
    crear_categoria("sector:ejecutivo")
    malos = campos(titulo="", tipo="", **{"p-ejecutivo-mujeres": "doce"})
    html = cliente.post(nueva(), malos).content.decode()
    assert '<a href="#id_titulo">Título: Este dato hace falta.</a>' in html
    assert '<a href="#id_tipo">Tipo: Elija una opción.</a>' in html
    assert html.index("#id_tipo") < html.index("#id_titulo")  # as they stand on the page
    assert re.search(
        r'<a href="#id_p-ejecutivo-mujeres">[^<]*: mujeres: [^<]*no es un número', html, re.I
    )


def test_sin_actividad_se_dice_que_no_cuenta_y_se_guarda(cliente: Client) -> None:
    assert "Mientras no elija ninguna, no cuenta en ningún reporte" in texto(cliente.get(nueva()))
    assert cliente.post(nueva(), campos()).status_code == 302


def test_lo_de_todos_los_dias_va_primero(cliente: Client, taller: Actividad) -> None:
    crear_categoria("sector:ejecutivo")
    html = cliente.get(f"{nueva()}?actividad={taller.pk}").content.decode()
    en_orden = ["id_fecha", "id_tipo", "id_titulo", "id_lugar", "id_p-ejecutivo-mujeres",
                "id_detalle", "id_actividades_0", 'value="guardar"']  # fmt: skip
    lugares = [html.index(f'"{x}"' if x.startswith("id") else x) for x in en_orden]
    assert lugares == sorted(lugares)
    assert "1 elegida" in html


def test_una_referencia_ajena_no_abre_nada(cliente: Client) -> None:
    ajena = crear_accion(crear_pais("gt"), titulo="Lo de Guatemala")
    cliente.post(nueva(), campos(referencia=ajena.referencia))
    ajena.refresh_from_db()
    assert ajena.titulo == "Lo de Guatemala"
    assert (
        not Accion.objects.filter(titulo="Taller en el Congreso")
        .exclude(pais__codigo="hn")
        .exists()
    )


MALOS = [
    ({"titulo": ""}, "Este dato hace falta."),
    ({"titulo": "x" * 301}, "caben 300"),
    ({"tipo": ""}, "Elija una opción."),
    ({"tipo": "inventado"}, "Elija una de las opciones."),
    ({"fecha": ""}, "Este dato hace falta."),
    ({"fecha": "31/02/2025"}, "fecha que exista"),
    ({"fecha": "2999-01-01"}, "no puede estar en el futuro"),
    ({"fecha": "2001-01-01"}, "fuera del plan"),
    ({"fecha_fin": "2025-08-01"}, "No puede terminar antes de empezar."),
    ({"p-ejecutivo-mujeres": "-3"}, "no puede ser negativo"),
    ({"p-ejecutivo-mujeres": "doce"}, "no es un número"),
    ({"p-ejecutivo-mujeres": "2,5"}, "número entero"),
    ({"actividades": ["999999"]}, "Elija una de las opciones."),
    ({"actividades": ["abc"]}, "Elija una de las opciones."),
    ({"organizaciones": ["abc"]}, "Elija una de las opciones."),
    ({"titulo": "x" * 159999}, "tiene 159 999 caracteres y caben 300"),
    ({"titulo": "Taller\0"}, "un signo que no se puede guardar"),
    ({"version": "x"}, "La página no llegó entera."),
    ({"version": "-1"}, "La página no llegó entera."),
    ({"version": "9" * 30}, "La página no llegó entera."),
]


@pytest.mark.parametrize(("malo", "frase"), MALOS)
def test_lo_que_no_cuadra_se_dice_y_se_conserva(
    malo: dict[str, Any], frase: str, cliente: Client
) -> None:
    crear_categoria("sector:ejecutivo")
    pagina = cliente.post(nueva(), campos(lugar="Choluteca", **malo))
    assert pagina.status_code == 200
    html = pagina.content.decode()
    assert "<title>Error:" in html
    assert frase in texto(pagina)
    assert not re.search(r"válid|Asegúrese", texto(pagina))
    assert "Choluteca" in html
    assert not Accion.objects.exists()


def test_la_secretaria_anota_lo_de_la_region(taller: Actividad) -> None:
    cliente = entrar(secretaria())
    cliente.post(nueva(), campos())
    accion = Accion.objects.get()
    assert accion.pais is None
    assert cliente.get(de(accion)).status_code == 200
    assert entrar(focal()).get(de(accion)).status_code == 404


def test_quien_ayuda_a_un_pais_tambien_anota(duena: Usuario, taller: Actividad) -> None:
    ayuda = crear_usuario("", COLABORADOR)
    pais = Pais.objects.get(codigo="hn")
    colaboracion = Colaboracion.objects.create(usuario=ayuda, pais=pais, invitado_por=duena)
    colaboracion.actividades.add(taller)
    entrar(ayuda).post(nueva(), campos(actividades=[taller.pk]))
    accion = Accion.objects.get(pais=pais)
    colaboracion.hasta = dt.date.today() - dt.timedelta(days=1)
    colaboracion.desde = colaboracion.hasta
    colaboracion.save()
    assert entrar(ayuda).get(de(accion)).status_code == 404


def test_quien_ayuda_no_toca_lo_de_otros_ni_sirve_a_otras_actividades(
    duena: Usuario, taller: Actividad
) -> None:
    ayuda = crear_usuario("", COLABORADOR)
    pais = Pais.objects.get(codigo="hn")
    Colaboracion.objects.create(usuario=ayuda, pais=pais, invitado_por=duena).actividades.add(
        taller
    )
    otra = crear_actividad("9.9")
    cliente = entrar(ayuda)
    for elegidas in ([], [otra.pk], [taller.pk, otra.pk]):
        respuesta = cliente.post(nueva(), campos(actividades=elegidas))
        assert "elija una de esas" in respuesta.content.decode()
    assert not Accion.objects.exists()
    entrar(duena).post(nueva(), campos(actividades=[taller.pk]))
    ajena = Accion.objects.get()
    assert cliente.post(de(ajena), campos(titulo="Otro título", version=1)).status_code == 403
    assert cliente.post(de(ajena) + "borrar/").status_code == 404
    assert Accion.objects.get().titulo == ajena.titulo


# --- The other registers -------------------------------------------------------------------------


def test_un_convenio_con_sus_partes(cliente: Client) -> None:
    ecpat = Organizacion.objects.create(codigo="ecpat", nombre="ECPAT", tipo="sociedad_civil")
    datos = {"version": 0, "titulo": "Alianza", "tipo": "sociedad_civil", "estado": "firmado",
             "fecha": "2025-09-01", "partes": [ecpat.pk], "vence": "2030-01-01"}  # fmt: skip
    cliente.post(nueva("convenio"), datos)
    convenio = Convenio.objects.get()
    assert list(convenio.partes.all()) == [ecpat]
    mal = cliente.post(nueva("convenio"), datos | {"vence": "2025-01-01"})
    assert "no puede vencer antes" in texto(mal)


def test_un_proyecto(cliente: Client) -> None:
    datos = {"version": 0, "titulo": "Prevención", "etapa": "nota_conceptual",
             "fecha": "2025-09-01", "prioritario": "on", "inicio": "2026-01-01",
             "fin": "2027-01-01"}  # fmt: skip
    cliente.post(nueva("proyecto"), datos)
    assert Proyecto.objects.get().prioritario
    mal = cliente.post(nueva("proyecto"), datos | {"fin": "2025-01-01"})
    assert "no puede terminar antes de empezar" in texto(mal)


DINERO = [
    ({}, None, Decimal("1000.00")),
    ({"tasa": "2"}, "deje este campo en blanco", None),
    ({"moneda": "EUR"}, "cuántos dólares vale", None),
    ({"moneda": "EUR", "tasa": "1,12345678"}, "de qué día es esa tasa", None),
    ({"moneda": "EUR", "tasa": "1,123456789", "fecha_tasa": "2025-09-01"}, "8 decimales", None),
    ({"moneda": "EUR", "tasa": "0", "fecha_tasa": "2025-09-01"}, "cuántos dólares vale", None),
    ({"moneda": "EUR", "tasa": "1,1", "fecha_tasa": "2025-09-01"}, None, Decimal("1100.00")),
    ({"monto": "0"}, "mayor que 0", None),
    ({"monto": ""}, "Este dato hace falta", None),
    ({"donante": ""}, "Elija una opción", None),
]


@pytest.mark.parametrize(("cambio", "frase", "dolares"), DINERO)
def test_un_recurso_y_su_moneda(
    cambio: dict[str, str], frase: str | None, dolares: Decimal | None, cliente: Client
) -> None:
    donante = Organizacion.objects.create(codigo="ue", nombre="UE", tipo="agencia_cooperacion")
    datos = {"version": 0, "titulo": "Aporte", "donante": donante.pk, "monto": "1 000",
             "moneda": "USD", "estado": "firmado", "fecha": "2025-09-01", **cambio}  # fmt: skip
    pagina = cliente.post(nueva("recurso"), datos)
    if frase:
        assert frase in texto(pagina)
        assert not Recurso.objects.exists()
    else:
        assert Recurso.objects.get().monto_usd == dolares


def test_un_recurso_solo_se_enlaza_con_lo_del_pais(cliente: Client) -> None:
    propio = Proyecto.objects.create(pais=Pais.objects.get(codigo="hn"), titulo="Nuestro",
                                     fecha=dt.date(2025, 9, 1))  # fmt: skip
    Proyecto.objects.create(pais=crear_pais("gt"), titulo="Ajeno", fecha=dt.date(2025, 9, 1))
    Proyecto.objects.create(titulo="De la región", fecha=dt.date(2025, 9, 1))
    pagina = cliente.get(nueva("recurso")).content.decode()
    assert propio.titulo in pagina
    assert "Ajeno" not in pagina
    assert "De la región" not in pagina


# --- Changing, and two people at once ------------------------------------------------------------


def test_cambiar_una_fila(cliente: Client, reporte: Reporte) -> None:
    ejecutivo = {"sector:ejecutivo": {"mujeres": 3}}
    accion = crear_accion(reporte.pais, participantes=ejecutivo)
    datos = de_fila(accion, **{"p-ejecutivo-mujeres": "", "p-ejecutivo-otro": "4"})
    assert cliente.post(de(accion), datos | {"titulo": "Otro"})["Location"] == de(accion)
    accion.refresh_from_db()
    assert (accion.titulo, accion.version) == ("Otro", 2)
    grupo = Participantes.objects.get()
    assert (grupo.mujeres, grupo.otro) == (0, 4)
    cliente.post(de(accion), de_fila(accion))
    assert not Participantes.objects.exists()


def test_otra_persona_guardo_antes(cliente: Client, duena: Usuario, reporte: Reporte) -> None:
    """409: what was typed is still there, what is saved beside it; saving again is her choice."""
    accion = crear_accion(reporte.pais, titulo="Taller")
    mia = de_fila(accion, lugar="Mi lugar")
    entrar(focal("hn", nombre="Berta")).post(de(accion), de_fila(accion, lugar="Su lugar"))
    choque = cliente.post(de(accion), mia)
    assert choque.status_code == 409
    assert "<title>Error:" in choque.content.decode()
    for palabras in ("Berta", "Su lugar", "todavía no se ha guardado"):
        assert palabras in texto(choque)
    assert 'value="Mi lugar"' in choque.content.decode()
    accion.refresh_from_db()
    assert accion.lugar == "Su lugar"
    version = re.search(r'name="version" value="(\d+)"', choque.content.decode())[1]  # type: ignore[index]
    assert cliente.post(de(accion), mia | {"version": version}).status_code == 302
    accion.refresh_from_db()
    assert accion.lugar == "Mi lugar"


def test_en_otra_ventana_guardo_la_misma(cliente: Client, reporte: Reporte) -> None:
    accion = crear_accion(reporte.pais)
    cliente.post(de(accion), de_fila(accion, lugar="La otra"))
    choque = texto(cliente.post(de(accion), de_fila(accion, lugar="Esta")))
    assert "Usted guardó esta página en otra ventana" in choque
    assert "Otra persona" not in choque


def test_lo_que_ya_conto_un_reporte_se_lee_y_no_se_cambia(
    cliente: Client, duena: Usuario, reporte: Reporte
) -> None:
    accion = crear_accion(reporte.pais, titulo="Taller")
    de_antes = crear_accion(reporte.pais, fecha=dt.date(2025, 3, 1))
    crear_reporte(crear_pais("gt"), estado="aprobado")
    assert "Esta fila ya no se cambia" not in texto(cliente.get(de(accion)))
    Reporte.objects.filter(pk=reporte.pk).update(
        estado="enviado", enviado_por=duena, enviado_en=dt.datetime.now(tz=dt.UTC)
    )
    pagina = cliente.get(de(accion))
    assert "Esta fila ya no se cambia" in texto(pagina)
    assert "<form" not in pagina.content.decode().partition("<main")[2].partition("</main")[0]
    assert cliente.post(de(accion), de_fila(accion)).status_code == 403
    assert "no se puede borrar" in texto(cliente.get(de(accion, "borrar/")))
    assert cliente.post(de(accion, "borrar/")).status_code == 403
    assert "En un reporte enviado" in texto(cliente.get(LISTA))
    assert Accion.objects.filter(pk=accion.pk).exists()
    mal = cliente.post(de(de_antes), de_fila(de_antes) | {"fecha": "2025-09-01"})
    assert "ya se envió y cuenta esta fila" in texto(mal)


def test_duplicar_deja_la_fecha_y_la_gente_en_blanco(cliente: Client, reporte: Reporte) -> None:
    taller = crear_actividad("2.9")
    accion = crear_accion(
        reporte.pais, titulo="Taller mensual", actividades=[taller], lugar="Comayagua",
        participantes={"sector:ejecutivo": {"mujeres": 33}},
    )  # fmt: skip
    pagina = cliente.get(de(accion, "duplicar/"))
    html = pagina.content.decode()
    assert 'value="Taller mensual"' in html
    assert 'value="Comayagua"' in html
    assert re.search(rf'value="{taller.pk}"[^>]*checked', html)
    assert 'value="33"' not in html
    assert "2025-09-01" not in html
    assert accion.referencia not in html.partition("<form method")[2]
    assert Accion.objects.count() == 1


def test_borrar_pregunta_antes(cliente: Client, duena: Usuario, reporte: Reporte) -> None:
    accion = crear_accion(reporte.pais, titulo="Taller")
    assert "¿Borrar «Taller»?" in texto(cliente.get(de(accion, "borrar/")))
    assert Accion.objects.exists()
    assert cliente.post(de(accion, "borrar/"))["Location"] == f"{LISTA}?tipo=accion"
    assert not Accion.objects.exists()
    assert Accion.history.get(history_type="-").history_user == duena


def test_no_se_borra_un_proyecto_con_dinero(cliente: Client, reporte: Reporte) -> None:
    dia = dt.date(2025, 9, 1)
    proyecto = Proyecto.objects.create(pais=reporte.pais, titulo="P", fecha=dia)
    donante = Organizacion.objects.create(codigo="ue", nombre="UE", tipo="medio")
    Recurso.objects.create(titulo="R", donante=donante, monto=1, fecha=dia, proyecto=proyecto)
    respuesta = cliente.post(de(proyecto, "borrar/"))
    assert respuesta.status_code == 409
    assert "Quíteles primero el vínculo" in texto(respuesta)


@pytest.mark.parametrize("que", ["", "borrar/"])
def test_nadie_escribe_en_lo_ajeno(que: str, reporte: Reporte) -> None:
    accion = crear_accion(reporte.pais, titulo="Taller")
    debe = {focal("gt"): 404, crear_usuario(): 404, secretaria(): 403, presidencia(): 403}
    for quien, estado in debe.items():
        datos = de_fila(accion) | {"titulo": "Cambiado"}
        assert entrar(quien).post(de(accion, que), datos).status_code in (estado, 404)
    accion.refresh_from_db()
    assert accion.titulo == "Taller"


def test_la_secretaria_lee_lo_de_todos(reporte: Reporte) -> None:
    accion = crear_accion(reporte.pais, titulo="Taller de Honduras")
    cliente = entrar(secretaria())
    assert accion.titulo in texto(cliente.get(LISTA))
    assert "Usted puede leer esta fila" in texto(cliente.get(de(accion)))


# --- Finding -----------------------------------------------------------------------------------


@pytest.fixture
def varias(reporte: Reporte, taller: Actividad) -> dict[str, Accion]:
    """Five actions of Honduras, one of Guatemala and one of the region."""
    hn = reporte.pais
    return {
        "capacitación": crear_accion(hn, titulo="Capacitación", tipo="capacitacion",
                                     participantes={"sector:ejecutivo": {"mujeres": 7}}),
        "marzo": crear_accion(hn, titulo="Marzo", fecha=dt.date(2025, 3, 3)),
        "dosmil24": crear_accion(hn, titulo="Dosmil24", fecha=dt.date(2024, 9, 3)),
        "reunión": crear_accion(hn, titulo="Reunión", tipo="reunion", detalle="Con el OCAM"),
        "sirve": crear_accion(hn, titulo="Sirve", actividades=[taller],
                              alcances={"canal:redes": 900}),
        "ajena": crear_accion(crear_pais("gt"), titulo="Ajena"),
        "regional": crear_accion(regional=True, titulo="Regional"),
    }  # fmt: skip


PREGUNTAS = [
    ("", {"capacitación", "marzo", "dosmil24", "reunión", "sirve"}),
    ("texto=capacitacion", {"capacitación"}),
    ("texto=REUNION ocam", {"reunión"}),
    ("clase=reunion", {"reunión"}),
    ("periodo=2025", {"capacitación", "marzo", "reunión", "sirve"}),
    ("periodo=2025-1", {"marzo"}),
    ("actividad=TALLER", {"sirve"}),
    ("sin_acta=on", {"reunión"}),
    ("dato=talleres&periodo=2025-2", {"sirve"}),
    ("texto=nada", set()),
    ("periodo=2025-9", {"capacitación", "marzo", "dosmil24", "reunión", "sirve"}),
]


@pytest.mark.parametrize(("pregunta", "debe"), PREGUNTAS)
def test_filtrar(
    pregunta: str, debe: set[str], varias: dict[str, Accion], cliente: Client, taller: Actividad
) -> None:
    dato = taller.indicadores.get().dato
    assert dato is not None
    crear_conteo(dato, clases=["taller"])
    pagina = cliente.get(f"{LISTA}?{pregunta.replace('TALLER', str(taller.pk))}")
    assert {nombre for nombre, a in varias.items() if a in list(pagina.context["pagina"])} == debe


def test_los_totales_son_los_de_lo_filtrado(varias: dict[str, Accion], cliente: Client) -> None:
    pagina = texto(cliente.get(LISTA))
    assert "5 acciones · 7 participantes · 900 personas alcanzadas" in pagina
    assert "1 acción" in texto(cliente.get(f"{LISTA}?clase=capacitacion"))


def test_el_dinero_no_se_suma_entre_estados(cliente: Client, reporte: Reporte) -> None:
    donante = Organizacion.objects.create(codigo="ue", nombre="UE", tipo="medio")
    for monto, estado in ((1000, "firmado"), (500, "firmado"), (9000, "ofrecido")):
        Recurso.objects.create(pais=reporte.pais, titulo="R", donante=donante, monto=monto,
                               estado=estado, fecha=dt.date(2025, 9, 1))  # fmt: skip
    pagina = texto(cliente.get(f"{LISTA}?tipo=recurso"))
    assert "3 aportes · Ofrecido: USD 9 000 · Firmado: USD 1 500" in pagina.replace("\xa0", " ")


def test_sin_acta_hasta_que_la_tiene(
    varias: dict[str, Accion], cliente: Client, duena: Usuario
) -> None:
    assert "1 reunión o visita no tiene acta" in texto(cliente.get(LISTA))
    reunion = varias["reunión"]
    Evidencia.objects.create(accion=reunion, tipo="informe", titulo="I", tamano=1, subida_por=duena)
    assert "no tiene acta" in texto(cliente.get(LISTA))
    Evidencia.objects.create(accion=reunion, tipo="acta", titulo="A", tamano=1, subida_por=duena)
    assert "no tiene acta" not in texto(cliente.get(LISTA))


def test_por_paginas_y_siempre_las_mismas_consultas(
    cliente: Client, reporte: Reporte, taller: Actividad, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        grupo = {"sector:ejecutivo": {"mujeres": n}}
        crear_accion(reporte.pais, titulo=f"T{n}", actividades=[taller], participantes=grupo)
    with django_assert_max_num_queries(22):
        primera = cliente.get(LISTA)
    assert "Página 1 de 2" in texto(primera)
    assert len(cliente.get(f"{LISTA}?pagina=2").context["pagina"]) == 5


@pytest.mark.parametrize("tipo", MODELOS)
def test_cada_lista_vacia_y_su_formulario(tipo: str, cliente: Client) -> None:
    assert "Todavía no hay nada anotado" in texto(cliente.get(f"{LISTA}?tipo={tipo}"))
    assert cliente.get(nueva(tipo)).status_code == 200
    assert cliente.get(f"/en{nueva(tipo)}").status_code == 200


def test_lo_que_no_hay(cliente: Client) -> None:
    for url in (f"{LISTA}otra/nueva/", f"{LISTA}accion/ABCDEF12/"):
        assert cliente.get(url).status_code == 404
    assert entrar(crear_usuario()).get(LISTA).status_code == 404


def test_un_filtro_que_no_existe_no_filtra(cliente: Client) -> None:
    cliente.post(nueva(), campos())
    titulo = Accion.objects.get().titulo
    lista = cliente.get(f"{LISTA}?tipo=xx")
    assert (lista.status_code, lista.context["tipo"]) == (200, "accion")
    assert titulo in texto(lista)
    archivo = cliente.get(f"{LISTA}exportar/?formato=zzz&tipo=xx")
    assert archivo.status_code == 200
    assert "corett-accion-" in archivo["Content-Disposition"]
    assert ".xlsx" in archivo["Content-Disposition"]
    ajena = crear_accion(crear_pais("gt"))
    assert cliente.get(de(ajena)).status_code == 404
    assert cliente.get(f"{LISTA}?tipo=xx&pais=gt").context["pagina"].paginator.count == 1


def test_lo_que_puede_quedar_vacio_lo_dice_y_las_organizaciones_se_distinguen(
    cliente: Client,
) -> None:
    for codigo, nombre, sigla, pais in (
        ("ocam", "OCAM", "OCAM", None), ("ecpat", "ECPAT", "ecpat", None),
        ("fiscalia-sv", "Fiscalía", "", "sv"), ("fiscalia-gt", "Fiscalía", "FG", "gt"),
        ("mp", "Ministerio Público de Guatemala", "MP", "gt"),
    ):  # fmt: skip
        Organizacion.objects.create(
            codigo=codigo, nombre=nombre, sigla=sigla, tipo="entidad_estatal",
            pais=crear_pais(pais, {"sv": "El Salvador", "gt": "Guatemala"}[pais]) if pais else None,
        )  # fmt: skip
    respuesta = cliente.get(nueva())
    assert "Lugar (opcional)" in texto(respuesta)
    assert "Título (opcional)" not in texto(respuesta)
    campo = respuesta.context["form"].fields["organizaciones"]
    assert {nombre for _pk, nombre in campo.choices} == {
        "ECPAT", "Fiscalía (El Salvador)", "Fiscalía (FG) (Guatemala)",
        "Ministerio Público de Guatemala (MP)", "OCAM",
    }  # fmt: skip


# --- As a file -----------------------------------------------------------------------------------


def test_exportar_lo_filtrado(varias: dict[str, Accion], cliente: Client) -> None:
    archivo = cliente.get(f"{LISTA}exportar/?formato=csv&clase=capacitacion")
    assert "attachment" in archivo["Content-Disposition"]
    filas = list(csv.DictReader(io.StringIO(archivo.content.decode("utf-8-sig"))))
    assert [(f["Título"], f["Mujeres"], f["Participantes"]) for f in filas] == [
        ("Capacitación", "7", "7")
    ]
    libro = openpyxl.load_workbook(
        io.BytesIO(cliente.get(f"{LISTA}exportar/?formato=xlsx").content)
    )
    titulos = {fila[2] for fila in libro.active.iter_rows(values_only=True)}
    assert titulos == {
        "Título",
        *(varias[n].titulo for n in varias if n not in ("ajena", "regional")),
    }


def test_un_titulo_no_se_vuelve_formula(cliente: Client, reporte: Reporte) -> None:
    crear_accion(reporte.pais, titulo="=HYPERLINK(1)", detalle="@SUM(A1)")
    for formato in ("csv", "xlsx"):
        archivo = cliente.get(f"{LISTA}exportar/?formato={formato}").content
        if formato == "xlsx":
            celdas = [
                c for fila in openpyxl.load_workbook(io.BytesIO(archivo)).active for c in fila
            ]
            assert not [c for c in celdas if c.data_type == "f"]
            assert "'=HYPERLINK(1)" in [c.value for c in celdas]
        else:
            assert "'=HYPERLINK(1)" in archivo.decode()
            assert "'@SUM(A1)" in archivo.decode()


@pytest.mark.parametrize("tipo", MODELOS)
def test_cada_registro_vacio_tiene_sus_columnas(tipo: str, cliente: Client) -> None:
    archivo = cliente.get(f"{LISTA}exportar/?tipo={tipo}&formato=csv").content.decode("utf-8-sig")
    assert "Referencia,Quién,Título,Fecha" in archivo


# --- In the browser ------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_accesible_en_cada_estado(
    live_server: Any, new_context: Callable[..., Any], focal: Persona, axe: Callable[[Page], None]
) -> None:
    taller = crear_actividad("2.1")
    crear_categoria("sector:ejecutivo")
    crear_categoria("canal:sitio-web")
    hn = crear_pais("hn")
    accion = crear_accion(hn, titulo="Reunión", tipo="reunion", actividades=[taller])
    cerrada = crear_accion(hn, fecha=dt.date(2025, 3, 3))
    crear_reporte(hn, crear_periodo(anio=2025, semestre=1), "aprobado")
    contexto = new_context(bypass_csp=True)
    contexto.add_cookies(focal.galletas(live_server.url))
    page = contexto.new_page()
    for ruta in (LISTA, f"{LISTA}?tipo=recurso", f"{LISTA}?texto=x", nueva(), nueva("recurso"),
                 de(accion), de(accion, "borrar/"), de(cerrada), f"/en{nueva()}"):  # fmt: skip
        for ancho in (1280, 320):
            page.set_viewport_size({"width": ancho, "height": 900})
            page.goto(live_server.url + ruta)
            page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= ancho, ruta
            axe(page)
    page.goto(live_server.url + nueva())
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("heading", name="Hay un problema")).to_be_visible()
    axe(page)
    for _ in range(2):  # the second time it is asked whether it is another
        page.goto(live_server.url + nueva())
        sin_elegir = page.get_by_text("Mientras no elija ninguna")
        expect(sin_elegir).to_be_visible()
        page.get_by_text("Objetivo 2").click()
        page.get_by_label("2.1").check()
        expect(sin_elegir).to_be_hidden()  # the reminder goes as soon as one is ticked
        page.get_by_label("Fecha", exact=True).fill("2025-09-01")
        page.get_by_label("Tipo", exact=True).select_option("foro")
        page.get_by_label("Título").fill("Foro")
        page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("link", name="Ver la que ya está anotada")).to_be_visible()
    axe(page)
    page.get_by_label("Es otra distinta").check()
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_text("Se guardó «Foro».")).to_be_visible()
    otra = contexto.new_page()
    otra.goto(page.url)
    otra.get_by_label("Título").fill("Foro de la tarde")
    otra.get_by_role("button", name="Guardar", exact=True).click()
    page.get_by_label("Título").fill("Foro de la mañana")
    page.get_by_role("button", name="Guardar", exact=True).click()
    expect(page.get_by_role("heading", name="Usted guardó esta página")).to_be_visible()
    axe(page)


@pytest.mark.django_db(transaction=True)
def test_usar_esta_cifra_llena_los_campos(
    live_server: Any, new_context: Callable[..., Any], focal: Persona
) -> None:
    """And another one typed afterwards asks for a note, there and then."""
    meta = crear_meta("2.1.1", crear_actividad("2.1"))
    dato = crear_dato("talleres", unidad="talleres")
    crear_indicador(meta, dato)
    crear_conteo(dato)
    reporte = crear_reporte(crear_pais("hn"))
    for _ in range(4):
        crear_accion(reporte.pais, actividades=[meta.actividades.get()])
    contexto = new_context()
    contexto.add_cookies(focal.galletas(live_server.url))
    page = contexto.new_page()
    page.goto(live_server.url + ruta_actividad(reporte, "2.1"))
    page.get_by_role("button", name="Usar esta cifra").click()
    numero = page.locator("[name=dato-talleres-numero]")
    expect(numero).to_have_value("4")
    numero.fill("6")
    numero.blur()
    expect(page.get_by_text("Su cifra es otra que la del registro")).to_be_visible()
    page.get_by_label("Uso la cifra del registro: 4 talleres").check()
    expect(numero).to_have_value("4")
