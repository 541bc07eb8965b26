"""Finding by words: accents, forms, beginnings, order, and whatever a stranger types."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from informes import pide_ayuda
from informes.buscador import FRAGMENTO, Ficha, Indice, distancia


def ficha(titulo: str, texto: str = "", idioma: str = "es", clase: str = "plan") -> Ficha:
    return Ficha(clase, titulo, texto, f"/{titulo}/", idioma)


PLAN = Indice(
    [
        ficha("1.1 Campañas de prevención", "Desarrollar campañas regionales contra la trata."),
        ficha("3.1 Capacitar servidores públicos", "Talleres de formación. Plan de acción."),
        ficha("8.3 Personal de atención", "Número de personas capacitadas en cada país."),
        ficha("Panamá", "La comisión nacional contra la trata de personas."),
        ficha("Glosario", "El tráfico ilícito de migrantes no es trata.", clase="termino"),
        ficha("Annual report", "Training of officials across the nine countries.", "en"),
    ]
)


def titulos(consulta: str, idioma: str = "es") -> list[str]:
    return [h.ficha.titulo for h in PLAN.buscar(consulta, idioma).hallazgos]


@pytest.mark.parametrize(
    ("consulta", "primero"),
    [
        ("accion", "3.1 Capacitar servidores públicos"),
        ("acción", "3.1 Capacitar servidores públicos"),
        ("ACCIÓN", "3.1 Capacitar servidores públicos"),
        ("acciones", "3.1 Capacitar servidores públicos"),
        ("panama", "Panamá"),
        ("campana", "1.1 Campañas de prevención"),
        ("campañas regional", "1.1 Campañas de prevención"),
        ("1.1", "1.1 Campañas de prevención"),
        ("trafico ilicito", "Glosario"),
        ("migrante", "Glosario"),
        ("comis", "Panamá"),
        ("trained official", "Annual report"),
    ],
)
def test_se_halla(consulta: str, primero: str) -> None:
    assert titulos(consulta)[0] == primero


def test_el_titulo_pesa_mas() -> None:
    assert titulos("capacitación")[:2] == [
        "3.1 Capacitar servidores públicos",
        "8.3 Personal de atención",
    ]


def test_todas_las_palabras_o_se_dice() -> None:
    con_todas = PLAN.buscar("trata migrantes", "es")
    assert con_todas.completa
    assert [h.ficha.titulo for h in con_todas.hallazgos] == ["Glosario"]
    con_algunas = PLAN.buscar("trata talleres", "es")
    assert not con_algunas.completa
    assert len(con_algunas.hallazgos) == 4


def test_las_palabras_que_no_dicen_nada_no_buscan() -> None:
    assert titulos("la de los") == []
    assert titulos("la trata de las personas") == titulos("trata personas")


def test_se_sugiere_lo_parecido_como_se_escribe() -> None:
    respuesta = PLAN.buscar("prevensión", "es")
    assert respuesta.hallazgos == ()
    assert respuesta.sugerencia == "prevención"
    assert PLAN.buscar("xyzw", "es").sugerencia == ""


@pytest.mark.parametrize(
    ("consulta", "idioma", "sugerencia"),
    [
        ("campanna", "es", "campañas"),  # a letter too many, and the plural
        ("capasitar", "es", "capacitar"),
        ("pamaná", "es", "panamá"),  # two changed over
        ("trafiko de migrantes", "es", "tráfico de migrantes"),  # the rest as it was typed
        ("ilicto tráfico", "es", "ilícito tráfico"),
        ("trainning oficials", "en", "training officials"),
        ("anual reprot", "en", "annual report"),
        ("trafiko xyzw", "es", ""),  # one of them is like nothing here
        ("2031", "es", ""),
        ("1.9", "es", ""),
        ("taa", "es", ""),
        ("tratas", "es", ""),  # found as it is
        ("repatriacion", "es", ""),  # like "formación", and no slip of it
        ("tarta", "es", "trata"),
    ],
)
def test_que_se_sugiere(consulta: str, idioma: str, sugerencia: str) -> None:
    respuesta = PLAN.buscar(consulta, idioma)
    assert respuesta.sugerencia == sugerencia
    if sugerencia:
        assert PLAN.buscar(sugerencia, idioma).llenos > respuesta.llenos


def test_se_sugiere_en_el_idioma_de_quien_lee() -> None:
    indice = Indice([ficha("Cartas"), ficha("Training", idioma="en")])
    assert indice.buscar("carttas", "es").sugerencia == "cartas"
    assert indice.buscar("carttas", "en").sugerencia == ""


def test_lo_ultimo_va_despues_y_no_quita_lo_demas() -> None:
    indice = Indice(
        [
            Ficha("manual", "Denunciar", "denuncia urgente", "/m/", "es", ultima=True),
            ficha("Líneas", "Dónde se denuncia."),
        ]
    )
    assert [h.ficha.url for h in indice.buscar("denuncia", "es").hallazgos] == ["/Líneas/", "/m/"]
    con_algunas = indice.buscar("denuncia urgente", "es")
    assert not con_algunas.completa
    assert [h.ficha.url for h in con_algunas.hallazgos] == ["/Líneas/", "/m/"]


def test_el_titulo_entero_va_primero() -> None:
    indice = Indice([ficha("Honduras Honduras", "Honduras"), ficha("Honduras", "Un país " * 90)])
    assert indice.buscar("honduras", "es").hallazgos[0].ficha.titulo == "Honduras"


def test_las_claves_se_buscan_y_no_se_muestran() -> None:
    clave = Ficha("pagina", "Ayuda", "Teléfonos", "/a/", "es", claves="hotline coyote")
    indice = Indice([clave, ficha("Coyotes y coyotes")])
    assert indice.buscar("coyote", "es").hallazgos[0].ficha == clave
    hallazgo = indice.buscar("hotlines", "es").hallazgos[0]
    assert hallazgo.fragmento == (("Teléfonos", False),)


def test_un_codigo_no_es_el_comienzo_de_otro() -> None:
    indice = Indice([ficha("1.10 Diez"), ficha("1.1.1.a Indicador"), ficha("1.1 Uno")])
    hallados = [h.ficha.titulo for h in indice.buscar("1.1", "es").hallazgos]
    assert hallados == ["1.1 Uno", "1.1.1.a Indicador"]


PIDEN = [
    "911", "110", "9-1-1", "socorro", "coyote", "coyotes", "secuestro", "sequestro",
    "prostitución", "mi hija", "emergencia", "policía", "albergue", "refugio", "abuso",
    "trabajo forzado", "trabajos forzados", "me tienen encerrada", "¡Auxilio!",
    "quiero denunciar", "línea de denuncia", "víctimas", "no me dejan salir", "reportar",
    "helpline", "helplines", "hotlines", "kidnapped", "emergency", "police", "shelter",
    "forced labour", "forced labor", "report", "report a crime", "I want to report abuse",
    "my daughter is missing", "HELP me",
]  # fmt: skip
TEMAS = ["tráfico", "smuggling", "trata", "trafficking", "tráfico ilícito de migrantes"]
NADA = [
    "indicador", "capacitación", "annual report", "informe anual", "línea base",
    "líneas de acción", "policy", "1.1", "2024", "reporte", "formación en línea", "proyectos",
    "Honduras", "plan", "campañas", "",
]  # fmt: skip


@pytest.mark.parametrize(("consultas", "grado"), [(PIDEN, "peligro"), (TEMAS, "tema"), (NADA, "")])
def test_quien_pide_ayuda(consultas: list[str], grado: str) -> None:
    assert [c for c in consultas if pide_ayuda.grado(c) != grado] == []


@pytest.mark.parametrize(
    ("una", "otra", "lejos"),
    [("", "", 0), ("a", "", 1), ("trata", "trata", 0), ("trata", "traat", 1), ("trata", "rata", 1),
     ("trata", "trataa", 1), ("trata", "trava", 1), ("casa", "perro", 5)],
)  # fmt: skip
def test_cuantas_letras_lejos(una: str, otra: str, lejos: int) -> None:
    assert distancia(una, otra) == distancia(otra, una) == lejos


def test_el_fragmento_muestra_por_que() -> None:
    relleno = "palabra " * 80
    largo = Indice([ficha("Uno", f"{relleno} la denuncia llega {relleno}")])
    fragmento = largo.buscar("denuncias", "es").hallazgos[0].fragmento
    assert ("denuncia", True) in fragmento
    assert fragmento[0] == ("… ", False)
    assert fragmento[-1] == (" …", False)
    assert sum(len(trozo) for trozo, _suyo in fragmento) <= FRAGMENTO + 4


@given(st.text(max_size=300))
def test_cualquier_cosa_tiene_respuesta(consulta: str) -> None:
    for idioma in ("es", "en"):
        respuesta = PLAN.buscar(consulta, idioma)
        assert len(respuesta.hallazgos) <= len(PLAN.fichas)
        for hallazgo in respuesta.hallazgos:
            assert hallazgo.puntos > 0
            "".join(trozo for trozo, _suyo in hallazgo.fragmento)


@given(st.text(max_size=400))
def test_el_fragmento_es_del_texto(texto: str) -> None:
    fragmento = (
        Indice([ficha("Zanahoria", texto)]).buscar("zanahorias", "es").hallazgos[0].fragmento
    )
    dicho = "".join(trozo for trozo, _suyo in fragmento)
    assert dicho.removeprefix("… ").removesuffix(" …").strip() in " ".join(texto.split())
