"""The shapes of the flat lists, of what is read live, and of money."""

from __future__ import annotations

from informes.api.forma import (
    DIA,
    ESTADO,
    EVIDENCIA,
    HUELLA,
    URL,
    B,
    E,
    Esquema,
    N,
    S,
    T,
    lista,
    mas,
    nulo,
    objeto,
    ref,
)
from informes.proyectos import ESTADOS, ETAPAS

ETAPA: Esquema = {"type": "string", "enum": list(ETAPAS)}
DINERO: Esquema = {"type": "string", "enum": list(ESTADOS)}

FILAS: dict[str, Esquema] = {
    "Celda": objeto(
        "One figure: exact (`valor`), a range (`minimo` to `maximo`), or only a `marca`."
        " `pais` empty: the region. `categoria` empty: the total.",
        {
            "dato": S, "pais": S, "anio": E, "categoria": S, "valor": nulo(N), "minimo": nulo(N),
            "maximo": nulo(N), "texto": T,
            "marca": {"type": "string", "enum": ["", *"cxzpr"]},
            "reportaron": nulo(E), "esperados": nulo(E),
        },
    ),
    "FilaActividad": mas(
        "ActividadBreve", "An activity and where it stands in the plan.",
        {"eje": E, "objetivo": E, "url": URL},
    ),
    "FilaEstado": objeto(
        "The state of an activity in a country. `desde`: its half-year, for example 2024-II.",
        {"actividad": S, "eje": E, "objetivo": E, "pais": S, "estado": ESTADO, "desde": nulo(S)},
    ),
    "FilaIndicador": objeto(
        "An indicator. `dato` null: it asks for evidence, not for a figure.",
        {
            "codigo": S, "texto": T, "eje": E, "objetivo": E, "actividad": S, "meta": S,
            "dato": nulo(S), "evidencia": EVIDENCIA, "es_nuestro": B, "url": URL,
        },
    ),
    "Corte": objeto(
        "A published data cut: a fixed copy of plan and figures at a date.",
        {
            "huella": HUELLA, "plan": S, "fecha": DIA,
            "publicado_en": {"type": "string", "format": "date-time"}, "periodos": lista(S),
            "motivo": T, "demo": B, "url": URL,
        },
    ),
    "Archivo": objeto(
        "A file of a document. The main one has no `clave`.",
        {"clave": S, "formato": S, "bytes": E, "huella": HUELLA, "url": URL},
    ),
    "Informe": objeto(
        "A published document and its permanent address; `nombre` is in its own language.",
        {
            "tipo": S, "anio": E, "sujeto": S, "nombre": S, "idioma": S, "corte": HUELLA,
            "huella": HUELLA, "bytes": E, "paginas": nulo(E),
            "publicado_en": {"type": "string", "format": "date-time"}, "url": URL,
            "archivos": lista(ref("Archivo")),
        },
    ),
    "Linea": objeto(
        "A help line that was checked.",
        {
            "pais": S, "nombre": T, "numero": S, "whatsapp": S, "detalle": T, "fuente": T,
            "verificada_en": DIA,
        },
    ),
    "Organizacion": objeto(
        "An organisation of the public directory.",
        {
            "codigo": S, "nombre": T, "sigla": S, "tipo": S, "pais": nulo(S), "roles": lista(S),
            "sitio_web": S, "verificada_en": nulo(DIA),
        },
    ),
}  # fmt: skip

DE_DINERO: dict[str, Esquema] = {
    "ProyectoBreve": objeto(
        "A project that may be published. Amounts in US dollars; null: to be confirmed.",
        {
            "codigo": S, "titulo": T, "etapa": ETAPA, "nombre_etapa": T, "desde": DIA,
            "prioritario": B, "pais": nulo(objeto("", {"codigo": S, "nombre": T})),
            "inicio": nulo(DIA), "fin": nulo(DIA), "costo_usd": nulo(N), "falta_usd": nulo(N),
            "montos": lista(
                objeto("Money in one state; the states never overlap.", {
                    "estado": DINERO, "nombre_estado": T, "usd": N, "aportes": E,
                })
            ),
        },
    ),
    "Proyectos": objeto(
        "The projects that may be published.", {"proyectos": lista(ref("ProyectoBreve"))}
    ),
    "Aporte": objeto(
        "A contribution. `donante` null: a donor that is not named.",
        {
            "estado": DINERO, "nombre_estado": T, "desde": DIA, "monto": N, "moneda": S, "usd": N,
            "fecha_tasa": nulo(DIA), "donante": nulo(T),
        },
    ),
    "Proyecto": mas(
        "ProyectoBreve", "A project: what it will do, the activities it serves, its money.",
        {
            "resumen": T,
            "actividades": lista(
                objeto("", {
                    "codigo": S, "corto": T, "eje": objeto("", {"numero": E, "nombre": T}),
                    "objetivo": objeto("", {"numero": E, "corto": T}),
                })
            ),
            "presentado_a": objeto("", {"nombres": lista(T), "sin_nombrar": E}),
            "aportes": lista(ref("Aporte")), "donantes_sin_nombrar": E,
        },
    ),
}  # fmt: skip

CUENTA: dict[str, Esquema] = {
    "distribucion": {"type": "object", "additionalProperties": E}, "retrasadas": E,
}  # fmt: skip
SUMAS: dict[str, Esquema] = {
    "ofrecido": N, "firmado": N, "desembolsado": N, "asegurado": N, "aportes": E,
}  # fmt: skip
PAIS: Esquema = nulo(objeto("Null: the region.", {"codigo": S, "nombre": T}))
PROYECTO: Esquema = nulo(objeto("Null: none that is published.", {"codigo": S, "titulo": T}))

DE_LA_ESTRATEGIA: dict[str, Esquema] = {
    "Recursos": objeto(
        "Contributions, one by one, and their sums in US dollars. Each state is a different"
        " amount: do not add them up. `asegurado` is signed plus disbursed.",
        {
            "filas": lista(ref("Recurso")), "total": objeto("", SUMAS),
            "por_estado": lista(
                objeto("", {"estado": DINERO, "nombre_estado": T, "usd": N, "aportes": E})
            ),
            "por_donante": lista(objeto("", {"donante": nulo(T), "donantes": E, **SUMAS})),
            "por_anio": lista(objeto("", {"anio": E, **SUMAS})),
            "por_pais": lista(objeto("", {"pais": PAIS, **SUMAS})),
            "por_proyecto": lista(
                objeto("", {"proyecto": PROYECTO, "de_proyecto": B, **SUMAS})
            ),
            "datos": lista(
                objeto("A data item of money, beside the sum of its rows.", {
                    "dato": S, "nombre": T, "indicador": S,
                    "anios": lista(objeto("", {"anio": E, "usd": N, "informado": nulo(N)})),
                })
            ),
        },
    ),
    "Recurso": objeto(
        "A contribution. `aprobado` false: it is listed only because its project is.",
        {
            "codigo": S, "anio": E, "desde": DIA, "estado": DINERO, "nombre_estado": T,
            "donante": nulo(T), "pais": PAIS, "proyecto": PROYECTO, "de_proyecto": B, "monto": N,
            "moneda": S, "tasa": N, "fecha_tasa": nulo(DIA), "usd": N, "datos": lista(S),
            "aprobado": B,
        },
    ),
    "Convenios": objeto(
        "The agreements that may be named, and how many there are of each kind.",
        {
            "convenios": lista(ref("Convenio")),
            "conteo": lista(
                objeto("", {
                    "tipo": S, "nombre_tipo": T, "estado": S, "nombre_estado": T, "convenios": E,
                    "publicados": E,
                })
            ),
            "total": E, "publicados": E,
        },
    ),
    "Convenio": objeto(
        "An agreement.",
        {
            "codigo": S, "titulo": T, "tipo": S, "nombre_tipo": T, "estado": S,
            "nombre_estado": T, "desde": DIA, "vence": nulo(DIA), "pais": PAIS,
            "partes": lista(T), "sin_nombrar": E, "otras": B,
        },
    ),
    "Estrategia": objeto(
        "The visibility and communication strategy as it stood on the day of the data cut.",
        {
            "codigo": S, "nombre": T, "desde": E, "hasta": E, "al": DIA, **CUENTA,
            "calificaciones": lista(
                objeto("", {"valor": nulo(E), "nombre": T, "acciones": E})
            ),
            "conteo": objeto("", {"ejes": E, "tacticas": E, "acciones": E}),
            "ejes": lista(ref("EjeTematico")),
            "apartados": lista(
                objeto("", {"codigo": S, "tipo": S, "texto": T, "publicos": lista(E)})
            ),
        },
    ),
    "EjeTematico": objeto(
        "An axis of the strategy with its tactics.",
        {
            "numero": E, "nombre": T, "descripcion": T, **CUENTA,
            "tacticas": lista(
                objeto("", {
                    "numero": E, "texto": T, "corto": T, "resultados": lista(ref("Resultado")),
                    "acciones": lista(ref("AccionDeEstrategia")),
                })
            ),
        },
    ),
    "Resultado": objeto(
        "An expected result.",
        {
            "codigo": S, "texto": T, "plazo": T,
            "contribuye_a": lista(
                objeto("", {"codigo": S, "texto": T, "objetivo": E, "eje": E})
            ),
        },
    ),
    "AccionDeEstrategia": objeto(
        "An action of the strategy.",
        {
            "codigo": S, "texto": T, "corto": T, "estado": S, "calificacion": nulo(E),
            "inicio_previsto": nulo(DIA), "fin_previsto": nulo(DIA), "inicio_real": nulo(DIA),
            "fin_real": nulo(DIA), "retraso": nulo(objeto("", {"que": S, "dia": DIA})),
            "dias_tarde": E, "resultados": lista(S),
        },
    ),
}  # fmt: skip
