"""A report described as a workbook: its activities, its Datos, last period's answers beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from actores.demostracion import aviso_de_demostracion
from planes import agenda
from planes.cuestionario import Hoja as Pagina
from planes.entrada import Entrada
from planes.models import Avance, Categoria, Dato, Desagregacion, Valor
from planes.numeros import mostrar_numero
from planes.progreso import Progreso
from planes.propuestas import Propuesta
from planes.respuestas import en_palabras

from . import firma
from .instrucciones import ficha_de_reporte, instrucciones_de_reporte
from .modelo import (
    FECHA,
    NUMERO,
    OPCION,
    Columna,
    Descripcion,
    Fila,
    Hoja,
    Opciones,
    numero_canonico,
    texto_canonico,
)

ACTIVIDADES, DATOS = "actividades", "datos"
SI, NO = "si", "no"
PARTE = "numero"
"""The column in which a category's number stands."""

CAMPOS: dict[str, tuple[str, ...]] = {
    Dato.Tipo.CONTEO: ("numero",),
    Dato.Tipo.PERSONAS: ("numero",),
    Dato.Tipo.MONTO: ("numero",),
    Dato.Tipo.PORCENTAJE: ("numerador", "denominador"),
    Dato.Tipo.HITO: ("etapa", "fecha"),
    Dato.Tipo.DOCUMENTO: ("documento", "fecha"),
}
"""The fields of an answer by the Dato's type; all have ``ausencia`` and ``nota`` besides."""

COLUMNA_DE = {"numerador": "numero"}
"""Where a field's column has another key."""


def id_de_actividad(pagina: Pagina) -> str:
    return f"a{pagina.actividad.pk}"


def id_de_dato(dato: Dato, categoria: Categoria | None = None) -> str:
    return f"d{dato.pk}" if categoria is None else f"d{dato.pk}.c{categoria.pk}"


def describir_reporte(
    progreso: Progreso,
    *,
    aviso: str = "",
    propuestas: Mapping[int, Propuesta] | None = None,
    ajenas: frozenset[int] = frozenset(),
) -> Descripcion:
    """The workbook of a report in the language that is active. ``propuestas``, what the
    registers add up to, are only shown; ``ajenas`` are ids of activities that this person does
    not fill."""
    reporte = progreso.reporte
    return Descripcion(
        cabecera={
            "formato": firma.FORMATO,
            "tipo": "reporte",
            "referencia": reporte.referencia,
            "plan": reporte.periodo.plan.codigo,
            "periodo": reporte.periodo.clave,
            "pais": reporte.pais.codigo if reporte.pais else "regional",
            "idioma": (get_language() or "es")[:2],
        },
        instrucciones=instrucciones_de_reporte(),
        ficha=ficha_de_reporte(progreso, agenda.linea_de(reporte)),
        hojas=(
            hoja_de_actividades(progreso, ajenas),
            hoja_de_datos(progreso, propuestas or {}, ajenas),
        ),
        listas=listas_de(progreso),
        titulo=f"CORETT · {reporte.nombre_informante} · {reporte.periodo}",
        aviso=aviso,
        demostracion=aviso_de_demostracion(),
    )


def listas_de(progreso: Progreso) -> dict[str, Opciones]:
    listas: dict[str, Opciones] = {
        "estado": [(c, str(n)) for c, n in Avance.Estado.choices],
        "si_no": [(SI, _("Sí")), (NO, _("No"))],
        "ausencia": [(c, str(n)) for c, n in Valor.Ausencia.choices],
    }
    for dato in progreso.cuestionario.datos:
        if dato.tipo == Dato.Tipo.HITO:
            listas[f"etapas-{dato.pk}"] = [(e.codigo, str(e)) for e in dato.etapas.all()]
    return listas


# --- Activities ------------------------------------------------------------------------------


def nombres_de_textos() -> dict[str, str]:
    """What each narrative is called, as on its page."""
    return {
        "logros": _("¿Qué se logró?"),
        "limitaciones": _("Limitaciones"),
        "facilitadores": _("Factores facilitadores"),
        "barreras": _("Barreras"),
        "proximos_pasos": _("Próximos pasos"),
    }


def hoja_de_actividades(progreso: Progreso, ajenas: frozenset[int]) -> Hoja:
    nombres = nombres_de_textos()
    antes = nombre_de_antes(progreso)
    columnas = (
        Columna("codigo", _("Código"), 8, entrada=False),
        Columna("nombre", _("Actividad"), 44, entrada=False),
        Columna("estado", _("¿Cómo va?"), 16, OPCION, lista="estado"),
        *(
            Columna(campo, nombre, 38, ayuda=_("Hasta 5000 letras. Salto de línea: Alt + Entrar."))
            for campo, nombre in nombres.items()
        ),
        Columna(
            "terminada", _("¿Terminada?"), 13, OPCION, lista="si_no",
            ayuda=_("«Sí» cuando haya respondido todo lo de la actividad."),
        ),
        Columna("antes_estado", antes + ": " + _("¿Cómo iba?"), 16, entrada=False),
        *(
            Columna(f"antes_{campo}", f"{antes}: {nombre}", 32, entrada=False)
            for campo, nombre in nombres.items()
        ),
    )  # fmt: skip
    return Hoja(
        ACTIVIDADES,
        _("Actividades"),
        _("Llene las columnas azules. Lo que deje vacío no cambia nada. A la derecha, lo que "
          "envió el período anterior."),
        columnas,
        tuple(filas_de_actividades(progreso, ajenas)),
        alto=64,
    )  # fmt: skip


def nombre_de_antes(progreso: Progreso) -> str:
    previo = progreso.anterior.reporte
    return previo.periodo.clave if previo else _("Período anterior")


def filas_de_actividades(progreso: Progreso, ajenas: frozenset[int]) -> Iterator[Fila]:
    for grupo in progreso.grupos:
        objetivo = grupo.objetivo
        texto = _("Objetivo %(n)s") % {"n": objetivo.numero}
        texto += f" · {objetivo.t.corto or objetivo.t.texto}"
        yield Fila("", titulo=texto, nivel=f"eje-{objetivo.eje.numero}")
        for tarea in grupo.tareas:
            actividad = tarea.hoja.actividad
            antes = progreso.anterior.avances.get(actividad.pk)
            lectura = {"codigo": actividad.codigo, "nombre": actividad.t.texto}
            if antes is not None:
                lectura["antes_estado"] = antes.get_estado_display() if antes.estado else ""
                lectura |= {f"antes_{c}": getattr(antes, c) for c in Avance.TEXTOS}
            yield Fila(
                id_de_actividad(tarea.hoja),
                valores_de_avance(tarea.avance),
                lectura,
                cerrada=actividad.pk in ajenas,
            )


def valores_de_avance(avance: Avance | None) -> dict[str, str]:
    """The inputs of an activity's row, in canonical spelling."""
    if avance is None:
        return dict.fromkeys(("estado", *Avance.TEXTOS, "terminada"), "")
    textos = {campo: texto_canonico(getattr(avance, campo)) for campo in Avance.TEXTOS}
    return {"estado": avance.estado, **textos, "terminada": SI if avance.terminada else NO}


# --- Datos -----------------------------------------------------------------------------------


def hoja_de_datos(
    progreso: Progreso, propuestas: Mapping[int, Propuesta], ajenas: frozenset[int]
) -> Hoja:
    tipos = {dato.tipo for dato in progreso.cuestionario.datos}
    hay_hitos, hay_documentos = Dato.Tipo.HITO in tipos, Dato.Tipo.DOCUMENTO in tipos
    columnas = (
        Columna("nombre", _("Dato"), 52, entrada=False),
        Columna("unidad", _("Unidad"), 15, entrada=False),
        Columna("numero", _("Número"), 14, NUMERO,
                ayuda=_("Solo el número. 0 es cero; si no lo hay, diga por qué a la derecha.")),
        Columna("denominador", _("De cuántos en total"), 14, NUMERO,
                oculta=Dato.Tipo.PORCENTAJE not in tipos),
        Columna("etapa", _("Etapa"), 30, OPCION, oculta=not hay_hitos),
        Columna("documento", _("Título del documento"), 34, oculta=not hay_documentos),
        Columna("fecha", _("Fecha"), 13, FECHA, oculta=not (hay_hitos or hay_documentos),
                ayuda=_("Día/mes/año, por ejemplo 27/11/2024.")),
        Columna("ausencia", _("Si no hay dato, ¿por qué?"), 18, OPCION, lista="ausencia"),
        Columna("nota", _("Nota"), 36),
        Columna("antes", nombre_de_antes(progreso), 24, entrada=False),
        Columna("propuesta", _("Suma del registro"), 14, NUMERO, entrada=False,
                oculta=not propuestas),
    )  # fmt: skip
    return Hoja(
        DATOS,
        pgettext("hoja de la planilla", "Datos"),
        _("Llene las columnas azules. Lo que deje vacío no cambia nada. Las partes de un "
          "desglose suman el total."),
        columnas,
        tuple(filas_de_datos(progreso, propuestas, ajenas)),
    )  # fmt: skip


def filas_de_datos(
    progreso: Progreso, propuestas: Mapping[int, Propuesta], ajenas: frozenset[int]
) -> Iterator[Fila]:
    for grupo in progreso.grupos:
        for tarea in grupo.tareas:
            pagina = tarea.hoja
            if not pagina.datos:
                continue
            yield Fila("", titulo=str(pagina.actividad), nivel=f"eje-{grupo.objetivo.eje.numero}")
            for dato in pagina.datos:
                antes = progreso.anterior.entradas.get(dato.pk, Entrada())
                yield from (
                    replace(fila, cerrada=pagina.actividad.pk in ajenas)
                    for fila in filas_de_dato(
                        dato, progreso.entrada(dato), antes, propuestas.get(dato.pk)
                    )
                )


def filas_de_dato(
    dato: Dato, entrada: Entrada, antes: Entrada, propuesta: Propuesta | None
) -> Iterator[Fila]:
    """The Dato's own row and one for each category of its disaggregations."""
    decimales = dato.tipo == Dato.Tipo.MONTO
    propios = valores_de_entrada(dato, entrada)
    version = version_de_dato(dato, entrada)
    yield Fila(
        id_de_dato(dato),
        propios,
        {
            "nombre": dato.t.nombre,
            "unidad": "USD" if decimales else dato.t.unidad,
            "antes": en_palabras(dato, antes),
            "propuesta": propuesta and propuesta.numero,
        },
        listas={"etapa": f"etapas-{dato.pk}"},
        decimales=decimales,
        version=version,
    )
    for desagregacion, categoria in categorias_de(dato, entrada):
        lectura: dict[str, Any] = {"nombre": f"{desagregacion}: {categoria}", "antes": ""}
        if categoria.pk in antes.partes:
            lectura["antes"] = mostrar_numero(antes.partes[categoria.pk])
        if propuesta is not None:
            lectura["propuesta"] = propuesta.partes.get(categoria.pk)
        clave = clave_de_parte(categoria)
        yield Fila(
            id_de_dato(dato, categoria),
            {PARTE: version[clave]},
            lectura,
            decimales=decimales,
            version=version,
            claves={PARTE: clave},
            nivel="parte",
        )


def version_de_dato(dato: Dato, entrada: Entrada) -> dict[str, str]:
    """Every value of an answer in canonical spelling, its parts by ``clave_de_parte``."""
    partes = {
        clave_de_parte(categoria): numero_canonico(entrada.partes.get(categoria.pk))
        for _desagregacion, categoria in categorias_de(dato, entrada)
    }
    return valores_de_entrada(dato, entrada) | partes


def clave_de_parte(categoria: Categoria) -> str:
    return f"c{categoria.pk}"


def categorias_de(dato: Dato, entrada: Entrada) -> Iterator[tuple[Desagregacion, Categoria]]:
    """What is asked of the Dato's parts; an archived category only where it has a number."""
    if CAMPOS[dato.tipo] != ("numero",):
        return
    for desagregacion in dato.desagregaciones.all():
        for categoria in desagregacion.categorias.all():
            if not categoria.archivada or categoria.pk in entrada.partes:
                yield desagregacion, categoria


def valores_de_entrada(dato: Dato, entrada: Entrada) -> dict[str, str]:
    """The inputs of a Dato's row, in canonical spelling, by column."""
    valores = {COLUMNA_DE.get(c, c): campo_canonico(entrada, c) for c in CAMPOS[dato.tipo]}
    return {**valores, "ausencia": entrada.ausencia, "nota": texto_canonico(entrada.nota)}


def campo_canonico(entrada: Entrada, campo: str) -> str:
    valor = getattr(entrada, campo)
    if valor is None:
        return ""
    if isinstance(valor, Decimal):
        return numero_canonico(valor)
    if campo == "etapa":
        return str(valor.codigo)
    return valor.isoformat() if campo == "fecha" else texto_canonico(valor)
