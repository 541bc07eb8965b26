"""What is read at this moment, not from the cut: a wrong number must vanish at once."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from rest_framework.request import Request
from rest_framework.response import Response

from actores.models import LineaDenuncia, Organizacion, Pais, RolOrganizacion
from informes.api import parametros as p
from informes.api.base import Abierta, Paginas
from informes.api.descripcion import documentar
from informes.api.forma import objeto, pagina

ROLES = (RolOrganizacion.Rol.MIEMBRO, RolOrganizacion.Rol.OBSERVADOR, RolOrganizacion.Rol.SOCIO)
"""What the world is told; who gives or might give money is told by the money itself."""

EN_PAIS = p.Parametro("pais", p.PAIS.que, p.PAIS.esquema, "pais__codigo")
CLASE = p.Parametro("tipo", "Kind of organisation.", p.una_de(*Organizacion.Tipo.values), "tipo")
ROL = p.Parametro("rol", "Role in CORETT.", p.una_de(*ROLES), "roles__rol")


def codigos_de_pais() -> list[str]:
    return list(Pais.objects.values_list("codigo", flat=True))


class Lineas(Abierta):
    """Telephone lines where help can be asked for, only those that were checked. Ask again each
    time and do not keep them: they change."""

    segundos = 0
    posibles = {"pais": lambda _vista: codigos_de_pais()}
    parametros = (EN_PAIS, p.TAMANO, p.CURSOR)

    @documentar(
        "lineas",
        "Directory",
        "Help lines by country",
        objeto("A page of help lines.", pagina("Linea")),
        400,
    )
    def get(self, request: Request) -> Response:
        verificadas = LineaDenuncia.objects.filter(verificada_en__isnull=False, **self.filtros())
        todas = verificadas.select_related("pais").annotate(orden_pais=F("pais__orden"))
        paginas = Paginas("orden_pais", "numero", "pk")
        filas = [linea(x) for x in paginas.pagina(todas, self)]
        return Response(self.en_su_idioma(paginas.sobre(filas)))


def linea(x: LineaDenuncia) -> dict[str, Any]:
    return {
        "pais": x.pais.codigo,
        "nombre": {"es": x.nombre, "en": x.nombre_en},
        "numero": x.numero,
        "detalle": {"es": x.detalle, "en": x.detalle_en},
        "whatsapp": x.whatsapp,
        "fuente": {"es": x.fuente, "en": x.fuente_en},
        "verificada_en": x.verificada_en,
    }


class Organizaciones(Abierta):
    """Organisations that work with CORETT, as the public directory shows them."""

    segundos = 0
    posibles = {"pais": lambda _vista: codigos_de_pais()}
    parametros = (CLASE, EN_PAIS, ROL, p.TAMANO, p.CURSOR)

    @documentar(
        "organizaciones",
        "Directory",
        "Organisations of the public directory",
        objeto("A page of organisations.", pagina("Organizacion")),
        400,
    )
    def get(self, request: Request) -> Response:
        publicas = Organizacion.objects.filter(publicable=True, **self.filtros())
        paginas = Paginas("nombre", "pk")
        todas = publicas.select_related("pais").prefetch_related("roles")
        filas = [organizacion(x) for x in paginas.pagina(todas, self)]
        return Response(self.en_su_idioma(paginas.sobre(filas)))


def organizacion(x: Organizacion) -> dict[str, Any]:
    return {
        "codigo": x.codigo,
        "nombre": {"es": x.nombre, "en": x.nombre_en},
        "sigla": x.sigla,
        "tipo": x.tipo,
        "pais": x.pais.codigo if x.pais else None,
        "roles": sorted(r.rol for r in x.roles.all() if r.rol in ROLES),
        "sitio_web": x.sitio_web,
        "verificada_en": x.verificada_en,
    }
