"""What was published of a file of evidence, for its page in the panel."""

from __future__ import annotations

from typing import Any

from django import template

from informes import publicables

register = template.Library()


@register.inclusion_tag("admin/informes/evidenciapublicada/_seccion.html", takes_context=True)
def publicacion_de(context: Any, evidencia: Any) -> dict[str, Any]:
    """``{% publicacion_de evidencia %}``: whether it is public, may be, or why it may not."""
    todas = list(publicables.publicadas_de(evidencia))
    return {
        "evidencia": evidencia,
        "publicada": next((p for p in todas if p.retirada_en is None), None),
        "retiradas": [p for p in todas if p.retirada_en is not None],
        "motivo": publicables.por_que_no(evidencia),
        "es_secretaria": context.get("es_secretaria"),
    }
