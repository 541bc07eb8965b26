"""What each role may do with the admin's tables: Django permissions, kept by post_migrate.

What a role may do with a *report* is ``planes.permisos``'s to say; here only
which tables a role sees and edits. Running it twice changes nothing.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps as registro
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from actores import roles

PLAN = (
    "plan", "eje", "objetivoestrategico", "objetivoespecifico", "objetivooperativo", "actividad",
    "meta", "indicador", "programacion", "dato", "etapa", "desagregacion", "categoria",
    "lugardudoso", "apartado", "conteo",
)  # fmt: skip
ACTORES = (
    "pais", "organizacion", "rolorganizacion", "publicometa", "lineadenuncia", "usuario",
    "puntofocal", "mandato", "comite",
)  # fmt: skip
DIRECTORIO = ("tema", "contacto")
EDITORIAL = ("noticia", "campana", "pagina", "ilustracion", "publicacion", "fechaclave", "termino")
RUTAS = ("ruta", "pasoruta")
CONTENIDOS = ("mensaje", "producto", "medio", "difusion")
REGISTRO = ("accion", "convenio", "proyecto", "recurso", "participantes", "alcance")
ANUAL = ("autoevaluacion", "propuesta")

TODO = ("view", "add", "change", "delete")
EDITAR = ("view", "add", "change")
VER = ("view",)

PERMISOS: dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]] = {
    roles.SECRETARIA_TECNICA: (
        (TODO, PLAN + ACTORES + CONTENIDOS + DIRECTORIO + EDITORIAL + RUTAS),
        (TODO, ("documentointerno",)),
        (("view", "change"), ("confirmacion",)),
        (EDITAR, ("periodo",)),
        (TODO, ("prorroga",)),
        (("view", "change"), ("reporte", "avance", "valor", "valordesagregado", "observacion")),
        (EDITAR, ("corte", "informe")),
        (VER, ("redaccion",)),
        (TODO, REGISTRO),
        (VER, (*ANUAL, "evidencia", "evidenciapublicada", "apertura")),
        (VER, ("correoenviado", "recordatorio", "colaboracion", "visitas")),
        (("view", "change"), ("seguimiento", "textopublico")),
    ),
    roles.PRESIDENCIA: (
        (
            VER,
            PLAN + ACTORES + CONTENIDOS + ("periodo", "prorroga", "corte", "informe", "redaccion"),
        ),
        (VER, DIRECTORIO + EDITORIAL + RUTAS + ("documentointerno", "confirmacion", "visitas")),
        (("view", "change"), ("reporte", "observacion")),
        (
            VER,
            ("avance", "valor", "valordesagregado", "evidencia", "evidenciapublicada"),
        ),
        (
            VER,
            ("seguimiento", *REGISTRO, *ANUAL),
        ),
    ),
    roles.COMITE_COMUNICACION: (
        (TODO, CONTENIDOS + EDITORIAL),
        (VER, ("publicometa", "seguimiento", "visitas")),
    ),
    roles.PUNTO_FOCAL: (
        (("view", "change"), ("reporte", "avance", "valor")),
        (VER, ("periodo",)),
    ),
    roles.COLABORADOR: (),
    roles.OBSERVADOR: (),
}
"""By role: (actions, models). A focal point sees its own country's reports only: the
querysets of the admin start from ``visibles_para``."""


def dar_permisos(sender: Any = None, **kwargs: Any) -> None:
    """Makes the groups and gives them exactly these permissions."""
    for nombre in ("actores", "planes", "informes"):
        # post_migrate runs app by app: make sure that all permissions are there.
        create_permissions(registro.get_app_config(nombre), verbosity=0)
    for rol in roles.TODOS:
        grupo, _ = Group.objects.get_or_create(name=rol)
        pedidos = Q(pk__in=[])
        for actos, modelos in PERMISOS[rol]:
            pedidos |= Q(codename__in=[f"{acto}_{modelo}" for acto in actos for modelo in modelos])
        grupo.permissions.set(
            Permission.objects.filter(
                pedidos, content_type__app_label__in=["actores", "planes", "informes"]
            )
        )
