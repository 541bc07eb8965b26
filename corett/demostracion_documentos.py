"""Documents of the demonstration: all of the family for its last published year."""

from __future__ import annotations

from actores.models import Usuario
from corett import demostracion_narrativa
from informes import documentos, familia, operaciones
from informes.models import Corte, Informe, TipoInforme

CON_TODO = 2024
"""The year whose whole family is made; of the one before, the annual report."""


def producir(corte: Corte, anio: int, secretaria: Usuario) -> None:
    """Makes the documents of a cut, with the texts that the Secretaría Técnica wrote for them."""
    tipos = list(TipoInforme) if anio == CON_TODO else [TipoInforme.ANUAL]
    for informe in operaciones.pedir_informes(
        corte=corte,
        anio=anio,
        por=secretaria,
        tipos=[tipo for tipo in tipos if familia.sujetos(tipo, corte)],
    ):
        documentos.producir(informe)


def publicar(corte: Corte, presidencia: Usuario) -> None:
    """What the Secretaría Técnica wrote is published by somebody else."""
    for informe in corte.informes.filter(estado=Informe.Estado.BORRADOR).exclude(huella=""):
        operaciones.publicar_informe(informe=informe, por=presidencia)


def escribir(anio: int, secretaria: Usuario) -> None:
    """The texts of a year, once its cut is there."""
    demostracion_narrativa.sembrar(anio, secretaria)
