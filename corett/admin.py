"""The admin site of the Secretaría Técnica: its name, its door, its tables in the ST's words."""

from __future__ import annotations

from typing import Any

from django.apps import apps as registro
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actores.admin_comun import titulo, url_de
from corett import escritorio
from planes.relojes import zona

APPS = {"actores", "planes", "informes"}

GRUPOS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    (
        "plan",
        gettext_lazy("El plan"),
        ("Plan", "LugarDudoso", "Eje", "ObjetivoEstrategico", "ObjetivoEspecifico",
         "ObjetivoOperativo", "Actividad", "Meta", "Indicador", "Apartado"),
    ),
    (
        "datos",
        gettext_lazy("Lo que se mide"),
        ("Dato", "Desagregacion", "Categoria", "Programacion"),
    ),
    (
        "reportes",
        gettext_lazy("Períodos y reportes"),
        ("Periodo", "Reporte", "Avance", "Valor", "Evidencia", "Apertura"),
    ),
    (
        "registro",
        gettext_lazy("Registro de acciones"),
        ("Accion", "Convenio", "Proyecto", "Recurso"),
    ),
    (
        "anual",
        gettext_lazy("Autoevaluación de los países"),
        ("Autoevaluacion", "Propuesta"),
    ),
    (
        "publicacion",
        gettext_lazy("Publicación"),
        ("Corte", "Informe", "Redaccion", "EvidenciaPublicada"),
    ),
    (
        "paises",
        gettext_lazy("Países y organizaciones"),
        ("Pais", "Organizacion", "Contacto", "Confirmacion", "Tema", "LineaDenuncia", "Ruta"),
    ),
    (
        "personas",
        gettext_lazy("Personas"),
        ("Usuario", "PuntoFocal", "Colaboracion", "Mandato", "Comite", "DocumentoInterno",
         "CorreoEnviado"),
    ),
    (
        "comunicacion",
        gettext_lazy("Comunicación"),
        ("Noticia", "Campana", "Publicacion", "FechaClave", "Termino", "Pagina", "Difusion",
         "PublicoMeta", "Mensaje", "Producto", "Medio", "Visitas", "Seguimiento"),
    ),
)  # fmt: skip
"""The first page's groups and their tables, in the order in which the ST works with them."""


class Panel(admin.AdminSite):
    """Django's admin under the portal's look; people log in by the portal's own page."""

    site_header = gettext_lazy("Panel de CORETT")
    site_title = gettext_lazy("Panel de CORETT")
    index_title = gettext_lazy("Escritorio")
    site_url = "/"
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        # Rows are deleted one by one, each after seeing what hangs on it.
        self.disable_action("delete_selected")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Only the portal's own tables: other packages' (second factors, queues, lockouts) hold
        secrets or machinery."""
        modelos = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        propios = [modelo for modelo in modelos if modelo._meta.app_label in APPS]
        super().register(propios, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_staff

    # --- The door ------------------------------------------------------------------------------

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The portal's own page, with its lockout and second factor."""
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise PermissionDenied
            return redirect("admin:index")
        destino = request.GET.get("next", "") or reverse("admin:index")
        return redirect_to_login(destino, reverse("account_login"))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_change_password")

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: Any = None
    ) -> HttpResponse:
        """The tables are grouped by what they are for, not by the app that holds them."""
        return redirect("admin:index")

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The desk (``corett.escritorio``)."""
        desk = escritorio.contexto(request.user, request.GET.get("eje", ""))
        return super().index(request, {**desk, **(extra_context or {})})

    # --- What every page shows -------------------------------------------------------------------

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        tablas = {
            tabla["object_name"]: tabla
            for app in super().get_app_list(request, app_label)
            for tabla in app["models"]
        }
        grupos = []
        for clave, nombre, modelos in GRUPOS:
            propias = [tablas.pop(modelo) for modelo in modelos if modelo in tablas]
            grupos.append(grupo(clave, nombre, propias))
        grupos.append(grupo("otras", gettext_lazy("Otras tablas"), list(tablas.values())))
        return [g for g in grupos if g["models"]]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {
            "migas": self.migas(request),
            **reloj(),
        }

    def migas(self, request: HttpRequest) -> list[dict[str, str]]:
        """The way to this page from the desk: ``[{texto, url}]``, the page itself not in it.

        A page of a row of the plan goes down through the plan; any other, through its table.
        """
        ruta = request.resolver_match
        if ruta is None or ruta.url_name in (None, "index"):
            return []
        migas = [{"texto": _("Escritorio"), "url": reverse("admin:index")}]
        app, _raya, resto = str(ruta.url_name).partition("_")
        modelo, _raya, acto = resto.partition("_")
        if acto == "changelist" or modelo not in registro.all_models.get(app, {}):
            return migas
        ficha: Any = self.get_model_admin(registro.get_model(app, modelo))
        clave = ruta.kwargs.get("object_id") or (ruta.args[0] if ruta.args else None)
        objeto = ficha.get_object(request, clave) if clave else None
        padres = ficha.ascendientes(objeto) if objeto and hasattr(ficha, "ascendientes") else []
        if not padres:
            url = reverse(f"admin:{app}_{modelo}_changelist")
            migas.append({"texto": capfirst(ficha.opts.verbose_name_plural), "url": url})
        migas += [{"texto": titulo(padre), "url": url_de(padre)} for padre in padres]
        if objeto and acto != "change":
            migas.append({"texto": titulo(objeto), "url": url_de(objeto)})
        return migas


def reloj() -> dict[str, str]:
    """Whose clock the panel shows: ``zona`` ("hora de Guatemala"), ``diferencia`` ("-06:00")."""
    return {
        "zona": zona(),
        "diferencia": timezone.localtime().isoformat()[-6:],
    }


def grupo(clave: str, nombre: Any, tablas: list[dict[str, Any]]) -> dict[str, Any]:
    """A group of tables in the shape of Django's list of apps."""
    url = f"{reverse('admin:index')}#{clave}"
    return {
        "name": nombre, "app_label": clave, "app_url": url,
        "has_module_perms": True, "models": tablas,
    }  # fmt: skip
