"""The tables of a cut as a Frictionless Data Package: CSV files, their schema, a README."""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from informes import datos_abiertos, hoja
from informes.documentos.anexo_campos import CIFRAS, DEMOSTRACION, Campo
from informes.documentos.anexo_tablas import Fila, Tabla
from informes.models import Corte

LICENCIA = gettext_lazy(
    "Licencia de uso: por confirmar. Mientras tanto, si usa estas cifras cite la fuente y el corte."
)


@dataclass(frozen=True)
class Paquete:
    """What a package is called: ``nombre`` for programs, ``titulo`` says it in the active
    language."""

    corte: Corte
    idioma: str
    nombre: str
    titulo: Callable[[], str]


def escribir(de: Paquete, tablas: Sequence[Tabla], acerca: Sequence[tuple[str, str]]) -> bytes:
    """The package as a ZIP: the same cut and language give the same bytes."""
    corte = de.corte
    # Without the mark that Excel wants: programs would read it as part of the first field's name.
    archivos = {
        f"{t.nombre}.csv": csv_de(t, corte, de.idioma).removeprefix(codecs.BOM_UTF8) for t in tablas
    }
    descriptor = paquete(de, tablas, archivos)
    archivos["datapackage.json"] = json.dumps(descriptor, ensure_ascii=False, indent=2).encode()
    archivos["README.md"] = leame(acerca, tablas).encode()
    salida = io.BytesIO()
    with zipfile.ZipFile(salida, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as destino:
        for nombre, contenido in sorted(archivos.items()):
            momento = (corte.fecha.year, corte.fecha.month, corte.fecha.day, 0, 0, 0)
            parte = zipfile.ZipInfo(nombre, momento)
            parte.compress_type, parte.create_system = zipfile.ZIP_DEFLATED, 3
            parte.external_attr = 0o644 << 16
            destino.writestr(parte, contenido)
    return salida.getvalue()


def csv_de(tabla: Tabla, corte: Corte, idioma: str) -> bytes:
    """A table as the site writes its files; the figures are the site's own file."""
    if tabla.campos is CIFRAS:
        return datos_abiertos.csv_de_celdas(corte, idioma)
    filas = ([plano(v) for v in (*fila, corte.demo)] for fila in tabla.filas)
    return hoja.escribir([c.nombre for c in campos_de(tabla)], filas)


def plano(valor: Any) -> Any:
    """A value as a CSV has it: yes and no as 1 and 0, days as 2025-12-31."""
    if isinstance(valor, bool):
        return int(valor)
    return valor.isoformat() if isinstance(valor, dt.date) else valor


def campos_de(tabla: Tabla) -> Sequence[Campo]:
    return tabla.campos if tabla.campos is CIFRAS else (*tabla.campos, DEMOSTRACION)


def paquete(de: Paquete, tablas: Sequence[Tabla], archivos: dict[str, bytes]) -> dict[str, Any]:
    """``datapackage.json``; titles and descriptions in the package's language, and in both under
    ``i18n``."""
    corte = de.corte
    return {
        "profile": "tabular-data-package",
        "name": de.nombre,
        **en_ambas(lambda: (de.titulo(), descripcion(corte))),
        "homepage": settings.SITIO_URL,
        "version": f"{corte.fecha.isoformat()}-{corte.huella[:8]}",
        "created": f"{corte.creado_en.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
        "languages": [de.idioma],
        "demostracion": corte.demo,
        "corte": corte.huella,
        "licenses": [{
            "name": "por-confirmar", "path": f"{settings.SITIO_URL}/datos/", "title": str(LICENCIA),
        }],
        "sources": [{
            "title": f"{_('Corte de datos')} {corte.huella}",
            "path": f"{settings.SITIO_URL}/verificar/{corte.huella}/",
        }],
        "contributors": [{
            "title": "CORETT", "path": settings.SITIO_URL, "role": "publisher",
            "organization": _(
                "Coalición Regional contra la Trata de Personas y el Tráfico Ilícito de Migrantes"
                " (CORETT)"
            ),
        }],
        "resources": [recurso(t, archivos[f"{t.nombre}.csv"]) for t in tablas],
    }  # fmt: skip


def descripcion(corte: Corte) -> str:
    nombre = corte.plan.t.nombre
    return _("Todas las cifras publicadas del %(plan)s, con datos al %(fecha)s.") % {
        "plan": nombre,
        "fecha": corte.fecha.isoformat(),
    }


def en_ambas(decir: Any) -> dict[str, Any]:
    """``title`` and ``description`` as ``decir()`` says them in the active language, and in each
    one under ``i18n``."""
    dichos = {}
    for idioma in ("es", "en"):
        with translation.override(idioma):
            nombre, que = decir()
            dichos[idioma] = {"title": str(nombre), "description": str(que)}
    activo = "en" if translation.get_language() == "en" else "es"
    return {**dichos[activo], "i18n": dichos}


def recurso(tabla: Tabla, contenido: bytes) -> dict[str, Any]:
    esquema: dict[str, Any] = {
        "fields": [campo(c) for c in campos_de(tabla)],
        "missingValues": [""],
    }
    if tabla.clave:
        esquema["primaryKey"] = list(tabla.clave)
    if tabla.ajenas:
        esquema["foreignKeys"] = [
            {"fields": [suyo], "reference": {"resource": otra, "fields": [ajeno]}}
            for suyo, otra, ajeno in tabla.ajenas
        ]
    return {
        "name": tabla.nombre,
        "path": f"{tabla.nombre}.csv",
        "profile": "tabular-data-resource",
        **en_ambas(lambda: (tabla.titulo, tabla.descripcion)),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "bytes": len(contenido),
        "hash": f"sha256:{hashlib.sha256(contenido).hexdigest()}",
        "schema": esquema,
    }


def campo(c: Campo) -> dict[str, Any]:
    dicho: dict[str, Any] = {
        "name": c.nombre,
        "type": c.tipo,
        **en_ambas(lambda: (c.titulo, c.descripcion)),
    }
    if c.tipo == "boolean":
        dicho |= {"trueValues": ["1"], "falseValues": ["0"]}
    if c.restricciones:
        dicho["constraints"] = dict(c.restricciones)
    return dicho


def leame(acerca: Sequence[tuple[str, str]], tablas: Sequence[Tabla]) -> str:
    """``README.md``: what the annex says of itself, the files, how to read them."""
    (_rotulo, nombre), *otros = acerca
    lineas = [f"# {nombre}", ""]
    lineas += [f"**{rotulo}.** {dicho}\n" for rotulo, dicho in otros]
    lineas += [f"## {_('Archivos')}", ""]
    lineas += [f"* `{t.nombre}.csv`: {t.descripcion}" for t in tablas]
    que_es = _("Qué es cada campo, sus tipos y sus claves.")
    lineas += [f"* `datapackage.json`: {que_es}", ""]
    lineas += [
        _("Los archivos están en UTF-8, con comas entre columnas y punto decimal. Una celda vacía"
          " no es un cero: la marca dice por qué falta."),
        _("Los nombres y las descripciones están en el idioma de este paquete; los códigos y los"
          " nombres de los campos, en español en los dos."),
        _("A un texto que una hoja de cálculo tomaría por fórmula se le antepone un apóstrofo."),
    ]  # fmt: skip
    return "\n".join(lineas) + "\n"


def filas_del_diccionario(tablas: Sequence[Tabla]) -> list[Fila]:
    """Each field of the package: table, field, heading in the sheet, type, what it is."""
    return [
        [f"{t.nombre}.csv", c.nombre, str(c.titulo), c.tipo, str(c.descripcion)]
        for t in tablas
        for c in campos_de(t)
    ]
