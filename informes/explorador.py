"""The plan explorer: which activities of the cut are shown, by eje, country, state, partner, words.

Pure work on the parts of a cut. The filters come from the address: whatever is not understood is
told in a sentence and left aside, never an error.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from informes import graficos
from informes.figuras import Parte, en_idioma, idioma_actual

LARGO = 100
"""Characters of a search that are looked at."""

ESTADOS = ("completada", "en_curso", "no_iniciada", "suspendida", "con_retraso", "no_aplica",
           "sin_dato")  # fmt: skip
CAMPOS = ("q", "eje", "estado", "pais", "socio")


@dataclass
class Filtros:
    """What was asked for. ``valores`` has the filters that hold, by field; ``opciones`` what each
    select offers; ``quejas`` a sentence for each value that is none of them."""

    valores: dict[str, str] = field(default_factory=dict)
    opciones: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    quejas: list[str] = field(default_factory=list)

    @property
    def chips(self) -> list[Parte]:
        """Each filter that holds in words, with the address without it."""
        return [
            {"texto": self.en_palabras(campo), "url": direccion(self.sin(campo))}
            for campo in self.valores
        ]

    def en_palabras(self, campo: str) -> str:
        valor = self.valores[campo]
        if campo == "q":
            return _("«%(texto)s»") % {"texto": valor}
        return dict(self.opciones[campo])[valor]

    def sin(self, campo: str) -> dict[str, str]:
        return {c: v for c, v in self.valores.items() if c != campo}


def direccion(valores: Mapping[str, str]) -> str:
    """``?eje=1&pais=gt``; ``.`` (this page as it is) without filters."""
    consulta = QueryDict(mutable=True)
    consulta.update(dict(valores))
    return f"?{consulta.urlencode()}" if valores else "."


def leer(datos: Mapping[str, Any], opciones: dict[str, list[tuple[str, str]]]) -> Filtros:
    """The filters of an address."""
    filtros = Filtros(opciones=opciones)
    quejas = {
        "eje": _("El plan no tiene el eje «%(valor)s»."),
        "estado": _("No hay ningún estado «%(valor)s»."),
        "pais": _("Ningún país de la Coalición tiene el código «%(valor)s»."),
        "socio": _("Ningún socio del plan tiene el código «%(valor)s»."),
    }
    no_se_aplica = _("Ese filtro no se aplica.")
    for campo in CAMPOS:
        valor = str(datos.get(campo, "")).strip()
        if not valor:
            continue
        if campo == "q":
            if len(valor) > LARGO:
                filtros.quejas.append(_("Se buscan solo las primeras %(n)s letras.") % {"n": LARGO})
            filtros.valores["q"] = valor[:LARGO]
        elif valor in dict(opciones[campo]):
            filtros.valores[campo] = valor
        else:
            dicho = valor if len(valor) <= 40 else f"{valor[:40]}…"
            filtros.quejas.append(quejas[campo] % {"valor": dicho} + " " + no_se_aplica)
    if "pais" in filtros.valores and filtros.valores.get("estado") == "con_retraso":
        del filtros.valores["estado"]
        filtros.quejas.append(_("El retraso se dice solo de la región.") + " " + no_se_aplica)
    return filtros


def opciones(plan: Parte, metas: Mapping[int, list[Parte]], paises: list[Parte]) -> Any:
    """What each select offers. Partners are those of the metas; an older cut names none."""
    estados = graficos.MARCA["estados"]
    idioma = idioma_actual()
    socios = {
        o["codigo"]: en_idioma(o["nombre"])
        for suyas in metas.values()
        for meta in suyas
        for o in meta.get("organizaciones", ())
    }
    return {
        "eje": [
            (str(e["numero"]), _("Eje %(n)s: %(nombre)s")
             % {"n": e["numero"], "nombre": en_idioma(e["nombre"])})
            for e in plan["ejes"]
        ],
        "estado": [(clave, estados[clave]["palabra"][idioma][0]) for clave in ESTADOS],
        "pais": [(p["codigo"], en_idioma(p["nombre"])) for p in paises],
        "socio": sorted(socios.items(), key=lambda par: plano(par[1])),
    }  # fmt: skip


# --- The tree -----------------------------------------------------------------------------------


def explorar(
    plan: Parte, metas: Mapping[int, list[Parte]], filtros: Filtros, pais: Parte | None
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
                and pasa(mostrada, objetivo, eje, de_actividad[actividad["codigo"]], filtros)
            ]
            if quedan:
                codigos = {a["codigo"] for a in quedan}
                objetivos.append(
                    {
                        **objetivo,
                        "actividades": quedan,
                        "metas": [m for m in de_aqui if queda_meta(m, codigos, filtros)],
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


def pasa(
    actividad: Parte, objetivo: Parte, eje: Parte, metas: list[Parte], filtros: Filtros
) -> bool:
    """Whether every filter lets an activity through."""
    pruebas: dict[str, Callable[[str], bool]] = {
        "eje": lambda valor: str(eje["numero"]) == valor,
        "estado": lambda valor: valor in (actividad["mostrado"], actividad.get("semaforo")),
        "pais": lambda valor: True,
        "socio": lambda valor: any(es_socia(m, valor) for m in metas),
        "q": lambda valor: dice(valor, actividad, objetivo, metas),
    }
    return all(pruebas[campo](valor) for campo, valor in filtros.valores.items())


def es_socia(meta: Parte, codigo: str) -> bool:
    return any(o["codigo"] == codigo for o in meta.get("organizaciones", ()))


def queda_meta(meta: Parte, actividades: set[str], filtros: Filtros) -> bool:
    """Whether a meta stands under what is left: one of its activities is there, and the partner
    asked for is hers. A meta of no activity stays with the whole tree only."""
    if not filtros.valores:
        return True
    socio = filtros.valores.get("socio")
    return bool(actividades & set(meta["actividades"])) and (not socio or es_socia(meta, socio))


# --- Words --------------------------------------------------------------------------------------


def dice(busqueda: str, actividad: Parte, objetivo: Parte, metas: list[Parte]) -> bool:
    """Whether every word stands in the activity, its objetivo or its metas, in either language."""
    textos = [actividad["codigo"], actividad["texto"], actividad["corto"], objetivo["texto"]]
    for meta in metas:
        textos += [meta["codigo"], *(meta[c] for c in ("texto", "responsable", "socios"))]
        textos += [texto for i in meta["indicadores"] for texto in (i["codigo"], i["texto"])]
    todo = " ".join(plano(dicho) for texto in textos for dicho in versiones(texto))
    return all(palabra in todo for palabra in raices(busqueda))


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
    return [singular(p) for p in palabras]


def singular(palabra: str) -> str:
    if len(palabra) > 5 and palabra.endswith("es"):
        return palabra[:-2]
    return palabra[:-1] if len(palabra) > 4 and palabra.endswith("s") else palabra
