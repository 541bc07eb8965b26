"""Numbers as people type them (Q5)."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from planes.numeros import escribir_numero, leer_numero, mostrar_numero

SE_LEEN = {
    # what was typed: (in Spanish, in English)
    "0": ("0", "0"),
    "7": ("7", "7"),
    "1250": ("1250", "1250"),
    " 1250 ": ("1250", "1250"),
    "+5": ("5", "5"),
    "1 250": ("1250", "1250"),
    "1\u00a0250": ("1250", "1250"),
    "1\u202f250\u202f000": ("1250000", "1250000"),
    "1'250": ("1250", "1250"),
    "1 250,5": ("1250.5", "1250.5"),
    "1 250.5": ("1250.5", "1250.5"),
    "1.250,5": ("1250.5", "1250.5"),
    "1,250.50": ("1250.50", "1250.50"),
    "1.250.000": ("1250000", "1250000"),
    "1,250,000": ("1250000", "1250000"),
    "1.250.000,75": ("1250000.75", "1250000.75"),
    "1250.50": ("1250.50", "1250.50"),
    "1250,50": ("1250.50", "1250.50"),
    "0.250": ("0.250", "0.250"),
    "0,25": ("0.25", "0.25"),
    "-5": ("-5", "-5"),
    "\u22125": ("-5", "-5"),
}


@pytest.mark.parametrize("texto", SE_LEEN)
def test_se_lee(texto: str) -> None:
    for idioma, esperado in zip(("es", "en"), SE_LEEN[texto], strict=True):
        assert leer_numero(texto, idioma) == Decimal(esperado)


SEGUN_IDIOMA = [
    ("1.250", "es", "1250"),
    ("1,250", "en", "1250"),
    ("1,25", "es", "1.25"),
    ("1.25", "en", "1.25"),
    ("12,5", "es", "12.5"),
    ("12.5", "en", "12.5"),
]


@pytest.mark.parametrize(("texto", "idioma", "esperado"), SEGUN_IDIOMA)
def test_se_lee_segun_el_idioma(texto: str, idioma: str, esperado: str) -> None:
    assert leer_numero(texto, idioma) == Decimal(esperado)


SE_PREGUNTAN = [
    ("1,250", "es", "¿es 1250 o 1,25?"),
    ("1.250", "en", "¿es 1250 o 1.25?"),
    ("1.25", "es", "¿es 125 o 1,25?"),
    ("12,5", "en", "¿es 125 o 12.5?"),
]


@pytest.mark.parametrize(("texto", "idioma", "pregunta"), SE_PREGUNTAN)
def test_lo_que_tiene_dos_lecturas_se_pregunta(texto: str, idioma: str, pregunta: str) -> None:
    with pytest.raises(ValueError, match="dos maneras") as error:
        leer_numero(texto, idioma)
    assert pregunta in str(error.value)
    assert f"«{texto}»" in str(error.value)


NO_SON_NUMEROS = ["", "  ", "doce", "12 talleres", "1e5", "NaN", "Infinity", "٣", "½", "5%", "$5",
                  "1-2", "--5", "5.", ",5", "<script>", "\x00"]  # fmt: skip


@pytest.mark.parametrize("texto", NO_SON_NUMEROS)
@pytest.mark.parametrize("idioma", ["es", "en"])
def test_lo_que_no_es_un_numero_se_dice(texto: str, idioma: str) -> None:
    with pytest.raises(ValueError, match="no es un número"):
        leer_numero(texto, idioma)


MAL_AGRUPADOS = ["12 50", "1 2500", "1234 567", "1.25.000", "1,2,3", "1.250,5,0", "1,250.5.0",
                 "1.2500,5", "1 250.000,5", "1.250 000"]  # fmt: skip


@pytest.mark.parametrize("texto", MAL_AGRUPADOS)
@pytest.mark.parametrize("idioma", ["es", "en"])
def test_los_miles_mal_agrupados_se_dicen(texto: str, idioma: str) -> None:
    with pytest.raises(ValueError, match="de tres en tres"):
        leer_numero(texto, idioma)


@given(st.text(max_size=30), st.sampled_from(["es", "en"]))
def test_cualquier_texto_es_numero_o_frase(texto: str, idioma: str) -> None:
    frase = ""
    try:
        numero = leer_numero(texto, idioma)
    except ValueError as error:
        frase = str(error)
    assert frase.endswith(".") if frase else numero.is_finite()


@given(
    st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(["es", "en"]),
)
def test_lo_que_escribe_el_portal_lo_lee_igual(numero: Decimal, idioma: str) -> None:
    assert leer_numero(escribir_numero(numero, idioma), idioma) == numero


@pytest.mark.parametrize(
    ("numero", "es", "en"),
    [("1250.00", "1250", "1250"), ("1250.50", "1250,5", "1250.5"), ("0", "0", "0")],
)
def test_en_el_campo_va_sin_separar_los_miles(numero: str, es: str, en: str) -> None:
    assert escribir_numero(Decimal(numero), "es") == es
    assert escribir_numero(Decimal(numero), "en") == en
    assert escribir_numero(None) == ""


def test_para_leer_va_como_se_lee_en_cada_idioma() -> None:
    assert mostrar_numero(Decimal("1250.00")) == "1\u00a0250"
    with translation.override("en"):
        assert mostrar_numero(Decimal("1250.50")) == "1,250.50"
