"""The Estrategia de visibilidad y comunicación as data: complete, faithful, loadable."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from actores.models import PublicoMeta
from informes.models import Medio, Mensaje, Producto
from planes.models import (
    Actividad,
    Apartado,
    Eje,
    LugarDudoso,
    Meta,
    ObjetivoOperativo,
    Plan,
)
from tests.planes.cotejo import CORRECCIONES, Cotejo, palabras

RAIZ = Path(__file__).resolve().parents[2]
FUENTE = (RAIZ / "tests/fuentes/estrategia-visibilidad-comunicacion.txt").read_text("utf-8")
ARCHIVOS = ("publicos", "estrategia", "contenidos")
RUTAS = [str(RAIZ / f"fixtures/{archivo}.json") for archivo in ARCHIVOS]
ES_NUESTRO_POR_NATURALEZA = {"planes.plan", "planes.lugardudoso"}

# What the document prints besides its texts: headings, running heads, page numbers, table heads
# and what the optical reading made of pictures. Lone letters are left out beforehand.
FUERA = Counter(
    """
presentacion | estrategia de visibilidad comunicacion introduccion
estrategia de visibilidad comunicacion fortalezas oportunidades | dificultades | amenazas
estrategia de visibilidad 11 lecciones aprendidas en comunicacion | buenas practicas | desafios
estrategia de visibilidad 13 publico meta | publico | xy | ar publico | publico | publico | publico
14 estrategia de visibilidad comunicacion conocimientos actitudes practicas
conocimiento actitud practicas | comunicacion objetivos objetivo general | objetivos especificos
16 estrategia de visibilidad ejes tematicos
tactica resultados | actividades | tiempos | estrategia de visibilidad 17
18 tactica | actividades | estrategia de visibilidad resultados | 509 tiempos
comunicacion plan de contenido de los mensajes clave
mensaje producto tiempos medios de difusion | estrategia de visibilidad 19
mensaje producto tiempos medios de difusion | boletin tri | 20 estrategia de visibilidad
mensaje producto tiempos medios de difusion | estrategia de visibilidad 21 mensaje
producto tiempos medios de difusion | 22 estrategia de visibilidad
tactica | resultados | actividades | tiempos | estrategia de visibilidad 23
tactica | resultados | actividades | tiempos estrategia de visibilidad
tactica | resultados | actividades | tiempos | estrategia de visibilidad 25
tactica | resultados | tiempos | estrategia de visibilidad 26 comunicacion
tactica | do resultados | actividades | tiempos
tactica | resultados | actividades | tiempos responsables
100 temporalidad | recursos humanos | fortalecimiento de capacidades
    """.strip().replace("\n", " | ").split(" | ")
)  # fmt: skip


def filas(*archivos: str) -> list[tuple[str, dict[str, Any]]]:
    """``(model, fields)`` of each row of those fixture files."""
    return [
        (fila["model"], fila["fields"])
        for archivo in archivos
        for fila in json.loads((RAIZ / f"fixtures/{archivo}.json").read_text("utf-8"))
    ]


def textos_impresos() -> list[str]:
    """The Spanish texts that the document must contain, each as often as it is printed.

    A cell with the times of several rows is printed once; sentences and definitions
    that no row has room for are quoted in a ``nota_fuente``.
    """
    textos, celdas = [], set()
    for modelo, campos in filas(*ARCHIVOS):
        if modelo == "planes.plan":
            textos += re.findall("«([^»]*)»", campos["nota_fuente"])
        elif modelo == "informes.mensaje":
            textos += re.findall("define .*: «([^»]*)»", campos["nota_fuente"])
        if modelo in ES_NUESTRO_POR_NATURALEZA or campos.get("es_nuestro"):
            continue
        for campo in ("nombre", "texto", "descripcion"):
            textos += campos.get(campo, "").split("\n\n")
        for campo in ("plazo", "tiempos"):
            dueno = str(campos.get("objetivo") or campos.get("publico"))
            celdas.add((dueno, campos.get(campo, "")))
    return [t for t in textos if t] + sorted(texto for _, texto in celdas if texto)


def test_todo_texto_esta_impreso_y_toda_palabra_impresa_esta_en_los_textos() -> None:
    cotejo = Cotejo(FUENTE)
    por_largo = sorted(textos_impresos(), key=lambda texto: (-len(palabras(texto)), texto))

    no_impresos = [texto for texto in por_largo if cotejo.colocar(texto) is None]

    assert no_impresos == []
    assert Counter(cotejo.sobras()) == FUERA


@pytest.mark.parametrize(
    "texto",
    [
        "Establecer una marca continental para la CORETT.",  # a word that is not printed
        "CORETT la para institucional marca una Establecer.",  # printed words in another order
        "La trata de personas en América del Sur",
    ],
)
def test_el_cotejo_rechaza_lo_que_no_esta_impreso(texto: str) -> None:
    assert Cotejo(FUENTE).colocar(texto) is None


def test_el_cotejo_no_cuenta_dos_veces_lo_impreso_una_vez() -> None:
    cotejo = Cotejo(FUENTE)
    assert cotejo.colocar("Espacio oficial a nivel regional desde 2011")
    assert cotejo.colocar("Espacio oficial a nivel regional desde 2011") is None
    assert not any("espacio oficial a nivel regional" in sobra for sobra in cotejo.sobras())


def test_lo_impreso_que_difiere_se_guarda_al_pie_de_la_letra() -> None:
    """Each line of ``texto_impreso`` stands in the source; each correction has its line."""
    sin_blancos = "".join(FUENTE.split())
    impresos = [
        (campos["texto_impreso"], campos["nota_fuente"])
        for _, campos in filas(*ARCHIVOS)
        if campos.get("texto_impreso")
    ]
    for impreso, nota in impresos:
        assert nota, impreso
        for renglon in impreso.split("\n"):
            assert "".join(renglon.split()) in sin_blancos, renglon
    guardados = [" ".join(palabras(impreso)) for impreso, _ in impresos]
    for corregido in CORRECCIONES:
        assert any(corregido in guardado for guardado in guardados), corregido


def test_cuentas_hechas_a_mano_sobre_el_documento() -> None:
    modelos = Counter(modelo for modelo, _ in filas(*ARCHIVOS))
    assert modelos == {
        "actores.publicometa": 5,
        "planes.plan": 1,
        "planes.eje": 8,
        "planes.objetivooperativo": 8,  # one táctica per eje
        "planes.meta": 18,  # resultados
        "planes.actividad": 32,
        "planes.apartado": 60,
        "planes.lugardudoso": 7,
        "informes.mensaje": 21,
        "informes.producto": 16,
        "informes.medio": 17,
    }


@pytest.mark.parametrize(
    ("modelo", "por_eje"),
    [("planes.meta", [2, 1, 2, 2, 4, 3, 2, 2]), ("planes.actividad", [5, 4, 3, 6, 5, 5, 2, 2])],
)
def test_resultados_y_actividades_por_eje(modelo: str, por_eje: list[int]) -> None:
    cuenta = Counter(c["objetivo"][1] for m, c in filas("estrategia") if m == modelo)
    assert [cuenta[eje] for eje in range(1, 9)] == por_eje


@pytest.mark.parametrize(
    ("modelo", "por_publico"),
    [
        ("informes.mensaje", [7, 4, 6, 4, 0]),
        ("informes.producto", [3, 3, 5, 5, 0]),
        ("informes.medio", [6, 2, 5, 4, 0]),
    ],
)
def test_plan_de_contenido_por_publico(modelo: str, por_publico: list[int]) -> None:
    cuenta = Counter(c["publico"][0] for m, c in filas("contenidos") if m == modelo)
    assert [cuenta[publico] for publico in range(1, 6)] == por_publico


def test_apartados_por_tipo() -> None:
    cuenta = Counter(c["tipo"] for m, c in filas("estrategia") if m == "planes.apartado")
    assert cuenta == {
        "presentacion": 5, "introduccion": 5, "fortaleza": 4, "oportunidad": 4, "dificultad": 3,
        "amenaza": 2, "buena_practica": 4, "desafio": 4, "conocimiento": 1, "actitud": 4,
        "practica": 5, "objetivo_general": 1, "objetivo_especifico": 3, "responsables": 1,
        "temporalidad": 1, "recursos_humanos": 3, "fortalecimiento": 6, "credito": 4,
    }  # fmt: skip
    assert cuenta.keys() == set(Apartado.Tipo.values)


def test_el_ingles_esta_completo() -> None:
    """Every filled Spanish twin has its English, and it is another text (a name may be equal)."""
    for modelo, campos in filas(*ARCHIVOS):
        for campo in [c for c in campos if f"{c}_en" in campos]:
            espanol, ingles = campos[campo], campos[f"{campo}_en"]
            assert bool(espanol) == bool(ingles), (modelo, campo, espanol)
            assert not espanol or espanol != ingles, (modelo, campo, espanol)
            assert "victims of smuggling" not in ingles.lower()


def test_los_codigos_siguen_el_orden_impreso_y_nada_queda_suelto() -> None:
    metas = [c for m, c in filas("estrategia") if m == "planes.meta"]
    actividades = [c for m, c in filas("estrategia") if m == "planes.actividad"]
    for letra, hijas in (("R", metas), ("A", actividades)):
        assert [c["orden"] for c in hijas] == list(range(1, len(hijas) + 1))
        for eje in range(1, 9):
            del_eje = [c["codigo"] for c in hijas if c["objetivo"][1] == eje]
            assert del_eje == [f"{eje}.{letra}{n}" for n in range(1, len(del_eje) + 1)]
    enlazadas = {codigo for c in metas for _, codigo in c["actividades"]}
    assert enlazadas == {c["codigo"] for c in actividades}
    assert all(c["actividades"] and c["contribuye_a"] for c in metas)
    assert {c["informante"] for c in actividades} == {"regional"}


def test_cada_lugar_dudoso_nombra_filas_que_existen_y_estas_lo_citan() -> None:
    clave = {"planes.eje": "eje", "planes.objetivooperativo": "objetivo", "planes.meta": "meta",
             "planes.apartado": "apartado"}  # fmt: skip
    notas = {
        f"{clave[m]}:{c.get('codigo') or c.get('numero')}": c["nota_fuente"]
        for m, c in filas("estrategia")
        if m in clave
    } | {
        f"mensaje:{c['publico'][0]}.{c['orden']}": c["nota_fuente"]
        for m, c in filas("contenidos")
        if m == "informes.mensaje"
    }
    citas = Counter(
        int(n)
        for _, c in filas(*ARCHIVOS)
        for n in re.findall(r"\(lugar dudoso (\d+)\)", c.get("nota_fuente", ""))
    )
    dudosos = [c for m, c in filas("estrategia") if m == "planes.lugardudoso"]
    assert citas.keys() == {c["numero"] for c in dudosos}
    for dudoso in dudosos:
        for fila in dudoso["filas"]:
            assert f"(lugar dudoso {dudoso['numero']})" in notas[fila], fila


def test_los_enlaces_llegan_a_metas_del_plan_operativo() -> None:
    todas = [p.stem for p in sorted((RAIZ / "fixtures").glob("*.json"))]
    metas = [c for m, c in filas(*todas) if m == "planes.meta"]
    existentes = {(*c["plan"], c["codigo"]) for c in metas}
    enlaces = {tuple(enlace) for c in metas for enlace in c.get("contribuye_a", [])}
    assert {plan for plan, _ in enlaces} == {"po-2023-2025"}
    assert enlaces <= existentes


def _plan_operativo_minimo() -> None:
    """The rows of the Plan Operativo that the Estrategia links to."""
    plan = Plan.objects.create(codigo="po-2023-2025", tipo="operativo", nombre="Plan Operativo",
                               inicio="2023-01-01", fin="2025-12-31")  # fmt: skip
    eje = Eje.objects.create(plan=plan, numero=1, nombre="Eje")
    objetivo = ObjetivoOperativo.objects.create(plan=plan, eje=eje, numero=1, texto="Objetivo")
    codigos = {codigo for m, c in filas("estrategia") if m == "planes.meta"
               for _, codigo in c["contribuye_a"]}  # fmt: skip
    for codigo in codigos:
        Meta.objects.create(plan=plan, objetivo=objetivo, codigo=codigo, texto="Meta")


@pytest.mark.django_db
def test_se_carga_dos_veces_y_queda_igual() -> None:
    _plan_operativo_minimo()
    for _ in range(2):
        call_command("loaddata", *RUTAS, verbosity=0)
        assert PublicoMeta.objects.count() == 5
        assert LugarDudoso.objects.count() == 7
        plan = Plan.objects.get(tipo="estrategia")
        assert plan.ejes.count() == plan.objetivos.count() == 8
        assert Actividad.objects.filter(plan=plan).count() == 32
        assert plan.metas.count() == 18
        assert plan.apartados.count() == 60
        cuentas = [modelo.objects.count() for modelo in (Mensaje, Producto, Medio)]
        assert cuentas == [21, 16, 17]
    manual = Meta.objects.get(plan=plan, codigo="1.R2")
    assert [a.codigo for a in manual.actividades.all()] == ["1.A3", "1.A4", "1.A5"]
    assert [m.codigo for m in manual.contribuye_a.all()] == ["13.1.1"]
    actitud = Apartado.objects.get(plan=plan, codigo="actitud-3")
    assert [p.numero for p in actitud.publicos.all()] == [2, 3]


@pytest.mark.django_db
def test_las_filas_cargadas_cumplen_sus_propias_reglas() -> None:
    _plan_operativo_minimo()
    call_command("loaddata", *RUTAS, verbosity=0)
    for modelo in (PublicoMeta, Plan, Eje, ObjetivoOperativo, Actividad, Meta, Apartado,
                   LugarDudoso, Mensaje, Producto, Medio):  # fmt: skip
        for fila in modelo.objects.all():
            fila.full_clean()
