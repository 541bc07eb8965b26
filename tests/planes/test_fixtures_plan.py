"""The fixtures of the Plan Operativo against a copy of the printed plan: complete, faithful."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from corett.documentos_fuente import FIXTURES, cargar
from planes.models import Dato, Indicador, LugarDudoso, Plan
from tests.planes.plan_impreso import (
    ARCHIVOS,
    CELDAS,
    FUENTE,
    NIVELES,
    codigo_de,
    cotejar,
    del_modelo,
    filas,
    junto,
    nombre_de_fila,
)

CODIGO = "po-2023-2025"

# What is printed besides the texts: headings of levels and of columns, in one page or two.
FUERA = Counter(
    {
        "Objetivoestratégico1:": 1,
        "Objetivoestratégico2:": 1,
        "Objetivoestratégico3:": 2,  # printed again in eje 4
        "Objetivoespecífico:": 4,
        "ObjetivooperativoActividadMetaIndicador": 8,
        "ResponsablePlazodeEjecuciónPlaneamientopara2023SociosEstratégicos": 4,
        "ResponsablePlazodeEjecuciónPlaneamientopara2023-2025SociosEstratégicos": 4,
    }
)

# Where a reading has a word that its print has not, or leaves out one: (ours, printed). A word
# that the page cut in two is found when the printed fragments are joined, and is not listed.
CORRECCIONES = {
    "eje 1": ("prevención", "eje evencion"),
    "eje 2": ("", "eje de regal"),
    "eje 3": ("y", "eje de"),
    "eje 4": ("", "eje"),
    "estrategico 4/3": ("personas", ""),
    "especifico E6": ("con", "competentes casos"),
    "actividad 12.1": ("estratégico", ""),
    "actividad 20.3": ("", "técnicas financieras"),
    "meta 2.2.1": ("faciliten", ""),
    "meta 5.1.1": ("vinculen", "vinculan"),
    "indicador 1.3.1.b": ("número", "y"),
    "indicador 2.1.1.b": ("", "y"),
    "indicador 2.2.1.b": ("", "y"),
    "indicador 3.1.1.c": ("", "y"),
    "indicador 6.1.1.b": ("número", "y"),
    "indicador 8.2.1.b": ("currícula", "curricula"),
    "indicador 9.1.1.g": (  # the drafting note
        "", "hacer una nueva redacción revisando el tema del sondeo protocolo"),
    "indicador 10.1.1.e": ("documento", "y documnto"),
    "indicador 21.1.1.b": ("", "y"),
}  # fmt: skip

# Ours by nature, never printed: whole models, and fields of the printed levels.
MODELOS_NUESTROS = {"planes.plan", "planes.dato", "planes.etapa", "planes.programacion"}
CAMPOS_NUESTROS = {
    "corto", "descripcion", "nota_fuente", "es_nuestro", "informante", "orden", "evidencia",
    "vigencia_inicio", "vigencia_fin",
}  # fmt: skip
ENLACES = {
    "plan": "planes.plan", "eje": "planes.eje", "especifico": "planes.objetivoespecifico",
    "objetivo": "planes.objetivooperativo", "actividad": "planes.actividad",
    "actividades": "planes.actividad", "meta": "planes.meta", "dato": "planes.dato",
    "indicador": "planes.indicador", "organizaciones": "actores.organizacion",
    "desagregaciones": "planes.desagregacion",
}  # fmt: skip


# --- Everything printed is in the fixtures, and the other way round --------------------------


def test_todo_lo_impreso_esta_en_los_datos_y_todo_texto_esta_impreso() -> None:
    no_impresos, sobras = cotejar(filas(*ARCHIVOS))

    assert no_impresos == []
    assert sobras == FUERA


@pytest.mark.parametrize(
    ("borrado", "sobra"),
    [("constantes ", "constantes"), (" y otros espacios relevantes", "yotrosespaciosrelevantes")],
)
def test_el_cotejo_nota_una_palabra_que_falta_en_los_datos(borrado: str, sobra: str) -> None:
    """A text without one of its printed words is no longer printed, and its print is left."""
    todas = filas(*ARCHIVOS)
    for _, campos in todas:
        if borrado in campos.get("texto", ""):
            campos["texto"] = campos["texto"].replace(borrado, "")

    no_impresos, sobras = cotejar(todas)

    assert no_impresos
    assert any(sobra in trozo for trozo in sobras)


@pytest.mark.parametrize("modelo", NIVELES)
def test_el_cotejo_nota_cada_fila_que_falta_y_cada_una_que_sobra(modelo: str) -> None:
    todas = filas(*ARCHIVOS)
    una = next(fila for fila in todas if fila[0] == modelo and not fila[1].get("es_nuestro"))

    assert cotejar([fila for fila in todas if fila is not una])[1] != FUERA
    assert cotejar([*todas, una])[0] != []


def test_el_cotejo_nota_una_palabra_impresa_de_mas() -> None:
    """A row added to the document would be left over."""
    sobras = cotejar(filas(*ARCHIVOS), FUENTE + "\n23.1. Una actividad nueva")[1]
    assert sobras - FUERA == Counter(["23.1.Unaactividadnueva"])


def test_cada_lectura_difiere_de_lo_impreso_solo_en_las_correcciones_listadas() -> None:
    correcciones = {}
    for modelo, campos in filas(*ARCHIVOS):
        if modelo in NIVELES and campos.get("texto_impreso"):
            lectura, impreso = campos[NIVELES[modelo][0]], campos["texto_impreso"]
            nuestras, perdidas = (
                {p for p in re.findall(r"\w+", uno.lower()) if p not in junto(otro).lower()}
                for uno, otro in ((lectura, impreso), (impreso, lectura))
            )
            if nuestras or perdidas:
                correcciones[nombre_de_fila(modelo, campos)] = (nuestras, perdidas)
    assert correcciones == {
        fila: (set(nuestras.split()), set(perdidas.split()))
        for fila, (nuestras, perdidas) in CORRECCIONES.items()
    }


def test_lo_que_no_esta_impreso_esta_marcado_como_nuestro() -> None:
    """The three proposed indicators; and no field but the known ones holds a text of ours."""
    nuestras = [c for _, c in filas(*ARCHIVOS) if c.get("es_nuestro")]
    assert {c["codigo"] for c in nuestras} == {"5.1.1.e", "16.1.1.b", "20.2.1.a"}
    assert not any(junto(c["texto"]) in junto(FUENTE) for c in nuestras)
    assert all("No está impreso" in c["nota_fuente"] for c in nuestras)

    identidad = {"codigo", "numero", "codigo_impreso", "texto_impreso", *CELDAS}
    for modelo, campos in filas(*ARCHIVOS):
        if modelo in MODELOS_NUESTROS:
            continue
        conocidos = identidad | CAMPOS_NUESTROS | ENLACES.keys() | {NIVELES[modelo][0]}
        assert {campo.removesuffix("_en") for campo in campos} <= conocidos, modelo


def test_los_codigos_impresos_que_difieren() -> None:
    distintos = {c["codigo"]: c["codigo_impreso"] for _, c in filas(*ARCHIVOS)
                 if c.get("codigo_impreso")}  # fmt: skip
    assert distintos == {"2.2.1": "2.1.2", "13.1.1": "13.2"}


# --- Counts made by hand on the document -----------------------------------------------------


@pytest.mark.parametrize(
    ("modelo", "por_eje"),
    [
        ("objetivoestrategico", [1, 1, 1, 1]),
        ("objetivoespecifico", [2, 2, 0, 0]),
        ("objetivooperativo", [6, 4, 4, 8]),
        ("actividad", [14, 8, 4, 22]),
        ("meta", [12, 9, 4, 23]),
        ("indicador", [25, 39, 7, 25]),
    ],
)
def test_cuentas_por_eje(modelo: str, por_eje: list[int]) -> None:
    """The 96 printed indicators; the ones we propose do not count."""
    cuenta = [
        sum(m == f"planes.{modelo}" and not c.get("es_nuestro") for m, c in filas(archivo))
        for archivo in ARCHIVOS
    ]
    assert cuenta == por_eje


def test_el_objetivo_estrategico_3_se_imprime_dos_veces() -> None:
    estrategicos = [(*c["eje"], c["numero"]) for c in del_modelo("objetivoestrategico")]
    assert estrategicos == [(CODIGO, *n) for n in ((1, 1), (2, 2), (3, 3), (4, 3))]
    assert len({c["texto"] for c in del_modelo("objetivoestrategico")}) == 3


def test_medios_de_verificacion_e_indicadores_sensibles() -> None:
    """Twelve means of verification, one of them printed twice in its cell (9.1.1): 13 rows."""
    medios = {c["codigo"]: c["evidencia"] for c in del_modelo("indicador") if "evidencia" in c}
    assert medios == {
        "7.1.1.d": "acta", "7.1.1.e": "fotografia", "7.1.1.f": "mensaje",
        "7.2.1.b": "acta", "7.2.1.c": "fotografia", "7.2.1.d": "mensaje",
        "8.1.1.c": "informe", "8.2.1.c": "informe", "8.3.1.c": "informe",
        "9.1.1.e": "acta", "9.1.1.g": "acta", "10.1.1.f": "acta", "10.1.1.h": "informe",
    }  # fmt: skip
    sensibles = {c["codigo"] for c in del_modelo("dato") if c.get("sensible")}
    assert sensibles == {"casos-derivados", "denuncias-recibidas", "fichas-referencia"}
    assert {c["codigo"] for c in del_modelo("indicador") if set(c.get("dato", [])) & sensibles} == {
        "1.3.1.a", "1.3.1.b", "6.1.1.a", "6.1.1.b", "6.3.1.a", "9.1.2.a", "9.1.2.b",
    }  # fmt: skip


def test_metas_numericas_impresas() -> None:
    anios = (2023, 2024, 2025)
    programado = {
        (c["indicador"][1], c.get("anio")): (float(c["objetivo"]), c["alcance"])
        for c in del_modelo("programacion")
    }
    assert programado == {
        ("1.1.1.a", None): (2, "regional"),
        **{("1.1.1.b", anio): (1, "regional") for anio in anios},
        **{("6.4.1.a", anio): (1, "regional") for anio in anios},
        ("7.1.1.b", None): (9, "regional"),
        ("8.3.1.a", None): (1, "cada_pais"),
        **{("10.1.1.b", anio): (1, "cada_pais") for anio in anios},
        ("15.3.1.a", None): (2, "regional"),
    }
    assert not any("linea_base" in c for c in del_modelo("programacion"))


# --- The rows hang together ------------------------------------------------------------------


def test_el_orden_sigue_a_los_codigos() -> None:
    for modelo in ("objetivooperativo", "actividad", "meta", "indicador"):
        por_orden = sorted(del_modelo(modelo), key=lambda c: c["orden"])
        codigos = [codigo_de(c).split(".") for c in por_orden]
        numeros = [[int(n) if n.isdigit() else ord(n) for n in codigo] for codigo in codigos]
        assert numeros == sorted(numeros), modelo
        assert len({c["orden"] for c in del_modelo(modelo)}) == len(codigos)
    for c in del_modelo("indicador"):
        assert c["meta"] == [CODIGO, c["codigo"].rpartition(".")[0]]


def test_cada_enlace_llega_a_una_fila() -> None:
    grupos = [nombre for grupo in FIXTURES for nombre in grupo]
    existentes = {
        (modelo, tuple(valor_de(campos, ruta) for ruta in apps.get_model(modelo).CLAVE_NATURAL))
        for modelo, campos in filas(*grupos)
        if modelo in ENLACES.values()
    }
    for modelo, campos in filas(*ARCHIVOS):
        for campo in ENLACES.keys() & campos.keys():
            valor = campos[campo]
            if not isinstance(valor, list):  # Programacion.objetivo is a number
                continue
            for clave in valor if isinstance(valor[0], list) else [valor]:
                assert (ENLACES[campo], tuple(clave)) in existentes, (modelo, campo, clave)


def valor_de(campos: dict[str, Any], ruta: str) -> Any:
    """The value of one part of a natural key; only the plan's code and the eje's number nest."""
    campo, _, resto = ruta.partition("__")
    if not resto:
        return campos[campo]
    return campos[campo][-1] if resto == "numero" else campos[campo][0]


def test_ninguna_fila_queda_suelta() -> None:
    metas = del_modelo("meta")
    enlazadas = {codigo for c in metas for _, codigo in c["actividades"]}
    assert enlazadas == {c["codigo"] for c in del_modelo("actividad")}
    usados = {c["dato"][0] for c in del_modelo("indicador") if "dato" in c}
    assert usados == {c["codigo"] for c in del_modelo("dato")}
    con_etapas = {c["dato"][0] for c in del_modelo("etapa")}
    assert con_etapas == {c["codigo"] for c in del_modelo("dato") if c["tipo"] == "hito"}
    assert con_etapas == {c["dato"][0] for c in del_modelo("etapa") if c["cumple"]}
    for c in metas:
        assert c["responsable"], c["codigo"]
        assert (c["vigencia_inicio"], c["vigencia_fin"]) == ("2023-01-01", "2025-12-31")
    actividad = {c["codigo"]: c for c in del_modelo("actividad")}
    for c in del_modelo("indicador"):  # asked under an activity of its own objetivo operativo
        meta = next(m for m in metas if m["codigo"] == c["meta"][1])
        assert actividad[c["actividad"][1]]["objetivo"] == meta["objetivo"]


def test_cada_dato_se_puede_preguntar_a_cada_uno_de_sus_informantes() -> None:
    def quienes(informante: str) -> set[str]:
        return {"nacional", "regional"} if informante == "ambos" else {informante}

    actividades = {c["codigo"]: quienes(c["informante"]) for c in del_modelo("actividad")}
    for dato in del_modelo("dato"):
        preguntados = set().union(
            *(actividades[c["actividad"][1]] for c in del_modelo("indicador")
              if c.get("dato") == [dato["codigo"]])
        )  # fmt: skip
        assert quienes(dato["informante"]) <= preguntados, dato["codigo"]
    assert 28 <= sum("nacional" in quienes for quienes in actividades.values()) <= 36


def test_el_ingles_esta_completo() -> None:
    """And it is another text, but for dates and words that both languages share."""
    iguales = re.compile(r"[\d-]+|USD|Regional|Radio|Academia")
    for modelo, campos in filas("catalogos", *ARCHIVOS):
        gemelos = {f.name for f in apps.get_model(modelo)._meta.get_fields()}
        for campo in [c for c in campos if f"{c}_en" in gemelos and campos[c]]:
            ingles = campos.get(f"{campo}_en", "")
            assert ingles, (modelo, campos, campo)
            assert ingles != campos[campo] or iguales.fullmatch(ingles), (modelo, ingles)
            assert "victims of smuggling" not in ingles.lower()
    for modelo in ("actividad", "objetivooperativo"):
        for campos in del_modelo(modelo):
            assert 0 < len(campos["corto"]) <= 90, campos["corto"]
            assert 0 < len(campos["corto_en"]) <= 90, campos["corto_en"]
    for campos in del_modelo("dato"):
        assert all(campos[campo] for campo in ("definicion", "fuente", "quien", "como"))


# --- Doubtful places -------------------------------------------------------------------------


def test_cada_lugar_dudoso_nombra_sus_filas_y_cada_nota_cita_el_suyo() -> None:
    lugares = {c["numero"]: c for _, c in filas("lugares_dudosos")}
    assert list(lugares) == list(range(1, 53))
    existentes = {nombre_de_fila(m, c).replace(" ", ":") for m, c in filas(*ARCHIVOS)
                  if m in NIVELES}  # fmt: skip
    assert {fila for c in lugares.values() for fila in c["filas"]} <= existentes
    for modelo, campos in filas(*ARCHIVOS):
        if modelo in NIVELES:
            fila = nombre_de_fila(modelo, campos).replace(" ", ":")
            for numero in re.findall(r"\(lugar dudoso (\d+)\)", campos.get("nota_fuente", "")):
                assert fila in lugares[int(numero)]["filas"], (numero, fila)


def test_lo_que_un_lugar_dudoso_cita_esta_impreso() -> None:
    """But for the words of the Estrategia that places 14 and 44 set against the plan."""
    de_la_estrategia = {"cuarto eje estratégico del Plan Operativo", "el año 2022"}
    impreso = junto(FUENTE).lower()
    for _, campos in filas("lugares_dudosos"):
        for cita in set(re.findall("«([^»]*)»", campos["impreso"])) - de_la_estrategia:
            for parte in re.split(r"\[…\]|…", cita):
                assert junto(parte).strip(".").lower() in impreso, (campos["numero"], parte)


# --- In the database -------------------------------------------------------------------------


@pytest.mark.django_db
def test_se_carga_todo_dos_veces_y_queda_igual() -> None:
    modelos = {apps.get_model(m) for grupo in FIXTURES for m, _ in filas(*grupo)}
    cuentas = []
    for _ in range(2):
        cargar()
        cuentas.append({modelo: modelo.objects.count() for modelo in modelos})
    assert cuentas[0] == cuentas[1]
    plan = Plan.objects.get(codigo=CODIGO)
    assert (plan.actividades.count(), plan.metas.count()) == (48, 48)
    assert plan.indicadores.filter(es_nuestro=False).count() == 96
    assert LugarDudoso.objects.filter(plan=plan, estado="pendiente").count() == 52
    assert Indicador.objects.get(codigo="21.1.1.b").dato == Dato.objects.get(
        codigo="convenios-cooperacion"
    )


@pytest.mark.django_db
def test_las_filas_cargadas_cumplen_sus_propias_reglas() -> None:
    cargar()
    for modelo in {apps.get_model(m) for m, _ in filas("catalogos", *ARCHIVOS, "lugares_dudosos")}:
        for fila in modelo.objects.all():
            fila.full_clean()


@pytest.mark.django_db
def test_cada_archivo_se_puede_volver_a_cargar_solo() -> None:
    """The order matters only the first time: a corrected file can be loaded by itself."""
    cargar()
    for archivo in (*ARCHIVOS, "lugares_dudosos"):
        call_command("loaddata", archivo, verbosity=0)
