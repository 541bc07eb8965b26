"""One activity page as a form: what is accepted, what is asked back, what is kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone

from planes.cuestionario import Hoja, cuestionario
from planes.entrada import Entrada
from planes.forms import FormularioActividad
from planes.models import Avance, Categoria, Dato
from tests.crear import (
    crear_actividad,
    crear_avance,
    crear_dato,
    crear_indicador,
    crear_meta,
    crear_periodo,
    crear_reporte,
)
from tests.planes.gente import hoja as enviada

pytestmark = pytest.mark.django_db

SUMA, ULTIMO = Dato.ReglaTiempo.SUMA, Dato.ReglaTiempo.ULTIMO

DATOS: dict[str, dict[str, Any]] = {
    "talleres": {},
    "personas": {"tipo": "personas", "partes": {"sexo": ["mujeres", "hombres"]}},
    "casos": {"sensible": True, "partes": {"delito": ["trata", "trafico"]}},
    "fondos": {"tipo": "monto"},
    "cobertura": {"tipo": "porcentaje", "regla_tiempo": ULTIMO, "regla_region": "cociente"},
    "ley": {
        "tipo": "hito",
        "regla_tiempo": ULTIMO,
        "regla_region": "paises_que_cumplen",
        "etapas": ["borrador", "aprobada"],
    },
    "informe": {
        "tipo": "documento",
        "regla_tiempo": ULTIMO,
        "regla_region": "paises_que_cumplen",
    },
}


@pytest.fixture
def pagina_de() -> Any:
    """``pagina_de(codigo, **typed)``: the bound page of one activity that asks that Dato."""
    meta = crear_meta("1.1.1", crear_actividad("1.1"))
    periodo = crear_periodo(meta.plan)

    def crear(codigo: str, avance: Avance | None = None, **campos: Any) -> FormularioActividad:
        if not Dato.objects.filter(codigo=codigo).exists():
            crear_indicador(meta, crear_dato(codigo, **DATOS[codigo]), letra=codigo)
        hoja = cuestionario(meta.plan, "nacional", periodo).hoja("1.1")
        assert hoja is not None
        hoja = Hoja(hoja.actividad, [d for d in hoja.datos if d.codigo == codigo])
        datos = QueryDict(mutable=True)
        for nombre, valor in enviada(**campos).items():
            datos[nombre] = str(valor)
        return FormularioActividad(hoja, periodo, avance, data=datos)

    return crear


def unica(pagina: FormularioActividad) -> Entrada:
    """The one answer of a page that must be valid."""
    assert pagina.is_valid(), pagina.errores
    (entrada,) = pagina.entradas.values()
    return entrada


def queja(pagina: FormularioActividad) -> str:
    """The one error of a page that must not be valid."""
    assert not pagina.is_valid()
    assert len(pagina.errores) == 1, pagina.errores
    return pagina.errores[0]["texto"]


def test_un_numero_con_espacios(pagina_de: Any) -> None:
    assert unica(pagina_de("talleres", **{"dato-talleres-numero": "1 250"})).numero == 1250


def test_cero_es_una_respuesta_y_vacio_no(pagina_de: Any) -> None:
    assert unica(pagina_de("talleres", **{"dato-talleres-numero": "0"})).numero == 0
    assert unica(pagina_de("talleres", **{"dato-talleres-numero": " "})).vacia


@pytest.mark.parametrize("motivo", ["no_aplica", "no_disponible", "pendiente"])
def test_por_que_no_hay_dato(pagina_de: Any, motivo: str) -> None:
    pagina = pagina_de("talleres", **{"dato-talleres-situacion": motivo})
    assert unica(pagina) == Entrada(ausencia=motivo)


MALOS = [
    ("talleres", {"numero": "doce"}, "no es un número"),
    ("talleres", {"numero": "-3"}, "no puede ser negativo"),
    ("talleres", {"numero": "2,5"}, "número entero"),
    ("talleres", {"numero": "1,250"}, "dos maneras"),
    ("talleres", {"numero": "9999999999999999"}, "demasiado grande"),
    ("talleres", {"numero": "9" * 5000}, "demasiadas cifras"),
    ("talleres", {"numero": "3\x00"}, "un signo que no se puede guardar"),
    ("talleres", {"numero": "3", "situacion": "pendiente"}, "también eligió «Pendiente»"),
    ("talleres", {"nota": "Faltan dos"}, "escriba el dato o diga por qué"),
    ("talleres", {"situacion": "quizas"}, "Elija una de las opciones"),
    ("talleres", {"numero": "3", "nota": "x" * 1001}, "1\xa0001 caracteres y caben 1\xa0000"),
    ("personas", {"numero": "2,5"}, "número entero"),
    (
        "personas",
        {"numero": "10", "sexo-mujeres": "6", "sexo-hombres": "5"},
        "suman 11 y el total es 10",
    ),
    ("personas", {"numero": "10", "sexo-mujeres": "6"}, "suman 6 y el total es 10"),
    ("personas", {"sexo-mujeres": "6"}, "Escriba el total, o un número en cada renglón"),
    ("personas", {"sexo-mujeres": "-1", "sexo-hombres": "5"}, "no puede ser negativo"),
    ("personas", {"sexo-mujeres": "6", "situacion": "no_aplica"}, "también eligió «No aplica»"),
    ("casos", {"numero": "3", "delito-trata": "1", "delito-trafico": "1"}, "suman 2"),
    ("fondos", {"numero": "1250,555"}, "dos decimales"),
    ("fondos", {"numero": "10.000.000.000.000"}, "demasiado grande"),
    ("cobertura", {"numerador": "9", "denominador": "6"}, "no puede ser mayor que el total (6)"),
    ("cobertura", {"numerador": "0", "denominador": "0"}, "mayor que 0"),
    ("cobertura", {"numerador": "5"}, "hacen falta los dos"),
    ("cobertura", {"denominador": "5"}, "hacen falta los dos"),
    ("ley", {"fecha": "03/05/2024"}, "elija también la etapa"),
    ("ley", {"etapa": "inventada"}, "Elija una de las etapas"),
    ("ley", {"etapa": "aprobada", "fecha": "31/02/2024"}, "Escriba una fecha que exista"),
    ("ley", {"etapa": "aprobada", "fecha": "31/12/2022"}, "fuera del plan"),
    ("ley", {"etapa": "aprobada", "fecha": "ayer"}, "Escriba una fecha que exista"),
    ("informe", {"fecha": "03/05/2024"}, "escriba también el título"),
    ("informe", {"documento": "x" * 301}, "301 caracteres y caben 300"),
    ("informe", {"documento": "a\x00b"}, "un signo que no se puede guardar"),
]


@pytest.mark.parametrize(("codigo", "escrito", "frase"), MALOS)
def test_lo_que_no_cuadra_se_dice_en_su_campo(
    pagina_de: Any, codigo: str, escrito: dict[str, str], frase: str
) -> None:
    pagina = pagina_de(codigo, **{f"dato-{codigo}-{k}": v for k, v in escrito.items()})
    assert frase in queja(pagina)
    assert pagina.errores[0]["destino"].startswith(f"id_dato-{codigo}-")


def test_una_fecha_futura_se_rechaza(pagina_de: Any) -> None:
    manana = timezone.localdate() + dt.timedelta(days=1)
    pagina = pagina_de(
        "ley", **{"dato-ley-etapa": "aprobada", "dato-ley-fecha": f"{manana:%d/%m/%Y}"}
    )
    assert "en el futuro" in queja(pagina)


def test_el_total_en_blanco_es_la_suma(pagina_de: Any) -> None:
    pagina = pagina_de(
        "personas", **{"dato-personas-sexo-mujeres": "71", "dato-personas-sexo-hombres": "61"}
    )
    entrada = unica(pagina)
    assert entrada.numero == 132
    categorias = {c.pk: c.codigo for c in Categoria.objects.all()}
    assert {categorias[pk]: n for pk, n in entrada.partes.items()} == {
        "mujeres": Decimal(71),
        "hombres": Decimal(61),
    }


def test_el_total_puede_ir_sin_partes(pagina_de: Any) -> None:
    assert unica(pagina_de("personas", **{"dato-personas-numero": "132"})).partes == {}


def test_los_demas_tipos(pagina_de: Any) -> None:
    monto = unica(pagina_de("fondos", **{"dato-fondos-numero": "1.250,50"}))
    assert monto.numero == Decimal("1250.50")
    parte = unica(
        pagina_de(
            "cobertura", **{"dato-cobertura-numerador": "3", "dato-cobertura-denominador": "12"}
        )
    )
    assert (parte.numerador, parte.denominador) == (3, 12)
    hito = unica(pagina_de("ley", **{"dato-ley-etapa": "aprobada", "dato-ley-fecha": "2024-05-03"}))
    assert hito.etapa is not None
    assert (hito.etapa.codigo, hito.fecha) == ("aprobada", dt.date(2024, 5, 3))
    documento = unica(pagina_de("informe", **{"dato-informe-documento": "Informe anual"}))
    assert (documento.documento, documento.fecha) == ("Informe anual", None)


def test_una_categoria_archivada_solo_se_muestra_donde_tiene_numero(pagina_de: Any) -> None:
    pagina = pagina_de("personas")
    archivada = Categoria.objects.get(codigo="hombres")
    Categoria.objects.filter(pk=archivada.pk).update(archivada=True)
    assert "sexo-hombres" not in pagina_de("personas").datos[0].fields
    con_numero = FormularioActividad(
        cuestionario(archivada.desagregacion.datos.get().indicadores.get().plan, "nacional").hojas[
            0
        ],
        crear_periodo(),
        entradas={
            pagina.datos[0].dato.pk: Entrada(numero=Decimal(3), partes={archivada.pk: Decimal(3)})
        },
    )
    assert "sexo-hombres" in con_numero.datos[0].fields


def test_un_borrador_puede_estar_incompleto(pagina_de: Any) -> None:
    assert pagina_de("talleres", estado="").is_valid()


def test_una_actividad_terminada_no(pagina_de: Any) -> None:
    pagina = pagina_de("talleres", estado="", terminada="si")
    assert not pagina.is_valid()
    assert [e["destino"] for e in pagina.errores] == ["id_estado", "id_dato-talleres-numero"]
    assert pagina.errores[1]["texto"].startswith("Falta «Talleres»")


def test_lo_que_no_aplica_no_pide_datos(pagina_de: Any) -> None:
    assert pagina_de("talleres", estado="no_aplica", terminada="si").is_valid()


def test_los_textos_tienen_un_largo_que_se_dice(pagina_de: Any) -> None:
    justo = "á" * 4998 + "\r\n" + "x"
    assert pagina_de("talleres", logros=justo).is_valid()
    assert "5\xa0001 caracteres y caben 5\xa0000" in queja(pagina_de("talleres", logros="x" * 5001))


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_sin_version_no_se_guarda(pagina_de: Any, version: str) -> None:
    assert "no llegó entera" in queja(pagina_de("talleres", version=version))


def test_la_pagina_empieza_por_lo_guardado() -> None:
    meta = crear_meta()
    dato = crear_dato("personas", **DATOS["personas"])
    crear_indicador(meta, dato)
    reporte = crear_reporte()
    avance = crear_avance(reporte, meta.actividades.get(), "completada", terminada=True, version=4)
    mujeres = Categoria.objects.get(codigo="mujeres")
    hoja = cuestionario(meta.plan, "nacional").hojas[0]
    guardado = {dato.pk: Entrada(numero=Decimal("1250.00"), partes={mujeres.pk: Decimal(1250)})}
    pagina = FormularioActividad(hoja, reporte.periodo, avance, guardado)
    html = str(pagina.avance) + str(pagina.datos[0])
    assert 'name="version" value="4"' in html
    assert 'name="dato-personas-numero" value="1250"' in html
    assert 'name="dato-personas-sexo-mujeres" value="1250"' in html
    assert pagina.avance["terminada"].value() == "si"


def test_una_etapa_elegida_se_puede_quitar(pagina_de: Any) -> None:
    pagina = pagina_de("ley", **{"dato-ley-etapa": "", "dato-ley-situacion": "no_aplica"})
    assert unica(pagina) == Entrada(ausencia="no_aplica")
    assert "Sin elegir" in str(pagina.datos[0]["etapa"])
