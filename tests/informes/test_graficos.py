"""The charts say every number and nothing but it; missing is never zero; nobody can inject."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from herramientas.marca import distintos
from informes import graficos
from informes.graficos import Fila
from informes.mapas import paises

SVG = "{http://www.w3.org/2000/svg}"
HOSTIL = "Taller \"<script>alert(1)</script>\" & 'cía' \x00\x0b"

FILAS = [
    Fila("Guatemala", 1610, "7 de 9 países"),
    Fila("Belice", marca="x"),
    Fila("El Salvador", 0),
    Fila("Nicaragua", minimo=1, maximo=10, marca="c"),
    Fila("Costa Rica", Decimal("2044.5"), marca="r"),
    Fila("Comisiones, coaliciones y consejos nacionales contra la trata", marca="z"),
]


def textos(svg: str) -> str:
    """What a reader sees, without title and description; broken lines joined by a space."""
    raiz = ET.fromstring(svg)
    return " ".join("".join(t.itertext()) for t in raiz.iter(f"{SVG}text"))


def barras(*filas: Fila, **mas: object) -> str:
    return graficos.barras("Título", "Descripción", filas, **mas)  # type: ignore[arg-type]


def test_each_value_and_its_words_are_written() -> None:
    visto = textos(barras(*FILAS))
    for fila in FILAS:
        assert graficos.palabras(fila) in visto
        for palabra in fila.etiqueta.split():
            assert palabra in visto
    assert "7 de 9 países" in visto
    assert graficos.palabras(FILAS[4]) == "2\u00a0044,5 [r]"
    assert graficos.palabras(FILAS[4], "en") == "2,044.5 [r]"


def test_each_value_is_in_the_description() -> None:
    raiz = ET.fromstring(barras(*FILAS))
    descripcion = raiz.findtext(f"{SVG}desc") or ""
    for fila in FILAS:
        assert f"{fila.etiqueta}: {graficos.palabras(fila)}" in descripcion


def test_four_kinds_of_value_are_four_drawings() -> None:
    cero, falta = barras(Fila("a", 0)), barras(Fila("a", marca="x"))
    intervalo, exacto = barras(Fila("a", minimo=1, maximo=10)), barras(Fila("a", 10))
    assert textos(cero) == "a 0"
    assert textos(falta) == "a sin dato [x]"
    assert textos(intervalo) == "a 1 a 10"
    # A dotted line only for what is missing; a hatched band only for an interval.
    assert [("stroke-dasharray" in s) for s in (cero, falta, intervalo, exacto)] == [
        False,
        True,
        False,
        False,
    ]
    assert ["<pattern" in s for s in (cero, falta, intervalo, exacto)] == [
        False,
        False,
        True,
        False,
    ]
    assert "<rect" not in falta
    # Nought leaves its track empty: the least piece of bar would be a quantity.
    assert graficos.COLOR["azul"] not in cero
    assert graficos.COLOR["azul"] in exacto


def test_a_drawing_by_itself_names_the_families_of_the_identity() -> None:
    familias = ET.fromstring(barras(Fila("a", 1))).attrib["font-family"]

    assert familias == graficos.MARCA["tipografia"]["sans"]
    # Without quotes a name with a number in it is none, and the whole list is dropped.
    assert re.search(r"'[^']*\d[^']*'", familias)


def test_bars_share_one_scale_from_zero() -> None:
    svg = barras(Fila("a", 25), Fila("b", 100), Fila("c", minimo=50, maximo=75))
    assert re.findall(r'width="(25|100)%" height="12" fill="#1B4F8F"', svg) == ["25", "100"]
    assert re.search(r'x="50%" y="\d+" width="25%" height="12" fill="url', svg)
    assert 'width="25%" height="12"' in barras(Fila("a", 25), tope=100)


def test_small_words_stand_beside_the_label_where_the_column_is_wide_enough() -> None:
    fila = Fila("2024", 12, sub="9 de 9 países; 2 con el año incompleto")

    en_telefono, en_pagina = barras(fila), barras(fila, ancho=450)

    assert 'dx="8"' not in en_telefono
    assert 'dx="8"' in en_pagina
    assert fila.sub in textos(en_telefono)
    assert fila.sub in textos(en_pagina)


def test_nothing_to_draw_is_still_a_drawing() -> None:
    for svg in (barras(), barras(Fila("a", 0)), barras(Fila("", marca="x"))):
        ET.fromstring(svg)
    assert "sin dato" in graficos.estados("t", "", {})


def test_states_are_counted_in_words_that_agree() -> None:
    cuenta = {"suspendida": 1, "completada": 5, "no_iniciada": 2, "sin_dato": 4, "no_aplica": 0}
    assert [(c["clave"], c["n"], c["nombre"]) for c in graficos.conteos(cuenta)] == [
        ("completada", 5, "completadas"),
        ("no_iniciada", 2, "no iniciadas"),
        ("suspendida", 1, "suspendida"),
        ("sin_dato", 4, "sin dato"),
    ]
    visto = textos(graficos.estados("t", "d", cuenta))
    assert visto == "5 completadas 2 no iniciadas 1 suspendida 4 sin dato"
    assert "1 suspended" in textos(graficos.estados("t", "d", cuenta, "en"))
    with pytest.raises(KeyError):
        graficos.conteos({"desconocido": 1})


def test_pieces_of_the_stacked_bar_fill_it() -> None:
    raiz = ET.fromstring(graficos.estados("t", "d", {"completada": 3, "en_curso": 1}))
    piezas = [p for p in raiz.findall(f"{SVG}svg") if p.get("height") == "18"]
    assert [(p.get("x"), p.get("width")) for p in piezas] == [("0%", "75%"), ("75%", "25%")]


def test_map_shows_every_country_with_its_class() -> None:
    valores = dict.fromkeys(paises()["paises"], 40) | {"bz": 18, "sv": 0, "ni": None}
    enlaces = {codigo: f"/paises/{codigo}/" for codigo in valores}
    svg = graficos.mapa("Título", "", valores, enlaces, unidad="Actividades")
    raiz = ET.fromstring(svg)
    nombres = [a.get("aria-label") for a in raiz.iter(f"{SVG}a") if a.get("aria-label")]
    assert len(nombres) == len(valores) == 9
    assert {
        "Belice (BZ): 18",
        "El Salvador (SV): 0",
        "Nicaragua (NI): sin dato [x]",
        "República Dominicana (DO): 40",
    } <= set(nombres)
    visto = textos(svg)
    for palabra in ("BZ", "SV", "Actividades", "18", "40", "0", "sin dato"):
        assert palabra in visto.split() or palabra in visto
    # Zero has a colour of the scale, no value has none.
    assert svg.count("url(#") == 2  # the country and its entry in the legend
    # The outline under the mouse is no second stop for the keyboard.
    formas = [a for a in raiz.iter(f"{SVG}a") if a.get("aria-hidden") == "true"]
    assert len(formas) == 9
    assert all(a.get("tabindex") == "-1" for a in formas)


def test_map_without_links_or_outline() -> None:
    svg = graficos.mapa("Título", "", {"gt": 1, "zz": 5}, None, "en")
    assert "<a " not in svg
    assert "ZZ" not in svg
    assert "Guatemala: 1" in svg


@pytest.mark.parametrize("valores", [[1, 2], [1], [1, 2, 3, 4, 5], [0, 100, 200, 300, 400, 7]])
def test_map_classes_hold_every_value_once(valores: list[int]) -> None:
    codigos = list(paises()["paises"])[: len(valores)]
    svg = graficos.mapa("t", "", dict(zip(codigos, valores, strict=True)))
    rellenos = re.findall(r'class="pais"[^>]*? fill="([^"]+)"', svg)
    assert len(rellenos) == len(valores)
    pares = sorted(zip(valores, rellenos, strict=False))
    escala = graficos.MARCA["mapa"]["clases"]
    lugares = [escala.index(color) for _, color in pares]
    assert lugares == sorted(lugares)


def test_hostile_labels_stay_text() -> None:
    fila = Fila(HOSTIL, 3, HOSTIL)
    dibujos = [
        graficos.barras(HOSTIL, HOSTIL, [fila], HOSTIL),
        graficos.estados(HOSTIL, HOSTIL, {"completada": 1}),
        graficos.mapa(HOSTIL, HOSTIL, {"gt": 1}, {"gt": '/"><script>'}, "es", HOSTIL),
    ]
    for svg in dibujos:
        assert "<script" not in svg
        raiz = ET.fromstring(svg)
        assert raiz.findtext(f"{SVG}title") == HOSTIL.replace("\x00", "").replace("\x0b", "")


def test_the_strict_csp_is_kept() -> None:
    for svg in (barras(*FILAS), graficos.estados("t", "", {"en_curso": 1})):
        assert not re.search(r"\sstyle=|<style|\son\w+=|http://(?!www\.w3\.org)", svg)


def test_same_input_same_bytes_other_input_other_ids() -> None:
    valores = {"gt": 40, "bz": None}
    assert barras(*FILAS) == barras(*FILAS)
    assert graficos.mapa("t", "", valores) == graficos.mapa(
        "t", "", dict(reversed(valores.items()))
    )
    ids = [re.findall(r'<title id="(\w+)', barras(Fila("a", n)))[0] for n in (1, 2)]
    assert ids[0] != ids[1]


def test_generated_files_agree_with_the_source_of_the_identity() -> None:
    assert distintos() == []


def test_the_motif_has_a_point_for_each_country() -> None:
    svg = graficos.motivo("#000", "#000")
    assert svg.count("<circle") == len(graficos.MARCA["motivo"]["puntos"]) == 9
