"""The consolidated document as XLSX, in the layout of the printed matrix."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from planes.planilla import estilo
from planes.planilla.libro import poner

from .contenido import Consolidado, Renglon, Voz, dicho
from .texto import titulo_de

ANCHOS = (9, 40, 40, 44, 28, 18, 26, 28)
ANCHO_DE_VOZ = 38
ALTO_DE_LINEA = 15
"""Points of a line of text."""
ALTO_MAXIMO = 400
"""Spreadsheets show no row above 409 points."""


def escribir_tabla(consolidado: Consolidado) -> bytes:
    """The workbook: one sheet an eje as the plan is printed, then the figures. No formulas."""
    libro = Workbook()
    libro.remove(libro.worksheets[0])
    libro.properties.creator = "CORETT"
    libro.properties.title = titulo_de(consolidado)
    libro.properties.created = libro.properties.modified = timezone.now().replace(tzinfo=None)
    for eje in consolidado.plan.ejes:
        hoja = libro.create_sheet(_("Eje %(n)s") % {"n": eje.numero})
        color = estilo.EJES[f"eje-{eje.numero}"]["color"]
        hoja.sheet_properties.tabColor = color
        encabezar(
            hoja,
            _("Eje %(n)s. %(nombre)s") % {"n": eje.numero, "nombre": dicho(eje.nombre)},
            consolidado,
            [
                *(_("Código"), _("Actividad"), _("Metas"), _("Indicadores")),
                *(_("Responsable"), _("Plazo"), _("Planeamiento"), _("Socios estratégicos")),
                *consolidado.informantes.values(),
            ],
            color,
        )
        for objetivo in eje.objetivos:
            partir(hoja, f"{objetivo.numero}. {dicho(objetivo.texto)}")
            for renglon in consolidado.renglones[objetivo.numero]:
                escribir_renglon(hoja, renglon, consolidado)
        medir(hoja, ANCHOS, len(consolidado.informantes))
    escribir_cifras(libro, consolidado)
    salida = io.BytesIO()
    libro.save(salida)
    return salida.getvalue()


def encabezar(
    hoja: Worksheet, titulo: str, consolidado: Consolidado, columnas: list[str], color: str
) -> None:
    """The sheet's name, what it is, and the column heads, which stay in sight and repeat."""
    poner(hoja["A1"], titulo)
    hoja["A1"].font = estilo.letra(color, size=16, bold=True)
    interno = _("Documento interno: trae cifras sin proteger y no se publica.")
    poner(hoja["A2"], f"{consolidado.aviso} {titulo_de(consolidado)}. {interno}".strip())
    hoja.oddHeader.center.text = consolidado.aviso or None
    hoja["A2"].font = estilo.letra("secundaria")
    for numero, nombre in enumerate(columnas, 1):
        celda = hoja.cell(3, numero)
        poner(celda, nombre)
        celda.font = estilo.letra("blanco", bold=True)
        celda.fill = estilo.relleno(color)
        celda.alignment = estilo.CENTRO
    hoja.row_dimensions[3].height = 32
    hoja.freeze_panes = "C4"
    hoja.print_title_rows = "3:3"
    hoja.page_setup.orientation = "landscape"
    hoja.page_setup.paperSize = hoja.PAPERSIZE_A3
    # Three sheets of paper wide: on one nobody could read it.
    hoja.page_setup.fitToWidth, hoja.page_setup.fitToHeight = 3, 0
    hoja.print_title_cols = "A:B"
    hoja.sheet_properties.pageSetUpPr.fitToPage = True
    hoja.sheet_view.showGridLines = False


def partir(hoja: Worksheet, texto: str) -> None:
    """A line across the sheet: the objetivo operativo of the rows below."""
    fila = hoja.max_row + 1
    poner(hoja.cell(fila, 1), texto)
    hoja.cell(fila, 1).font = estilo.letra("tinta", bold=True)
    for columna in range(1, hoja.max_column + 1):
        hoja.cell(fila, columna).fill = estilo.relleno("fondo")


def escribir_renglon(hoja: Worksheet, renglon: Renglon, consolidado: Consolidado) -> None:
    fila = hoja.max_row + 1
    metas = renglon.metas
    indicadores = (i for m in metas for i in m.indicadores)
    dichas = {voz.informante: voz for voz in renglon.voces}
    textos = [
        renglon.actividad.codigo,
        dicho(renglon.actividad.texto),
        juntar(f"{m.codigo} {dicho(m.texto)}" for m in metas),
        juntar(
            f"{i.codigo} {dicho(i.texto)}"
            for i in indicadores
            if i.actividad == renglon.actividad.codigo
        ),
        juntar(dicho(m.responsable) for m in metas),
        juntar(dicho(m.plazo) for m in metas),
        juntar(dicho(m.planeamiento) for m in metas),
        juntar(dicho(m.socios) for m in metas),
        *(
            en_una_celda(dichas[nombre]) if nombre in dichas else ""
            for nombre in consolidado.informantes.values()
        ),
    ]
    llenar(hoja, fila, textos)


def juntar(textos: Iterable[str]) -> str:
    """Different texts, one a line."""
    return "\n".join(dict.fromkeys(t for t in textos if t))


def en_una_celda(voz: Voz) -> str:
    lineas = [voz.nombre_estado, *(f"{rotulo}: {texto}" for rotulo, texto in voz.valores)]
    return "\n".join([*filter(None, lineas), *(f"{r}: {t}" for r, t in voz.textos)])


def llenar(hoja: Worksheet, fila: int, textos: list[str]) -> None:
    """A row of texts, tall enough for its longest cell as far as a sheet can be."""
    lineas = 1
    for columna, texto in enumerate(textos, 1):
        celda = hoja.cell(fila, columna)
        poner(celda, texto)
        celda.font = estilo.letra(size=10)
        celda.alignment = estilo.ARRIBA
        celda.border = estilo.raya()
        ancho = ANCHOS[columna - 1] if columna <= len(ANCHOS) else ANCHO_DE_VOZ
        lineas = max(lineas, sum(1 + len(parte) // ancho for parte in texto.split("\n")))
    hoja.row_dimensions[fila].height = min(lineas * ALTO_DE_LINEA + 4, ALTO_MAXIMO)


def medir(hoja: Worksheet, anchos: Iterable[int], voces: int) -> None:
    for columna, ancho in enumerate([*anchos, *[ANCHO_DE_VOZ] * voces], 1):
        hoja.column_dimensions[get_column_letter(columna)].width = ancho


def escribir_cifras(libro: Workbook, consolidado: Consolidado) -> None:
    """Every Dato with each informant's answer, numbers as numbers, and the region's figure."""
    hoja = libro.create_sheet(_("Cifras"))
    informantes = consolidado.informantes
    encabezar(
        hoja,
        _("Cifras del período"),
        consolidado,
        [
            _("Indicador"),
            _("Dato"),
            *informantes.values(),
            _("Región (reportes aprobados)"),
            _("Clave del dato"),
        ],
        estilo.COLOR["tinta"],
    )
    for cuenta in consolidado.cuentas:
        fila = hoja.max_row + 1
        respuestas = [
            cuenta.numeros.get(codigo, cuenta.respuestas.get(codigo, "")) for codigo in informantes
        ]
        impresos = ", ".join(cuenta.indicadores)
        for columna, valor in enumerate(
            [impresos, cuenta.nombre, *respuestas, cuenta.region, cuenta.codigo], 1
        ):
            celda = hoja.cell(fila, columna)
            poner(celda, valor)
            celda.font = estilo.letra(size=10)
            celda.border = estilo.raya()
            celda.alignment = estilo.ARRIBA if isinstance(valor, str) else estilo.NUMERICA
            if not isinstance(valor, str):
                celda.number_format = "#,##0.##" if valor % 1 else "#,##0"
    medir(hoja, (18, 46, *[20] * (len(informantes) + 1), 32), 0)
