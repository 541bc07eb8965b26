"""The executive summary: two to four pages of the annual report's figures, from the same cut."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from informes.documentos import anual, comun, piezas, sobre_si
from informes.documentos.archivo import Archivo, Avisar
from informes.documentos.lectura import leer_corte
from informes.models import Informe
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/resumen.html"


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The summary as one PDF."""
    recursos = Recursos()
    with translation.override(informe.idioma):
        datos = contexto(informe, recursos)
    return [comun.pdf(informe, PLANTILLA, datos, recursos, avisar)]


def contexto(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """Everything the template says, in the language of the document."""
    idioma = informe.idioma
    partes = leer_corte(informe.corte, idioma)
    inicio = partes["inicio"]
    return {
        **comun.contexto(informe, recursos),
        "plan": inicio["plan"],
        "inicio": inicio,
        "resumen": anual.resumen(partes, recursos, idioma),
        "paises": piezas.paises_en_breve(partes),
        "dinero": piezas.dinero(partes, recursos, idioma),
        "retrasos": piezas.retrasos(partes, idioma),
        "aprobados": sobre_si.aprobados(partes["metodo"]),
        "limite": sobre_si.limite(partes),
    }
