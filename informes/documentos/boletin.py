"""The quarterly bulletin: page in PDF, text for an e-mail, and what its web page says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from informes import familia
from informes.documentos import anual, comun, correo, evidencia_del_anio, narrativa
from informes.documentos.archivo import Archivo, Avisar
from informes.documentos.lectura import leer_corte
from informes.models import Difusion, EvidenciaPublicada, Informe
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/boletin.html"

CONMEMORACIONES = (
    (7, 30, gettext_lazy("Día Mundial contra la Trata de Personas")),
    (
        9,
        23,
        gettext_lazy(
            "Día Internacional contra la Explotación Sexual Comercial y la Trata de Personas"
        ),
    ),
)
"""Month, day and name of the days that the plan and the strategy name (R54)."""

CIFRAS = 2
"""Living figures in a number."""
TEXTOS = 4
"""What countries tell in a number: the first of each; all of them are on the site."""

Partes = Mapping[str, Any]


def dias(anio: int, trimestre: str) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter (``t1`` … ``t4``)."""
    mes = 3 * int(trimestre[1]) - 2
    despues = dt.date(anio + mes // 10, (mes + 2) % 12 + 1, 1)
    return dt.date(anio, mes, 1), despues - dt.timedelta(days=1)


# --- what it says ---------------------------------------------------------------------


def reunir(informe: Informe) -> dict[str, Any]:
    """What was published in the quarter besides the cut: evidence of that date, and the content
    plan's items that went out (never those only planned, nor notes)."""
    rango = dias(informe.anio, informe.sujeto)
    evidencias = (
        EvidenciaPublicada.objects.publicas()
        .filter(plan=informe.corte.plan_id, fecha__range=rango)
        .order_by("fecha", "pk")
    )
    difundido = (
        Difusion.objects.filter(publicado__range=rango)
        .select_related("publico", "medio")
        .order_by("publicado", "pk")
    )
    with translation.override(informe.idioma):
        return {
            "evidencia": [evidencia_del_anio.una(e, informe.idioma) for e in evidencias],
            "difusion": [
                {
                    "titulo": d.titulo,
                    "publico": d.publico.t.nombre,
                    "medio": d.medio.t.nombre if d.medio else "",
                    "fecha": d.publicado.isoformat() if d.publicado else "",
                    "enlace": d.enlace,
                }
                for d in difundido
            ],
        }


def contenido(informe: Informe) -> dict[str, Any]:
    """All that the number says, whatever it is printed on, in its language. Pictures aside, the
    cut and what was frozen are all it reads.

    Raises DocumentoImposible.
    """
    idioma, trimestre = informe.idioma, informe.sujeto
    partes = leer_corte(informe.corte, idioma)
    with translation.override(idioma):
        return {
            "numero": int(trimestre[1]),
            "meses": familia.TRIMESTRES[trimestre][idioma],
            "partes": partes,
            "plan": partes["inicio"]["plan"],
            "mensaje": partes["inicio"]["mensaje"],
            "destacados": destacados(partes, int(trimestre[1])),
            "cuentan": cuentan(informe, partes),
            "difusion": [
                {**d, "fecha": dt.date.fromisoformat(d["fecha"])}
                for d in informe.narrativa.get("difusion", [])
            ],
            "conmemoraciones": conmemoraciones(informe.anio, trimestre),
            "narrativa": narrativa.secciones(informe),
        }


def destacados(partes: Partes, numero: int) -> list[dict[str, Any]]:
    """Key figures of the cut; the next ones in each number of the year."""
    todos = [d for x in partes["inicio"]["destacados"] for d in anual.destacado(partes, x)]
    con_cifra = [d for d in todos if d["cifra"].hay]
    desde = CIFRAS * (numero - 1)
    return [con_cifra[(desde + i) % len(con_cifra)] for i in range(min(CIFRAS, len(con_cifra)))]


def cuentan(informe: Informe, partes: Partes) -> list[dict[str, Any]]:
    """What countries let be told of the semester that ends with this quarter, one of each."""
    numero = int(informe.sujeto[1])
    if numero % 2:
        return []
    semestre = f"{informe.anio}-{'I' if numero == 2 else 'II'}"
    # The short key of a semester is not a text: it is lost when a part is read in a language.
    de_paises = informe.corte.partes.filter(clave__startswith="pais/")
    claves = {c: p.get("textos", []) for c, p in de_paises.values_list("clave", "contenido")}
    hallados = []
    for breve in partes["inicio"]["paises"]:
        clave = f"pais/{breve['codigo']}"
        suyos = [
            leido
            for crudo, leido in zip(claves[clave], partes[clave].get("textos", []), strict=True)
            if crudo["cuando"] and crudo["cuando"]["clave"] == semestre
        ]
        hallados += [{**t, "pais": breve["nombre"], "codigo": breve["codigo"]} for t in suyos[:1]]
    return hallados[:TEXTOS]


def conmemoraciones(anio: int, trimestre: str) -> list[dict[str, Any]]:
    """The days to prepare for: those of the quarter that follows."""
    _desde, hasta = dias(anio, trimestre)
    proximo = hasta + dt.timedelta(days=1)
    desde, hasta = dias(proximo.year, f"t{proximo.month // 3 + 1}")
    fechas = ((dt.date(proximo.year, mes, dia), que) for mes, dia, que in CONMEMORACIONES)
    return [
        {"fecha": fecha, "nombre": str(que)} for fecha, que in fechas if desde <= fecha <= hasta
    ]


# --- on what it is printed ------------------------------------------------------------


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The PDF and the text for an e-mail. Raises DocumentoImposible."""
    recursos = Recursos()
    dicho = contenido(informe)
    with translation.override(informe.idioma):
        datos = {
            **comun.contexto(informe, recursos),
            **dicho,
            "evidencia": evidencia_del_anio.imprimir(
                informe.narrativa.get("evidencia", []), dicho["partes"], recursos
            ),
            "en_la_web": en_la_web(informe),
        }
        texto = carta(informe, dicho)
    return [
        comun.pdf(informe, PLANTILLA, datos, recursos, avisar),
        Archivo(texto.encode(), "txt"),
    ]


def en_la_web(informe: Informe) -> str:
    """The full address of the number's page, in its language."""
    with translation.override(informe.idioma):
        return settings.SITIO_URL + reverse("informes:boletin", args=[informe.anio, informe.sujeto])


def carta(informe: Informe, dicho: Mapping[str, Any]) -> str:
    """The number as plain text, in the language that is active."""
    corte = informe.corte
    sitio = settings.SITIO_URL + ("" if informe.idioma == "es" else "/en")
    secciones = dicho["narrativa"]
    cabeza = _("Boletín trimestral número %(n)s: %(meses)s de %(anio)s") % {
        "n": dicho["numero"],
        "meses": dicho["meses"],
        "anio": informe.anio,
    }
    bloques = [
        "CORETT",
        correo.parrafo(
            _("Coalición Regional contra la Trata de Personas y el Tráfico Ilícito de Migrantes")
        ),
        correo.titulo(cabeza, "="),
        _("Datos de demostración: todas las cifras son ficticias") if corte.demo else "",
        *escrita(secciones.get("editorial")),
        *escrita(secciones.get("noticias")),
        correo.titulo(
            _("La región en cifras, al %(fecha)s")
            % {"fecha": date_format(corte.fecha, "DATE_FORMAT")}
        ),
        correo.parrafo(f"{dicho['mensaje']}."),
        correo.lista(renglon(d) for d in dicho["destacados"]),
        correo.parrafo(
            _("Datos al %(fecha)s.") % {"fecha": date_format(corte.fecha, "DATE_FORMAT")}
        ),
        correo.parrafo(_("[c] confidencial · [x] sin dato · [z] no aplica · [p] provisional")),
        *con_titulo(_("Lo que cuentan los países"), map(renglon_de_pais, dicho["cuentan"])),
        *con_titulo(
            _("Evidencia publicada"),
            (f"{e['titulo']}: {e['direccion']}" for e in informe.narrativa.get("evidencia", [])),
        ),
        *con_titulo(_("Lo que se difundió"), map(renglon_de_difusion, dicho["difusion"])),
        *escrita(secciones.get("fechas")),
        *con_titulo(
            _("Días que se acercan"),
            (
                f"{date_format(c['fecha'], 'DATE_FORMAT')}: {c['nombre']}"
                for c in dicho["conmemoraciones"]
            ),
        ),
        *acreditadas(informe.narrativa.get("creditos") or {}),
        correo.titulo(_("Dónde pedir ayuda")),
        correo.parrafo(_("Líneas verificadas de cada país y qué pasa al llamar:")),
        f"{sitio}/ayuda-victimas/",
        correo.titulo(_("Acerca de este boletín")),
        correo.lista(
            [
                _("En la web: %s") % en_la_web(informe),
                _("En PDF: %s") % (settings.SITIO_URL + informe.get_absolute_url()),
                _("Compruebe sus datos: %s") % f"{settings.SITIO_URL}/verificar/{corte.huella}/",
                _("Contacto y suscripción: por confirmar"),
            ]
        ),
    ]
    return correo.juntar(bloques)


def escrita(seccion: narrativa.Impresa | None) -> list[str]:
    """A written section with its heading, if there is one."""
    if seccion is None:
        return []
    nota = correo.parrafo(seccion.nota) if seccion.nota else ""
    return [correo.titulo(seccion.titulo), correo.de_html(seccion.html), nota]


def acreditadas(creditos: Mapping[str, Any]) -> list[str]:
    """The credits, without pictures."""
    organizaciones = [
        f"{o['nombre']} ({o['sigla']})" if o["sigla"] and o["sigla"] != o["nombre"] else o["nombre"]
        for o in creditos.get("organizaciones", ())
    ]
    dichos = [correo.parrafo(str(creditos.get("texto") or "")), correo.lista(organizaciones)]
    return [correo.titulo(_("Créditos")), *dichos] if any(dichos) else []


def con_titulo(titulo: str, renglones: Any) -> list[str]:
    puntos = correo.lista(renglones)
    return [correo.titulo(titulo), puntos] if puntos else []


def renglon(d: Mapping[str, Any]) -> str:
    """A key figure with its base: no figure without what it stands on."""
    nombre = ": ".join(parte for parte in (d["nombre"], d["categoria"]) if parte)
    base = f" ({d['cobertura']})" if d["cobertura"] else ""
    return f"{nombre}, {d['cifra'].anio}: {d['cifra'].completa}{base}. {d['regla']}."


def renglon_de_pais(t: Mapping[str, Any]) -> str:
    return f"{t['pais']} ({t['actividad']['codigo']}, {t['cuando']}): {t['texto']}"


def renglon_de_difusion(d: Mapping[str, Any]) -> str:
    cuando = date_format(d["fecha"], "DATE_FORMAT")
    partes = (d["titulo"], d["publico"], d["medio"], cuando, d["enlace"])
    return ". ".join(parte.rstrip(".") for parte in partes if parte)
