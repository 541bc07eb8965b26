"""The Excel workbook of a report (Q9): what goes out, and what its return changes."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db.models import CharField, Value
from django.db.models.functions import Concat
from django.test import Client
from django.utils.translation import override

from actores.models import Usuario
from actores.roles import COLABORADOR
from planes import operaciones
from planes.entrada import Entrada
from planes.models import Avance, Colaboracion, Reporte, Valor
from planes.planilla.libro import escribir_libro
from planes.planilla.reporte import PlanillaDeReporte
from tests.crear import (
    crear_avance,
    crear_dato,
    crear_pais,
    crear_periodo,
    crear_reporte,
    crear_usuario,
    crear_valor,
)

from .escena_planilla import Escena
from .gente import CERRADO, entrar, focal, presidencia, ruta, secretaria, texto
from .libros import COLUMNAS, Libro, confirmar, descargar, estados, subir

pytestmark = pytest.mark.django_db


@pytest.fixture
def escena() -> Escena:
    return Escena()


# --- What goes out ---------------------------------------------------------------------------


def test_trae_lo_guardado_y_lo_del_periodo_anterior(escena: Escena) -> None:
    antes = crear_reporte(
        crear_pais("hn"), crear_periodo(escena.uno.plan, 2025, 1, **CERRADO), "aprobado"
    )
    crear_avance(antes, escena.uno, "no_iniciada", logros="Nada todavía")
    crear_valor(antes, escena.talleres, 7)
    libro = escena.libro()
    assert libro.celda(escena.uno, "logros").value == "Dos talleres"
    assert libro.celda(escena.uno, "estado").value == "En curso"
    assert libro.celda(escena.personas, "numero").value == 30
    assert libro.celda((escena.personas, "mujeres"), "numero").value == 18
    assert libro.celda(escena.manual, "documento").value == "Manual de atención"
    assert libro.celda(escena.talleres, "antes").value == "7 talleres"
    fila = libro.celda(escena.uno, "logros").row
    assert [c.value for c in libro.actividades[fila]][-6:-4] == ["No iniciada", "Nada todavía"]


def test_con_datos_de_demostracion_lo_dice_cada_hoja(escena: Escena) -> None:
    """And its name; a workbook of real data does not."""
    aviso = "Datos de demostración: cifras ficticias."
    describe = PlanillaDeReporte(escena.reporte, secretaria()).describir
    hojas = openpyxl.load_workbook(io.BytesIO(escribir_libro(describe()))).worksheets[:-1]
    for hoja in hojas:
        primeras = [str(c.value) for fila in hoja.iter_rows(max_row=3) for c in fila]
        assert any(texto_.startswith(aviso) for texto_ in primeras), hoja.title
        assert hoja.oddHeader.center.text == aviso or hoja is hojas[0]
    Usuario.objects.update(correo=Concat("pk", Value("@corett.example"), output_field=CharField()))
    assert aviso not in str([
        c.value
        for hoja in openpyxl.load_workbook(io.BytesIO(escribir_libro(describe())))
        for fila in hoja.iter_rows()
        for c in fila
    ])  # fmt: skip


def test_solo_se_abren_las_celdas_que_se_piden(escena: Escena) -> None:
    libro = escena.libro()
    assert libro.datos.protection.sheet
    assert libro.actividades.protection.sheet
    abiertas = {
        (fila, columna)
        for fila in (escena.talleres, escena.monto, escena.cubiertos, escena.ruta, escena.manual)
        for columna in COLUMNAS["datos"].split()
        if not libro.celda(fila, columna).protection.locked
    }
    esperadas = {
        escena.talleres: "numero", escena.monto: "numero", escena.cubiertos: "numero denominador",
        escena.ruta: "etapa fecha", escena.manual: "documento fecha",
    }  # fmt: skip
    assert abiertas == {
        (dato, columna)
        for dato, columnas in esperadas.items()
        for columna in [*columnas.split(), "ausencia", "nota"]
    }


def test_listas_columnas_ocultas_y_hoja_oculta(escena: Escena) -> None:
    libro = escena.libro()
    assert libro.oculta.sheet_state == "hidden"
    assert libro.libro.security.lockStructure
    for hoja in (libro.actividades, libro.datos):
        assert [hoja.column_dimensions[c].hidden for c in "ABC"] == [True] * 3
        assert hoja.freeze_panes
        assert hoja.page_setup.orientation == "landscape"
    listas = {
        str(celda): regla.formula1
        for regla in libro.datos.data_validations.dataValidation
        for celda in regla.sqref.ranges
        if regla.type == "list"
    }
    etapa = libro.celda(escena.ruta, "etapa").coordinate
    columna = listas[etapa].split("$")[1]
    opciones = [celda.value for celda in libro.oculta[columna][:3]]
    assert opciones == ["Diseno", "Validada", "En-uso"]


def test_sin_macros_ni_formulas(escena: Escena) -> None:
    """A text that looks like a formula is a text, there and back (Q47)."""
    crear_avance(escena.reporte, escena.dos, logros="=1+1", barreras="@SUMA(A1)", limitaciones="-5")
    libro = escena.libro()
    assert libro.celda(escena.dos, "logros").data_type == "s"
    assert libro.celda(escena.dos, "logros").value == "=1+1"
    for hoja in libro.libro.worksheets:
        assert not [c for fila in hoja.iter_rows() for c in fila if c.data_type == "f"]
    assert estados(escena.subir(escena.libro())) == {}


def test_en_ingles(escena: Escena) -> None:
    """Belize's: sheets, labels and the plan's texts."""
    libro = escena.libro("en")
    assert libro.celda(escena.uno, "nombre").value == "Activity 1.1"
    with override("en"):
        esperado = str(Avance.Estado.EN_CURSO.label)
    assert libro.celda(escena.uno, "estado").value == esperado
    libro.poner(escena.talleres, "numero", "1,250.0")
    libro.poner(escena.talleres, "ausencia", None)
    assert escena.guardar(libro).status_code == 302
    assert escena.valor(escena.talleres).numero == 1250


def test_las_consultas_no_crecen(escena: Escena, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(45):
        escena.libro()
    for numero in range(5):
        escena.actividad(f"3.{numero + 1}", crear_dato(partes={"sexo": ["mujeres", "hombres"]}))
    with django_assert_max_num_queries(45):
        escena.libro()


# --- What comes back -------------------------------------------------------------------------


def test_sin_cambios_no_hay_nada_que_guardar(escena: Escena) -> None:
    vista = escena.subir(escena.libro())
    assert estados(vista) == {}
    assert "no hay nada que cambiar" in texto(vista)


def test_una_de_cada(escena: Escena) -> None:
    """nuevo, cambia, igual, en conflicto, con error; confirming writes once, what was shown."""
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    libro.poner(escena.manual, "documento", "Manual de referencia")
    libro.poner(escena.uno, "logros", "Tres talleres")
    celda = libro.poner(escena.ruta, "fecha", "31/06/2025")
    libro.poner(escena.monto, "numero", 0)
    crear_valor(escena.reporte, escena.monto, 0)
    escena.colega_escribe(logros="Dos talleres y un foro")
    vista = escena.subir(libro)
    assert estados(vista) == {
        f"d{escena.talleres.pk}": "nuevo",
        f"d{escena.manual.pk}": "cambia",
        f"d{escena.monto.pk}": "igual",
        f"d{escena.ruta.pk}": "error",
        f"a{escena.uno.pk}": "conflicto",
    }
    pagina = texto(vista)
    assert "Manual de atención" in pagina
    assert "Manual de referencia" in pagina
    assert "Dos talleres y un foro" in pagina
    assert "Berta" in pagina
    assert f"{celda} " in pagina
    assert "«31/06/2025» no es una fecha" in pagina
    assert not Valor.objects.filter(dato=escena.talleres).exists()
    guardada = confirmar(escena.cliente, escena.reporte, vista, sin_errores="1")
    assert guardada.status_code == 302
    assert escena.valor(escena.talleres).numero == 4
    assert escena.valor(escena.manual).documento == "Manual de referencia"
    assert escena.reporte.avances.get(actividad=escena.uno).logros == "Dos talleres y un foro"
    assert not Valor.objects.filter(dato=escena.ruta).exists()


def test_la_misma_planilla_otra_vez_no_cambia_nada(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    libro.poner(escena.uno, "barreras", "La lluvia")
    escena.guardar(libro)
    cuantas = Avance.history.count() + Valor.history.count()
    vista = escena.subir(libro)
    assert set(estados(vista).values()) == {"igual"}
    assert "no hay nada que cambiar" in texto(vista)
    confirmar(escena.cliente, escena.reporte, vista)
    assert Avance.history.count() + Valor.history.count() == cuantas


def test_doble_clic_escribe_una_vez(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    libro.poner(escena.uno, "barreras", "La lluvia")
    vista = escena.subir(libro)
    for _vez in range(2):
        assert confirmar(escena.cliente, escena.reporte, vista).status_code == 302
    assert escena.reporte.avances.get(actividad=escena.uno).version == 2
    assert escena.valor(escena.talleres).history.count() == 1
    assert "ya estaba guardada" in texto(escena.cliente.get(ruta(escena.reporte)))


def test_la_historia_dice_quien(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    escena.guardar(libro)
    assert escena.valor(escena.talleres).history.get().history_user == escena.ana


def test_vacio_no_cambia_nada(escena: Escena) -> None:
    libro = escena.libro()
    for columna in ("logros", "estado"):
        libro.poner(escena.uno, columna, None)
    libro.poner(escena.manual, "documento", "   ")
    libro.poner((escena.personas, "mujeres"), "numero", None)
    assert estados(escena.subir(libro)) == {}


# --- Conflicts -------------------------------------------------------------------------------


def test_usar_lo_de_la_planilla_conserva_lo_demas_de_la_colega(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.uno, "logros", "Tres talleres")
    escena.colega_escribe(logros="Dos talleres y un foro", barreras="La lluvia")
    vista = escena.subir(libro)
    confirmar(escena.cliente, escena.reporte, vista, usar=[f"a{escena.uno.pk}"])
    avance = escena.reporte.avances.get(actividad=escena.uno)
    assert (avance.logros, avance.barreras) == ("Tres talleres", "La lluvia")


def test_un_dato_que_otra_persona_cambio_esta_en_conflicto(escena: Escena) -> None:
    """Also where it changed in another of the Dato's rows."""
    libro = escena.libro()
    libro.poner(escena.personas, "numero", 30)
    libro.poner(escena.personas, "nota", "Según las listas")
    valor = escena.valor(escena.personas)
    partes = {p.categoria_id: p.numero for p in valor.partes.all()}
    operaciones.guardar_respuestas(
        reporte=escena.reporte, actividad=escena.uno, version=1, textos={},
        entradas={escena.personas: Entrada(
            numero=Decimal(30), partes={c: Decimal(15) for c in partes}
        )},
        por=focal("hn"),
    )  # fmt: skip
    assert estados(escena.subir(libro)) == {f"d{escena.personas.pk}": "conflicto"}


def test_lo_que_cambia_mientras_mira_se_muestra_otra_vez(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.uno, "logros", "Tres talleres")
    vista = escena.subir(libro)
    assert estados(vista) == {f"a{escena.uno.pk}": "cambia"}
    escena.colega_escribe(logros="Otra cosa")
    otra = confirmar(escena.cliente, escena.reporte, vista)
    assert otra.status_code == 409
    assert estados(otra) == {f"a{escena.uno.pk}": "conflicto"}
    assert escena.reporte.avances.get(actividad=escena.uno).logros == "Otra cosa"
    confirmar(escena.cliente, escena.reporte, otra, usar=[f"a{escena.uno.pk}"])
    assert escena.reporte.avances.get(actividad=escena.uno).logros == "Tres talleres"


# --- All or nothing --------------------------------------------------------------------------


def test_con_errores_no_se_guarda_nada_sin_decirlo(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    libro.poner(escena.monto, "numero", "mucho")
    vista = escena.subir(libro)
    otra = confirmar(escena.cliente, escena.reporte, vista)
    assert "<title>Error: " in otra.content.decode()
    assert "marque que las deja fuera" in texto(otra)
    assert not Valor.objects.filter(dato=escena.talleres).exists()


def test_si_algo_falla_no_queda_nada_a_medias(
    escena: Escena, monkeypatch: pytest.MonkeyPatch
) -> None:
    libro = escena.libro()
    libro.poner(escena.uno, "logros", "Tres talleres")
    libro.poner(escena.dos, "logros", "Se aprobó")
    vista = escena.subir(libro)
    verdadera = operaciones.planilla.guardar_respuestas

    def falla(**datos: Any) -> Any:
        if datos["actividad"] == escena.dos:
            raise operaciones.Conflicto(Avance())
        return verdadera(**datos)

    monkeypatch.setattr(operaciones.planilla, "guardar_respuestas", falla)
    assert confirmar(escena.cliente, escena.reporte, vista).status_code == 403
    assert escena.reporte.avances.get(actividad=escena.uno).logros == "Dos talleres"


# --- Who and when ----------------------------------------------------------------------------


def otros() -> dict[str, tuple[Usuario, int, int]]:
    return {
        "ajeno": (focal("gt"), 404, 404),
        "secretaria": (secretaria(), 200, 200),
        "presidencia": (presidencia(), 200, 403),
    }


def test_quien_puede(escena: Escena) -> None:
    contenido = escena.libro().bytes
    for quien, (usuario, baja, sube) in otros().items():
        cliente = entrar(usuario)
        assert cliente.get(ruta(escena.reporte, "planilla.xlsx")).status_code == baja, quien
        assert subir(cliente, escena.reporte, contenido).status_code == sube, quien
    assert Client().get(ruta(escena.reporte, "planilla.xlsx")).status_code == 302


def test_quien_colabora_llena_solo_lo_suyo(escena: Escena) -> None:
    """Other rows are closed in the workbook; opened by force, they are errors that say why."""
    usuario = crear_usuario("", COLABORADOR)
    Colaboracion.objects.create(
        usuario=usuario, pais=crear_pais("hn"), invitado_por=escena.ana
    ).actividades.add(escena.uno)
    cliente = entrar(usuario)
    libro = Libro(descargar(cliente, escena.reporte))
    assert not libro.celda(escena.talleres, "numero").protection.locked
    assert libro.celda(escena.monto, "numero").protection.locked
    libro.poner(escena.talleres, "numero", 4)
    libro.poner(escena.monto, "numero", 9)
    vista = subir(cliente, escena.reporte, libro.bytes)
    assert estados(vista) == {f"d{escena.talleres.pk}": "nuevo", f"d{escena.monto.pk}": "error"}
    assert "Usted colabora en algunas actividades" in texto(vista)
    confirmar(cliente, escena.reporte, vista, sin_errores="1")
    assert escena.valor(escena.talleres).numero == 4
    assert not Valor.objects.filter(dato=escena.monto).exists()


@pytest.mark.parametrize("estado", ["enviado", "aprobado"])
def test_un_reporte_entregado_se_baja_y_no_se_sube(escena: Escena, estado: str) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    vista = escena.subir(libro)
    Reporte.objects.update(
        estado=estado, enviado_por=escena.ana, enviado_en=dt.datetime.now(tz=dt.UTC),
        revisado_por=secretaria(), revisado_en=dt.datetime.now(tz=dt.UTC),
    )  # fmt: skip
    solo_leer = escena.libro()
    assert "Solo para leer" in str(solo_leer.datos["D2"].value)
    assert solo_leer.celda(escena.talleres, "numero").protection.locked
    assert escena.subir(libro).status_code == 403
    assert confirmar(escena.cliente, escena.reporte, vista).status_code == 403
    assert not Valor.objects.filter(dato=escena.talleres).exists()
    pagina = escena.cliente.get(ruta(escena.reporte, "planilla/"))
    assert "no se puede subir" in texto(pagina)


def test_un_periodo_cerrado_dice_por_que(escena: Escena) -> None:
    libro = escena.libro()
    type(escena.periodo).objects.update(**CERRADO)
    assert escena.subir(libro).status_code == 403
    assert "El período cerró" in texto(escena.cliente.get(ruta(escena.reporte, "planilla/")))


def test_lo_firmado_es_de_una_persona_y_un_reporte(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    vista = escena.subir(libro)
    berta = entrar(focal("hn"))
    assert "suba la planilla otra vez" in texto(confirmar(berta, escena.reporte, vista))
    assert not Valor.objects.filter(dato=escena.talleres).exists()
    firmado = vista.context["firmado"]
    for malo in ("", "x", firmado[:-3] + "abc"):
        respuesta = escena.cliente.post(ruta(escena.reporte, "planilla/"), {"planilla": malo})
        assert "suba la planilla otra vez" in texto(respuesta)
    assert not Valor.objects.filter(dato=escena.talleres).exists()


def test_lo_firmado_caduca(escena: Escena, monkeypatch: pytest.MonkeyPatch) -> None:
    libro = escena.libro()
    libro.poner(escena.talleres, "numero", 4)
    vista = escena.subir(libro)
    monkeypatch.setattr("planes.planilla.subida.DURA", -1)
    assert "suba la planilla otra vez" in texto(confirmar(escena.cliente, escena.reporte, vista))
    assert not Valor.objects.filter(dato=escena.talleres).exists()


def test_sin_archivo(escena: Escena) -> None:
    respuesta = escena.cliente.post(ruta(escena.reporte, "planilla/"))
    assert "Elija la planilla que quiere subir." in texto(respuesta)


def test_el_texto_de_otros_no_se_vuelve_html(escena: Escena) -> None:
    libro = escena.libro()
    libro.poner(escena.uno, "logros", "<script>alert(1)</script>")
    assert "<script>alert" not in escena.subir(libro).content.decode()


def test_abre_sin_avisos(escena: Escena) -> None:
    """The hidden sheet's seal is text; nothing of it is a date or a number to a spreadsheet."""
    contenido = descargar(escena.cliente, escena.reporte)
    libro = openpyxl.load_workbook(io.BytesIO(contenido))
    celdas = [celda for fila in libro["corett"].iter_rows(max_col=2) for celda in fila]
    assert {celda.data_type for celda in celdas if celda.value is not None} == {"s"}
