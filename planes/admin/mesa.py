"""A period's desk: whether it is open and for whom, who has sent when, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from actores.admin_comun import url_del_modelo
from planes import operaciones, permisos, tablero
from planes.cronologia import cronologia
from planes.forms.periodo import (
    Acto,
    FormularioFechas,
    FormularioMotivo,
    FormularioProrroga,
    de_informante,
)
from planes.models import Periodo, Recordatorio
from planes.tablero import Puesto, Tablero
from planes.views.comun import Peticion

from .comun import pagina
from .tablero import periodo_o_404

TERMINAR = "terminar-"
"""Name of the act that ends an extension, before the informant's."""


@dataclass(frozen=True)
class Renglon:
    """One informant on the desk. ``terminar``: the form that ends its extension, if it has one."""

    puesto: Puesto
    recordatorio: Recordatorio | None
    terminar: Acto | None


@require_http_methods(["GET", "HEAD", "POST"])
def periodo_mesa(request: Peticion, periodo: int, ficha: Any) -> HttpResponse:
    return Mesa(request, ficha, periodo_o_404(request, periodo)).responder()


class Mesa:
    """One request for the desk of one period."""

    def __init__(self, request: Peticion, ficha: Any, periodo: Periodo) -> None:
        self.request, self.ficha, self.periodo = request, ficha, periodo
        self.hoy = timezone.localdate()
        self.tabla: Tablero = tablero.tablero(periodo)
        self.manda = permisos.es_secretaria(request.user)
        self.acto = request.POST.get("accion", "") if request.method == "POST" else ""
        self.formularios = self.hacer_formularios() if self.manda else {}

    def hacer_formularios(self) -> dict[str, Acto]:
        """Every act that is possible now, by name; the one that was sent holds what was typed."""

        def datos(acto: str) -> dict[str, Any]:
            return {"prefix": acto, "data": self.request.POST if acto == self.acto else None}

        informantes = [
            (p.pais, f"{p.nombre} ({p.nombre_estado.lower()})")
            for p in self.tabla.puestos
            if p not in self.tabla.aprobados
        ]
        hechos: dict[str, Acto] = {
            "fechas": FormularioFechas(self.periodo, **datos("fechas")),
            "prorroga": FormularioProrroga(informantes, **datos("prorroga")),
        }
        for puesto in self.prorrogados:
            acto = f"{TERMINAR}{de_informante(puesto.pais)}"
            hechos[acto] = FormularioMotivo(**datos(acto))
        if self.abiertos:
            hechos["cerrar"] = FormularioMotivo(**datos("cerrar"))
        return hechos

    @property
    def abiertos(self) -> list[Puesto]:
        """Those who can send a first report today."""
        return [p for p in self.tabla.puestos if self.periodo.abre <= self.hoy <= p.linea.cierre]

    @property
    def prorrogados(self) -> list[Puesto]:
        """Those whose extension still runs."""
        return [p for p in self.tabla.puestos if p.linea.con_prorroga and p.limite >= self.hoy]

    def responder(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.mostrar()
        if not self.manda:
            raise PermissionDenied
        formulario = self.formularios.get(self.acto)
        if formulario is None:
            if self.acto.startswith(TERMINAR) or self.acto == "cerrar":
                messages.warning(self.request, _("Ya estaba hecho."))
                return self.volver()
            raise Http404
        if formulario.is_valid():
            try:
                frase = self.hacer(formulario.cleaned_data)
            except ValidationError as error:
                formulario.rechazar(error)
            else:
                messages.success(self.request, frase)
                return self.volver()
        return self.mostrar()

    def hacer(self, limpio: dict[str, Any]) -> str:
        """Does the act that was sent; what to tell the person."""
        comun: dict[str, Any] = {"periodo": self.periodo, "por": self.request.user}
        if self.acto == "fechas":
            operaciones.cambiar_periodo(**comun, **limpio)
            return _("Se guardaron las fechas.")
        if self.acto == "prorroga":
            dadas = len(operaciones.prorrogar(**comun, **limpio))
            if not dadas:
                return _("Esa prórroga ya estaba dada.")
            return ngettext(
                "Se dio %(n)d prórroga y se avisó por correo.",
                "Se dieron %(n)d prórrogas y se avisó por correo.",
                dadas,
            ) % {"n": dadas}
        if self.acto == "cerrar":
            hecho = operaciones.cerrar_periodo(**comun, **limpio)
            if hecho.cierra >= self.hoy:
                return _("El período cierra hoy: es el último día para enviar.")
            return _("El período quedó cerrado.")
        clave = self.acto.removeprefix(TERMINAR)
        puesto = next(p for p in self.tabla.puestos if de_informante(p.pais) == clave)
        operaciones.terminar_prorroga(**comun, **limpio, pais=puesto.pais)
        return _("Terminó la prórroga: %(quien)s.") % {"quien": puesto.nombre}

    def volver(self) -> HttpResponse:
        return redirect("admin:planes_periodo_mesa", self.periodo.pk)

    # --- What the page says ----------------------------------------------------------------------

    def renglones(self) -> list[Renglon]:
        ultimos = {
            fila.informante: fila
            for fila in Recordatorio.objects.filter(periodo=self.periodo).order_by("enviado_en")
        }
        return [
            Renglon(
                puesto,
                ultimos.get(puesto.linea.informante),
                self.formularios.get(f"{TERMINAR}{de_informante(puesto.pais)}"),
            )
            for puesto in self.tabla.puestos
        ]

    def momento(self) -> tuple[str, int]:
        """Where the period stands, and days to its next date: ``por_abrir``, ``a_tiempo``,
        ``vencido`` (still open), ``con_prorrogas`` (closed but for some) or ``cerrado``."""
        periodo, hoy = self.periodo, self.hoy
        if hoy < periodo.abre:
            return "por_abrir", (periodo.abre - hoy).days
        if hoy <= periodo.vence:
            return "a_tiempo", (periodo.vence - hoy).days
        if hoy <= periodo.cierra:
            return "vencido", (periodo.cierra - hoy).days
        return ("con_prorrogas" if self.abiertos else "cerrado"), 0

    def mostrar(self) -> HttpResponse:
        momento, dias = self.momento()
        enviado = self.formularios.get(self.acto)
        migas = []
        if self.ficha.has_view_permission(self.request):
            migas = [{"texto": _("Períodos"), "url": url_del_modelo(Periodo)}]
        contexto = pagina(
            self.request,
            self.ficha,
            str(self.periodo),
            migas,
            periodo=self.periodo,
            periodos=tablero.periodos(),
            tablero=self.tabla,
            renglones=self.renglones(),
            abiertos=self.abiertos,
            prorrogados=self.prorrogados,
            momento=momento,
            dias=dias,
            hoy=self.hoy,
            lee_reportes=permisos.lee_reportes(self.request.user),
            cronologia=cronologia(self.periodo),
            es_secretaria=self.manda,
            formularios=self.formularios,
            acto=self.acto,
            fallo=enviado if enviado is not None and enviado.errors else None,
        )
        return TemplateResponse(self.request, "admin/planes/periodo/mesa.html", contexto)
