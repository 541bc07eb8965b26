"""The national report: one country's year, from its part of a cut and what it lets be told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes import graficos
from informes.documentos import anual, comun, evidencia_del_anio, figuras, piezas, sobre_si
from informes.documentos.archivo import Archivo, Avisar, DocumentoImposible
from informes.documentos.lectura import Cifra, leer_corte
from informes.formato import numero
from informes.models import EvidenciaPublicada, Informe
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/nacional.html"

SIN_NUMERO = {"hito", "documento"}
"""Types of Dato whose figure is a text."""

CLAVES_POR_EJE = 2
"""Key figures of each eje: those of the region first, then in the plan's order, so that they are
the same for every country."""

DE_LOS_PAISES = {"suma", "suma_mas_regional", "cociente", "paises_que_cumplen"}
"""Rules by which a regional figure comes from the countries': it may stand beside one of them."""

Partes = Mapping[str, Any]


def reunir(informe: Informe) -> dict[str, Any]:
    """The published evidence of the country and year."""
    publicadas = (
        EvidenciaPublicada.objects.publicas()
        .filter(plan=informe.corte.plan_id, pais__codigo=informe.sujeto, anio=informe.anio)
        .order_by("pk")
    )
    return {"evidencia": [evidencia_del_anio.una(e, informe.idioma) for e in publicadas]}


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The report as one PDF. Raises DocumentoImposible when the cut does not have the country."""
    recursos = Recursos()
    with translation.override(informe.idioma):
        datos = contexto(informe, recursos)
    return [comun.pdf(informe, PLANTILLA, datos, recursos, avisar)]


def contexto(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """Everything the templates say, in the language of the report."""
    idioma = informe.idioma
    partes = leer_corte(informe.corte, idioma)
    parte = partes.get(f"pais/{informe.sujeto}")
    if parte is None:
        raise DocumentoImposible(_("El corte no tiene ese país: elija otro corte u otro país."))
    filas = [fila for bloque in parte["datos"] for fila in series(partes, bloque)]
    principales = elegidos(partes, parte)
    cifras = [f for f in filas if f["dato"]["tipo"] not in SIN_NUMERO]
    return {
        **comun.contexto(informe, recursos),
        "pais": parte,
        "plan": partes["inicio"]["plan"],
        "lugar": lugar(informe.sujeto, recursos),
        "estados": [{"clave": c, "nombre": piezas.nombre(c, idioma)} for c in piezas.ESTADOS],
        "con_estado": piezas.con_estado(parte),
        "aprobados": sum(r["aprobado"] for r in parte["reportes"]),
        "faltan": [r["cuando"] for r in parte["reportes"] if not r["aprobado"]],
        "dibujo": figuras.distribucion(
            recursos, _("Actividades por estado"), parte["distribucion"], idioma
        ),
        "claves": claves(principales, parte, informe.anio),
        "ejes": [eje(partes, e, recursos, idioma) for e in parte["ejes"] if e["actividades"]],
        "graficos": piezas.de_dos_en_dos(dibujos(principales, recursos, idioma)),
        "tablas": tablas(parte, cifras),
        "hay_region": any(f["region"] for f in cifras),
        "sin_cifra": [nombre_de(f) for f in cifras if not hay(f)],
        "hitos": [h for f in filas if f["dato"]["tipo"] in SIN_NUMERO if (h := hito(f))],
        "metas": metas(partes, parte, idioma),
        "evidencia": evidencia_del_anio.imprimir(
            informe.narrativa.get("evidencia", []), partes, recursos
        ),
        "metodo": partes["metodo"],
        "limite": sobre_si.limite({f"pais/{informe.sujeto}": parte}),
    }


def lugar(codigo: str, recursos: Recursos) -> str:
    """The motif of the covers with the country's point marked: the address of the drawing."""
    blanco = graficos.COLOR["blanco"]
    dibujo = graficos.motivo(blanco, blanco)
    puntos = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', dibujo)
    donde = dict(zip(graficos.MARCA["motivo"]["puntos"], puntos, strict=True)).get(codigo)
    # What is faint is faint here, so that the mark is not.
    dibujo = dibujo.replace("<path", '<g opacity=".45"><path').replace("</svg>", "</g></svg>")
    if donde:
        x, y = donde
        marca = f'<circle cx="{x}" cy="{y}" r="11"/><circle cx="{x}" cy="{y}" r="19" fill="none"'
        marca += f' stroke="{blanco}" stroke-width="1.6"/>'
        dibujo = dibujo.replace("</svg>", f'<g fill="{blanco}">{marca}</g></svg>')
    # The outermost points are at the edge: room for the ring.
    return recursos.agregar(dibujo.replace('viewBox="0 0 600 270"', 'viewBox="-16 -16 632 302"'))


# --- figures --------------------------------------------------------------------------


def series(partes: Partes, bloque: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each series of a country's Dato, with the region's last figure where it comes from the
    countries' (``region`` is None elsewhere)."""
    regional = partes[f"indicador/{bloque['indicador']}"]["bloque"]
    comparable = regional["dato"]["regla_region"] in DE_LOS_PAISES
    ultimas = {s["categoria"]: s["region"][-1] for s in regional["series"] if s["region"]}
    for serie in bloque["series"]:
        region = ultimas.get(serie["categoria"]) if comparable else None
        yield {
            "eje": bloque["eje"],
            "dato": bloque["dato"],
            "categoria": serie["nombre"] or "",
            "cifras": serie["cifras"],
            "region": region,
            "cobertura": figuras.cobertura(region) if region else "",
        }


def hay(fila: Mapping[str, Any]) -> bool:
    return any(cifra.hay for cifra in fila["cifras"])


def nombre_de(fila: Mapping[str, Any]) -> str:
    return ": ".join(p for p in (fila["dato"]["nombre"], fila["categoria"]) if p)


def elegidos(partes: Partes, parte: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The Datos of the country's key figures. Sensitive ones are not among them."""
    destacados = {d["dato"] for d in partes["inicio"]["destacados"]}
    de_numero = [
        b
        for b in parte["datos"]
        if b["dato"]["tipo"] not in SIN_NUMERO and not b["dato"]["sensible"]
    ]
    por_eje = [
        sorted(
            (b for b in de_numero if b["eje"] == e["numero"]),
            key=lambda b: b["dato"]["codigo"] not in destacados,
        )[:CLAVES_POR_EJE]
        for e in parte["ejes"]
    ]
    return [bloque for suyos in por_eje for bloque in suyos]


def claves(
    bloques: Sequence[Mapping[str, Any]], parte: Mapping[str, Any], anio: int
) -> list[dict[str, Any]]:
    """Key figures as the country has them, with what they stand on and the year before (compared
    only where both are exact). Empty when it has none of them."""
    de_ese_anio = [r["aprobado"] for r in parte["reportes"] if r["cuando"].startswith(str(anio))]
    base = ngettext(
        "%(n)s de %(de)s reporte semestral de %(anio)s aprobado",
        "%(n)s de %(de)s reportes semestrales de %(anio)s aprobados",
        len(de_ese_anio),
    ) % {"n": sum(de_ese_anio), "de": len(de_ese_anio), "anio": anio}
    hechas = [
        {
            "nombre": b["dato"]["nombre"],
            "eje": b["eje"],
            "cifra": b["series"][0]["cifras"][-1],
            "base": base,
            "antes": anual.antes(b["series"][0]["cifras"]),
        }
        for b in bloques
        if b["series"][0]["cifras"]
    ]
    return hechas if any(h["cifra"].hay for h in hechas) else []


def tablas(parte: Mapping[str, Any], filas: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The series that have a figure, by eje."""
    return [
        {"numero": e["numero"], "nombre": e["nombre"], "filas": suyas}
        for e in parte["ejes"]
        if (suyas := [f for f in filas if f["eje"] == e["numero"] and hay(f)])
    ]


def dibujos(
    bloques: Sequence[Mapping[str, Any]], recursos: Recursos, idioma: str
) -> list[figuras.Figura]:
    """A chart of each key figure that has two years at least and is not always nought."""
    return [
        dibujo(bloque, recursos, idioma)
        for bloque in bloques
        if sum(c.hay for c in bloque["series"][0]["cifras"]) > 1
        and any(c.valor for c in bloque["series"][0]["cifras"])
    ]


def dibujo(bloque: Mapping[str, Any], recursos: Recursos, idioma: str) -> figuras.Figura:
    dato, cifras = bloque["dato"], bloque["series"][0]["cifras"]
    tope = 100 if dato["tipo"] == "porcentaje" else max(c.valor or 0 for c in cifras)
    filas = [figuras.fila(c) for c in cifras]
    color = figuras.color_de_eje(bloque["eje"])
    svg = graficos.barras(
        dato["nombre"], "", filas, dato["unidad"], idioma, color, tope, figuras.MEDIO
    )
    alt = "; ".join(f"{f.etiqueta}: {graficos.palabras(f, idioma)}" for f in filas)
    url = recursos.agregar(figuras.a_medida(svg, figuras.MEDIO))
    unidad = dato["unidad"] or dato["nombre"]
    return figuras.Figura(
        mensaje(dato["nombre"], cifras),
        f"{unidad[:1].upper()}{unidad[1:]}, {cifras[0].anio}-{cifras[-1].anio}.",
        _("reportes nacionales aprobados"),
        (figuras.Dibujo(url, f"{dato['nombre']}. {alt}"),),
    )


def mensaje(nombre: str, cifras: Sequence[Cifra]) -> str:
    """What a chart says, as its title: from the first year to the last, where both are exact."""
    if not (cifras[0].exacta and cifras[-1].exacta):
        return nombre
    return _("%(nombre)s: %(antes)s en %(anio)s, %(ahora)s en %(ultimo)s") % {
        "nombre": nombre,
        "antes": cifras[0].dicha,
        "anio": cifras[0].anio,
        "ahora": cifras[-1].dicha,
        "ultimo": cifras[-1].anio,
    }


def hito(fila: Mapping[str, Any]) -> figuras.Hito | None:
    """How far a milestone or document of the country is."""
    for cifra in reversed(fila["cifras"]):
        if cifra.texto:
            return figuras.Hito(nombre_de(fila), cifra.completa, str(cifra.anio or ""))
    return None


# --- activities and targets -----------------------------------------------------------


def eje(partes: Partes, suyo: Mapping[str, Any], recursos: Recursos, idioma: str) -> dict[str, Any]:
    """An eje: the country's states, and of each activity how many countries completed it."""
    estados = [a["estado"] for a in suyo["actividades"]]
    cuenta = {estado: estados.count(estado) for estado in piezas.ESTADOS}
    return {
        **suyo,
        "dibujo": figuras.distribucion(recursos, suyo["nombre"], cuenta, idioma, leyenda=False),
        "dicho": piezas.contados(cuenta, idioma),
        "actividades": [
            {
                **a,
                "nombre_estado": piezas.nombre(a["estado"], idioma),
                "completaron": piezas.actividad(partes[f"actividad/{a['codigo']}"], idioma)[
                    "completaron"
                ],
            }
            for a in suyo["actividades"]
        ],
    }


def metas(partes: Partes, parte: Mapping[str, Any], idioma: str) -> list[dict[str, Any]]:
    """The targets that the plan sets for each country, in its order, and whether this one
    reaches them. What is masked is not compared."""
    propias = {
        b["dato"]["codigo"]: {c.anio: c for c in b["series"][0]["cifras"]}
        for b in parte["datos"]
        if not b["dato"]["sensible"]
    }
    anios = parte["anios"]
    return [
        meta(indicador, fila, propias[indicador["dato"]], anios, idioma)
        for indicador in indicadores(partes)
        if indicador.get("dato") in propias
        for fila in partes[f"indicador/{indicador['codigo']}"]["metas_numericas"]
        if fila["alcance"] == "cada_pais" and (fila["anio"] is None or fila["anio"] in anios)
    ]


def indicadores(partes: Partes) -> Iterator[Mapping[str, Any]]:
    for e in partes["inicio"]["ejes"]:
        for objetivo in partes[f"eje/{e['numero']}"]["objetivos"]:
            for suya in partes[f"objetivo/{objetivo['numero']}"]["metas"]:
                yield from suya["indicadores"]


def meta(
    indicador: Mapping[str, Any],
    fila: Mapping[str, Any],
    propias: Mapping[int, Cifra],
    anios: Sequence[int],
    idioma: str,
) -> dict[str, Any]:
    """A target beside the country's figure of its year; of the last one when it is for the whole
    plan, as the region counts who reaches it (``informes.panorama``)."""
    cifra = propias.get(fila["anio"] or anios[-1])
    clave, dicho = "sin_dato", _("sin dato")
    if cifra is not None and cifra.valor is not None:
        if cifra.valor >= fila["objetivo"]:
            clave, dicho = "completada", _("alcanzada")
        elif cifra.marca == "p":
            clave, dicho = "en_curso", _("todavía no: falta parte del año")
        else:
            clave, dicho = "no_iniciada", _("no alcanzada")
    return {
        "codigo": indicador["codigo"],
        "texto": indicador["texto"],
        "anio": fila["anio"],
        "meta": numero(fila["objetivo"], idioma),
        "cifra": cifra.completa if cifra else "[x]",
        "clave": clave,
        "dicho": dicho,
    }
