"""The plan explorer: which activities of the cut are shown, by eje, country, state, partner, words.

Pure work on the parts of a cut. The filters come from the address (``informes.filtros``).
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from informes import graficos
from informes.figuras import Parte, en_idioma, idioma_actual
from informes.filtros import Eleccion, Filtro

ESTADOS = ("completada", "en_curso", "no_iniciada", "suspendida", "con_retraso", "no_aplica",
           "sin_dato")  # fmt: skip


def leer(datos: Mapping[str, Any], elecciones: list[Eleccion]) -> Filtro:
    """The filters of an address."""
    filtro = Filtro(datos, elecciones)
    if "pais" in filtro.elegidos and filtro.elegidos.get("estado") == "con_retraso":
        del filtro.elegidos["estado"]
        frase = _("El retraso se dice solo de la región. Ese filtro no se aplica.")
        filtro.avisos.append(frase)
    return filtro


def elecciones(
    plan: Parte, metas: Mapping[int, list[Parte]], paises: list[Parte]
) -> list[Eleccion]:
    """What can be chosen. Partners are those of the metas; an older cut names none."""
    estados = graficos.MARCA["estados"]
    idioma = idioma_actual()
    ejes = [
        (str(e["numero"]), _("Eje %(n)s: %(nombre)s")
         % {"n": e["numero"], "nombre": en_idioma(e["nombre"])})
        for e in plan["ejes"]
    ]  # fmt: skip
    socios = {
        o["codigo"]: en_idioma(o["nombre"])
        for suyas in metas.values()
        for meta in suyas
        for o in meta.get("organizaciones", ())
    }
    en_palabras = [(clave, capfirst(estados[clave]["palabra"][idioma][0])) for clave in ESTADOS]
    por_nombre = sorted(socios.items(), key=lambda par: plano(par[1]))
    de_pais = [(p["codigo"], en_idioma(p["nombre"])) for p in paises]
    return [
        Eleccion("eje", _("Eje"), ejes),
        Eleccion("pais", _("País"), de_pais, _("Toda la región")),
        Eleccion("estado", _("Estado"), en_palabras),
        Eleccion("socio", _("Socio estratégico"), por_nombre),
    ]


# --- The tree -----------------------------------------------------------------------------------


def explorar(
    plan: Parte, metas: Mapping[int, list[Parte]], filtro: Filtro, pais: Parte | None
) -> Parte:
    """The plan's tree with what the filters let through: ``{"ejes", "n", "total"}``.

    ``metas``: by objetivo; ``pais``: the part of the country chosen, whose states are shown in
    the place of the region's. Ejes and objetivos without an activity left fall away.
    """
    suyos = {a["codigo"]: a for e in pais["ejes"] for a in e["actividades"]} if pais else None
    de_actividad: dict[str, list[Parte]] = defaultdict(list)
    for meta in (meta for grupo in metas.values() for meta in grupo):
        for codigo in meta["actividades"]:
            de_actividad[codigo].append(meta)
    ejes, total = [], 0
    for eje in plan["ejes"]:
        objetivos = []
        for objetivo in eje["objetivos"]:
            total += len(objetivo["actividades"])
            de_aqui = metas.get(objetivo["numero"], [])
            quedan = [
                mostrada
                for actividad in objetivo["actividades"]
                if (mostrada := con_estado_de(actividad, suyos))
                and pasa(mostrada, objetivo, eje, de_actividad[actividad["codigo"]], filtro)
            ]
            if quedan:
                codigos = {a["codigo"] for a in quedan}
                objetivos.append(
                    {
                        **objetivo,
                        "actividades": quedan,
                        "metas": [m for m in de_aqui if queda_meta(m, codigos, filtro)],
                    }
                )
        if objetivos:
            cuenta = Counter(a["mostrado"] for o in objetivos for a in o["actividades"])
            ejes.append({**eje, "objetivos": objetivos, "mostrada": cuenta})
    n = sum(len(o["actividades"]) for e in ejes for o in e["objetivos"])
    return {"ejes": ejes, "n": n, "total": total}


def con_estado_de(actividad: Parte, suyos: Mapping[str, Parte] | None) -> Parte | None:
    """The activity with the state to show; None when the country is not asked for it."""
    if suyos is None:
        return {**actividad, "mostrado": actividad["estado"]}
    if actividad["codigo"] not in suyos:
        return None
    return {**actividad, "mostrado": suyos[actividad["codigo"]]["estado"], "semaforo": ""}


def pasa(actividad: Parte, objetivo: Parte, eje: Parte, metas: list[Parte], filtro: Filtro) -> bool:
    """Whether every filter lets an activity through."""
    pruebas: dict[str, Callable[[str], bool]] = {
        "eje": lambda valor: str(eje["numero"]) == valor,
        "estado": lambda valor: valor in (actividad["mostrado"], actividad.get("semaforo")),
        "pais": lambda valor: True,
        "socio": lambda valor: any(es_socia(m, valor) for m in metas),
        "q": lambda valor: dice(valor, actividad, objetivo, metas),
    }
    return all(pruebas[campo](valor) for campo, valor in filtro.valores.items())


def es_socia(meta: Parte, codigo: str) -> bool:
    return any(o["codigo"] == codigo for o in meta.get("organizaciones", ()))


def queda_meta(meta: Parte, actividades: set[str], filtro: Filtro) -> bool:
    """Whether a meta stands under what is left: one of its activities is there, and the partner
    asked for is hers. A meta of no activity stays with the whole tree only."""
    if not filtro.valores:
        return True
    socio = filtro.valores.get("socio")
    return bool(actividades & set(meta["actividades"])) and (not socio or es_socia(meta, socio))


# --- Words --------------------------------------------------------------------------------------


def dice(busqueda: str, actividad: Parte, objetivo: Parte, metas: list[Parte]) -> bool:
    """Whether every word stands in the activity, its objetivo or its metas, in either language.
    A code is the activity's own or of its metas and indicators; 1.1 is one activity, though it
    shares the meta 1.1.1 with others."""
    textos = [actividad["texto"], actividad["corto"], objetivo["texto"]]
    suyos = []
    for meta in metas:
        textos += [meta[c] for c in ("texto", "responsable", "socios")]
        textos += [i["texto"] for i in meta["indicadores"]]
        suyos += [meta["codigo"], *(i["codigo"] for i in meta["indicadores"])]
    todo = " ".join(plano(dicho) for texto in textos for dicho in versiones(texto))
    return all(
        esta(palabra, [actividad["codigo"], *(suyos if palabra.count(".") > 1 else ())], todo)
        for palabra in raices(busqueda)
    )


def esta(palabra: str, codigos: Iterable[str], todo: str) -> bool:
    """Whether a plain word is in a text, or a code among these: itself or one that it stands
    over. A number without a point may be either."""
    if not palabra[0].isdigit():
        return palabra in todo
    bajo = any(f"{plano(codigo)}.".startswith(f"{palabra}.") for codigo in codigos)
    return bajo or ("." not in palabra and palabra in todo.split())


def versiones(texto: str | Mapping[str, str] | None) -> list[str]:
    if isinstance(texto, str):
        return [texto]
    return [dicho for dicho in (texto or {}).values() if dicho]


def plano(texto: str) -> str:
    """Lower case without accents: "Acción" → "accion"."""
    separado = unicodedata.normalize("NFKD", texto.casefold())
    return "".join(c for c in separado if not unicodedata.combining(c))


def raices(busqueda: str) -> list[str]:
    """The words of a search, plain, without the ending of the plural."""
    palabras = ("".join(c if c.isalnum() or c == "." else " " for c in plano(busqueda))).split()
    return [singular(p) for palabra in palabras if (p := palabra.strip("."))]


def singular(palabra: str) -> str:
    if len(palabra) > 5 and palabra.endswith("es"):
        return palabra[:-2]
    return palabra[:-1] if len(palabra) > 4 and palabra.endswith("s") else palabra
