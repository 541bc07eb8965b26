"""The data annex: everything a cut publishes, as a workbook and as a data package."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from informes import citas, graficos, proyectos, vocabulario
from informes.documentos import anexo_libro, anexo_paquete, sobre_si
from informes.documentos.anexo_libro import Columna, Hoja
from informes.documentos.anexo_paquete import Paquete
from informes.documentos.anexo_tablas import CUENTAS, Fila, Tabla, tablas
from informes.documentos.archivo import Archivo, Avisar
from informes.documentos.lectura import Cifra, leer_corte
from informes.models import Informe

MARCAS = ("c", "x", "z", "p", "r")


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The workbook, and beside it the same tables as CSV with their schema."""
    corte, idioma = informe.corte, informe.idioma
    with translation.override(idioma):
        partes = leer_corte(corte, idioma)
        hechas = tablas(corte, idioma)
        dicho = list(acerca(informe, partes))
        avisar(20)
        nota = _("Corte %(huella)s, con datos al %(fecha)s.") % {
            "huella": corte.huella[:16],
            "fecha": date_format(corte.fecha),
        }
        if corte.demo:
            nota = f"{_('Datos de demostración: cifras ficticias.')} {nota}"
        libro = anexo_libro.escribir(corte, idioma, dicho, list(hojas(hechas, partes)), nota)
        avisar(70)
        nombre = f"corett-{informe.nombre_direccion}-{informe.anio}"
        de = Paquete(corte, idioma, nombre, lambda: titulo(informe))
        paquete = anexo_paquete.escribir(de, hechas, dicho)
    return [Archivo(libro, "xlsx"), Archivo(paquete, "zip")]


def hojas(hechas: list[Tabla], partes: Mapping[str, Any]) -> Iterator[Hoja]:
    """The sheets after the first: those people look for; the package has every table."""
    por = {t.nombre: t for t in hechas}
    # Said once in the first sheet; in the CSV each row says it.
    yield anexo_libro.de_tabla(por["cifras"], sin=("corte", "datos_al", "demostracion"), fijas=2)
    yield matriz(partes)
    yield anexo_libro.de_tabla(por["paises"], fijas=3)
    yield anexo_libro.de_tabla(por["datos"], fijas=2, papeles=2, palabras=vocabulario.de_datos())
    yield anexo_libro.de_tabla(por["cobertura"], fijas=2)
    if "proyectos" in por and por["proyectos"].filas:
        etapas, estados = de_textos(proyectos.ETAPAS), de_textos(proyectos.ESTADOS)
        yield anexo_libro.de_tabla(por["proyectos"], fijas=2, papeles=2, palabras={"etapa": etapas})
        yield anexo_libro.de_tabla(por["aportes"], fijas=2, palabras={"estado": estados})
    yield Hoja(
        _("Diccionario"),
        _("Qué es cada columna, y cómo se llama en los archivos CSV del paquete de datos."),
        [Columna(_("Archivo"), 18), Columna(_("Campo"), 24), Columna(_("Columna"), 28),
         Columna(_("Tipo"), 11), Columna(_("Qué es"), 80)],
        anexo_paquete.filas_del_diccionario(hechas),
        fijas=2,
    )  # fmt: skip


def de_textos(textos: Mapping[str, Mapping[str, str]]) -> dict[Any, str]:
    idioma = translation.get_language() or "es"
    return {codigo: texto[idioma] for codigo, texto in textos.items()}


# --- the printed matrix ----------------------------------------------------------------


def matriz(partes: Mapping[str, Any]) -> Hoja:
    """The plan as printed, a row for each indicator of an activity, with its last figure."""
    return Hoja(
        _("Matriz"),
        _("El plan como está impreso, con el estado de cada actividad y la última cifra de cada"
          " indicador."),
        [
            Columna(_("Eje"), 5), Columna(_("Objetivo"), 10), Columna(_("Actividad"), 9),
            Columna(_("Texto de la actividad"), 34), Columna(_("Estado"), 11),
            Columna(_("Completadas"), 13), Columna(_("Países"), 8), Columna(_("Meta"), 8),
            Columna(_("Texto de la meta"), 30), Columna(_("Responsable"), 20),
            Columna(_("Plazo"), 14), Columna(_("Planeamiento"), 34),
            Columna(_("Socios estratégicos"), 22),
            Columna(_("Indicador"), 9), Columna(_("Texto del indicador"), 32),
            Columna(_("Año"), 6, anio=True), Columna(_("Valor"), 10), Columna(_("Mínimo"), 8),
            Columna(_("Máximo"), 8), Columna(_("Texto"), 16), Columna(_("Marca"), 7),
            Columna(_("Países que reportaron"), 10), Columna(_("Países esperados"), 10),
        ],
        list(filas_de_matriz(partes)),
        fijas=3,
        color="tinta",
        papeles=2,
    )  # fmt: skip


def filas_de_matriz(partes: Mapping[str, Any]) -> Iterator[Fila]:
    for eje in partes["plan"]["ejes"]:
        for breve in eje["objetivos"]:
            objetivo = partes[f"objetivo/{breve['numero']}"]
            sueltas = {m["codigo"]: m for m in objetivo["metas"]}
            for actividad in objetivo["actividades"]:
                antes = [eje["numero"], objetivo["numero"], *de_actividad(actividad)]
                suyas = [m for m in objetivo["metas"] if sirve(m, actividad["codigo"], partes)]
                for meta in suyas:
                    sueltas.pop(meta["codigo"], None)
                    propios = suyos(meta, actividad["codigo"], partes)
                    yield from renglones([*antes, *de_meta(meta)], propios, partes)
                if not suyas:
                    yield [*antes, *de_meta(None), *de_indicador(None, None)]
            for meta in sueltas.values():
                antes = [eje["numero"], objetivo["numero"], *[None] * 5, *de_meta(meta)]
                yield from renglones(antes, meta["indicadores"], partes)


def sirve(meta: Mapping[str, Any], actividad: str, partes: Mapping[str, Any]) -> bool:
    return actividad in meta["actividades"] or bool(suyos(meta, actividad, partes))


def suyos(meta: Mapping[str, Any], actividad: str, partes: Mapping[str, Any]) -> list[Any]:
    """The indicators of a target that are asked in an activity."""
    return [
        i
        for i in meta["indicadores"]
        if partes[f"indicador/{i['codigo']}"]["actividad"]["codigo"] == actividad
    ]


def renglones(
    antes: list[Any], indicadores: list[Any], partes: Mapping[str, Any]
) -> Iterator[Fila]:
    """One for each indicator, or for each crime of a protected one; one if there is none."""
    if not indicadores:
        yield [*antes, *de_indicador(None, None)]
    for indicador in indicadores:
        bloque = partes[f"indicador/{indicador['codigo']}"]["bloque"]
        series = bloque["series"] if bloque else []
        if bloque and not bloque["dato"]["sensible"]:
            series = series[:1]
        cifras = [(s["nombre"], s["region"][-1]) for s in series if s["region"]]
        for nombre, cifra in cifras or [(None, None)]:
            yield [*antes, *de_indicador(indicador, cifra, nombre or "")]


def de_actividad(a: Mapping[str, Any]) -> list[Any]:
    """``Completadas`` of ``Países`` that are asked; none where only the region is."""
    estado = graficos.MARCA["estados"][a["estado"]]["palabra"][translation.get_language()][0]
    cuentas = a["paises"] or {}
    return [
        a["codigo"], a["texto"], estado, cuentas.get("completada"),
        sum(cuentas.get(c, 0) for c in CUENTAS) if cuentas else None,
    ]  # fmt: skip


def de_meta(meta: Mapping[str, Any] | None) -> list[Any]:
    campos = ("codigo", "texto", "responsable", "plazo", "planeamiento", "socios")
    return [meta[c] if meta else None for c in campos]


def de_indicador(
    indicador: Mapping[str, Any] | None, cifra: Cifra | None, serie: str = ""
) -> list[Any]:
    if indicador is None:
        return [None] * 10
    texto = f"{indicador['texto']} ({serie})" if serie else indicador["texto"]
    if cifra is None:
        return [indicador["codigo"], texto, *[None] * 8]
    return [
        indicador["codigo"], texto, cifra.anio, cifra.valor, cifra.minimo, cifra.maximo,
        cifra.texto, cifra.marca, cifra.reportaron if cifra.esperados else None,
        cifra.esperados or None,
    ]  # fmt: skip


# --- what it says of itself --------------------------------------------------------------


def acerca(informe: Informe, partes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and text, the title first: the first sheet and the README say the same."""
    corte, metodo = informe.corte, partes["metodo"]
    yield _("Título"), titulo(informe)
    if corte.demo:
        yield (
            _("Aviso"),
            _("El plan es el real; todas las cifras y los estados son ficticios, de demostración."),
        )
    yield (
        _("Qué es"),
        _("Todas las cifras publicadas del %(plan)s, con el plan, los países y la ficha de cada"
          " dato. Son las mismas del sitio y de los informes hechos con este corte.")
        % {"plan": partes["inicio"]["plan"]},
    )  # fmt: skip
    yield _("Datos al"), date_format(corte.fecha)
    yield _("Semestres"), ", ".join(metodo["semestres"])
    yield _("Cobertura"), cobertura(metodo)
    yield _("Marcas"), marcas(sobre_si.limite(partes))
    yield (
        _("Cómo se leen"),
        _("Una cifra exacta está en «Valor». Una protegida está entre «Mínimo» y «Máximo»."
          " Una celda vacía no es un cero: la marca dice por qué falta."),
    )  # fmt: skip
    yield _("Licencia"), str(anexo_paquete.LICENCIA)
    yield _("Cómo citar"), citas.cita(corte, _("Anexo de datos %(anio)s") % {"anio": informe.anio})
    yield _("Huella SHA-256 del corte"), corte.huella
    yield _("Compruébelo en"), f"{settings.SITIO_URL}/verificar/{corte.huella}/"
    yield _("Dirección permanente"), settings.SITIO_URL + informe.get_absolute_url()


def titulo(informe: Informe) -> str:
    dicho = _("Anexo de datos %(anio)s") % {"anio": informe.anio}
    aviso = _("datos de demostración, cifras ficticias")
    return f"{dicho} ({aviso})" if informe.corte.demo else dicho


def cobertura(metodo: Mapping[str, Any]) -> str:
    return _(
        "%(nacionales)s de %(nacionales_de)s reportes nacionales y %(regionales)s de"
        " %(regionales_de)s regionales están aprobados y cuentan."
    ) % sobre_si.aprobados(metodo)


def marcas(limite: int | None) -> str:
    """The key of the marks, with the end of the band where there is one."""
    dichas = graficos.MARCA["marcas"]
    clave = "; ".join(f"{m}: {dichas[m][translation.get_language()]}" for m in MARCAS)
    if limite is None:
        return f"{clave}."
    return f"{clave}. " + _(
        "Las cifras pequeñas de casos y denuncias, de 1 a %(limite)s, se publican como intervalo."
    ) % {"limite": limite}
