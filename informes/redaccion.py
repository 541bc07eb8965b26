"""What people write for a document: kept safe, and with figures that live in the cut."""

from __future__ import annotations

import re
from typing import Any

from django.utils.html import escape
from django.utils.translation import gettext as _

from informes import formato
from informes.documentos.archivo import DocumentoImposible
from informes.models import Corte, CorteCelda, Informe, Redaccion

MARCADOR = re.compile(r"\[\[\s*([a-z0-9_.-]+)((?:\s+[a-z]+=[\w:.-]+)*)\s*\]\]")
"""``[[talleres]]``, ``[[denuncias pais=gt anio=2023 categoria=delito:trata]]``."""


def congelar(informe: Informe) -> dict[str, Any]:
    """The writing for a document in its language, as it is now: ``secciones`` (key to ``html``
    and the ``idioma`` it is in), ``creditos``, and ``autores`` (keys of who wrote)."""
    redaccion = (
        Redaccion.objects.filter(tipo=informe.tipo, anio=informe.anio, sujeto=informe.sujeto)
        .prefetch_related("secciones", "creditos")
        .first()
    )
    if redaccion is None:
        return {}
    ingles = informe.idioma == "en"
    secciones, autores = {}, set()
    for seccion in redaccion.secciones.all():
        traducida = ingles and seccion.texto_en
        if seccion.texto or traducida:
            secciones[seccion.clave] = {
                "html": seccion.texto_en if traducida else seccion.texto,
                "idioma": "en" if traducida else "es",
            }
            autores.add(seccion.editada_por_id)
    texto = (ingles and redaccion.creditos_texto_en) or redaccion.creditos_texto
    return {"secciones": secciones, "creditos": {"texto": texto}, "autores": sorted(autores)}


class Cifras:
    """The figures that a text may name: those of a cut. One query, whatever the text."""

    def __init__(self, corte: Corte, anio: int, pais: str = "") -> None:
        self.corte, self.anio, self.pais = corte, anio, pais

    def llenar(self, html: str, idioma: str) -> str:
        """The text with each placeholder replaced. Raises DocumentoImposible."""
        return MARCADOR.sub(lambda m: escape(self.decir(m[1], m[2], idioma)), html)

    def decir(self, dato: str, resto: str, idioma: str) -> str:
        pedido = dict(par.split("=", 1) for par in resto.split())
        celda = CorteCelda.objects.filter(
            corte=self.corte,
            dato=dato,
            pais=pedido.get("pais", ""),
            anio=pedido.get("anio", self.anio),
            categoria=pedido.get("categoria", ""),
        ).first()
        if celda is None:
            raise DocumentoImposible(
                _("El texto nombra una cifra que no está en el corte: %s.") % f"{dato}{resto}"
            )
        return formato.numero(celda.valor, idioma)
