"""The consolidated document: what it holds, what it leaves out, and what may be opened safely."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import CharField, Value
from django.db.models.functions import Concat
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from docx import Document
from openpyxl import load_workbook

from actores.models import Usuario
from planes.consolidado import (
    consolidar,
    escribir_expediente,
    escribir_tabla,
    escribir_texto,
    evidencias_de,
)
from planes.models import Evidencia, Periodo
from tests import crear

pytestmark = pytest.mark.django_db


@pytest.fixture
def periodo() -> Periodo:
    """Honduras approved with 4 workshops, Guatemala sent with 3, Belize's draft says 9."""
    actividad = crear.crear_actividad("1.1")
    dato = crear.crear_dato("talleres", nombre="Talleres", unidad="talleres")
    crear.crear_indicador(crear.crear_meta("1.1.1", actividad), dato)
    periodo = crear.crear_periodo()
    for codigo, nombre, estado, numero, logros in (
        ("gt", "Guatemala", "enviado", 3, "=1+1"),
        ("bz", "Belice", "borrador", 9, "Esto no se ha enviado"),
        ("hn", "Honduras", "aprobado", 4, "Cuatro talleres en cuatro ciudades"),
    ):
        pais = crear.crear_pais(codigo, nombre)
        reporte = crear.crear_reporte(pais, periodo, estado=estado)
        crear.crear_avance(reporte, actividad, estado="en_curso", logros=logros)
        crear.crear_valor(reporte, dato, numero=Decimal(numero))
    return periodo


def test_trae_lo_enviado_y_lo_aprobado_y_suma_solo_lo_aprobado(periodo: Periodo) -> None:
    hecho = consolidar(periodo)
    (renglon,) = hecho.renglones[1]
    dichas = {voz.informante: dict(voz.valores) for voz in renglon.voces}
    assert dichas == {
        "Guatemala": {"Talleres": "3 talleres"},
        "Honduras": {"Talleres": "4 talleres"},
    }
    (cuenta,) = hecho.cuentas
    assert cuenta.numeros == {"gt": 3, "hn": 4}
    assert cuenta.region == "4 (1 de 3 países)"
    assert hecho.en_revision() == ["Guatemala"]
    assert hecho.sin_reporte() == ["Belice", "Reporte regional"]


def test_las_consultas_no_crecen_con_los_paises(periodo: Periodo) -> None:
    with CaptureQueriesContext(
        connection,
    ) as pocos:
        consolidar(periodo)
    actividad = periodo.plan.actividades.get()
    for codigo in ("sv", "ni", "cr", "pa"):
        reporte = crear.crear_reporte(crear.crear_pais(codigo), periodo, estado="aprobado")
        crear.crear_avance(reporte, actividad, estado="en_curso")
    with CaptureQueriesContext(connection) as muchos:
        consolidar(periodo)
    assert len(muchos) == len(pocos) <= 30


def test_el_documento_se_abre_y_dice_lo_que_dijo_cada_pais(periodo: Periodo) -> None:
    documento = Document(io.BytesIO(escribir_texto(consolidar(periodo))))
    texto = "\n".join(p.text for p in documento.paragraphs)
    assert "Cuatro talleres en cuatro ciudades" in texto
    assert "Esto no se ha enviado" not in texto
    estados = {fila.cells[0].text: fila.cells[1].text for fila in documento.tables[0].rows[1:]}
    assert estados == {
        "Guatemala": "Enviado",
        "Belice": "En borrador",
        "Honduras": "Aprobado",
        "Reporte regional": "Sin empezar",
    }


def test_lo_devuelto_llego_y_se_dice_cuando(periodo: Periodo) -> None:
    recibido = timezone.make_aware(dt.datetime(2026, 1, 20, 10))
    crear.crear_reporte(
        crear.crear_pais("ni", "Nicaragua"), periodo, estado="observado", enviado_en=recibido
    )
    tabla = Document(io.BytesIO(escribir_texto(consolidar(periodo)))).tables[0]
    (nicaragua,) = [f for f in tabla.rows if f.cells[0].text == "Nicaragua"]
    assert [c.text for c in nicaragua.cells[1:]] == [
        "Devuelto con observaciones", "20 de enero de 2026"
    ]  # fmt: skip


AVISO = "Datos de demostración: cifras ficticias."


def test_con_datos_de_demostracion_lo_dice_cada_hoja_y_solo_entonces(periodo: Periodo) -> None:
    def decir() -> list[bool]:
        """Head of every page, first page; first rows and head of each sheet; list of the ZIP."""
        hecho = consolidar(periodo)
        documento = Document(io.BytesIO(escribir_texto(hecho)))
        libro = load_workbook(io.BytesIO(escribir_tabla(hecho)))
        zip_ = zipfile.ZipFile(io.BytesIO(escribir_expediente([])))
        return [
            documento.sections[0].header.paragraphs[0].text == AVISO,
            AVISO in [p.text for p in documento.paragraphs[:3]],
            *(str(hoja["A2"].value).startswith(AVISO) for hoja in libro),
            *(hoja.oddHeader.center.text == AVISO for hoja in libro),
            zip_.read("lista.csv").decode("utf-8-sig").startswith(AVISO),
        ]

    crear.crear_usuario("secretaria@demo.example")
    assert all(decir())
    Usuario.objects.update(correo=Concat("pk", Value("@corett.example"), output_field=CharField()))
    assert not any(decir())


def test_en_la_matriz_ningun_texto_es_una_formula(periodo: Periodo) -> None:
    libro = load_workbook(io.BytesIO(escribir_tabla(consolidar(periodo))))
    celdas = [celda for hoja in libro for fila in hoja.iter_rows() for celda in fila]
    assert any("=1+1" in str(celda.value) for celda in celdas)
    assert not [celda for celda in celdas if celda.data_type == "f"]
    (cifra,) = libro["Cifras"].iter_rows(min_row=4, values_only=True)
    # The printed code goes first, the key that only the portal knows last.
    assert cifra == ("1.1.1.a", "Talleres", 3, None, 4, None, "4 (1 de 3 países)", "talleres")


def evidencia(de: Any, titulo: str, **extra: Any) -> Evidencia:
    fila = Evidencia(
        tipo="acta",
        titulo=titulo,
        nombre="acta firmada.pdf",
        formato="application/pdf",
        tamano=3,
        huella="0" * 64,
        subida_por=de.enviado_por,
        **extra,
    )
    fila.original.save("x", ContentFile(b"original sellado"), save=False)
    fila.limpia.save("x", ContentFile(b"copia limpia"), save=False)
    fila.save()
    return fila


def test_un_archivo_perdido_no_detiene_a_los_demas(periodo: Periodo) -> None:
    reporte = periodo.reportes.get(pais__codigo="hn")
    actividad = periodo.plan.actividades.get()
    perdida = evidencia(reporte, "Perdida", reporte=reporte, actividad=actividad)
    evidencia(reporte, "Hallada", reporte=reporte, actividad=actividad)
    perdida.limpia.storage.delete(perdida.limpia.name)
    archivo = zipfile.ZipFile(io.BytesIO(escribir_expediente(evidencias_de(reporte))))
    assert [n.partition("-")[0] for n in archivo.namelist()] == ["1.1/hallada", "lista.csv"]
    assert "(el archivo ya no está) 1.1/perdida" in archivo.read("lista.csv").decode("utf-8-sig")


def test_el_zip_lleva_las_copias_limpias_y_nunca_los_originales(periodo: Periodo) -> None:
    reporte = periodo.reportes.get(pais__codigo="hn")
    actividad = periodo.plan.actividades.get()
    suya = evidencia(reporte, "=Acta de la señora", reporte=reporte, actividad=actividad)
    ajeno = periodo.reportes.get(pais__codigo="gt")
    evidencia(ajeno, "De otro país", reporte=ajeno, actividad=actividad)
    archivo = zipfile.ZipFile(io.BytesIO(escribir_expediente(evidencias_de(reporte))))
    nombre = f"1.1/acta-de-la-senora-{suya.referencia}.pdf"
    assert archivo.namelist() == [nombre, "lista.csv"]
    assert archivo.read(nombre) == b"copia limpia"
    lista = archivo.read("lista.csv").decode("utf-8-sig")
    assert "'=Acta de la señora" in lista
    assert "De otro país" not in lista
