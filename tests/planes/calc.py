"""LibreOffice itself, without a window: opens a workbook, types into cells, saves, closes.

Run with the system's Python, which has the ``uno`` module: the portal's own has not. Reads from
standard input ``{"archivo", "perfil", "soffice", "celdas": [[sheet, cell, text], …]}`` and writes
what the spreadsheet shows in those cells afterwards. A text is taken as typed: ``1250`` becomes
a number.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

FILTRO = "Calc MS Excel 2007 XML"


def propiedad(nombre: str, valor: Any) -> Any:
    hecha = PropertyValue()
    hecha.Name, hecha.Value = nombre, valor
    return hecha


def conectar(tubo: str, proceso: subprocess.Popen[bytes]) -> Any:
    """LibreOffice's desktop, once it is there."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _vez in range(240):
        if proceso.poll() not in (None, 81):  # 81: starts again by itself the first time
            raise RuntimeError(f"soffice ended with {proceso.returncode}")
        try:
            contexto = resolver.resolve(f"uno:pipe,name={tubo};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.25)
            continue
        return contexto.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", contexto
        )
    raise RuntimeError("soffice does not answer")


def editar(escritorio: Any, archivo: str, celdas: list[list[str]]) -> list[str]:
    url = Path(archivo).as_uri()
    libro = escritorio.loadComponentFromURL(url, "_blank", 0, (propiedad("Hidden", True),))
    try:
        mostrado = []
        for titulo, lugar, texto in celdas:
            celda = libro.Sheets.getByName(titulo).getCellRangeByName(lugar)
            celda.setFormula(texto)
            mostrado.append(celda.String)
        libro.storeToURL(url, (propiedad("FilterName", FILTRO),))
        return mostrado
    finally:
        libro.close(True)


def main() -> None:
    pedido = json.load(sys.stdin)
    tubo = f"corett{uuid.uuid4().hex}"
    proceso = subprocess.Popen(
        [
            pedido["soffice"], "--headless", "--norestore", "--nologo", "--nodefault",
            f"-env:UserInstallation={Path(pedido['perfil']).as_uri()}",
            f"--accept=pipe,name={tubo};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    escritorio = None
    try:
        escritorio = conectar(tubo, proceso)
        json.dump(editar(escritorio, pedido["archivo"], pedido["celdas"]), sys.stdout)
    finally:
        if escritorio is not None:
            escritorio.terminate()
        try:
            proceso.wait(timeout=30)
        except subprocess.TimeoutExpired:
            proceso.kill()


if __name__ == "__main__":
    main()
