"""What loading the source documents leaves behind."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from actores.models import Pais
from planes.models import Meta

pytestmark = pytest.mark.django_db


def test_la_historia_empieza_con_lo_que_dice_el_documento() -> None:
    call_command("cargar")
    meta = Meta.objects.get(plan__codigo="po-2023-2025", codigo="1.1.1")
    impreso = meta.texto
    meta.texto = "Otro texto"
    meta.save()
    nueva, primera = meta.history.all()
    assert (primera.texto, nueva.texto) == (impreso, "Otro texto")
    assert primera.history_change_reason == "cargado del documento"
    assert Pais.history.count() == Pais.objects.count()
