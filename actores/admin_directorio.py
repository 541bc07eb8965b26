"""The directory in the panel: contacts, themes, who is due to confirm, donors, who links to us,
distribution lists. For the ST, and for the Presidencia to read."""

from __future__ import annotations

from typing import Any

import tablib
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from . import listas_directorio as listas
from .admin_comun import ConOpcionales, EnLinea, Ficha, FichaConHistoria
from .archivos import FORMATOS, escribir
from .directorio import LISTAS, Turno, consiente, por_confirmar
from .models import Contacto, Organizacion, Pais, PublicoMeta, Tema
from .operaciones_directorio import PedidaHacePoco, pedir_confirmacion, sin_salir
from .permisos import lee_directorio, puede_gestionar_directorio

DE_CONTACTO: list[Any] = [
    ("nombre", "cargo"),
    ("correo", "telefono"),
    ("consentimiento_en", "retirado_en"),
    "consentimiento_constancia",
]
POR_CONFIRMAR = "admin:actores_directorio_por_confirmar"


class ContactoEnLinea(ConOpcionales, EnLinea):
    model = Contacto
    fields = DE_CONTACTO
    verbose_name_plural = gettext_lazy("Personas de contacto")


@admin.register(Tema)
class TemaAdmin(Ficha):
    list_display = ["nombre", "codigo", "orden"]
    search_fields = ["nombre", "nombre_en", "codigo"]
    fields = [("nombre", "nombre_en"), ("codigo", "orden")]

    def contexto(self, request: HttpRequest, objeto: Any) -> dict[str, Any]:
        return super().contexto(request, objeto) | {"sin_historial": True}


@admin.register(Contacto)
class ContactoAdmin(ConOpcionales, FichaConHistoria):
    """The public sees a person only with a consent that is recorded and not taken back."""

    list_display = ["nombre", "cargo", "organizacion", "correo", "publicado"]
    list_filter = [
        ("consentimiento_en", admin.EmptyFieldListFilter),
        "organizacion__pais",
        "organizacion__tipo",
    ]
    list_select_related = ["organizacion__pais"]
    search_fields = ["nombre", "cargo", "correo", "organizacion__nombre", "organizacion__sigla"]
    fields = ["organizacion", *DE_CONTACTO]

    def ascendientes(self, contacto: Contacto) -> list[models.Model]:
        return [contacto.organizacion]

    @admin.display(description=gettext_lazy("se publica"), boolean=True)
    def publicado(self, contacto: Contacto) -> bool:
        return consiente(contacto) and contacto.organizacion.publicable

    def get_urls(self) -> list[Any]:
        def pagina(vista: Any, *metodos: str) -> Any:
            decorar = require_http_methods(metodos) if metodos else require_safe
            return self.admin_site.admin_view(decorar(vista))

        por_confirmar = pagina(self.por_confirmar, "GET", "HEAD", "POST")
        comienzo, formato = "actores_directorio", "<slug:formato>"
        return [
            path("por-confirmar/", por_confirmar, name=f"{comienzo}_por_confirmar"),
            path("donantes/", pagina(self.donantes), name=f"{comienzo}_donantes"),
            path(
                f"donantes.{formato}",
                pagina(self.donantes_archivo),
                name=f"{comienzo}_donantes_archivo",
            ),
            path("enlaces/", pagina(self.enlaces), name=f"{comienzo}_enlaces"),
            path("listas/", pagina(self.listas), name=f"{comienzo}_listas"),
            path(
                f"listas/<int:numero>.{formato}",
                pagina(self.lista_archivo),
                name=f"{comienzo}_lista_archivo",
            ),
            *super().get_urls(),
        ]

    # --- Who is due ------------------------------------------------------------------------------

    def por_confirmar(self, request: HttpRequest) -> HttpResponse:
        """Who is due, by list; a POST writes to those that are ticked."""
        exigir_lectura(request)
        if request.method == "POST":
            return self.pedir(request)
        todos = por_confirmar()
        ver = request.GET.get("ver", "")
        ver = ver if ver in LISTAS else ""
        contexto = {
            "turnos": en_lista(todos, ver),
            "ver": ver,
            "cuentas": [(c, nombre, len(en_lista(todos, c))) for c, nombre in LISTAS.items()],
            "puede_pedir": puede_gestionar_directorio(request.user),
        }
        return self.mostrar(request, "por_confirmar", _("Directorio por confirmar"), contexto)

    def pedir(self, request: HttpRequest) -> HttpResponse:
        """Writes to the ticked ones; those that were written to some days ago are shown again, to
        be ticked once more."""
        claves = [clave for clave in request.POST.getlist("organizacion") if clave.isdecimal()]
        elegidas = Organizacion.objects.filter(pk__in=[clave[:18] for clave in claves])
        seguro = request.POST.get("otra_vez") == "1"
        desde, enviadas, hace_poco = timezone.now(), [], []
        for o in elegidas.order_by("nombre"):
            try:
                pedir_confirmacion(o, por=request.user, otra_vez=seguro)  # type: ignore[arg-type]
                enviadas.append(o)
            except PedidaHacePoco:
                hace_poco.append(o)
            except ValidationError as error:
                messages.warning(request, f"{o}: {' '.join(error.messages)}")
        self.contar_enviadas(request, enviadas, sin_salir(enviadas, desde))
        if not claves:
            messages.warning(request, _("Elija una o más organizaciones de la lista."))
        if hace_poco:
            contexto = {"turnos": por_confirmar(elegidas.filter(pk__in=[o.pk for o in hace_poco]))}
            return self.mostrar(request, "otra_vez", _("¿Escribir otra vez?"), contexto)
        return redirect(POR_CONFIRMAR)

    def contar_enviadas(
        self, request: HttpRequest, enviadas: list[Organizacion], fallidas: set[int]
    ) -> None:
        """To how many it was written, to whom, and which mails did not leave."""
        bien = [o.nombre_corto for o in enviadas if o.pk not in fallidas]
        if bien:
            frase = ngettext(
                "Se escribió a %(n)d organización: %(nombres)s.",
                "Se escribió a %(n)d organizaciones: %(nombres)s.",
                len(bien),
            )
            messages.success(request, frase % {"n": len(bien), "nombres": ", ".join(bien)})
        for o in enviadas:
            if o.pk in fallidas:
                frase = _("%(quien)s: el correo no salió. Inténtelo más tarde.")
                messages.error(request, frase % {"quien": o})

    # --- Donors, links, lists --------------------------------------------------------------------

    def donantes(self, request: HttpRequest) -> HttpResponse:
        """Who gives and who might (R38)."""
        exigir_lectura(request)
        filas = list(listas.donantes(request.GET.dict()))
        elegidos = {nombre: request.GET.get(nombre, "") for nombre in listas.FILTROS}
        contexto = {
            "filas": [(o, listas.que_dona(o)) for o in filas],
            "por_tipo": listas.por_tipo(filas),
            "campos": [
                ("rol", _("Papel"), [(r.value, r.label) for r in listas.DE_DONANTE]),
                ("pais", _("País"), [(p.codigo, str(p)) for p in Pais.objects.all()]),
                ("tipo", _("Tipo"), Organizacion.Tipo.choices),
                ("tema", _("Tema"), [(t.codigo, str(t)) for t in Tema.objects.all()]),
            ],
            "elegidos": {nombre: valor for nombre, valor in elegidos.items() if valor},
            "consulta": request.GET.urlencode(),
        }
        return self.mostrar(request, "donantes", _("Directorio de donantes"), contexto)

    def donantes_archivo(self, request: HttpRequest, formato: str) -> HttpResponse:
        exigir_lectura(request)
        filas = list(listas.donantes(request.GET.dict()))
        return archivo(*listas.tabla_de_donantes(filas), "donantes", formato)

    def enlaces(self, request: HttpRequest) -> HttpResponse:
        """Whose page leads to ours, and how many by year (R27)."""
        exigir_lectura(request)
        filas = list(listas.enlazan())
        contexto = {"filas": filas, "por_anio": listas.por_anio(filas)}
        titulo = _("Instituciones que enlazan a la CORETT")
        return self.mostrar(request, "enlaces", titulo, contexto)

    def listas(self, request: HttpRequest) -> HttpResponse:
        """How many mailboxes each audience has, and its files (R72)."""
        exigir_lectura(request)
        publicos = [(p, len(list(listas.destinos(p)))) for p in PublicoMeta.objects.all()]
        sin_publico = Organizacion.objects.filter(publico__isnull=True).count()
        contexto = {"publicos": publicos, "sin_publico": sin_publico}
        return self.mostrar(request, "listas", _("Listas de distribución"), contexto)

    def lista_archivo(self, request: HttpRequest, numero: int, formato: str) -> HttpResponse:
        exigir_lectura(request)
        publico = get_object_or_404(PublicoMeta, numero=numero)
        return archivo(*listas.tabla_de_destinos(publico), f"lista-publico-{numero}", formato)

    def mostrar(
        self, request: HttpRequest, plantilla: str, titulo: str, contexto: dict[str, Any]
    ) -> HttpResponse:
        comun = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": titulo,
            "pagina_actual": plantilla,
            "migas": [
                {"texto": _("Escritorio"), "url": reverse("admin:index")},
                {
                    "texto": _("Organizaciones"),
                    "url": reverse("admin:actores_organizacion_changelist"),
                },
            ],
        }
        return TemplateResponse(
            request, f"admin/actores/directorio/{plantilla}.html", comun | contexto
        )


def en_lista(turnos: list[Turno], ver: str) -> list[Turno]:
    return [turno for turno in turnos if not ver or ver in turno.estados]


def exigir_lectura(request: HttpRequest) -> None:
    """Names and mailboxes of people: for the ST and the Presidencia."""
    if not lee_directorio(request.user):
        raise PermissionDenied


def archivo(columnas: list[str], filas: list[list[Any]], nombre: str, formato: str) -> HttpResponse:
    """A table as CSV or XLSX, in which no text becomes a formula."""
    if formato not in ("csv", "xlsx"):
        raise Http404
    datos = tablib.Dataset(*filas, headers=columnas)
    completo = f"corett-{nombre}-{timezone.localdate():%Y-%m-%d}.{formato}"
    cabeceras = {"Content-Disposition": f'attachment; filename="{completo}"'}
    contenido = escribir(datos, formato)
    return HttpResponse(contenido, content_type=FORMATOS[formato], headers=cabeceras)
