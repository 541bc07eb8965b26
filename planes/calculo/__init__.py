"""Adding up: the only place in the portal where figures are combined.

Pure functions over frozen dataclasses; standard library only. Four things are
different everywhere and stay so: a value, a zero (which is a value), a reason
why there is no value (``Ausencia``), and silence (``SIN_REPORTE``).

How a figure comes about::

    Respuesta (informant × semester)      what one approved report answered
        │  serie()      over time, by regla_tiempo, keyed on the informant
        ▼
    Cifra (informant × year)
        │  en_la_region()   over countries, by regla_region
        ▼
    CifraRegional (year) + Cobertura

``figuras`` holds these shapes, ``tiempo`` and ``region`` the two steps, and
``estados`` what is said of the plan's tree: states, targets, schedule.

An informant is a country code, or ``REGION`` for the Secretaría Técnica's
regional report. It is never a person: people change, the series goes on.
"""

from .estados import (
    cumplimiento,
    distribucion,
    estado_de_los_paises,
    estado_vigente,
    semaforo,
)
from .figuras import (
    ESTADOS,
    NO_AGREGABLE,
    NO_APLICA,
    NO_DISPONIBLE,
    PENDIENTE,
    QUE_SE_ARRASTRAN,
    REGION,
    SIN_DATO,
    SIN_REPORTE,
    Cifra,
    CifraRegional,
    Cobertura,
    Dato,
    Respuesta,
    Semestre,
)
from .region import (
    ausencia_regional,
    cobertura_de,
    cumple_con,
    en_la_region,
    regional_sola,
)
from .tiempo import (
    acumulado,
    anio_entero,
    cifra_de,
    desagregaciones,
    en_el_tiempo,
    por_que_falta,
    porcentaje,
    semestres_esperados,
    serie,
    sumar_partes,
    sumar_respuestas,
    tiene_valor,
)

__all__ = [
    "ESTADOS",
    "NO_AGREGABLE",
    "NO_APLICA",
    "NO_DISPONIBLE",
    "PENDIENTE",
    "QUE_SE_ARRASTRAN",
    "REGION",
    "SIN_DATO",
    "SIN_REPORTE",
    "Cifra",
    "CifraRegional",
    "Cobertura",
    "Dato",
    "Respuesta",
    "Semestre",
    "acumulado",
    "anio_entero",
    "ausencia_regional",
    "cifra_de",
    "cobertura_de",
    "cumple_con",
    "cumplimiento",
    "desagregaciones",
    "distribucion",
    "en_el_tiempo",
    "en_la_region",
    "estado_de_los_paises",
    "estado_vigente",
    "por_que_falta",
    "porcentaje",
    "regional_sola",
    "semaforo",
    "semestres_esperados",
    "serie",
    "sumar_partes",
    "sumar_respuestas",
    "tiene_valor",
]
