"""The members' pages: who may read them, and what stands on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from actores import roles
from actores.models import Comite, Mandato, Pais, PuntoFocal, Usuario
from informes import editorial_publico, fechas
from informes.buscador import sin_tildes
from informes.models import DocumentoInterno, FechaClave
from planes.limpieza.formatos import FORMATOS

MIEMBROS = (
    roles.SECRETARIA_TECNICA, roles.PRESIDENCIA, roles.COMITE_COMUNICACION, roles.PUNTO_FOCAL,
    roles.OBSERVADOR,
)  # fmt: skip
"""A collaborator helps with one report and is not of the coalition."""
POR_PAGINA = 25
LARGO = 100
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


@dataclass(frozen=True)
class Filtro:
    """What an address asks of the library; empty asks for all."""

    comite: str = ""
    tipo: str = ""
    anio: str = ""
    q: str = ""

    @classmethod
    def de(cls, pedido: Mapping[str, str], posibles: Mapping[str, Iterable[str]]) -> Filtro:
        """Raises Http404 for a committee, type or year that there is not."""
        dichos = {nombre: pedido.get(nombre, "") for nombre in posibles}
        for nombre, dicho in dichos.items():
            if dicho and dicho not in posibles[nombre]:
                raise Http404(_("No hay documentos de: %s") % dicho[:40])
        return cls(**dichos, q=" ".join(pedido.get("q", "")[:LARGO].split()))

    @property
    def consulta(self) -> str:
        return urlencode({nombre: dicho for nombre, dicho in vars(self).items() if dicho})

    def aplicar(self, filas: QuerySet[DocumentoInterno]) -> QuerySet[DocumentoInterno]:
        if self.comite == TODA_LA_COALICION:
            filas = filas.filter(comite__isnull=True)
        elif self.comite:
            filas = filas.filter(comite__codigo=self.comite)
        if self.tipo:
            filas = filas.filter(tipo=self.tipo)
        if self.anio:
            filas = filas.filter(fecha__year=int(self.anio))
        if not self.q:
            return filas
        palabras = sin_tildes(self.q).split()
        textos = filas.values_list("pk", "titulo", "nota")
        dichos = ((pk, sin_tildes(f"{titulo} {nota}")) for pk, titulo, nota in textos)
        return filas.filter(pk__in=[pk for pk, t in dichos if all(p in t for p in palabras)])


def biblioteca(pedido: Mapping[str, str]) -> dict[str, Any]:
    """The library as the address asks for it. Raises Http404."""
    todos = list(Comite.objects.all())
    anios = [str(d.year) for d in DocumentoInterno.objects.dates("fecha", "year", order="DESC")]
    posibles = {
        "comite": {TODA_LA_COALICION, *(c.codigo for c in todos)},
        "tipo": set(DocumentoInterno.Tipo.values),
        "anio": set(anios),
    }
    filtro = Filtro.de(pedido, posibles)
    hoja = editorial_publico.pagina_pedida(
        Paginator(filtro.aplicar(documentos()), POR_PAGINA), pedido
    )
    return {
        "pagina": hoja,
        "filtro": filtro,
        "filtros": filtro.consulta,
        "comites": todos,
        "tipos": DocumentoInterno.Tipo.choices,
        "anios": anios,
        "sin_comite": TODA_LA_COALICION,
        "migas": [{"texto": _("Miembros"), "url": reverse("informes:miembros")}],
    }


def nombre_de_descarga(documento: DocumentoInterno) -> str:
    """From its title and day: the name that the file came with may say more than it should."""
    extension = extension_de(documento)
    titulo = slugify(documento.titulo)[:60] or _("documento")
    return f"{documento.fecha:%Y-%m-%d}-{titulo}.{extension}"


def extension_de(documento: DocumentoInterno) -> str:
    return next((f.extension for f in FORMATOS.values() if f.mime == documento.formato), "bin")
