"""The visits of the site, told in the register as the reach that the plan asks for."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actores.models import Usuario
from informes.models import Visitas
from planes.models import Accion, Actividad, Categoria, Plan
from planes.operaciones import guardar_fila

from .comun import exigir_secretaria

DATO = "alcance-medios-tecnologicos"
CANAL = ("canal", "sitio-web")


def por_anotar(anio: int) -> int:
    """The visits of a year that the register does not tell of yet."""
    suma = Visitas.objects.filter(anio=anio).aggregate(n=Sum(F("n") - F("anotadas")))["n"]
    return suma or 0


@transaction.atomic
def anotar_visitas(*, anio: int, por: Usuario) -> Accion:
    """Writes a regional action with the visits that no earlier one has told of, so that what is
    noted in June is not counted again in December.

    Raises ValueError with a sentence when there is nothing to tell, PermissionDenied, and
    ``planes.operaciones.Bloqueada`` when the semester's regional report has been sent.
    """
    exigir_secretaria(por)
    # Locks the rows: the second of two who press at once finds nothing more.
    list(Visitas.objects.select_for_update().filter(anio=anio).order_by("pk"))
    cuantas = por_anotar(anio)
    if not cuantas:
        raise ValueError(_("No hay visitas nuevas que anotar."))
    canal = el_canal()
    if canal is None:
        raise ValueError(_("Al registro le falta el canal «Sitio web»: añádalo en Categorías."))
    hasta = min(timezone.localdate(), dt.date(anio, 12, 31))
    titulo = _("Visitas al sitio de la CORETT en %(anio)s, contadas hasta el %(dia)s")
    accion = guardar_fila(
        fila=Accion(
            tipo=Accion.Tipo.DIFUSION,
            titulo=titulo % {"anio": anio, "dia": date_format(hasta)},
            fecha=hasta,
            detalle=_("Contadas por el portal, por página y año, sin identificar a nadie."),
        ),
        version=0,
        relaciones={"actividades": actividades()},
        alcances={canal.pk: cuantas},
        por=por,
    )
    Visitas.objects.filter(anio=anio).update(anotadas=F("n"))
    return accion


def actividades() -> list[Actividad]:
    """Those of the plan in force that ask for this reach."""
    vigente = {"plan__estado": Plan.Estado.VIGENTE, "indicadores__dato__codigo": DATO}
    return list(Actividad.objects.filter(**vigente).distinct())


def el_canal() -> Categoria | None:
    desagregacion, codigo = CANAL
    return Categoria.objects.filter(desagregacion__codigo=desagregacion, codigo=codigo).first()
