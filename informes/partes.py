"""One JSON part per public page, from a ``Panorama``. Texts are ``{"es": …, "en": …}``. Keys::

    inicio            the whole plan in figures: key figures, distribution, ejes, countries
    plan              the tree of texts and states down to the activities
    eje/1             an eje: texts, states, charts of its Datos
    objetivo/1        an objetivo operativo: activities, metas, printed indicators
    actividad/1.1     an activity: states by country, metas, Datos, what countries tell of it
    indicador/1.1.1.a a printed indicator: its Dato in full, targets
    pais/gt           a country: its states, figures and accepted texts
    paises            the nine beside each other
    metodo            coverage of the reports, every Dato's methodology sheet
    proyectos         the projects that may be published (informes.proyectos)
    proyecto/<codigo> one of them: texts, stage, calendar, money
    recursos          the money that counts, row by row, and its sums (informes.dinero)
    convenios         agreements and alliances (informes.dinero)
    estrategia        the Estrategia on the cut's day (informes.estrategia); none without one

Those of the last five have their shapes in their modules. A cut made before a key was thought of
has no such part: their readers cope with that.
No HTML, request or PDF here.
"""

from __future__ import annotations

from informes import dinero, estrategia, frases, proyectos
from informes.cifras import Bloque, clave_semestre
from informes.panorama import Panorama, Parte
from planes import calculo
from planes.arbol import Actividad, Eje, Indicador, Meta, Objetivo, Pais, TextoAceptado


def todas(pan: Panorama) -> dict[str, Parte]:
    """Every part of a cut, by key."""
    arbol = pan.arbol
    partes: dict[str, Parte] = {
        "inicio": inicio(pan),
        "plan": plan(pan),
        "paises": {"paises": [pais_breve(pan, p) for p in arbol.paises]},
        "metodo": metodo(pan),
    }
    partes |= {f"eje/{e.numero}": eje(pan, e) for e in arbol.ejes}
    partes |= {f"objetivo/{o.numero}": objetivo(pan, o) for o in arbol.objetivos}
    partes |= {f"actividad/{a.codigo}": actividad(pan, a) for a in arbol.actividades}
    partes |= {f"indicador/{i.codigo}": indicador(pan, i) for i in arbol.indicadores}
    partes |= {f"pais/{p.codigo}": pais(pan, p) for p in arbol.paises}
    return partes | proyectos.partes(pan) | dinero.partes(pan) | estrategia.partes(pan)


def inicio(pan: Panorama) -> Parte:
    distribucion = pan.distribucion(pan.arbol.actividades)
    destacados = sorted(
        (b for b in pan.bloques.values() if b.ficha.destacado),
        key=lambda b: b.ficha.destacado or 0,
    )
    return {
        "plan": pan.arbol.nombre,
        "anios": pan.arbol.anios,
        "desde": pan.arbol.inicio.year,
        "hasta": pan.arbol.fin.year,
        "ultimo": frases.semestre(pan.ultimo),
        "mensaje": frases.de_estados(distribucion),
        "distribucion": distribucion,
        "ejes": [eje_breve(pan, e) for e in pan.arbol.ejes],
        "paises": [pais_breve(pan, p) for p in pan.arbol.paises],
        "destacados": [destacado(pan, b) for b in destacados],
        "conteo": {
            "ejes": len(pan.arbol.ejes),
            "objetivos": len(pan.arbol.objetivos),
            "actividades": len(pan.arbol.actividades),
            "metas": len(pan.arbol.metas),
            "indicadores": len(pan.arbol.indicadores),
        },
    }


def destacado(pan: Panorama, bloque: Bloque) -> Parte:
    """A key figure: the last year's regional figure and the indicator page that shows it."""
    indicador = next(i for i in pan.arbol.indicadores if i.dato == bloque.ficha.dato.codigo)
    return {
        "dato": bloque.ficha.dato.codigo,
        "nombre": bloque.ficha.nombre,
        "unidad": bloque.ficha.unidad,
        "regla_region": bloque.ficha.dato.regla_region,
        "indicador": indicador.codigo,
        "cifra": bloque.series[0].region[-1].json() if bloque.series[0].region else None,
    }


def eje_breve(pan: Panorama, e: Eje) -> Parte:
    distribucion = pan.distribucion(e.actividades)
    return {
        "numero": e.numero,
        "nombre": e.nombre,
        "descripcion": e.descripcion,
        "distribucion": distribucion,
        "mensaje": frases.de_estados(distribucion),
    }


def plan(pan: Panorama) -> Parte:
    return {
        "nombre": pan.arbol.nombre,
        "desde": pan.arbol.inicio.year,
        "hasta": pan.arbol.fin.year,
        "ejes": [
            {
                **eje_breve(pan, e),
                "objetivos": [
                    {
                        "numero": o.numero,
                        "corto": o.corto,
                        "texto": o.texto,
                        "actividades": [pan.actividad_breve(a) for a in o.actividades],
                        "distribucion": pan.distribucion(list(o.actividades)),
                    }
                    for o in e.objetivos
                ],
            }
            for e in pan.arbol.ejes
        ],
    }


def eje(pan: Panorama, e: Eje) -> Parte:
    datos = dict.fromkeys(
        i.dato for o in e.objetivos for x in o.metas for i in x.indicadores if i.dato
    )
    return {
        **eje_breve(pan, e),
        "estrategicos": list(e.estrategicos),
        "objetivos": [
            {
                "numero": o.numero,
                "corto": o.corto,
                "texto": o.texto,
                "especifico": o.especifico,
                "actividades": [pan.actividad_breve(a) for a in o.actividades],
                "distribucion": pan.distribucion(list(o.actividades)),
            }
            for o in e.objetivos
        ],
        "datos": [
            {
                **pan.json_bloque(d, paises=False, partes=False),
                "indicador": pan.primer_indicador(d).codigo,
            }
            for d in datos
        ],
    }


def objetivo(pan: Panorama, o: Objetivo) -> Parte:
    suyo = pan.ejes[o.eje]
    return {
        "numero": o.numero,
        "corto": o.corto,
        "texto": o.texto,
        "especifico": o.especifico,
        "eje": {"numero": suyo.numero, "nombre": suyo.nombre},
        "actividades": [pan.actividad_breve(a) for a in o.actividades],
        "distribucion": pan.distribucion(list(o.actividades)),
        "mensaje": frases.de_estados(pan.distribucion(list(o.actividades))),
        "metas": [meta(pan, x) for x in o.metas],
    }


def meta(pan: Panorama, x: Meta) -> Parte:
    return {
        "codigo": x.codigo,
        "texto": x.texto,
        "responsable": x.responsable,
        "plazo": x.plazo,
        "planeamiento": x.planeamiento,
        "socios": x.socios,
        "organizaciones": [{"codigo": c, "nombre": n} for c, n in x.organizaciones],
        "actividades": list(x.actividades),
        "indicadores": [indicador_breve(pan, i) for i in x.indicadores],
    }


def indicador_breve(pan: Panorama, i: Indicador) -> Parte:
    """A printed indicator as a line: its last regional figure, or that it is evidence only."""
    parte: Parte = {"codigo": i.codigo, "texto": i.texto, "evidencia": i.evidencia}
    if i.dato:
        bloque = pan.bloques[i.dato]
        parte |= {
            "dato": i.dato,
            "nombre": bloque.ficha.nombre,
            "unidad": bloque.ficha.unidad,
            "regla_region": bloque.ficha.dato.regla_region,
            "ultimas": [
                {"nombre": s.nombre, "cifra": s.region[-1].json()}
                for s in (bloque.series if bloque.ficha.dato.sensible else bloque.series[:1])
                if s.region
            ],
        }
    return parte


def actividad(pan: Panorama, a: Actividad) -> Parte:
    suyo = pan.ejes[a.eje]
    superior = next(o for o in pan.arbol.objetivos if o.numero == a.objetivo)
    indicadores = [i for i in pan.arbol.indicadores if i.actividad == a.codigo]
    datos = dict.fromkeys(i.dato for i in indicadores if i.dato)
    codigos = [x.codigo for x in pan.arbol.actividades]
    lugar = codigos.index(a.codigo)
    return {
        **pan.actividad_breve(a),
        "informante": a.informante,
        "eje": {"numero": suyo.numero, "nombre": suyo.nombre},
        "objetivo": {"numero": superior.numero, "corto": superior.corto},
        "por_pais": estados_por_pais(pan, a),
        "metas": [
            meta(pan, x)
            for x in superior.metas
            if a.codigo in x.actividades or any(i.meta == x.codigo for i in indicadores)
        ],
        "datos": [
            {
                **pan.json_bloque(d, partes=False),
                "indicadores": [
                    {"codigo": i.codigo, "texto": i.texto} for i in indicadores if i.dato == d
                ],
            }
            for d in datos
        ],
        "evidencias": [
            {"codigo": i.codigo, "texto": i.texto, "tipo": i.evidencia}
            for i in indicadores
            if i.evidencia
        ],
        "textos": [
            {**texto_publico(t), "pais": {"codigo": t.pais, "nombre": pan.paises[t.pais].nombre}}
            for t in pan.arbol.textos
            if t.actividad == a.codigo
        ],
        "anterior": codigos[lugar - 1] if lugar else None,
        "siguiente": codigos[lugar + 1] if lugar + 1 < len(codigos) else None,
    }


def texto_publico(t: TextoAceptado) -> Parte:
    """What a country lets be told, and of when; ``solo_es`` where nobody put it into English."""
    return {
        "texto": t.texto,
        "cuando": frases.semestre(t.cuando),
        "solo_es": not t.texto["en"],
    }


def estados_por_pais(pan: Panorama, a: Actividad) -> list[Parte]:
    if a.informante == "regional":
        return []
    filas = []
    for p in pan.arbol.paises:
        estado, desde = pan.vigente(a, p.codigo)
        filas.append(
            {
                "codigo": p.codigo,
                "nombre": p.nombre,
                "estado": estado or calculo.SIN_DATO,
                "desde": frases.semestre(desde),
            }
        )
    return filas


def indicador(pan: Panorama, i: Indicador) -> Parte:
    padre = pan.actividades[i.actividad]
    suyo = pan.ejes[padre.eje]
    servida = pan.metas[i.meta]
    return {
        "codigo": i.codigo,
        "texto": i.texto,
        "evidencia": i.evidencia,
        "es_nuestro": i.es_nuestro,
        "eje": {"numero": suyo.numero, "nombre": suyo.nombre},
        "objetivo": padre.objetivo,
        "actividad": {"codigo": padre.codigo, "corto": padre.corto},
        "meta": {"codigo": servida.codigo, "texto": servida.texto},
        "bloque": pan.json_bloque(i.dato) if i.dato else None,
        "paises": [{"codigo": p.codigo, "nombre": p.nombre} for p in pan.arbol.paises],
        "metas_numericas": pan.cumplimientos(i),
        "tambien_en": [
            otro.codigo
            for otro in pan.arbol.indicadores
            if i.dato and otro.dato == i.dato and otro.codigo != i.codigo
        ],
    }


def pais_breve(pan: Panorama, p: Pais) -> Parte:
    distribucion = calculo.distribucion(pan.estado_de(a, p.codigo) for a in pan.pedidas())
    return {
        "codigo": p.codigo,
        "iso3": p.iso3,
        "nombre": p.nombre,
        "organismo": p.organismo,
        "sigla": p.sigla,
        "distribucion": distribucion,
        "pedidas": len(pan.pedidas()),
        "en_marcha": distribucion["en_curso"] + distribucion["completada"],
        "reportes": [
            {"cuando": clave_semestre(s), "aprobado": (s, p.codigo) in pan.arbol.aprobados}
            for s in pan.arbol.semestres
        ],
    }


def pais(pan: Panorama, p: Pais) -> Parte:
    datos = []
    for codigo, bloque in pan.bloques.items():
        series = [s for s in bloque.series if s.paises]
        if not bloque.ficha.dato.sensible:
            series = series[:1]
        if not series:
            continue
        datos.append(
            {
                "dato": {
                    "codigo": codigo,
                    "nombre": bloque.ficha.nombre,
                    "unidad": bloque.ficha.unidad,
                    "tipo": bloque.ficha.dato.tipo,
                    "sensible": bloque.ficha.dato.sensible,
                },
                "indicador": pan.primer_indicador(codigo).codigo,
                "eje": pan.actividades[pan.primer_indicador(codigo).actividad].eje,
                "series": [
                    {
                        "categoria": s.categoria,
                        "nombre": s.nombre,
                        "cifras": [c.json() for c in s.paises[p.codigo]],
                    }
                    for s in series
                ],
            }
        )
    breve = pais_breve(pan, p)
    return {
        **breve,
        "anios": pan.arbol.anios,
        "mensaje": frases.de_estados(breve["distribucion"]),
        "ejes": [
            {
                "numero": e.numero,
                "nombre": e.nombre,
                "actividades": [
                    {
                        "codigo": a.codigo,
                        "corto": a.corto,
                        "estado": pan.estado_de(a, p.codigo) or calculo.SIN_DATO,
                        "desde": frases.semestre(pan.vigente(a, p.codigo)[1]),
                    }
                    for a in e.actividades
                    if a.informante != "regional"
                ],
            }
            for e in pan.arbol.ejes
        ],
        "datos": datos,
        "textos": [
            {
                **texto_publico(t),
                "actividad": {"codigo": t.actividad, "corto": pan.actividades[t.actividad].corto},
                "eje": pan.actividades[t.actividad].eje,
            }
            for t in pan.arbol.textos
            if t.pais == p.codigo
        ],
    }


def metodo(pan: Panorama) -> Parte:
    """How much was reported and how each Dato is counted."""
    informantes = [(p.codigo, p.nombre) for p in pan.arbol.paises]
    return {
        "semestres": [clave_semestre(s) for s in pan.arbol.semestres],
        "reportes": [
            {
                "codigo": codigo,
                "nombre": nombre,
                "aprobados": [(s, codigo) in pan.arbol.aprobados for s in pan.arbol.semestres],
            }
            for codigo, nombre in [
                *informantes,
                (
                    calculo.REGION,
                    {"es": "Reporte regional", "en": "Regional report"},
                ),
            ]
        ],
        "datos": [pan.json_dato(b.ficha) for b in pan.bloques.values()],
    }
