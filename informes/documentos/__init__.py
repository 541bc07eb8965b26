"""Documents made from a data cut."""

from informes.models import Informe


def producir(informe: Informe) -> None:
    raise NotImplementedError
