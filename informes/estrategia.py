"""The Estrategia of a cut, as it stood at the end of its day: ``estrategia``.

The ST writes down the state of each action, and every version of it is kept: the one of the cut's
day is told here. What was fulfilled and what was difficult, in the ST's words, stays internal.
Without any Estrategia the cut has no such part.

    estrategia  {"codigo", "nombre", "desde": 2019, "hasta": 2027, "al": day,
                 "distribucion": {state: n}, "retrasadas": n,
                 "calificaciones": [{"valor": 5…1 | null, "nombre": {es,en}, "acciones": n}],
                 "conteo": {"ejes", "tacticas", "acciones"},
                 "ejes": [eje], "apartados": [{"codigo", "tipo", "texto", "publicos": [n]}]}
    eje         {"numero", "nombre", "descripcion", "distribucion", "retrasadas",
                 "tacticas": [{"numero", "texto", "corto", "resultados": [resultado],
                               "acciones": [accion]}]}
    resultado   {"codigo", "texto", "plazo",
                 "contribuye_a": [{"codigo", "texto", "objetivo", "eje"}]}: metas of the cut's plan
    accion      {"codigo", "texto", "corto", "estado", "calificacion": 1-5 | null,
                 "inicio_previsto", "fin_previsto", "inicio_real", "fin_real": day | null,
                 "retraso": {"que": "inicio" | "fin", "dia": day} | null (late on the cut's day),
                 "dias_tarde": n (ended so many days after its day), "resultados": [code]}

Texts are ``{es, en}``, days ``2025-12-31``. The words of states are ``static/marca/marca.json``'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from informes.frases import par
from informes.panorama import Panorama, Parte
from informes.proyectos import dia
from planes.arbol import Accion, EjeTematico, Resultado, Tactica
from planes.estrategia import dias_tarde, retraso

CALIFICACIONES = {
    5: par("5 · Plena", "5 · Full"),
    4: par("4 · Buena", "4 · Good"),
    3: par("3 · Media", "3 · Fair"),
    2: par("2 · Baja", "2 · Low"),
    1: par("1 · Sin logro", "1 · No achievement"),
    None: par("Sin calificar", "Not graded"),
}
"""How well an action was fulfilled, as the ST grades it. They are counted, never averaged."""

FECHAS = ("inicio_previsto", "fin_previsto", "inicio_real", "fin_real")


def partes(pan: Panorama) -> dict[str, Parte]:
    toda = pan.arbol.estrategia
    if toda is None:
        return {}
    acciones = [a for e in toda.ejes for a in e.acciones]
    notas = Counter(a.al(pan.fecha).calificacion for a in acciones)
    return {
        "estrategia": {
            "codigo": toda.codigo,
            "nombre": toda.nombre,
            "desde": toda.inicio.year,
            "hasta": toda.fin.year,
            "al": pan.fecha.isoformat(),
            **cuenta(pan, acciones),
            "calificaciones": [
                {"valor": valor, "nombre": nombre, "acciones": notas[valor]}
                for valor, nombre in CALIFICACIONES.items()
            ],
            "conteo": {
                "ejes": len(toda.ejes),
                "tacticas": sum(len(e.tacticas) for e in toda.ejes),
                "acciones": len(acciones),
            },
            "ejes": [eje(pan, e) for e in toda.ejes],
            "apartados": [
                {"codigo": x.codigo, "tipo": x.tipo, "texto": x.texto, "publicos": list(x.publicos)}
                for x in toda.apartados
            ],
        }
    }


def cuenta(pan: Panorama, acciones: Iterable[Accion]) -> Parte:
    versiones = [a.al(pan.fecha) for a in acciones]
    return {
        "distribucion": dict(sorted(Counter(v.estado for v in versiones).items())),
        "retrasadas": sum(retraso(v, pan.fecha) is not None for v in versiones),
    }


def eje(pan: Panorama, e: EjeTematico) -> Parte:
    return {
        "numero": e.numero,
        "nombre": e.nombre,
        "descripcion": e.descripcion,
        **cuenta(pan, e.acciones),
        "tacticas": [tactica(pan, t) for t in e.tacticas],
    }


def tactica(pan: Panorama, t: Tactica) -> Parte:
    return {
        "numero": t.numero,
        "texto": t.texto,
        "corto": t.corto,
        "resultados": [resultado(pan, r) for r in t.resultados],
        "acciones": [accion(pan, a) for a in t.acciones],
    }


def resultado(pan: Panorama, r: Resultado) -> Parte:
    """With the metas of the cut's own plan to which it contributes: they have pages."""
    suyas = [codigo for plan, codigo in r.contribuye_a if plan == pan.arbol.codigo]
    return {
        "codigo": r.codigo,
        "texto": r.texto,
        "plazo": r.plazo,
        "contribuye_a": [
            {"codigo": codigo, "texto": pan.metas[codigo].texto, "objetivo": o.numero, "eje": o.eje}
            for codigo in suyas
            for o in pan.arbol.objetivos
            if any(x.codigo == codigo for x in o.metas)
        ],
    }


def accion(pan: Panorama, a: Accion) -> Parte:
    suya = a.al(pan.fecha)
    tarde = retraso(suya, pan.fecha)
    return {
        "codigo": a.codigo,
        "texto": a.texto,
        "corto": a.corto,
        "estado": suya.estado,
        "calificacion": suya.calificacion,
        **{campo: dia(getattr(suya, campo)) for campo in FECHAS},
        "retraso": {"que": tarde[0], "dia": dia(tarde[1])} if tarde else None,
        "dias_tarde": dias_tarde(suya),
        "resultados": list(a.resultados),
    }
