"""The sentences that stand above the charts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from informes import frases
from informes.cifras import CifraPublica


@pytest.mark.parametrize(
    ("nombre", "dicho"),
    [
        ("Personas capacitadas: policías", "Personas capacitadas (policías)"),
        ("Talleres", "Talleres"),
        ("A: b: c", "A (b: c)"),
    ],
)
def test_un_solo_par_de_dos_puntos(nombre: str, dicho: str) -> None:
    assert frases.ante_dos_puntos({"es": nombre, "en": nombre}) == {"es": dicho, "en": dicho}


@pytest.mark.parametrize(
    ("tipo", "es", "en"),
    [
        ("monto", "USD\u00a01\u00a0250", "USD\u00a01,250"),
        ("porcentaje", "1\u00a0250\u00a0%", "1,250%"),
        ("conteo", "1\u00a0250", "1,250"),
    ],
)
def test_la_unidad_de_una_cifra(tipo: str, es: str, en: str) -> None:
    valor = Decimal(1250)
    assert frases.con_signo(valor, tipo, "es") == es
    assert frases.con_signo(valor, tipo, "en") == en
    nombre = {"es": "Fondos", "en": "Funds"}
    cifras = [
        CifraPublica(tipo=tipo, anio=anio, valor=Decimal(n))
        for anio, n in ((2023, 5), (2024, 1250))
    ]
    sube = frases.cambio(nombre, cifras, tipo)
    assert sube["es"].endswith(f"en 2023 a {es} en 2024")
    assert sube["en"].endswith(f"in 2023 to {en} in 2024")


def test_los_paises_se_nombran_una_vez() -> None:
    cifra = CifraPublica(tipo="hito", anio=2024, numerador=Decimal(2), denominador=Decimal(8))
    con = {"es": "Países con protocolo", "en": "Countries with a protocol"}
    sin = {"es": "Ruta en aplicación", "en": "Route in use"}
    assert frases.paises_que_cumplen(con, cifra) == {
        "es": "Países con protocolo: 2 de 8 en 2024",
        "en": "Countries with a protocol: 2 of 8 in 2024",
    }
    assert (
        frases.paises_que_cumplen(sin, cifra)["es"] == "Ruta en aplicación: 2 de 8 países en 2024"
    )
