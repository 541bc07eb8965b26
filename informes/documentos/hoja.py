"""The fact sheet: one page for who has never heard of the Coalition, with figures of the cut."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from informes.documentos import anual, comun, piezas
from informes.documentos.archivo import Archivo, Avisar, DocumentoImposible
from informes.documentos.lectura import leer_corte
from informes.models import Informe
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/hoja.html"

CIFRAS = 4

CUERPOS = ("holgada", "", "justa", "apretada", "muy-apretada")
"""How the page is set: the next one when it does not fit."""


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """The sheet as one PDF of exactly one page.

    Raises DocumentoImposible when what people wrote is too long for it.
    """
    recursos = Recursos()
    with translation.override(informe.idioma):
        datos = contexto(informe, recursos)
    for cuerpo in CUERPOS:
        hecha = comun.pdf(informe, PLANTILLA, {**datos, "cuerpo": cuerpo}, recursos, avisar)
        if hecha.paginas == 1:
            return [hecha]
    raise DocumentoImposible(
        _(
            "La hoja informativa no cabe en una página. Acorte lo que se escribió para ella o"
            " acredite a menos organizaciones."
        )
    )


def contexto(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    """Everything the template says, in the language of the document."""
    idioma = informe.idioma
    partes = leer_corte(informe.corte, idioma)
    inicio = partes["inicio"]
    resumen = anual.resumen(partes, recursos, idioma)
    return {
        **comun.contexto(informe, recursos),
        "plan": inicio["plan"],
        "inicio": inicio,
        "cifras": resumen["destacados"][:CIFRAS],
        "ejes": resumen["ejes"],
        "estados": [{"clave": c, "nombre": piezas.nombre(c, idioma)} for c in piezas.ESTADOS],
        "paises": piezas.paises_en_breve(partes),
        "mapa": piezas.mapa(partes, recursos, idioma),
    }
