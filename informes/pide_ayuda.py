"""Whether what someone types in search may be a call for help, in Spanish or English.

Whatever the page's language: whoever is in danger may be far from their own. Words are known by
how they begin; a wrong guess costs a box over the results, a missed one may cost much more.
"""

from __future__ import annotations

import re

from informes.buscador import sin_tildes

PELIGRO = "peligro"
"""The way to help is said first, in a box."""
TEMA = "tema"
"""It is a topic of the plan too: one quiet line."""

URGENTES = re.compile(
    r"""\b(?:
      ayuda | ayuden | ayudeme | auxili | socorr | help | sos\b
    | denunci | reportar\ (?:un|a\b|caso) | (?:to|can\ i|want\ to|how\ do\ i)\ report\b
    | victim | rescat | rescue | salve(?:n|me) | save\ me
    | emergenci | emergency | urgencia | urgent | peligr | danger | policia | police\b
    | (?<!en\ )lineas?\b(?!\ (?:de\ )?(?:base|accion|tiempo|estrategic)) | telefono | phone
    | hot\W?line | llamar | whom?\ to\ call
    | amenaz | threat | abus | viola(?:d|ron|r\b|cion\b(?!\ de)) | rap(?:e|ed|to|tada|tado)\b
    | s[ei](?:c|q)uestr | kidnap | abduct | desaparec | missing\ (?:person|child|girl|boy|woman)
    | coyote | pollero | prostitu | explota[cdnr] | exploit | esclav | slave
    | (?:trabajo|matrimonio|union)e?s?\ forzad | forced\ (?:lab|work|marri)
    | alberg | refugi | shelter | safe\ house | encerrad | encierr | atrapad | trapped | locked
    | escap | huir | run\ away | trafficked | smuggled
    | me\ (?:tiene|obliga|quita|pega|golpea|viola|amenaza|encerr|vend|llev|forz|persig|quier|mat)
    | no\ me\ deja
    | (?:force|hit|beat|sold|took|follow)\w*\ me\b | miedo | afraid | scared
    | mis?\ (?:hij|herman|espos|madre|padre|mama|papa|amig|sobrin|niet|novi|prim[ao]|pareja|jefe)
    | my\ (?:daughter|son\b|sister|brother|wife|mother|friend|child|niece|boss|passport)
    )""",
    re.VERBOSE,
)  # fmt: skip
ENTERAS = re.compile(
    r"\d\W?\d\W?\d|(?:quiero |necesito )?reportar"
    r"|report(?: (?:an?|it|this|someone|crime|abuse|traff\w*)\b.*)?"
)
"""Calls only when nothing else is typed: a telephone number of three digits, "report" (which
is also the annual one)."""
TEMAS = re.compile(r"\b(?:trata\b|tratante|trafic|traffic|smuggl|violencia|violence)")

CLAVES = (
    "ayuda auxilio socorro denuncia denunciar víctima rescate emergencia urgencia peligro"
    " policía línea teléfono llamar amenaza abuso violación secuestro desaparecida coyote"
    " pollero prostitución explotación esclavitud forzado albergue refugio encerrada 911"
    " help hotline helpline victim rescue emergency danger police phone threat abuse"
    " kidnapped missing prostitution exploitation slavery forced shelter trapped smuggler"
)
"""What the page of help is found by besides its own words."""


def grado(consulta: str) -> str:
    """``PELIGRO``, ``TEMA``, or empty when it asks for no help."""
    dicho = " ".join(sin_tildes(consulta).split()).strip(" ¿?¡!.,;:\"'")
    if URGENTES.search(dicho) or ENTERAS.fullmatch(dicho):
        return PELIGRO
    return TEMA if TEMAS.search(dicho) else ""
