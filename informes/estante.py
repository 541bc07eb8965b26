"""The documents of a year as a reader looks for them: the annual report, then the family
in groups, each document once with its languages and its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from informes.models import FormaInforme, Informe, TipoInforme

GRUPOS: tuple[tuple[str, object, tuple[TipoInforme, ...]], ...] = (
    (
        "breve",
        gettext_lazy("El año en pocas páginas"),
        (TipoInforme.RESUMEN, TipoInforme.INFOGRAFIA, TipoInforme.HOJA),
    ),
    (
        "trabajar",
        gettext_lazy("Para presentar y para analizar"),
        (TipoInforme.PRESENTACION, TipoInforme.ANEXO),
    ),
    ("paises", gettext_lazy("Informes nacionales"), (TipoInforme.NACIONAL,)),
    ("boletines", gettext_lazy("Boletines trimestrales"), (TipoInforme.BOLETIN,)),
    ("proyectos", gettext_lazy("Fichas de proyecto"), (TipoInforme.FICHA,)),
)
"""What stands together below the annual report: anchor, heading, types in their order."""

FORMAS = {
    "cuadrado": gettext_lazy("cuadrada"),
    "historia": gettext_lazy("vertical"),
}
"""What tells forms of one format apart, in words."""

QUE_ES = {
    ("txt", ""): gettext_lazy("Texto para correo"),
    ("zip", ""): gettext_lazy("Paquete de datos"),
}


@dataclass(frozen=True)
class Documento:
    """A document of a year in its languages, the reader's first."""

    tipo: TipoInforme
    sujeto: str
    versiones: list[Informe]

    @property
    def titulo(self) -> str:
        """What it is called among those of its group."""
        return self.versiones[0].nombre_sujeto or str(self.tipo.label)

    @property
    def principal(self) -> Informe:
        return self.versiones[0]


@dataclass(frozen=True)
class Grupo:
    clave: str
    titulo: object
    documentos: list[Documento]


def documentos(informes: Iterable[Informe], idioma: str) -> list[Documento]:
    """Rows of one year as documents, in the order of their types and of their names."""
    juntos: dict[tuple[str, str], list[Informe]] = {}
    for informe in sorted(informes, key=lambda i: (i.idioma != idioma, i.idioma)):
        juntos.setdefault((informe.tipo, informe.sujeto), []).append(informe)
    hechos = [Documento(TipoInforme(t), s, versiones) for (t, s), versiones in juntos.items()]
    orden = list(TipoInforme)
    # Quarters in the order of the year, whatever their names.
    return sorted(
        hechos,
        key=lambda d: (
            orden.index(d.tipo),
            d.sujeto if d.tipo == TipoInforme.BOLETIN else d.titulo.casefold(),
        ),
    )


def grupos(hechos: Iterable[Documento]) -> list[Grupo]:
    """All of them but the annual report, by what they are for; no empty group."""
    hechos = list(hechos)
    todos = [
        Grupo(clave, titulo, [d for tipo in tipos for d in hechos if d.tipo == tipo])
        for clave, titulo, tipos in GRUPOS
    ]
    return [grupo for grupo in todos if grupo.documentos]


def anual(hechos: Iterable[Documento]) -> Documento | None:
    return next((d for d in hechos if d.tipo == TipoInforme.ANUAL), None)


def es_borrador(archivo: Informe | FormaInforme) -> bool:
    """Whether it has not been published: only shown to who previews its cut."""
    informe = archivo.informe if isinstance(archivo, FormaInforme) else archivo
    return informe.estado == Informe.Estado.BORRADOR


def direccion(archivo: Informe | FormaInforme) -> str:
    """Where the file is downloaded: the permanent address, of a draft the panel's, which asks who
    it is."""
    if not es_borrador(archivo):
        return archivo.get_absolute_url()
    cual = "forma" if isinstance(archivo, FormaInforme) else "informe"
    return reverse(f"admin:informes_{cual}_archivo", args=[archivo.pk])


def nombre_de_archivo(archivo: Informe | FormaInforme) -> str:
    """What one of a document's files is, as in "PDF" or "PNG, cuadrada"."""
    clave = archivo.clave if isinstance(archivo, FormaInforme) else ""
    formato = archivo.extension.upper()
    que_es = QUE_ES.get((archivo.extension, clave))
    if que_es:
        return _("%(que_es)s (%(formato)s)") % {"que_es": que_es, "formato": formato}
    # A key that is not known here is shown as it is.
    return ", ".join(str(parte) for parte in (formato, FORMAS.get(clave, clave)) if parte)
