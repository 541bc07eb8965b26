"""The members' pages: who may read them, and what stands on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actores import roles
from actores.models import Comite, Mandato, Pais, PuntoFocal, Usuario
from informes import fechas
from informes.buscador import sin_tildes
from informes.filtros import Eleccion, Filtro
from informes.models import DocumentoInterno, FechaClave
from planes.limpieza.formatos import FORMATOS

MIEMBROS = (
    roles.SECRETARIA_TECNICA, roles.PRESIDENCIA, roles.COMITE_COMUNICACION, roles.PUNTO_FOCAL,
    roles.OBSERVADOR,
)  # fmt: skip
"""A collaborator helps with one report and is not of the coalition."""
POR_PAGINA = 25
RECIENTES = 5
REUNIONES = 6
TODA_LA_COALICION = "todos"
"""In the filter by committee: what belongs to none."""


def es_miembro(usuario: Any) -> bool:
    """Whether the person reads what is for members only."""
    return roles.tiene_rol(usuario, MIEMBROS)


def inicio() -> dict[str, Any]:
    """What the first page shows: newest documents, meetings, committees, offices, focal points."""
    return {
        "documentos": list(documentos()[:RECIENTES]),
        "normas": list(documentos().filter(tipo=DocumentoInterno.Tipo.MANUAL)[:RECIENTES]),
        "reuniones": reuniones(),
        "comites": comites(),
        "oficios": oficios(),
        "focales": focales(),
    }


def reuniones() -> list[fechas.Ocurrencia]:
    """The next ones, those that visitors do not see among them."""
    filas = FechaClave.objects.filter(tipo=FechaClave.Tipo.REUNION)
    return fechas.proximas(REUNIONES, fechas=filas)


def comites() -> QuerySet[Comite]:
    """Each with its active members, by name."""
    activos = Usuario.objects.filter(is_active=True).select_related("organizacion")
    filas: QuerySet[Comite] = Comite.objects.prefetch_related(
        Prefetch("miembros", activos.order_by("nombre"))
    )
    return filas


def oficios() -> list[dict[str, Any]]:
    """The two offices: what each is called and which country holds it now (``pais``, or None)."""
    vigentes = {m.oficio: m for m in Mandato.objects.vigentes().select_related("pais")}
    return [
        {"nombre": nombre, "mandato": vigentes.get(clave)}
        for clave, nombre in Mandato.Oficio.choices
    ]


def focales() -> list[tuple[Pais, list[PuntoFocal]]]:
    """Every member country with its focal points, the titular one first."""
    filas = (
        PuntoFocal.objects.vigentes()
        .filter(usuario__is_active=True)
        .select_related("usuario__organizacion")
        .order_by("-tipo", "usuario__nombre")
    )
    suyos: dict[int, list[PuntoFocal]] = {}
    for fila in filas:
        suyos.setdefault(fila.pais_id, []).append(fila)
    hoy = timezone.localdate()
    return [(pais, suyos.get(pais.pk, [])) for pais in Pais.objects.miembros_en(hoy)]


# --- The library ---------------------------------------------------------------------------------


def documentos() -> QuerySet[DocumentoInterno]:
    return DocumentoInterno.objects.select_related("comite")


def filtrados(filas: QuerySet[DocumentoInterno], filtro: Filtro) -> QuerySet[DocumentoInterno]:
    elegidos = dict(filtro.elegidos)
    if elegidos.get("comite") == TODA_LA_COALICION:
        del elegidos["comite"]
        filas = filas.filter(comite__isnull=True)
    campos = {"comite": "comite__codigo", "tipo": "tipo", "anio": "fecha__year"}
    filas = filas.filter(**{campos[nombre]: valor for nombre, valor in elegidos.items()})
    if not filtro.q:
        return filas
    palabras = sin_tildes(filtro.q).split()
    textos = filas.values_list("pk", "titulo", "nota")
    dichos = ((pk, sin_tildes(f"{titulo} {nota}")) for pk, titulo, nota in textos)
    return filas.filter(pk__in=[pk for pk, t in dichos if all(p in t for p in palabras)])


def biblioteca(pedido: Mapping[str, str]) -> dict[str, Any]:
    """The library as the address asks for it: ``?comite= &tipo= &anio= &q= &pagina=``."""
    comites = [(comite.codigo, comite.t.nombre) for comite in Comite.objects.all()]
    anios = [str(d.year) for d in DocumentoInterno.objects.dates("fecha", "year", order="DESC")]
    elecciones = [
        Eleccion(
            "comite", _("De quién es"), [(TODA_LA_COALICION, _("Toda la Coalición")), *comites]
        ),
        Eleccion("tipo", _("Tipo"), DocumentoInterno.Tipo.choices),
        Eleccion("anio", _("Año"), [(anio, anio) for anio in anios]),
    ]
    filtro = Filtro(pedido, elecciones)
    return {
        "pagina": filtro.hoja(filtrados(documentos(), filtro), POR_PAGINA),
        "filtro": filtro,
        "filtros": filtro.consulta,
        "migas": [{"texto": _("Miembros"), "url": reverse("informes:miembros")}],
    }


def nombre_de_descarga(documento: DocumentoInterno) -> str:
    """From its title and day: the name that the file came with may say more than it should."""
    extension = extension_de(documento)
    titulo = slugify(documento.titulo)[:60] or _("documento")
    return f"{documento.fecha:%Y-%m-%d}-{titulo}.{extension}"


def extension_de(documento: DocumentoInterno) -> str:
    return next((f.extension for f in FORMATOS.values() if f.mime == documento.formato), "bin")
