"""What people write for a document: whose it is, which cut answers for it, and its freezing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.files.storage import Storage
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from actores.models import Organizacion
from informes.documentos.archivo import DocumentoImposible
from informes.marcadores_cifras import Cifras, revisar
from informes.models import Corte, Informe, Redaccion, Seccion
from informes.texto_rico import limpiar, palabras, signos_sin_letra
from planes.models import Plan

__all__ = [
    "Cifras",
    "congelar",
    "corte_del_anio",
    "limpiar",
    "palabras",
    "revisar",
    "signos_sin_letra",
]

LARGO = 30_000
"""Characters of one section, tags included: some fifteen printed pages."""


def cortes_del_anio(anio: int) -> QuerySet[Corte]:
    """The cuts of an operative plan whose last period is of that year, the newest first."""
    return (
        Corte.objects.filter(plan__tipo=Plan.Tipo.OPERATIVO)
        .annotate(ultimo=Max("periodos__anio"))
        .filter(ultimo=anio)
        .exclude(estado=Corte.Estado.RETIRADO)
        .select_related("plan")
        .order_by("-creado_en", "-pk")
    )


def corte_del_anio(anio: int) -> Corte | None:
    """Whose figures a text of that year is checked against: the newest prepared cut, else the
    newest published one."""
    cortes = list(cortes_del_anio(anio))
    preparados = [c for c in cortes if c.estado == Corte.Estado.PREPARADO]
    return next(iter([*preparados, *cortes]), None)


def congelar(informe: Informe) -> dict[str, Any]:
    """The writing for a document in its language, as it is now: ``secciones`` (key to ``html``
    and the ``idioma`` it is in), ``creditos`` (``texto``, ``organizaciones``: name, sigla, where
    the logo lies and its hash), and ``autores`` (keys of who wrote).

    Raises DocumentoImposible when a logo is not where it should be.
    """
    redaccion = (
        Redaccion.objects.filter(tipo=informe.tipo, anio=informe.anio, sujeto=informe.sujeto)
        .prefetch_related("secciones", "creditos")
        .first()
    )
    if redaccion is None:
        return {}
    ingles = informe.idioma == "en"
    secciones, impresas = {}, []
    for seccion in redaccion.secciones.all():
        traducida = limpiar(seccion.texto_en) if ingles else ""
        if html := traducida or limpiar(seccion.texto):
            secciones[seccion.clave] = {"html": html, "idioma": "en" if traducida else "es"}
            impresas.append(seccion)
    texto = (ingles and redaccion.creditos_texto_en) or redaccion.creditos_texto
    creditos = {
        "texto": " ".join(texto.split()),
        "organizaciones": organizaciones(redaccion.creditos.all(), informe.idioma),
    }
    autores = quienes_escribieron(impresas)
    if creditos["texto"] or creditos["organizaciones"]:
        autores |= quienes_acreditaron(redaccion)
    return {"secciones": secciones, "creditos": creditos, "autores": sorted(autores)}


def quienes_escribieron(secciones: Iterable[Seccion]) -> set[int]:
    """Everybody who ever saved one of these sections: a comma of somebody else's does not make a
    text theirs alone."""
    secciones = list(secciones)
    de_antes = Seccion.history.filter(id__in=[s.pk for s in secciones], history_user__isnull=False)
    antes = set(de_antes.values_list("history_user_id", flat=True))
    return antes | {seccion.editada_por_id for seccion in secciones}


def quienes_acreditaron(redaccion: Redaccion) -> set[int]:
    """Everybody who ever changed whom the document thanks."""
    cambios = redaccion.history.exclude(history_type="+").filter(history_user__isnull=False)
    return set(cambios.values_list("history_user_id", flat=True))


def organizaciones(filas: Iterable[Organizacion], idioma: str) -> list[dict[str, str]]:
    return [
        {
            "nombre": (idioma == "en" and fila.nombre_en) or fila.nombre,
            "sigla": (idioma == "en" and fila.sigla_en) or fila.sigla,
            "logotipo": fila.logotipo.name or "",
            "huella": huella_del_logotipo(fila) if fila.logotipo else "",
        }
        for fila in filas
    ]


def huella_del_logotipo(fila: Organizacion) -> str:
    contenido = leer_logotipo(fila.logotipo.storage, str(fila.logotipo.name))
    if contenido is None:
        raise DocumentoImposible(
            _("No está en el servidor el logotipo de %s. Súbalo otra vez en su ficha o quítelo.")
            % fila
        )
    return hashlib.sha256(contenido).hexdigest()


def leer_logotipo(almacen: Storage, nombre: str) -> bytes | None:
    """The bytes of a logo; None when they are not there."""
    try:
        with almacen.open(nombre, "rb") as archivo:
            return archivo.read()
    except FileNotFoundError:
        return None
