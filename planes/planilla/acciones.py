"""The register of actions of one informant in a semester, described as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actores.demostracion import aviso_de_demostracion
from actores.models import Pais
from planes.models import Accion, Categoria, Participantes, Periodo
from planes.models.reporte import nueva_referencia
from planes.propuestas import canales

from . import firma
from .modelo import (
    CODIGOS,
    FECHA,
    NUMERO,
    OPCION,
    Columna,
    Descripcion,
    Fila,
    Hoja,
    Opciones,
    Valores,
    codigos_canonicos,
    numero_canonico,
    texto_canonico,
)

ACCIONES = "acciones"
NUEVAS = 60
"""Empty rows to write new actions in."""


def id_de_accion(referencia: str) -> str:
    return f"r{referencia}"


def clave_de_gente(sector: Categoria, columna: str) -> str:
    return f"p-{sector.codigo}-{columna}"


def clave_de_canal(canal: Categoria) -> str:
    return f"a-{canal.desagregacion.codigo}-{canal.codigo}"


def sectores() -> list[Categoria]:
    return list(
        Categoria.objects.filter(desagregacion__codigo="sector", archivada=False).order_by("orden")
    )


def columnas_de_acciones() -> tuple[Columna, ...]:
    hechas = [
        Columna("codigo", _("Referencia"), 12, entrada=False),
        Columna("titulo", _("Título"), 40),
        Columna("tipo", _("Tipo"), 22, OPCION, lista="tipo"),
        Columna("fecha", _("Fecha"), 13, FECHA, ayuda=_("Día/mes/año, por ejemplo 27/11/2024.")),
        Columna("fecha_fin", _("Terminó el"), 13, FECHA, ayuda=_("Si duró más de un día.")),
        Columna("actividades", _("Actividades del plan"), 16, CODIGOS,
                ayuda=_("Códigos separados por comas, por ejemplo: 1.1, 2.3.")),
        Columna("lugar", _("Lugar"), 22),
        Columna("modalidad", _("Modalidad"), 17, OPCION, lista="modalidad"),
        Columna("detalle", _("Detalle"), 36),
    ]  # fmt: skip
    for sector in sectores():
        for columna in Participantes.SEXOS:
            nombre: Any = Participantes._meta.get_field(columna)
            titulo = f"{sector}: {nombre.verbose_name}"
            clave = clave_de_gente(sector, columna)
            hechas.append(Columna(clave, titulo, 14, NUMERO, aparte=True))
    for canal in canales():
        if not canal.archivada:
            titulo = _("Alcance por %(canal)s") % {"canal": f"{canal.desagregacion}: {canal}"}
            hechas.append(Columna(clave_de_canal(canal), titulo, 14, NUMERO, aparte=True))
    return tuple(hechas)


def valores_de_accion(accion: Accion | None, columnas: Iterable[Columna]) -> Valores:
    """The inputs of a row in canonical spelling; reads its prefetched relations."""
    vacios = {columna.clave: "" for columna in columnas if columna.entrada}
    if accion is None:
        return vacios
    valores: Valores = {
        "titulo": texto_canonico(accion.titulo),
        "tipo": accion.tipo,
        "fecha": accion.fecha.isoformat(),
        "fecha_fin": accion.fecha_fin.isoformat() if accion.fecha_fin else "",
        "actividades": codigos_canonicos(a.codigo for a in accion.actividades.all()),
        "lugar": texto_canonico(accion.lugar),
        "modalidad": accion.modalidad,
        "detalle": texto_canonico(accion.detalle),
    }
    for grupo in accion.participantes.all():
        for columna in Participantes.SEXOS:
            numero = getattr(grupo, columna)
            valores[clave_de_gente(grupo.sector, columna)] = numero_canonico(numero or None)
    for alcance in accion.alcances.all():
        valores[clave_de_canal(alcance.canal)] = numero_canonico(alcance.personas or None)
    return {clave: valores.get(clave, "") for clave in vacios}


def con_relaciones(acciones: Any) -> Any:
    return acciones.prefetch_related(
        "actividades", "organizaciones", "participantes__sector",
        "alcances__canal__desagregacion",
    )  # fmt: skip


def describir_acciones(
    acciones: Iterable[Accion],
    bloqueadas: set[int],
    pais: Pais | None,
    periodo: Periodo,
    *,
    referencia: str,
    aviso: str = "",
) -> Descripcion:
    """The workbook of these actions and of empty rows for new ones. ``periodo`` need not be a
    saved one: only its year and semester are used."""
    columnas = columnas_de_acciones()
    listas: dict[str, Opciones] = {
        "tipo": [(c, str(n)) for c, n in Accion.Tipo.choices],
        "modalidad": [(c, str(n)) for c, n in Accion.Modalidad.choices],
    }
    quien = str(pais) if pais else _("Región")
    hoja = Hoja(
        ACCIONES,
        _("Acciones"),
        _("Llene las columnas azules. Lo que deje vacío no cambia nada. Al final hay filas "
          "vacías para anotar acciones nuevas."),
        columnas,
        tuple(filas_de_acciones(acciones, bloqueadas, columnas)),
    )  # fmt: skip
    return Descripcion(
        cabecera={
            "formato": firma.FORMATO,
            "tipo": "registro",
            "referencia": referencia,
            "plan": "",
            "periodo": periodo.clave,
            "pais": pais.codigo if pais else "regional",
            "idioma": (get_language() or "es")[:2],
        },
        instrucciones=instrucciones_de_acciones(),
        ficha=(
            (_("De quién"), quien),
            (_("Período"), f"{periodo} ({periodo.clave})"),
            (
                _("Se sube en"),
                f"{settings.SITIO_URL}{reverse('planes:registro_planilla_subir')}"
                f"?pais={pais.codigo if pais else 'regional'}"
                f"&periodo={periodo.anio}-{periodo.semestre}",
            ),
        ),
        hojas=(hoja,),
        listas=listas,
        titulo=" · ".join(["CORETT", _("Registro de acciones"), str(quien), periodo.clave]),
        abierta=True,
        aviso=aviso,
        demostracion=aviso_de_demostracion(),
    )


def filas_de_acciones(
    acciones: Iterable[Accion],
    bloqueadas: set[int],
    columnas: tuple[Columna, ...],
) -> Iterator[Fila]:
    for accion in acciones:
        id_, valores = id_de_accion(accion.referencia), valores_de_accion(accion, columnas)
        lectura = {"codigo": accion.referencia}
        # What a sent report counts is only shown.
        yield Fila(id_, valores, lectura, cerrada=accion.pk in bloqueadas)
    yield Fila("", titulo=_("Acciones nuevas"), nivel="eje-1")
    vacios = valores_de_accion(None, columnas)
    for _vez in range(NUEVAS):
        # The reference that the action will have: the same file twice is the same action.
        yield Fila(id_de_accion(nueva_referencia()), vacios, {"codigo": _("nueva")})


def instrucciones_de_acciones() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            _("Cómo se llena"),
            (
                _("1. En la hoja «Acciones», una fila por acción. De una nueva hacen falta el "
                  "título, el tipo y la fecha."),
                _("2. Participantes: cuántas personas, por tipo de institución y sexo. Nunca "
                  "nombres."),
                _("3. Guarde el archivo como libro de Excel (.xlsx), sin contraseña ni macros, y "
                  "súbalo en el registro. Verá qué cambiaría antes de guardar nada."),
                _("4. Las organizaciones y la evidencia de cada acción se agregan en el portal."),
            ),
        ),
        (
            _("Reglas"),
            (
                _("Una celda vacía no cambia nada. Para borrar una acción o un dato, hágalo en el "
                  "portal."),
                _("Escriba resultados, no fórmulas. Los números, con cifras solas (1250); las "
                  "fechas, como día/mes/año (27/11/2024)."),
                _("Las filas grises ya cuentan en un reporte enviado: no se pueden cambiar."),
                _("Si otra persona guardó la misma fila después de que usted descargó esta "
                  "planilla, el portal le mostrará las dos versiones y usted elige."),
            ),
        ),
    )  # fmt: skip
