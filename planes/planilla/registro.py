"""The workbook of the register of actions: compared with what is saved, and written into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actores.models import Pais, Usuario
from planes import operaciones, permisos
from planes.forms.registro import FormularioAccion
from planes.models import Accion, Periodo
from planes.numeros import escribir_numero
from planes.propuestas import bloqueada, bloqueadas

from .acciones import (
    columnas_de_acciones,
    con_relaciones,
    describir_acciones,
    valores_de_accion,
)
from .cambios import Comparacion, Estado, Grupo, Palabras, Renglon, agrupar, huella_de
from .lectura import Tocada
from .modelo import Descripcion


class PlanillaDeRegistro:
    """What the pages of up- and download need of a register (``planilla.subida``)."""

    def __init__(self, pais: Pais | None, periodo: Periodo, usuario: Usuario) -> None:
        self.pais, self.periodo, self.usuario = pais, periodo, usuario
        self.codigo = pais.codigo if pais else "regional"

    @property
    def referencia(self) -> str:
        return f"registro-{self.codigo}-{self.periodo.clave}"

    @property
    def nombre_de_archivo(self) -> str:
        return f"corett-{self.referencia}.xlsx"

    @property
    def cerrado(self) -> str:
        if permisos.puede_anotar(self.usuario, self.pais.pk if self.pais else None):
            return ""
        return _("Usted puede leer este registro. Lo llena quien reporta por ese país.")

    @property
    def acciones(self) -> Any:
        return con_relaciones(Accion.objects.filter(pais=self.pais))

    def describir(self) -> Descripcion:
        filas = list(
            self.acciones.filter(fecha__range=(self.periodo.inicio, self.periodo.fin)).order_by(
                "fecha", "pk"
            )
        )
        return describir_acciones(
            filas, bloqueadas(filas), self.pais, self.periodo,
            referencia=self.referencia, aviso=self.cerrado,
        )  # fmt: skip

    def comparar(self, tocadas: Iterable[Tocada]) -> Comparacion:
        grupos = agrupar(tocadas)
        referencias = [grupo.id.removeprefix("r") for grupo in grupos]
        guardadas = {a.referencia: a for a in self.acciones.filter(referencia__in=referencias)}
        palabras = Palabras(self.describir())
        dichas: dict[Any, str] = {}
        renglones = [
            self.comparar_fila(grupo, guardadas.get(referencia), palabras, dichas)
            for grupo, referencia in zip(grupos, referencias, strict=True)
        ]
        cuantas = self.acciones.filter(fecha__range=(self.periodo.inicio, self.periodo.fin)).count()
        return Comparacion(renglones, cuantas + len(set(referencias) - set(guardadas)))

    @cached_property
    def columnas(self) -> Any:
        return columnas_de_acciones()

    def comparar_fila(
        self, grupo: Grupo, accion: Accion | None, palabras: Palabras, dichas: dict[Any, str]
    ) -> Renglon:
        """``dichas``: day and title of the rows above, which this one joins."""
        actual = valores_de_accion(accion, self.columnas)
        nuevos = grupo.distintos(actual)
        errores = {clave: [error] for clave, error in grupo.errores.items()}
        escritura = None
        if accion is None and any(fila.version for fila in grupo.filas):
            frase = _("Esta acción ya no está en el registro: alguien la borró.")
            errores.setdefault("titulo", []).append(frase)
        elif nuevos:
            escritura = self.formulario(grupo, accion, actual, nuevos, errores)
        estado, repite = Estado.NUEVO if accion is None else Estado.CAMBIA, ""
        if errores:
            estado = Estado.ERROR
        elif not nuevos:
            estado = Estado.IGUAL
        elif grupo.vieja(actual):
            estado = Estado.CONFLICTO
        elif escritura is not None:
            repite = la_que_repite(escritura, dichas) if accion is None else ""
            estado = Estado.REPETIDO if repite else estado
            dichas.setdefault(escritura.de_que, escritura.cleaned_data["titulo"])
        return Renglon(
            grupo.id,
            {**actual, **nuevos}["titulo"] or _("Sin título"),
            grupo.donde,
            estado,
            palabras.campos(grupo, actual, errores),
            repite=repite,
            # Whoever saw a row as new has not been asked whether it is another.
            huella=huella_de(actual, nuevos | ({"repite": "1"} if repite else {})),
            escritura=escritura,
        )

    def formulario(
        self,
        grupo: Grupo,
        accion: Accion | None,
        actual: Mapping[str, str],
        nuevos: Mapping[str, str],
        errores: dict[str, list[str]],
    ) -> FormularioAccion:
        """The row's own form, filled; what is wrong goes into ``errores``."""
        instancia = accion or Accion(referencia=grupo.id.removeprefix("r"), pais=self.pais)
        version = instancia.version if accion else 0
        if accion is not None and bloqueada(accion):
            errores.setdefault("titulo", []).append(
                _("El reporte de ese semestre ya se envió y cuenta esta fila: no se puede cambiar.")
            )
        form = FormularioAccion(instance=instancia, informantes=[self.pais])
        datos = {c: como_se_escribe(c, v) for c, v in {**actual, **nuevos}.items()}
        datos |= {"version": version, "actividades": [], "organizaciones": []}
        if accion is not None:
            datos["organizaciones"] = [o.pk for o in accion.organizaciones.all()]
            datos["actividades"] = [a.pk for a in accion.actividades.all()]
        if "actividades" in nuevos:
            datos["actividades"] = self.elegidas(form, nuevos["actividades"], errores)
        form = FormularioAccion(datos, instance=instancia, informantes=[self.pais])
        if not form.is_valid():
            for campo, frases in form.errors.items():
                errores.setdefault(campo, [str(frase) for frase in frases])
        elif accion is not None and bloqueada(form.instance):
            errores.setdefault(
                "fecha",
                [_("El reporte del semestre de esa fecha ya se envió: no se puede cambiar.")],
            )
        return form

    def elegidas(
        self, form: FormularioAccion, codigos: str, errores: dict[str, list[str]]
    ) -> list[int]:
        """Ids of the activities with these codes; a code that nobody asks for is an error."""
        campo: Any = form.fields["actividades"]
        hay = dict(campo.queryset.values_list("codigo", "pk"))
        pedidos = codigos.split(", ")
        faltan = [codigo for codigo in pedidos if codigo not in hay]
        if faltan:
            errores.setdefault("actividades", []).append(
                _("No hay ninguna actividad con el código %(codigos)s.")
                % {"codigos": ", ".join(faltan)[:60]}
            )
        return [hay[codigo] for codigo in pedidos if codigo in hay]

    @transaction.atomic
    def tomar(self) -> None:
        """Two confirmations of the same page go one after the other. Raises PermissionDenied."""
        Usuario.objects.select_for_update().get(pk=self.usuario.pk)
        if self.pais is not None:
            Pais.objects.select_for_update().get(pk=self.pais.pk)
        if self.cerrado:
            raise PermissionDenied(self.cerrado)

    def guardar(self, renglones: Iterable[Renglon]) -> None:
        """Writes rows that were compared after ``tomar``: all of them, or none."""
        with transaction.atomic():
            for renglon in renglones:
                form: FormularioAccion = renglon.escritura
                operaciones.guardar_fila(
                    fila=form.instance,
                    version=form.cleaned_data["version"],
                    relaciones=form.relaciones,
                    por=self.usuario,
                    **form.desgloses,
                )


def la_que_repite(form: FormularioAccion, dichas: Mapping[Any, str]) -> str:
    """Title of the action that a new row says again: one of the rows above, or a saved one."""
    guardada = form.la_que_repite()
    return guardada.titulo if guardada else dichas.get(form.de_que, "")


def como_se_escribe(clave: str, valor: str) -> Any:
    """A canonical value as the form reads it: numbers in the reader's language."""
    if valor and clave[:2] in ("p-", "a-"):
        return escribir_numero(Decimal(valor), get_language() or "es")
    return valor
