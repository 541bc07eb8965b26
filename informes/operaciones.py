"""Every write with consequences on what the world sees: data cuts, documents, evidence.

Keyword-only, ``por=`` the person, atomic, permission checked here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from informes import auditoria, cache, contenido, publicables
from informes.models import Corte, CorteCelda, CorteParte, EvidenciaPublicada, Informe
from planes import arbol, permisos
from planes.limpieza.formatos import FORMATOS
from planes.models import Evidencia, Periodo, Plan
from planes.operaciones import guardar_con_historia


def exigir_secretaria(por: Usuario) -> None:
    if not permisos.es_secretaria(por):
        raise PermissionDenied(_("Solo la Secretaría Técnica publica en el sitio."))


@transaction.atomic
def preparar_corte(
    *,
    plan: Plan,
    periodos: Iterable[Periodo],
    fecha: dt.date,
    motivo: str,
    por: Usuario,
) -> Corte:
    """Freezes what is approved in those periods. Nothing is public yet.

    Raises ValueError with a sentence when there is no period, no approved
    report, no reason, or the date lies in the future or before the data.
    """
    exigir_secretaria(por)
    periodos = sorted(periodos, key=lambda p: (p.anio, p.semestre))
    revisar_pedido(plan, periodos, fecha, motivo)
    leido = arbol.cargar(plan, periodos)
    if not leido.aprobados:
        raise ValueError(_("No hay ningún reporte aprobado en esos períodos."))
    hecho = contenido.construir(leido, fecha, settings.PRIVACIDAD_LIMITE)
    corte = Corte.objects.create(
        plan=plan,
        fecha=fecha,
        huella=hecho.huella,
        motivo=motivo.strip(),
        demo=Usuario.objects.de_demostracion().exists(),
        creado_por=por,
    )
    corte.periodos.set(periodos)
    CorteParte.objects.bulk_create(
        CorteParte(corte=corte, clave=clave, contenido=parte, huella=contenido.huella(parte))
        for clave, parte in hecho.partes.items()
    )
    CorteCelda.objects.bulk_create(
        (CorteCelda(corte=corte, **vars(celda)) for celda in hecho.celdas), batch_size=500
    )
    return corte


def revisar_pedido(plan: Plan, periodos: list[Periodo], fecha: dt.date, motivo: str) -> None:
    if not motivo.strip():
        raise ValueError(_("Escriba por qué se hace este corte."))
    if not periodos:
        raise ValueError(_("Elija al menos un período."))
    if any(p.plan_id != plan.pk for p in periodos):
        raise ValueError(_("Los períodos no son de ese plan."))
    if fecha > timezone.localdate():
        raise ValueError(_("La fecha de los datos no puede estar en el futuro."))
    if fecha < periodos[-1].inicio:
        raise ValueError(_("La fecha de los datos es anterior al último período elegido."))


def tomar_corte(corte: Corte, desde: str) -> Corte:
    """Locks a cut that must be in the given state; the second of two people is told."""
    actual = Corte.objects.select_for_update().get(pk=corte.pk)
    if actual.estado != desde:
        raise ValueError(
            _("El corte está ahora «%(estado)s»: alguien se adelantó.")
            % {"estado": actual.get_estado_display()}
        )
    return actual


def vuelve_atras(corte: Corte, vigente: Corte | None) -> bool:
    """Whether the cut is older than the one in force: publishing it would take the site back."""
    return vigente is not None and (
        (corte.fecha, corte.creado_en) < (vigente.fecha, vigente.creado_en)
    )


@transaction.atomic
def publicar_corte(*, corte: Corte, por: Usuario, atras: bool = False) -> Corte:
    """Makes a prepared cut what the world sees, with the documents made from it.

    Raises ValueError when the cut in force is newer, unless ``atras`` says that this is meant,
    and when the audit finds a hidden count that could be worked out.
    """
    exigir_secretaria(por)
    actual = tomar_corte(corte, Corte.Estado.PREPARADO)
    if not atras and vuelve_atras(actual, Corte.objects.vigente()):
        raise ValueError(_("Ya hay un corte publicado más nuevo que este: diga si quiere volver."))
    exigir_que_no_delate(actual)
    actual.estado = Corte.Estado.PUBLICADO
    actual.publicado_por, actual.publicado_en = por, timezone.now()
    actual.save()
    for informe in actual.informes.filter(estado=Informe.Estado.BORRADOR).exclude(huella=""):
        publicar_informe(informe=informe, por=por)
    return actual


def exigir_que_no_delate(corte: Corte) -> None:
    """Raises ValueError when what the cut says, beside all that has ever been public, would let
    a hidden count be worked out."""
    halladas = auditoria.revisar(corte)
    if halladas:
        frases = " ".join(hallazgo.frase for hallazgo in halladas[:3])
        raise ValueError(_("No se puede publicar: daría a conocer lo oculto. %s") % frases)


@transaction.atomic
def retirar_corte(*, corte: Corte, motivo: str, por: Usuario) -> Corte:
    """Hides a published cut and its documents; hash and reason stay readable."""
    exigir_secretaria(por)
    if not motivo.strip():
        raise ValueError(_("Escriba por qué se retira."))
    actual = tomar_corte(corte, Corte.Estado.PUBLICADO)
    actual.estado = Corte.Estado.RETIRADO
    actual.retirado_por, actual.retirado_en = por, timezone.now()
    actual.motivo_retiro = motivo.strip()
    actual.save()
    for informe in actual.informes.filter(estado=Informe.Estado.PUBLICADO):
        cambiar_estado(informe, Informe.Estado.RETIRADO, por)
    return actual


@transaction.atomic
def publicar_informe(*, informe: Informe, por: Usuario) -> Informe:
    """Puts a produced document at its permanent address; the one there before is withdrawn.

    Raises ValueError when it has not been produced or its cut is not published.
    """
    exigir_secretaria(por)
    actual = (
        Informe.objects.select_for_update(of=("self",)).select_related("corte").get(pk=informe.pk)
    )
    if not actual.huella:
        raise ValueError(_("El informe todavía no se ha producido."))
    if actual.corte.estado != Corte.Estado.PUBLICADO:
        raise ValueError(_("El corte de este informe no está publicado."))
    anteriores = Informe.objects.filter(
        tipo=actual.tipo, anio=actual.anio, idioma=actual.idioma, estado=Informe.Estado.PUBLICADO
    ).exclude(pk=actual.pk)
    for anterior in anteriores:
        cambiar_estado(anterior, Informe.Estado.RETIRADO, por)
    actual.publicado_por, actual.publicado_en = por, timezone.now()
    cambiar_estado(actual, Informe.Estado.PUBLICADO, por)
    return actual


def cambiar_estado(informe: Informe, estado: str, por: Usuario) -> None:
    informe.estado = estado
    informe._history_user = por  # type: ignore[attr-defined]
    informe.save()


@transaction.atomic
def pedir_informes(*, corte: Corte, anio: int, por: Usuario) -> list[Informe]:
    """The annual report of that year in both languages, as rows to be produced.

    Raises ValueError when the year is not the cut's last one: the report tells
    the year as it stood at its end.
    """
    exigir_secretaria(por)
    ultimo = corte.periodos.order_by("-anio").values_list("anio", flat=True).first()
    if anio != ultimo:
        raise ValueError(_("Este corte sirve para el informe de %(anio)s.") % {"anio": ultimo})
    return [
        Informe.objects.get_or_create(
            tipo=Informe.Tipo.ANUAL, corte=corte, anio=anio, idioma=idioma
        )[0]
        for idioma in ("es", "en")
    ]


# --- Evidence: published by an act of its own, as a copy ------------------------------------------


@transaction.atomic
def publicar_evidencia(
    *,
    evidencia: Evidencia,
    titulo: str,
    titulo_en: str,
    alternativo: str,
    alternativo_en: str,
    por: Usuario,
) -> EvidenciaPublicada:
    """Copies the cleaned file to where the world finds it; the one already there is returned.

    Raises ValueError with a sentence when it may not be published, PermissionDenied.
    """
    exigir_secretaria(por)
    actual = Evidencia.objects.select_for_update(of=("self",)).filter(pk=evidencia.pk).first()
    if actual is None:
        raise ValueError(_("Ese archivo ya no está: lo borraron."))
    vigente = publicables.publicadas_de(actual).filter(retirada_en=None).first()
    if vigente is not None:
        return vigente
    motivo, lugar = publicables.por_que_no(actual), publicables.lugar_de(actual)
    if motivo or lugar is None:
        raise ValueError(motivo)
    formato = next(f for f in FORMATOS.values() if f.mime == actual.formato)
    if formato.familia == "imagen" and not (alternativo.strip() and alternativo_en.strip()):
        raise ValueError(_("Describa la imagen en los dos idiomas: hay quien no puede verla."))
    try:
        with actual.limpia.open("rb") as copia:
            contenido = copia.read()
    except OSError as error:
        raise ValueError(_("La copia limpia no está en su lugar: avise a sistemas.")) from error
    publicada = EvidenciaPublicada(
        **vars(lugar),
        referencia=actual.referencia,
        huella_original=actual.huella,
        formato=actual.formato,
        extension=formato.extension,
        tamano=len(contenido),
        huella=hashlib.sha256(contenido).hexdigest(),
        titulo=titulo.strip(),
        titulo_en=titulo_en.strip(),
        alternativo=alternativo.strip(),
        alternativo_en=alternativo_en.strip(),
        fecha=actual.fecha,
        publicada_por=por,
    )
    try:
        publicada.archivo.save(f".{formato.extension}", ContentFile(contenido), save=False)
        if formato.familia == "imagen":
            pequena = ContentFile(publicables.miniatura_de(contenido))
            publicada.miniatura.save("-mini.jpg", pequena, save=False)
        guardar_con_historia(publicada, por=por, motivo="publicar")
    except BaseException:
        borrar_copias(publicada)
        raise
    transaction.on_commit(cache.olvidar)
    return publicada


@transaction.atomic
def retirar_evidencia(
    *, publicada: EvidenciaPublicada, motivo: str, por: Usuario
) -> EvidenciaPublicada:
    """Takes a published file away at once; who, when and why stay. Raises ValueError without a
    reason, PermissionDenied."""
    exigir_secretaria(por)
    if not motivo.strip():
        raise ValueError(_("Escriba por qué se retira."))
    return quitar_evidencia(publicada, motivo.strip(), por)


@transaction.atomic
def quitar_evidencia(
    publicada: EvidenciaPublicada, motivo: str, por: Usuario
) -> EvidenciaPublicada:
    """The withdrawal itself; one that was withdrawn already stays as it was."""
    actual = EvidenciaPublicada.objects.select_for_update().get(pk=publicada.pk)
    if actual.retirada_en is None:
        con_copias = EvidenciaPublicada(
            archivo=actual.archivo.name, miniatura=actual.miniatura.name
        )
        actual.archivo, actual.miniatura = "", ""
        actual.retirada_por, actual.retirada_en = por, timezone.now()
        actual.motivo_retiro = motivo
        guardar_con_historia(actual, por=por, motivo="retirar")
        transaction.on_commit(lambda: borrar_copias(con_copias))
        transaction.on_commit(cache.olvidar)
    return actual


def borrar_copias(publicada: EvidenciaPublicada) -> None:
    """Deletes the public files; the evidence itself keeps its own."""
    for campo in (publicada.archivo, publicada.miniatura):
        if campo.name:
            campo.storage.delete(campo.name)
