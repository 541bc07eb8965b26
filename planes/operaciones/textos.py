"""What is written for the public from a country's report: by the ST, accepted by the country."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from planes import correos, permisos
from planes.models import Actividad, Reporte, TextoPublico

from .comun import Conflicto, borrar_con_historia, guardar_con_historia


@dataclass(frozen=True)
class RespuestaDePais:
    """What a country says of one text: ``version`` is the one it read."""

    version: int
    acepta: bool
    comentario: str = ""


@transaction.atomic
def escribir_texto(
    *,
    reporte: Reporte,
    actividad: Actividad,
    texto: str,
    texto_en: str,
    version: int,
    por: Usuario,
) -> TextoPublico | None:
    """Writes, changes or (blank) takes away the public text of one activity; None when there is
    none in the end. A changed text waits for the country again, which gets at most one mail a
    day of a report. ``version`` is the one that was read, 0 for none.

    Raises PermissionDenied for who may not, Conflicto when somebody changed it meanwhile and
    ValueError for an English text without the Spanish one.
    """
    actual = tomar_reporte(reporte)
    if not permisos.puede_escribir_textos(por, actual):
        raise PermissionDenied(_("Usted no puede escribir textos para publicar de este reporte."))
    texto, texto_en = texto.strip(), texto_en.strip()
    if texto_en and not texto:
        raise ValueError(_("Escriba también el texto en español."))
    previo = actual.textos_publicos.filter(actividad=actividad).first()
    if previo and (previo.texto, previo.texto_en) == (texto, texto_en):
        return previo
    if (previo.version if previo else 0) != version:
        raise Conflicto(previo or TextoPublico(reporte=actual, actividad=actividad))
    if not texto:
        if previo:
            borrar_con_historia(previo, por=por)
        return None
    nuevo = previo or TextoPublico(reporte=actual, actividad=actividad, version=0)
    nuevo.texto, nuevo.texto_en = texto, texto_en
    nuevo.estado = TextoPublico.Estado.PROPUESTO
    nuevo.version += 1
    nuevo.escrito_por, nuevo.escrito_en = por, timezone.now()
    nuevo.respondido_por = nuevo.respondido_en = None
    guardar_con_historia(nuevo, por=por, motivo="escribir")
    correos.textos_por_aceptar(actual)
    return nuevo


@transaction.atomic
def responder_textos(
    *, reporte: Reporte, respuestas: Mapping[int, RespuestaDePais], por: Usuario
) -> list[TextoPublico]:
    """The country's answers by text id, in one go; who wrote the texts gets one mail.

    Raises PermissionDenied for who does not answer for the country, Conflicto when a text
    was changed since it was read (nothing is written) and ValueError for an objection
    without its reason.
    """
    actual = tomar_reporte(reporte)
    if not permisos.responde_textos(por, actual):
        raise PermissionDenied(_("Los textos los acepta el punto focal del país."))
    respondidos = []
    textos = actual.textos_publicos.select_related("actividad", "escrito_por")
    for texto in textos.filter(pk__in=respuestas):
        respuesta = respuestas[texto.pk]
        comentario = respuesta.comentario.strip()
        if texto.version != respuesta.version:
            raise Conflicto(texto)
        if not respuesta.acepta and not comentario:
            raise ValueError(_("Diga qué hay que cambiar en el texto."))
        estados = TextoPublico.Estado
        estado = estados.ACEPTADO if respuesta.acepta else estados.OBJETADO
        if (texto.estado, texto.comentario) == (estado, comentario):
            continue
        texto.estado, texto.comentario = estado, comentario
        texto.respondido_por, texto.respondido_en = por, timezone.now()
        guardar_con_historia(texto, por=por, motivo="aceptar" if respuesta.acepta else "objetar")
        respondidos.append(texto)
    if respondidos:
        correos.textos_respondidos(actual, respondidos)
    return respondidos


def tomar_reporte(reporte: Reporte) -> Reporte:
    """Locks the report's row: one writes or answers its texts at a time."""
    return (
        Reporte.objects.select_for_update(of=("self",))
        .select_related("periodo__plan", "pais")
        .get(pk=reporte.pk)
    )
