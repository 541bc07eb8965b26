"""Data cuts: prepared, published, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Usuario
from informes import auditoria, contenido, tareas
from informes.models import Corte, CorteCelda, CorteParte, Informe
from planes import arbol
from planes.models import Periodo, Plan

from .comun import exigir_secretaria, quien_y_cuando
from .informes import cambiar_estado, escribio, publicar_informe


class YaPreparado(ValueError):
    """The very same cut waits already (a second click): ``corte``."""

    def __init__(self, corte: Corte) -> None:
        super().__init__(_("Este corte ya estaba preparado, igual y con el mismo motivo."))
        self.corte = corte


@transaction.atomic
def preparar_corte(
    *,
    plan: Plan,
    periodos: Iterable[Periodo],
    fecha: dt.date,
    motivo: str,
    por: Usuario,
    motivo_en: str = "",
) -> Corte:
    """Freezes what is approved in those periods. Nothing is public yet.

    Raises ValueError with a sentence when there is no period, no approved
    report, no reason, or the date lies in the future or before the data;
    YaPreparado when the same cut waits already.
    """
    exigir_secretaria(por)
    Plan.objects.select_for_update().get(pk=plan.pk)  # of two clicks the second finds the first
    periodos = sorted(periodos, key=lambda p: (p.anio, p.semestre))
    revisar_pedido(plan, periodos, fecha, motivo)
    leido = arbol.cargar(plan, periodos)
    if not leido.aprobados:
        raise ValueError(_("No hay ningún reporte aprobado en esos períodos."))
    hecho = contenido.construir(leido, fecha, settings.PRIVACIDAD_LIMITE)
    esperan = Corte.objects.filter(plan=plan, estado=Corte.Estado.PREPARADO, fecha=fecha)
    dicho = {"motivo": motivo.strip(), "motivo_en": motivo_en.strip()}
    gemelo = esperan.filter(huella=hecho.huella, **dicho).first()
    if gemelo:
        raise YaPreparado(gemelo)
    corte = Corte.objects.create(
        plan=plan,
        fecha=fecha,
        huella=hecho.huella,
        **dicho,
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
        raise ValueError(como_esta(actual))
    return actual


def como_esta(corte: Corte) -> str:
    """How the cut stands, in a sentence, for who expected something else."""
    if corte.estado == Corte.Estado.RETIRADO:
        return _("El corte ya se retiró: %s.") % quien_y_cuando(
            corte.retirado_por, corte.retirado_en
        )
    if corte.estado == Corte.Estado.PUBLICADO:
        return _("El corte ya está publicado: %s.") % quien_y_cuando(
            corte.publicado_por, corte.publicado_en
        )
    return _("El corte no se ha publicado: no hay nada que retirar.")


def vuelve_atras(corte: Corte, vigente: Corte | None) -> bool:
    """Whether the cut is older than the one in force: publishing it would take the site back."""
    return vigente is not None and (
        (corte.fecha, corte.creado_en) < (vigente.fecha, vigente.creado_en)
    )


@transaction.atomic
def publicar_corte(*, corte: Corte, por: Usuario, atras: bool = False) -> Corte:
    """Makes a prepared cut what the world sees, with the documents made from it; those that this
    person has written wait for another one. Its files of open data are made right after.

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
        if not informe.se_hace and not escribio(informe, por):
            publicar_informe(informe=informe, por=por)
    tareas.encargar_datos_abiertos(actual)
    return actual


def exigir_que_no_delate(corte: Corte) -> None:
    """Raises ValueError when what the cut says, beside all that has ever been public, would let
    a hidden count be worked out."""
    halladas = auditoria.revisar(corte)
    if halladas:
        frases = " ".join(hallazgo.frase for hallazgo in halladas[:3])
        raise ValueError(_("No se puede publicar: daría a conocer lo oculto. %s") % frases)


@transaction.atomic
def retirar_corte(*, corte: Corte, motivo: str, por: Usuario, motivo_en: str = "") -> Corte:
    """Hides a published cut and its documents; hash and reason stay readable."""
    exigir_secretaria(por)
    if not motivo.strip():
        raise ValueError(_("Escriba por qué se retira."))
    actual = tomar_corte(corte, Corte.Estado.PUBLICADO)
    actual.estado = Corte.Estado.RETIRADO
    actual.retirado_por, actual.retirado_en = por, timezone.now()
    actual.motivo_retiro, actual.motivo_retiro_en = motivo.strip(), motivo_en.strip()
    actual.save()
    for informe in actual.informes.filter(estado=Informe.Estado.PUBLICADO):
        cambiar_estado(informe, Informe.Estado.RETIRADO, por)
    return actual
