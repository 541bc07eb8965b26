"""The workbook of a report: compared with what is saved, and written into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.forms import Form
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import operaciones, permisos
from planes.entrada import Entrada
from planes.forms.actividad import FormularioAvance
from planes.forms.datos import HAY_DATO, formulario_de
from planes.models import Avance, Dato, Reporte
from planes.numeros import escribir_numero
from planes.progreso import Progreso, Tarea, progreso_de
from planes.propuestas import propuestas_de

from .cambios import Campo, Comparacion, Estado, Grupo, Palabras, Renglon, agrupar, huella_de
from .hojas import (
    CAMPOS,
    COLUMNA_DE,
    SI,
    categorias_de,
    clave_de_parte,
    describir_reporte,
    id_de_actividad,
    id_de_dato,
    valores_de_avance,
    version_de_dato,
)
from .lectura import Tocada
from .modelo import Descripcion

Errores = dict[str, list[str]]
"""Sentences by key of the version."""


class PlanillaDeReporte:
    """What the pages of up- and download need of a report (``planilla.subida``)."""

    def __init__(self, reporte: Reporte, usuario: Usuario) -> None:
        self.reporte, self.usuario = reporte, usuario
        self.progreso = progreso_de(reporte)

    @property
    def referencia(self) -> str:
        return self.reporte.referencia

    @property
    def cerrado(self) -> str:
        """Why this person cannot upload; empty when she can, if only some of it."""
        if permisos.puede(self.usuario, "guardar", self.reporte):
            return ""
        return permisos.por_que_no_llena(self.usuario, self.reporte)

    @property
    def nombre_de_archivo(self) -> str:
        pais = self.reporte.pais.codigo if self.reporte.pais else "regional"
        return f"corett-{pais}-{self.reporte.periodo.clave}.xlsx"

    def describir(self) -> Descripcion:
        aviso = self.cerrado
        if aviso:
            aviso = _("Solo para leer: no se puede subir. %(motivo)s") % {"motivo": aviso}
        return describir_reporte(
            self.progreso,
            aviso=aviso,
            propuestas=propuestas_de(self.reporte),
            ajenas=frozenset() if aviso else self.ajenas,
        )

    @property
    def ajenas(self) -> frozenset[int]:
        """Ids of the activities that others fill: a collaborator has only some."""
        actividades = [tarea.hoja.actividad for tarea in self.progreso.tareas]
        return frozenset(
            a.pk for a in actividades if not permisos.puede_llenar(self.usuario, self.reporte, a)
        )

    def comparar(self, tocadas: Iterable[Tocada]) -> Comparacion:
        return Comparador(self.progreso, self.ajenas, self.usuario).comparar(tocadas)

    @transaction.atomic
    def tomar(self) -> None:
        """Locks the report and reads it again. Raises PermissionDenied."""
        suyas = (t.hoja.actividad for t in self.progreso.tareas)
        suya = next((a for a in suyas if a.pk not in self.ajenas), None)
        self.reporte = operaciones.tomar(self.reporte, "guardar", self.usuario, actividad=suya)
        self.progreso = progreso_de(self.reporte)

    def guardar(self, renglones: Iterable[Renglon]) -> None:
        """Writes rows that were compared after ``tomar``."""
        paginas: dict[int, operaciones.PaginaDePlanilla] = {}
        for renglon in renglones:
            tarea, textos, entradas = renglon.escritura
            actividad = tarea.hoja.actividad
            pagina = paginas.setdefault(
                actividad.pk,
                operaciones.PaginaDePlanilla(
                    actividad, tarea.avance.version if tarea.avance else 0
                ),
            )
            pagina.textos = {**pagina.textos, **textos}
            pagina.entradas |= entradas
        operaciones.guardar_planilla(
            reporte=self.reporte, paginas=paginas.values(), por=self.usuario
        )


class Comparador:
    """Compares touched rows with a report. The pages' own forms say what can be saved."""

    def __init__(self, progreso: Progreso, ajenas: frozenset[int], usuario: Usuario) -> None:
        self.progreso, self.periodo = progreso, progreso.reporte.periodo
        self.ajenas, self.usuario = ajenas, usuario
        self.palabras = Palabras(describir_reporte(progreso))
        self.tareas: dict[str, Tarea] = {}
        self.datos: dict[str, tuple[Tarea, Dato]] = {}
        for tarea in progreso.tareas:
            self.tareas[id_de_actividad(tarea.hoja)] = tarea
            for dato in tarea.hoja.datos:
                self.datos[id_de_dato(dato)] = tarea, dato

    def comparar(self, tocadas: Iterable[Tocada]) -> Comparacion:
        grupos = agrupar(tocadas)
        de_datos = {g.id: self.comparar_dato(g) for g in grupos if g.id in self.datos}
        renglones = [
            de_datos[g.id]
            if g.id in de_datos
            else self.comparar_actividad(g, de_datos)
            if g.id in self.tareas
            else Renglon(g.id, _("Ya no se pide"), g.donde, Estado.ERROR, ya_no_se_pide(g))
            for g in grupos
        ]
        return Comparacion(renglones, len(self.tareas) + len(self.datos))

    # --- Activities --------------------------------------------------------------------------

    def comparar_actividad(self, grupo: Grupo, de_datos: Mapping[str, Renglon]) -> Renglon:
        tarea = self.tareas[grupo.id]
        actual = valores_de_avance(tarea.avance)
        nuevos = grupo.distintos(actual)
        errores: Errores = {clave: [error] for clave, error in grupo.errores.items()}
        formulario = FormularioAvance(
            tarea.avance,
            data={"version": tarea.avance.version if tarea.avance else 0, **actual, **nuevos},
        )
        if not formulario.is_valid():
            anotar(errores, formulario, {})
        elif nuevos.keys() & {"terminada", "estado"}:
            anotar_faltas(errores, self.que_falta(tarea, {**actual, **nuevos}, de_datos))
        vacia = not any(v for clave, v in actual.items() if clave != "terminada")
        return self.renglon(
            grupo,
            str(tarea.hoja.actividad),
            tarea,
            actual,
            errores,
            vacia=vacia,
            escritura=(tarea, textos_de(formulario, nuevos), {}) if not errores else None,
        )

    def que_falta(
        self, tarea: Tarea, valores: Mapping[str, str], de_datos: Mapping[str, Renglon]
    ) -> list[tuple[str, str]]:
        """What a page that is said to be finished still lacks: key and sentence."""
        if valores["terminada"] != SI:
            return []
        if not valores["estado"]:
            return [("estado", _("Diga cómo va esta actividad."))]
        if valores["estado"] == Avance.Estado.NO_APLICA:
            return []
        return [
            (
                "terminada",
                _("Falta «%(dato)s»: escriba el dato o diga por qué no lo hay.")
                % {"dato": dato.t.nombre},
            )
            for dato in tarea.hoja.datos
            if self.resultado(dato, de_datos.get(id_de_dato(dato))).vacia
        ]

    def resultado(self, dato: Dato, renglon: Renglon | None) -> Entrada:
        """The answer there will be: the workbook's where it is written without being asked."""
        if renglon is not None and renglon.estado in (Estado.NUEVO, Estado.CAMBIA):
            entrada: Entrada = renglon.escritura[2][dato]
            return entrada
        return self.progreso.entrada(dato)

    # --- Datos -------------------------------------------------------------------------------

    def comparar_dato(self, grupo: Grupo) -> Renglon:
        tarea, dato = self.datos[grupo.id]
        entrada = self.progreso.entrada(dato)
        actual = version_de_dato(dato, entrada)
        nuevos = grupo.distintos(actual)
        errores: Errores = {clave: [error] for clave, error in grupo.errores.items()}
        formulario = formulario_de(
            dato, self.periodo, entrada, data=datos_del_formulario(dato, entrada, actual, nuevos)
        )
        if nuevos and not formulario.is_valid():
            anotar(errores, formulario, claves_del_formulario(dato, entrada))
        return self.renglon(
            grupo,
            dato.t.nombre,
            tarea,
            actual,
            errores,
            vacia=entrada.vacia,
            escritura=(tarea, {}, {dato: formulario.entrada}),
        )

    def renglon(
        self,
        grupo: Grupo,
        titulo: str,
        tarea: Tarea,
        actual: Mapping[str, str],
        errores: Errores,
        *,
        vacia: bool,
        escritura: Any,
    ) -> Renglon:
        nuevos = grupo.distintos(actual)
        if nuevos and tarea.hoja.actividad.pk in self.ajenas:
            frase = permisos.por_que_no_llena(
                self.usuario, self.progreso.reporte, tarea.hoja.actividad
            )
            errores = {clave: [frase] for clave in nuevos} | errores
        estado = Estado.NUEVO if vacia else Estado.CAMBIA
        if errores:
            estado = Estado.ERROR
        elif not nuevos:
            estado = Estado.IGUAL
        elif grupo.vieja(actual):
            estado = Estado.CONFLICTO
        return Renglon(
            grupo.id,
            titulo,
            grupo.donde,
            estado,
            self.palabras.campos(grupo, actual, errores),
            quien=quien_guardo(tarea.avance) if estado == Estado.CONFLICTO else "",
            huella=huella_de(actual, nuevos),
            escritura=escritura,
        )


# --- Between cells and forms -----------------------------------------------------------------


def claves_del_formulario(dato: Dato, entrada: Entrada) -> dict[str, str]:
    """Key of the version by form field, where it has another name."""
    claves = {campo: COLUMNA_DE[campo] for campo in CAMPOS[dato.tipo] if campo in COLUMNA_DE}
    for desagregacion, categoria in categorias_de(dato, entrada):
        claves[f"{desagregacion.codigo}-{categoria.codigo}"] = clave_de_parte(categoria)
    return claves | {"situacion": "ausencia"}


def datos_del_formulario(
    dato: Dato, entrada: Entrada, actual: Mapping[str, str], nuevos: Mapping[str, str]
) -> dict[str, str]:
    """What the Dato's form would be posted with.

    A reason why there is none replaces the value that was saved, and the other way round: what
    was changed last is what is meant. Both changed is left to the form, which asks.
    """
    valores = {**actual, **nuevos}
    if "ausencia" in nuevos:
        valores = {clave: nuevos.get(clave, "") for clave in actual} | {"nota": valores["nota"]}
    elif any(clave != "nota" for clave in nuevos):
        valores["ausencia"] = ""
    nombres = {clave: campo for campo, clave in claves_del_formulario(dato, entrada).items()}
    prefijo = f"dato-{dato.codigo}-"
    datos = {prefijo + nombres.get(c, c): como_se_escribe(c, v) for c, v in valores.items()}
    datos[f"{prefijo}situacion"] = valores["ausencia"] or HAY_DATO
    return datos


def como_se_escribe(clave: str, valor: str) -> str:
    """A canonical value as the form reads it: numbers in the reader's language."""
    es_numero = clave in ("numero", "denominador") or clave.removeprefix("c").isdecimal()
    if valor and es_numero:
        return escribir_numero(Decimal(valor), get_language() or "es")
    return valor


def anotar(errores: Errores, formulario: Form, claves: Mapping[str, str]) -> None:
    """Adds a form's errors under the keys of their cells; a cell that could not be read has
    its own already."""
    for campo, frases in formulario.errors.items():
        errores.setdefault(claves.get(campo, campo), [str(f) for f in frases])


def ya_no_se_pide(grupo: Grupo) -> list[Campo]:
    frase = _("Esto ya no se pide en este reporte: no se puede guardar. Bórrelo de la planilla.")
    return [Campo("", grupo.donde, "", v, (frase,)) for v in grupo.valores.values()] or [
        Campo("", grupo.donde, "", "", (frase,))
    ]


def anotar_faltas(errores: Errores, faltas: Iterable[tuple[str, str]]) -> None:
    for clave, frase in faltas:
        errores.setdefault(clave, []).append(frase)


def textos_de(formulario: FormularioAvance, nuevos: Mapping[str, str]) -> dict[str, Any]:
    """The changed fields as ``operaciones.guardar_respuestas`` wants them."""
    limpio = formulario.cleaned_data
    return {c: limpio[c] == SI if c == "terminada" else limpio[c] for c in nuevos}


def quien_guardo(avance: Avance | None) -> str:
    if avance is None or avance.actualizado_en is None:
        return ""
    return _("%(quien)s, %(cuando)s") % {
        "quien": avance.actualizado_por or _("Otra persona"),
        "cuando": date_format(localtime(avance.actualizado_en), "SHORT_DATETIME_FORMAT"),
    }
