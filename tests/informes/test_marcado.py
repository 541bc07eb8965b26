"""Texts that exist in Spanish only: an English page shows them as such and mixes no languages."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from informes.cifras import CifraPublica
from informes.frases import con_texto, par
from informes.templatetags.corett import cifra

DOCUMENTO = {"es": "Manual <regional>", "en": "Manual <regional>"}


@pytest.mark.parametrize(
    ("idioma", "texto", "dicho"),
    [
        ("en", DOCUMENTO, '<span lang="es">Manual &lt;regional&gt;</span>'),
        ("es", DOCUMENTO, "Manual &lt;regional&gt;"),
        ("en", {"es": "Borrador", "en": "Draft"}, "Draft"),
        ("es", {"es": "Borrador", "en": "Draft"}, "Borrador"),
        ("en", {"en": "Draft"}, "Draft"),
    ],
)
def test_una_cifra_con_texto(idioma: str, texto: dict[str, str], dicho: str) -> None:
    figura: dict[str, Any] = {"tipo": "documento", "valor": None, "texto": texto, "marca": ""}
    with translation.override(idioma):
        assert cifra(figura) == dicho


def test_el_titulo_de_un_documento_no_entra_en_la_frase_inglesa() -> None:
    nombre = par("Manual para medios", "Manual for the media")
    documento = CifraPublica(anio=2024, tipo="documento", texto=DOCUMENTO)
    assert con_texto(nombre, documento, DOCUMENTO) == par(
        "Manual para medios: Manual <regional>", "Manual for the media: document of 2024"
    )
    hito = CifraPublica(anio=2024, tipo="hito", texto=par("Borrador", "Draft"))
    assert con_texto(nombre, hito, par("Borrador", "Draft")) == par(
        "Manual para medios: Borrador", "Manual for the media: Draft"
    )
