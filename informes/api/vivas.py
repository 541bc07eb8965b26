"""What is read at this moment, not from the cut: a wrong number must vanish at once."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from actores.models import LineaDenuncia, Organizacion, RolOrganizacion
from informes.api import parametros as p
from informes.api.base import Abierta, Paginas
from informes.api.descripcion import documentar
from informes.api.forma import objeto, pagina

ROLES = (RolOrganizacion.Rol.MIEMBRO, RolOrganizacion.Rol.OBSERVADOR, RolOrganizacion.Rol.SOCIO)
"""What the world is told; who gives or might give money is told by the money itself."""

EN_PAIS = p.Parametro("pais", p.PAIS.que, p.PAIS.esquema, "pais__codigo")
CLASE = p.Parametro("tipo", "Kind of body.", p.una_de(*Organizacion.Tipo.values), "tipo")
ROL = p.Parametro("rol", "What it is to CORETT.", p.una_de(*ROLES), "roles__rol")


class Lineas(Abierta):
    """Help lines that somebody has verified, and when. Ask again each time: they change."""

    segundos = 0
    parametros = (EN_PAIS, p.TAMANO, p.CURSOR)

    @documentar(
        "lineas",
        "Directory",
        "The verified help lines by country.",
        objeto("A page of help lines.", pagina("Linea")),
        404,
    )
    def get(self, request: Request) -> Response:
        verificadas = LineaDenuncia.objects.filter(verificada_en__isnull=False, **self.filtros())
        paginas = Paginas("pais__orden", "numero", "pk")
        filas = [linea(x) for x in paginas.pagina(verificadas.select_related("pais"), self)]
        return Response(self.en_su_idioma(paginas.sobre(filas)))


def linea(x: LineaDenuncia) -> dict[str, Any]:
    return {
        "pais": x.pais.codigo,
        "nombre": {"es": x.nombre, "en": x.nombre_en},
        "numero": x.numero,
        "detalle": {"es": x.detalle, "en": x.detalle_en},
        "fuente": x.fuente,
        "verificada_en": x.verificada_en,
    }


class Organizaciones(Abierta):
    """The public part of the directory of key actors."""

    segundos = 0
    parametros = (CLASE, EN_PAIS, ROL, p.TAMANO, p.CURSOR)

    @documentar(
        "organizaciones",
        "Directory",
        "The bodies of the public directory.",
        objeto("A page of bodies.", pagina("Organizacion")),
        404,
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
