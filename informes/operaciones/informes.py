"""Documents: asked for, published, withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from informes import cache, familia
from informes.models import Corte, Informe, TipoInforme
from planes import permisos

from .comun import exigir_secretaria


def exigir_quien_publica(por: Usuario) -> None:
    """Documents are published by the ST or by the Presidencia: two must be able to."""
    if not (permisos.es_secretaria(por) or permisos.es_presidencia(por)):
        raise PermissionDenied(
            _("Los documentos los publica la Secretaría Técnica o la Presidencia.")
        )


def escribio(informe: Informe, quien: Usuario) -> bool:
    """Whether the person wrote any text that stands in the document."""
    return quien.pk in informe.narrativa.get("autores", ())


@transaction.atomic
def publicar_informe(*, informe: Informe, por: Usuario) -> Informe:
    """Puts a produced document at its permanent address; the one there before is withdrawn.

    Raises ValueError when it has not been produced, its cut is not published, or the person
    wrote part of it: a second one reads it first.
    """
    exigir_quien_publica(por)
    actual = (
        Informe.objects.select_for_update(of=("self",)).select_related("corte").get(pk=informe.pk)
    )
    if not actual.huella:
        raise ValueError(_("El informe todavía no se ha producido."))
    if actual.se_hace:
        raise ValueError(_("El documento se está haciendo: espere a que esté."))
    if actual.corte.estado != Corte.Estado.PUBLICADO:
        raise ValueError(_("El corte de este informe no está publicado."))
    if escribio(actual, por):
        raise ValueError(_("Usted escribió parte de este documento: lo publica otra persona."))
    anteriores = Informe.objects.filter(
        tipo=actual.tipo,
        anio=actual.anio,
        sujeto=actual.sujeto,
        idioma=actual.idioma,
        estado=Informe.Estado.PUBLICADO,
    ).exclude(pk=actual.pk)
    for anterior in anteriores:
        cambiar_estado(anterior, Informe.Estado.RETIRADO, por)
    actual.publicado_por, actual.publicado_en = por, timezone.now()
    cambiar_estado(actual, Informe.Estado.PUBLICADO, por)
    transaction.on_commit(cache.olvidar)
    return actual


def cambiar_estado(informe: Informe, estado: str, por: Usuario) -> None:
    informe.estado = estado
    informe._history_user = por  # type: ignore[attr-defined]
    informe.save()


@transaction.atomic
def pedir_informes(
    *,
    corte: Corte,
    anio: int,
    por: Usuario,
    tipos: Iterable[str] = (TipoInforme.ANUAL,),
    sujetos: Iterable[str] | None = None,
) -> list[Informe]:
    """The documents of those types in both languages, of every subject or of ``sujetos`` only,
    as rows to be produced.

    Raises ValueError when the year is not the cut's last one (a document tells the year as it
    stood at its end) or a type has nothing to be about.
    """
    exigir_secretaria(por)
    ultimo = corte.periodos.order_by("-anio").values_list("anio", flat=True).first()
    if anio != ultimo:
        raise ValueError(_("Este corte sirve para el informe de %(anio)s.") % {"anio": ultimo})
    pedidos = []
    for tipo in map(TipoInforme, tipos):
        de_que = familia.sujetos(tipo, corte)
        elegidos = set(de_que if sujetos is None else sujetos)
        if not elegidos & set(de_que):
            raise ValueError(_("No hay de qué hacer ese documento: %s.") % tipo.label)
        for sujeto, nombre in de_que.items():
            if sujeto in elegidos:
                pedidos += [fila(corte, anio, tipo, sujeto, nombre[i], i) for i in ("es", "en")]
    return pedidos


def fila(
    corte: Corte, anio: int, tipo: TipoInforme, sujeto: str, nombre: str, idioma: str
) -> Informe:
    return Informe.objects.get_or_create(
        tipo=tipo,
        corte=corte,
        anio=anio,
        sujeto=sujeto,
        idioma=idioma,
        defaults={"nombre_sujeto": nombre},
    )[0]
