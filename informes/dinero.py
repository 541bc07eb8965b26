"""The money and the agreements of a cut: ``recursos`` and ``convenios``.

Which money counts: an amount of the register enters when an approved report of the cut has used its
row, or when the ST lets its project be published (``planes.arbol.cooperacion``), and when it had
reached its state by the cut's date. So the sheets of the projects and the Datos of money show
rows of this same list: the sheets those of their project, a Dato those that its ``Conteo`` adds up
(``datos`` of each row), all of them of approved reports.

An amount is in one state, and what was offered is no money yet: ``asegurado`` is what is signed
plus what is disbursed, which are different amounts. The three are never one sum. All sums are
made here, once, in US dollars at the rate written down with each amount. Who may not be named in
public is only counted. Money is not sensitive: nothing is masked.

    recursos    {"filas": [fila], "total": SUMAS,
                 "por_estado":   [{"estado", "nombre_estado", "usd", "aportes"}],
                 "por_donante":  [{"donante": {es,en} | null, "donantes": n, **SUMAS}],
                 "por_anio":     [{"anio": 2024, **SUMAS}],
                 "por_pais":     [{"pais": {"codigo","nombre"} | null, **SUMAS}],
                 "por_proyecto": [{"proyecto": {"codigo","titulo"} | null,
                                   "de_proyecto": bool, **SUMAS}],
                 "datos":        [{"dato", "nombre", "indicador",
                                   "anios": [{"anio", "usd", "informado": number | null}]}]}
    SUMAS       "ofrecido", "firmado", "desembolsado", "asegurado" (USD), "aportes": n
    fila        {"codigo", "anio", "desde", "estado", "nombre_estado",
                 "donante": {es,en} | null (may not be named),
                 "pais": {"codigo","nombre"} | null (the region),
                 "proyecto": {"codigo","titulo"} | null,
                 "de_proyecto": bool (true without "proyecto": of one that is not published),
                 "monto", "moneda", "tasa" (dollars for one unit), "fecha_tasa" | null, "usd",
                 "datos": [code], "aprobado": bool (false: it is here by its project alone)}

    convenios   {"convenios": [{"codigo", "titulo", "tipo", "nombre_tipo", "estado",
                                "nombre_estado", "desde", "vence" | null, "pais" | null,
                                "partes": [{es,en}], "sin_nombrar": n, "otras": bool}],
                 "conteo": [{"tipo", "nombre_tipo", "estado", "nombre_estado",
                             "convenios": n, "publicados": n}],
                 "total": n, "publicados": n}

``filas`` and ``convenios``: the newest first. Days are ``2025-12-31``, numbers JSON numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from typing import Any

from informes.cifras import simple
from informes.frases import par
from informes.panorama import Panorama, Parte
from informes.proyectos import ESTADOS, ETAPAS, SEGUROS, dia, publicados, tasa
from planes.arbol import Convenio, Recurso

TIPOS = {
    "cooperacion": par("Cooperación técnica o financiera", "Technical or financial cooperation"),
    "sociedad_civil": par("Alianza con sociedad civil", "Alliance with civil society"),
    "otra_alianza": par("Otra alianza", "Other alliance"),
}

ESTADOS_DE_CONVENIO = {
    "en_negociacion": par("En negociación", "Under negotiation"),
    "firmado": par("Firmado", "Signed"),
    "terminado": par("Terminado", "Ended"),
}


def partes(pan: Panorama) -> dict[str, Parte]:
    return {"recursos": recursos(pan), "convenios": convenios(pan)}


# --- Money --------------------------------------------------------------------------------------


def recursos(pan: Panorama) -> Parte:
    todos = [r for r in pan.arbol.recursos if r.fecha <= pan.fecha]
    titulos = {p.codigo: p.titulo for p in publicados(pan)}

    def proyecto_de(r: Recurso) -> Parte | None:
        codigo = r.proyecto or ""
        return {"codigo": codigo, "titulo": titulos[codigo]} if codigo in titulos else None

    def proyectado(suyos: list[Recurso]) -> Parte:
        return {"proyecto": proyecto_de(suyos[0]), "de_proyecto": suyos[0].proyecto is not None}

    return {
        "filas": [
            fila(pan, r, proyecto_de(r)) for r in sorted(todos, key=lambda r: r.fecha, reverse=True)
        ],
        "total": sumas(todos),
        "por_estado": [
            {
                "estado": estado,
                "nombre_estado": ESTADOS[estado],
                "usd": suma(r for r in todos if r.estado == estado),
                "aportes": sum(r.estado == estado for r in todos),
            }
            for estado in ESTADOS
        ],
        "por_donante": grupos(
            todos,
            lambda r: r.donante if r.nombre else "",
            lambda suyos: {
                "donante": suyos[0].nombre,
                "donantes": len({r.donante for r in suyos}),
            },
        ),
        "por_anio": sorted(
            grupos(todos, lambda r: r.fecha.year, lambda suyos: {"anio": suyos[0].fecha.year}),
            key=lambda grupo: grupo["anio"],
        ),
        "por_pais": grupos(
            todos, lambda r: r.pais, lambda suyos: {"pais": pais_de(pan, suyos[0].pais)}
        ),
        "por_proyecto": grupos(
            todos,
            lambda r: (r.proyecto is not None, r.proyecto if r.proyecto in titulos else ""),
            proyectado,
        ),
        "datos": datos(pan, todos),
    }


def fila(pan: Panorama, r: Recurso, proyecto: Parte | None) -> Parte:
    return {
        "codigo": r.codigo,
        "anio": r.fecha.year,
        "desde": r.fecha.isoformat(),
        "estado": r.estado,
        "nombre_estado": ESTADOS[r.estado],
        "donante": r.nombre,
        "pais": pais_de(pan, r.pais),
        "proyecto": proyecto,
        "de_proyecto": r.proyecto is not None,
        "monto": simple(r.monto),
        "moneda": r.moneda,
        "tasa": tasa(r),
        "fecha_tasa": dia(r.fecha_tasa),
        "usd": simple(r.usd),
        "datos": list(r.datos),
        "aprobado": r.aprobado,
    }


def suma(filas: Iterable[Recurso]) -> int | float | None:
    return simple(sum((r.usd for r in filas), Decimal(0)))


def sumas(filas: Iterable[Recurso]) -> Parte:
    """The three states, what is sure of them, and of how many amounts they are."""
    filas = list(filas)
    return {
        **{estado: suma(r for r in filas if r.estado == estado) for estado in ESTADOS},
        "asegurado": suma(r for r in filas if r.estado in SEGUROS),
        "aportes": len(filas),
    }


def grupos(
    filas: Iterable[Recurso],
    clave: Callable[[Recurso], Hashable],
    nombre: Callable[[list[Recurso]], Parte],
) -> list[Parte]:
    """Sums by key, the largest first."""
    juntas: dict[Hashable, list[Recurso]] = {}
    for r in filas:
        juntas.setdefault(clave(r), []).append(r)
    hechos = [{**nombre(suyas), **sumas(suyas)} for suyas in juntas.values()]
    return sorted(hechos, key=lambda g: (-g["asegurado"], -g["ofrecido"]))


def pais_de(pan: Panorama, codigo: str) -> Parte | None:
    pais = pan.paises.get(codigo)
    return {"codigo": pais.codigo, "nombre": pais.nombre} if pais else None


def datos(pan: Panorama, filas: list[Recurso]) -> list[Parte]:
    """Each Dato of money by year: what the rows add up to, and what the reports say of it."""
    hechos = []
    for codigo, bloque in pan.bloques.items():
        if bloque.ficha.dato.tipo != "monto":
            continue
        suyas = [r for r in filas if codigo in r.datos]
        informado = {c.anio: c.valor for s in bloque.series[:1] for c in s.region}
        anios = sorted({r.fecha.year for r in suyas} | {a for a in informado if a is not None})
        hechos.append(
            {
                "dato": codigo,
                "nombre": bloque.ficha.nombre,
                "indicador": pan.primer_indicador(codigo).codigo,
                "anios": [
                    {
                        "anio": anio,
                        "usd": suma(r for r in suyas if r.fecha.year == anio),
                        "informado": simple(informado.get(anio)),
                    }
                    for anio in anios
                ],
            }
        )
    return hechos


def embudo(proyectos: Iterable[Parte]) -> list[Parte]:
    """The stages in order, each with its projects (of the part ``proyectos``) and the US dollars
    that these still need; a project whose cost is not known adds nothing."""
    suyos: dict[str, list[Parte]] = {clave: [] for clave in ETAPAS}
    for p in proyectos:
        suyos[p["etapa"]].append(p)
    return [
        {
            "clave": clave,
            "nombre": nombre,
            "proyectos": suyos[clave],
            "falta": simple(
                sum((Decimal(str(p["falta_usd"] or 0)) for p in suyos[clave]), Decimal(0))
            ),
        }
        for clave, nombre in ETAPAS.items()
    ]


# --- Agreements ---------------------------------------------------------------------------------


def convenios(pan: Panorama) -> Parte:
    todos = [c for c in pan.arbol.convenios if c.fecha <= pan.fecha]
    nombrados = [c for c in todos if c.titulo]
    return {
        "convenios": [
            convenio(pan, c) for c in sorted(nombrados, key=lambda c: c.fecha, reverse=True)
        ],
        "conteo": [
            {
                "tipo": tipo,
                "nombre_tipo": TIPOS[tipo],
                "estado": estado,
                "nombre_estado": ESTADOS_DE_CONVENIO[estado],
                "convenios": sum(es(c, tipo, estado) for c in todos),
                "publicados": sum(es(c, tipo, estado) for c in nombrados),
            }
            for tipo in TIPOS
            for estado in ESTADOS_DE_CONVENIO
            if any(es(c, tipo, estado) for c in todos)
        ],
        "total": len(todos),
        "publicados": len(nombrados),
    }


def es(c: Convenio, tipo: str, estado: str) -> bool:
    return (c.tipo, c.estado) == (tipo, estado)


def convenio(pan: Panorama, c: Convenio) -> dict[str, Any]:
    return {
        "codigo": c.codigo,
        "titulo": c.titulo,
        "tipo": c.tipo,
        "nombre_tipo": TIPOS[c.tipo],
        "estado": c.estado,
        "nombre_estado": ESTADOS_DE_CONVENIO[c.estado],
        "desde": c.fecha.isoformat(),
        "vence": dia(c.vence),
        "pais": pais_de(pan, c.pais),
        "partes": list(c.partes),
        "sin_nombrar": c.sin_nombrar,
        "otras": c.otras,
    }
