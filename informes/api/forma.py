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
        "description": que,
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
    return objeto("What a cut says.", {"corte": ref("CorteBreve"), **contenido})


S: Esquema = {"type": "string"}
N: Esquema = {"type": "number"}
E: Esquema = {"type": "integer"}
B: Esquema = {"type": "boolean"}
DIA: Esquema = {"type": "string", "format": "date"}
URL: Esquema = {"type": "string", "format": "uri"}
HUELLA: Esquema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
T = ref("Texto")
ESTADO: Esquema = {"type": "string", "enum": list(ESTADOS)}
EVIDENCIA: Esquema = {"type": "string", "description": "Kind of evidence; empty: it asks a figure."}
EJE_DE = objeto("The eje it belongs to.", {"numero": E, "nombre": T})

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
    "Semestre": objeto("A semester, with its key: 2024-II.", {"es": S, "en": S, "clave": S}),
    "CorteBreve": objeto(
        "The cut that an answer comes from. `demo`: its figures are fictitious.",
        {"huella": HUELLA, "fecha": DIA, "demo": B},
    ),
    "Problema": objeto(
        "RFC 9457.",
        {"type": URL, "title": S, "status": E, "detail": S},
        {"parametro": S, "referencia": S},
    ),
    "Distribucion": objeto("How many there are in each state.", dict.fromkeys(ESTADOS, E)),
    "Cobertura": objeto(
        "How many countries a regional figure stands on, of how many.",
        {"reportaron": E, "esperados": E, "no_aplica": E, "parciales": E},
    ),
    "Cifra": objeto(
        "One figure: exact (`valor`), an interval (`minimo`, `maximo`), or only a `marca` that"
        " says why there is none. `anio` is absent for the whole plan.",
        {"tipo": S, "valor": nulo(N)},
        {
            "anio": E, "minimo": N, "maximo": N, "marca": {"type": "string", "enum": [*"cxzpr"]},
            "razon": S, "cumple": B, "numerador": nulo(N), "denominador": nulo(N), "cuando": S,
            "en_banda": E, "texto": T, "cobertura": ref("Cobertura"),
        },
    ),
    "Dato": objeto(
        "One quantity, asked once: its methodology sheet.",
        {
            "codigo": S, "nombre": T, "unidad": T, "tipo": S, "informante": S, "periodicidad": S,
            "regla_tiempo": S, "regla_region": S, "sentido": S, "sensible": B, "definicion": T,
            "fuente": T, "quien": T, "como": T,
        },
    ),
    "Serie": objeto(
        "The figures by year of a Dato, or of one category of it. `paises`: by country code.",
        {"categoria": S, "nombre": nulo(T), "region": lista(ref("Cifra"))},
        {"paises": {"type": "object", "additionalProperties": lista(ref("Cifra"))}},
    ),
    "Bloque": objeto(
        "A Dato with its figures. `acumulado`: the whole plan's, none for protected ones.",
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
        "An eje in short.",
        {
            "numero": E, "nombre": T, "descripcion": T, "distribucion": ref("Distribucion"),
            "mensaje": T,
        },
    ),
    "ObjetivoBreve": objeto(
        "An objetivo operativo with its activities.",
        {
            "numero": E, "corto": T, "texto": T, "actividades": lista(ref("ActividadBreve")),
            "distribucion": ref("Distribucion"),
        },
        {"especifico": nulo(T)},
    ),
    "Plan": objeto(
        "The tree of the plan down to the activities.",
        {
            "nombre": T, "desde": E, "hasta": E,
            "ejes": lista(
                mas("EjeBreve", "An eje.", {"objetivos": lista(ref("ObjetivoBreve"))})
            ),
        },
    ),
    "Eje": mas(
        "EjeBreve", "An eje with the figures of its Datos.",
        {
            "estrategicos": lista(T), "objetivos": lista(ref("ObjetivoBreve")),
            "datos": lista(mas("Bloque", "A Dato and where to see it.", {"indicador": S})),
        },
    ),
    "IndicadorBreve": objeto(
        "A printed indicator with its last regional figures; without `dato` it asks for evidence.",
        {"codigo": S, "texto": T, "evidencia": EVIDENCIA},
        {
            "dato": S, "nombre": T, "unidad": T, "regla_region": S,
            "ultimas": lista(
                objeto("A last figure.", {"nombre": nulo(T), "cifra": ref("Cifra")})
            ),
        },
    ),
    "Meta": objeto(
        "A meta as it is printed.",
        {
            "codigo": S, "texto": T, "responsable": T, "plazo": T, "planeamiento": T, "socios": T,
            "actividades": lista(S), "indicadores": lista(ref("IndicadorBreve")),
        },
    ),
    "Objetivo": mas(
        "ObjetivoBreve", "An objetivo operativo with its metas.",
        {"especifico": nulo(T), "eje": EJE_DE, "mensaje": T, "metas": lista(ref("Meta"))},
    ),
    "EstadoEnPais": objeto(
        "The state of an activity in a country.",
        {"codigo": S, "nombre": T, "estado": ESTADO, "desde": nulo(ref("Semestre"))},
    ),
    "Actividad": mas(
        "ActividadBreve", "An activity: by country, with its metas, figures and accepted texts.",
        {
            "informante": S, "eje": EJE_DE, "objetivo": objeto("", {"numero": E, "corto": T}),
            "por_pais": lista(ref("EstadoEnPais")), "metas": lista(ref("Meta")),
            "datos": lista(ref("Bloque")), "evidencias": lista({"type": "object"}),
            "textos": lista(
                objeto("What a country tells.", {
                    "texto": T, "cuando": nulo(ref("Semestre")), "solo_es": B,
                    "pais": objeto("", {"codigo": S, "nombre": T}),
                })
            ),
            "anterior": nulo(S), "siguiente": nulo(S),
        },
    ),
    "Indicador": objeto(
        "A printed indicator in full. `bloque`: its Dato; null where it asks for evidence.",
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
        "A country: its body, its states, its reports.",
        {
            "codigo": S, "iso3": S, "nombre": T, "organismo": T, "sigla": S,
            "distribucion": ref("Distribucion"), "pedidas": E, "en_marcha": E,
            "reportes": lista(objeto("A semester's report.", {"cuando": S, "aprobado": B})),
        },
    ),
    "Paises": objeto("The countries side by side.", {"paises": lista(ref("PaisBreve"))}),
    "Pais": mas(
        "PaisBreve", "A country with its states, figures and accepted texts.",
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
        "Who has reported each semester, and the sheet of every Dato.",
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
