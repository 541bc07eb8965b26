"""The fields of the annex's tables: name, heading, type, what each is and may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from informes import datos_abiertos, proyectos

SEMESTRE = r"^\d{4}-I{1,2}$"


@dataclass(frozen=True)
class Campo:
    """``tipo`` and ``restricciones`` as Table Schema has them; ``ancho`` in letters of a sheet."""

    nombre: str
    titulo: Any
    ancho: int = 12
    tipo: str = "string"
    descripcion: Any = ""
    restricciones: Mapping[str, Any] = field(default_factory=dict)


UNICO: Mapping[str, Any] = {"required": True, "unique": True}
CON: Mapping[str, Any] = {"required": True}
CUENTA: Mapping[str, Any] = {"minimum": 0}
ESTADO: Mapping[str, Any] = {
    "required": True,
    "enum": ["completada", "en_curso", "no_iniciada", "suspendida", "no_aplica", "sin_dato"],
}


def una_de(*opciones: str) -> Mapping[str, Any]:
    return {"enum": list(opciones)}


TITULOS: Mapping[str, tuple[Any, int, str, Mapping[str, Any]]] = {
    "dato": (_("Código del dato"), 26, "string", CON),
    "nombre": (_("Dato"), 42, "string", CON),
    "unidad": (_("Unidad"), 11, "string", {}),
    "pais": (_("País"), 6, "string", {}),
    "nombre_pais": (_("Nombre del país"), 13, "string", {}),
    "anio": (_("Año"), 7, "year", CON),
    "categoria": (_("Categoría"), 15, "string", {}),
    "nombre_categoria": (_("Nombre de la categoría"), 17, "string", {}),
    "valor": (_("Valor"), 11, "number", {}),
    "minimo": (_("Mínimo"), 9, "number", CUENTA),
    "maximo": (_("Máximo"), 9, "number", CUENTA),
    "texto": (_("Texto"), 18, "string", {}),
    "marca": (_("Marca"), 7, "string", {"enum": ["c", "x", "z", "p", "r"]}),
    "reportaron": (_("Países que reportaron"), 11, "integer", CUENTA),
    "esperados": (_("Países esperados"), 11, "integer", CUENTA),
    "corte": (_("Corte"), 20, "string", {"required": True, "pattern": "^[0-9a-f]{64}$"}),
    "datos_al": (_("Datos al"), 11, "date", CON),
    "demostracion": (_("Demostración"), 13, "boolean", CON),
}

CIFRAS = tuple(
    Campo(nombre, titulo, ancho, tipo, datos_abiertos.CAMPOS[nombre][1], restricciones)
    for nombre, (titulo, ancho, tipo, restricciones) in TITULOS.items()
)

DEMOSTRACION = CIFRAS[-1]
"""Every other table of the package has it too, as its last field."""

DATOS = (
    Campo("codigo", _("Código"), 20, "string", _("Código del dato."), UNICO),
    Campo("nombre", _("Dato"), 30, "string", _("Nombre del dato."), CON),
    Campo("unidad", _("Unidad"), 12, "string", _("Unidad en que se cuenta.")),
    Campo("tipo", _("Tipo"), 11, "string", _("Clase de cifra."),
          una_de("conteo", "personas", "monto", "porcentaje", "hito", "documento")),
    Campo(
        "informante", _("Quién reporta"), 11, "string",
        _("nacional: cada país; regional: la Secretaría Técnica; ambos."),
        una_de("nacional", "regional", "ambos"),
    ),
    Campo("periodicidad", _("Periodicidad"), 12, "string", _("Cada cuánto se pide."),
          una_de("semestral", "anual")),
    Campo("regla_tiempo", _("Regla en el tiempo"), 13, "string",
          _("Cómo se juntan los semestres de un año."),
          una_de("suma", "ultimo", "maximo", "no_agregable")),
    Campo("regla_region", _("Regla entre países"), 16, "string",
          _("Cómo se juntan los países en la cifra de la región."),
          una_de("suma", "suma_mas_regional", "manda_regional", "cociente",
                 "paises_que_cumplen", "no_agregable")),
    Campo("sentido", _("Sentido"), 12, "string", _("Si más es mejor."),
          una_de("ascendente", "descendente", "neutro")),
    Campo("sensible", _("Protegido"), 10, "boolean",
          _("Si sus cifras pequeñas se publican como intervalo."), CON),
    Campo("definicion", _("Definición"), 46, "string", _("Qué se cuenta y qué no.")),
    Campo("fuente", _("Fuente"), 30, "string", _("De dónde sale.")),
    Campo("quien", _("Quién lo recoge"), 26, "string", _("Qué institución lo recoge.")),
    Campo("como", _("Cómo se cuenta"), 46, "string", _("Cómo se cuenta.")),
)  # fmt: skip

CATEGORIAS = (
    Campo("codigo", _("Categoría"), 24, "string", _("«desagregación:categoría»."), UNICO),
    Campo("nombre", _("Nombre de la categoría"), 40, "string", _("Nombre de la categoría.")),
)


def de_estados(de_que: Any) -> tuple[Campo, ...]:
    """How many there are in each state."""
    nombres = (
        _("Completadas"), _("En curso"), _("No iniciadas"), _("Suspendidas"), _("No aplica"),
        _("Sin dato"),
    )  # fmt: skip
    return tuple(
        Campo(clave, nombre, 13, "integer", de_que, CUENTA)
        for clave, nombre in zip(ESTADO["enum"], nombres, strict=True)
    )


PAISES = (
    Campo("codigo", _("País"), 8, "string", _("ISO 3166-1 alfa-2 en minúsculas."), UNICO),
    Campo("iso3", _("ISO 3"), 8, "string", _("ISO 3166-1 alfa-3."), CON),
    Campo("nombre", _("Nombre del país"), 22, "string", _("Nombre del país."), CON),
    Campo("organismo", _("Organismo nacional"), 52, "string", _("Quién representa al país.")),
    Campo("sigla", _("Sigla"), 12, "string", _("Sigla del organismo.")),
    Campo("pedidas", _("Actividades que reporta"), 14, "integer",
          _("Actividades del plan sobre las que se pregunta al país."), CUENTA),
    *de_estados(_("Actividades del país en este estado.")),
)  # fmt: skip

OBJETIVOS = (
    Campo("numero", _("Objetivo"), 10, "integer", _("Número del objetivo operativo."), UNICO),
    Campo("texto", _("Texto del objetivo"), 80, "string", _("Como está impreso."), CON),
    Campo("eje", _("Eje"), 7, "integer", _("Número del eje."), CON),
    Campo("nombre_eje", _("Nombre del eje"), 30, "string", _("Nombre del eje.")),
)

ACTIVIDADES = (
    Campo("codigo", _("Actividad"), 10, "string", _("Código de la actividad."), UNICO),
    Campo("texto", _("Texto de la actividad"), 60, "string", _("Como está impresa."), CON),
    Campo("objetivo", _("Objetivo"), 10, "integer", _("Número del objetivo operativo."), CON),
    Campo("eje", _("Eje"), 7, "integer", _("Número del eje."), CON),
    Campo("informante", _("Quién reporta"), 12, "string",
          _("nacional: cada país; regional: la Secretaría Técnica; ambos."),
          una_de("nacional", "regional", "ambos")),
    Campo("estado", _("Estado"), 13, "string", _("Estado en la región."), ESTADO),
    Campo("desde", _("Desde"), 10, "string", _("Semestre del que es ese estado: 2024-II."),
          {"pattern": SEMESTRE}),
    Campo("semaforo", _("Contra el plazo"), 14, "string", _("El estado frente al plazo.")),
    *de_estados(_("Países en este estado. Vacío: no se pregunta a los países.")),
)  # fmt: skip

ESTADOS = (
    Campo("actividad", _("Actividad"), 10, "string", _("Código de la actividad."), CON),
    Campo("pais", _("País"), 8, "string", _("País, código ISO 3166-1 alfa-2."), CON),
    Campo("estado", _("Estado"), 14, "string", _("Estado en ese país."), ESTADO),
    Campo("desde", _("Desde"), 12, "string", _("Semestre del que es ese estado: 2024-II."),
          {"pattern": SEMESTRE}),
)  # fmt: skip

METAS = (
    Campo("codigo", _("Meta"), 10, "string", _("Código de la meta."), UNICO),
    Campo("objetivo", _("Objetivo"), 10, "integer", _("Número del objetivo operativo."), CON),
    Campo("texto", _("Texto de la meta"), 50, "string", _("Como está impresa.")),
    Campo("responsable", _("Responsable"), 30, "string", _("Como está impreso.")),
    Campo("plazo", _("Plazo"), 18, "string", _("Como está impreso.")),
    Campo("planeamiento", _("Planeamiento"), 40, "string", _("Como está impreso.")),
    Campo("socios", _("Socios estratégicos"), 30, "string", _("Como está impreso.")),
    Campo("actividades", _("Actividades"), 16, "string",
          _("Códigos de las actividades a las que sirve, separados por espacios.")),
)  # fmt: skip

INDICADORES = (
    Campo("codigo", _("Indicador"), 11, "string", _("Código del indicador."), UNICO),
    Campo("texto", _("Texto del indicador"), 50, "string", _("Como está impreso."), CON),
    Campo("meta", _("Meta"), 10, "string", _("Meta que mide."), CON),
    Campo("actividad", _("Actividad"), 10, "string", _("Actividad en que se pregunta."), CON),
    Campo("dato", _("Código del dato"), 24, "string",
          _("Dato con que se mide. Vacío: pide una evidencia, no una cifra.")),
    Campo("evidencia", _("Evidencia"), 14, "string", _("Clase de evidencia que pide.")),
    Campo("es_nuestro", _("Añadido"), 10, "boolean",
          _("Si no está impreso en el plan y lo añadió la Secretaría Técnica."), CON),
)  # fmt: skip

PROGRAMADO = (
    Campo("indicador", _("Indicador"), 11, "string", _("Código del indicador."), CON),
    Campo("anio", _("Año"), 8, "year", _("Vacío: para todo el plan.")),
    Campo("alcance", _("Alcance"), 14, "string", _("Si es de la región o de cada país."),
          una_de("regional", "cada_pais")),
    Campo("objetivo", _("Meta numérica"), 14, "number", _("Lo que se propone el plan."), CON),
    Campo("linea_base", _("Línea base"), 14, "number", _("Vacía: el plan no la dice.")),
)  # fmt: skip

COBERTURA = (
    Campo("informante", _("Informante"), 12, "string",
          _("Código del país; region: el reporte regional."), CON),
    Campo("nombre", _("Quién reporta"), 28, "string", _("Nombre de quien reporta."), CON),
    Campo("semestre", _("Semestre"), 12, "string", _("Año y semestre: 2024-II."),
          {"required": True, "pattern": SEMESTRE}),
    Campo("aprobado", _("Reporte aprobado"), 12, "boolean",
          _("Si su reporte de ese semestre está aprobado y cuenta en el corte."), CON),
)  # fmt: skip

PROYECTOS = (
    Campo("codigo", _("Proyecto"), 12, "string", _("Código del proyecto."), UNICO),
    Campo("titulo", _("Título"), 40, "string", _("Título del proyecto."), CON),
    Campo("resumen", _("Resumen"), 60, "string", _("Qué hará y para quién."), CON),
    Campo("etapa", _("Etapa"), 15, "string", _("Hasta dónde ha llegado."),
          una_de(*proyectos.ETAPAS)),
    Campo("desde", _("Desde"), 12, "date", _("El día en que llegó a esa etapa."), CON),
    Campo("prioritario", _("Priorizado"), 11, "boolean", _("Si la CORETT lo prioriza."), CON),
    Campo("pais", _("País"), 8, "string", _("Vacío: es de la región.")),
    Campo("inicio", _("Inicio previsto"), 12, "date", _("Vacío: por confirmar.")),
    Campo("fin", _("Fin previsto"), 12, "date", _("Vacío: por confirmar.")),
    Campo("costo_usd", _("Costo total, USD"), 14, "number", _("Vacío: por confirmar."), CUENTA),
    Campo("falta_usd", _("Falta por financiar, USD"), 14, "number",
          _("Costo menos lo firmado y lo desembolsado."), CUENTA),
    Campo("actividades", _("Actividades"), 16, "string",
          _("Códigos de las actividades a las que sirve, separados por espacios.")),
    Campo("presentado_a", _("Presentado a"), 30, "string",
          _("Organizaciones que pueden nombrarse en público.")),
    Campo("presentado_a_sin_nombrar", _("Presentado a otras, sin nombrar"), 14, "integer",
          _("Cuántas más no se nombran."), CUENTA),
    Campo("donantes_sin_nombrar", _("Donantes sin nombrar"), 12, "integer",
          _("Cuántos donantes no se nombran."), CUENTA),
)  # fmt: skip

APORTES = (
    Campo("proyecto", _("Proyecto"), 12, "string", _("Código del proyecto."), CON),
    Campo("estado", _("Estado"), 14, "string", _("En qué estado está ese dinero."),
          una_de(*proyectos.ESTADOS)),
    Campo("desde", _("Desde"), 12, "date", _("El día en que llegó a ese estado."), CON),
    Campo("monto", _("Monto"), 16, "number", _("En su moneda."), CON),
    Campo("moneda", _("Moneda"), 9, "string", _("Código ISO 4217."), {"pattern": "^[A-Z]{3}$"}),
    Campo("usd", _("Monto, USD"), 16, "number", _("En dólares, con la tasa de ese día."), CON),
    Campo("fecha_tasa", _("Fecha de la tasa"), 12, "date", _("Vacía: el monto está en dólares.")),
    Campo("donante", _("Donante"), 40, "string",
          _("Vacío: es un donante que no se nombra.")),
)  # fmt: skip
