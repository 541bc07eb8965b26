"""Which projects may be published: the ST says so, of the texts as they stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from actores.roles import SECRETARIA_TECNICA as ST
from planes.models import Proyecto, Reporte
from tests.crear import crear_usuario
from tests.planes.gente import entrar, focal, texto
from tests.planes.test_admin_plan import campos, errores

pytestmark = pytest.mark.django_db


@pytest.fixture
def st() -> Client:
    return entrar(crear_usuario("st@demo.example", ST, is_staff=True))


def proyecto(reporte: Reporte, **mas: Any) -> Proyecto:
    valores = {"titulo": "P", "resumen": "Qué hará.", "fecha": dt.date(2025, 9, 1)}
    return Proyecto.objects.create(pais=reporte.pais, **valores | mas)


def ficha(fila: Proyecto) -> str:
    return reverse("admin:planes_proyecto_change", args=[fila.pk])


def cambiar(fila: Proyecto, **mas: Any) -> Any:
    """The country's own page, as it is shown, with other words."""
    direccion = reverse("planes:registro_fila", args=["proyecto", fila.referencia])
    cliente = entrar(focal())
    form = cliente.get(direccion).context["form"]
    datos = {c.html_name: c.value() for c in form if c.value() not in (None, "", False)}
    datos = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in datos.items()}
    return cliente.post(direccion, datos | mas)


def test_sin_decir_nada_no_se_publica(reporte: Reporte) -> None:
    assert not proyecto(reporte).publicable


def test_la_secretaria_lo_autoriza_y_queda_escrito(st: Client, reporte: Reporte) -> None:
    fila = proyecto(reporte)
    datos = campos(st.get(ficha(fila))) | {"publicable": "on", "motivo_del_cambio": "Autorizado"}

    assert st.post(ficha(fila), datos).status_code == 302

    fila.refresh_from_db()
    assert fila.publicable
    assert fila.history.first().publicable


@pytest.mark.parametrize("resumen", ["", "   "])
def test_sin_resumen_no_se_autoriza(st: Client, reporte: Reporte, resumen: str) -> None:
    fila = proyecto(reporte, resumen=resumen)
    datos = campos(st.get(ficha(fila))) | {"publicable": "on", "motivo_del_cambio": "Autorizado"}

    assert "no puede quedar sin resumen" in errores(st.post(ficha(fila), datos))

    fila.refresh_from_db()
    assert not fila.publicable


def test_tampoco_por_debajo_de_la_pagina(reporte: Reporte) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        proyecto(reporte, resumen="", publicable=True)


def test_un_reporte_enviado_cierra_lo_que_cuenta_y_no_la_autorizacion(
    st: Client, reporte: Reporte, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planes.admin.registro.bloqueada", lambda fila: True)
    fila = proyecto(reporte)
    datos = campos(st.get(ficha(fila))) | {
        "publicable": "on", "titulo": "Otro", "etapa": "terminado", "motivo_del_cambio": "Sí",
    }  # fmt: skip

    assert st.post(ficha(fila), datos).status_code == 302

    fila.refresh_from_db()
    assert (fila.publicable, fila.titulo, fila.etapa) == (True, "P", "idea")


def test_el_pais_ve_si_puede_publicarse_y_no_lo_decide(reporte: Reporte) -> None:
    fila = proyecto(reporte)
    cambiar(fila, publicable="on", prioritario="on")
    fila.refresh_from_db()
    assert (fila.publicable, fila.prioritario) == (False, True)

    Proyecto.objects.update(publicable=True)
    direccion = reverse("planes:registro_fila", args=["proyecto", fila.referencia])
    assert "autorizó que este proyecto se publique" in texto(entrar(focal()).get(direccion))


@pytest.mark.parametrize(
    ("cambio", "sigue"),
    [
        ({"etapa": "aprobado"}, True),
        ({"titulo": "Otro título"}, False),
        ({"resumen": "Otra cosa."}, False),
        ({"resumen_en": "Something else."}, False),
        ({"costo_usd": "5000"}, False),
    ],
)
def test_lo_que_el_pais_reescribe_se_autoriza_otra_vez(
    reporte: Reporte, cambio: dict[str, str], sigue: bool
) -> None:
    fila = proyecto(reporte, publicable=True)

    assert cambiar(fila, **cambio).status_code == 302

    fila.refresh_from_db()
    assert fila.publicable is sigue


def test_el_pais_no_lo_deja_sin_resumen(reporte: Reporte) -> None:
    fila = proyecto(reporte, publicable=True)

    assert "no puede quedar sin resumen" in texto(cambiar(fila, resumen=""))

    fila.refresh_from_db()
    assert (fila.publicable, fila.resumen) == (True, "Qué hará.")


def test_el_costo_es_mayor_que_cero_o_nada(reporte: Reporte) -> None:
    fila = proyecto(reporte)
    assert "mayor que 0" in texto(cambiar(fila, costo_usd="0"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Proyecto.objects.filter(pk=fila.pk).update(costo_usd=-1)
