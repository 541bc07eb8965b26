"""The registers as files: rows by their reference; a row without one is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.resources_comun import Columna, Recurso
from actores.resources_widgets import Texto
from planes import models as m
from planes.models.reporte import nueva_referencia
from planes.operaciones.registro import guardar_alcances, guardar_participantes
from planes.propuestas import bloqueada


class Referencia(Texto):
    """The row's reference; a new one where the cell is empty."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return super().clean(value).upper() or nueva_referencia()


class Cuentas(Texto):
    """Numbers in one cell: ``ejecutivo/mujeres=12; ejecutivo/hombres=8``, ``medio/radio=500``.

    ``primeras`` and ``segundas`` say what may stand before and after the bar.
    """

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "; ".join(f"{a}/{b}={numero}" for (a, b), numero in sorted((value or {}).items()))

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        cuentas: dict[tuple[str, str], int] = {}
        for parte in filter(None, (p.strip() for p in super().clean(value).split(";"))):
            clave, igual, numero = (x.strip() for x in parte.partition("="))
            if not igual or clave.count("/") != 1 or not numero.isdecimal() or len(numero) > 9:
                raise ValueError(
                    _("«%(parte)s» no se entiende. Escriba así: %(ejemplo)s.")
                    % {"parte": parte, "ejemplo": "ejecutivo/mujeres=12; ejecutivo/hombres=8"}
                )
            a, _barra, b = clave.partition("/")
            if int(numero):
                cuentas[a, b] = int(numero)
        return cuentas


class ColumnaDeCuentas(Columna):
    """The numbers that hang on an action; read here, written once the action is saved."""

    def leidas(self, accion: Any) -> Mapping[tuple[str, str], int] | None:
        """What the file says of that row; None where it has no such column."""
        dichas: Mapping[tuple[str, str], int] | None = getattr(
            accion, f"de_archivo_{self.column_name}", None
        )
        return dichas

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        setattr(instance, f"de_archivo_{self.column_name}", self.clean(row))

    def get_value(self, instance: Any) -> Mapping[tuple[str, str], int]:
        dichas = self.leidas(instance)
        if dichas is not None or not instance.pk:
            return dichas or {}
        return self.guardadas(instance)

    def guardadas(self, accion: m.Accion) -> dict[tuple[str, str], int]:
        raise NotImplementedError


class ColumnaParticipantes(ColumnaDeCuentas):
    def guardadas(self, accion: m.Accion) -> dict[tuple[str, str], int]:
        return {
            (grupo.sector.codigo, columna): numero
            for grupo in accion.participantes.all()
            for columna in m.Participantes.SEXOS
            if (numero := getattr(grupo, columna))
        }


class ColumnaAlcances(ColumnaDeCuentas):
    def guardadas(self, accion: m.Accion) -> dict[tuple[str, str], int]:
        return {
            (a.canal.desagregacion.codigo, a.canal.codigo): a.personas
            for a in accion.alcances.all()
        }


class RegistroResource(Recurso):
    """What all registers share."""

    referencia = Columna(attribute="referencia", column_name="referencia", widget=Referencia())

    class Meta(Recurso.Meta):
        pass

    def get_import_id_fields(self) -> list[str]:
        return ["referencia"]

    def before_import_row(self, row: Any, **kwargs: Any) -> None:
        """Many rows may be new; of those that exist each comes once."""
        if Texto().clean(row.get("referencia")):
            super().before_import_row(row, **kwargs)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        referencia = Texto().clean(row.get("referencia")).upper()
        if not referencia:
            return None
        fila = self.get_queryset().filter(referencia=referencia).first()
        if fila is None:
            raise ValidationError({"referencia": sin_fila(referencia)})
        return fila

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        super().before_save_instance(instance, row, **kwargs)
        antes = type(instance)._default_manager.filter(pk=instance.pk).first()
        if bloqueada(instance) or (antes is not None and bloqueada(antes)):
            raise ValidationError(
                _("El reporte de ese semestre ya se envió y cuenta esta fila: no se puede cambiar.")
            )
        quien = kwargs.get("user")
        if antes is None:
            instance.creado_por = quien
        else:
            instance.version += 1
        instance.actualizado_por, instance.actualizado_en = quien, timezone.now()


class AccionResource(RegistroResource):
    participantes = ColumnaParticipantes(
        attribute="participantes", column_name="participantes", widget=Cuentas()
    )
    alcances = ColumnaAlcances(attribute="alcances", column_name="alcances", widget=Cuentas())

    class Meta(RegistroResource.Meta):
        model = m.Accion
        fields = ("referencia", "pais", "tipo", "titulo", "fecha", "fecha_fin", "lugar",
                  "modalidad", "actividades", "participantes", "alcances", "organizaciones",
                  "detalle")  # fmt: skip

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        categorias = m.Categoria.objects.select_related("desagregacion")
        self.categorias = {(c.desagregacion.codigo, c.codigo): c.pk for c in categorias}

    def filter_export(self, queryset: Any, **kwargs: Any) -> Any:
        return (
            super()
            .filter_export(queryset, **kwargs)
            .prefetch_related("participantes__sector", "alcances__canal__desagregacion")
        )

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Writes the numbers that the file gives; a column it lacks stays as it was."""
        super().after_save_instance(instance, row, **kwargs)
        gente = self.fields["participantes"].leidas(instance)
        if gente is not None:
            grupos: dict[int, dict[str, int]] = {}
            for (sector, columna), numero in gente.items():
                if columna not in m.Participantes.SEXOS:
                    raise ValidationError({"participantes": desconocida(f"{sector}/{columna}")})
                clave = self.categoria("participantes", "sector", sector)
                grupos.setdefault(clave, {})[columna] = numero
            guardar_participantes(instance, grupos, kwargs["user"])
        alcances = self.fields["alcances"].leidas(instance)
        if alcances is not None:
            por_canal = {
                self.categoria("alcances", a, b): personas for (a, b), personas in alcances.items()
            }
            guardar_alcances(instance, por_canal, kwargs["user"])

    def categoria(self, columna: str, desagregacion: str, codigo: str) -> int:
        """Id of a category; only media and channels reach people."""
        pk = self.categorias.get((desagregacion, codigo))
        if pk is None or (columna == "alcances" and desagregacion not in ("medio", "canal")):
            raise ValidationError({columna: desconocida(f"{desagregacion}/{codigo}")})
        return pk


def sin_fila(referencia: str) -> str:
    return _("No hay ninguna fila con la referencia «%(r)s».") % {"r": referencia}


def desconocida(clave: str) -> str:
    return _("No se conoce «%(clave)s».") % {"clave": clave}


class ConvenioResource(RegistroResource):
    class Meta(RegistroResource.Meta):
        model = m.Convenio
        fields = ("referencia", "pais", "tipo", "titulo", "titulo_en", "estado", "fecha", "vence",
                  "publicable", "partes", "otras_partes", "actividades", "detalle")  # fmt: skip


class ProyectoResource(RegistroResource):
    class Meta(RegistroResource.Meta):
        model = m.Proyecto
        fields = ("referencia", "pais", "titulo", "titulo_en", "etapa", "fecha", "prioritario",
                  "inicio", "fin", "costo_usd", "publicable", "presentado_a", "resumen",
                  "resumen_en", "actividades", "detalle")  # fmt: skip


class PorReferencia(Texto):
    """A row of another register, by its reference."""

    def __init__(self, modelo: type[m.Registro]) -> None:
        super().__init__()
        self.modelo = modelo

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.referencia if value else ""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        referencia = super().clean(value).upper()
        if not referencia:
            return None
        fila = self.modelo._default_manager.filter(referencia=referencia).first()
        if fila is None:
            raise ValueError(sin_fila(referencia))
        return fila


class RecursoResource(RegistroResource):
    """Money; its agreement and project are named by their references."""

    proyecto = Columna(
        attribute="proyecto", column_name="proyecto", widget=PorReferencia(m.Proyecto)
    )
    convenio = Columna(
        attribute="convenio", column_name="convenio", widget=PorReferencia(m.Convenio)
    )

    class Meta(RegistroResource.Meta):
        model = m.Recurso
        fields = ("referencia", "pais", "titulo", "donante", "estado", "monto", "moneda", "tasa",
                  "fecha_tasa", "fecha", "proyecto", "convenio", "actividades",
                  "detalle")  # fmt: skip
