"""What the ST does to periods: open, move dates, extend for some, end an extension, close.

What is wrong with the dates is a ValidationError by field (``plan``, ``anio``, ``semestre``,
``abre``, ``vence``, ``cierra``, ``informantes``, ``hasta``, ``motivo``), so that a form can say
it where it was typed. An informant is a country, or None for the regional report.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actores.models import Pais, Usuario
from planes import agenda, correos, permisos
from planes.models import Periodo, Plan, Prorroga, Reporte

from .comun import borrar_con_historia, guardar_con_historia

CLAVE, FECHAS = ("plan", "anio", "semestre"), ("abre", "vence", "cierra")

Informante = Pais | None


@transaction.atomic
def abrir_periodo(
    *,
    plan: Plan,
    anio: int,
    semestre: int,
    abre: dt.date,
    vence: dt.date,
    cierra: dt.date,
    por: Usuario,
) -> Periodo:
    """Makes a semester's period; it opens by itself on the day ``abre``, also for a past one."""
    exigir(por)
    periodo = Periodo(
        plan=plan, anio=anio, semestre=semestre, abre=abre, vence=vence, cierra=cierra
    )
    revisar(periodo)
    guardar_con_historia(periodo, por=por, motivo="abrir")
    return periodo


@transaction.atomic
def cambiar_periodo(*, periodo: Periodo, motivo: str, por: Usuario, **campos: Any) -> Periodo:
    """Moves a period's dates (``abre``, ``vence``, ``cierra``) and tells those who have not sent.

    ``plan``, ``anio`` and ``semestre`` can change too while nobody has reported. Without a
    difference nothing is written.
    """
    exigir(por)
    actual = tomar_periodo(periodo)
    cambios = {c: v for c, v in campos.items() if getattr(actual, c) != v}
    if not cambios:
        return actual
    exigir_motivo(motivo)
    if set(cambios) & set(CLAVE) and actual.reportes.exists():
        raise ValidationError({c: _("Ya hay reportes de este período.") for c in CLAVE})
    for campo, valor in cambios.items():
        setattr(actual, campo, valor)
    revisar(actual)
    guardar_con_historia(actual, por=por, motivo=motivo.strip())
    if set(cambios) & set(FECHAS):
        correos.plazo(actual, sin_enviar(actual), motivo.strip())
    return actual


@transaction.atomic
def prorrogar(
    *,
    periodo: Periodo,
    informantes: Iterable[Informante],
    hasta: dt.date,
    motivo: str,
    por: Usuario,
) -> list[Prorroga]:
    """Gives these informants until ``hasta``; who has an extension has its date moved.

    Those to whom it changes something get a mail. Doing it twice does it once.
    """
    exigir(por)
    actual = tomar_periodo(periodo)
    motivo = exigir_motivo(motivo)
    informantes = list(informantes)
    esperados = {linea.pais for linea in lineas_de(actual)}
    if not informantes or not set(informantes) <= esperados:
        raise ValidationError({"informantes": _("Elija quién recibe la prórroga.")})
    if hasta <= actual.cierra:
        raise ValidationError(
            {
                "hasta": _("El período ya cierra el %(cierra)s: la prórroga debe llegar más lejos.")
                % {"cierra": date_format(actual.cierra)}
            }
        )
    if hasta < timezone.localdate():
        raise ValidationError({"hasta": _("Esa fecha ya pasó.")})
    dadas = []
    for pais in informantes:
        suyas = prorrogas_de(actual, pais)
        prorroga = suyas[-1] if suyas else Prorroga(periodo=actual, pais=pais)
        if (prorroga.hasta, prorroga.motivo) != (hasta, motivo):
            prorroga.hasta, prorroga.motivo = hasta, motivo
            guardar_con_historia(prorroga, por=por, motivo=motivo)
            dadas.append(prorroga)
    correos.prorroga(dadas)
    return dadas


@transaction.atomic
def terminar_prorroga(*, periodo: Periodo, pais: Informante, motivo: str, por: Usuario) -> None:
    """Ends an informant's extension: from now on it cannot send, unless the period is open.

    What it sent today stays on time: then today is its last day. Without an extension there is
    nothing to end.
    """
    exigir(por)
    actual = tomar_periodo(periodo)
    motivo = exigir_motivo(motivo)
    if acortar(actual, pais, ultimo_dia(actual, [pais]), por=por, motivo=motivo):
        correos.plazo(actual, [pais], motivo)


@transaction.atomic
def cerrar_periodo(*, periodo: Periodo, motivo: str, por: Usuario) -> Periodo:
    """Closes a period now, extensions included.

    Nobody loses a day that was promised: before it falls due, and where somebody has sent
    today, today is the last day; else it was yesterday. Raises ValidationError (no field) for
    one that has not opened or has closed for all.
    """
    exigir(por)
    actual = tomar_periodo(periodo)
    motivo = exigir_motivo(motivo)
    hoy = timezone.localdate()
    abiertos = [li.pais for li in lineas_de(actual) if actual.abierto_para(li.pais, hoy)]
    if not abiertos:
        raise ValidationError(_("El período no está abierto: no hay qué cerrar."))
    pendientes = [pais for pais in sin_enviar(actual) if pais in abiertos]
    dia = ultimo_dia(actual, abiertos)
    for pais in abiertos:
        acortar(actual, pais, dia, por=por, motivo=motivo)
    if actual.cierra > dia:
        actual.vence, actual.cierra = min(actual.vence, dia), dia
        guardar_con_historia(actual, por=por, motivo=motivo)
    correos.plazo(actual, pendientes, motivo)
    return actual


# --- What they share -----------------------------------------------------------------------------


def exigir(por: Usuario) -> None:
    if not permisos.es_secretaria(por):
        raise PermissionDenied(_("Los períodos los lleva la Secretaría Técnica."))


def exigir_motivo(motivo: str) -> str:
    if not motivo.strip():
        raise ValidationError({"motivo": _("Escriba el motivo: queda en el historial.")})
    return motivo.strip()


def tomar_periodo(periodo: Periodo) -> Periodo:
    """The period's row, locked, as it is now."""
    return Periodo.objects.select_for_update(of=("self",)).select_related("plan").get(pk=periodo.pk)


def revisar(periodo: Periodo) -> None:
    """Raises ValidationError with everything that is wrong, so that it is mended at once."""
    errores: dict[str, Any] = dict(errores_de_fechas(periodo))
    try:
        periodo.full_clean(validate_constraints=not errores)
    except ValidationError as error:
        errores = error.message_dict | errores
    if errores:
        raise ValidationError(errores)


def errores_de_fechas(periodo: Periodo) -> dict[str, str]:
    """By field, what keeps these dates from being a period's; a missing date is not judged."""
    errores = {}
    abre, vence, cierra = periodo.abre, periodo.vence, periodo.cierra
    for campo in FECHAS:
        fecha = getattr(periodo, campo)
        if fecha and not 2000 <= fecha.year <= 2099:
            errores[campo] = _("Revise el año: va de 2000 a 2099.")
    if abre and vence and vence < abre:
        errores["vence"] = _("Vence el %(vence)s, antes de abrir el %(abre)s.") % {
            "vence": date_format(vence),
            "abre": date_format(abre),
        }
    if vence and cierra and cierra < vence:
        errores["cierra"] = _("Cierra el %(cierra)s, antes de vencer el %(vence)s.") % {
            "cierra": date_format(cierra),
            "vence": date_format(vence),
        }
    if abre and 2000 <= (periodo.anio or 0) <= 2099 and periodo.semestre and abre < periodo.inicio:
        errores["abre"] = _("El semestre empieza el %(inicio)s: no puede abrir antes.") % {
            "inicio": date_format(periodo.inicio)
        }
    return errores


def lineas_de(periodo: Periodo) -> list[agenda.Linea]:
    """One for each informant that is expected to report on the period."""
    todas = agenda.lineas([*Pais.objects.all(), None])
    return [linea for linea in todas if linea.periodo.pk == periodo.pk]


def sin_enviar(periodo: Periodo) -> list[Informante]:
    """The informants whom the dates still bind: nothing sent yet, or taken back."""
    return [
        li.pais
        for li in lineas_de(periodo)
        if li.reporte is None
        or (li.reporte.estado == Reporte.Estado.BORRADOR and li.reporte.version == 1)
    ]


def prorrogas_de(periodo: Periodo, pais: Informante) -> list[Prorroga]:
    """An informant's extensions, the longest last."""
    return list(periodo.prorrogas.filter(pais=pais).order_by("hasta", "pk"))


def ultimo_dia(periodo: Periodo, informantes: Sequence[Informante]) -> dt.date:
    """The last day that counts when it ends now: yesterday, or today where that would take
    away a promised day, or make late what came today."""
    hoy = timezone.localdate()
    hoy_llegaron = {
        li.pais
        for li in lineas_de(periodo)
        if li.reporte and li.reporte.enviado_en and timezone.localdate(li.reporte.enviado_en) == hoy
    }
    if hoy <= periodo.vence or hoy_llegaron & set(informantes):
        return hoy
    return hoy - dt.timedelta(days=1)


def acortar(periodo: Periodo, pais: Informante, dia: dt.date, *, por: Usuario, motivo: str) -> bool:
    """Cuts the informant's extensions to that day; one that then adds nothing to the period's
    own dates goes, and its history says why. Whether there was any."""
    largas = [p for p in prorrogas_de(periodo, pais) if p.hasta > dia]
    for prorroga in largas:
        if dia > periodo.cierra:
            prorroga.hasta = dia
            guardar_con_historia(prorroga, por=por, motivo=motivo)
        else:
            borrar_con_historia(prorroga, por=por, motivo=motivo)
    return bool(largas)
