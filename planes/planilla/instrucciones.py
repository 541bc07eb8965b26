"""The words of a workbook's first sheet."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from planes.agenda import Linea
from planes.progreso import Progreso


def ficha_de_reporte(progreso: Progreso, linea: Linea) -> tuple[tuple[str, str], ...]:
    """Who reports, on what, until when."""
    reporte = progreso.reporte
    periodo = reporte.periodo
    pares = [
        (_("Quién reporta"), reporte.nombre_informante),
        (_("Período"), f"{periodo} ({periodo.clave})"),
        (_("Plan"), periodo.plan.t.nombre),
        (_("Reporte"), f"{reporte.referencia} · {reporte.get_estado_display()}"),
        (_("Vence el"), date_format(periodo.vence)),
        (_("Se puede enviar hasta el"), date_format(linea.cierre)),
        (
            _("Avance"),
            _("%(n)d de %(total)d actividades ya llenas")
            % {"n": progreso.terminadas, "total": len(progreso.tareas)},
        ),
        (
            _("Se sube en"),
            settings.SITIO_URL + reverse("planes:planilla_subir", args=[reporte.referencia]),
        ),
    ]
    return tuple((nombre, str(valor)) for nombre, valor in pares)


def instrucciones_de_reporte() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (
        (
            _("Cómo se llena"),
            (
                _("1. Llene las hojas «Actividades» y «Datos». Solo se puede escribir en las "
                  "columnas de encabezado azul; lo demás está para leer."),
                _("2. Guarde el archivo como libro de Excel (.xlsx), sin contraseña ni macros."),
                _("3. En el portal abra el reporte, elija «Llenar en Excel» y suba el archivo. "
                  "Verá fila por fila qué cambiaría antes de guardar nada."),
                _("4. El reporte se envía en el portal, cuando todo esté completo."),
            ),
        ),
        (
            _("Reglas"),
            (
                _("Una celda vacía no cambia nada: para borrar una respuesta, hágalo en el "
                  "portal."),
                _("Escriba resultados, no fórmulas. Los números, con cifras solas (1250); las "
                  "fechas, como día/mes/año (27/11/2024)."),
                _("0 significa que se contó y no hubo ninguno. Si no hay dato, deje el número "
                  "vacío y elija por qué: no aplica, no disponible o pendiente."),
                _("Las partes de un desglose (por ejemplo mujeres, hombres, otro) suman el total "
                  "del dato."),
                _("Si otra persona guardó la misma fila después de que usted descargó esta "
                  "planilla, el portal le mostrará las dos versiones y usted elige."),
                _("Después de subirla, descargue una planilla nueva para seguir: la anterior "
                  "tiene versiones viejas de lo que acaba de guardar."),
                _("No escriba nombres de víctimas, números de expediente ni otros datos que las "
                  "identifiquen."),
            ),
        ),
        significado(),
    )  # fmt: skip


def significado() -> tuple[str, tuple[str, ...]]:
    """The key of marks."""
    return (
        _("Qué significa cada marca"),
        (
            _("Encabezado azul: se llena. Fondo gris: solo se lee, o no se pide en esa fila."),
            _("No aplica: no corresponde a su país o a este período."),
            _("No disponible: existe, pero no se pudo obtener."),
            _("Pendiente: se está recogiendo y llegará después."),
            _("¿Terminada? Sí: respondió todo lo que se pide en esa actividad."),
        ),
    )
