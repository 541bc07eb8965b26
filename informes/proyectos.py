"""The projects of a cut, for donors: one part for all of them and one for each.

Amounts are JSON numbers, days ``2025-12-31``. Money is never masked: it is not sensitive. An
organisation that may not be named in public is only counted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from informes.cifras import simple
from informes.frases import par
from informes.panorama import Panorama, Parte
from planes.arbol import Aporte, Proyecto

ETAPAS = {
    "idea": par("Idea", "Idea"),
    "nota_conceptual": par("Nota conceptual", "Concept note"),
    "presentado": par("Presentado a donantes", "Presented to donors"),
    "aprobado": par("Aprobado", "Approved"),
    "en_ejecucion": par("En ejecución", "Under way"),
    "terminado": par("Terminado", "Finished"),
}
"""In the order in which a project goes through them."""

ESTADOS = {
    "ofrecido": par("Ofrecido", "Offered"),
    "firmado": par("Firmado", "Signed"),
    "desembolsado": par("Desembolsado", "Disbursed"),
}
"""Of money: a contribution is in one of them, so that the three never overlap."""

SEGUROS = ("firmado", "desembolsado")
"""Money that counts on; an offer does not."""


def publicados(pan: Panorama) -> list[Proyecto]:
    """Those that had reached their stage by the cut's date. A row that moved on after it is left
    out, since what it said before is not kept in it."""
    return sorted(
        (p for p in pan.arbol.proyectos if p.fecha <= pan.fecha),
        key=lambda p: (not p.prioritario, p.titulo["es"], p.codigo),
    )


def partes(pan: Panorama) -> dict[str, Parte]:
    """``proyectos`` and ``proyecto/<codigo>``."""
    suyos = publicados(pan)
    return {
        "proyectos": {"proyectos": [breve(pan, p) for p in suyos]},
        **{f"proyecto/{p.codigo}": proyecto(pan, p) for p in suyos},
    }


def breve(pan: Panorama, p: Proyecto) -> Parte:
    aportes = hasta(p.aportes, pan.fecha)
    seguro = sum((a.usd for a in aportes if a.estado in SEGUROS), Decimal(0))
    pais = pan.paises.get(p.pais)
    return {
        "codigo": p.codigo,
        "titulo": p.titulo,
        "etapa": p.etapa,
        "nombre_etapa": ETAPAS[p.etapa],
        "desde": p.fecha.isoformat(),
        "prioritario": p.prioritario,
        "pais": {"codigo": pais.codigo, "nombre": pais.nombre} if pais else None,
        "inicio": dia(p.inicio),
        "fin": dia(p.fin),
        "costo_usd": simple(p.costo),
        "falta_usd": simple(max(p.costo - seguro, Decimal(0))) if p.costo is not None else None,
        "montos": [
            {
                "estado": estado,
                "nombre_estado": ESTADOS[estado],
                "usd": simple(sum((a.usd for a in aportes if a.estado == estado), Decimal(0))),
                "aportes": sum(a.estado == estado for a in aportes),
            }
            for estado in ESTADOS
        ],
    }


def proyecto(pan: Panorama, p: Proyecto) -> Parte:
    aportes = hasta(p.aportes, pan.fecha)
    return {
        **breve(pan, p),
        "resumen": p.resumen,
        "actividades": [
            {
                "codigo": a.codigo,
                "corto": a.corto,
                "eje": {"numero": a.eje, "nombre": pan.ejes[a.eje].nombre},
                "objetivo": {"numero": o.numero, "corto": o.corto},
            }
            for o in pan.arbol.objetivos
            for a in o.actividades
            if a.codigo in p.actividades
        ],
        "presentado_a": {"nombres": list(p.presentado_a), "sin_nombrar": p.sin_nombrar},
        "aportes": [aporte(a) for a in aportes],
        "donantes_sin_nombrar": len({a.donante for a in aportes if a.nombre is None}),
    }


def aporte(a: Aporte) -> Parte:
    return {
        "estado": a.estado,
        "nombre_estado": ESTADOS[a.estado],
        "desde": a.fecha.isoformat(),
        "monto": simple(a.monto),
        "moneda": a.moneda,
        "usd": simple(a.usd),
        "tasa": tasa(a),
        "fecha_tasa": dia(a.fecha_tasa),
        "donante": a.nombre,
    }


def tasa(a: Aporte) -> int | float:
    """With all its decimals."""
    return int(a.tasa) if a.tasa == int(a.tasa) else float(a.tasa)


def hasta(aportes: Iterable[Aporte], fecha: dt.date) -> list[Aporte]:
    """The money known by a day: what is surest first."""
    orden = list(ESTADOS)[::-1]
    return sorted(
        (a for a in aportes if a.fecha <= fecha), key=lambda a: (orden.index(a.estado), a.fecha)
    )


def dia(fecha: dt.date | None) -> str | None:
    return fecha.isoformat() if fecha else None
