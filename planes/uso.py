"""What is already in use and so can no longer change its meaning."""

from __future__ import annotations

from planes.models import Categoria, Dato, Reporte, Valor, ValorDesagregado

REGLAS = ("codigo", "regla_tiempo", "regla_region", "periodicidad", "informante")


def congelados(dato: Dato) -> tuple[str, ...]:
    """Fields of a Dato that may not change any more, in form order.

    Its type, once anybody has answered: answers carry its shape. Its rules, once an approved
    report uses it: the same figures would suddenly add up to something else. It may become
    sensitive at any time, but not stop being so.
    """
    valores = Valor.objects.filter(dato=dato)
    fijos = ["tipo"] if valores.exists() else []
    if valores.filter(reporte__estado=Reporte.Estado.APROBADO).exists():
        fijos += [*REGLAS, *(["sensible"] if dato.sensible else [])]
    return tuple(fijos)


def categoria_en_uso(categoria: Categoria) -> bool:
    """Whether some report counts persons or cases in it."""
    return ValorDesagregado.objects.filter(categoria=categoria).exists()
