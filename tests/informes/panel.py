"""The ST at its cut desk."""

from __future__ import annotations

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from actores.models import Usuario
from informes.models import Corte, CorteCelda
from tests.informes.escena import Escena


def con_panel() -> Escena:
    """Everybody has reported; the ST may enter the panel."""
    escena = Escena()
    escena.reportar_todo()
    Usuario.objects.filter(pk=escena.secretaria.pk).update(is_staff=True)
    return escena


def detalle(corte: Corte) -> str:
    return reverse("admin:informes_corte_detalle", args=[corte.pk])


def publicacion(corte: Corte) -> str:
    return reverse("admin:informes_corte_publicar", args=[corte.pk])


def publicar(cliente: Client, corte: Corte, **campos: object) -> str:
    """The page read and its button pressed; the text of what comes."""
    vigente = Corte.objects.vigente()
    datos = {"reemplaza": vigente.pk if vigente else "", **campos}
    return cliente.post(publicacion(corte), datos, follow=True).content.decode()


def plantar(corte: Corte, pais: str, **campos: object) -> None:
    """Puts a figure into a cut, past everything that forbids it."""
    celdas = CorteCelda.objects.filter(corte=corte, dato="denuncias", pais=pais)
    QuerySet.update(celdas.filter(categoria="delito:trata"), **campos)
