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

from .comun import exigir_secretaria, quien_y_cuando


def exigir_quien_publica(por: Usuario) -> None:
    """Documents are published by the ST or by the Presidencia: two must be able to."""
    if not (permisos.es_secretaria(por) or permisos.es_presidencia(por)):
        raise PermissionDenied(
            _("Los documentos los publica la Secretaría Técnica o la Presidencia.")
        )


def escribio(informe: Informe, quien: Usuario) -> bool:
    """Whether the person wrote any text that stands in the document."""
    return quien.pk in informe.narrativa.get("autores", ())


def por_que_no_publica(informe: Informe, por: Usuario) -> str:
    """Why this person cannot publish the document now, in a sentence; empty when she can.

    ``informe`` comes from ``Informe.objects.con_repetidos()``.
    """
    if informe.estado != Informe.Estado.BORRADOR:
        return como_esta(informe)
    if not informe.huella:
        return _("El informe todavía no se ha producido.")
    if informe.se_hace:
        return _("El documento se está haciendo: espere a que esté.")
    if informe.corte.estado != Corte.Estado.PUBLICADO:
        return _("El corte de este informe no está publicado.")
    if escribio(informe, por):
        return _("Usted escribió parte de este documento: lo publica otra persona.")
    if informe.repite:  # type: ignore[attr-defined]
        return _("Es el mismo archivo que se retiró: cambie el texto o prepare otro corte.")
    return ""


def como_esta(informe: Informe) -> str:
    """How the document stands, in a sentence, for who expected something else."""
    if informe.estado == Informe.Estado.PUBLICADO:
        return _("Ya está publicado: %s.") % quien_y_cuando(
            informe.publicado_por, informe.publicado_en
        )
    if informe.estado == Informe.Estado.BORRADOR:
        return _("Es un borrador: no se ha publicado y no hay nada que retirar.")
    if informe.corte.estado == Corte.Estado.RETIRADO:
        return _("Se retiró con su corte: %s.") % quien_y_cuando(
            informe.corte.retirado_por, informe.corte.retirado_en
        )
    if informe.retirado_en is None:
        return _("Ya no es el público: otro documento ocupó su lugar.")
    retiro = informe.history.filter(estado=Informe.Estado.RETIRADO).last()
    return _("Ya se retiró: %s.") % quien_y_cuando(
        retiro.history_user if retiro else None, informe.retirado_en
    )


@transaction.atomic
def publicar_informe(*, informe: Informe, por: Usuario) -> Informe:
    """Puts a produced document at its permanent address; the one there before is withdrawn.

    Raises ValueError when it has not been produced, its cut is not published, one of a newer cut
    stands there, the same file was withdrawn with a reason, or the person wrote part of it: a
    second one reads it first.
    """
    exigir_quien_publica(por)
    todos = Informe.objects.con_repetidos().select_related("corte")
    actual = todos.select_for_update(of=("self",)).get(pk=informe.pk)
    if motivo := por_que_no_publica(actual, por):
        raise ValueError(motivo)
    anteriores = Informe.objects.filter(
        tipo=actual.tipo,
        anio=actual.anio,
        sujeto=actual.sujeto,
        idioma=actual.idioma,
        estado=Informe.Estado.PUBLICADO,
    ).select_related("corte")
    for anterior in anteriores:
        if es_de_uno_mas_nuevo(anterior, actual):
            raise ValueError(_("Ya está publicado el de un corte más nuevo que este."))
        cambiar_estado(anterior, Informe.Estado.RETIRADO, por)
    actual.publicado_por, actual.publicado_en = por, timezone.now()
    cambiar_estado(actual, Informe.Estado.PUBLICADO, por)
    transaction.on_commit(cache.olvidar)
    return actual


def es_de_uno_mas_nuevo(anterior: Informe, actual: Informe) -> bool:
    """Whether the document in force is from a cut that became public after this one's."""
    antes, ahora = anterior.corte.publicado_en, actual.corte.publicado_en
    return antes is not None and ahora is not None and antes > ahora


@transaction.atomic
def retirar_informe(*, informe: Informe, motivo: str, por: Usuario, motivo_en: str = "") -> Informe:
    """Takes one document away from its address; who verifies its hash reads when and why.

    A better one may be made from the same cut. Raises ValueError without a reason or when it is
    not public, PermissionDenied.
    """
    exigir_quien_publica(por)
    if not motivo.strip():
        raise ValueError(_("Escriba por qué se retira."))
    actual = (
        Informe.objects.select_for_update(of=("self",)).select_related("corte").get(pk=informe.pk)
    )
    if actual.estado != Informe.Estado.PUBLICADO:
        raise ValueError(como_esta(actual))
    actual.motivo_retiro, actual.motivo_retiro_en = motivo.strip(), motivo_en.strip()
    actual.retirado_en = timezone.now()
    cambiar_estado(actual, Informe.Estado.RETIRADO, por)
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
    """The document's row; a new one when the one there was has been withdrawn."""
    return Informe.objects.exclude(estado=Informe.Estado.RETIRADO).get_or_create(
        tipo=tipo,
        corte=corte,
        anio=anio,
        sujeto=sujeto,
        idioma=idioma,
        defaults={"nombre_sujeto": nombre},
    )[0]
