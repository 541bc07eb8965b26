"""Which agreements may be published: the ST says so, of their title as it stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from actores.roles import SECRETARIA_TECNICA as ST
from planes.models import Convenio, Reporte
from tests.crear import crear_usuario
from tests.planes.gente import entrar, focal, texto
from tests.planes.test_admin_plan import campos

pytestmark = pytest.mark.django_db


@pytest.fixture
def st() -> Client:
    return entrar(crear_usuario("st@demo.example", ST, is_staff=True))


@pytest.fixture
def fila(reporte: Reporte) -> Convenio:
    convenio: Convenio = Convenio.objects.create(
        pais=reporte.pais, titulo="Convenio", tipo="cooperacion", fecha=dt.date(2025, 9, 1)
    )
    return convenio


def ficha(fila: Convenio) -> str:
    return reverse("admin:planes_convenio_change", args=[fila.pk])


def direccion(fila: Convenio) -> str:
    return reverse("planes:registro_fila", args=["convenio", fila.referencia])


def cambiar(cliente: Client, fila: Convenio, **mas: Any) -> Any:
    """The country's own page, as it is shown, with other words."""
    form = cliente.get(direccion(fila)).context["form"]
    datos = {c.html_name: c.value() for c in form if c.value() not in (None, "", False)}
    datos = {k: v.isoformat() if isinstance(v, dt.date) else v for k, v in datos.items()}
    return cliente.post(direccion(fila), datos | mas)


def test_sin_decir_nada_no_se_publica(fila: Convenio) -> None:
    assert not fila.publicable


def test_la_secretaria_lo_autoriza_tambien_cuando_un_reporte_lo_cuenta(
    st: Client, fila: Convenio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planes.admin.registro.bloqueada", lambda fila: True)
    datos = campos(st.get(ficha(fila))) | {
        "publicable": "on", "titulo_en": "Agreement", "titulo": "Otro", "estado": "terminado",
        "motivo_del_cambio": "Autorizado",
    }  # fmt: skip

    assert st.post(ficha(fila), datos).status_code == 302

    fila.refresh_from_db()
    assert (fila.publicable, fila.titulo_en) == (True, "Agreement")
    assert (fila.titulo, fila.estado) == ("Convenio", "en_negociacion"), "the report counts these"
    assert fila.history.first().publicable


@pytest.mark.parametrize(
    ("cambio", "sigue"),
    [
        ({"estado": "firmado"}, True),
        ({"detalle": "Con detalle."}, True),
        ({"titulo": "Otro título"}, False),
        ({"titulo_en": "Another title"}, False),
    ],
)
def test_lo_que_el_pais_reescribe_se_autoriza_otra_vez(
    fila: Convenio, cambio: dict[str, str], sigue: bool
) -> None:
    Convenio.objects.update(publicable=True)

    assert cambiar(entrar(focal()), fila, **cambio).status_code == 302

    fila.refresh_from_db()
    assert fila.publicable is sigue


def test_el_pais_lo_ve_y_no_lo_decide(fila: Convenio) -> None:
    pais = entrar(focal())
    cambiar(pais, fila, publicable="on", detalle="Con detalle.")
    fila.refresh_from_db()
    assert (fila.publicable, fila.detalle) == (False, "Con detalle.")

    Convenio.objects.update(publicable=True)
    assert "autorizó que este convenio se publique" in texto(pais.get(direccion(fila)))
