"""Whatever a report holds, its workbook brought back untouched changes nothing; and what is
typed into it is what is read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from planes.planilla import firma
from planes.planilla.archivo import abrir
from planes.planilla.lectura import leer_cabecera, leer_filas
from planes.planilla.libro import escribir_libro
from planes.planilla.modelo import (
    CODIGOS,
    FECHA,
    NUMERO,
    OPCION,
    Columna,
    Descripcion,
    Fila,
    Hoja,
    codigos_canonicos,
    numero_canonico,
    texto_canonico,
)

COLUMNAS = (
    Columna("nombre", "Nombre", 20, entrada=False),
    Columna("texto", "Texto", 30),
    Columna("numero", "Número", 12, NUMERO),
    Columna("fecha", "Fecha", 12, FECHA),
    Columna("opcion", "Opción", 12, OPCION, lista="opciones"),
    Columna("codigos", "Códigos", 12, CODIGOS),
)
OPCIONES = [("si", "Sí, terminada"), ("no", "=No"), ("talvez", "tal vez")]

textos = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="=+-@'\t\n \r0123456789.,/_xX", max_size=12),
).map(texto_canonico)  # fmt: skip
numeros = st.decimals(
    min_value=0, max_value=10**12, places=2, allow_nan=False, allow_infinity=False
).map(numero_canonico)
fechas = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)).map(dt.date.isoformat)
codigos = st.lists(
    st.tuples(st.integers(1, 30), st.integers(1, 30)).map(lambda p: f"{p[0]}.{p[1]}"), max_size=4
).map(codigos_canonicos)
filas = st.fixed_dictionaries(
    {
        "texto": textos,
        "numero": numeros | st.just(""),
        "fecha": fechas | st.just(""),
        "opcion": st.sampled_from(["", *(codigo for codigo, _etiqueta in OPCIONES)]),
        "codigos": codigos,
    }
)


def descripcion(valores: list[dict[str, str]]) -> Descripcion:
    return Descripcion(
        cabecera={"formato": firma.FORMATO, "referencia": "AAAA0000", "idioma": "es"},
        instrucciones=(("Título", ("Un párrafo",)),),
        ficha=(("Quién", "Nadie"),),
        hojas=(
            Hoja(
                "hoja", "Hoja", "Nota", COLUMNAS,
                tuple(Fila(f"f{n}", v, {"nombre": "x"}) for n, v in enumerate(valores)),
            ),
        ),
        listas={"opciones": OPCIONES},
        titulo="Prueba",
    )  # fmt: skip


def ida_y_vuelta(sale: list[dict[str, str]], lleno: list[dict[str, str]]) -> list[dict[str, str]]:
    """What is read as changed in a workbook that went out with ``sale`` and holds ``lleno``."""
    versiones = [firma.version_de(valores) for valores in sale]
    with override("es"):
        # The versions and seals of what went out, the cells as they were filled.
        hecha = descripcion(lleno)
        filas_ = tuple(
            Fila(f.id, f.valores, f.lectura, version=dict(v))
            for f, v in zip(hecha.hojas[0].filas, sale, strict=True)
        )
        hoja = Hoja("hoja", "Hoja", "Nota", COLUMNAS, filas_)
        libro = abrir(escribir_libro(Descripcion(**{**hecha.__dict__, "hojas": (hoja,)})), "x.xlsx")
        leidas = leer_filas(libro, leer_cabecera(libro), descripcion(sale))
    hallado: list[dict[str, str]] = [{} for _v in versiones]
    for leida in leidas:
        assert not leida.errores
        hallado[int(leida.id[1:])] = leida.valores
    return hallado


SIN_PRISA = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SIN_PRISA
@given(st.lists(filas, min_size=1, max_size=4))
@example([{"texto": "_x0041_ _xD_", "numero": "0.1", "fecha": "", "opcion": "no", "codigos": ""}])
@example([{"texto": "=1+1", "numero": "", "fecha": "2024-02-29", "opcion": "", "codigos": "10.1"}])
@example([{"texto": "TRUE", "numero": "0", "fecha": "", "opcion": "", "codigos": "1.10"}])
def test_sin_tocar_no_cambia_nada(valores: list[dict[str, str]]) -> None:
    assert ida_y_vuelta(valores, valores) == [{} for _v in valores]


@SIN_PRISA
@given(st.lists(st.tuples(filas, filas), min_size=1, max_size=4))
def test_se_lee_lo_que_se_escribe(pares: list[tuple[dict[str, str], dict[str, str]]]) -> None:
    """Exactly the cells that are filled with something else, with what they were filled with."""
    sale, lleno = [a for a, _b in pares], [b for _a, b in pares]
    assert ida_y_vuelta(sale, lleno) == [
        {clave: v for clave, v in despues.items() if v and v != antes[clave]}
        for antes, despues in pares
    ]


@given(st.decimals(min_value=0, max_value=10**15, places=2))
def test_un_numero_tiene_una_sola_forma(numero: Decimal) -> None:
    canonico = numero_canonico(numero)
    assert Decimal(canonico) == numero
    assert numero_canonico(Decimal(canonico)) == canonico
    assert "E" not in canonico
