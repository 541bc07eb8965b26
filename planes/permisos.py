"""Who may do what with plan and reports. Views, admin, API and operations all ask here.

============================  =========  ==========  ===========  =========  ==========
act on a country's report     own focal  ST          Presidencia  other      committee,
                              point                               country    observer
============================  =========  ==========  ===========  =========  ==========
read                          yes        yes         yes          404        404
save while open               yes        yes (*)     no           404        404
send, withdraw, correct (***) yes        no          no           404        404
observe, return, approve      no         yes (**)    yes (**)     404        404
write texts for publication   no         yes         no           404        404
accept or object to those     yes        no          no           404        404
write the self-assessment     yes        no          no           404        404
invite collaborators          yes        no          no           404        404
============================  =========  ==========  ===========  =========  ==========

(*) typing what the country was e-mailed; the country sends. (**) never one's own
country's report, nor what one has sent. (***) and abandon a correction that
was never sent. The regional report belongs to the ST;
only the Presidencia reviews it. A collaborator (``Colaboracion``) reads what her
focal point reads and saves the activities she was given: ``puede_llenar``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actores.models import Pais
from actores.roles import (
    COLABORADOR,
    COMITE_COMUNICACION,
    OBSERVADOR,
    PRESIDENCIA,
    PUNTO_FOCAL,
    SECRETARIA_TECNICA,
    tiene_rol,
)
from planes import transiciones
from planes.models import Actividad, Periodo, Registro, Reporte
from planes.models.reporte import paises_que_lee

MANTIENEN_EL_PLAN = (SECRETARIA_TECNICA,)
REVISAN = (SECRETARIA_TECNICA, PRESIDENCIA)
VEN_ESTADOS = (SECRETARIA_TECNICA, PRESIDENCIA, OBSERVADOR)
LEEN_LA_ESTRATEGIA = (SECRETARIA_TECNICA, PRESIDENCIA, COMITE_COMUNICACION)


def es_secretaria(usuario: Any) -> bool:
    return tiene_rol(usuario, MANTIENEN_EL_PLAN)


def es_presidencia(usuario: Any) -> bool:
    return tiene_rol(usuario, (PRESIDENCIA,))


def ve_estados(usuario: Any) -> bool:
    """Whether the person may know which countries have reported (not what they say)."""
    return tiene_rol(usuario, VEN_ESTADOS)


def lee_reportes(usuario: Any) -> bool:
    """Whether the person may read what every country reports."""
    return tiene_rol(usuario, REVISAN)


def lee_estrategia(usuario: Any) -> bool:
    """Whether the person may read how the Estrategia goes; only the ST writes it."""
    return tiene_rol(usuario, LEEN_LA_ESTRATEGIA)


def paises_de(usuario: Any) -> frozenset[int]:
    """Primary keys of the countries this person may report for today: named and with the role."""
    return paises_nombrados(usuario) if tiene_rol(usuario, (PUNTO_FOCAL,)) else frozenset()


def paises_nombrados(usuario: Any) -> frozenset[int]:
    """Primary keys of the countries this person is named a focal point of, with the role or not.

    Read once per user object, like the roles.
    """
    if not getattr(usuario, "is_authenticated", False) or not usuario.is_active:
        return frozenset()
    if not hasattr(usuario, "paises_leidos"):
        vigentes = usuario.puntos_focales.vigentes()
        usuario.paises_leidos = frozenset(vigentes.values_list("pais_id", flat=True))
    return usuario.paises_leidos


def actividades_de(usuario: Any, pais: int | None) -> frozenset[int]:
    """Primary keys of the activities that the person helps to fill for that country (its id).

    Read once per user object.
    """
    if not tiene_rol(usuario, (COLABORADOR,)):
        return frozenset()
    if not hasattr(usuario, "actividades_leidas"):
        usuario.actividades_leidas = {}
        pares = usuario.colaboraciones.vigentes().order_by()
        for suyo, actividad in pares.values_list("pais_id", "actividades"):
            usuario.actividades_leidas.setdefault(suyo, set()).add(actividad)
    return frozenset(usuario.actividades_leidas.get(pais, ()))


def es_de_su_pais(usuario: Any, reporte: Reporte) -> bool:
    """Whether the report is that of the person's own country: as focal point, as a
    collaborator or by employer.

    Being named is enough here: taking the role away does not make a reviewer impartial.
    """
    if reporte.pais_id is None:
        return False
    organizacion = getattr(usuario, "organizacion", None)
    propio = organizacion.pais_id if organizacion else None
    nombrada = reporte.pais_id in paises_nombrados(usuario)
    return nombrada or reporte.pais_id == propio or bool(actividades_de(usuario, reporte.pais_id))


def partes_de(usuario: Any, reporte: Reporte) -> frozenset[str]:
    """The parts (``transiciones``) that this person can play for this report."""
    partes: set[str] = set()
    if reporte.es_regional:
        if es_secretaria(usuario):
            partes.add(transiciones.INFORMANTE)
        if es_presidencia(usuario) and reporte.enviado_por_id != usuario.pk:
            partes.add(transiciones.REVISOR)
        return frozenset(partes)
    if reporte.pais_id in paises_de(usuario):
        partes.add(transiciones.INFORMANTE)
    elif es_secretaria(usuario):
        partes.add(transiciones.CAPTURA)
    elif actividades_de(usuario, reporte.pais_id):
        partes.add(transiciones.COLABORADOR)
    if (
        tiene_rol(usuario, REVISAN)
        and not es_de_su_pais(usuario, reporte)
        and reporte.enviado_por_id != usuario.pk
    ):
        partes.add(transiciones.REVISOR)
    return frozenset(partes)


def puede(usuario: Any, acto: str, reporte: Reporte, *, hoy: dt.date | None = None) -> bool:
    """Whether the person may do the act (``transiciones.TABLA``) to the report today."""
    if not transiciones.permitida(acto, reporte.estado, partes_de(usuario, reporte)):
        return False
    if acto == "corregir" and hasattr(reporte, "sustituido_por"):
        return False
    if acto == "abandonar" and not reporte.correccion_sin_enviar:
        return False
    # Two names of one button: what was returned before goes back to its remarks.
    if acto in {"retirar", "retomar"} and (acto == "retomar") != reporte.reenviado:
        return False
    return not transiciones.TABLA[acto].con_plazo or en_plazo(reporte, hoy=hoy)


def puede_llenar(
    usuario: Any,
    reporte: Reporte,
    actividad: Actividad | None = None,
    *,
    hoy: dt.date | None = None,
) -> bool:
    """Whether the person may save answers of that activity in the report today; without an
    activity, answers of any. The only question to ask before letting somebody write in one."""
    if not puede(usuario, "guardar", reporte, hoy=hoy):
        return False
    if partes_de(usuario, reporte) != {transiciones.COLABORADOR}:
        return True
    return actividad is not None and actividad.pk in actividades_de(usuario, reporte.pais_id)


def por_que_no_llena(usuario: Any, reporte: Reporte, actividad: Actividad | None = None) -> str:
    """One sentence saying why this person cannot write there; empty when she can."""
    if puede_llenar(usuario, reporte, actividad):
        return ""
    if cerrado := por_que_cerrado(reporte):
        return cerrado
    if transiciones.COLABORADOR in partes_de(usuario, reporte):
        return _(
            "Usted colabora en algunas actividades de este reporte. "
            "Lo demás lo llena el punto focal de su país."
        )
    return _("Usted puede leer este reporte. Lo llena quien reporta por él.")


def en_plazo(reporte: Reporte, *, hoy: dt.date | None = None) -> bool:
    """Whether the dates let the report be written in.

    The period's dates bind a first version only until it has been sent: what the
    ST returned, and a correction of what was approved, can be mended at any time.
    """
    if reporte.estado == Reporte.Estado.OBSERVADO or reporte.version > 1:
        return True
    return reporte.periodo.abierto_para(reporte.pais, hoy)


def actos_de(usuario: Any, reporte: Reporte) -> list[str]:
    """Every act open to the person on this report today, in table order."""
    return [acto for acto in transiciones.TABLA if puede(usuario, acto, reporte)]


def puede_informar(usuario: Any, periodo: Periodo, pais: Pais | None) -> bool:
    """Whether the person may start that informant's report: own country, or the ST."""
    if es_secretaria(usuario):
        return True
    return pais is not None and pais.pk in paises_de(usuario)


def lee_registro(usuario: Any) -> bool:
    """Whether the person may read rows of the registers: of her country, or all."""
    return lee_reportes(usuario) or bool(paises_que_lee(usuario))


def puede_anotar(usuario: Any, pais: int | None) -> bool:
    """Whether the person may write in the registers of that country (its id): those named for
    it, who fill or help to fill its report. What the region does (None) the ST writes down."""
    return es_secretaria(usuario) if pais is None else pais in paises_que_lee(usuario)


def puede_anotar_fila(usuario: Any, fila: Registro) -> bool:
    """Whether the person may change that row, or add it: a collaborator only her own rows."""
    if not puede_anotar(usuario, fila.pais_id):
        return False
    if fila.pais_id is None or fila.pais_id in paises_de(usuario):
        return True
    return fila.creado_por_id == usuario.pk


def puede_servir_a(usuario: Any, pais: int | None, actividades: Iterable[int]) -> bool:
    """Whether the person may write down what serves these activities (ids): a collaborator,
    only what serves some of hers and no other."""
    if pais is None or pais in paises_de(usuario):
        return True
    elegidas = frozenset(actividades)
    return bool(elegidas) and elegidas <= actividades_de(usuario, pais)


def puede_autoevaluar(usuario: Any, pais: int | None) -> bool:
    """Whether the person writes the yearly self-assessment of that country (its id)."""
    return pais in paises_de(usuario)


def puede_compartir(usuario: Any, pais: int | None = None) -> bool:
    """Whether the person may invite collaborators of that country (its id), or of any."""
    suyos = paises_de(usuario)
    return bool(suyos) if pais is None else pais in suyos


def puede_escribir_textos(usuario: Any, reporte: Reporte) -> bool:
    """Whether the person may write for the public from what a country reported: the ST, once it
    was sent, and as long as no correction of it is under way."""
    return (
        es_secretaria(usuario)
        and not reporte.es_regional
        and not reporte.editable
        and not hasattr(reporte, "sustituido_por")
    )


def responde_textos(usuario: Any, reporte: Reporte) -> bool:
    """Whether the person accepts or objects to those texts for the country."""
    return reporte.pais_id in paises_de(usuario) and not hasattr(reporte, "sustituido_por")


def por_que_cerrado(reporte: Reporte, *, hoy: dt.date | None = None) -> str:
    """One sentence saying why the report cannot be written in now; empty when it can (Q11)."""
    hoy = hoy or timezone.localdate()
    periodo = reporte.periodo
    if reporte.editable and en_plazo(reporte, hoy=hoy):
        return ""
    if reporte.estado == Reporte.Estado.ENVIADO:
        return _("El reporte ya se envió y espera la revisión.")
    if reporte.estado == Reporte.Estado.APROBADO:
        return _("El reporte está aprobado: solo se cambia con una corrección.")
    if hoy < periodo.abre:
        return _("El período abre el %(fecha)s.") % {"fecha": date_format(periodo.abre)}
    return _(
        "El período cerró el %(fecha)s. "
        "Para llenarlo hace falta una prórroga de la Secretaría Técnica."
    ) % {"fecha": date_format(periodo.cierre_para(reporte.pais))}
