"""The project sheet (ficha técnica): a project for who may pay for it, on one or two pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from informes import graficos
from informes.documentos import comun
from informes.documentos.archivo import Archivo, Avisar, DocumentoImposible
from informes.documentos.lectura import leer
from informes.formato import centavos, dia, dolares, numero
from informes.models import CorteParte, Informe
from informes.proyectos_dicho import donantes, etapas, objetivos, sin_nombrar
from planes.documentos.pdf import Recursos

PLANTILLA = "informes/pdf/ficha.html"

LARGO, MUY_LARGO = 90, 170
"""Letters of a title from which it is set smaller."""

CLASES = graficos.MARCA["mapa"]["clases"]
CUERPOS = ("", "justa", "apretada")
"""How the sheet is set: the next one when it does not fit on one page."""

COLORES = {
    "desembolsado": CLASES[3], "firmado": CLASES[2], "ofrecido": CLASES[0],
    "falta": graficos.COLOR["blanco"],
}  # fmt: skip
"""From dark to white, so that they are told apart in grey."""

Parte = Mapping[str, Any]


def escribir(informe: Informe, avisar: Avisar) -> list[Archivo]:
    """Raises DocumentoImposible when the cut does not hold the project."""
    recursos = Recursos()
    with translation.override(informe.idioma):
        datos = contexto(informe, recursos)
    hechas: list[Archivo] = []
    for cuerpo in CUERPOS:
        hecha = comun.pdf(informe, PLANTILLA, {**datos, "cuerpo": cuerpo}, recursos, avisar)
        if hecha.paginas == 1:
            return [hecha]
        hechas.append(hecha)
    # Nothing is gained by small letters on two pages: the first that takes the fewest.
    return [min(hechas, key=lambda hecha: hecha.paginas)]


def contexto(informe: Informe, recursos: Recursos) -> dict[str, Any]:
    corte, idioma = informe.corte, informe.idioma
    p = leer(parte_de(informe), idioma)
    paises = [x["nombre"] for x in leer(corte.parte("paises")["paises"], idioma)]
    return {
        **comun.contexto(informe, recursos),
        "proyecto": p,
        "tamano": "muy-larga" if len(p["titulo"]) > MUY_LARGO
        else "larga" if len(p["titulo"]) > LARGO else "",
        "etapas": etapas(p["etapa"], idioma),
        "desde": dia(p["desde"]),
        "inicio": dia(p["inicio"]),
        "fin": dia(p["fin"]),
        "paises": [p["pais"]["nombre"]] if p["pais"] else paises,
        "objetivos": objetivos(p["actividades"]),
        "costo": dolares(p["costo_usd"], idioma),
        "falta": dolares(p["falta_usd"], idioma),
        "barra": barra(p, recursos, idioma),
        "montos": [
            {**m, "usd": dolares(m["usd"], idioma), "cuantos": cuantos(m["aportes"])}
            for m in reversed(p["montos"])
        ],
        "aportes": [aporte(a, idioma) for a in p["aportes"]],
        "ante_otras": sin_nombrar(p["presentado_a"]["sin_nombrar"]),
        "donantes_sin_nombrar": donantes(p["donantes_sin_nombrar"]),
    }  # fmt: skip


def parte_de(informe: Informe) -> Parte:
    try:
        return informe.corte.parte(f"proyecto/{informe.sujeto}")
    except CorteParte.DoesNotExist as error:
        raise DocumentoImposible(
            _(
                "Ese proyecto no está en el corte de datos. Marque en su ficha del registro que"
                " puede publicarse y prepare un corte nuevo."
            )
        ) from error


def aporte(a: Parte, idioma: str) -> dict[str, Any]:
    return {
        **a,
        "monto": numero(a["monto"], idioma, centavos(a["monto"])),
        "usd": numero(a["usd"], idioma, centavos(a["usd"])),
        "desde": dia(a["desde"]),
        "fecha_tasa": dia(a["fecha_tasa"]),
    }


def cuantos(n: int) -> str:
    return ngettext("%(n)s aporte", "%(n)s aportes", n) % {"n": n}


def barra(p: Parte, recursos: Recursos, idioma: str) -> dict[str, Any] | None:
    """What is there and what is missing as a bar; None when the cost is not known."""
    if p["costo_usd"] is None:
        return None
    partes = {m["estado"]: m["usd"] for m in reversed(p["montos"])}
    # An offer fills what is missing only if it is kept: it is drawn inside it.
    partes["falta"] = max(p["falta_usd"] - partes["ofrecido"], 0)
    nombres = {m["estado"]: m["nombre_estado"] for m in p["montos"]}
    nombres["falta"] = _("Sin ofrecimiento")
    largo = sum(partes.values())
    hay = [(clave, valor) for clave, valor in partes.items() if valor > 0]
    dicho = "; ".join(f"{nombres[c]}: {dolares(v, idioma)}" for c, v in hay)
    return {
        "url": recursos.agregar(dibujo([(COLORES[c], v / largo) for c, v in hay])),
        "alt": _("Barra del costo total, %(costo)s. %(partes)s.")
        % {"costo": dolares(p["costo_usd"], idioma), "partes": dicho},
        "clave": [{"clave": c, "nombre": nombres[c], "usd": dolares(v, idioma)} for c, v in hay],
    }


def dibujo(partes: Sequence[tuple[str, float]], ancho: int = 680, alto: int = 30) -> str:
    """Rectangles side by side: colour and share of the whole."""
    tinta, x, cajas = graficos.COLOR["tinta"], 0.0, []
    for color, parte in partes:
        cajas.append(
            f'<rect x="{x:.2f}" y="1" width="{parte * (ancho - 2):.2f}" height="{alto - 2}"'
            f' fill="{color}" stroke="{tinta}" stroke-width="1"/>'
        )
        x += parte * (ancho - 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 0 {ancho} {alto}"'
        f' preserveAspectRatio="none" width="{ancho}"'
        f' height="{alto}">{"".join(cajas)}</svg>'
    )
