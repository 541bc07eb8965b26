"""From an uploaded file to what is written: read, compare, sign what was shown, confirm once.

Between the page that shows the changes and the one that saves them nothing is kept on the
server: what was read of the workbook travels in the page, signed for this person and this
report, and is compared anew, under lock, before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl.workbook import Workbook

from actores.models import Pais, Usuario

from .archivo import Rechazada, abrir
from .cambios import Comparacion, Renglon
from .lectura import Tocada, leer_cabecera, leer_filas
from .modelo import Descripcion

SAL = "planes.planilla.subida"
DURA = 12 * 60 * 60
"""Seconds for which a page that shows changes can be confirmed: as long as a session."""


class Asunto(Protocol):
    """What a workbook is about: a report, or a register."""

    usuario: Usuario

    @property
    def referencia(self) -> str: ...
    @property
    def cerrado(self) -> str: ...
    @property
    def nombre_de_archivo(self) -> str: ...
    def describir(self) -> Descripcion: ...
    def comparar(self, tocadas: Iterable[Tocada]) -> Comparacion: ...
    def tomar(self) -> None: ...
    def guardar(self, renglones: Iterable[Renglon]) -> None: ...


class Caducada(Exception):
    """What the person confirms is too old, or not hers; the file has to be uploaded again."""


class Cambiada(Exception):
    """Somebody saved one of the rows since they were shown; nothing was written."""

    def __init__(self, comparacion: Comparacion) -> None:
        super().__init__(_("Alguien guardó cambios mientras usted miraba: revíselos otra vez."))
        self.comparacion = comparacion


class FaltaDecidir(Exception):
    """There are rows with errors and the person has not said to leave them out."""

    def __init__(self, comparacion: Comparacion) -> None:
        super().__init__(
            _("Hay filas con error: corríjalas en la planilla y súbala otra vez, o marque que las "
              "deja fuera.")
        )  # fmt: skip
        self.comparacion = comparacion


@dataclass(frozen=True)
class Guardado:
    cuantas: int
    ya_estaba: bool
    """Everything to write was saved already: a double click, or the page confirmed again."""


def leer(contenido: bytes, nombre: str, asunto: Asunto) -> list[Tocada]:
    """The rows changed in an uploaded workbook. Raises Rechazada with the reason."""
    libro = abrir(contenido, nombre)
    try:
        return leer_libro(libro, asunto)
    finally:
        libro.close()


def leer_libro(libro: Workbook, asunto: Asunto) -> list[Tocada]:
    cabecera = leer_cabecera(libro)
    idioma = "en" if cabecera.get("idioma") == "en" else "es"
    with override(idioma):
        # As it would be written today, in its own language: labels and places are the same.
        descripcion = asunto.describir()
    revisar_dueno(cabecera, descripcion.cabecera)
    return leer_filas(libro, cabecera, descripcion)


def revisar_dueno(cabecera: Mapping[str, str], propia: Mapping[str, str]) -> None:
    """Raises Rechazada for the workbook of another country, period or report."""
    if cabecera.get("tipo") != propia["tipo"]:
        raise Rechazada(
            _("Esta planilla es del registro de acciones: súbala en el registro.")
            if cabecera.get("tipo") == "registro"
            else _("Esta planilla es de un reporte: súbala en la página de ese reporte.")
        )
    for clave, frase in (
        ("pais", _("Esta planilla es de %(de)s y aquí se sube la de %(aqui)s.")),
        ("periodo", _("Esta planilla es del período %(de)s y aquí se sube la de %(aqui)s.")),
    ):
        if cabecera.get(clave) != propia[clave]:
            nombres = {
                "de": nombre_de(clave, cabecera.get(clave, "")),
                "aqui": nombre_de(clave, propia[clave]),
            }
            raise Rechazada(frase % nombres)
    if cabecera.get("referencia") != propia["referencia"]:
        raise Rechazada(
            _("Esta planilla es de otro reporte, o de otra versión de este. Descargue la de aquí "
              "y copie allí sus respuestas.")
        )  # fmt: skip


def nombre_de(clave: str, valor: str) -> str:
    if clave == "pais" and valor != "regional":
        return str(Pais.objects.filter(codigo=valor).first() or valor[:20])
    return _("la región") if clave == "pais" else valor[:20]


# --- Between the two pages -------------------------------------------------------------------


def firmar(asunto: Asunto, tocadas: Iterable[Tocada], comparacion: Comparacion) -> str:
    """What the page carries: the touched rows, and what was shown of each."""
    return signing.dumps(
        {
            "de": asunto.referencia,
            "usuario": asunto.usuario.pk,
            "filas": [asdict(tocada) for tocada in tocadas],
            "visto": comparacion.visto,
        },
        salt=SAL,
        compress=True,
    )


def recuperar(asunto: Asunto, firmado: str) -> tuple[list[Tocada], dict[str, str]]:
    """The touched rows and what was shown of each. Raises Caducada."""
    try:
        datos: dict[str, Any] = signing.loads(firmado, salt=SAL, max_age=DURA)
    except signing.BadSignature as error:
        raise Caducada from error
    if datos["usuario"] != asunto.usuario.pk or datos["de"] != asunto.referencia:
        raise Caducada
    return [Tocada(**fila) for fila in datos["filas"]], datos["visto"]


@transaction.atomic
def confirmar(asunto: Asunto, firmado: str, *, usar: Iterable[str], sin_errores: bool) -> Guardado:
    """Writes what was shown, all of it or nothing, however often it is asked.

    ``usar``: ids of the conflicts decided for the workbook and of the rows that are no
    repetition; ``sin_errores``: rows with errors
    are left out. Raises Caducada, FaltaDecidir, Cambiada, PermissionDenied.
    """
    tocadas, visto = recuperar(asunto, firmado)
    asunto.tomar()
    comparacion = asunto.comparar(tocadas)
    if comparacion.con_error and not sin_errores:
        raise FaltaDecidir(comparacion)
    usar = set(usar)
    if any(visto.get(id_) != huella for id_, huella in comparacion.visto.items()):
        raise Cambiada(comparacion)
    elegidos = comparacion.elegidos(usar)
    asunto.guardar(elegidos)
    pedidas = {*visto} - {r.id for r in comparacion.por_decidir if r.id not in usar}
    return Guardado(len(elegidos), ya_estaba=bool(pedidas) and not elegidos)
