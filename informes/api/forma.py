"""The shapes of what the API answers, as JSON Schema: the parts of a cut (``informes.partes``).

A shape names the keys that are always there. A later version of the portal may add keys to a
part; it takes none away while this is version 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from informes.api.parametros import ESTADOS

Esquema = dict[str, Any]


def ref(nombre: str) -> Esquema:
    return {"$ref": f"#/components/schemas/{nombre}"}


def lista(cosa: Esquema) -> Esquema:
    return {"type": "array", "items": cosa}


def nulo(cosa: Esquema) -> Esquema:
    """It or null."""
    return {"anyOf": [cosa, {"type": "null"}]}


def objeto(
    que: str, siempre: Mapping[str, Esquema], a_veces: Mapping[str, Esquema] | None = None
) -> Esquema:
    return {
        "type": "object",
        **({"description": que} if que else {}),
        "required": list(siempre),
        "properties": {**siempre, **(a_veces or {})},
    }


def mas(nombre: str, que: str, siempre: Mapping[str, Esquema]) -> Esquema:
    """Another shape with more in it."""
    return {"description": que, "allOf": [ref(nombre), objeto(que, siempre)]}


def pagina(nombre: str) -> Esquema:
    """A page of rows of that shape."""
    return {
        "next": nulo({"type": "string", "format": "uri"}),
        "previous": nulo({"type": "string", "format": "uri"}),
        "results": lista(ref(nombre)),
    }


def de_corte(contenido: Mapping[str, Esquema]) -> Esquema:
    """An answer of one cut."""
    return objeto(
        "An answer, with the data cut it comes from.", {"corte": ref("CorteBreve"), **contenido}
    )


S: Esquema = {"type": "string"}
N: Esquema = {"type": "number"}
E: Esquema = {"type": "integer"}
B: Esquema = {"type": "boolean"}
DIA: Esquema = {"type": "string", "format": "date"}
URL: Esquema = {"type": "string", "format": "uri"}
HUELLA: Esquema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
T = ref("Texto")
ESTADO: Esquema = {"type": "string", "enum": list(ESTADOS)}
EVIDENCIA: Esquema = {"type": "string"}
EJE_DE = objeto("The axis it belongs to.", {"numero": E, "nombre": T})

COMUNES: dict[str, Esquema] = {
    "Texto": {
        "description": "A text in both languages (`en` may be empty); with `?idioma=` a plain one.",
        "anyOf": [
            {
                "type": "object",
                "required": ["es", "en"],
                "properties": {"es": S, "en": S},
                "additionalProperties": False,
            },
            S,
        ],
    },
    "Semestre": objeto("A half-year, and its key, as 2024-II.", {"es": S, "en": S, "clave": S}),
    "CorteBreve": objeto(
        "The data cut that an answer comes from.",
        {"huella": HUELLA, "fecha": DIA, "demo": B},
    ),
    "Problema": objeto(
        "An error, as RFC 9457 describes it.",
        {"type": URL, "title": S, "status": E, "detail": S},
        {"parametro": S, "valores": lista(S), "lista": URL, "referencia": S},
    ),
    "Distribucion": objeto("How many there are in each state.", dict.fromkeys(ESTADOS, E)),
    "Cobertura": objeto(
        "How many countries a regional figure is based on.",
        {"reportaron": E, "esperados": E, "no_aplica": E, "parciales": E},
    ),
    "Cifra": objeto(
        "One figure: exact (`valor`), a range (`minimo` to `maximo`), or only a `marca` that"
        " says why there is none. Without `anio`: the whole plan.",
        {"tipo": S, "valor": nulo(N)},
        {
            "anio": E, "minimo": N, "maximo": N, "marca": {"type": "string", "enum": [*"cxzpr"]},
            "razon": S, "cumple": B, "numerador": nulo(N), "denominador": nulo(N), "cuando": S,
            "en_banda": E, "texto": T, "cobertura": ref("Cobertura"),
        },
    ),
    "Dato": objeto(
        "A data item: one quantity and its methodology sheet.",
        {
            "codigo": S, "nombre": T, "unidad": T, "tipo": S, "informante": S, "periodicidad": S,
            "regla_tiempo": S, "regla_region": S, "sentido": S, "sensible": B, "definicion": T,
            "fuente": T, "quien": T, "como": T,
        },
    ),
    "Serie": objeto(
        "Figures by year of a data item, in total or for one category. `paises`: by country code.",
        {"categoria": S, "nombre": nulo(T), "region": lista(ref("Cifra"))},
        {"paises": {"type": "object", "additionalProperties": lista(ref("Cifra"))}},
    ),
    "Bloque": objeto(
        "A data item with its figures.",
        {
            "dato": ref("Dato"), "anios": lista(E), "mensaje": T, "series": lista(ref("Serie")),
            "acumulado": nulo(ref("Cifra")),
        },
    ),
}  # fmt: skip

DEL_PLAN: dict[str, Esquema] = {
    "ActividadBreve": objeto(
        "An activity and its state in the region. `paises`: states by country, null where"
        " countries are not asked.",
        {
            "codigo": S, "corto": T, "texto": T, "estado": ESTADO, "desde": nulo(ref("Semestre")),
            "fuente": S, "semaforo": S, "paises": nulo(ref("Distribucion")),
        },
    ),
    "EjeBreve": objeto(
        "An axis of the plan, in short.",
        {
            "numero": E, "nombre": T, "descripcion": T, "distribucion": ref("Distribucion"),
            "mensaje": T,
        },
    ),
    "ObjetivoBreve": objeto(
        "An operational objective with its activities.",
        {
            "numero": E, "corto": T, "texto": T, "actividades": lista(ref("ActividadBreve")),
            "distribucion": ref("Distribucion"),
        },
        {"especifico": nulo(T)},
    ),
    "Plan": objeto(
        "The plan down to its activities.",
        {
            "nombre": T, "desde": E, "hasta": E,
            "ejes": lista(
                mas("EjeBreve", "An axis of the plan.", {"objetivos": lista(ref("ObjetivoBreve"))})
            ),
        },
    ),
    "Eje": mas(
        "EjeBreve", "An axis of the plan with its figures.",
        {
            "estrategicos": lista(T), "objetivos": lista(ref("ObjetivoBreve")),
            "datos": lista(mas("Bloque", "A data item and where to see it.", {"indicador": S})),
        },
    ),
    "IndicadorBreve": objeto(
        "An indicator with its latest regional figures. Without `dato`: it asks for evidence.",
        {"codigo": S, "texto": T, "evidencia": EVIDENCIA},
        {
            "dato": S, "nombre": T, "unidad": T, "regla_region": S,
            "ultimas": lista(
                objeto("A last figure.", {"nombre": nulo(T), "cifra": ref("Cifra")})
            ),
        },
    ),
    "Meta": objeto(
        "A target outcome, as the plan prints it.",
        {
            "codigo": S, "texto": T, "responsable": T, "plazo": T, "planeamiento": T, "socios": T,
            "actividades": lista(S), "indicadores": lista(ref("IndicadorBreve")),
        },
    ),
    "Objetivo": mas(
        "ObjetivoBreve", "An operational objective with its target outcomes.",
        {"especifico": nulo(T), "eje": EJE_DE, "mensaje": T, "metas": lista(ref("Meta"))},
    ),
    "EstadoEnPais": objeto(
        "The state of an activity in a country.",
        {"codigo": S, "nombre": T, "estado": ESTADO, "desde": nulo(ref("Semestre"))},
    ),
    "Actividad": mas(
        "ActividadBreve", "An activity by country, with target outcomes, figures and texts.",
        {
            "informante": S, "eje": EJE_DE, "objetivo": objeto("", {"numero": E, "corto": T}),
            "por_pais": lista(ref("EstadoEnPais")), "metas": lista(ref("Meta")),
            "datos": lista(ref("Bloque")), "evidencias": lista({"type": "object"}),
            "textos": lista(
                objeto("A text by a country, accepted for publication.", {
                    "texto": T, "cuando": nulo(ref("Semestre")), "solo_es": B,
                    "pais": objeto("", {"codigo": S, "nombre": T}),
                })
            ),
            "anterior": nulo(S), "siguiente": nulo(S),
        },
    ),
    "Indicador": objeto(
        "An indicator in full.",
        {
            "codigo": S, "texto": T, "evidencia": EVIDENCIA, "es_nuestro": B, "eje": EJE_DE,
            "objetivo": E, "actividad": objeto("", {"codigo": S, "corto": T}),
            "meta": objeto("", {"codigo": S, "texto": T}), "bloque": nulo(ref("Bloque")),
            "paises": lista(objeto("", {"codigo": S, "nombre": T})),
            "metas_numericas": lista(
                objeto("A printed target and how far it was reached.", {
                    "anio": nulo(E), "objetivo": nulo(N), "linea_base": nulo(N), "alcance": S,
                    "cifra": nulo(ref("Cifra")), "paises_que_llegan": nulo(E),
                    "porcentaje": nulo(N),
                })
            ),
            "tambien_en": lista(S),
        },
    ),
    "PaisBreve": objeto(
        "A country: its national body, states and reports.",
        {
            "codigo": S, "iso3": S, "nombre": T, "organismo": T, "sigla": S,
            "distribucion": ref("Distribucion"), "pedidas": E, "en_marcha": E,
            "reportes": lista(objeto("The report of a half-year.", {"cuando": S, "aprobado": B})),
        },
    ),
    "Paises": objeto("The countries side by side.", {"paises": lista(ref("PaisBreve"))}),
    "Pais": mas(
        "PaisBreve", "A country with its states, figures and published texts.",
        {
            "anios": lista(E), "mensaje": T,
            "ejes": lista(
                objeto("", {"numero": E, "nombre": T, "actividades": lista(
                    objeto("", {
                        "codigo": S, "corto": T, "estado": ESTADO, "desde": nulo(ref("Semestre")),
                    })
                )})
            ),
            "datos": lista(
                objeto("", {
                    "dato": objeto("", {
                        "codigo": S, "nombre": T, "unidad": T, "tipo": S, "sensible": B,
                    }),
                    "indicador": S, "eje": E,
                    "series": lista(
                        objeto("", {
                            "categoria": S, "nombre": nulo(T), "cifras": lista(ref("Cifra")),
                        })
                    ),
                })
            ),
            "textos": lista(
                objeto("", {
                    "texto": T, "cuando": nulo(ref("Semestre")), "solo_es": B, "eje": E,
                    "actividad": objeto("", {"codigo": S, "corto": T}),
                })
            ),
        },
    ),
    "Metodo": objeto(
        "Who reported in each half-year, and the methodology sheet of each data item.",
        {
            "semestres": lista(S),
            "reportes": lista(
                objeto("`codigo` empty: the regional report.", {
                    "codigo": S, "nombre": T, "aprobados": lista(B),
                })
            ),
            "datos": lista(ref("Dato")),
        },
    ),
}  # fmt: skip
