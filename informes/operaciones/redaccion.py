"""What people write for the documents: sections and credits, kept with their history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actores.models import Organizacion, Usuario
from informes import familia
from informes import redaccion as escritura
from informes.models import Corte, Redaccion, Seccion, TipoInforme
from informes.texto_rico import DE_DIRECCION, PALABRA, palabras_largas
from planes import permisos
from planes.operaciones import Conflicto, guardar_con_historia


def exigir_quien_escribe(por: Usuario) -> None:
    if not permisos.es_secretaria(por):
        raise PermissionDenied(_("Los textos de los documentos los escribe la Secretaría Técnica."))


@transaction.atomic
def guardar_seccion(
    *,
    tipo: TipoInforme,
    corte: Corte,
    anio: int,
    sujeto: str,
    clave: str,
    texto: str,
    texto_en: str,
    version: int,
    por: Usuario,
) -> Seccion:
    """Saves a section in both languages, cleaned, and checked against the figures of ``corte``.

    ``version`` is the one the page was read with (0 for a new one). The same text again changes
    nothing. Raises PermissionDenied; ValidationError by field when a text is too long, has a word
    that no line carries or names a figure that does not exist; Conflicto when somebody saved in
    between (nothing is written).
    """
    exigir_quien_escribe(por)
    if clave not in {escrita.clave for escrita in familia.escritas(tipo)}:
        raise ValueError(f"{tipo} has no section {clave}")
    limpios = {
        "texto": escritura.limpiar(texto),
        "texto_en": escritura.limpiar(texto_en),
    }
    redaccion = tomar(tipo, anio, sujeto)
    seccion = redaccion.secciones.filter(clave=clave).first() or Seccion(
        redaccion=redaccion, clave=clave
    )
    if all(getattr(seccion, campo) == dicho for campo, dicho in limpios.items()):
        return seccion
    if seccion.version != version:
        raise Conflicto(seccion)
    exigir_textos(limpios, corte, anio, sujeto)
    seccion.texto, seccion.texto_en = limpios["texto"], limpios["texto_en"]
    seccion.version += 1
    seccion.editada_por, seccion.editada_en = por, timezone.now()
    guardar_con_historia(seccion, por=por)
    return seccion


def exigir_textos(limpios: Mapping[str, str], corte: Corte, anio: int, sujeto: str) -> None:
    faltas = {}
    for campo, html in limpios.items():
        if len(html) > escritura.LARGO:
            faltas[campo] = [
                _("El texto tiene %(n)d letras y el máximo es %(maximo)d: acórtelo.")
                % {"n": len(html), "maximo": escritura.LARGO}
            ]
        elif largas := palabras_largas(html):
            faltas[campo] = [frase_de_larga(larga) for larga in largas[:3]]
        elif raros := escritura.signos_sin_letra(html):
            faltas[campo] = [
                _("Los documentos no tienen letra para estos signos: %s. Quítelos o cámbielos.")
                % " ".join(raros[:10])
            ]
        elif hallado := escritura.revisar(html, corte, anio, sujeto):
            faltas[campo] = hallado
    if faltas:
        raise ValidationError(faltas)


def frase_de_larga(larga: str) -> str:
    """Why a word cannot be printed, with the beginning by which it is found."""
    comienzo = f"{larga[:20]}…"
    if DE_DIRECCION.search(larga):
        return _(
            "La dirección «%(comienzo)s» tiene %(n)d letras y no cabe: escriba unas palabras y"
            " póngales el enlace."
        ) % {"comienzo": comienzo, "n": len(larga)}
    return _(
        "La palabra «%(comienzo)s» tiene %(n)d letras y no cabe en un renglón: el máximo es"
        " %(maximo)d. Sepárela o quítela."
    ) % {"comienzo": comienzo, "n": len(larga), "maximo": PALABRA}


def tomar(tipo: TipoInforme, anio: int, sujeto: str) -> Redaccion:
    """The writing for a document, begun when there is none, and locked."""
    cual: dict[str, Any] = {"tipo": tipo, "anio": anio, "sujeto": sujeto}
    Redaccion.objects.get_or_create(**cual)
    return Redaccion.objects.select_for_update(of=("self",)).get(**cual)


@transaction.atomic
def guardar_creditos(
    *,
    tipo: TipoInforme,
    anio: int,
    sujeto: str,
    texto: str,
    texto_en: str,
    organizaciones: Iterable[Organizacion],
    version: int,
    por: Usuario,
) -> Redaccion:
    """Saves whom a document thanks. ``version`` is ``version_de_creditos`` when the page was read.

    The same again changes nothing. Raises PermissionDenied, ValidationError by field when a word
    is too long, and Conflicto.
    """
    exigir_quien_escribe(por)
    dichos = {"creditos_texto": texto, "creditos_texto_en": texto_en}
    faltas = {
        campo: [frase_de_larga(larga) for larga in palabras_largas(escape(dicho))]
        for campo, dicho in dichos.items()
    }
    if any(faltas.values()):
        raise ValidationError({campo: frases for campo, frases in faltas.items() if frases})
    redaccion = tomar(tipo, anio, sujeto)
    antes = (
        redaccion.creditos_texto,
        redaccion.creditos_texto_en,
        set(redaccion.creditos.all()),
    )
    ahora = (" ".join(texto.split()), " ".join(texto_en.split()), set(organizaciones))
    if antes == ahora:
        return redaccion
    if version_de_creditos(redaccion) != version:
        raise Conflicto(redaccion)
    redaccion.creditos_texto, redaccion.creditos_texto_en = ahora[:2]
    guardar_con_historia(redaccion, por=por)
    redaccion.creditos.set(ahora[2])
    return redaccion


def version_de_creditos(redaccion: Redaccion | None) -> int:
    """Which saved state of the credits this is: the newest entry of the history that a person
    made; 0 while nobody has."""
    if redaccion is None:
        return 0
    ultima = redaccion.history.exclude(history_type="+").first()
    return ultima.history_id if ultima else 0
